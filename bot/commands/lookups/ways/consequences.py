"""Answers what came of something: with it, and the greatest events of the year after that are about the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.reactions import matter_named
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Event, Fact, Term

_CONSEQUENCES = words_of("aftermath consequence consequences effect effects impact repercussions")
_DAY, _YEAR = timedelta(days=1), timedelta(days=365)


def by_consequence(asked: Asked) -> Answer | None:
    """Answer what came of an event or a war; None where no more is told of it."""
    words = asked.question.words
    place = next((place for place, word in enumerate(words) if word in _CONSEQUENCES), len(words))
    if words[place + 1 : place + 2] != ("of",) or asked.question.ask not in (Ask.WHAT, Ask.WORDS):
        return None
    matter = matter_named(asked, [word for word in words[place + 2 :] if word not in FILLERS])
    after = _after(asked, matter) if matter else ()
    return Answer((), (matter, *after)) if matter and after else None


def _after(asked: Asked, matter: Fact) -> Sequence[Event]:
    """Return the greatest events of the year after something that are about it, or about what it is about, in order."""
    ended = matter.date if isinstance(matter, Event) else matter.until if isinstance(matter, Term) else None
    if ended is None:
        return ()
    topics = matter.terms if isinstance(matter, Event) else (matter.id,)
    first, last = ended.last + _DAY, ended.last + _YEAR
    events = {event.id: event for topic in topics for event in asked.library.timeline(first, last, (topic,)).items}
    greatest = sorted(events.values(), key=lambda event: -event.importance)[: TOLD - 1]
    return sorted(greatest, key=lambda event: event.date.first)
