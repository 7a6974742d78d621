"""A table as its author sees it: a header, rows, and for every cell its name (B7), whatever file it came from.

CSV, TSV and Excel workbooks are read alike. A cell is a text: a day that a spreadsheet keeps as a moment is written
2008-08-08, a year that it keeps as 1949.0 is written 1949.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.files.faults import csv_fault
from bot.files.lettering import letters
from bot.files.texts import UnreadableError, decoded
from bot.frozen import Frozen

ROWS_LIMIT, COLUMNS_LIMIT = 10_000, 60
# A spreadsheet takes a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class Cell(Frozen, frozen=True):
    """The text of a cell, and where it stands: `B7`."""

    text: str
    place: str


class Table(Frozen, frozen=True):
    """The cells of the header and, row by row, of what stands below it; empty rows are left out."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def read_table(name: str, content: bytes) -> Table:
    """Read a table by its file's name; UnreadableError when it is none, or larger than any table of a pack."""
    ending = name.casefold().rpartition(".")[2]
    if ending in {"xlsx", "xlsm"}:
        # Loaded when needed: most who use this module read no workbook.
        from bot.files.workbooks import rows_of_workbook

        return _table(rows_of_workbook(content, ROWS_LIMIT + 1, COLUMNS_LIMIT))
    if ending in {"csv", "tsv", "txt"}:
        return _table(rows_of_text(decoded(content), "\t" if ending == "tsv" else ""))
    raise UnreadableError("“.{ending}” is no table that can be read; save it as .xlsx or .csv", ending=ending)


def rows_of_text(text: str, delimiter: str = "") -> list[tuple[str, ...]]:
    """Return the rows of comma-separated values; where no delimiter is given the header shows which it is."""
    first = text.partition("\n")[0]
    delimiter = delimiter or max((";", "\t", ","), key=lambda sign: (first.count(sign), sign == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [tuple(row) for row in islice(reader, ROWS_LIMIT + 1)]
    except csv.Error:
        raise UnreadableError(csv_fault(reader.line_num)) from None


def _table(rows: Sequence[Sequence[str]]) -> Table:
    if len(rows) > ROWS_LIMIT:
        raise UnreadableError("the table has more than {limit} rows; divide it into several", limit=f"{ROWS_LIMIT:,}")
    start = next((number for number, row in enumerate(rows) if any(text.strip() for text in row)), None)
    if start is None:
        raise UnreadableError("the table is empty; its first row names the columns")
    below = enumerate(rows[start + 1 :], start + 2)
    filled = ((number, row) for number, row in below if any(text.strip() for text in row))
    return Table(_cells(rows[start], start + 1), tuple(_cells(row, number) for number, row in filled))


def _cells(row: Iterable[str], number: int) -> tuple[Cell, ...]:
    texts = list(islice(row, COLUMNS_LIMIT))
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(Cell(unguarded(text).strip(), f"{letters(column)}{number}") for column, text in enumerate(texts))


def guarded(row: Sequence[str]) -> tuple[str, ...]:
    """Return a row in which no cell is a formula: an apostrophe stands before what would be one."""
    return tuple(map(unformulated, row))


def unformulated(text: str) -> str:
    """Return a cell's text that a spreadsheet shows and does not compute."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
