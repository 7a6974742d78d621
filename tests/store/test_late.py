"""A store that is opened beside all else, or only where one request needs it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.chat import User
from bot.community import Community, ModeratorNamed, Settings, SettingsChanged
from bot.store.engine.errors import StoreInUseError, StoreUnavailableError, VersionError
from bot.store.late import LateStore, has_settings, may_be_refused
from bot.store.store import Store
from tests.blank import blank

HERE = Community("console", "here")
ADA = User("console", "here", "ada")
CHANGES = (SettingsChanged(HERE, Settings(zone="Asia/Tokyo")), ModeratorNamed(ADA))


def test_where_nothing_was_stored_settings_are_the_defaults_and_no_file_is_made(tmp_path: Path) -> None:
    with LateStore(tmp_path / "bot.db") as store:
        assert store.settings(HERE) == Settings()

    assert list(tmp_path.iterdir()) == []


def test_a_database_that_another_process_has_is_not_opened_for_settings_that_nobody_changed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db"), LateStore(tmp_path / "bot.db") as late:
        assert late.settings(HERE) == Settings()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: type(change).__name__)
def test_what_somebody_changed_holds(tmp_path: Path, change: object) -> None:
    with Store.open(tmp_path / "bot.db") as store:
        store.transact(lambda records: (None, (change,)))
        changed = store.settings(HERE)

    with LateStore(tmp_path / "bot.db") as late:
        assert late.settings(HERE) == changed != Settings()


def test_what_is_stored_opens_it_and_is_there_afterwards(tmp_path: Path) -> None:
    with LateStore(tmp_path / "bot.db") as late:
        late.transact(lambda records: (None, (CHANGES[0],)))
        assert late.settings(HERE).zone == "Asia/Tokyo"

    with Store.open(tmp_path / "bot.db") as store:
        assert store.settings(HERE).zone == "Asia/Tokyo"


def test_a_file_that_is_no_database_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("no database, but long enough to be looked at as one" * 30)

    with LateStore(tmp_path / "bot.db") as late, pytest.raises(StoreUnavailableError):
        late.read(lambda records: records.settings(HERE))


def test_what_cannot_be_read_is_taken_to_have_settings(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("no database, but long enough to be looked at as one" * 30)

    assert has_settings(tmp_path / "bot.db")


def test_of_a_database_elsewhere_all_is_assumed() -> None:
    assert has_settings("postgresql://localhost/dateline")
    assert may_be_refused("postgresql://localhost/dateline")


def test_what_is_begun_before_it_is_open_waits_for_nothing_and_is_done(tmp_path: Path) -> None:
    place = blank(tmp_path / "bot.db")
    with LateStore(place) as late:
        stored = late.submit(lambda records: ("stored", (CHANGES[0],)))

        assert stored.result() == "stored"
        assert late.submit_reading(lambda records: records.settings(HERE)).result().zone == "Asia/Tokyo"


@pytest.mark.parametrize("name", ["submit", "start", "submit_reading"])
def test_why_it_is_not_opened_is_told_by_the_future_of_what_was_begun(tmp_path: Path, name: str) -> None:
    with Store.open(blank(tmp_path / "bot.db")), LateStore(tmp_path / "bot.db") as late:
        begun = getattr(late, name)(lambda records: (None, ()))

        with pytest.raises(StoreInUseError):
            begun.result()


def test_a_store_that_nobody_refuses_is_begun_and_comes(tmp_path: Path) -> None:
    place = blank(tmp_path / "bot.db")
    with LateStore.begun(place) as late:
        assert late.opening.result().settings(HERE) == Settings()

    assert not may_be_refused(place)
    assert not may_be_refused(tmp_path / "none.db")


def test_a_store_that_another_process_has_is_refused_before_anybody_connects(tmp_path: Path) -> None:
    with Store.open(blank(tmp_path / "bot.db")), pytest.raises(StoreInUseError):
        LateStore.begun(tmp_path / "bot.db")


def test_a_store_of_another_version_is_refused_before_anybody_connects(tmp_path: Path) -> None:
    place = blank(tmp_path / "bot.db")
    Store.open(place).close()
    assert not may_be_refused(place)
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(VersionError):
        LateStore.begun(place)


@pytest.mark.parametrize("content", ["", "no database, but long enough to be looked at as one" * 30])
def test_what_is_no_database_may_be_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "bot.db").write_text(content)

    assert may_be_refused(tmp_path / "bot.db")
