"""What is stored comes back, all of it or nothing, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import wait
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from bot.chat import Channel, UsageError, User
from bot.community import (
    Community,
    Habit,
    ModeratorDismissed,
    ModeratorNamed,
    ReportClosed,
    Settings,
    SettingsChanged,
    Starter,
)
from bot.pictures.recipes import Look
from bot.store.engine.bulk import Draft, insert_many, update_drafted
from bot.store.engine.errors import StoreUnavailableError
from bot.store.keys import channel_key, find_channel, find_user, user_keys
from bot.store.moderation.audit import audit
from bot.store.records import StoredRecords
from bot.store.store import Store
from tests.blank import blank
from tests.store.memories import ADA, BOB, CLUB, DAY, LOCK, NOON, PARIS, SCHOOL, entry, remark, save, switch_off, texts

FULL = Settings(
    "Asia/Tokyo", "ru", ("a", "b"), Habit.PRIVATE, Starter.MODERATORS, True, "role", "channel", (), False, Look.LIGHT
)


def test_a_community_nobody_changed_has_the_defaults(store: Store) -> None:
    assert store.settings(SCHOOL) == Settings()
    assert store.read(lambda records: records.settings(SCHOOL)) == Settings()


def test_every_setting_comes_back(store: Store) -> None:
    save(store, SettingsChanged(SCHOOL, FULL))

    assert store.settings(SCHOOL) == FULL
    assert store.read(lambda records: records.settings(SCHOOL)) == FULL
    assert store.settings(CLUB) == Settings()


def test_settings_are_known_again_after_a_restart(place: str) -> None:
    with Store.open(place) as store:
        save(store, SettingsChanged(SCHOOL, FULL), ModeratorNamed(ADA))
    with Store.open(place) as store:
        assert store.settings(SCHOOL) == replace(FULL, moderators=("ada",))


def test_moderators_are_named_once_and_dismissed(store: Store) -> None:
    save(store, ModeratorNamed(ADA), ModeratorNamed(BOB), ModeratorNamed(ADA))
    assert store.settings(SCHOOL).moderators == ("ada", "bob")

    save(store, ModeratorDismissed(ADA))
    assert store.settings(SCHOOL).moderators == ("bob",)


def test_changing_settings_leaves_moderators_alone(store: Store) -> None:
    save(store, ModeratorNamed(ADA))

    save(store, SettingsChanged(SCHOOL, PARIS))

    assert store.settings(SCHOOL).moderators == ("ada",)


def test_the_audit_trail_is_read_backwards_page_by_page(store: Store) -> None:
    save(store, *(entry(str(number)) for number in range(5)), entry("elsewhere", User("discord", "club", "ada")))

    first = store.read(lambda records: records.audit(SCHOOL, 2, None))
    second = store.read(lambda records: records.audit(SCHOOL, 9, first[-1].id))

    assert [one.detail for one in (*first, *second)] == ["4", "3", "2", "1", "0"]


def test_an_audit_entry_comes_back_as_it_was(store: Store) -> None:
    wanted = entry("zone: UTC → Europe/Paris", ADA, NOON, BOB)
    save(store, wanted)

    (found,) = store.read(lambda records: records.audit(SCHOOL, 9, None))

    assert replace(found, id=0) == wanted


def test_reports_wait_in_order_until_they_are_closed(store: Store) -> None:
    save(store, remark("first"), remark("second", BOB), remark("elsewhere", User("discord", "club", "ada")))
    first, second = store.read(lambda records: records.open_reports(SCHOOL))

    save(store, ReportClosed(SCHOOL, first.id, NOON))

    assert texts(store) == ["second"]
    assert second == replace(remark("second", BOB), id=second.id)
    closed = store.read(lambda records: records.report(SCHOOL, first.id))
    assert closed
    assert closed.is_closed


def test_a_report_belongs_to_its_community(store: Store) -> None:
    save(store, remark())
    (found,) = store.read(lambda records: records.open_reports(SCHOOL))

    save(store, ReportClosed(CLUB, found.id, NOON))

    assert store.read(lambda records: records.report(CLUB, found.id)) is None
    assert texts(store) == [remark().text]


def test_reports_are_counted_from_a_moment_on(store: Store) -> None:
    save(store, remark(at=NOON - DAY), remark(at=NOON), remark(at=NOON, reporter=BOB))

    assert store.read(lambda records: records.reports_since(ADA, NOON)) == 1
    assert store.read(lambda records: records.reports_since(ADA, NOON - DAY)) == 2
    assert store.read(lambda records: records.reports_since(User("slack", "x", "ada"), NOON - DAY)) == 0


def test_what_was_refused_leaves_nothing(store: Store) -> None:
    def refuse(records: StoredRecords) -> tuple[None, Sequence[object]]:
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        store.transact(refuse)

    assert texts(store) == []


def test_one_change_that_cannot_be_stored_takes_the_others_with_it(store: Store) -> None:
    with pytest.raises(TypeError, match="no area of the store knows"):
        save(store, remark(), SettingsChanged(SCHOOL, PARIS), object())

    assert texts(store) == []
    assert store.settings(SCHOOL) == Settings()


def test_of_many_at_once_those_that_fail_fail_alone(store: Store) -> None:
    def work(number: int, records: StoredRecords) -> tuple[int, Sequence[object]]:
        if number % 3 == 1:
            raise UsageError(str(number))
        return number, (remark(str(number)), *((object(),) if number % 3 == 2 else ()))

    answers = [store.submit(partial(work, number)) for number in range(120)]
    wait(answers)

    assert [answer.result() for answer in answers[::3]] == list(range(0, 120, 3))
    assert {type(answer.exception()) for answer in answers[1::3]} == {UsageError}
    assert {type(answer.exception()) for answer in answers[2::3]} == {TypeError}
    assert sorted(texts(store), key=int) == [str(number) for number in range(0, 120, 3)]


def test_what_is_decided_under_one_lock_is_decided_one_after_the_other(store: Store) -> None:
    packs = {f"pack-{number}" for number in range(40)}

    wait([store.submit(partial(switch_off, pack), LOCK) for pack in packs])

    assert set(store.settings(SCHOOL).packs_off) == packs


def test_a_transaction_that_would_wait_for_itself_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="could wait for itself"):
        store.run(lambda connection: store.settings(SCHOOL) and store.read(lambda records: None))


def test_who_comes_when_it_is_closed_is_told_so_and_waits_for_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "closed.db")
    store.close()

    for _ in range(3):
        with pytest.raises(StoreUnavailableError, match="It is closed"):
            store.submit(lambda records: (None, ()))


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        store.read(lambda records: records.connection.execute(text("DELETE FROM reports")))


def test_a_reader_sees_one_moment(store: Store) -> None:
    def look(records: StoredRecords) -> tuple[int, int]:
        before = len(records.open_reports(SCHOOL))
        save(store, remark())
        return before, len(records.open_reports(SCHOOL))

    # In this thread: within a reader's own, waiting for a writer is refused.
    with store._database.reader.begin() as connection:
        assert look(StoredRecords(connection)) == (0, 0)
    assert texts(store) == [remark().text]


def test_keys_are_made_once(store: Store) -> None:
    channel = Channel("discord", "school", "room")

    first = store.run(lambda connection: (user_keys(connection, ADA), channel_key(connection, channel)))
    second = store.run(lambda connection: (user_keys(connection, ADA), channel_key(connection, channel)))

    assert first == second
    assert store.run(lambda connection: (find_user(connection, BOB), find_channel(connection, channel))) == (
        None,
        first[1],
    )


def test_many_rows_go_in_at_once(store: Store) -> None:
    def fill(detail: str, number: int) -> int:
        community, actor = store.run(lambda connection: user_keys(connection, ADA))
        row = {"community_id": community, "actor_id": actor, "at": NOON, "action": "plan", "detail": detail}
        return store.run(lambda connection: insert_many(connection, audit, [row] * number))

    assert fill("“Élan”, 'quoted' \\ and \x1f", 500) == 500
    assert fill("", 0) == 0
    found = store.read(lambda records: records.audit(SCHOOL, 1, None))
    assert (found[0].detail, found[0].at) == ("“Élan”, 'quoted' \\ and \x1f", NOON)


def test_of_many_rows_those_that_are_known_are_left_out(store: Store) -> None:
    community, actor = store.run(lambda connection: user_keys(connection, ADA))
    row = {"id": 7, "community_id": community, "actor_id": actor, "at": NOON, "action": "plan", "detail": "old"}

    again = {**row, "detail": "new"}

    assert store.run(lambda connection: insert_many(connection, audit, [row])) == 1
    assert store.run(lambda connection: insert_many(connection, audit, [again, {**again, "id": 8}])) == 1
    details = store.run(
        lambda connection: connection.execute(select(audit.c.detail).order_by(audit.c.id)).scalars().all()
    )
    assert details == ["old", "new"]


def test_rows_that_are_changed_alike_are_found_by_their_keys_and_the_others_not_looked_at(tmp_path: Path) -> None:
    def change(connection: Connection) -> int:
        begun: list[None] = []
        line = connection.connection.driver_connection
        assert isinstance(line, sqlite3.Connection)
        line.set_progress_handler(lambda: begun.append(None), 100)
        update_drafted(connection, audit, [Draft({"detail": "new"}, [*range(1, 11)]), Draft({"detail": "newer"}, [12])])
        line.set_progress_handler(None, 0)
        return len(begun)

    with Store.open(blank(tmp_path / "bot.db")) as store:
        community, actor = store.run(lambda connection: user_keys(connection, ADA))
        row = {"community_id": community, "actor_id": actor, "at": NOON, "action": "plan", "detail": "old"}
        store.run(lambda connection: insert_many(connection, audit, [row] * 2000))

        assert store.run(change) < 50
        details = store.run(lambda connection: connection.execute(select(audit.c.detail).limit(13)).scalars().all())
        assert details == [*["new"] * 10, "old", "newer", "old"]


def test_communities_on_two_platforms_are_two(store: Store) -> None:
    save(store, SettingsChanged(Community("slack", "school"), PARIS))

    assert store.settings(SCHOOL) == Settings()
