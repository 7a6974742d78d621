"""What is learned, and a community's own packs, on both databases."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, func, select

from bot.community import CommunityLeft, PersonForgotten
from bot.facts.model import Question
from bot.store.packs.imported import pieces
from bot.store.store import Store
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.own import (
    OwnPack,
    PackDraft,
    PackDrafted,
    PackImported,
    PackRemoved,
    PackSetAside,
    PackTaken,
    bundle,
)
from bot.trivia.study import Card, Grade, Sitting, SittingMoved, SittingStopped, Studied, Unstudied, review
from tests.store.memories import ADA, BOB, CLUB, DAY, NOON, SCHOOL, save
from tests.trivia.rounds import MAYOR, TERM, YEAR

PACK = OwnPack("walls", "Walls", "Ada", (Question("own-1", "Wer? «Стена»", "Ada", "", choices=("Bob",)),), NOON)


def test_a_card_is_read_as_it_was_stored(store: Store) -> None:
    easy, good = Card(MAYOR, review(None, Grade.EASY, NOON)), Card(YEAR, review(None, Grade.GOOD, NOON))
    save(store, Studied(ADA, easy), Studied(ADA, good), Studied(BOB, good))

    assert store.read(lambda records: records.cards(ADA)) == (good, easy)
    assert store.read(lambda records: records.card(ADA, MAYOR.id)) == easy
    assert store.read(lambda records: records.card(BOB, MAYOR.id)) is None


def test_a_card_that_is_studied_again_is_the_same_card(store: Store) -> None:
    first = review(None, Grade.GOOD, NOON)
    again = Card(MAYOR, review(first, Grade.GOOD, NOON + DAY))
    save(store, Studied(ADA, Card(MAYOR, first)), Studied(ADA, again))

    assert store.read(lambda records: records.cards(ADA)) == (again,)


def test_a_card_can_be_taken_back(store: Store) -> None:
    save(store, Studied(ADA, Card(MAYOR, review(None, Grade.GOOD, NOON))), Unstudied(ADA, MAYOR.id))

    assert store.read(lambda records: records.cards(ADA)) == ()


def test_a_sitting_is_kept_until_it_is_stopped(store: Store) -> None:
    sitting = Sitting(7, (MAYOR, YEAR, TERM), "Mayors").grade(Grade.AGAIN, review(None, Grade.GOOD, NOON))
    save(store, SittingMoved(ADA, Sitting(6, (TERM,)), NOON), SittingMoved(ADA, sitting, NOON))

    assert store.read(lambda records: records.sitting(ADA)) == sitting
    assert store.read(lambda records: records.sitting(BOB)) is None
    save(store, SittingStopped(ADA))
    assert store.read(lambda records: records.sitting(ADA)) is None


def test_a_forgotten_person_has_no_cards(store: Store) -> None:
    card = Card(MAYOR, review(None, Grade.GOOD, NOON))
    save(store, Studied(ADA, card), SittingMoved(ADA, Sitting(7, (MAYOR,)), NOON), Studied(BOB, card))

    save(store, PersonForgotten(ADA))

    assert store.read(lambda records: (records.cards(ADA), records.sitting(ADA))) == ((), None)
    assert len(store.read(lambda records: records.cards(BOB))) == 1


def test_cards_go_a_year_after_they_were_due(store: Store) -> None:
    card = Card(MAYOR, review(None, Grade.EASY, NOON))
    save(store, Studied(ADA, card), SittingMoved(ADA, Sitting(7, (MAYOR,)), NOON))

    store.purge(card.memory.due + 365 * DAY)
    assert store.read(lambda records: (records.cards(ADA), records.sitting(ADA))) == ((card,), None)

    store.purge(card.memory.due + 366 * DAY)
    assert store.read(lambda records: records.cards(ADA)) == ()


def test_a_pack_is_read_as_it_was_imported_and_by_its_community_alone(store: Store) -> None:
    save(store, PackImported(SCHOOL, PACK))

    assert store.read(lambda records: records.own_pack(SCHOOL, "walls")) == PACK
    assert [one.count for one in store.read(lambda records: records.own_packs(SCHOOL))] == [1]
    assert store.read(lambda records: (records.own_packs(CLUB), records.own_pack(CLUB, "walls"))) == ((), None)


def test_the_questions_of_a_pack_that_is_replaced_go_a_day_after_they_came(store: Store) -> None:
    before = replace(PACK, questions=(replace(PACK.questions[0], id="own-2"),))
    save(store, PackImported(SCHOOL, before), PackImported(SCHOOL, PACK))

    store.purge(NOON + DAY)
    assert store.run(_bundles) == 2

    store.purge(NOON + 2 * DAY)
    assert store.run(_bundles) == 1
    assert store.read(lambda records: records.own_pack(SCHOOL, "walls")) == PACK


def test_questions_and_a_file_that_wait_stay_as_long_as_what_waits(store: Store) -> None:
    questions, file = bundle([b"[]"], NOON), bundle([b"a,b", b"c"], NOON)
    draft = PackDraft("k", PACK.listed, questions[0].bundle, (), Columns(()), "a.csv", file[0].bundle)
    save(store, *questions, *file, PackDrafted(SCHOOL, draft, NOON + DAY))

    store.purge(NOON + 2 * DAY)
    assert store.read(lambda records: records.bundle(draft.kept)) == [b"a,b", b"c"]
    assert store.run(_bundles) == 2

    store.purge(NOON + 3 * DAY)
    assert store.run(_bundles) == 0


def test_a_pack_that_waits_and_one_that_is_set_aside_are_taken_as_they_are(store: Store) -> None:
    save(store, PackImported(SCHOOL, PACK), PackSetAside(SCHOOL, "walls", "before", NOON + DAY))
    save(store, PackImported(SCHOOL, replace(PACK, title="Later", questions=PACK.questions * 2)))

    save(store, PackTaken(SCHOOL, "before", NOON))

    assert store.read(lambda records: records.own_pack(SCHOOL, "walls")) == PACK
    draft = store.read(lambda records: records.pack_draft(SCHOOL, "before"))
    assert draft
    assert draft.pack == PACK.listed


def _bundles(connection: Connection) -> int:
    return connection.execute(select(func.count(pieces.c.bundle.distinct()))).scalar_one()


def test_a_pack_goes_when_it_is_removed_and_with_its_community(store: Store) -> None:
    save(store, *(PackImported(place, PACK) for place in (SCHOOL, CLUB)))

    save(store, PackRemoved(SCHOOL, "walls"), CommunityLeft(CLUB, NOON))
    store.purge(NOON + 31 * DAY)

    assert store.read(lambda records: (records.own_packs(SCHOOL), records.own_packs(CLUB))) == ((), ())
