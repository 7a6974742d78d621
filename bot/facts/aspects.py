"""What can be asked of any record: its kind, its names, its topics, its sides and its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.facts.model import (
    Citation,
    Country,
    Event,
    Fact,
    Kind,
    Organization,
    Person,
    Position,
    Question,
    Source,
    Term,
)

KINDS: dict[type, Kind] = {
    Source: Kind.SOURCE,
    Person: Kind.PERSON,
    Country: Kind.COUNTRY,
    Organization: Kind.ORGANIZATION,
    Term: Kind.TERM,
    Event: Kind.EVENT,
    Question: Kind.QUESTION,
}


def names_of(fact: Fact) -> tuple[str, ...]:
    """Return every name by which somebody may ask for a fact."""
    if isinstance(fact, Event):
        return (fact.title,)
    native = (fact.native,) if isinstance(fact, Person | Country) and fact.native else ()
    return (fact.name, *fact.aliases, *native)


# Where a sentence ends.
_END = re.compile(r"(?<=[.!?]) (?=[A-Z“])")


def sentences_of(fact: Fact) -> Sequence[str]:
    """Return the sentences of what is told of a fact."""
    return _END.split(fact.text)


def topics_of(event: Event) -> tuple[str, ...]:
    """Return all that an event's timeline can be asked by; "" is the timeline of everything."""
    actors = (actor.person for actor in event.people)
    tags = (f"#{tag}" for tag in event.tags)
    return tuple(dict.fromkeys(("", *tags, *actors, *event.countries, *event.organizations, *event.terms)))


def pack_topic(pack: str) -> str:
    """Return under what the timeline of a pack's events is filed; no id of a record begins so."""
    return f"@{pack}"


def sides_of(fact: Fact) -> tuple[Position, ...]:
    """Return who says what of a fact: the positions where it is disputed, else the views on it."""
    return () if isinstance(fact, Person) else fact.positions or fact.views


def citations_of(fact: Fact) -> Iterator[Citation]:
    """Return all that a fact cites: for itself, its roles, its findings and its sides."""
    yield from fact.sources
    if isinstance(fact, Person):
        yield from (citation for role in fact.roles for citation in role.sources)
        return
    yield from (citation for finding in fact.findings for citation in finding.sources)
    yield from (citation for position in (*fact.positions, *fact.views) for citation in position.sources)


def sources_of(fact: Fact) -> set[str]:
    """Return the ids of all sources that a fact cites, its positions' included."""
    return {citation.source for citation in citations_of(fact)}
