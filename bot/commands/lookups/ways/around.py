"""Answers what happened before, during or after what is named, with the events of that time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.lookups.ways.dates import date_told
from bot.commands.lookups.ways.offices import event_named, fact_called, person_in, span_of
from bot.commands.reading.dates import Dated, Period
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import FILLERS, variants, words_of
from bot.facts.model import Event, Fact, Term
from bot.facts.names import all_words
from bot.facts.naming import fact_named
from bot.facts.search import STEM
from bot.frozen import Frozen, replace

_BEFORE, _AFTER = words_of("before until till preceding"), words_of("after following since")
_DURING = words_of("during while amid")
_MARKS = _BEFORE | _AFTER | _DURING
# So long before, or after, is what led to it and what came of it.
_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)
# “The day before …” tells how long before.
_LENGTHS: Mapping[str, timedelta] = {"day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "year": _YEAR}
# Words of “what did NATO do after …”, which say nothing of what is asked for.
_DOING = words_of("do doing done go going right shortly immediately soon just")


def with_time(asked: Asked) -> Asked:
    """Return a question with the time that its last words name: when the USSR fell, after the Cold War."""
    words = asked.question.words
    mark = next((word for word in words[1:] if word in _MARKS | {"when"}), "")
    if not mark or asked.question.dated or asked.question.ask is Ask.WHEN:
        return asked
    place = words.index(mark, 1)
    time = _named(asked, mark, words[place + 1 :]).time
    dated = Dated(time) if time else None
    return replace(asked, question=replace(asked.question, words=words[:place], dated=dated)) if time else asked


def by_time_around(asked: Asked) -> Answer | None:
    """Answer what happened before, during or after what is named; None for a question of something else."""
    words = asked.question.words
    if asked.question.dated and asked.question.ask is Ask.WHAT and {"did", "do"} <= set(words):
        return _done_then(asked)
    mark = next((word for word in words if word in _MARKS), "")
    if not mark or asked.question.dated or asked.question.ask not in (Ask.HAPPENED, Ask.WORDS, Ask.WHAT):
        return None
    place = words.index(mark)
    length = next((_LENGTHS[word] for word in words[max(place - 1, 0) : place] if word in _LENGTHS), None)
    about = [word for word in words[:place] if word not in FILLERS | _DOING and word not in _LENGTHS]
    topic = fact_named(asked.library, about)
    if about and topic is None:
        return None
    named = _named(asked, mark, words[place + 1 :], length)
    if named.time is None or (topic and not asked.library.number(named.time.first, named.time.last, (topic.id,))):
        return None
    told = named.fact if mark in _DURING and not named.is_age and topic is None else topic
    return Answer((), (told,) if told else (), time=named.time)


def _done_then(asked: Asked) -> Answer | None:
    """Answer what somebody did at a time: “what did Putin do on 24 February 2022”."""
    words = [word for word in asked.question.words if word not in FILLERS | _DOING]
    span = asked.question.span
    topic = fact_named(asked.library, words) or person_in(asked, words)
    if topic is None or span is None or not asked.library.number(*span, (topic.id,)):
        return None
    return Answer((), (topic,), time=Period(*span))


class _Named(Frozen, frozen=True):
    """What words behind a mark name, if it is a fact, and the time that is meant."""

    fact: Fact | None
    time: Period | None = None

    @property
    def is_age(self) -> bool:
        """Whether it is a period, before and after which is all time."""
        return isinstance(self.fact, Term) and self.fact.kind == "period"


def _named(asked: Asked, mark: str, words: Sequence[str], length: timedelta | None = None) -> _Named:
    telling = [word for word in words if word not in FILLERS]
    named = _Named(fact_called(asked, telling))
    # One word that names nothing stands in some event or other: “after the party”.
    span = _lasted(asked, named.fact) if named.fact else _span_told(asked, words) if len(telling) > 1 else None
    return replace(named, time=_time(mark, *span, length, is_age=named.is_age)) if span else named


def _span_told(asked: Asked, words: Sequence[str]) -> tuple[date, date] | None:
    """Return the time of what words tell; None for the time of an event whose title does not tell all of it.

    The withdrawal from Vietnam is not what a text says of bases there.
    """
    event = None if date_told(asked, words) else event_named(asked, words)
    telling = [word for word in words if word not in FILLERS]
    return None if event and not _tells(event, telling) else span_of(asked, words)


def _tells(event: Event, telling: Sequence[str]) -> bool:
    """Whether an event’s title tells what some words do, in whatever words, or another of its names in these words."""
    titled, *others = ({word[:STEM] for word in all_words((name,))} for name in (event.title, *event.also))
    is_called_so = any({word[:STEM] for word in telling} <= name for name in others)
    return is_called_so or all(not titled.isdisjoint(same[:STEM] for same in variants(word)) for word in telling)


def _lasted(asked: Asked, fact: Fact) -> tuple[date, date] | None:
    """Return from when to when something was: by its card, else by what matters most of it."""
    if isinstance(fact, Term) and fact.since:
        return fact.since.first, fact.until.last if fact.until else date.max
    events = asked.library.timeline(topics=(fact.id,), limit=100).items
    greatest = [event.date for event in events if event.importance == max(one.importance for one in events)]
    return (greatest[0].first, greatest[-1].last) if greatest else None


def _time(mark: str, first: date, last: date, length: timedelta | None, *, is_age: bool) -> Period:
    """Return the time that is asked about; before and after an age it is all, and else a year, or what is named."""
    is_age = is_age and length is None
    if mark in _BEFORE:
        return Period(date.min if is_age else first - (length or _YEAR), first - _DAY)
    if mark == "since":
        return Period(first, date.max)
    if mark in _DURING | {"when"} or last == date.max:
        return Period(first, last)
    return Period(last + _DAY, date.max if is_age else last + (length or _YEAR))
