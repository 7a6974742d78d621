"""Answers which of two was first, by the days that are known of them: founded, signed, built, born."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.lookups.ways.dates import begun_on, date_told, one_named
from bot.commands.lookups.ways.offices import event_named
from bot.commands.reading.question_words import Ask
from bot.facts.dates import HistoricalDate
from bot.facts.lexicon import telling_in, words_of
from bot.facts.model import Fact, Person, Term
from bot.frozen import Frozen
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

_LATER = words_of("after later newer younger last")
_MARKS = _LATER | words_of("before first earlier older sooner")
_OF_PERSONS = words_of("older younger born")
_PARTED = words_of("before after than or")
_AROUND = _MARKS | _PARTED | words_of("came come comes which")


class _Dated(Frozen, frozen=True):
    """One of two: the fact, its day, and how that is told."""

    fact: Fact
    when: HistoricalDate
    line: str


def by_age(asked: Asked) -> Answer | None:
    """Answer which of two was first, and whether one was before the other; None where a day of one is not known."""
    words, ask = asked.question.words, asked.question.ask
    place = next((place for place, word in enumerate(words) if word in _PARTED and place), 0)
    if ask not in (Ask.WHETHER, Ask.WHO, Ask.WHAT, Ask.WORDS) or _MARKS.isdisjoint(words) or not place:
        return None
    # Before and after one thing something happened: only of two it is asked which was first.
    is_whether = ask is Ask.WHETHER and "or" not in words
    if asked.question.dated or not (is_whether or "or" in words):
        return None
    one = _dated(asked, words[:place])
    other = _dated(asked, words[place + 1 :]) if one else None
    if one is None or other is None or one.fact == other.fact:
        return None
    is_so = one.when.first > other.when.last if _LATER & set(words) else one.when.last < other.when.first
    sides = (one, other)
    if not is_whether:
        sides = (other, one) if (one.when.first > other.when.first) is not bool(_LATER & set(words)) else sides
    first, second = (side.line for side in sides)
    if is_whether:
        first = asked.say(answers.YES if is_so else answers.NO, answer=first)
    return Answer((first, second), tuple(side.fact for side in sides))


def _dated(asked: Asked, side: Sequence[str]) -> _Dated | None:
    spoken = [word for word in side if word not in _AROUND]
    words = telling_in(spoken)
    if told := date_told(asked, spoken):
        return _Dated(told.fact, told.when, answers.attribute(asked.say, told.when, told.label, title(told.fact)))
    fact = one_named(asked, words)
    if isinstance(fact, Person):
        is_of_age = fact.born is not None and not _OF_PERSONS.isdisjoint(asked.question.words)
        begun = (fact.born, answers.BORN) if fact.born and is_of_age else None
    else:
        since = (fact.since, answers.BEGAN) if isinstance(fact, Term) and fact.since else None
        begun = (begun_on(fact) or since) if fact else None
    if fact and begun:
        return _Dated(fact, begun[0], answers.attribute(asked.say, begun[0], asked.say(begun[1]), title(fact)))
    event = event_named(asked, words) if fact is None and len(words) > 1 else None
    return _Dated(event, event.date, answers.dated(asked.say, event.date, event.title)) if event else None
