"""The packs that are installed, and a library for each choice of them that a community made."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.facts.library import Library, open_library

if TYPE_CHECKING:
    from bot.facts.problems import Problem


class Shelf:
    """Opens libraries, each choice of packs once. `problems` are those of the packs that could not be opened."""

    def __init__(self, folders: Sequence[Path], cache: Path) -> None:
        self._folders = tuple(folders)
        self._cache = cache
        self._lock = threading.Lock()
        self._open: dict[frozenset[str], Library] = {}
        self.problems: tuple[Problem, ...] = ()
        self.full = self._library(frozenset())

    def library(self, without: Sequence[str] = ()) -> Library:
        """Return the library of all packs but those of these ids.

        The first time a choice is asked for it may have to be compiled, which takes about a second for a large pack:
        whoever changes the choice asks for it at once, in a thread of their own.
        """
        return self._library(frozenset(without) & {pack.id for pack in self.full.packs})

    def _library(self, without: frozenset[str]) -> Library:
        with self._lock:
            if without not in self._open:
                folders = [folder for folder in self._folders if folder.name not in without]
                library, problems = open_library(folders, self._cache)
                self._open[without] = library
                self.problems = self.problems or problems
            return self._open[without]


def pack_folders(*roots: Path) -> tuple[Path, ...]:
    """Return the pack folders below these ones, by name; of two with one name the first."""
    found: dict[str, Path] = {}
    for root in roots:
        for path in sorted(root.glob("*/pack.yaml")):
            found.setdefault(path.parent.name, path.parent)
    return tuple(found[name] for name in sorted(found))
