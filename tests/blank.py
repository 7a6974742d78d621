"""New SQLite files, as copies of one that was made by all migrations: making each anew took half the suite's time."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.store.engine.maintenance import upgrade


def blank(path: Path) -> Path:
    """Write an empty database of this version, and return where it is."""
    path.write_bytes(_empty())
    path.chmod(0o600)
    return path


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        upgrade(path)
        return path.read_bytes()
