"""Reads the sheets of an Excel workbook from a stranger: within bounds, cells as a sheet shows them, nothing computed.

The format is ECMA-376's SpreadsheetML. It is read piece by piece, so that a sheet costs what its first rows cost.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.files.archives import Archive, is_archive
from bot.files.cells import BUILT_IN, bare, shown
from bot.files.faults import xml_fault
from bot.files.texts import UnreadableError

# No part of a workbook is nested deeper than this, and no table of questions has more pieces.
DEPTH_LIMIT = 64
PIECES_LIMIT = 1_000_000
# Excel's own limit of columns is 16,384.
CELLS_LIMIT = 16_384
# All texts of a table together.
TEXT_LIMIT = 16 * 1024 * 1024
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rows_of_workbook(content: bytes, rows: int, columns: int) -> list[tuple[str, ...]]:
    """Return up to `rows` rows of the first sheet, of up to `columns` cells; UnreadableError when it is no workbook."""
    return next(sheets_of_workbook(content, rows, columns))[1]


def sheets_of_workbook(
    content: bytes, rows: int, columns: int, *, as_shown: bool = False
) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Return the name and rows of each sheet that is shown, one at a time; UnreadableError when it is no workbook.

    A number is written as the sheet shows it, or else a day as 2008-08-08 and all others without a format. A row beyond
    `rows`, or a sheet that is built of more pieces than any table, is refused and never left out.
    """
    archive = Archive(content) if is_archive(content) else None
    if archive is None or "xl/workbook.xml" not in archive.names:
        raise UnreadableError("this is not an .xlsx workbook")
    book = _Book()
    _parse(archive.read("xl/workbook.xml"), book.start, _nothing, _nothing)
    texts, styles = _Texts(), _Styles()
    if "xl/sharedStrings.xml" in archive.names:
        _parse(archive.read("xl/sharedStrings.xml"), texts.start, texts.end, texts.text)
    if "xl/styles.xml" in archive.names:
        _parse(archive.read("xl/styles.xml"), styles.start, styles.end, _nothing)
    for name, path in _sheets(archive, book):
        sheet = _Sheet(texts.texts, styles, book.is_1904, rows, columns, as_shown)
        _parse(archive.read(path), sheet.start, sheet.end, sheet.text)
        yield name, sheet.table()


def _nothing(*_: object) -> None:
    """Ignore an event of the parser."""


def _sheets(archive: Archive, book: _Book) -> list[tuple[str, str]]:
    """Return the sheets' names and paths in the archive; only the first path where the book does not list them."""
    relations = _Relations()
    if "xl/_rels/workbook.xml.rels" in archive.names:
        _parse(archive.read("xl/_rels/workbook.xml.rels"), relations.start, _nothing, _nothing)
    targets = ((name, relations.targets[id]) for name, id in book.sheets if id in relations.targets)
    sheets = [
        (name, target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
        for name, target in targets
    ]
    if sheets and sheets[0][1] in archive.names:
        return [(name, path) for name, path in sheets if path in archive.names]
    paths = [path for path in archive.names if path.startswith("xl/worksheets/") and path.endswith(".xml")]
    if not paths:
        raise UnreadableError("there is no sheet in the workbook")
    return [("", paths[0])]


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def _parse(content: bytes, start: Start, end: End, text: End) -> None:
    """Read a part of a workbook; UnreadableError when it is no XML, or more of it than there can be."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = depth = 0

    def starts(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > PIECES_LIMIT or depth > DEPTH_LIMIT:
            raise UnreadableError("the workbook is too large when unpacked; save its first sheet alone")
        start(name.rpartition(" ")[2], attributes)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartElementHandler = starts
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableError("this is not a workbook that can be read: {why}", why=xml_fault(error)) from None


def _refuse_doctype(*_: object) -> None:
    # A few lines of entities can stand for gigabytes.
    raise UnreadableError("this is not a workbook that can be read: it declares entities")


@dataclass(slots=True)
class _Book:
    """The sheets in their order, each with its name and relation, and from which year its days are counted."""

    sheets: list[tuple[str, str]] = field(default_factory=list)
    is_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            title = attributes.get("name", "")
            self.sheets += [(title, value) for key, value in attributes.items() if key.endswith(" id")]
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") in {"1", "true"}


@dataclass(slots=True)
class _Relations:
    """Which part each relation leads to."""

    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass(slots=True)
class _Texts:
    """The texts that cells share, without the notes on how a word is pronounced."""

    texts: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_spoken: bool = False

    def start(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        self._is_spoken = self._is_spoken or name == "rPh"
        self._is_text = name == "t" and not self._is_spoken

    def end(self, name: str) -> None:
        if name == "si":
            self.texts.append(_unescaped("".join(self._parts)))
        if name == "rPh":
            self._is_spoken = False
        self._is_text = False

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)


@dataclass(slots=True)
class _Styles:
    """The format of each style of cells."""

    formats: list[str] = field(default_factory=list)
    _named: dict[int, str] = field(default_factory=dict)
    _is_cells: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._named[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        if name == "cellXfs":
            self._is_cells = True
        if name == "xf" and self._is_cells:
            number = _whole(attributes.get("numFmtId", ""))
            self.formats.append(self._named.get(number, BUILT_IN.get(number, "General")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_cells = False

    def format(self, style: str) -> str:
        index = _whole(style)
        return self.formats[index] if 0 <= index < len(self.formats) else "General"


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet as they are read: by row, and in a row by column; both count from 0."""

    texts: Sequence[str]
    styles: _Styles
    is_1904: bool
    rows: int
    columns: int
    as_shown: bool
    _cells: dict[int, dict[int, str]] = field(default_factory=dict)
    _row: int = -1
    _column: int = -1
    _kind: str = "n"
    _style: str = ""
    _parts: list[str] = field(default_factory=list)
    _formula: list[str] = field(default_factory=list)
    _is_value: bool = False
    _is_formula: bool = False
    _is_spoken: bool = False
    _size: int = 0
    _count: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row = _whole(attributes.get("r", ""), self._row + 2) - 1
            self._column, self._count = -1, 0
        elif name == "c":
            self._begin(attributes)
        self._is_spoken = self._is_spoken or name == "rPh"
        self._is_value = name in ("v", "t") and not self._is_spoken
        self._is_formula = name == "f"

    def _begin(self, attributes: dict[str, str]) -> None:
        place = _CELL.fullmatch(attributes.get("r", ""))
        self._column = _number(place[1]) if place else self._column + 1
        self._count += 1
        if self._count > CELLS_LIMIT:
            raise UnreadableError("a row of the workbook has more cells than a spreadsheet can have")
        self._row = int(place[2]) - 1 if place else self._row
        self._kind, self._style, self._parts = attributes.get("t", "n"), attributes.get("s", ""), []
        self._formula = []

    def text(self, text: str) -> None:
        if self._is_value and self._column < self.columns:
            self._parts.append(text)
        elif self._is_formula and self._column < self.columns:
            self._formula.append(text)

    def end(self, name: str) -> None:
        self._is_value = self._is_formula = False
        if name == "c" and self._formula and not self._parts:
            # A formula that no program has computed yet stands for its value, lest a choice be missing in silence.
            self._kind, self._parts = "str", ["=", *self._formula]
        if name == "rPh":
            self._is_spoken = False
        if name != "c" or not self._parts or self._column >= self.columns:
            return
        if self._row >= self.rows:
            raise UnreadableError(
                "the table has more than {limit} rows; divide it into several", limit=f"{self.rows:,}"
            )
        text = self._shown("".join(self._parts))
        self._size += len(text)
        if self._size > TEXT_LIMIT:
            raise UnreadableError("the workbook is too large when unpacked; save its first sheet alone")
        self._cells.setdefault(self._row, {})[self._column] = text

    def _shown(self, value: str) -> str:
        if self._kind == "s":
            index = _whole(value)
            return self.texts[index] if 0 <= index < len(self.texts) else ""
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return self._number(value) if self._kind == "n" else _unescaped(value)

    def _number(self, value: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        format = self.styles.format(self._style)
        if not self.as_shown:
            return bare(number, format, self.is_1904)
        return shown(number, format, self.is_1904)

    def table(self) -> list[tuple[str, ...]]:
        """Return the rows, with an empty text for each cell that is empty."""
        last = max(self._cells, default=-1)
        width = min(max((max(row) for row in self._cells.values()), default=0) + 1, self.columns)
        # One tuple for all empty rows: a sheet may have nothing but its last cell.
        empty = ("",) * width
        return [
            tuple(row.get(column, "") for column in range(width)) if (row := self._cells.get(number)) else empty
            for number in range(last + 1)
        ]


def _whole(text: str, otherwise: int = -1) -> int:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 10 else otherwise


def _number(name: str) -> int:
    """Return the number, from 0, of a column that is called A … Z, AA …."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold, which a workbook writes as _x000D_."""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)) if not 0xD800 <= int(code[1], 16) < 0xE000 else "", text)
