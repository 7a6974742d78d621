"""Leaves of what was found for the first of a sort in an office only what tells that they were it."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.ranking import actors_named, is_told_of
from bot.facts.incumbents import roles_named
from bot.facts.lexicon import telling_in, variants, words_of
from bot.facts.model import Fact, Person
from bot.facts.names import fold, words as words_in
from bot.patterns import expression
from bot.replies.lookups.facts import title

_WOMEN = variants("woman")


def only_firsts(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; of a first woman those that call her so, in the country or body and the office that are named.

    Of anybody else who was first in an office those that speak of a first one with all that they were the first of.
    """
    words = asked.question.words
    if "first" not in words:
        return facts
    if _WOMEN.isdisjoint(words):
        is_office = bool(_FIRST_OF.match(fold(asked.question.text))) and not _OFFICES.isdisjoint(words)
        return tuple(fact for fact in facts if not is_office or _is_called_first(asked, fact))
    actors, office = actors_named(asked), [word for word in telling_in(words) if word not in _WOMEN | {"first"}]
    told = (fact for fact in facts if any(f"first {woman}" in fold(fact.text) for woman in _WOMEN))
    held = (fact for fact in told if not isinstance(fact, Person) or roles_named(fact, office))
    return tuple(fact for fact in held if all(is_told_of(fact, actor) for actor in actors))


_OFFICES = words_of("president premier minister secretary chancellor general commander leader king pope")
# Who did something first may be told of without that word; who was the first of a sort is called so.
_FIRST_OF = expression(r"who (?:was|is|were) the (?:very )?first (?!to |who |that )")


def _is_called_first(asked: Asked, fact: Fact) -> bool:
    """Whether a fact speaks of a first one, and has each word of what they were the first of."""
    told = set(words_in(f"{title(fact)} {fact.text} {' '.join(role.title for role in getattr(fact, 'roles', ()))}"))
    return all(not variants(word).isdisjoint(told) for word in telling_in(asked.question.words))
