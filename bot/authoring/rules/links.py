"""The rule on people linked to events: the event names them, or the link says why they belong to it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.authoring.rules.addresses import Breach
from bot.facts.model import Event, Pack, Person
from bot.facts.names import words


def breaches(pack: Pack) -> Iterator[Breach]:
    """Return each link that leaves open what somebody has to do with an event, under the event's id."""
    surnames = {person.id: _surnames(person) for person in pack.people}
    for event in pack.events:
        if silent := _unnamed(event, surnames):
            yield "link", event.id, f"neither title nor text names {', '.join(silent)}; say `why` in the link"


def _unnamed(event: Event, surnames: dict[str, set[str]]) -> list[str]:
    said = set(words(f"{event.title} {event.text}")) if event.people else set()
    return [actor.person for actor in event.people if not (actor.why or surnames.get(actor.person, said) & said)]


def _surnames(person: Person) -> set[str]:
    """Return what somebody is called by last, as it is and with the s of a genitive that lost its apostrophe."""
    last = {folded[-1] for name in (person.name, *person.aliases) if (folded := words(name))}
    return last | {f"{name}s" for name in last}
