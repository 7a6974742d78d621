"""Leaves of what was found for the first woman in an office only what tells that she was it."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.ranking import actors_named, is_told_of
from bot.facts.incumbents import roles_named
from bot.facts.lexicon import telling_in, variants
from bot.facts.model import Fact, Person
from bot.facts.names import fold

_WOMEN = variants("woman")


def only_first_women(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; of a first woman those that call her so, in the country or body and the office that are named."""
    words = asked.question.words
    if "first" not in words or _WOMEN.isdisjoint(words):
        return facts
    actors, office = actors_named(asked), [word for word in telling_in(words) if word not in _WOMEN | {"first"}]
    told = (fact for fact in facts if any(f"first {woman}" in fold(fact.text) for woman in _WOMEN))
    held = (fact for fact in told if not isinstance(fact, Person) or roles_named(fact, office))
    return tuple(fact for fact in held if all(is_told_of(fact, actor) for actor in actors))
