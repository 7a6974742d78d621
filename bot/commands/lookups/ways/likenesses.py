"""Tells whether what was found is merely another of the same sort: another world war, another treaty."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.commands.lookups.ways.asked import Asked
from bot.facts.aspects import names_of
from bot.facts.incumbents import written_out
from bot.facts.lexicon import variants
from bot.facts.model import Event, Fact
from bot.facts.names import fold
from bot.facts.search import STEM
from bot.patterns import expression
from bot.replies.lookups.facts import title

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
# “World war one” is the first.
_NUMBERED = expression(r"\b(\w+ war) (?:(1|one|i)|(?:2|two|ii))\b")
# What is called after a place is no other that was merely signed there.
_CALLED_AFTER = expression(r"\b(?P<sort>treaty|congress|siege|battle) of (?:the )?(?P<of>[a-z]+)\b")


def is_likeness(asked: Asked, fact: Fact) -> bool:
    """Whether a fact is of the sort that is asked about, and has another number or is of another place."""
    line = _NUMBERED.sub(_in_order, " ".join(written_out(fold(asked.question.text).split())))
    return _has_another_ordinal(line, fact) or _is_called_after_another(line, fact)


def _in_order(match: re.Match[str]) -> str:
    return f"{'first' if match[2] else 'second'} {match[1]}"


def _has_another_ordinal(line: str, fact: Fact) -> bool:
    """Whether what is called the first of something is asked about and a fact is called the second of it."""
    pairs = [(one, other) for one, other in pairwise(line.split()) if one in _ORDINALS]
    named = f" {' . '.join(fold(name) for name in names_of(fact))} " if pairs else ""
    others = (f" {ordinal} {other} " for one, other in pairs for ordinal in _ORDINALS if ordinal != one)
    return any(other in named for other in others) and not any(f" {one} {other} " in named for one, other in pairs)


def _is_called_after_another(line: str, fact: Fact) -> bool:
    """Whether “the treaty of Paris” is asked about, and no name of a fact, nor its title, has both words."""
    match = _CALLED_AFTER.search(line)
    if match is None:
        return False
    called = [fold(name).split() for name in (title(fact), *names_of(fact), *fact.also)]
    if not isinstance(fact, Event):
        return not any(match["of"] in name for name in called)
    # An agreement that is signed in a city is no treaty of it.
    sort = {word[:STEM] for word in variants(match["sort"]) - {"agreement", "deal"}}
    named = [name for name in called if match["of"] in name and any(word[:STEM] in sort for word in name)]
    # What was merely done with another treaty there is none of the place: the START treaty in Lisbon.
    return all(f" in {match['of']} " in f" {' '.join(name)} " for name in named)
