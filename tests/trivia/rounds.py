"""Rounds to test with: a few questions about Saltmarsh, three players, and moments."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.trivia.plan import Answer, Plan, Player
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.round import Round, begin

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MAYOR = Asked("q-mayor", Form.WRITTEN, "Who was mayor?", ("Ada Marsh", "Ida Marsh", "Nikolai Perovsky"), 0)
YEAR = Asked("year:treaty", Form.YEAR, "The Harbor Treaty is signed", ("1930", "1932", "1940"), 1)
TERM = Asked("term:wall", Form.TERM, "It keeps the sea out.", ("Harbor Treaty", "Quay", "Sea wall"), 2)
PLAN = Plan((MAYOR, YEAR, TERM))
ADA, BOB, CAT = Player("ada", 1), Player("bob", 2), Player("cat", 3)


def lobby(plan: Plan = PLAN, *players: Player) -> Round:
    """Return a round that was started at noon, with three players."""
    return replace(begin("ab12", plan, NOON), players=players or (ADA, BOB, CAT))


def opened(plan: Plan = PLAN, *players: Player) -> Round:
    """Return a round whose first question is open since its lead was over."""
    current = lobby(plan, *players)
    assert current.state.due
    return current.tick(current.state.due)


def given(player: Player, choice: int, at: datetime, question: int = 0, text: str = "") -> Answer:
    """Return an answer as somebody gives it."""
    return Answer(player.id, question, at, choice, text)


def deadline(current: Round) -> datetime:
    """Return when the open question closes."""
    assert current.state.deadline
    return current.state.deadline


def due(current: Round) -> datetime:
    """Return when the next tick changes something."""
    assert current.state.due
    return current.state.due


def finished(current: Round) -> Round:
    """Return a round after all ticks until its end."""
    while not current.is_over:
        current = current.tick(due(current))
    return current
