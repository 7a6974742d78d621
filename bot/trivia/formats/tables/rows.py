"""The rows of a table: those of a text, by the separator between its cells, and those below the head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.files.separated import csv_rows
from bot.files.tables import unguarded
from bot.files.texts import lines_of
from bot.frozen import Frozen
from bot.trivia.formats.tables.heads import layout_by_heads
from bot.trivia.formats.tables.layout import Cells, Layout, cell_of

# What Markdown draws below the heads of a table.
_RULE = re.compile(r":?-{2,}:?")
# So many rows tell whether a separator gives all of them as many cells.
SAMPLE = 50


class Row(Frozen, frozen=True):
    """A row below the head, and its number in the file, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it stands, as a remark says it."""
        return f"row {self.number}"

    def cell(self, column: int) -> str:
        """Return what stands in a column, counted from 0; "" where the row has none."""
        return cell_of(self.cells, column)

    def texts(self, columns: Sequence[int]) -> tuple[str, ...]:
        """Return what stands in columns, without those that are empty."""
        return tuple(text for column in columns if (text := self.cell(column)))


def rows_of_text(text: str) -> list[Cells]:
    """Return the rows of a text, by the separator that gives most rows as many cells as the first.

    UnreadableError where the rows cannot be told apart.
    """
    lines = lines_of(text)
    if lines and re.fullmatch(r"sep=.", lines[0].strip()):
        # So Excel names the separator; its line counts as a row.
        return [(), *_split("\n".join(lines[1:]), lines[0].strip()[-1])]
    first = next((line for line in lines if line.strip()), "")
    marks = [mark for mark in ",;\t|" if mark in first] or [","]
    return max((_split(text, mark) for mark in marks), key=_regularity)


def _split(text: str, separator: str) -> list[Cells]:
    return [() if _is_rule(row) else tuple(row) for _, row in csv_rows(text, separator)]


def _is_rule(row: Cells) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and all(map(_RULE.fullmatch, filled))


def _regularity(rows: Sequence[Cells]) -> tuple[bool, int]:
    widths = [len(row) for row in rows[:SAMPLE] if any(row)]
    return layout_by_heads(rows) is not None, widths.count(widths[0]) * min(widths[0], 2) if widths else 0


def rows_below(head: int, rows: Sequence[Cells], columns: frozenset[int]) -> tuple[Row, ...]:
    """Return the rows below a head of which one of these columns has something."""
    return tuple(
        Row(number, tuple(map(unguarded, row)))
        for number, row in enumerate(rows[head + 1 :], head + 2)
        if any(cell.strip() for index, cell in enumerate(row) if index in columns)
    )


def without_repeats(rows: tuple[Row, ...], layout: Layout) -> tuple[tuple[Row, ...], int]:
    """Return rows without those that repeat another, of a report with a row for each player, and how many those are."""
    columns = (layout.question, layout.correct, layout.answer, *layout.options, *layout.wrong)
    firsts: dict[tuple[str, ...], Row] = {}
    for row in rows:
        firsts.setdefault(tuple(map(row.cell, columns)), row)
    repeated = len(rows) - len(firsts)
    return (tuple(firsts.values()), repeated) if repeated > len(firsts) else (rows, 0)
