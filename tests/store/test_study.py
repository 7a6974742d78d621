"""What is learned, and a community's own packs, on both databases."""

from __future__ import annotations

from bot.community import CommunityLeft, PersonForgotten
from bot.facts.model import Question
from bot.store.store import Store
from bot.trivia.own import OwnPack, PackImported, PackRemoved
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
    save(store, PackImported(SCHOOL.platform, SCHOOL.id, PACK))

    assert store.read(lambda records: records.own_pack(SCHOOL, "walls")) == PACK
    assert [one.count for one in store.read(lambda records: records.own_packs(SCHOOL))] == [1]
    assert store.read(lambda records: (records.own_packs(CLUB), records.own_pack(CLUB, "walls"))) == ((), None)


def test_a_pack_goes_when_it_is_removed_and_with_its_community(store: Store) -> None:
    save(store, *(PackImported(place.platform, place.id, PACK) for place in (SCHOOL, CLUB)))

    save(store, PackRemoved(SCHOOL.platform, SCHOOL.id, "walls"), CommunityLeft(CLUB, NOON))
    store.purge(NOON + 31 * DAY)

    assert store.read(lambda records: (records.own_packs(SCHOOL), records.own_packs(CLUB))) == ((), ())
