"""The files of a pack, and a digest of them by which its compiled form is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from sys import byteorder

PACK_FILE = "pack.yaml"
_OFF = re.compile(r"^off: *true *$", re.MULTILINE)
SUFFIXES = (".yaml", ".yml")
# Of the compiled form: another number makes every pack be compiled again.
VERSION = "16"


def pack_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a pack, in a fixed order."""
    return tuple(sorted(path for suffix in SUFFIXES for path in folder.rglob(f"*{suffix}")))


def ships_off(folder: Path) -> bool:
    """Whether a pack says of itself that communities get it only when they switch it on."""
    try:
        return bool(_OFF.search((folder / PACK_FILE).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


def digest(folders: Iterable[Path]) -> str:
    """Return a digest of every file of these packs and of the index's format, in this machine's byte order."""
    state = blake2b(f"{VERSION} {byteorder}".encode(), digest_size=12)
    for folder in folders:
        state.update(f"\0{folder.name}".encode())
        for path in pack_files(folder):
            content = path.read_bytes()
            state.update(f"\0{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return state.hexdigest()
