"""Answers how long a state, a body or a treaty was there, from the days on its card."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.lookups.ways.dates import begun_on, one_named
from bot.commands.reading.question_words import Ask
from bot.facts.dates import HistoricalDate, exact
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Country, Fact, Organization, Term
from bot.frozen import Frozen
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

_LASTING = words_of(
    "last lasted lasts stand stood exist existed exists active around live lived survive survived force"
)


class _Age(Frozen, frozen=True):
    """From when to when something was there, without an end where it still is, and how its beginning is called."""

    since: HistoricalDate
    label: str
    until: HistoricalDate | None


def by_length(asked: Asked) -> Answer | None:
    """Answer how long something was there of which its card tells the first and the last day."""
    words = asked.question.words
    if asked.question.ask is not Ask.HOW_MANY or "long" not in words or _LASTING.isdisjoint(words):
        return None
    fact = one_named(asked, [word for word in words if word not in FILLERS | _LASTING])
    age = _age_of(fact) if fact else None
    if fact is None or age is None:
        return None
    if age.until:
        line = answers.lasted(asked.say, title(fact), age.since, age.until)
        return Answer((answers.length(asked.say, age.since, age.until, line),), (fact,))
    line = answers.attribute(asked.say, age.since, asked.say(age.label), title(fact))
    # What did last and has no end may have ended otherwise, or in all but name.
    so_far = line if "did" in words else answers.length(asked.say, age.since, exact(asked.today), line)
    return Answer((so_far,), (fact,))


def _age_of(fact: Fact) -> _Age | None:
    if isinstance(fact, Organization) and fact.founded:
        return _Age(fact.founded, answers.FOUNDED, fact.dissolved)
    if isinstance(fact, Country) and fact.since:
        return _Age(fact.since, answers.INDEPENDENT, fact.until)
    if not isinstance(fact, Term) or fact.since:
        return None
    if fact.in_force:
        return _Age(fact.in_force, answers.IN_FORCE, fact.ended)
    begun = begun_on(fact)
    return _Age(*begun, fact.ended) if begun and fact.ended else None
