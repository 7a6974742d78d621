"""What is kept about a person can be read and forgotten, and goes by itself."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection, PrimaryKeyConstraint, UniqueConstraint, func, insert, select

from bot.chat import User
from bot.community import (
    CommunityJoined,
    CommunityLeft,
    ModeratorNamed,
    PersonForgotten,
    ReportClosed,
    Settings,
    SettingsChanged,
)
from bot.replies.moderation.privacy import KINDS
from bot.store.area import Retention
from bot.store.areas import PERSONAL, RETENTION
from bot.store.keys import find_community
from bot.store.moderation.privacy import UNLINKED_BATCH, user_columns
from bot.store.moderation.retention import PIECE, belongings, due, steps
from bot.store.packs.imported import pieces
from bot.store.posts.deliveries import rate_buckets
from bot.store.rounds.results import tallies
from bot.store.schema import communities, metadata, users
from bot.store.store import Store
from tests.store.memories import ADA, BOB, CLUB, DAY, NOON, PARIS, SCHOOL, entry, remark, save, texts

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_all_that_is_kept_is_told_by_community_and_kind(store: Store) -> None:
    elsewhere = User("discord", "club", "ada")
    save(store, ModeratorNamed(ADA), remark(), entry("x"), entry("y", BOB, subject=ADA), remark("there", elsewhere))

    kept = store.read(lambda records: records.kept(ADA, is_everywhere=True))

    assert {(one.community.id, one.name, len(one.entries)) for one in kept} == {
        ("school", "moderator", 1),
        ("school", "report", 1),
        ("school", "audit", 1),
        ("school", "audit_subject", 1),
        ("club", "report", 1),
    }
    (report,) = (one for one in kept if (one.community, one.name) == (SCHOOL, "report"))
    assert report.entries[0] == {
        "at": "2026-05-01T12:00:00.123000+00:00",
        "fact": "wall-dispute",
        "text": "It was a day later.",
        "closed_at": None,
    }


def test_where_ids_are_a_workspaces_own_another_workspace_is_another_person(store: Store) -> None:
    here, there = User("slack", "T1", "U1"), User("slack", "T2", "U1")
    save(store, remark("mine", here), remark("not mine", there))

    save(store, PersonForgotten(here))

    assert store.read(lambda records: records.kept(here)) == ()
    assert len(store.read(lambda records: records.kept(there))) == 1


def test_a_forgotten_person_leaves_no_trace_but_rows_that_others_need(store: Store) -> None:
    save(store, ModeratorNamed(ADA), remark(), entry("x"), entry("y", BOB, subject=ADA), remark("Bob's", BOB))

    save(store, PersonForgotten(ADA, is_everywhere=True))

    assert store.read(lambda records: records.kept(ADA, is_everywhere=True)) == ()
    assert store.settings(SCHOOL).moderators == ()
    assert texts(store) == ["Bob's"]
    trail = store.read(lambda records: records.audit(SCHOOL, 9, None))
    assert [(one.actor.id, one.subject and one.subject.id) for one in trail] == [("bob", ""), ("", None)]


def test_a_forgotten_person_on_whom_nothing_counts_has_no_row_left(store: Store) -> None:
    save(store, remark())

    save(store, PersonForgotten(ADA, is_everywhere=True))

    assert _count(store) == 0


def test_who_is_forgotten_may_come_back_as_somebody_new(store: Store) -> None:
    save(store, entry("before"))
    save(store, PersonForgotten(ADA, is_everywhere=True))

    save(store, entry("after"))

    trail = store.read(lambda records: records.audit(SCHOOL, 9, None))
    assert [(one.actor.id, one.detail) for one in trail] == [("ada", "after"), ("", "before")]


def test_forgetting_a_stranger_changes_nothing(store: Store) -> None:
    save(store, remark())

    save(store, PersonForgotten(BOB))

    assert texts(store) == [remark().text]


def test_the_number_of_a_deleted_report_is_not_given_again(store: Store) -> None:
    save(store, remark())
    (first,) = store.read(lambda records: records.open_reports(SCHOOL))
    save(store, PersonForgotten(ADA, is_everywhere=True))

    save(store, remark("new"))

    (second,) = store.read(lambda records: records.open_reports(SCHOOL))
    assert second.id > first.id


def test_old_entries_go_and_young_ones_stay(store: Store) -> None:
    save(store, *(entry(str(number), at=NOON - number * DAY) for number in (0, 364, 365, 366, 1000)))

    store.purge(NOON)

    assert [one.detail for one in store.read(lambda records: records.audit(SCHOOL, 9, None))] == ["365", "364", "0"]


def test_more_than_a_batch_goes(store: Store) -> None:
    for _ in range(24):
        save(store, *(entry(at=NOON - 400 * DAY) for _ in range(50)))

    store.purge(NOON)

    assert store.read(lambda records: records.audit(SCHOOL, 9, None)) == ()


def test_a_closed_report_goes_sooner_than_one_that_waits(store: Store) -> None:
    save(store, remark("closed"), remark("waits"))
    closed, _ = store.read(lambda records: records.open_reports(SCHOOL))
    save(store, ReportClosed(SCHOOL, closed.id, NOON))

    store.purge(NOON + 91 * DAY)

    assert store.read(lambda records: records.report(SCHOOL, closed.id)) is None
    assert texts(store) == ["waits"]


def test_what_is_left_of_a_forgotten_person_goes_with_the_last_row(store: Store) -> None:
    save(store, entry())
    save(store, PersonForgotten(ADA, is_everywhere=True))
    assert _count(store) == 1

    store.purge(NOON + 366 * DAY)

    assert _count(store) == 0


def test_forgotten_people_to_whom_nothing_refers_go_even_where_they_are_more_than_a_batch(store: Store) -> None:
    save(store, SettingsChanged(SCHOOL, PARIS))
    key = store.run(lambda connection: find_community(connection, SCHOOL))
    forgotten = [{"community_id": key}] * (UNLINKED_BATCH + 1)
    store.run(lambda connection: connection.execute(insert(users).inline(), forgotten))

    store.purge(NOON)

    assert _count(store) == 0


def test_a_community_that_left_is_deleted_unless_it_comes_back(store: Store) -> None:
    save(store, SettingsChanged(SCHOOL, PARIS), remark(), SettingsChanged(CLUB, PARIS))
    save(store, CommunityLeft(SCHOOL, NOON), CommunityLeft(CLUB, NOON), CommunityJoined(CLUB))

    store.purge(NOON + 31 * DAY)

    names = store.run(lambda connection: connection.execute(select(communities.c.external_id)).scalars().all())
    assert names == ["club"]
    assert (store.settings(SCHOOL), store.settings(CLUB)) == (Settings(), PARIS)


def test_a_community_with_much_goes_in_pieces_and_last_itself(store: Store) -> None:
    save(store, SettingsChanged(SCHOOL, PARIS), *(entry(str(number)) for number in range(3 * PIECE)))
    save(store, CommunityLeft(SCHOOL, NOON))
    (rule,) = (rule for rule in RETENTION if rule.moment is communities.c.left_at)
    rows = [store.run(all_rows)]

    later = NOON + 31 * DAY
    for step in steps(rule, store.run(partial(due, rule=rule, now=later)), later):
        while store.run(step):
            rows.append(store.run(all_rows))
        rows.append(store.run(all_rows))

    assert rows[-1] == 0
    assert max(before - after for before, after in pairwise(rows)) <= PIECE + 1


def test_a_community_that_comes_back_while_it_is_deleted_keeps_what_is_left(store: Store) -> None:
    save(store, SettingsChanged(SCHOOL, PARIS), entry("first"), CommunityLeft(SCHOOL, NOON))
    (rule,) = (rule for rule in RETENTION if rule.moment is communities.c.left_at)
    keys = store.run(partial(due, rule=rule, now=NOON + 31 * DAY))
    save(store, CommunityJoined(SCHOOL))
    rows = store.run(all_rows)

    for step in steps(rule, keys, NOON + 31 * DAY):
        assert not store.run(step)

    assert store.run(all_rows) == rows


def all_rows(connection: Connection) -> int:
    """Return how many rows there are of all that belongs to a community."""
    tables = [communities, *(chain[0].table for chain in belongings(communities))]
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def test_every_reference_is_found_by_an_index() -> None:
    for table in metadata.sorted_tables:
        unique = (each for each in table.constraints if isinstance(each, UniqueConstraint | PrimaryKeyConstraint))
        first = {next(iter(each.columns)).name for each in (*table.indexes, *unique)}
        assert {key.parent.name for key in table.foreign_keys} <= first, table.name


def test_all_that_belongs_to_a_community_goes_before_it() -> None:
    order = [chain[0].table for chain in belongings(communities)]

    assert {*order, communities, tallies, rate_buckets, pieces} == set(metadata.sorted_tables)
    for parent in order:
        children = [one for one in order if any(key.column.table is parent for key in one.foreign_keys)]
        assert all(order.index(child) < order.index(parent) for child in children), parent.name


def test_purging_daily_does_it_once_a_day(store: Store) -> None:
    store.purge_daily(NOON)
    save(store, entry(at=NOON - 400 * DAY))

    store.purge_daily(NOON + timedelta(hours=23))
    assert len(store.read(lambda records: records.audit(SCHOOL, 9, None))) == 1

    store.purge_daily(NOON + DAY)
    assert store.read(lambda records: records.audit(SCHOOL, 9, None)) == ()


def test_every_reference_to_a_person_says_what_becomes_of_it() -> None:
    assert {personal.user for personal in PERSONAL} == set(user_columns())


def test_every_kind_of_what_is_kept_has_a_name() -> None:
    assert {personal.name for personal in PERSONAL} == set(KINDS)


@pytest.mark.parametrize("rule", RETENTION, ids=lambda rule: str(rule.moment))
def test_how_long_things_are_kept_stands_in_the_documentation(rule: Retention) -> None:
    assert f"`{rule.moment}` | {rule.keep.days} days" in PRIVACY.read_text(encoding="utf-8")


def _count(store: Store) -> int:
    return store.run(lambda connection: connection.execute(select(func.count()).select_from(users)).scalar_one())
