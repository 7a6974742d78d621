"""Values with a separator between, a row a line, as a stranger's file has them."""

from __future__ import annotations

import csv
import io

from bot.files.faults import csv_fault
from bot.files.texts import UnreadableError

# A field may be as long as a file: the csv module's own limit is 131,072 characters.
FIELD_LIMIT = 1024 * 1024


def csv_rows(text: str, separator: str, before: int = 0) -> list[tuple[int, list[str]]]:
    """Return rows, each with its line, `before` which there are so many; UnreadableError where they cannot be told."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    limit = csv.field_size_limit(FIELD_LIMIT)
    try:
        return [(before + reader.line_num, row) for row in reader]
    except csv.Error:
        raise UnreadableError(csv_fault(before + reader.line_num)) from None
    finally:
        csv.field_size_limit(limit)
