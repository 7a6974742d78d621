"""Answers which was the first, or the latest, of what a pack has a topic for: the last summit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.lookups.ways.offices import person_in
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.question_words import Ask
from bot.facts.find import find
from bot.facts.lexicon import FILLERS, variants, words_of
from bot.facts.model import Event, Fact, Kind, Organization
from bot.facts.names import all_words
from bot.facts.naming import names_in
from bot.replies.lookups import answers

_LATEST = words_of("last latest newest recent previous")
# What is to come is told by what was said of it last: ministers who prepare the next summit.
_NEXT = words_of("next upcoming coming")
_MARKS = _LATEST | _NEXT | {"first", "most"}
_HELD = words_of("held hold take taken took place hosted city country")
_MEETING = variants("meet") | {"meetings", "session"}
# A title tells so of a meeting that was held, and not of one that somebody proposed.
_MET = frozenset({"meet", "meets"})
# Below this an event is no more than about the topic: ministers who prepare a summit.
LEAST = 3


def by_order(asked: Asked) -> Answer | None:
    """Answer which was the first, or the latest, event of a topic; None for a question of something else."""
    words = [word for word in asked.question.words if word not in FILLERS]
    asks = asked.question.ask in (Ask.WHEN, Ask.WHERE, Ask.WHAT, Ask.WORDS)
    if asked.question.span:
        return _planned(asked, [word for word in words if word not in _HELD])
    if not asks or asked.question.dated or not _MARKS - {"most"} & set(words):
        return None
    said = [word for word in words if word not in _MARKS | _HELD]
    organization, rest = _organization(asked, said)
    topic = _topic(asked, rest)
    is_next = bool(_NEXT & set(words))
    events = _events(asked, topic, organization, 1 if is_next else LEAST) if topic else ()
    events = events or (() if is_next else _meetings(asked, said, is_first="first" in words))
    if not events:
        return None
    is_last = is_next or bool(_LATEST & set(words))
    first, *others = events[::-1] if is_last else events
    line = answers.dated(asked.say, first.date, first.title)
    if asked.question.ask is Ask.WHERE and first.places:
        line = answers.named(asked.say, first.places, first.title)
    newest = max((pack.as_of for pack in asked.library.packs), key=lambda when: when.last)
    notes = (answers.as_of(asked.say, newest),) if is_last else ()
    return Answer(() if is_next else (line,), (first, *others[: TOLD - 1]), notes)


def _planned(asked: Asked, words: Sequence[str]) -> Answer | None:
    """Answer when or where what is planned for a year will be, with what was said of it: “the 2026 summit”."""
    span = asked.question.span
    if (
        asked.question.ask not in (Ask.WHEN, Ask.WHERE)
        or span is None
        or not {"will", "is"} & set(asked.question.words)
    ):
        return None
    organization, rest = _organization(asked, words)
    topic = _topic(asked, rest)
    events = _events(asked, topic, organization, 1) if topic else ()
    planned = {"will", str(span[0].year)}
    told = tuple(event for event in events if planned <= all_words((event.title,)))
    return Answer((), told[::-1]) if told else None


def _organization(asked: Asked, words: Sequence[str]) -> tuple[Organization | None, list[str]]:
    """Return the organization that words name, and the other words."""
    for name in names_in(asked.library, words):
        fact: Fact | None = asked.library.fact(name.ids[0]) if len(name.ids) == 1 else None
        if isinstance(fact, Organization):
            return fact, [*words[: name.start], *words[name.end :]]
    return None, list(words)


def _meetings(asked: Asked, words: Sequence[str], *, is_first: bool) -> tuple[Event, ...]:
    """Return the meetings of two people, or of the bodies in whose names all other words are, in order of time."""
    named = [word for word in words if word not in _MEETING]
    # What is called by one word meets too often for one meeting to be meant.
    if len(named) < 2 or len(named) == len(words):
        return ()
    events = _of_both(asked, named, is_first=is_first) or _of_bodies(asked, named, is_first=is_first)
    met = (event for event in events if _MET & all_words((event.title,)) or _MEETING & all_words(event.also))
    return tuple(sorted(met, key=lambda event: event.date.first))


def _of_both(asked: Asked, words: Sequence[str], *, is_first: bool) -> Sequence[Event]:
    """Return the events in which two people take part who are named by a word each and stand in their titles."""
    people = [person for word in words if (person := person_in(asked, [word]))] if len(words) == 2 else []
    # Of who has left office the last meeting that is told need not be the last.
    if not is_first and any(all(role.until for role in person.roles) for person in people):
        return ()
    events = asked.events_of(*(person.id for person in people)) if len(people) == 2 else ()
    return [event for event in events if set(words) <= all_words((event.title,))]


def _of_bodies(asked: Asked, words: Sequence[str], *, is_first: bool) -> Sequence[Event]:
    """Return the events of the bodies in whose names all words are: “NATO and Russia met in the council”."""
    found = find(asked.library, " ".join(words), (Kind.ORGANIZATION,), allows_slips=False).facts
    # Of what is no more the last meeting that is told need not be its last.
    bodies = {body.id for body in found if isinstance(body, Organization) and (is_first or not body.dissolved)}
    events = {event.id: event for id in bodies for event in asked.events_of(id)}
    return [event for event in events.values() if not bodies.isdisjoint(event.organizations)]


def _topic(asked: Asked, words: Sequence[str]) -> Topic | None:
    """Return the topic that words name, one of it or all."""
    name = " ".join(words)
    return topic_called(name, asked.library) or topic_called(f"{name}s", asked.library) if name else None


def _events(asked: Asked, topic: Topic, organization: Organization | None, least: int) -> tuple[Event, ...]:
    return tuple(
        event
        for event in asked.events_of(topic.id)
        if event.importance >= least and (organization is None or organization.id in event.organizations)
    )
