"""What reading a file of questions gives: the questions, and a remark for all that could not be carried over."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.facts.model import Question
from bot.files.wording import Said, Worded, spoken
from bot.frozen import Frozen
from bot.trivia.formats.tables.columns import Columns, Part


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about one place of the file; `is_lost` when a question was left out for it.

    `said` is the text as other languages say it; None where it stands in English alone.
    """

    place: str
    text: str
    is_lost: bool = False
    said: Said | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {'left out: ' if self.is_lost else ''}{self.text}"

    @property
    def words(self) -> str:
        """The text, as a sentence where it is one."""
        return spoken(self.said) if self.said else self.text


def remarked(place: str, text: str, *, is_lost: bool = False) -> Remark:
    """Return a remark that keeps the sentence of which its text was made."""
    return Remark(place, str(text), is_lost, text.said if isinstance(text, Worded) else None)


class Imported(Frozen, frozen=True):
    """The questions of a file in their order, what the file calls itself, and every remark in order.

    `blocks` is how many questions the file has, whatever became of them. `understood` says what the columns of a table
    were taken for, which whoever brought it should see before it is kept, and `columns` the same as numbers.
    """

    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    author: str = ""
    blocks: int = 0
    understood: tuple[Part, ...] = ()
    columns: Columns | None = None

    @property
    def lost(self) -> int:
        """How many questions were left out."""
        return sum(remark.is_lost for remark in self.remarks)
