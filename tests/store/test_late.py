"""A store that is opened only where one request needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat import User
from bot.community import Community, ModeratorNamed, Settings, SettingsChanged
from bot.store.engine.errors import StoreUnavailableError
from bot.store.late import LateStore, has_settings
from bot.store.store import Store

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


def test_of_a_database_elsewhere_settings_are_assumed() -> None:
    assert has_settings("postgresql://localhost/dateline")
