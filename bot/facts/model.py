"""What a pack holds: events, people, countries, organizations, terms, sources and questions, as frozen values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.facts.dates import HistoricalDate, Precision
from bot.frozen import Plain

# The most characters of a name and of a text: what a button or a card of any platform can still show.
NAME_LIMIT, TEXT_LIMIT = 100, 300
# Of an opinion; each choice has a letter.
LEAST_CHOICES, MOST_CHOICES = 2, 8


class Kind(StrEnum):
    """The kinds of record; the value is the name of the file or folder that holds them."""

    SOURCE = "sources"
    PERSON = "people"
    COUNTRY = "countries"
    ORGANIZATION = "organizations"
    TERM = "terms"
    EVENT = "events"
    QUESTION = "questions"


class Tier(StrEnum):
    """How far a publisher can be leaned on, the best first."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    SCHOLARLY = "scholarly"
    AGENCY = "agency"
    PRESS = "press"
    REFERENCE = "reference"
    WEAK = "weak"


class Source(Plain, frozen=True):
    """A work that was found and read: a page, a document, a book.

    `url` is its canonical place; `copy` is where it was read when that is another one, and is never shown; `seen` tells
    where the canonical address was itself seen.
    """

    id: str
    title: str
    publisher: str
    read: date
    url: str = ""
    author: str = ""
    published: HistoricalDate | None = None
    language: str = ""
    isbn: str = ""
    archive: str = ""
    copy: str = ""
    seen: str = ""
    tier: Tier = Tier.WEAK


class Citation(Plain, frozen=True):
    """Where in a source something stands, and how much of it the source supports.

    `says` is what the source says of it, in our words; `differs` is what it gives otherwise: another day, a number.
    """

    source: str
    locator: str = ""
    supports: str = Precision.DAY.value
    says: str = ""
    differs: str = ""


class Position(Plain, frozen=True):
    """Who says what in a matter that is disputed, or on which sides differ though the fact itself is not."""

    who: str
    says: str
    sources: tuple[Citation, ...]
    stake: str = ""


class Finding(Plain, frozen=True):
    """What a court, the United Nations or an inquiry found: it stands above what the parties say."""

    by: str
    says: str
    date: HistoricalDate
    sources: tuple[Citation, ...]


class Actor(Plain, frozen=True):
    """A person who takes part in an event, the office in which they act, and why they belong to it ("" for none)."""

    person: str
    office: str = ""
    why: str = ""


class Accession(Plain, frozen=True):
    """Who joined or left an organization by an event, and how many members it had from that day on (0: not said)."""

    organization: str
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    count: int = 0


class Disputable(Plain, frozen=True, kw_only=True):
    """What any fact but a person may have: who says what of it, what was found, and what came after `as_of`.

    `disputed` says in a few words what is; on `views` sides differ though nobody disputes the fact. `also` are further
    words by which a search finds it.
    """

    positions: tuple[Position, ...] = ()
    disputed: str = ""
    views: tuple[Position, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_without_finding: bool = False
    as_of: HistoricalDate | None = None
    later: str = ""
    also: tuple[str, ...] = ()


class Event(Disputable, frozen=True):
    """Something dated that happened. `importance` goes from 1 (minor) to 5 (everybody should know).

    The one event of its decade has 6.
    """

    id: str
    title: str
    date: HistoricalDate
    text: str
    sources: tuple[Citation, ...]
    importance: int = 3
    people: tuple[Actor, ...] = ()
    organizations: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_grave: bool = False
    membership: Accession | None = None
    countries: tuple[str, ...] = ()
    summary: str = ""


class Role(Plain, frozen=True):
    """An office a person held, from the first day to the last one; no `until` means held at the person's `as_of`."""

    title: str
    since: HistoricalDate
    until: HistoricalDate | None = None
    sources: tuple[Citation, ...] = ()

    def may_cover(self, when: HistoricalDate) -> bool:
        """Whether the office may have been held on some day of `when`."""
        return self.since.first <= when.last and (self.until is None or when.first <= self.until.last)


class Person(Plain, frozen=True):
    """Somebody who acts in events."""

    id: str
    name: str
    text: str
    sources: tuple[Citation, ...]
    aliases: tuple[str, ...] = ()
    native: str = ""
    born: HistoricalDate | None = None
    died: HistoricalDate | None = None
    country: str = ""
    roles: tuple[Role, ...] = ()
    as_of: HistoricalDate | None = None
    also: tuple[str, ...] = ()


class Member(Plain, frozen=True):
    """A member of an organization and when it was one; no `until` means still at the organization's `as_of`."""

    name: str
    since: HistoricalDate
    until: HistoricalDate | None = None


class Tie(Plain, frozen=True):
    """What ties a country to an organization, and on which date it began or ended."""

    organization: str
    on: HistoricalDate


class Country(Disputable, frozen=True):
    """A state as an actor. Its leaders are those who held one of the offices that `leaders` names.

    `succeeded` is the id of the state whose place it took, `since` and `until` when it was there.
    """

    id: str
    name: str
    text: str
    sources: tuple[Citation, ...]
    aliases: tuple[str, ...] = ()
    native: str = ""
    capital: str = ""
    demonyms: tuple[str, ...] = ()
    since: HistoricalDate | None = None
    until: HistoricalDate | None = None
    succeeded: str = ""
    joined: tuple[Tie, ...] = ()
    left: tuple[Tie, ...] = ()
    leaders: tuple[str, ...] = ()


class Organization(Disputable, frozen=True):
    """A body: an alliance, a council, a government, a command."""

    id: str
    name: str
    text: str
    sources: tuple[Citation, ...]
    aliases: tuple[str, ...] = ()
    founded: HistoricalDate | None = None
    dissolved: HistoricalDate | None = None
    members: tuple[Member, ...] = ()


class Term(Disputable, frozen=True):
    """A treaty, an article of one, a place name, a concept; a period, from `since` to `until`."""

    id: str
    name: str
    text: str
    sources: tuple[Citation, ...]
    aliases: tuple[str, ...] = ()
    kind: str = ""
    signed: HistoricalDate | None = None
    in_force: HistoricalDate | None = None
    ended: HistoricalDate | None = None
    since: HistoricalDate | None = None
    until: HistoricalDate | None = None


class Question(Plain, frozen=True):
    """A trivia question: one right answer, the other answers that count as right, and the wrong choices.

    Where several must be chosen, `right` has all of them, and `answer` names them together. Where an opinion is asked
    for nothing is right, and `choices` are all there are, in the order in which they are shown.
    """

    id: str
    question: str
    answer: str
    explanation: str
    sources: tuple[Citation, ...] = ()
    accept: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    difficulty: int = 2
    about: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    is_opinion: bool = False

    @property
    def topics(self) -> frozenset[str]:
        """What it is about: records' ids, and its tags with a leading `#`."""
        return frozenset((*self.about, *(f"#{tag}" for tag in self.tags)))


Matter: TypeAlias = Country | Organization | Term | Event
Fact: TypeAlias = Person | Matter
Record: TypeAlias = Source | Fact | Question


class PackInfo(Plain, frozen=True):
    """What a pack says of itself. `topics` maps a tag, `kinds` a kind of term, to what it is called.

    `format` is the one the pack is written in; `crowded` are years of which more than eight events matter much.
    """

    id: str
    title: str
    description: str
    license: str
    languages: tuple[str, ...]
    version: str
    as_of: HistoricalDate
    maintainers: tuple[str, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    crowded: tuple[int, ...] = ()
    format: int = 1
    is_off: bool = False


class Pack(Plain, frozen=True):
    """A set of facts on one subject; records keep the order in which they were written."""

    info: PackInfo
    sources: tuple[Source, ...] = ()
    people: tuple[Person, ...] = ()
    countries: tuple[Country, ...] = ()
    organizations: tuple[Organization, ...] = ()
    terms: tuple[Term, ...] = ()
    events: tuple[Event, ...] = ()
    questions: tuple[Question, ...] = ()

    def records(self) -> tuple[Record, ...]:
        """Return every record of the pack."""
        return (*self.sources, *self.facts(), *self.questions)

    def facts(self) -> tuple[Fact, ...]:
        """Return the pack's people, countries, organizations, terms and events."""
        return (*self.people, *self.countries, *self.organizations, *self.terms, *self.events)
