"""A store that is opened in a thread while the bot starts: most look-ups need nothing that is stored."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bot.community import Community, Settings
from bot.store.cache import DEFAULTS
from bot.store.version import VERSION

# To load what speaks to databases takes longer than all else that a look-up needs.
if TYPE_CHECKING:
    from bot.store.store import Store
else:
    Store = object

# Called on event loops, which must not wait: each returns a future at once.
SUBMITTING = ("submit", "start", "submit_reading")


class LateStore(Store):
    """The store at a place; any use of it opens it and waits for that, except reading settings that nobody changed."""

    def __init__(self, place: str | Path) -> None:
        self._place = place
        self._is_untouched = not has_settings(place)
        self._opener = ThreadPoolExecutor(1, "store-open")

    @classmethod
    def begun(cls, place: str | Path) -> Self:
        """Return the store, having waited for it to open where `Store.open` may raise one of its errors."""
        late = cls(place)
        if may_be_refused(place):
            late.opening.result()
        return late

    @cached_property
    def opening(self) -> Future[Store]:
        """The store once it is open; the first look at this begins to open it."""
        return self._opener.submit(self._open)

    def settings(self, community: Community) -> Settings:
        """Return a community's settings, the defaults if none were stored."""
        return DEFAULTS if self._is_untouched else self.opening.result().settings(community)

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        self._opener.shutdown()
        opening = vars(self).get("opening")
        if opening and not opening.exception():
            opening.result().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __getattr__(self, name: str) -> Any:
        opening = self.opening
        if name in SUBMITTING:
            return partial(self._opener.submit, self._once_open, name)
        return getattr(opening.result(), name)

    def _open(self) -> Store:
        from bot.store.store import Store

        store = Store.open(self._place)
        # From now on these are called on the store itself.
        vars(self).update({name: getattr(store, name) for name in ("settings", *SUBMITTING)})
        return store

    def _once_open(self, name: str, *arguments: Any) -> Any:
        return getattr(self.opening.result(), name)(*arguments).result()


def has_settings(place: str | Path) -> bool:
    """Whether any settings may be stored at a place; True also where that cannot be read from a file."""
    if not isinstance(place, Path):
        return True
    query = "SELECT EXISTS (SELECT 1 FROM settings) OR EXISTS (SELECT 1 FROM moderators)"
    return place.exists() and _value_in(place, query) != 0


def may_be_refused(place: str | Path) -> bool:
    """Whether another process may be using the database at a place, or another version of the bot have made it."""
    if not isinstance(place, Path):
        return True
    version = "SELECT version_num FROM alembic_version"
    return place.exists() and not (_is_free(place) and _value_in(place, version) == VERSION)


def _value_in(place: Path, query: str) -> object:
    """Return the value that a query reads from a file, None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchone()[0]
    except (sqlite3.Error, TypeError):
        return None


def _is_free(place: Path) -> bool:
    try:
        lock = f"{place.absolute().as_uri()}.lock?mode=rw"
        with closing(sqlite3.connect(lock, timeout=0, isolation_level=None, uri=True)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        return False
    return True
