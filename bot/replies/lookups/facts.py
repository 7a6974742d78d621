"""How facts are told: cards, dated items and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat import Field, Item, Reply, SourceLine, Statement
from bot.facts.library import Library
from bot.facts.model import Citation, Event, Fact, Organization, Person, Position, Role, Source, Term
from bot.replies.catalog import N_, Catalog

# The first screen has room for so many; the others are a press away.
MOST_OFFICES, MOST_ALIASES = 5, 4

SUPPORTS = {
    "month": N_("supports the month only"),
    "year": N_("supports the year only"),
    "name": N_("supports the name only"),
}
KINDS = {
    "treaty": N_("Treaty"),
    "article": N_("Article of a treaty"),
    "document": N_("Document"),
    "concept": N_("Concept"),
    "place": N_("Place"),
    "operation": N_("Operation"),
    "conflict": N_("Conflict"),
    "movement": N_("Movement"),
    "weapon": N_("Weapon"),
}


def cited(say: Catalog, library: Library, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """Return the source lines of some citations, in their order."""
    return tuple(source_line(say, library.source(citation.source), citation) for citation in citations)


def source_line(say: Catalog, source: Source, citation: Citation | None = None) -> SourceLine:
    """Return how a source is shown, with the place in it and what it supports where a citation says so."""
    author = say("by {author}", author=source.author) if source.author else ""
    held = say("ISBN {isbn}", isbn=source.isbn) if source.isbn else source.archive
    limits = say(SUPPORTS[citation.supports]) if citation and citation.supports in SUPPORTS else ""
    return SourceLine(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        locator=citation.locator if citation else "",
        note=", ".join(part for part in (author, held, limits) if part),
    )


def cited_item(say: Catalog, library: Library, citation: Citation) -> Item:
    """Return a citation as an entry of a list of sources: the work, who published it, and where in it to look."""
    line = source_line(say, library.source(citation.source), citation)
    place = " · ".join(part for part in (line.locator, line.note) if part)
    return Item(line.title, text=place, sources=(SourceLine(line.publisher, "", line.url),))


def item(say: Catalog, library: Library, event: Event) -> Item:
    """Return an event as one entry of a timeline, with its first source."""
    return Item(
        title=event.title,
        date=say.date(event.date),
        text=event.text,
        id=event.id,
        marks=marks(say, event),
        sources=cited(say, library, event.sources[:1]),
    )


def marks(say: Catalog, fact: Fact) -> tuple[str, ...]:
    """Return what has to be known about a statement at a glance."""
    disputed = not isinstance(fact, Person) and bool(fact.positions)
    dated = as_of(say, fact)
    return (*((say("disputed"),) if disputed else ()), *((dated,) if dated else ()))


def as_of(say: Catalog, fact: Fact) -> str:
    """Return up to when a statement was true, or ""."""
    if fact.as_of is None:
        return ""
    return say("as of {date}", date=say.date(fact.as_of))


def card(say: Catalog, library: Library, fact: Fact) -> Reply:
    """Return what is told of a fact at first: of a dispute, who is party to it and what is at stake for each."""
    positions = () if isinstance(fact, Person) else fact.positions
    later = "" if isinstance(fact, Person) else fact.later
    return Reply(
        title=title(fact),
        text=fact.text,
        statements=tuple(Statement(position.who, "", position.stake) for position in positions),
        fields=tuple(_fields(say, library, fact)),
        notes=tuple(_notes(say, fact, later)),
        sources=cited(say, library, fact.sources),
        is_grave=isinstance(fact, Event) and fact.is_grave,
        id=fact.id,
    )


def citations(fact: Fact) -> tuple[Citation, ...]:
    """Return all on which a fact rests, its positions and offices included."""
    further = (
        [role.sources for role in fact.roles]
        if isinstance(fact, Person)
        else [position.sources for position in fact.positions]
    )
    return tuple(dict.fromkeys((*fact.sources, *(citation for group in further for citation in group))))


def title(fact: Fact) -> str:
    """Return what a fact is called."""
    return fact.title if isinstance(fact, Event) else fact.name


def statement(say: Catalog, library: Library, position: Position) -> Statement:
    """Return a position as it is shown."""
    return Statement(position.who, position.says, position.stake, cited(say, library, position.sources))


def _notes(say: Catalog, fact: Fact, later: str) -> Iterable[str]:
    if fact.as_of and not isinstance(fact, Person):
        yield say("Stated as of {date}.", date=say.date(fact.as_of))
    if later:
        yield say("Later: {text}", text=later)


def _fields(say: Catalog, library: Library, fact: Fact) -> Iterable[Field]:
    if isinstance(fact, Event):
        return _event_fields(say, library, fact)
    if isinstance(fact, Person):
        return _person_fields(say, fact)
    if isinstance(fact, Organization):
        return _organization_fields(say, fact)
    return _term_fields(say, fact)


def _event_fields(say: Catalog, library: Library, event: Event) -> Iterable[Field]:
    yield Field(say("Date"), say.date(event.date))
    if event.places:
        yield Field(say("Place"), say.several(event.places))
    if names := _names(library, event):
        yield Field(say("Who"), ", ".join(names))


def _names(library: Library, event: Event) -> Sequence[str]:
    people = (library.fact(actor.person) for actor in event.people)
    return [title(person) for person in people if person]


def _person_fields(say: Catalog, person: Person) -> Iterable[Field]:
    about = [part for part in (_life(say, person), person.country, person.native) if part]
    if about:
        yield Field(say("Life"), " · ".join(about))
    offices = sorted(person.roles, key=lambda role: role.since.first, reverse=True)
    for role in offices[:MOST_OFFICES]:
        yield Field(role.title, _term(say, person, role))
    if len(offices) > MOST_OFFICES:
        yield Field(say("Further offices"), say.number(len(offices) - MOST_OFFICES))


def _life(say: Catalog, person: Person) -> str:
    if person.born and person.died:
        return say("{born} – {died}", born=say.date(person.born), died=say.date(person.died))
    if person.born:
        return say("born {date}", date=say.date(person.born))
    return say("died {date}", date=say.date(person.died)) if person.died else ""


def _term(say: Catalog, person: Person, role: Role) -> str:
    since = say.date(role.since)
    if role.until:
        return say("{since} – {until}", since=since, until=say.date(role.until))
    held = say.date(person.as_of) if person.as_of else ""
    return say("since {since} (as of {date})", since=since, date=held)


def _organization_fields(say: Catalog, organization: Organization) -> Iterable[Field]:
    yield from _aliases(say, organization.aliases)
    if organization.founded:
        yield Field(say("Founded"), say.date(organization.founded))
    if organization.dissolved:
        yield Field(say("Dissolved"), say.date(organization.dissolved))
    if organization.members:
        present = sum(member.until is None for member in organization.members)
        yield Field(say("Members"), _dated(say, say.number(present), organization))


def _dated(say: Catalog, text: str, organization: Organization) -> str:
    if organization.as_of is None:
        return text
    return say("{text} (as of {date})", text=text, date=say.date(organization.as_of))


def _aliases(say: Catalog, aliases: Sequence[str]) -> Iterable[Field]:
    if aliases:
        yield Field(say("Also called"), ", ".join(aliases[:MOST_ALIASES]))


def members(say: Catalog, organization: Organization) -> Field:
    """Return an organization's members, each with the year in which it joined, and who left."""
    return Field(*_members(say, organization))


def _members(say: Catalog, organization: Organization) -> tuple[str, str]:
    present = [member for member in organization.members if member.until is None]
    left = [member for member in organization.members if member.until]
    names = [f"{member.name} ({member.since.first.year})" for member in present]
    names += [f"{m.name} ({m.since.first.year}–{m.until.last.year})" for m in left if m.until]
    if organization.as_of and present:
        label = say.count(
            "{number} member as of {date}", "{number} members as of {date}", len(present),
            date=say.date(organization.as_of),
        )  # fmt: skip
        return label, ", ".join(names)
    return say("Members"), ", ".join(names)


def _term_fields(say: Catalog, term: Term) -> Iterable[Field]:
    if term.kind:
        yield Field(say("Kind"), say(KINDS[term.kind]))
    yield from _aliases(say, term.aliases)
    for name, when in (
        (say("Signed"), term.signed),
        (say("In force"), term.in_force),
        (say("Ended"), term.ended),
    ):
        if when:
            yield Field(name, say.date(when))
