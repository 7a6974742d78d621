"""The look-ups: everything that can be asked of the packs, answered from their compiled index.

A Library may be used by several threads at once; each gets a connection of its own. No look-up waits for the store.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import weakref
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter, sub
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from bot.facts.aspects import KINDS
from bot.facts.greatest import SHOWN, greatest, heaviest
from bot.facts.model import Event, Fact, Kind, PackInfo, Question, Record, Source
from bot.facts.positions import ALL, between, has, unpacked
from bot.facts.remembered import Remembered
from bot.frozen import Frozen

T = TypeVar("T")
_TYPES: Mapping[str, type[Record]] = {kind: type_ for type_, kind in KINDS.items()}
FIRST, LAST = date.min, date.max
MOST_IMPORTANT = 6
# Bars that can be told apart on a phone.
PARTS = 60
# For each event that is to be shown, so many of those that weigh the same are looked at, and so many of these weighed
# against each other.
MOST_WEIGHED, SPREAD = 250, 10
# So many topics' events are remembered: a hundred thousand of them take 800 KB.
TOPICS = 256
# So many queries of many rows are remembered, of some 40 KB each.
MANY_ROWS = 16
# So many ids and rows of records are remembered, and as many keys of names, and of words.
MOST_RECORDS = 8192
# https://sqlite.org/rescode.html; a file that is cut off reads as one of these.
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_CANTOPEN")


class Page(Frozen, Generic[T], frozen=True):
    """Some of `total` items, from `offset` on."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


class Label(Frozen, frozen=True):
    """A name that is offered while somebody types, and the id of what it names."""

    text: str
    id: str


class Library:
    """Answers from an index that was compiled: a file, or its content where no file could be written.

    `is_damaged` once the index has turned out not to be readable; its file is gone then, so that it is compiled anew.
    """

    def __init__(self, index: Path | bytes) -> None:
        self.index = index
        self.is_damaged = False
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        # Nobody closes a library: it goes when the last who asks it does, and its connections with it.
        weakref.finalize(self, _close, self._connections)
        self._months: Mapping[tuple[str, str], int] | None = None
        self._records: Remembered[str | int, Record | None] = Remembered(MOST_RECORDS)
        self._names: Remembered[str, Sequence[tuple[str, str]]] = Remembered(MOST_RECORDS)
        self._words: Remembered[str, Sequence[tuple[str, str, int]]] = Remembered(MOST_RECORDS)
        self._kept = lru_cache(maxsize=4096)(self.rows)
        self._recent = lru_cache(maxsize=MANY_ROWS)(self._by_first)
        self._filed = lru_cache(maxsize=TOPICS)(self._read_positions)
        ((days, self._importance, event_rows),) = self.rows("SELECT days, importance, rows FROM calendar")
        self._days, self._event_rows = unpacked(days), unpacked(event_rows)
        rows = self.rows("SELECT body FROM pack ORDER BY id")
        # The ids of what else is installed, and of the packs that ship switched off: the shelf knows them.
        self.others: tuple[str, ...] = ()
        self.off_by_default: frozenset[str] = frozenset()
        self.packs = tuple(msgspec.json.decode(body, type=PackInfo) for (body,) in rows)
        self.topics = {tag: name for pack in self.packs for tag, name in pack.topics}
        self.kinds = {kind: name for pack in self.packs for kind, name in pack.kinds}

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one of the library's own queries on this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _connect(self.index)
            self._connections.append(connection)
        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(DAMAGED):
                self._give_up()
            raise

    def kept(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a query of few rows, and remember them: one question asks several times of the same word or name."""
        return self._kept(query, *values)

    def recent(self, query: str, *values: object) -> dict[Any, Any]:
        """Return by the first what the second column says last, of up to a thousand rows.

        A few are remembered: people ask for the same words again.
        """
        return dict(self._recent(query, *values))

    def _by_first(self, query: str, *values: object) -> dict[Any, Any]:
        return dict(self.rows(query, *values))

    def _give_up(self) -> None:
        self.is_damaged = True
        if isinstance(self.index, Path):
            with contextlib.suppress(OSError):
                self.index.unlink()

    def record(self, record_id: str) -> Record | None:
        """Return the record of that id, or None when no pack has it."""
        return self._read([record_id])[0]

    def _read(self, keys: Sequence[str | int], column: str = "id") -> list[Record | None]:
        """Return the records of these ids, or rows; those that were not read lately are read together."""
        records = self._records.of(keys, partial(self._read_anew, column))
        return [records[key] for key in keys]

    def _read_anew(self, column: str, keys: Sequence[str | int]) -> Mapping[str | int, Record | None]:
        read: dict[str | int, Record | None] = dict.fromkeys(keys)
        query = f"SELECT row, id, kind, body FROM record WHERE {column} IN ({_marks(keys)})"
        for row, id, kind, body in self.rows(query, *keys):
            read[row] = read[id] = self._records.get(id) or _decode(kind, body)
        return read

    def fact(self, record_id: str) -> Fact | None:
        """Return the event, person, country, organization or term of that id, or None."""
        return self.facts([record_id])[0]

    def facts(self, ids: Sequence[str]) -> tuple[Fact | None, ...]:
        """Return the event, person, country, organization or term of each id, or None."""
        return tuple(None if isinstance(record, Source | Question) else record for record in self._read(ids))

    def facts_at(self, rows: Sequence[int]) -> tuple[Fact, ...]:
        """Return the facts that a search found, by their rows."""
        return tuple(fact for fact in self._read(rows, "row") if fact and not isinstance(fact, Source | Question))

    def source(self, source_id: str) -> Source:
        """Return a source; KeyError for an id that is no source's (a checked pack cites none)."""
        return self.sources([source_id])[0]

    def sources(self, ids: Sequence[str]) -> list[Source]:
        """Return the source of each id; KeyError where one is no source's."""
        records = self._read(ids)
        sources = [record for record in records if isinstance(record, Source)]
        if len(sources) < len(records):
            raise KeyError(*ids)
        return sources

    def pack_of(self, record_id: str) -> PackInfo:
        """Return the pack that holds a record; KeyError when none does."""
        rows = self.rows("SELECT pack FROM record WHERE id = ?", record_id)
        return {pack.id: pack for pack in self.packs}[rows[0][0] if rows else record_id]

    def records(self, kind: Kind) -> Iterator[Record]:
        """Return all records of a kind, by id. This reads all of them: not for answering a look-up."""
        for (body,) in self.rows("SELECT body FROM record WHERE kind = ? ORDER BY id", kind):
            yield _decode(kind, body)

    def count(self, kind: Kind, pack: str = "") -> int:
        """Return how many records of a kind there are, in all packs or in one."""
        query = f"SELECT count(*) FROM record WHERE {_of_pack(pack)} kind = ?"
        ((number,),) = self.rows(query, *((pack,) if pack else ()), kind)
        return int(number)

    def nth(self, kind: Kind, number: int, pack: str = "") -> Record:
        """Return the record of a kind, and a pack, that `number` others by id come before; IndexError if too few do."""
        query = f"SELECT id FROM record WHERE {_of_pack(pack)} kind = ? ORDER BY id LIMIT 1 OFFSET ?"
        record = self.record(self.rows(query, *((pack,) if pack else ()), kind, number)[0][0])
        if record is None:
            raise RuntimeError("a record that was listed is gone")
        return record

    def events(self, ids: Iterable[object]) -> tuple[Event, ...]:
        """Return the events of these ids, in that order."""
        return tuple(event for event in self._read([str(id) for id in ids]) if isinstance(event, Event))

    def timeline(
        self,
        first: date = FIRST,
        last: date = LAST,
        topics: Sequence[str] = (),
        offset: int = 0,
        limit: int = 0,
    ) -> Page[Event]:
        """Return a page of the events that begin or go on in `first` ≤ day ≤ `last`, by date; `limit` 0 for all.

        `topics` are record ids, or tags with a leading `#`; an event belongs when it has all of them.
        """
        going_on = self._going_on(first, topics)
        begun = self._begun(topics, *self._bounds(first, last))
        early, total = len(going_on), len(going_on) + len(begun)
        end = min(offset + limit, total) if limit else total
        page = (*going_on[offset:end], *begun[max(offset - early, 0) : max(end - early, 0)])
        return Page(self._at(page), total, offset)

    def number(self, first: date = FIRST, last: date = LAST, topics: Sequence[str] = ()) -> int:
        """Return how many events `timeline` has to return in all."""
        return len(self._going_on(first, topics)) + len(self._begun(topics, *self._bounds(first, last)))

    def ends(self, first: date = FIRST, last: date = LAST, topics: Sequence[str] = ()) -> tuple[date, date] | None:
        """Return on which days the first and the last of the events begin that `timeline` would return, if any."""
        going_on, begun = self._going_on(first, topics), self._begun(topics, *self._bounds(first, last))
        if not (going_on or begun):
            return None
        ends = ((going_on or begun)[0], (begun or going_on)[-1])
        earliest, latest = (date.fromordinal(self._days[position]) for position in ends)
        return earliest, latest

    def spread(self, first: date, last: date, topics: Sequence[str] = (), parts: int = PARTS) -> tuple[int, ...]:
        """Return how many events begin in each of equal parts of `first` ≤ day ≤ `last`."""
        start, days = first.toordinal(), (last - first).days + 1
        begun, day_of = self._begun(topics, *self._bounds(first, last)), self._days.__getitem__
        edges = [bisect_left(begun, start - -days * part // parts, key=day_of) for part in range(parts + 1)]
        return tuple(map(sub, edges[1:], edges))

    def weightiest(
        self, first: date = FIRST, last: date = LAST, topics: Sequence[str] = (), number: int = SHOWN
    ) -> tuple[Event, ...]:
        """Return the events that matter most of those that `timeline` would return, in order of time."""
        low, high = self._bounds(first, last)
        going_on = self._going_on(first, topics)
        chosen: list[int] = []
        for importance in range(MOST_IMPORTANT, 0, -1):
            if len(chosen) >= number:
                break
            chosen += [position for position in going_on if self._importance[position] == importance]
            chosen += self._weighing(importance, topics, (low, high), number)
        chosen.sort()
        weights = [(self._importance[position], self._days[position]) for position in chosen]
        return self._at([chosen[at] for at in heaviest(weights, number)])

    def _weighing(self, importance: int, topics: Sequence[str], bounds: tuple[int, int], number: int) -> Sequence[int]:
        """Return the positions of events of one weight; of very many some, spread over the whole time."""
        topic, *others = topics or ("",)
        positions = between(self._filed(topic).get(importance, ()), *bounds)[: number * MOST_WEIGHED]
        if others:
            positions = [at for at in positions if all(has(self._all_of(other), at) for other in others)]
        step = -(-len(positions) // (number * SPREAD)) if positions else 1
        return positions[::step]

    def _bounds(self, first: date, last: date) -> tuple[int, int]:
        """Return the positions of the first event from `first` on and of the first one after `last`."""
        return bisect_left(self._days, first.toordinal()), bisect_right(self._days, last.toordinal())

    def _begun(self, topics: Sequence[str], low: int, high: int) -> Sequence[int]:
        """Return the positions from `low` on, and before `high`, of the events of all these topics."""
        some, *others = sorted((between(self._all_of(topic), low, high) for topic in topics or ("",)), key=len)
        return sorted(set(some).intersection(*others)) if others else some

    def _all_of(self, topic: str) -> Sequence[int]:
        return self._filed(topic).get(ALL, ())

    def _read_positions(self, topic: str) -> Mapping[int, Sequence[int]]:
        """Return by importance the positions of a topic's events."""
        rows = self.rows("SELECT importance, positions FROM membership WHERE topic = ?", topic)
        return {importance: unpacked(positions) for importance, positions in rows}

    def _going_on(self, first: date, topics: Sequence[str]) -> list[int]:
        """Return the positions of the intervals that began before `first` and had not ended."""
        if first == FIRST:
            return []
        # Without the hint SQLite may prefer to read all events in order, however few are intervals.
        query = "SELECT position FROM event INDEXED BY event_span WHERE is_interval AND last >= ? AND first < ?"
        positions = sorted(position for (position,) in self.kept(query, first.isoformat(), first.isoformat()))
        return [at for at in positions if all(has(self._all_of(topic), at) for topic in topics)]

    def _at(self, positions: Sequence[int]) -> tuple[Event, ...]:
        """Return the events at some positions, which are in order."""
        records = self._read([self._event_rows[position] for position in positions], "row")
        return tuple(record for record in records if isinstance(record, Event))

    def on_day(self, month: int, day: int, limit: int = -1) -> tuple[Event, ...]:
        """Return what happened, or began, on a day of the year, the most notable first; `limit` -1 for all."""
        query = "SELECT id FROM event WHERE day_of_year = ? ORDER BY importance DESC, first LIMIT ?"
        return self.events(id for (id,) in self.rows(query, f"{month:02}-{day:02}", limit))

    def offered_on_day(self, month: int, day: int, limit: int) -> tuple[Label, ...]:
        """Return the events of `on_day` as they are offered, by year and title; none of them is read."""
        query = "SELECT first, title, id FROM event WHERE day_of_year = ? ORDER BY importance DESC, first LIMIT ?"
        rows = self.rows(query, f"{month:02}-{day:02}", limit)
        return tuple(Label(f"{int(first[:4])}: {title}", str(id)) for first, title, id in rows)

    def count_on_day(self, month: int, day: int) -> int:
        """Return how many events happened, or began, on a day of the year."""
        ((number,),) = self.rows("SELECT count(*) FROM event WHERE day_of_year = ?", f"{month:02}-{day:02}")
        return int(number)

    def in_month(self, month: int, limit: int = SHOWN) -> tuple[Event, ...]:
        """Return the most notable of what happened in a month of any year, by its days."""
        query = "SELECT id FROM event WHERE day_of_year = ? ORDER BY importance DESC, first LIMIT ?"
        days = (f"{month:02}-{day:02}" for day in range(1, 32))
        events = [event for day in days for event in self.events(id for (id,) in self.rows(query, day, limit))]
        shown = greatest(sorted(events, key=lambda event: event.date.first), limit)
        return tuple(sorted(shown, key=lambda event: (event.date.first.day, event.date.first.year)))

    def number_in_month(self, month: int) -> int:
        """Return how many events happened, or began, in a month of any year."""
        query = "SELECT count(*) FROM event WHERE day_of_year BETWEEN ? AND ?"
        ((number,),) = self.rows(query, f"{month:02}-01", f"{month:02}-31")
        return int(number)

    def all_in_month(self, month: int, offset: int, limit: int) -> tuple[Event, ...]:
        """Return what happened in a month of any year, by its days; `limit` -1 for all."""
        query = "SELECT id FROM event WHERE day_of_year BETWEEN ? AND ? ORDER BY day_of_year, first LIMIT ? OFFSET ?"
        return self.events(id for (id,) in self.rows(query, f"{month:02}-01", f"{month:02}-31", limit, offset))

    def fullest_years(self, limit: int) -> tuple[str, ...]:
        """Return the years with most events, the fullest first; the dates are read once a library."""
        years: Counter[str] = Counter()
        for (year, _), number in self._fullest_months().items():
            years[year] += number
        return tuple(sorted(years, key=lambda year: (-years[year], year))[:limit])

    def fullest_years_of(self, month: int, limit: int = 8) -> tuple[str, ...]:
        """Return the years in which a month has most events, the fullest first."""
        numbers = {year: number for (year, of), number in self._fullest_months().items() if of == f"{month:02}"}
        return tuple(sorted(numbers, key=lambda year: (-numbers[year], year))[:limit])

    def _fullest_months(self) -> Mapping[tuple[str, str], int]:
        """Return how many events begin in each year and month; this reads all dates once a library."""
        if self._months is None:
            query = "SELECT substr(first, 1, 4), substr(first, 6, 2), count(*) FROM event GROUP BY 1, 2"
            self._months = {(year, month): number for year, month, number in self.rows(query)}
        return self._months

    def count_titled(self, title: str) -> int:
        """Return how many events have a title."""
        ((number,),) = self.rows("SELECT count(*) FROM event WHERE title = ?", title)
        return int(number)

    def nearest_days(self, month: int, day: int) -> tuple[tuple[int, int], ...]:
        """Return the last day of the year before this one and the first after it that have events."""
        # 2000 is a leap year, so that 29 February counts as a day.
        year = [date(2000, 1, 1) + timedelta(days=number) for number in range(366)]
        index = year.index(date(2000, month, day))
        after = next((d for d in (*year[index + 1 :], *year[:index]) if self._has_events(d)), None)
        before = next((d for d in (*year[:index][::-1], *year[index + 1 :][::-1]) if self._has_events(d)), None)
        found = dict.fromkeys((d.month, d.day) for d in (before, after) if d)
        return tuple(found)

    def _has_events(self, day: date) -> bool:
        return bool(self.rows("SELECT 1 FROM event WHERE day_of_year = ? LIMIT 1", day.strftime("%m-%d")))

    def citing(self, source_id: str) -> tuple[Fact, ...]:
        """Return the facts that cite a source, by id."""
        rows = self.rows("SELECT id FROM cited WHERE source = ?", source_id)
        return tuple(fact for fact in self.facts([str(id) for (id,) in rows]) if fact)

    def years(self) -> tuple[int, int]:
        """Return the years of the first and the last event; (0, 0) when there is none."""
        if not self._days:
            return 0, 0
        return date.fromordinal(self._days[0]).year, date.fromordinal(self._days[-1]).year

    def with_names(self, keys: Iterable[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Return by the key of a name the id and the kind of each fact that has it; () where none has."""
        return self._names.of(keys, partial(self._sought, "SELECT key, id, kind FROM name WHERE key"))

    def named(self, key: str, kinds: Sequence[str] = ()) -> list[str]:
        """Return the ids of the facts, of some kinds or of any, that have a name with this key."""
        return [id for id, kind in self.with_names([key])[key] if kind in kinds or not kinds]

    def with_word(self, word: str) -> Sequence[tuple[str, str, int]]:
        """Return the id and the kind of each fact with a word in a name, or, where not `is_name`, in an office."""
        return self.with_words([word])[word]

    def with_words(self, words: Iterable[str]) -> Mapping[str, Sequence[tuple[str, str, int]]]:
        """Return what `with_word` does of each of some words."""
        return self._words.of(words, partial(self._sought, "SELECT word, id, kind, is_name FROM word WHERE word"))

    def _sought(self, query: str, keys: Sequence[str]) -> Mapping[str, Sequence[Any]]:
        """Return the rows of each key, in order."""
        sought: dict[str, Sequence[Any]] = dict.fromkeys(keys, ())
        rows = self.rows(f"{query} IN ({_marks(keys)}) ORDER BY 1, 2, 3", *keys)
        return sought | {key: tuple(row[1:] for row in some) for key, some in groupby(rows, key=itemgetter(0))}

    def complete(self, beginning: str, kinds: Sequence[Kind], limit: int = 25) -> tuple[Label, ...]:
        """Return names of which some word begins so, the most mentioned first; `beginning` is folded."""
        query = (
            f"SELECT label, id, max(weight) FROM label WHERE fold >= ? AND fold < ? AND kind IN ({_marks(kinds)}) "
            "GROUP BY id ORDER BY 3 DESC, label LIMIT ?"
        )
        rows = self.kept(query, beginning, beginning + "\U0010ffff", *kinds, limit)
        return tuple(Label(str(label), str(id)) for label, id, _ in rows)


def _connect(index: Path | bytes) -> sqlite3.Connection:
    if isinstance(index, bytes):
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(index)
        return connection
    # `immutable`: nobody writes a finished index, so no locks need be taken.
    return sqlite3.connect(f"{index.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _marks(values: Sequence[object]) -> str:
    """Return a place for each of some values in a query."""
    return ", ".join("?" * len(values))


def _of_pack(pack: str) -> str:
    return "pack = ? AND" if pack else ""


def _close(connections: Iterable[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _decode(kind: str, body: str) -> Record:
    record: Record = msgspec.json.decode(body, type=_TYPES[kind])
    return record
