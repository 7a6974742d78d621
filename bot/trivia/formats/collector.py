"""Collects the questions of a file and the remarks on it, while the file is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ParamSpec, TypeAlias

from bot.facts.model import Question
from bot.files.progress import READING
from bot.files.texts import UnreadableError
from bot.trivia.formats.draft import Draft, LostError, losses, question_of
from bot.trivia.formats.imported import Imported, Remark, remarked
from bot.trivia.formats.tables.columns import Part
from bot.trivia.formats.texts import squeezed

# Ten times what a pack of a community's own takes.
MOST_BLOCKS = 20_000
# More remarks of one kind than this are told as one.
MOST_ALIKE = 3

Given = ParamSpec("Given")
# Notes what of a question is not carried over.
Tell: TypeAlias = Callable[[str], None]


class TooManyError(UnreadableError):
    """A file of more questions than a pack can have."""


class Collector:
    """Collects questions and remarks while a file is read, and holds every question against the same limits.

    `blocks` is how many questions the file has; TooManyError where no pack could have so many.
    """

    def __init__(self, blocks: int) -> None:
        if blocks > MOST_BLOCKS:
            raise TooManyError(
                "there are more than {limit} questions in the file; divide it into several", limit=f"{MOST_BLOCKS:,}"
            )
        self._blocks = blocks
        self._done = 0
        self._questions: list[Question] = []
        self._remarks: list[Remark] = []

    def remark(self, place: str, text: str) -> None:
        """Note something that was not carried over, though the question was."""
        self._remarks.append(remarked(place, text))

    def at(self, place: str) -> Tell:
        """Return what notes remarks on one place."""
        return partial(self.remark, place)

    def lose(self, place: str, text: str) -> None:
        """Note a question that was left out, and why."""
        self._remarks.append(remarked(place, text, is_lost=True))
        self._step()

    def take(self, place: str, read: Callable[Given, Draft], *given: Given.args, **named: Given.kwargs) -> None:
        """Add the question that `read` makes of what is given to it, or note that it is left out, and why."""
        try:
            self._keep(place, read(*given, **named))
        except LostError as lost:
            self.lose(lost.place or place, lost.why)

    def add(self, place: str, draft: Draft) -> None:
        """Add a question, unless something is wrong with it."""
        self.take(place, lambda: draft)

    def _keep(self, place: str, draft: Draft) -> None:
        question = question_of(draft, f"q{len(self._questions) + 1:05}")
        for text in losses(draft, question):
            self.remark(place, text)
        self._questions.append(question)
        self._step()

    def _step(self) -> None:
        self._done += 1
        READING.tell(self._done, self._blocks)

    def result(self, title: str = "", author: str = "", understood: Sequence[Part] = ()) -> Imported:
        """Return what was collected; remarks of one kind on many places are one remark."""
        remarks = _summed(self._remarks)
        questions = tuple(self._questions)
        return Imported(questions, remarks, squeezed(title), squeezed(author), self._blocks, tuple(understood))


def _summed(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    alike: dict[str, list[Remark]] = {}
    for remark in remarks:
        if not remark.is_lost:
            alike.setdefault(remark.text, []).append(remark)
    return tuple(
        summed
        for remark in remarks
        if (summed := remark if remark.is_lost else _sum(remark, alike[remark.text])) is not None
    )


def _sum(remark: Remark, alike: Sequence[Remark]) -> Remark | None:
    if len(alike) <= MOST_ALIKE:
        return remark
    if remark is not alike[0]:
        return None
    return replace(remark, place=f"{remark.place} and {len(alike) - 1} more places")
