"""Makes a pack of a spreadsheet: a row is an event, and whatever is wrong is told by its cell.

The columns may stand in any order, under any of the names in COLUMNS. A source or a person is written where an event
speaks of it, and becomes a record of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.authoring.format import IMPORTANCE
from bot.authoring.rules.addresses import fault_of
from bot.facts.dates import HistoricalDate, parse_date
from bot.facts.model import NAME_LIMIT, TEXT_LIMIT
from bot.facts.names import fold
from bot.files.problems import nearest
from bot.files.tables import Cell, Table
from bot.frozen import Frozen

TITLE_LIMIT, SOURCES_LIMIT, ID_LENGTH = 90, 10, 50
# What the columns are for, and what else authors call them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("when", "day", "year"),
    "title": ("event", "name", "what", "headline"),
    "text": ("description", "details", "summary text"),
    "summary": ("in a line",),
    "importance": ("weight", "rank"),
    "people": ("person", "who", "persons"),
    "place": ("places", "where", "location"),
    "topics": ("topic", "tags", "tag", "category", "categories"),
    "source": ("sources", "url", "link", "reference"),
    "publisher": ("published by",),
    "locator": ("page", "where in the source", "section"),
    "says": ("what the source says",),
    "grave": ("sensitive",),
}
NEEDED = ("date", "title", "text", "source")
_SEPARATOR = re.compile(r"\s*[;|\n]\s*")
_URL = re.compile(r"https?://\S+")
_LIKE_URL = re.compile(r"(www\.|\w[\w-]*(\.\w[\w-]*)+/)\S*$")
_YEAR = re.compile(r"\b(1\d|20)\d\d\b")
_FLAGS = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True, "x": True}


class CellProblem(Frozen, frozen=True):
    """What is wrong in a cell, and what to write instead."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(slots=True)
class Drafting:
    """The records of a spreadsheet, as they will be written, and all of its problems."""

    today: date
    problems: list[CellProblem] = field(default_factory=list)
    events: dict[str, dict[str, object]] = field(default_factory=dict)
    people: dict[str, dict[str, object]] = field(default_factory=dict)
    sources: dict[str, dict[str, object]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def wrong(self, cell: Cell, message: str) -> None:
        """Note a problem in a cell."""
        self.problems.append(CellProblem(cell.place, message))

    @property
    def files(self) -> dict[str, dict[str, dict[str, object]]]:
        """The files of the pack beside pack.yaml, by name."""
        named = {"sources": self.sources, "people": self.people, "events": self.events}
        return {f"{name}.yaml": records for name, records in named.items() if records}


def drafted(table: Table, today: date) -> Drafting:
    """Return the records of a table, and its problems: with any problem at all no pack should be made of it."""
    drafting = Drafting(today)
    columns = _columns(table.header, drafting)
    if not drafting.problems:
        for row in table.rows:
            _add(_Row(columns, row, table.header), drafting)
        if not table.rows:
            drafting.wrong(table.header[0], "there is no row below the header; write an event in each")
    return drafting


def _columns(header: tuple[Cell, ...], drafting: Drafting) -> dict[str, int]:
    """Return where each column stands, noting those that nothing reads, that come twice or that are missing."""
    meant = {fold(word): name for name, words in COLUMNS.items() for word in (name, *words)}
    columns: dict[str, int] = {}
    for number, cell in enumerate(header):
        name = meant.get(fold(cell.text), "")
        if fault := _fault_of_column(cell, name, columns, header, meant):
            drafting.wrong(cell, fault)
        elif name:
            columns[name] = number
    for name in (name for name in NEEDED if name not in columns):
        drafting.wrong(header[-1], f"the column “{name}” is missing; write it into the first row")
    return columns


def _fault_of_column(
    cell: Cell, name: str, columns: Mapping[str, int], header: tuple[Cell, ...], meant: Mapping[str, str]
) -> str:
    if not name and cell.text:
        hint = nearest(fold(cell.text), meant) or f"; known are {', '.join(COLUMNS)}"
        return f"nothing reads the column “{cell.text}”{hint}"
    if name in columns:
        return f"“{cell.text}” is a second column for the {name}; keep one ({header[columns[name]].place})"
    return ""


class _Row(Frozen, frozen=True):
    """A row of the table, its cells by their column's name; one that the row does not have is empty, with its place."""

    columns: Mapping[str, int]
    cells: tuple[Cell, ...]
    header: tuple[Cell, ...]

    def __getitem__(self, name: str) -> Cell:
        number = self.columns.get(name, -1)
        if 0 <= number < len(self.cells):
            return self.cells[number]
        row = re.sub(r"^[A-Z]+", "", self.cells[0].place)
        column = re.sub(r"\d+$", "", self.header[number].place) if number >= 0 else ""
        return Cell("", f"{column}{row}")

    def parts(self, name: str) -> list[str]:
        """Return the parts of a cell, which semicolons, upright strokes or line breaks separate."""
        return [part for part in _SEPARATOR.split(self[name].text) if part]


def _add(row: _Row, drafting: Drafting) -> None:
    before = len(drafting.problems)
    when = _date(row["date"], drafting)
    title = _text(row["title"], "title", TITLE_LIMIT, drafting)
    event: dict[str, object] = {"title": title, "date": when.text if when else ""}
    event["text"] = _text(row["text"], "text", TEXT_LIMIT, drafting)
    event["importance"] = _importance(row["importance"], drafting)
    if row["summary"].text:
        event["summary"] = _text(row["summary"], "summary", TITLE_LIMIT, drafting)
    event |= _lists(row, drafting)
    if _flag(row["grave"], drafting):
        event["grave"] = True
    event["sources"] = _citations(row, drafting)
    if len(drafting.problems) == before and when:
        _keep(event, title, when, row, drafting)


def _keep(event: dict[str, object], title: str, when: HistoricalDate, row: _Row, drafting: Drafting) -> None:
    """Keep an event under an id of its own; the same one twice is a problem of its row."""
    id, dated = slug(title), f"{slug(title)}-{when.first.year}"
    if dated in drafting.kept:
        drafting.wrong(row["title"], f"“{title}” stands in an earlier row with the same year; merge the two")
    else:
        drafting.kept.add(dated)
        drafting.events[dated if id in drafting.events else id] = event


def _text(cell: Cell, name: str, limit: int, drafting: Drafting) -> str:
    text = " ".join(cell.text.split())
    if not text:
        drafting.wrong(cell, f"the {name} is empty; write it")
    elif len(text) > limit:
        drafting.wrong(cell, f"the {name} has {len(text)} characters; shorten it to {limit}")
    return text


def _date(cell: Cell, drafting: Drafting) -> HistoricalDate | None:
    """Return the date in a cell, or None after noting why there is none."""
    if not cell.text:
        drafting.wrong(cell, "the date is empty; write it: 1969-07-20, 1969-07 or 1969")
        return None
    try:
        return parse_date(cell.text)
    except ValueError as error:
        drafting.wrong(cell, str(error))
        return None


def _flag(cell: Cell, drafting: Drafting) -> bool:
    word = cell.text.casefold()
    if word not in _FLAGS:
        drafting.wrong(cell, f"“{cell.text}” must be yes or no")
    return _FLAGS.get(word, False)


def _importance(cell: Cell, drafting: Drafting) -> int:
    if cell.text in {"1", "2", "3", "4", "5", "6"}:
        return int(cell.text)
    if cell.text:
        drafting.wrong(cell, f"“{cell.text}” must be a whole number {IMPORTANCE}")
    return 3


def _lists(row: _Row, drafting: Drafting) -> dict[str, object]:
    """Return the people, places and topics of an event, noting people and topics as records of the pack."""
    lists: dict[str, object] = {}
    if people := [_person(name, row, drafting) for name in row.parts("people")]:
        lists["people"] = people
    if places := [_name(place, row["place"], drafting) for place in row.parts("place")]:
        lists["places"] = places
    if topics := [_topic(topic, row["topics"], drafting) for topic in row.parts("topics")]:
        lists["tags"] = list(dict.fromkeys(topics))
    return lists


def _person(name: str, row: _Row, drafting: Drafting) -> str:
    """Return the id of a person, who is kept with the sources of the first row that names them."""
    id = slug(_name(name, row["people"], drafting))
    cited = [slug_of_source(text) for text in row.parts("source")[:SOURCES_LIMIT]]
    drafting.people.setdefault(id, {"name": name, "text": f"{name} acts in this pack's events.", "sources": cited})
    return id


def _topic(name: str, cell: Cell, drafting: Drafting) -> str:
    tag = slug(name)[:40].strip("-")
    if not tag:
        drafting.wrong(cell, f"“{name}” cannot be a topic; write it in letters")
    drafting.topics.setdefault(tag, name[:60])
    return tag


def _name(name: str, cell: Cell, drafting: Drafting) -> str:
    if len(name) > NAME_LIMIT:
        drafting.wrong(cell, f"a name has {len(name)} characters; shorten it to {NAME_LIMIT}, or part names by “;”")
    return name


def _citations(row: _Row, drafting: Drafting) -> list[dict[str, str]]:
    cell = row["source"]
    if not cell.text:
        drafting.wrong(cell, "a row needs a source: the address of a page, or a book's author and title")
    sources = row.parts("source")[:SOURCES_LIMIT]
    details = {name: row[name].text for name in ("locator", "says") if row[name].text}
    if len(row["says"].text.split()) > 15:
        drafting.wrong(row["says"], f"this has {len(row['says'].text.split())} words; say it in 15")
    return [{"source": _source(text, row, drafting)} | details for text in sources]


def _source(text: str, row: _Row, drafting: Drafting) -> str:
    """Return the id of a source, which is kept the first time it is met."""
    url, id = _url(text), slug_of_source(text)
    cell, title = row["source"], " ".join(text.replace(url, "").split()) if url else text
    year = _YEAR.search(title)
    if fault := fault_of(url):
        drafting.wrong(cell, f"{fault}; give the publisher's own page, or the author and title instead")
    elif not url and _LIKE_URL.match(text):
        drafting.wrong(cell, f"“{text}” is not a whole address; begin it with https://")
    elif not (url or year):
        drafting.wrong(cell, f"“{text}” has neither an address nor a year; write it as: Author, Title, 1994")
    publisher = row["publisher"].text or _host(url) or title.partition(",")[0]
    source: dict[str, object] = {
        "title": (title or url)[:200],
        "publisher": publisher[:NAME_LIMIT],
        "read": drafting.today.isoformat(),
    }
    source |= {"url": url} if url else {"published": year[0] if year else ""}
    drafting.sources.setdefault(id, source)
    return id


def _url(text: str) -> str:
    return match[0].rstrip(".,)") if (match := _URL.search(text)) else ""


def slug_of_source(text: str) -> str:
    """Return the id of a source: its address without what all addresses have, or its words."""
    return slug(re.sub(r"^https?://(www\.)?", "", _url(text)) or text) or "source"


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


def slug(text: str) -> str:
    """Return a text as an id: folded words with hyphens, cut at a word's end."""
    words = fold(text).split()
    while words and len("-".join(words)) > ID_LENGTH:
        words.pop()
    return "-".join(words) or fold(text).replace(" ", "-")[:ID_LENGTH].strip("-")
