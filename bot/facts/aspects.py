"""What can be asked of any record: its kind, its names, its topics and its sources."""

from __future__ import annotations

from bot.facts.model import Event, Fact, Kind, Organization, Person, Question, Source, Term

KINDS: dict[type, Kind] = {
    Source: Kind.SOURCE,
    Person: Kind.PERSON,
    Organization: Kind.ORGANIZATION,
    Term: Kind.TERM,
    Event: Kind.EVENT,
    Question: Kind.QUESTION,
}


def names_of(fact: Fact) -> tuple[str, ...]:
    """Return every name by which somebody may ask for a fact."""
    if isinstance(fact, Event):
        return (fact.title,)
    native = (fact.native,) if isinstance(fact, Person) and fact.native else ()
    return (fact.name, *fact.aliases, *native)


def topics_of(event: Event) -> tuple[str, ...]:
    """Return all that an event's timeline can be asked by; "" is the timeline of everything."""
    actors = (actor.person for actor in event.people)
    tags = (f"#{tag}" for tag in event.tags)
    return tuple(dict.fromkeys(("", *tags, *actors, *event.organizations, *event.terms)))


def sources_of(fact: Fact) -> set[str]:
    """Return the ids of all sources that a fact cites, its positions' included."""
    positions = () if isinstance(fact, Person) else fact.positions
    cited = (*fact.sources, *(citation for position in positions for citation in position.sources))
    roles = (citation for role in fact.roles for citation in role.sources) if isinstance(fact, Person) else ()
    return {citation.source for citation in (*cited, *roles)}
