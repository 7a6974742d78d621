"""Leaves of what was found for a meeting of people only what tells of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.ranking import is_of_person, is_told_of
from bot.facts.lexicon import telling_in, variants
from bot.facts.model import Fact
from bot.facts.names import fold
from bot.replies.lookups.facts import title

_MEETING = variants("meeting") | variants("summit") | variants("talks") | {"talk", "talked"}


def only_meetings(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; where people who are named are asked to have met, those that tell of a meeting of all of them."""
    words = asked.question.words
    if _MEETING.isdisjoint(words):
        return facts
    people = [variants(word) for word in telling_in(words) if is_of_person(asked, word)]
    if len(people) < 2:
        return facts
    both = (fact for fact in facts if all(is_told_of(fact, one) for one in people))
    return tuple(fact for fact in both if is_told_of(fact, _MEETING) or _are_side_by_side(fact, people))


def _are_side_by_side(fact: Fact, people: Sequence[frozenset[str]]) -> bool:
    """Whether a title names two people with nothing but “and” between them: Obama and Medvedev sign a treaty."""
    told = f" {fold(title(fact))} "
    pairs = ((left, right) for one, other in permutations(people, 2) for left in one for right in other)
    return any(f" {left} and {right} " in told for left, right in pairs)
