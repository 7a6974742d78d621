"""Questions about notions: which one a description fits, and who says what in a dispute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.facts.model import Event, Kind, Organization, Position, Term
from bot.facts.names import fold
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.pool import Pool, draws
from bot.trivia.questions.wrong import LEAST, MOST, alike, mixed, speaks_of, telling

GAP = "…"
# A description that is mostly gaps tells nothing.
MOST_GAPS = 2
# Of what is disputed most are events.
EVENTS, MOST_LOOKS = 0.8, 12


@draws(Form.TERM)
def term(pool: Pool) -> Asked | None:
    """Ask which notion a description fits; the others are of the same kind and not spoken of in it."""
    found = pool.record(Kind.TERM)
    if not isinstance(found, Term) or found.positions or not found.kind:
        return None
    text = _without(found.text, (found.name, *found.aliases))
    if text.count(GAP) > MOST_GAPS or speaks_of(text, (found.name,)):
        return None
    others = [one for one in pool.others(found, Kind.TERM) if isinstance(one, Term) and _is_other(one, found)]
    wrong = alike(found.name, [one.name for one in others], MOST - 1, pool.rng)
    if len(wrong) < LEAST - 1:
        return None
    choices, right = mixed(found.name, wrong, pool.rng)
    return Asked(f"term:{found.id}", Form.TERM, text, choices, right, (found.id,), accept=found.aliases)


@draws(Form.SIDE)
def side(pool: Pool) -> Asked | None:
    """Ask who holds a position; the choices are the sides of that dispute alone."""
    event = _disputed(pool)
    if event is None:
        return None
    chosen = pool.rng.choice(event.positions)
    sides = [position.who for position in event.positions[:MOST]]
    if chosen.who not in sides or len({fold(who) for who in sides}) < len(sides) or _tells(chosen):
        return None
    choices, right = mixed(chosen.who, [who for who in sides if who != chosen.who], pool.rng)
    place = event.positions.index(chosen)
    subject = event.title if isinstance(event, Event) else event.name
    return Asked(
        f"side:{event.id}:{place}",
        Form.SIDE,
        chosen.says,
        choices,
        right,
        (event.id,),
        listed=(subject,),
        difficulty=2,
    )


def _disputed(pool: Pool) -> Event | Organization | Term | None:
    """Return something with two sides or more, which few facts have; None when none was met."""
    for _ in range(MOST_LOOKS):
        found = pool.event() if pool.rng.random() < EVENTS else pool.record(Kind.TERM)
        if isinstance(found, Event | Organization | Term) and len(found.positions) >= 2:
            return found
    return None


def _tells(position: Position) -> bool:
    return speaks_of(position.says, (position.who,))


def _without(text: str, names: Sequence[str]) -> str:
    """Return a description with the names of what it describes left out."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", GAP, text, flags=re.IGNORECASE)
    return text


def _is_other(one: Term, right: Term) -> bool:
    """Whether a term is of the same kind, surely another thing, and not hinted at by the description."""
    if one.kind != right.kind or one.positions:
        return False
    names, others = (right.name, *right.aliases), (one.name, *one.aliases)
    is_part = any(telling(a) <= telling(b) or telling(b) <= telling(a) for a in names for b in others)
    return not is_part and not _names(right.text, others) and not _names(one.text, names)


def _names(text: str, names: Sequence[str]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {fold(name)} " in folded for name in names)
