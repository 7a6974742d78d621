"""A store that is opened beside what else a start does: most look-ups need nothing that is stored."""

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

# What event loops call, which must not wait.
BEGUN = ("submit", "start", "submit_reading")


class LateStore(Store):
    """The store at a place: whatever is asked of it but settings that nobody changed opens it, and waits for that."""

    def __init__(self, place: str | Path) -> None:
        self._place = place
        self._is_untouched = not has_settings(place)
        self._opener = ThreadPoolExecutor(1, "store-open")

    @classmethod
    def begun(cls, place: str | Path) -> Self:
        """Begin to open it; what `Store.open` may refuse is waited for, and raised: nobody connects for that."""
        late = cls(place)
        if may_be_refused(place):
            late.opening.result()
        return late

    @cached_property
    def opening(self) -> Future[Store]:
        """The open store to come, from the first time on that this is looked at."""
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
        if name in BEGUN:
            return partial(self._opener.submit, self._once_open, name)
        return getattr(opening.result(), name)

    def _open(self) -> Store:
        from bot.store.store import Store

        store = Store.open(self._place)
        # From now on nothing stands between.
        vars(self).update({name: getattr(store, name) for name in ("settings", *BEGUN)})
        return store

    def _once_open(self, name: str, *arguments: Any) -> Any:
        return getattr(self.opening.result(), name)(*arguments).result()


def has_settings(place: str | Path) -> bool:
    """Whether anybody's settings may be stored at a place: of what cannot be read easily it is to be assumed."""
    if not isinstance(place, Path):
        return True
    query = "SELECT EXISTS (SELECT 1 FROM settings) OR EXISTS (SELECT 1 FROM moderators)"
    return place.exists() and _asked(place, query) != 0


def may_be_refused(place: str | Path) -> bool:
    """Whether another process may have what is at a place, or another version have made it."""
    if not isinstance(place, Path):
        return True
    version = "SELECT version_num FROM alembic_version"
    return place.exists() and not (_is_free(place) and _asked(place, version) == VERSION)


def _asked(place: Path, query: str) -> object:
    """Return what a query finds in a file, None where it cannot be asked."""
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
