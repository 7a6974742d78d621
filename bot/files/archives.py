"""Opens a zip from a stranger within bounds: few parts, none larger than it may be, nothing written to disk."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.files.texts import UnreadableError

# A workbook of 2,000 questions unpacks to about 1 MB, a course to a few; a zip bomb of 5 MB to gigabytes.
UNPACKED_LIMIT = 64 * 1024 * 1024
PARTS_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a zip by their names; each is unpacked when it is asked for."""

    content: bytes
    limit: int = UNPACKED_LIMIT
    _opened: ZipFile = field(init=False, repr=False)
    _parts: dict[str, ZipInfo] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            # Opened once: to list the parts anew for each of thousands would take longer than to read them.
            opened = ZipFile(io.BytesIO(self.content))
        except (BadZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableError("the file is damaged: this is no zip that can be opened") from None
        parts = opened.infolist()
        if len(parts) > PARTS_LIMIT:
            raise UnreadableError(
                "the file holds {count} parts; at most {limit} are read", count=len(parts), limit=PARTS_LIMIT
            )
        object.__setattr__(self, "_opened", opened)
        object.__setattr__(self, "_parts", {part.filename: part for part in parts})

    @property
    def names(self) -> Sequence[str]:
        """The names of the parts, in their order."""
        return tuple(self._parts)

    def size(self, name: str) -> int:
        """Return how large a part says that it is."""
        return self._parts[name].file_size

    def read(self, name: str) -> bytes:
        """Return a part; UnreadableError when it is missing, damaged, locked by a password or too large."""
        part = self._parts.get(name)
        if part is None:
            raise UnreadableError("the file is not whole: “{name}” is missing in it", name=name)
        if part.file_size > self.limit:
            raise UnreadableError("“{name}” is too large when unpacked; export less at once", name=name)
        try:
            with self._opened.open(part) as opened:
                # No more than the size that the zip states, however much it unpacks to.
                return opened.read(self.limit + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
            raise UnreadableError("“{name}” in the file is damaged or locked by a password", name=name) from None


def is_archive(content: bytes) -> bool:
    """Whether a file is a zip."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))
