"""How facts are told: cards, dated items and their sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from bot.chat import Field, Item, Reply, SourceLine, Statement
from bot.facts.aspects import sides_of
from bot.facts.dates import HistoricalDate
from bot.facts.library import Library
from bot.facts.model import (
    Citation,
    Country,
    Event,
    Fact,
    Finding,
    Matter,
    Organization,
    Person,
    Position,
    Role,
    Source,
    Term,
    Tie,
)
from bot.facts.offices import holders_of, terms_of
from bot.frozen import Frozen, replace
from bot.replies.catalog import N_, Catalog


class Most(Frozen, frozen=True):
    """How many offices, other names and holders of an office a card tells, 0 for all of them."""

    offices: int
    aliases: int
    leaders: int


# The first screen has room for so many; the others are a press away.
USUAL, FEW = Most(4, 4, 2), Most(2, 2, 1)
# What somebody who opens a card is told, and who wants everything.
OPENED, EVERYTHING = Most(0, 4, 2), Most(0, 4, 0)
# Up to what ends a sentence, which the point of “St.” does not.
_SENTENCE = re.compile(r".*?\w{3}[.!?](?=\s|$)")

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
    "period": N_("Period"),
}


def cited(say: Catalog, library: Library, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """Return the source lines of some citations, in their order."""
    citations = tuple(citations)
    sources = library.sources([citation.source for citation in citations])
    return tuple(source_line(say, *pair) for pair in zip(sources, citations, strict=True))


def source_line(say: Catalog, source: Source, citation: Citation | None = None) -> SourceLine:
    """Return how a source is shown, with the place in it and what it supports where a citation says so."""
    author = say("author: {author}", author=source.author) if source.author else ""
    held = say("ISBN {isbn}", isbn=source.isbn) if source.isbn else source.archive
    limits = say(SUPPORTS[citation.supports]) if citation and citation.supports in SUPPORTS else ""
    differs = say("differs: {what}", what=citation.differs) if citation and citation.differs else ""
    return SourceLine(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        locator=citation.locator if citation else "",
        note=", ".join(part for part in (author, held, limits, differs) if part),
    )


def cited_item(say: Catalog, library: Library, citation: Citation) -> Item:
    """Return a citation as an entry of a list of sources: the work, who published it, and where in it to look."""
    line = source_line(say, library.source(citation.source), citation)
    about = " · ".join(part for part in (line.publisher, line.locator, line.note) if part)
    return Item(line.title, text=about, link=line.url)


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


def marks(say: Catalog, fact: Fact, *, is_told: bool = True) -> tuple[str, ...]:
    """Return what has to be known about a statement at a glance: of a mere title, not up to when its text was true."""
    disputed = "" if isinstance(fact, Person) else dispute(say, fact)
    return tuple(mark for mark in (disputed, as_of(say, fact) if is_told else "") if mark)


def dispute(say: Catalog, fact: Matter) -> str:
    """Say what is disputed, or that something is; "" where nothing is."""
    if fact.positions and fact.disputed:
        return say("disputed: {what}", what=fact.disputed)
    return say("disputed") if fact.positions else ""


def as_of(say: Catalog, fact: Fact) -> str:
    """Return up to when a statement was true, or ""."""
    if fact.as_of is None:
        return ""
    return say("as of: {date}", date=say.date(fact.as_of))


def begun(text: str) -> str:
    """Return the first sentence of a text, "" where none is seen to end."""
    sentence = _SENTENCE.match(text)
    return sentence[0] if sentence else ""


def card(say: Catalog, library: Library, fact: Fact, most: Most = USUAL, role: Role | None = None) -> Reply:
    """Return what is told of a fact at first: what was found, and who is party to a dispute with what at stake.

    Of a person's offices the one that was asked for, `role`, stands first and is marked.
    """
    when = day_and_place(say, fact) if isinstance(fact, Event) else ""
    return Reply(
        title=title(fact),
        text="\n".join(part for part in (when, fact.text, *differing(say, fact)) if part),
        statements=(
            *findings(say, library, fact),
            *_parties(sides_of(fact)),
        ),
        fields=tuple(_fields(say, library, fact, most, role)),
        notes=tuple(notes(say, fact)),
        sources=cited(say, library, fact.sources),
        is_grave=isinstance(fact, Event) and fact.is_grave,
        id=fact.id,
    )


def day_and_place(say: Catalog, event: Event) -> str:
    """Tell when and where something happened, in a line."""
    return " · ".join((say.date(event.date), *((say.several(event.places),) if event.places else ())))


def citations(fact: Fact) -> tuple[Citation, ...]:
    """Return all on which a fact rests, its positions and offices included: each source once, with the places in it."""
    further = (
        [role.sources for role in fact.roles]
        if isinstance(fact, Person)
        else [position.sources for position in fact.positions]
    )
    by_source: dict[str, list[Citation]] = {}
    for citation in chain(fact.sources, *further):
        by_source.setdefault(citation.source, []).append(citation)
    return tuple(map(_joined, by_source.values()))


def _joined(same: Sequence[Citation]) -> Citation:
    """Return citations of one source as one."""
    places = dict.fromkeys(citation.locator for citation in same if citation.locator)
    others = dict.fromkeys(citation.differs for citation in same if citation.differs)
    return replace(same[0], locator="; ".join(places), differs="; ".join(others))


def title_of(library: Library, id: str) -> str:
    """Return what a fact is called by its id, or a topic by its tag with a leading `#`."""
    fact = library.fact(id)
    return title(fact) if fact else library.topics.get(id.removeprefix("#"), id)


def title(fact: Fact) -> str:
    """Return what a fact is called."""
    return fact.title if isinstance(fact, Event) else fact.name


def findings(say: Catalog, library: Library, fact: Fact) -> tuple[Statement, ...]:
    """Return what a court, the UN or an inquiry found of a fact, which stands above the parties."""
    found = () if isinstance(fact, Person) else fact.findings
    return tuple(_finding(say, library, finding) for finding in found)


def all_statements(say: Catalog, library: Library, fact: Fact) -> tuple[Statement, ...]:
    """Return what was found, and what each party says, with where it stands."""
    return (*findings(say, library, fact), *(statement(say, library, position) for position in sides_of(fact)))


def parties(say: Catalog, fact: Fact) -> Iterable[Field]:
    """Return the parties to a dispute by their names alone; nothing where there is none."""
    if names := [position.who for position in sides_of(fact)]:
        yield Field(say("Parties"), " · ".join(names))


def _parties(positions: Sequence[Position]) -> Iterable[Statement]:
    """Return all parties alike: what is at stake for each, or, where that is not told of all, what each says."""
    have_stakes = all(position.stake for position in positions)
    return (
        Statement(position.who, "" if have_stakes else position.says, position.stake if have_stakes else "")
        for position in positions
    )


def statement(say: Catalog, library: Library, position: Position) -> Statement:
    """Return a position as it is shown."""
    return Statement(position.who, position.says, position.stake, cited(say, library, position.sources))


def _finding(say: Catalog, library: Library, finding: Finding) -> Statement:
    """Return a finding as it is shown, above what the parties say."""
    found = say("Finding, {date}", date=say.date(finding.date))
    return Statement(finding.by, finding.says, found, cited(say, library, finding.sources))


def differing(say: Catalog, fact: Fact) -> Iterable[str]:
    """Say what is disputed, or that only how the sides see it differs."""
    if isinstance(fact, Person):
        return
    if fact.positions and fact.disputed:
        yield say("◇ Disputed: {what}", what=fact.disputed)
    elif fact.views:
        yield say("The fact itself is not disputed; how the sides see it is a press away.")


def notes(say: Catalog, fact: Fact, *, with_later: bool = True) -> Iterable[str]:
    """Return of when a statement is, and what came after."""
    if isinstance(fact, Person):
        return
    # Of an organization the number of members says it.
    is_dated = isinstance(fact, Organization) and any(member.until is None for member in fact.members)
    if fact.as_of and not is_dated:
        yield say("As of: {date}.", date=say.date(fact.as_of))
    if fact.later and with_later:
        yield say("Later: {text}", text=fact.later)


def _fields(say: Catalog, library: Library, fact: Fact, most: Most, role: Role | None) -> Iterable[Field]:
    if isinstance(fact, Event):
        names = _names(library, fact)
        return (Field(say("Who"), ", ".join(names)),) if names else ()
    if isinstance(fact, Person):
        return _person_fields(say, fact, most, role)
    if isinstance(fact, Organization):
        return _organization_fields(say, fact, most)
    if isinstance(fact, Country):
        return _country_fields(say, library, fact, most)
    return _term_fields(say, library, fact, most)


def _names(library: Library, event: Event) -> Sequence[str]:
    people = (library.fact(actor.person) for actor in event.people)
    return [title(person) for person in people if person]


def _person_fields(say: Catalog, person: Person, most: Most, asked: Role | None) -> Iterable[Field]:
    life = _life(say, person)
    if about := [part for part in (life, person.country, person.native) if part]:
        yield Field(say("Life") if life else say("Country"), " · ".join(about))
    offices = sorted(person.roles, key=lambda role: (role == asked, role.since.first), reverse=True)
    shown = offices[: most.offices or None]
    for role in shown:
        yield Field(f"▸ {role.title}" if role == asked else role.title, _term(say, person, role))
    if len(offices) > len(shown):
        yield Field(say("Further offices"), say.number(len(offices) - len(shown)))


def _life(say: Catalog, person: Person) -> str:
    if person.born and person.died:
        return say("{born} – {died}", born=say.date(person.born), died=say.date(person.died))
    if person.born:
        return say("born {date}", date=say.date(person.born))
    return say("died {date}", date=say.date(person.died)) if person.died else ""


def _term(say: Catalog, person: Person, role: Role) -> str:
    if role.until:
        return say.span(role.since, role.until)
    held = say.date(person.as_of) if person.as_of else ""
    return say("since: {since} (as of: {date})", since=say.date(role.since), date=held)


def _organization_fields(say: Catalog, organization: Organization, most: Most) -> Iterable[Field]:
    yield from _aliases(say, organization.aliases, most)
    if organization.founded:
        yield Field(say("Founded"), say.date(organization.founded))
    if organization.dissolved:
        yield Field(say("Dissolved"), say.date(organization.dissolved))
    if present := sum(member.until is None for member in organization.members):
        yield Field(say("Members"), _dated(say, say.number(present), organization))


def _dated(say: Catalog, text: str, organization: Organization) -> str:
    if organization.as_of is None:
        return text
    return say("{text} (as of: {date})", text=text, date=say.date(organization.as_of))


def _aliases(say: Catalog, aliases: Sequence[str], most: Most) -> Iterable[Field]:
    if aliases:
        yield Field(say("Also called"), ", ".join(aliases[: most.aliases]))


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
            "{number} member (as of: {date})", "{number} members (as of: {date})", len(present),
            date=say.date(organization.as_of),
        )  # fmt: skip
        return label, ", ".join(names)
    return say("Members"), ", ".join(names)


def _country_fields(say: Catalog, library: Library, country: Country, most: Most) -> Iterable[Field]:
    predecessor = library.fact(country.succeeded)
    joined, left = (", ".join(_tie(say, library, tie) for tie in ties) for ties in (country.joined, country.left))
    names = dict.fromkeys((country.native, *country.aliases))
    pairs = (
        (say("Also called"), ", ".join([name for name in names if name and name != country.name][: most.aliases])),
        *_lifetime(say, country),
        (say("Successor of"), title(predecessor) if predecessor else ""),
        (say("Joined"), joined),
        (say("Left"), left),
        *((office, _leaders(library, office, most.leaders)) for office in country.leaders[: most.offices or None]),
    )
    return (Field(name, value) for name, value in pairs if value)


def _lifetime(say: Catalog, country: Country) -> Iterable[tuple[str, str]]:
    if country.since and country.until is None:
        yield say("Since"), say.date(country.since)
    else:
        yield say("Period"), _span(say, country.since, country.until)


def _tie(say: Catalog, library: Library, tie: Tie) -> str:
    organization = library.fact(tie.organization)
    return f"{title(organization) if organization else tie.organization} ({say.date(tie.on)})"


def times_held(library: Library, office: str) -> Sequence[tuple[Role, Person]]:
    """Return who held an office, in order of time."""
    terms = [(role, person) for person in holders_of(library, office) for role in terms_of(person, office)]
    return sorted(terms, key=lambda term: term[0].since.first)


def _leaders(library: Library, office: str, most: int) -> str:
    """Return the latest who held an office, in order of time, with the years; all of them for 0."""
    terms = times_held(library, office)
    names = [f"{person.name} ({_years(role)})" for role, person in terms[-most:]]
    return ", ".join(names) if len(names) == len(terms) else f"… {', '.join(names)}"


def _years(role: Role) -> str:
    since, until = role.since.first.year, role.until.last.year if role.until else ""
    return str(since) if since == until else f"{since}–{until}"


def _span(say: Catalog, since: HistoricalDate | None, until: HistoricalDate | None) -> str:
    if since is None and until is None:
        return ""
    if since and until:
        return say.date(since) if since == until else say.span(since, until)
    return f"{say.date(since) if since else '…'} – {say.date(until) if until else '…'}"


def _term_fields(say: Catalog, library: Library, term: Term, most: Most) -> Iterable[Field]:
    if term.kind:
        own = library.kinds.get(term.kind, term.kind)
        yield Field(say("Kind"), say(KINDS[term.kind]) if term.kind in KINDS else own)
    if span := _span(say, term.since, term.until):
        yield Field(say("Period"), span)
    yield from _aliases(say, term.aliases, most)
    for name, when in (
        (say("Signed"), term.signed),
        (say("In force"), term.in_force),
        (say("Ended"), term.ended),
    ):
        if when:
            yield Field(name, say.date(when))
