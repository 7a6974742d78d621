"""The compressed streams of the gateway, which a client asks for in its address."""

import importlib
import zlib
from typing import Any

from tests.standins.line import Encode, plain


class ZlibStream:
    """One zlib stream over the whole connection; each frame ends in a sync flush."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj()

    def __call__(self, text: str) -> bytes:
        """The next piece of the stream."""
        return self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """One zstd stream; discord.py asks for it from Python 3.14 on, or where `zstandard` is installed."""

    def __init__(self) -> None:
        zstd: Any = _zstd()
        self._flush = getattr(zstd, "COMPRESSOBJ_FLUSH_BLOCK", None)
        self._compressor: Any = (
            zstd.ZstdCompressor().compressobj() if self._flush is not None else zstd.ZstdCompressor()
        )

    def __call__(self, text: str) -> bytes:
        """The next piece of the stream."""
        mode = self._compressor.FLUSH_BLOCK if self._flush is None else self._flush
        return bytes(self._compressor.compress(text.encode()) + self._compressor.flush(mode))


def _zstd() -> Any:
    # The order in which discord.py looks for it (discord/utils.py).
    try:
        return importlib.import_module("zstandard")
    except ImportError:
        return importlib.import_module("compression.zstd")


def stream(asked: str) -> Encode:
    """The stream for the `compress` parameter of a gateway address."""
    if asked == "zlib-stream":
        return ZlibStream()
    return ZstdStream() if asked == "zstd-stream" else plain
