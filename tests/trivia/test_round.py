"""The round's table: what people, the host and the clock do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bot.trivia.plan import Mode
from bot.trivia.round import ABANDONED, GRACE, LEAD_WITH_TEAMS, STALE, Ending, NotPossible, Phase, Round, Verdict
from bot.trivia.standings import standings, team_standings, winners
from tests.trivia.rounds import (
    ADA,
    BOB,
    CAT,
    MAYOR,
    NOON,
    PLAN,
    SECOND,
    deadline,
    due,
    finished,
    given,
    lobby,
    opened,
)


def test_a_round_opens_its_first_question_after_a_moment() -> None:
    current = lobby()

    assert current.tick(due(current) - SECOND) is current
    assert current.tick(due(current)).state.phase is Phase.OPEN


def test_teams_get_time_to_gather() -> None:
    assert due(lobby(replace(PLAN, teams=("Owls", "Larks")))) == NOON + LEAD_WITH_TEAMS


def test_an_answer_in_the_same_millisecond_as_its_question_counts() -> None:
    current = lobby()
    at = due(current)

    assert current.tick(at).answer(given(ADA, 0, at))[1] is Verdict.RIGHT


def test_an_answer_counts_until_just_before_the_deadline() -> None:
    current = opened()
    end = deadline(current)

    assert current.answer(given(ADA, 0, end - timedelta(milliseconds=1)))[1] is Verdict.RIGHT
    assert current.answer(given(ADA, 0, end))[1] is Verdict.LATE


def test_a_second_answer_to_a_question_does_not_count() -> None:
    once, _ = opened().answer(given(ADA, 1, NOON))
    twice, verdict = once.answer(given(ADA, 0, NOON))

    assert verdict is Verdict.TWICE
    assert twice is once


def test_an_answer_can_be_changed_where_the_host_says_so() -> None:
    once, _ = opened(replace(PLAN, can_change=True)).answer(given(ADA, 1, NOON))
    twice, verdict = once.answer(given(ADA, 0, NOON))

    assert verdict is Verdict.RIGHT
    assert len(twice.answers) == 1


def test_a_question_that_is_not_open_takes_no_answer() -> None:
    assert opened().answer(given(ADA, 0, NOON, question=1))[1] is Verdict.CLOSED
    assert lobby().answer(given(ADA, 0, NOON))[1] is Verdict.CLOSED


def test_the_first_right_answer_ends_the_question_where_the_first_wins() -> None:
    wrong, _ = opened(replace(PLAN, mode=Mode.FIRST)).answer(given(BOB, 1, NOON))
    won, verdict = wrong.answer(given(ADA, 0, NOON))

    assert verdict is Verdict.RIGHT
    assert won.answer(given(CAT, 0, NOON))[1] is Verdict.LATE
    assert won.tick(NOON).state.phase is Phase.REVEALED


def test_a_survey_has_no_right_and_wrong() -> None:
    current, verdict = opened(replace(PLAN, mode=Mode.SURVEY)).answer(given(ADA, 0, NOON))

    assert verdict is Verdict.TAKEN
    assert current.answers[0].is_right is None


def test_a_typed_answer_is_judged() -> None:
    current = opened(replace(PLAN, mode=Mode.TYPE))

    assert current.answer(given(ADA, -1, NOON, text="ada marsh"))[1] is Verdict.RIGHT
    assert current.answer(given(ADA, -1, NOON, text="Ida Marsh"))[1] is Verdict.WRONG


def test_extra_time_is_waited_for_and_is_nobody_elses() -> None:
    slow = replace(ADA, extra=30 * SECOND)
    current = opened(PLAN, slow, BOB)
    end = deadline(current)

    waiting = current.tick(due(current))

    assert waiting.state.phase is Phase.OPEN
    assert waiting.answer(given(slow, 0, end + 29 * SECOND))[1] is Verdict.RIGHT
    assert waiting.answer(given(BOB, 0, end + SECOND))[1] is Verdict.LATE
    assert waiting.tick(end + 30 * SECOND + GRACE).state.phase is Phase.REVEALED


def test_extra_time_of_somebody_who_has_answered_is_not_waited_for() -> None:
    slow = replace(ADA, extra=30 * SECOND)
    current, _ = opened(PLAN, slow, BOB).answer(given(slow, 0, NOON))

    assert current.tick(due(current)).state.phase is Phase.REVEALED


def test_a_pause_keeps_what_is_left_of_the_clock() -> None:
    current = opened()
    left = deadline(current) - (NOON + 10 * SECOND)

    resumed = current.pause(NOON + 10 * SECOND).resume(NOON + 600 * SECOND)

    assert resumed.state.phase is Phase.OPEN
    assert deadline(resumed) == NOON + 600 * SECOND + left


def test_nobody_answers_during_a_pause() -> None:
    paused = opened().pause(NOON + 10 * SECOND)

    assert paused.answer(given(ADA, 0, NOON + 11 * SECOND))[1] is Verdict.CLOSED


def test_a_pause_that_nobody_ends_ends_the_round() -> None:
    paused = opened().pause(NOON + 10 * SECOND)

    assert paused.tick(due(paused)).state.ending is Ending.STALE


def test_a_skipped_question_counts_for_nobody() -> None:
    answered, _ = opened().answer(given(ADA, 0, NOON))
    skipped = answered.skip(NOON + 10 * SECOND)

    assert skipped.state.phase is Phase.REVEALED
    assert [place.right for place in standings(skipped)] == [0, 0, 0]


def test_skipping_a_wait_asks_the_next_question() -> None:
    current = opened()
    revealed = current.tick(due(current))

    assert revealed.skip(due(current)).state.question == 1


def test_a_round_that_was_killed_in_a_question_goes_on_where_it_stood() -> None:
    answered, _ = opened().answer(given(ADA, 0, NOON))
    again = msgspec.json.decode(msgspec.json.encode(answered), type=Round)

    assert again == answered
    assert again.tick(due(again) + 60 * SECOND).state.phase is Phase.REVEALED


def test_a_round_that_stood_still_for_long_is_ended() -> None:
    current = opened()

    assert current.tick(due(current) + STALE).state.ending is Ending.STALE


def test_a_round_that_nobody_plays_ends_by_itself() -> None:
    current = finished(opened(replace(PLAN, questions=(MAYOR,) * 20)))

    assert current.state.ending is Ending.ABANDONED
    assert current.state.question == ABANDONED - 1


def test_a_stopped_round_names_its_winner() -> None:
    answered, _ = opened().answer(given(BOB, 0, NOON))
    stopped = answered.stop()

    assert stopped.is_over
    assert [place.player for place in winners(standings(stopped))] == [BOB]


@pytest.mark.parametrize("move", ["pause", "skip", "stop", "resume"])
def test_a_round_that_is_over_does_not_move(move: str) -> None:
    over = opened().stop()

    with pytest.raises(NotPossible):
        over.stop() if move == "stop" else getattr(over, move)(NOON)


def test_at_everyones_own_tempo_each_question_is_open_until_the_end() -> None:
    until = NOON + timedelta(days=7)
    current = lobby(replace(PLAN, mode=Mode.OWN, until=until))
    third, _ = current.answer(given(ADA, 2, NOON, question=2))
    first, verdict = third.answer(given(ADA, 0, until - SECOND, question=0))

    assert verdict is Verdict.RIGHT
    assert first.answer(given(ADA, 1, until, question=1))[1] is Verdict.LATE
    assert first.tick(until).state.ending is Ending.DONE


def test_the_host_may_accept_an_answer_and_the_scores_follow() -> None:
    wrong, _ = opened(replace(PLAN, mode=Mode.TYPE)).answer(given(ADA, -1, NOON, text="Lady Marsh"))

    accepted = wrong.accept(wrong.answers[0])

    assert standings(accepted.tick(due(accepted)))[0].right == 1


def test_teams_are_compared_by_what_a_member_had_right_on_average() -> None:
    players = (replace(ADA, team="Owls"), replace(BOB, team="Owls"), replace(CAT, team="Larks"))
    current = opened(replace(PLAN, teams=("Owls", "Larks")), *players)
    for player in (ADA, CAT):
        current, _ = current.answer(given(player, 0, due(lobby()) + SECOND))

    revealed = current.tick(due(current))
    assert [(team.rank, team.name) for team in team_standings(revealed)] == [(1, "Larks"), (2, "Owls")]


def test_those_with_equally_many_share_a_place() -> None:
    current = opened()
    for player in (ADA, BOB):
        current, _ = current.answer(given(player, 0, NOON))

    assert [place.rank for place in standings(current.tick(due(current)))] == [1, 1, 3]


def test_nobody_wins_where_nobody_had_anything_right() -> None:
    answered, _ = opened().answer(given(BOB, 1, NOON))
    places = standings(answered.stop())

    assert [place.rank for place in places][:1] == [1]
    assert winners(places) == ()
