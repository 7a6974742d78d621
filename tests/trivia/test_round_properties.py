"""What holds for a round whatever people, hosts and clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
from hypothesis import given as holds_for, settings, strategies as st

from bot.trivia.plan import Mode, Plan
from bot.trivia.round import NotPossible, Phase, Round, Verdict
from bot.trivia.standings import standings, winners
from tests.trivia.rounds import ADA, BOB, CAT, NOON, PLAN, SECOND, given, lobby

Moves = list[tuple[str, int, int, int]]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "answer",
                "answer",
                "answer",
                "tick",
                "tick",
                "pause",
                "resume",
                "skip",
                "go on",
                "join",
                "restart",
                "stop",
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 40),
    ),
    max_size=60,
)


@settings(max_examples=150)
@holds_for(MOVES, st.sampled_from(list(Mode)), st.booleans())
def test_whatever_happens_scores_are_the_sum_of_what_was_right_and_nobody_answers_late(
    moves: Moves, mode: Mode, can_change: bool
) -> None:
    plan = Plan(PLAN.questions, mode=mode, can_change=can_change, until=NOON + timedelta(days=1))
    current, now = lobby(plan, ADA, BOB, replace(CAT, extra=7 * SECOND)), NOON
    for kind, who, what, seconds in moves:
        before, now = current, now + seconds * SECOND
        current = _moved(before, kind, who, what, now)
        _check(before, current, now)


def _moved(current: Round, kind: str, who: int, what: int, now: datetime) -> Round:
    if kind == "answer":
        return _answered(current, who, what, now)
    if kind == "tick":
        return current.tick(now)
    if kind == "join":
        player = current.players[who]
        return current.join(replace(player, name=f"N{what}"))
    if kind == "restart":
        return msgspec.json.decode(msgspec.json.encode(current), type=Round)
    try:
        return current.stop() if kind == "stop" else _hosted(current, kind, now)
    except NotPossible:
        return current


def _hosted(current: Round, kind: str, now: datetime) -> Round:
    moves = {"pause": current.pause, "resume": current.resume, "skip": current.skip, "go on": current.go_on}
    return moves[kind](now)


def _answered(current: Round, who: int, what: int, now: datetime) -> Round:
    player, question = current.players[who], what if current.plan.mode is Mode.OWN else max(current.state.question, 0)
    limit = current.deadline_of(player.id)
    after, verdict = current.answer(given(player, what, now, question))
    if verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.TAKEN):
        assert limit is not None
        assert now < limit
        assert current.state.phase is Phase.OPEN
    else:
        assert after == current
    return after


def _check(before: Round, after: Round, now: datetime) -> None:
    assert after.state.question >= before.state.question
    assert after.state.step - before.state.step in (0, 1)
    assert (after.state.ending is not None) == after.is_over == (after.state.due is None)
    right = [
        one for one in after.answers if one.is_right and one.question not in (*after.state.skipped, after.unrevealed)
    ]
    assert sum(place.right for place in standings(after)) == len(right)
    assert len({(one.player, one.question) for one in after.answers}) == len(after.answers)
    best = max((place.right for place in standings(after)), default=0)
    assert all(place.right == best for place in winners(standings(after)))
    if before.is_over:
        assert after == before or after.players != before.players
