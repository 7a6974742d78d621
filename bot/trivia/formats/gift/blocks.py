"""The questions of a file in GIFT, one by one, each with what comments and the category before it say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.files.texts import lines_of
from bot.frozen import Frozen
from bot.trivia.formats.gift.marks import markup_of, titled, visible
from bot.trivia.formats.lists import parted
from bot.trivia.formats.markup import unescaped

# Within brackets, no bracket: every place is looked at once.
_NOTE = re.compile(r"\[(tag|difficulty|accept):([^\[\]]{0,8000})\]")
# What a line within the braces of a question may begin with.
_ANSWERS = ("=", "~", "#", "}", "//")


class Block(Frozen, frozen=True):
    """One question as it stands: its first line, its text, and what comments and categories said of it."""

    line: int
    text: str
    notes: tuple[tuple[str, str], ...] = ()
    category: str = ""

    @property
    def markup(self) -> str:
        """What its text is marked as, and so its answers and feedback where they say nothing else."""
        return markup_of(titled(self.text)[1])

    @property
    def tags(self) -> tuple[str, ...]:
        """The category, and the tags of comments."""
        return (*filter(None, (self.category,)), *(value for name, value in self.notes if name == "tag"))

    @property
    def difficulty(self) -> int:
        """From 1 to 3, as a comment of ours says, or in the middle."""
        return next((int(value) for name, value in self.notes if name == "difficulty" and value in {*"123"}), 2)

    @property
    def accept(self) -> tuple[str, ...]:
        """Other spellings of the answer, as a comment of ours says."""
        return next((parted(value) for name, value in self.notes if name == "accept"), ())


def blocks_of(text: str) -> Iterator[Block]:
    """Return the questions of a hidden text."""
    opened = _Open()
    for number, line in enumerate(map(str.strip, lines_of(text)), 1):
        if opened.lines and _ends(line, opened):
            yield opened.close()
        opened.is_apart = not line
        opened.take(number, line)
    if opened.lines:
        yield opened.close()


@dataclass(slots=True)
class _Open:
    """The question that is being read: its lines, how many braces are open, whether an empty line was the last."""

    category: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: int = 1
    depth: int = 0
    is_apart: bool = False

    def take(self, number: int, line: str) -> None:
        if line.startswith("//"):
            self.notes += [(name, unescaped(visible(value))) for name, value in _NOTE.findall(line)]
        elif line.startswith("$CATEGORY:"):
            self.category = visible(line.partition(":")[2]).strip().rpartition("/")[2]
        elif line:
            self.first = self.first if self.lines else number
            self.lines.append(line)
            self.depth += line.count("{") - line.count("}")

    def close(self) -> Block:
        """Return the question, and begin another one of the same category."""
        block = Block(self.first, "\n".join(self.lines), tuple(self.notes), self.category)
        self.lines, self.notes, self.depth = [], [], 0
        return block


def _ends(line: str, opened: _Open) -> bool:
    """Whether a question is over before a line; an empty line within its braces, as people write, does not end it."""
    is_open = opened.depth > 0
    if is_open and opened.is_apart and line:
        return not line.startswith(_ANSWERS)
    return not is_open if not line else _begins_another(line, opened.lines)


def _begins_another(line: str, before: Sequence[str]) -> bool:
    """Whether a title or category begins another question, though no blank line stands between."""
    return line.startswith(("::", "$CATEGORY:")) and before[-1].endswith("}")
