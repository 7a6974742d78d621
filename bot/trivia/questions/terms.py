"""Questions about notions: which one a description fits, and who says what in a dispute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.facts.aspects import sides_of
from bot.facts.library import Library
from bot.facts.model import Country, Event, Kind, Organization, Position, Term
from bot.facts.names import fold, words
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
    record = pool.record(Kind.TERM)
    if not isinstance(record, Term) or record.positions or not record.kind:
        return None
    text = _without(record.text, (record.name, *record.aliases))
    if text.count(GAP) > MOST_GAPS or speaks_of(text, (record.name,)):
        return None
    others = [one for one in pool.others(record, Kind.TERM) if isinstance(one, Term) and _is_other(one, record)]
    wrong = alike(record.name, [one.name for one in others], MOST - 1, pool.rng)
    if len(wrong) < LEAST - 1:
        return None
    choices, right = mixed(record.name, wrong, pool.rng)
    return Asked(f"term:{record.id}", Form.TERM, text, choices, right, (record.id,), accept=record.aliases)


@draws(Form.SIDE)
def side(pool: Pool) -> Asked | None:
    """Ask who holds a position; the choices are the sides of that dispute alone."""
    event = _disputed(pool)
    if event is None:
        return None
    positions = sides_of(event)
    chosen = pool.rng.choice(positions)
    sides = [position.who for position in positions[:MOST]]
    if chosen.who not in sides or len({fold(who) for who in sides}) < len(sides) or _tells(chosen, pool.library):
        return None
    choices, right = mixed(chosen.who, [who for who in sides if who != chosen.who], pool.rng)
    place = positions.index(chosen)
    subject = event.title if isinstance(event, Event) else event.name
    return Asked(
        f"side:{event.id}:{place}",
        Form.SIDE,
        chosen.says,
        choices,
        right,
        (event.id,),
        listed=(subject,),
    )


def _disputed(pool: Pool) -> Event | Organization | Term | None:
    """Return something with two sides or more, which few facts have; None when none was met."""
    for _ in range(MOST_LOOKS):
        record = pool.event() if pool.rng.random() < EVENTS else pool.record(Kind.TERM)
        if isinstance(record, Event | Organization | Term) and len(sides_of(record)) >= 2:
            return record
    return None


def _tells(position: Position, library: Library) -> bool:
    """Whether what is said gives away who says it: by a name of theirs, or of their country, its people or capital."""
    said = set(words(position.says))
    return speaks_of(position.says, (position.who,)) or any(
        not said.isdisjoint(names) for names in _countries(library) if not names.isdisjoint(words(position.who))
    )


@lru_cache(maxsize=8)
def _countries(library: Library) -> tuple[frozenset[str], ...]:
    """Return for each country the words by which it, its people or its capital are called."""
    countries = [country for country in library.records(Kind.COUNTRY) if isinstance(country, Country)]
    named = ((country.name, *country.aliases, *country.demonyms, country.capital) for country in countries)
    return tuple(frozenset(word for name in names for word in telling(name)) for names in named)


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
