"""Answers which president, or other holder of an office, did something: with the event in which one of them acts."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.ranking import MUCH, ranked_facts
from bot.commands.reading.question_words import Ask
from bot.facts.incumbents import Term, terms_asked
from bot.facts.lexicon import words_of
from bot.facts.model import Event, Fact
from bot.facts.names import fold
from bot.facts.naming import called
from bot.facts.search import rank
from bot.frozen import replace
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

_OFFICES = words_of("president leader chancellor premier minister pm general")
# An office is named by no more words: “which British prime minister”.
_LONGEST = 4


def by_holder(asked: Asked) -> Answer | None:
    """Answer which of those who held an office did something; None where it is not told of one of them."""
    words = asked.question.words
    place = next((place for place, word in enumerate(words[:_LONGEST]) if word in _OFFICES), 0)
    if words[:1] != ("which",) or not place:
        return None
    terms, rest = terms_asked(asked.library, words[1 : place + 1], None), words[place + 1 :]
    ranking = rank(asked.library, rest, called=called(asked.library, rest)) if terms and rest else None
    if ranking is None or not ranking.matches or ranking.matches[0].share < MUCH:
        return None
    alone = replace(asked.question, ask=Ask.WHO, words=rest)
    facts = ranked_facts(replace(asked, question=alone), ranking)
    told = [(fact, term) for fact in facts[:TOLD] if (term := _acting(asked, fact, terms))]
    if not told:
        return None
    event, term = told[0]
    line = answers.named(asked.say, (term.person.name,), title(event))
    return Answer((line,), tuple(dict.fromkeys((event, *facts[:TOLD]))))


def _acting(asked: Asked, fact: Fact, terms: Sequence[Term]) -> Term | None:
    """Return who of the holders of an office takes part in an event in their time, if it is but one."""
    if not isinstance(fact, Event):
        return None
    people = {actor.person for actor in fact.people}
    there = {term.person.id: term for term in terms if term.person.id in people and term.role.may_cover(fact.date)}
    titled = fold(fact.title).split()
    acting = [one for one in map(asked.library.fact, people) if one and fold(title(one)).split()[-1] in titled]
    # Whom the title names acts, and not one who was merely there, too.
    heads = [there[one.id] for one in acting if one.id in there]
    alone = tuple(there.values()) if not acting else heads[:1]
    return alone[0] if len(alone) == 1 else None
