"""A round at the host's pace, and one that does not wait for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.trivia.plan import Mode, Pace, Player
from bot.trivia.round import ALL_ANSWERED, PAUSE_LIMIT, Ending, NotPossible, Phase, Verdict
from bot.trivia.standings import standings
from tests.trivia.rounds import ADA, BOB, CAT, NOON, PLAN, SECOND, deadline, due, given, lobby, opened

HOSTED = replace(PLAN, pace=Pace.HOST, waits=True)


def test_a_lobby_that_waits_is_begun_by_the_host() -> None:
    current = lobby(HOSTED)

    assert current.tick(NOON + timedelta(hours=3)) is current
    assert current.go_on(NOON + timedelta(hours=3)).state.phase is Phase.OPEN


@pytest.mark.parametrize("seconds", [0, 5, 120])
def test_a_lobby_lasts_as_long_as_was_set(seconds: int) -> None:
    assert due(lobby(replace(PLAN, lobby=seconds))) == NOON + seconds * SECOND


def test_an_open_question_is_revealed_at_the_host_s_word_and_counts() -> None:
    answered, _ = opened(replace(PLAN, lobby=0)).answer(given(ADA, 0, NOON))
    revealed = answered.go_on(NOON + SECOND)

    assert revealed.state.phase is Phase.REVEALED
    assert revealed.state.skipped == ()
    assert standings(revealed)[0].right == 1


def test_after_a_reveal_only_the_host_goes_on() -> None:
    revealed = lobby(HOSTED).go_on(NOON).go_on(NOON)

    assert revealed.tick(NOON + timedelta(hours=3)) is revealed
    assert revealed.go_on(NOON + timedelta(hours=3)).state.question == 1


def test_a_question_still_closes_by_the_clock() -> None:
    current = lobby(HOSTED).go_on(NOON)

    assert current.tick(due(current)).state.phase is Phase.REVEALED


@pytest.mark.parametrize("moves", [0, 2])
def test_a_host_who_does_not_come_back_for_a_day_ends_the_round(moves: int) -> None:
    current = lobby(HOSTED)
    for _ in range(moves):
        current = current.go_on(NOON)

    assert current.tick(NOON + PAUSE_LIMIT).state.ending is Ending.STALE


def test_the_last_word_ends_the_round() -> None:
    current = lobby(HOSTED)
    for _ in range(2 * len(PLAN.questions)):
        current = current.go_on(NOON)

    assert current.go_on(NOON).state.ending is Ending.DONE


def test_a_round_at_everyone_s_own_tempo_has_nothing_to_go_on_to() -> None:
    with pytest.raises(NotPossible):
        opened(replace(PLAN, mode=Mode.OWN, until=NOON + PAUSE_LIMIT)).go_on(NOON)


def test_a_paused_round_does_not_go_on() -> None:
    with pytest.raises(NotPossible):
        opened().pause(NOON).go_on(NOON)


def test_a_question_that_all_have_answered_is_closed_two_seconds_later() -> None:
    current = opened(PLAN, ADA, BOB)
    at = due(lobby())
    for player in (ADA, BOB):
        current, _ = current.answer(given(player, 0, at + SECOND))
    hurried = current.tick(at + SECOND)

    assert due(hurried) == at + SECOND + ALL_ANSWERED
    assert hurried.tick(due(hurried)).state.phase is Phase.REVEALED


def test_whoever_has_not_answered_is_waited_for() -> None:
    current, _ = opened(PLAN, ADA, BOB).answer(given(ADA, 0, NOON))

    assert current.tick(NOON + SECOND) is current


def test_whoever_has_gone_is_not_waited_for() -> None:
    current = opened(PLAN, ADA, BOB)
    for question in range(2):
        current, _ = current.answer(given(ADA, 0, deadline(current) - SECOND, question))
        current = current.go_on(deadline(current)).go_on(deadline(current))
    assert current.state.question == 2
    current, _ = current.answer(given(ADA, 0, deadline(current) - SECOND, 2))

    assert current.active == (ADA,)
    assert current.is_complete


def test_whoever_joined_late_is_waited_for() -> None:
    late = Player("dan", 4, since=2)
    current = opened(PLAN, ADA)
    for question in range(2):
        current, _ = current.answer(given(ADA, 0, deadline(current) - SECOND, question))
        current = current.go_on(deadline(current)).go_on(deadline(current))

    assert set(current.join(late).active) == {ADA, late}


def test_a_question_nobody_plays_is_not_hurried() -> None:
    current = replace(opened(), players=())

    assert current.tick(NOON) is current


def test_a_locked_round_admits_nobody_new() -> None:
    locked = opened(PLAN, ADA, BOB).lock(True)

    assert locked.admits(ADA.id)
    assert not locked.admits(CAT.id)
    assert locked.lock(False).admits(CAT.id)


def test_whoever_was_removed_is_not_admitted_again() -> None:
    assert not replace(opened(PLAN, ADA), removed=(BOB.id,)).admits(BOB.id)


def test_hurrying_changes_no_deadline() -> None:
    current = opened(replace(PLAN, can_change=True), ADA)
    at = deadline(current) - 10 * SECOND
    current, _ = current.answer(given(ADA, 1, at))
    hurried = current.tick(at)

    assert hurried.answer(given(ADA, 0, at + SECOND))[1] is Verdict.RIGHT
