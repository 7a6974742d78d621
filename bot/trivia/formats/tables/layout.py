"""Where each part of a question stands in the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from bot.files.lettering import letters
from bot.frozen import Frozen
from bot.trivia.formats.tables.columns import Columns, Part

# What stands in a row, cell by cell.
Cells: TypeAlias = Sequence[str]


class Layout(Frozen, frozen=True):
    """Where each part of a question stands, columns counted from 0 and -1 for none; `head` is the row of the names.

    `options` are the choices, of which `correct` tells the right ones; `wrong` are the wrong ones alone.
    """

    head: int
    names: tuple[str, ...]
    question: int = -1
    answer: int = -1
    correct: int = -1
    options: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()
    others: Mapping[str, int] = msgspec.field(default_factory=dict)
    is_guess: bool = False

    def other(self, role: str) -> int:
        """Return the column of a part that a question need not have."""
        return self.others.get(role, -1)

    @property
    def is_whole(self) -> bool:
        """Whether a question with a right answer can be made of it."""
        return self.question >= 0 and self.key >= 0

    @property
    def key(self) -> int:
        """The column that tells what is right: which of the options, or the answer itself."""
        return self.correct if self.correct >= 0 else self.answer

    @property
    def asked(self) -> frozenset[int]:
        """The columns without which a row is no question: not its number, its time or its tags."""
        others = (self.other(role) for role in ("accept", "choices", "listed", "right"))
        return frozenset((self.question, self.key, *self.options, *self.wrong, *others)) - {-1}

    @property
    def read(self) -> frozenset[int]:
        """The columns of which something is made."""
        return frozenset((self.question, self.answer, self.correct, *self.others.values(), *self.options, *self.wrong))

    def parts(self) -> tuple[Part, ...]:
        """Say what the columns were taken for."""
        parts = [("question", (self.question,)), ("answer", (self.answer,)), ("choices", self.options)]
        parts += [("right", (self.correct,)), ("wrong", self.wrong)]
        parts += [(role, (column,)) for role, column in self.others.items() if role not in ("id", "type")]
        return tuple(
            Part(role, ", ".join(letters(column) for column in columns))
            for role, columns in parts
            if columns and columns[0] >= 0
        )


def columns_of(layout: Layout) -> Columns:
    """Return what a layout takes the columns for."""
    return Columns(layout.names, layout.question, layout.key, layout.options or layout.wrong)


def cell_of(row: Cells, column: int) -> str:
    """Return what stands in a column, counted from 0; "" where the row has none."""
    return row[column].strip() if 0 <= column < len(row) else ""


def unread(layout: Layout) -> Iterable[str]:
    """Return the names of the columns that nothing reads."""
    read = layout.read
    return (name for index, name in enumerate(layout.names) if name.strip() and index not in read)
