"""Answers why something was done, who is to blame and who was right, with what each side says of it."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.reading.question_words import Ask
from bot.facts.aspects import sides_of
from bot.facts.lexicon import variants, words_of
from bot.facts.model import Event, Fact, Organization, Person, Term
from bot.facts.names import fold
from bot.facts.naming import names_in

# Words that ask for a judgment, which each side gives for itself.
_JUDGING = words_of(
    """
    aggression blame blamed excuse fair fault guilty illegal illegitimate justified justify lawful legal legally
    legitimate necessary provoked responsibility responsible right unjustified unlawful unprovoked wrong
    """
)


def asks_for_sides(asked: Asked, fact: Fact) -> bool:
    """Whether each side is to be heard: on what is disputed always, on other matters where a judgment is asked for."""
    if isinstance(fact, Person):
        return False
    return bool(fact.positions or (fact.views and _is_judged(asked)))


def by_beginning(asked: Asked) -> Answer | None:
    """Answer why or by whom a war was begun, or an organization founded, with the event of that day."""
    begun = next((one for one in _named(asked) if _is_of_its_beginning(asked, one)), None)
    event = (_event_that_began(asked, begun) or _event_on(asked, begun)) if begun else None
    if begun is None or event is None:
        return None
    return Answer((), (event, begun), shows_sides=bool(sides_of(event)))


def _is_judged(asked: Asked) -> bool:
    return asked.question.ask is Ask.WHY or not _JUDGING.isdisjoint(asked.question.words)


def _named(asked: Asked) -> tuple[Fact, ...]:
    """Return what a question names, where each name is of one fact alone."""
    names = names_in(asked.library, asked.question.words)
    return tuple(fact for name in names if len(name.ids) == 1 and (fact := asked.library.fact(name.ids[0])))


def _is_of_its_beginning(asked: Asked, fact: Fact) -> bool:
    """Whether it is asked why or by whom a war was begun, or who is right in it, or an organization was founded."""
    words, ask = asked.question.words, asked.question.ask
    if isinstance(fact, Organization):
        return ask in (Ask.WHY, Ask.WHO) and not variants("founded").isdisjoint(words)
    is_begun = not variants("began").isdisjoint(words)
    if isinstance(fact, Term) and fact.kind == "movement":
        return ask is Ask.WHY and is_begun
    return isinstance(fact, Term) and fact.kind == "conflict" and ((ask is Ask.WHO and is_begun) or _is_judged(asked))


def _event_that_began(asked: Asked, begun: Fact) -> Event | None:
    """Return the event of a movement whose title says that it began."""
    events = asked.library.timeline(topics=(begun.id,)).items if isinstance(begun, Term) and begun.since is None else ()
    return next((one for one in events if not variants("began").isdisjoint(fold(one.title).split())), None)


def _event_on(asked: Asked, begun: Fact) -> Event | None:
    """Return what matters most of what is told of a fact on the day on which it began."""
    day = begun.founded if isinstance(begun, Organization) else begun.since if isinstance(begun, Term) else None
    if day is None or day.first != day.last:
        return None
    events = asked.library.timeline(day.first, day.last, (begun.id,)).items
    return max(events, key=lambda event: event.importance, default=None)
