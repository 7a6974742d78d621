"""Compiles packs into one read-only SQLite file in which every look-up is a search in an index.

The file is a cache: its name carries a digest of the packs' files and of this format, so that a changed pack or a new
version of the bot makes another one. Rows are written in an order that makes the first matches the best ones.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import mkstemp

import msgspec

from bot.facts.aspects import KINDS, names_of, pack_topic, sides_of, sources_of, topics_of
from bot.facts.collecting import without_collecting
from bot.facts.model import Country, Event, Fact, Pack, Person, Question, Record, Source
from bot.facts.names import all_words, fold, key, slips
from bot.facts.positions import ALL, packed
from bot.frozen import Frozen

# English words are found by their stems, letters without their accents.
TOKENS = 'tokenize = "porter unicode61 remove_diacritics 2"'
SCHEMA = f"""
CREATE TABLE pack (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, pack TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    is_interval INTEGER NOT NULL, day_of_year TEXT NOT NULL, importance INTEGER NOT NULL, title TEXT NOT NULL);
CREATE TABLE calendar (days BLOB NOT NULL, importance BLOB NOT NULL, rows BLOB NOT NULL);
CREATE TABLE membership (topic TEXT NOT NULL, importance INTEGER NOT NULL, positions BLOB NOT NULL,
    PRIMARY KEY (topic, importance)) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, kind, id)) WITHOUT ROWID;
CREATE TABLE word (word TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, is_name INTEGER NOT NULL,
    PRIMARY KEY (word, kind, id)) WITHOUT ROWID;
CREATE TABLE spelling (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE label (fold TEXT NOT NULL, kind TEXT NOT NULL, weight INTEGER NOT NULL, label TEXT NOT NULL,
    id TEXT NOT NULL, PRIMARY KEY (fold, kind, id)) WITHOUT ROWID;
CREATE TABLE office (title TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (title, since, id)) WITHOUT ROWID;
CREATE TABLE cited (source TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE TABLE level (first INTEGER PRIMARY KEY, importance INTEGER NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(title, body, said, other, {TOKENS});
CREATE VIRTUAL TABLE titled USING fts5(title, content = "", detail = none, {TOKENS});
CREATE VIRTUAL TABLE called USING fts5(other, content = "", detail = none, {TOKENS});
"""
# Nobody reads a file that is not finished, and a broken one is thrown away: no journal. What is written stays in memory
# until it is needed no more, and words are gathered before they are merged into what is there.
SETTINGS = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 8192;
PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
"""
GATHERING = "; ".join(
    f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 33554432)" for table in ("search", "titled", "called")
)
INDEXES = """
CREATE INDEX event_day ON event (day_of_year, importance DESC, first);
CREATE INDEX event_title ON event (title);
CREATE INDEX event_span ON event (last) WHERE is_interval;
CREATE INDEX label_id ON label (id);
CREATE INDEX record_kind ON record (kind, id);
CREATE INDEX record_pack ON record (pack, kind, id);
INSERT INTO search (search) VALUES ('optimize');
INSERT INTO titled (titled) VALUES ('optimize');
INSERT INTO called (called) VALUES ('optimize');
ANALYZE;
"""


def compile_packs(packs: Sequence[Pack], target: Path) -> None:
    """Write the index of these packs, which must have no problems, to `target`, at once or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = mkstemp(dir=target.parent, suffix=".tmp")
    os.close(descriptor)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            _write(connection, packs)
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)


def compile_in_memory(packs: Sequence[Pack]) -> bytes:
    """Return the index of these packs, for where no file can be written."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _write(connection, packs)
        return connection.serialize()


@without_collecting()
def _write(connection: sqlite3.Connection, packs: Sequence[Pack]) -> None:
    connection.executescript(SETTINGS)
    connection.executescript(SCHEMA)
    connection.executescript(GATHERING)
    connection.execute("BEGIN")
    _fill(connection, packs)
    connection.execute("COMMIT")
    connection.executescript(INDEXES)


def _fill(connection: sqlite3.Connection, packs: Sequence[Pack]) -> None:
    events = sorted((event for pack in packs for event in pack.events), key=lambda event: _by_date(event))
    facts = [fact for pack in packs for fact in undated(pack)]
    _insert(connection, "pack", ((pack.info.id, _encode(pack.info)) for pack in packs))
    numbered = _numbered(packs)
    _insert(connection, "record", (_record_row(*numbers) for numbers in numbered))
    _insert(connection, "event", (_event_row(position, event) for position, event in enumerate(events)))
    days = (event.date.first.toordinal() for event in events)
    pack_of = {record.id: pack for _, pack, record in numbered}
    row_of = {record.id: row for row, _, record in numbered}
    rows = packed(row_of[event.id] for event in events)
    _insert(connection, "calendar", [(packed(days), bytes(event.importance for event in events), rows)])
    _insert(connection, "membership", _membership_rows(events, pack_of, _Countries.of(packs)))
    _insert(
        connection,
        "name",
        {(key(name), KINDS[type(fact)], fact.id) for fact in facts for name in names_of(fact)},
    )
    _insert(connection, "word", _word_rows(facts))
    _insert(connection, "spelling", _spelling_rows((*facts, *events)))
    _insert(connection, "office", _office_rows(facts))
    _insert(connection, "label", sorted(_label_rows(facts, events)))
    _insert(connection, "cited", {(source, fact.id) for fact in (*facts, *events) for source in sources_of(fact)})
    _insert_search(
        connection, [(row, record) for row, _, record in numbered if not isinstance(record, Source | Question)]
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows into one of our own tables."""
    width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _by_date(event: Event) -> tuple[object, ...]:
    return event.date.first, event.date.last, -event.importance, event.id


def _numbered(packs: Sequence[Pack]) -> list[tuple[int, str, Record]]:
    """Return each record's row, the pack it is of and itself, what matters most first; of two with one id the first.

    The first rows that a search comes upon are the best ones then, and stand side by side.
    """
    records = {record.id: (pack.info.id, record) for pack in reversed(packs) for record in pack.records()}
    ranked = sorted(records.values(), key=lambda row: _by_notability(row[1]))
    return [(row, pack, record) for row, (pack, record) in enumerate(ranked, 1)]


def _by_notability(record: Record) -> tuple[object, ...]:
    if isinstance(record, Event):
        return 1, -record.importance, -record.date.first.toordinal(), record.id
    return (2, 0, 0, record.id) if isinstance(record, Source | Question) else (0, -len(record.sources), 0, record.id)


def _record_row(row: int, pack: str, record: Record) -> tuple[object, ...]:
    return row, record.id, KINDS[type(record)], pack, _encode(record)


def _event_row(position: int, event: Event) -> tuple[object, ...]:
    first, last = event.date.first, event.date.last
    day = first.strftime("%m-%d") if event.date.is_exact_day else ""
    return (
        position,
        event.id,
        first.isoformat(),
        last.isoformat(),
        event.date.is_interval,
        day,
        event.importance,
        event.title,
    )


# Shorter names of countries are words of another meaning, too: us.
SHORTEST_NAME = 3


class _Countries(Frozen, frozen=True):
    """The ids of countries by what each is called, as words between blanks; and who joined what on which day."""

    by_name: Mapping[str, str]
    joined: Mapping[tuple[str, date], Sequence[str]]

    @classmethod
    def of(cls, packs: Sequence[Pack]) -> _Countries:
        countries = [country for pack in packs for country in pack.countries]
        joined: dict[tuple[str, date], list[str]] = {}
        for country in countries:
            for tie in country.joined:
                on = (tie.organization, tie.on.first)
                joined.setdefault(on, []).extend(f" {fold(name)} " for name in (country.name, *country.aliases))
        names = ((one, name) for one in countries for name in (one.name, *one.aliases) if len(name) > SHORTEST_NAME)
        return cls({f" {fold(name)} ": country.id for country, name in names}, joined)

    def told_of(self, event: Event) -> Iterator[str]:
        """Yield the countries that an event is about though it does not list them.

        Its title or its topic names them, they joined or left by it, or its text names them on the day they joined.
        """
        keys = ((organization, event.date.first) for organization in event.organizations)
        if here := [name for key in keys for name in self.joined.get(key, ())]:
            text = f" {fold(event.text)} "
            yield from (self.by_name[name] for name in here if name in text and name in self.by_name)
        change = event.membership
        moved = (*change.joined, *change.left) if change else ()
        told = f" {fold(_GENITIVE.sub('', ' · '.join((event.title, *moved))))} "
        yield from (id for name, id in self.by_name.items() if name in told or id in event.tags)


_GENITIVE = re.compile(r"['’]s\b")


def _membership_rows(
    events: Sequence[Event], packs: Mapping[str, str], countries: _Countries
) -> Iterator[tuple[object, ...]]:
    """Yield where the events of each topic, pack, person, organization and term stand, all of them and by weight."""
    positions: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for position, event in enumerate(events):
        for topic in dict.fromkeys((*topics_of(event), *countries.told_of(event), pack_topic(packs[event.id]))):
            positions[topic, ALL].append(position)
            positions[topic, event.importance].append(position)
    return ((topic, importance, packed(some)) for (topic, importance), some in sorted(positions.items()))


def undated(pack: Pack) -> tuple[Fact, ...]:
    """Return a pack's people, countries, organizations and terms."""
    return (*pack.people, *pack.countries, *pack.organizations, *pack.terms)


def _word_rows(facts: Iterable[Fact]) -> Iterator[tuple[object, ...]]:
    for fact in facts:
        named = all_words(names_of(fact))
        yield from ((word, KINDS[type(fact)], fact.id, 1) for word in named)
        offices = (role.title for role in fact.roles) if isinstance(fact, Person) else ()
        yield from ((word, KINDS[type(fact)], fact.id, 0) for word in all_words((*offices, *fact.also)) - named)


def _office_rows(facts: Iterable[Fact]) -> Iterator[tuple[object, ...]]:
    """Return who held which office from when to when; an office that is still held ends with the calendar."""
    for person in facts:
        for role in person.roles if isinstance(person, Person) else ():
            until = role.until.last if role.until else date.max
            yield role.title, role.since.first.isoformat(), until.isoformat(), person.id


def _spelling_rows(facts: Iterable[Fact]) -> Iterator[tuple[object, ...]]:
    """Return the words of which a misspelt one may be a slip: of names, titles and places, but not the shortest."""
    named = ((*names_of(fact), *(fact.places if isinstance(fact, Event) else ())) for fact in facts)
    vocabulary = {word for names in named for word in all_words(names) if slips(word)}
    return ((word,) for word in sorted(vocabulary))


def _label_rows(facts: Iterable[Fact], events: Sequence[Event]) -> Iterator[tuple[object, ...]]:
    """Return what is offered while somebody types: each name under each of its words' beginnings."""
    mentions: dict[str, int] = {}
    for event in events:
        for topic in topics_of(event):
            mentions[topic] = mentions.get(topic, 0) + event.importance
    named: tuple[Fact, ...] = (*facts, *events)
    for fact in named:
        names, kind = names_of(fact), KINDS[type(fact)]
        weight = fact.importance if isinstance(fact, Event) else mentions.get(fact.id, 0)
        for start in {tail for alias in names for tail in _tails(fold(alias))}:
            yield start, kind, weight, names[0], fact.id


def _tails(folded: str) -> Iterator[str]:
    parts = folded.split()
    for start in range(len(parts)):
        yield " ".join(parts[start:])


def _insert_search(connection: sqlite3.Connection, facts: Sequence[tuple[int, Fact]]) -> None:
    """Insert what is searched in, with titles and other names once more by themselves.

    A common word stands in every text: to look among all of its places for those in titles would cost more and more.
    """
    _insert(connection, "level", _levels(facts))
    rows = [(row, *_search_row(fact)) for row, fact in facts]
    connection.executemany("INSERT INTO search (rowid, title, body, said, other) VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO titled (rowid, title) VALUES (?, ?)", (row[:2] for row in rows))
    connection.executemany("INSERT INTO called (rowid, other) VALUES (?, ?)", ((row[0], row[4]) for row in rows))


def _importance(fact: Fact) -> int:
    return fact.importance if isinstance(fact, Event) else 5


def _levels(facts: Sequence[tuple[int, Fact]]) -> Iterator[tuple[int, int]]:
    """Yield from which row on facts matter how much: they stand in that order."""
    before = None
    for row, fact in facts:
        if _importance(fact) != before:
            before = _importance(fact)
            yield row, before


def _search_row(fact: Fact) -> tuple[str, str, str, str]:
    """Return a fact's title, text, what is said of it besides, and what it is found by but not quoted for."""
    title, *others = names_of(fact)
    folded = {fold(name) for name in (title, *others)}
    under = (*others, *sorted(folded), *_filed_under(fact), *fact.also)
    return title, fact.text, " … ".join(_said(fact)), " · ".join(under)


def _said(fact: Fact) -> list[str]:
    if isinstance(fact, Person):
        return [", ".join(role.title for role in fact.roles)]
    summary = fact.summary if isinstance(fact, Event) else ""
    found = (f"{finding.by}: {finding.says}" for finding in fact.findings)
    said = (f"{position.who}: {position.says}" for position in sides_of(fact))
    return [text for text in (summary, *found, *said, fact.later) if text]


def _filed_under(fact: Fact) -> list[str]:
    if isinstance(fact, Event):
        return [*fact.places, *fact.tags, str(fact.date.first.year)]
    if isinstance(fact, Country):
        return [fact.capital, *fact.demonyms]
    return [fact.country] if isinstance(fact, Person) else []
