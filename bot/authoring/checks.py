"""Checks that need the whole pack: references, topics, and whether people, offices and memberships fit the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bot.authoring.format import TERM_KINDS
from bot.facts.dates import HistoricalDate
from bot.facts.model import (
    LEAST_CHOICES,
    MOST_CHOICES,
    Accession,
    Actor,
    Country,
    Event,
    Organization,
    Pack,
    Person,
    Question,
    Role,
    Source,
    Tie,
)
from bot.files.problems import Reading, nearest

# A button carries an id beside a command and its options, in ACTION_LIMIT characters.
ID_LIMIT = 60


def check(pack: Pack, reading: Reading) -> None:
    """Note every problem that no single record shows."""
    _check_references(reading)
    _check_topics(pack, reading)
    _check_kinds(pack, reading)
    people = {person.id: person for person in pack.people}
    organizations = {organization.id: organization for organization in pack.organizations}
    faults = (
        *((record.id, text) for record in pack.sources for text in _of_source(record)),
        *((record.id, text) for record in pack.people for text in _of_person(record)),
        *((record.id, text) for record in pack.organizations for text in _of_organization(record)),
        *((record.id, text) for record in pack.countries for text in _of_country(record, organizations)),
        *((record.id, text) for record in pack.questions for text in _of_question(record)),
        *((event.id, text) for event in pack.events for text in _of_event(event, people, organizations)),
    )
    for record_id, text in faults:
        reading.wrong_at(reading.places[record_id], f"“{record_id}”: {text}")


def members_on(organization: Organization, day: date) -> int:
    """Return how many members an organization had on a day."""
    return sum(
        member.since.first <= day and (member.until is None or day <= member.until.last)
        for member in organization.members
    )


def _check_references(reading: Reading) -> None:
    for reference in reading.references:
        kind = reading.kinds.get(reference.id)
        if kind is None and reading.unread.isdisjoint(reference.kinds):
            ids = (id for id, kind in reading.kinds.items() if kind in reference.kinds)
            hint = nearest(reference.id, ids) or "; write it there, or mend the id"
            kinds = " or ".join(reference.kinds)
            reading.wrong_at(reference.place, f"“{reference.id}” is not in {kinds}{hint}")
        elif kind and kind not in reference.kinds:
            kinds = " or ".join(reference.kinds)
            reading.wrong_at(reference.place, f"“{reference.id}” is in {kind}; here an id from {kinds} is needed")


def _check_topics(pack: Pack, reading: Reading) -> None:
    topics = dict(pack.info.topics)
    tagged: tuple[Event | Question, ...] = (*pack.events, *pack.questions)
    for record in tagged:
        for tag in record.tags:
            if tag not in topics:
                hint = nearest(tag, topics) or "; add it to the topics in pack.yaml"
                reading.wrong_at(reading.places[record.id], f"“{record.id}”: unknown topic “{tag}”{hint}")


def _check_kinds(pack: Pack, reading: Reading) -> None:
    kinds = [kind for kind, _ in pack.info.kinds] or TERM_KINDS
    for term in pack.terms:
        if term.kind and term.kind not in kinds:
            hint = nearest(term.kind, kinds) or "; add it to the kinds in pack.yaml"
            message = f"“{term.id}”: the kind “{term.kind}” is not known here; known are {' | '.join(kinds)}{hint}"
            reading.wrong_at(reading.places[term.id], message)


def _of_source(source: Source) -> Iterator[str]:
    if not any((source.url, source.copy, source.isbn, source.archive, source.published, source.author)):
        yield "a source needs a url, or what it is found by without one: published, author, isbn or archive"
    if source.url and source.copy and not source.seen:
        yield "read in a copy: say in `seen` where the canonical address was seen, or leave out the url"
    if source.seen and not source.url:
        yield "`seen` tells where the url was seen, and there is none"


def _of_person(person: Person) -> Iterator[str]:
    if person.born and person.died and person.died.last < person.born.first:
        yield "died before being born; mend one of the dates"
    for role in person.roles:
        yield from _of_role(person, role)


def _of_role(person: Person, role: Role) -> Iterator[str]:
    if role.until and role.until.last < role.since.first:
        yield f"the role “{role.title}” ends before it starts"
    if role.until is None and person.as_of is None:
        yield f"the role “{role.title}” has no “to”: write the last day, or “as_of” for when it was still held"
    if person.born and role.since.last < person.born.first:
        yield f"the role “{role.title}” begins before the person was born"
    if person.died and role.since.first > person.died.last:
        yield f"the role “{role.title}” begins after the person died"


def _of_organization(organization: Organization) -> Iterator[str]:
    founded, dissolved = organization.founded, organization.dissolved
    if founded and dissolved and dissolved.last < founded.first:
        yield "dissolved before being founded; mend one of the dates"
    for member in organization.members:
        if member.until and member.until.last < member.since.first:
            yield f"the membership of “{member.name}” ends before it starts"


def _of_country(country: Country, organizations: dict[str, Organization]) -> Iterator[str]:
    if country.since and country.until and country.until.last < country.since.first:
        yield "ended before it began; mend one of the dates"
    for tie in country.joined:
        yield from _of_tie(country, tie, organizations, "joined")
    for tie in country.left:
        yield from _of_tie(country, tie, organizations, "left")


def _of_tie(country: Country, tie: Tie, organizations: dict[str, Organization], verb: str) -> Iterator[str]:
    """Compare a country's date with the organization's own list of members, where that list names the country."""
    organization = organizations.get(tie.organization)
    names = {country.name, *country.aliases}
    members = [member for member in organization.members if member.name in names] if organization else []
    dates = [member.since if verb == "joined" else member.until for member in members]
    if members and not any(listed and listed.overlaps(tie.on) for listed in dates):
        texts = ", ".join(listed.text if listed else "…" for listed in dates)
        yield f"{verb} “{tie.organization}” on {tie.on.text} here, but on {texts} in its list of members"


def _of_question(question: Question) -> Iterator[str]:
    if question.is_opinion:
        yield from _of_opinion(question)
    elif not question.answer:
        yield "has no right answer; write it as `answer`, or `opinion: true` where nothing is right"
    if question.right and question.answer != ", ".join(question.right):
        yield "has an answer, and several that must be chosen; write either answer or right"
    answers = [*(question.right or filter(None, (question.answer,))), *question.choices]
    if twice := [answer for answer, number in Counter(map(str.casefold, answers)).items() if number > 1]:
        yield f"“{twice[0]}” is given twice among the answer and the choices"


def _of_opinion(question: Question) -> Iterator[str]:
    if question.answer or question.accept:
        yield "asks for an opinion, so nothing is right; leave out answer, right and accept, or `opinion`"
    if not LEAST_CHOICES <= len(question.choices) <= MOST_CHOICES:
        number = len(question.choices)
        yield f"an opinion needs {LEAST_CHOICES} to {MOST_CHOICES} choices, and this has {number}"


def _of_event(event: Event, people: dict[str, Person], organizations: dict[str, Organization]) -> Iterator[str]:
    for actor in event.people:
        if person := people.get(actor.person):
            yield from _of_actor(actor, person, event.date)
    if event.membership and (organization := organizations.get(event.membership.organization)):
        yield from _of_accession(event.membership, organization, event.date)


def _of_actor(actor: Actor, person: Person, when: HistoricalDate) -> Iterator[str]:
    if person.born and when.last < person.born.first:
        yield f"happened before {person.name} was born ({person.born.text})"
    if person.died and when.first > person.died.last:
        yield f"happened after {person.name} died ({person.died.text})"
    if actor.office:
        yield from _of_office(actor, person, when)


def _of_office(actor: Actor, person: Person, when: HistoricalDate) -> Iterator[str]:
    titles = [role.title for role in person.roles]
    held = [role for role in person.roles if role.title == actor.office]
    if not held:
        yield f"{person.name} has no role “{actor.office}”{nearest(actor.office, titles) or f'; known: {titles}'}"
    elif not any(role.may_cover(when) for role in held):
        terms = ", ".join(f"{role.since.text} to {role.until.text if role.until else '…'}" for role in held)
        yield f"{person.name} was {actor.office} {terms}, not on {when.text}; mend the date, the office or the person"


def _of_accession(accession: Accession, organization: Organization, when: HistoricalDate) -> Iterator[str]:
    since = {member.name: member.since for member in organization.members}
    until = {member.name: member.until for member in organization.members}
    yield from _unlisted(accession.joined, since, when, organization, "joined")
    yield from _unlisted(accession.left, until, when, organization, "left")
    count = members_on(organization, when.first)
    if accession.count and accession.count != count:
        yield f"says {accession.count} members, but “{organization.id}” lists {count} on {when.first}"


def _unlisted(
    names: Iterable[str],
    dates: dict[str, HistoricalDate] | dict[str, HistoricalDate | None],
    when: HistoricalDate,
    organization: Organization,
    verb: str,
) -> Iterator[str]:
    for name in names:
        listed = dates.get(name)
        if listed is None:
            yield f"“{name}” {verb}, but “{organization.id}” does not list it{nearest(name, dates)}"
        elif not listed.overlaps(when):
            yield f"“{name}” {verb} on {when.text} here, but on {listed.text} in “{organization.id}”"
