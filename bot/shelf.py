"""Shelf: the packs that are installed, and a library for each choice of them that a community made."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.community import ON
from bot.facts.files import digest, ships_off
from bot.facts.library import Library

if TYPE_CHECKING:
    from bot.facts.model import Pack
    from bot.files.problems import Problem

log = logging.getLogger(__name__)
# Where a wheel has the index of the packs that come with it, beside them.
SHIPPED = ".compiled"


class Shelf:
    """Opens a library for each choice of packs, once. `problems` are those of the packs that could not be opened.

    `again` returns the folders of packs as they are when packs are read again while the bot runs.
    """

    def __init__(self, folders: Sequence[Path], cache: Path, again: Callable[[], Sequence[Path]] | None = None) -> None:
        self._again = again
        self._folders = tuple(folders)
        self._cache = cache
        self._lock = threading.Lock()
        self._open: dict[frozenset[str], Library] = {}
        self.problems: tuple[Problem, ...] = ()
        self._installed = frozenset(folder.name for folder in folders)
        self._off = frozenset(folder.name for folder in folders if ships_off(folder))
        self.full = self.library()

    def library(self, choice: Sequence[str] = ()) -> Library:
        """Return the library of a community's choice: ids of packs that are switched off, or with a `+` switched on.

        Only a pack that ships switched off needs to be switched on.
        The first time a choice is asked for it may have to be compiled, which takes about a second for a large pack.
        """
        kept_off = {pack for pack in self._off if f"{ON}{pack}" not in choice}
        return self._library(frozenset((set(choice) & self._installed) | kept_off))

    def has(self, folder: Path) -> bool:
        """Whether this folder is one of those that are opened."""
        return folder in self._folders

    def reload(self) -> tuple[Problem, ...]:
        """Open the packs as they are now; if any has problems, change nothing and return the problems."""
        fresh = Shelf(self._again() if self._again else self._folders, self._cache)
        # Also the choices of communities, so that nobody waits for them later.
        for choice in tuple(self._open):
            fresh._library(choice)
        if fresh.problems:
            return fresh.problems
        with self._lock:
            self._folders, self._installed, self._off = fresh._folders, fresh._installed, fresh._off
            self._open, self.problems = fresh._open, ()
            self.full = fresh.full
        return ()

    def _library(self, without: frozenset[str]) -> Library:
        with self._lock:
            if without not in self._open or self._open[without].is_damaged:
                folders = [folder for folder in self._folders if folder.name not in without]
                library, problems = open_library(folders, self._cache)
                library.others = tuple(sorted(without))
                library.off_by_default = self._off
                self._open[without] = library
                self.problems = self.problems or problems
            return self._open[without]


def pack_folders(*roots: Path) -> tuple[Path, ...]:
    """Return the folders of packs in these folders, by name; of two with the same name the first."""
    folders: dict[str, Path] = {}
    for root in roots:
        for path in sorted(root.glob("*/pack.yaml")):
            folders.setdefault(path.parent.name, path.parent)
    return tuple(folders[name] for name in sorted(folders))


def open_library(folders: Sequence[Path], cache: Path) -> tuple[Library, tuple[Problem, ...]]:
    """Open the packs in these folders; compile them where the cache has no good index of exactly these files.

    A pack with problems is left out, and its problems are returned.
    """
    name = f"{digest(folders)}.db"
    shipped = [folder.parent / SHIPPED / name for folder in folders[:1]]
    for index in (cache / name, *shipped):
        if library := _cached(index):
            return library, ()
    # Imported here: the reader of YAML takes 60 ms to load, and most starts do not need it.
    from bot.authoring.packs import load_pack

    loaded = [load_pack(folder) for folder in folders]
    good = [folder for folder, result in zip(folders, loaded, strict=True) if result.pack]
    problems = tuple(problem for result in loaded for problem in result.problems)
    packs = [result.pack for result in loaded if result.pack]
    library = _cached(cache / f"{digest(good)}.db") if problems else None
    return library or _compiled(packs, cache / f"{digest(good)}.db"), problems


def _compiled(packs: Sequence[Pack], index: Path) -> Library:
    """Compile packs into a file, or into memory where the disk is full or may not be written."""
    from bot.facts.index import compile_in_memory, compile_packs

    try:
        compile_packs(packs, index)
    except (OSError, sqlite3.OperationalError) as error:
        log.warning("the facts are kept in memory, since %s cannot be written: %s", index.parent, error)
        return Library(compile_in_memory(packs))
    return Library(index)


def _cached(index: Path) -> Library | None:
    """Return the library of an index, or None when there is none that can be read."""
    try:
        return Library(index) if index.exists() else None
    except (sqlite3.DatabaseError, msgspec.MsgspecError):
        return None
