"""Answers which was the first, or the latest, of what a pack has a topic for: the last summit."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import TOLD, Answer, Asked
from bot.commands.reading.names import Topic, topic_called
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Event, Fact, Organization
from bot.facts.naming import names_in
from bot.replies.lookups import answers

_LATEST = words_of("last latest newest recent previous")
# What is to come is told by what was said of it last: ministers who prepare the next summit.
_NEXT = words_of("next upcoming coming")
_MARKS = _LATEST | _NEXT | {"first", "most"}
_HELD = words_of("held hold take taken took place hosted city country")
# Below this an event is no more than about the topic: ministers who prepare a summit.
LEAST = 3


def by_order(asked: Asked) -> Answer | None:
    """Answer which was the first, or the latest, event of a topic; None for a question of something else."""
    words = [word for word in asked.question.words if word not in FILLERS]
    asks = asked.question.ask in (Ask.WHEN, Ask.WHERE, Ask.WHAT, Ask.WORDS)
    if not asks or asked.question.dated or not _MARKS - {"most"} & set(words):
        return None
    organization, rest = _organization(asked, [word for word in words if word not in _MARKS | _HELD])
    topic = _topic(asked, rest)
    is_next = bool(_NEXT & set(words))
    events = _events(asked, topic, organization, 1 if is_next else LEAST) if topic else ()
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


def _organization(asked: Asked, words: Sequence[str]) -> tuple[Organization | None, list[str]]:
    """Return the organization that words name, and the other words."""
    for name in names_in(asked.library, words):
        fact: Fact | None = asked.library.fact(name.ids[0]) if len(name.ids) == 1 else None
        if isinstance(fact, Organization):
            return fact, [*words[: name.start], *words[name.end :]]
    return None, list(words)


def _topic(asked: Asked, words: Sequence[str]) -> Topic | None:
    """Return the topic that words name, one of it or all."""
    name = " ".join(words)
    return topic_called(name, asked.library) or topic_called(f"{name}s", asked.library) if name else None


def _events(asked: Asked, topic: Topic, organization: Organization | None, least: int) -> tuple[Event, ...]:
    return tuple(
        event
        for event in asked.library.timeline(topics=(topic.id,)).items
        if event.importance >= least and (organization is None or organization.id in event.organizations)
    )
