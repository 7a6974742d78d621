"""The second pack that ships, of another subject than the first: for tests in which the subject does not matter."""

from __future__ import annotations

import shutil
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "facts/apollo"


def switched_on(folder: Path) -> Path:
    """Return a copy of the pack, below a folder, that does not ship switched off."""
    copy = Path(shutil.copytree(SHIPPED, folder / "apollo"))
    told = copy / "pack.yaml"
    told.write_text(told.read_text(encoding="utf-8").replace("\noff: true\n", "\n"), encoding="utf-8")
    return copy
