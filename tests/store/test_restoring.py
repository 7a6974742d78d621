"""A restored backup: what was posted since is never posted again, and nothing is missing without a word."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, text

from bot.chat import Channel
from bot.outbox.outbox import Outbox
from bot.outbox.restoring import take_up
from bot.schedule.delivery import End, State
from bot.schedule.rule import Kind, Policy, Rule
from bot.shelf import Shelf
from bot.store.engine.databases import database_at
from bot.store.engine.errors import StoreError, StoreInUseError
from bot.store.engine.maintenance import backup, check, copy, restore, upgrade
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.postgres import TEMPLATE, PostgresServer
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import DAY, HOUR, MORNING, QUIZ, SECOND, all_of, end, make, order, save, wake
from tests.store.memories import remark, texts

SLACK = Channel("slack", "school", "room")
# Whether somebody else of ours is connected, asked anew.
ANOTHER_LOOKS = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dateline'"
    " AND pid <> pg_backend_pid()"
)


@pytest.fixture
def shelf(cache: Path) -> Shelf:
    return Shelf([FOLDER], cache)


def nothing(place: str | Path) -> None:
    """Take up nothing."""


def test_every_date_since_the_backup_is_in_doubt_and_the_planner_starts_after_it(store: Store, shelf: Shelf) -> None:
    number = make(store, QUIZ)
    restored_at = MORNING + 3 * DAY + HOUR

    doubts = take_up(store, shelf, PLATFORMS, restored_at)

    days = ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"]
    states = all_of(store)
    assert {key: states[key][0] for key in states if key.startswith(f"s{number}:")} == {
        f"s{number}:{day}": State.SENDING for day in days
    }
    assert doubts.posts == len([state for state, _ in states.values() if state is State.SENDING])
    next_at = store.read(lambda records: records.connection.execute(text("SELECT next_at FROM schedules")).scalar_one())
    assert next_at == (MORNING + 4 * DAY).timestamp() * 1000


def test_what_was_ready_or_sending_is_in_doubt_and_what_is_due_later_stays(store: Store, shelf: Shelf) -> None:
    outbox = Outbox(store, shelf, "one", PLATFORMS)
    save(store, order("sending", MORNING))
    wake(outbox, MORNING)
    save(store, order("ready", MORNING), order("later", MORNING + DAY))

    take_up(store, shelf, PLATFORMS, MORNING + HOUR)

    assert {key: state for key, (state, _) in all_of(store).items()} == {
        "sending": State.SENDING,
        "ready": State.SENDING,
        "later": State.READY,
    }


def test_nothing_of_it_is_handed_out_to_post_but_within_minutes(store: Store, shelf: Shelf) -> None:
    make(store, QUIZ, channel=SLACK)
    make(store, QUIZ)
    restored_at = MORNING + HOUR
    take_up(store, shelf, PLATFORMS, restored_at)

    deliveries = wake(Outbox(store, shelf, "two", PLATFORMS), restored_at + SECOND)

    # Both channels are looked into; of one that cannot be read the moderators are told then.
    assert [one.is_lookup for one in deliveries] == [True, True]
    assert {state for state, _ in all_of(store).values()} == {State.SENDING}


def test_what_is_not_found_is_posted_while_it_may_be_and_else_told(store: Store, shelf: Shelf) -> None:
    number = make(store, QUIZ)
    restored_at = MORNING + HOUR
    take_up(store, shelf, PLATFORMS, restored_at)
    outbox = Outbox(store, shelf, "two", PLATFORMS)
    (look,) = [one for one in wake(outbox, restored_at + SECOND) if one.is_lookup]
    end(outbox, look, End.ABSENT, restored_at + 2 * SECOND)

    again = wake(outbox, restored_at + 10 * SECOND)
    assert [one.is_lookup for one in again] == [False]
    assert all_of(store)[f"s{number}:2026-05-01"][0] is State.SENDING


def test_a_post_that_waited_for_approval_is_in_doubt(store: Store, shelf: Shelf) -> None:
    number = make(store, replace(QUIZ, approval="mods", policy=Policy.POST))
    Outbox(store, shelf, "one", PLATFORMS).plan(MORNING - HOUR)

    take_up(store, shelf, PLATFORMS, MORNING + HOUR)

    states = all_of(store)
    assert states[f"s{number}:2026-05-01"][0] is State.SENDING
    # The next day's is still to be shown to a moderator.
    assert states[f"s{number}:2026-05-02"][0] is State.WAITING


def test_a_single_post_is_in_doubt_too(store: Store, shelf: Shelf) -> None:
    number = make(store, Rule(Kind.POST, time(9), "UTC", once=MORNING.date(), text="hello"))

    take_up(store, shelf, PLATFORMS, MORNING + DAY)

    assert all_of(store)[f"o{number}"][0] is State.SENDING


def test_a_backup_can_be_read_by_its_owner_alone(place: str, tmp_path: Path) -> None:
    with Store.open(place) as store:
        save(store, remark())
    backup(place, tmp_path / "copy")

    assert oct((tmp_path / "copy").stat().st_mode & 0o777) == "0o600"


def test_a_file_is_restored_and_what_was_there_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "bot.db"
    with Store.open(place) as store:
        save(store, remark("before"))
        backup(place, tmp_path / "copy.db")
        save(store, remark("after"))
    kept = restore(place, tmp_path / "copy.db", nothing)

    assert kept
    for path, words in ((place, ["before"]), (kept, ["before", "after"])):
        with Store.open(path) as store:
            assert texts(store) == words
    assert oct(place.stat().st_mode & 0o777) == "0o600"


def test_reading_a_backup_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db") as store:
        save(store, remark())
    (tmp_path / "backups").mkdir()
    backup(tmp_path / "bot.db", tmp_path / "backups" / "copy.db")
    restore(tmp_path / "bot.db", tmp_path / "backups" / "copy.db", nothing)

    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["copy.db"]


def test_a_restored_archive_holds_what_it_held(postgres: PostgresServer, tmp_path: Path) -> None:
    place = postgres.create(TEMPLATE)
    with Store.open(place) as store:
        save(store, remark("before"))
    backup(place, tmp_path / "copy")
    fresh = postgres.create()
    restore(fresh, tmp_path / "copy", nothing)

    with Store.open(fresh) as store:
        assert texts(store) == ["before"]
    with pytest.raises(StoreError, match="not empty"):
        restore(fresh, tmp_path / "copy", nothing)


def test_a_restore_waits_for_a_bot_that_is_just_ending(postgres: PostgresServer, tmp_path: Path) -> None:
    place = postgres.create(TEMPLATE)
    backup(place, tmp_path / "copy")
    fresh = postgres.create()
    ending = psycopg.connect(fresh, application_name="dateline", autocommit=True)

    def end_once_looked_for() -> None:
        with ending:
            while not ending.execute(ANOTHER_LOOKS).fetchall():
                pass

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(end_once_looked_for)
        restore(fresh, tmp_path / "copy", nothing)
        ended.result()

    with Store.open(fresh) as store:
        assert texts(store) == []


def test_an_archive_is_not_restored_while_a_bot_runs(postgres: PostgresServer, tmp_path: Path) -> None:
    place = postgres.create(TEMPLATE)
    backup(place, tmp_path / "copy")
    fresh = postgres.create()
    with (
        psycopg.connect(fresh, application_name="dateline"),
        pytest.raises(StoreError, match="Stop all of them first"),
    ):
        restore(fresh, tmp_path / "copy", nothing)


def test_nothing_is_restored_while_a_bot_runs(tmp_path: Path) -> None:
    place = tmp_path / "bot.db"
    with Store.open(place):
        backup(place, tmp_path / "copy.db")
        with pytest.raises(StoreInUseError):
            restore(place, tmp_path / "copy.db", nothing)


def test_a_file_that_is_not_there_is_told_before_the_database_is_touched(tmp_path: Path) -> None:
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(StoreError, match="There is no file"):
            restore(tmp_path / "bot.db", missing, nothing)

    assert list(tmp_path.iterdir()) == []


def test_what_is_no_backup_is_refused_and_nothing_is_lost(place: str, tmp_path: Path) -> None:
    with Store.open(place) as store:
        save(store, remark("kept"))
    (tmp_path / "letter").write_text("Dear bot")
    with pytest.raises(StoreError, match="no backup"):
        restore(place, tmp_path / "letter", nothing)

    with Store.open(place) as store:
        assert texts(store) == ["kept"]


def test_another_program_s_database_is_neither_restored_nor_upgraded(tmp_path: Path) -> None:
    place, theirs = tmp_path / "bot.db", tmp_path / "theirs.db"
    with Store.open(place) as store:
        save(store, remark("kept"))
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    with pytest.raises(StoreError, match="another program's database"):
        restore(place, theirs, nothing)
    with pytest.raises(StoreError, match="another program's"):
        upgrade(theirs)

    with Store.open(place) as store:
        assert texts(store) == ["kept"]
    with closing(sqlite3.connect(theirs)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    assert list(tmp_path.glob("*restored*")) == []


def test_another_program_s_archive_is_not_restored(postgres: PostgresServer, tmp_path: Path) -> None:
    theirs = postgres.create()
    with closing(database_at(theirs)) as database, database.migrator.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE bookmarks (address TEXT)")
    backup(theirs, tmp_path / "theirs")
    new = postgres.create()

    with pytest.raises(StoreError, match="another program's database"):
        restore(new, tmp_path / "theirs", nothing)
    with closing(database_at(new)) as database, database.reader.begin() as connection:
        assert inspect(connection).get_table_names() == []


def test_a_database_is_not_copied_onto_itself(tmp_path: Path) -> None:
    upgrade(tmp_path / "bot.db")

    with pytest.raises(StoreError, match="is already"):
        copy(tmp_path / "bot.db", tmp_path / "bot.db")


def test_a_damaged_backup_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    place = tmp_path / "bot.db"
    with Store.open(place) as store:
        save(store, *(remark("x" * 2000) for _ in range(50)))
    backup(place, tmp_path / "copy.db")
    content = bytearray((tmp_path / "copy.db").read_bytes())
    content[20_000:60_000] = b"\xff" * 40_000
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(StoreError):
        restore(place, tmp_path / "copy.db", nothing)

    with Store.open(place) as store:
        assert len(texts(store)) == 50
    assert [path.name for path in tmp_path.glob("*restore*")] == []


def test_an_interrupted_restore_leaves_all_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "bot.db"
    with Store.open(place) as store:
        save(store, remark("before"))
        backup(place, tmp_path / "copy.db")
        save(store, remark("after"))

    def fail(place: str | Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(place, tmp_path / "copy.db", fail)
    with Store.open(place) as store:
        assert texts(store) == ["before", "after"]


def test_all_rows_go_from_sqlite_to_postgresql_and_numbers_go_on(
    postgres: PostgresServer, tmp_path: Path, shelf: Shelf
) -> None:
    place, target = tmp_path / "bot.db", postgres.create()
    with Store.open(place) as store:
        first = make(store, QUIZ)
        Outbox(store, shelf, "one", PLATFORMS).plan(MORNING)
        save(store, remark("kept"))
        before = all_of(store)

    assert copy(place, target) > 3
    with Store.open(target) as store:
        assert (all_of(store), texts(store)) == (before, ["kept"])
        assert make(store, QUIZ) == first + 1
        save(store, order("new"))
        assert "new" in all_of(store)
    assert check(target) == []
    with pytest.raises(StoreError, match="not empty"):
        copy(place, target)
