"""Tables as files that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

from bot.files.tables import unformulated

# A column that is wider than this is read by pulling at it.
WIDEST = 60


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV in UTF-8, with the mark by which Excel recognizes that; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def write_xlsx(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """Return tables (name, header, rows) as the sheets of a workbook, as wide as they read; no cell is a formula.

    A fraction is a share, shown as per cent.
    """
    # Loading it takes 0.2 s, which only who asks for a workbook should wait for.
    from openpyxl import Workbook

    book = Workbook()
    for name, header, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.append([cell(text) for text in header])
        for row in rows:
            sheet.append([cell(value) for value in row])
        _dress(sheet, header, rows)
    # A workbook begins with a sheet of its own.
    book.remove(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _dress(sheet: Worksheet, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Freeze and embolden the head, make columns as wide as they read, and shares per cent."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, title in enumerate(header, 1):
        sheet.cell(1, number).font = Font(bold=True)
        widest = max(len(str(text)) for text in (title, *(row[number - 1] for row in rows)))
        sheet.column_dimensions[get_column_letter(number)].width = min(widest, WIDEST) + 2
    for line in sheet.iter_rows(min_row=2):
        for one in line:
            if isinstance(one.value, float):
                one.number_format = "0%"


def cell(value: object) -> object:
    """Return a value that a spreadsheet shows and does not compute; numbers stay numbers."""
    return unformulated(value) if isinstance(value, str) else value
