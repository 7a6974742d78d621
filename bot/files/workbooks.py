"""Reads the first sheet of an Excel workbook from a stranger: within bounds, as texts, and never a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile

# A workbook of 2,000 questions unpacks to about 1 MB; a bomb of 5 MB to gigabytes.
UNPACKED_LIMIT = 64 * 1024 * 1024
PARTS_LIMIT = 500


class UnreadableError(ValueError):
    """A file that is not of the format at all; the text says what it would have to be."""


def rows_of_workbook(content: bytes, rows: int, columns: int) -> list[tuple[str, ...]]:
    """Return up to so many rows and columns of the first sheet as texts; UnreadableError when it is no workbook."""
    _guard(content)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [_texts(row, columns) for row in sheet.iter_rows(max_col=columns, max_row=rows, values_only=True)]
    except Exception as error:
        raise UnreadableError(f"this is not a workbook that can be read: {error}") from None


def _guard(content: bytes) -> None:
    """Refuse what would unpack to more than a workbook of a pack or of questions can be."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except BadZipFile:
        raise UnreadableError("this is not an .xlsx workbook") from None
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise UnreadableError("the workbook is too large when unpacked; save its first sheet alone")


def _texts(row: Sequence[Any], columns: int) -> tuple[str, ...]:
    values = [*row, *([None] * (columns - len(row)))]
    return tuple(text_of(value) for value in values)


def text_of(value: object) -> str:
    """Return what somebody sees in a cell: a whole number without its point, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        # A spreadsheet keeps 1949 as 1949.0 when it was typed as a number.
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
