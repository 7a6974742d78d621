"""Compiles the packs that ship while the wheel is built, so that a first start need not."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Puts the index of `facts` beside the packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the installation is the checkout itself, which is read as it changes."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from bot.shelf import SHIPPED, Shelf, pack_folders

        folder = Path(mkdtemp(prefix="dateline-index-"))
        shelf = Shelf(pack_folders(root / "facts"), folder)
        if shelf.problems:
            raise ValueError("\n".join(map(str, shelf.problems)))
        for index in folder.glob("*.db"):
            build_data["force_include"][str(index)] = f"facts/{SHIPPED}/{index.name}"
