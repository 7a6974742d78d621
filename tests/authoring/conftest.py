"""A copy of the small pack that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.saltmarsh import FOLDER


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the small pack."""
    return Path(shutil.copytree(FOLDER, tmp_path / "saltmarsh"))


@pytest.fixture
def old_pack(pack: Path) -> Path:
    """Return the small pack as one of the first format would be: without what only the second knows."""
    change(pack, "pack.yaml", "format: 2\n", "")
    change(pack, "events.yaml", "  disputed: why it stands where it stands\n", "")
    (pack / "publishers.yaml").unlink()
    return pack


def change(pack: Path, file: str, old: str, new: str) -> None:
    """Replace a text in a file of a pack, where it stands first."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(pack: Path, file: str, text: str) -> None:
    """Write a text at the end of a file of a pack, which may be a new one."""
    path = pack / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + text, encoding="utf-8")
