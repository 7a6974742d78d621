"""What the readers of several formats make of a file."""

from __future__ import annotations

from collections.abc import Sequence

from bot.files.texts import UnreadableError
from bot.frozen import Frozen
from bot.trivia.formats.collector import TooManyError
from bot.trivia.formats.format import FORMATS
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.readers import READERS
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.formats.tables.table import UnknownColumns

# Formats of plain text; what has the names of its columns is tried first, for it is no list without them.
TEXTS = tuple(format.name for format in sorted(FORMATS, key=lambda format: not format.has_heads) if format.weight)
TABLES = {format.name for format in FORMATS if format.has_heads}
# Where this share of a table's rows is read, it is nothing else.
_NEARLY_ALL = 0.9


class Trial(Frozen, frozen=True):
    """What one reader made of a file: nothing where it refused it, and then why.

    `columns` are the heads of a table of which it does not know what its columns are.
    """

    format: str
    imported: Imported = Imported(())
    why: str = ""
    is_too_large: bool = False
    columns: Columns | None = None

    @property
    def is_read(self) -> bool:
        """Whether the reader took the file."""
        return not self.why

    @property
    def is_table(self) -> bool:
        """Whether it was read by heads that name what is asked and what is right."""
        return self.is_read and self.format in TABLES

    @property
    def is_broken_table(self) -> bool:
        """Whether the rows of a table could not be told apart."""
        return self.format == "csv" and bool(self.why) and self.columns is None

    @property
    def share(self) -> float:
        """The share of the questions in the file that could be read."""
        return len(self.imported.questions) / max(self.imported.blocks, 1)

    @property
    def is_certain(self) -> bool:
        """Whether the file is nothing else: XML or JSON that is read as such, or a table of which nearly all is."""
        return self.is_read and (self.format not in TEXTS or (self.is_table and self.share > _NEARLY_ALL))


def trials_of(content: bytes, formats: Sequence[str]) -> list[Trial]:
    """Return what readers make of a file, up to the first that is certain of it."""
    trials: list[Trial] = []
    for format in formats:
        trials.append(_trial(content, format))
        if trials[-1].is_certain:
            break
    return trials


def _trial(content: bytes, format: str) -> Trial:
    try:
        return Trial(format, READERS[format](content))
    except UnreadableError as error:
        columns = error.columns if isinstance(error, UnknownColumns) else None
        return Trial(format, why=error.why, is_too_large=isinstance(error, TooManyError), columns=columns)
