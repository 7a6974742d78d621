"""A store that is opened when it is needed: of most look-ups asked on a command line nothing is stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.community import Community, Settings
from bot.store.cache import DEFAULTS

# To load what speaks to databases takes as long as a look-up does otherwise.
if TYPE_CHECKING:
    from bot.store.store import Store
else:
    Store = object


class LateStore(Store):
    """The store at a place, for one request: whatever is asked of it but settings that nobody changed opens it."""

    def __init__(self, place: str | Path) -> None:
        self._place = place
        self._opened: Store | None = None

    def settings(self, community: Community) -> Settings:
        """Return a community's settings, the defaults if none were stored."""
        return self._store().settings(community) if self._opened or has_settings(self._place) else DEFAULTS

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if self._opened:
            self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store(), name)

    def _store(self) -> Store:
        if self._opened is None:
            from bot.store.store import Store

            self._opened = Store.open(self._place)
        return self._opened


def has_settings(place: str | Path) -> bool:
    """Whether anybody's settings may be stored at a place: of what cannot be read easily it is to be assumed."""
    if not isinstance(place, Path):
        return True
    if not place.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            query = "SELECT EXISTS (SELECT 1 FROM settings) OR EXISTS (SELECT 1 FROM moderators)"
            return bool(connection.execute(query).fetchone()[0])
    except sqlite3.Error:
        return True
