"""What reading a file of questions gives: the questions, and a remark for all that could not be carried over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import ParamSpec

from bot.facts.model import LEAST_CHOICES, MOST_CHOICES, TEXT_LIMIT, Question
from bot.files.child import RefusedError
from bot.files.faults import csv_fault
from bot.files.progress import READING
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import Said, Worded, spoken, worded
from bot.frozen import Frozen
from bot.trivia.formats.columns import Columns, Part
from bot.trivia.formats.markup import tidy

__all__ = [
    "Collector",
    "Draft",
    "Imported",
    "LostError",
    "RefusedError",
    "Remark",
    "UnreadableError",
    "decoded",
    "distinct",
    "slug_of",
    "squeezed",
]

# What a choice may have: the text of a question lists it beside a letter, and buttons carry the letters.
ANSWER_LIMIT = TEXT_LIMIT
# Ten times what a pack of a community's own takes.
MOST_BLOCKS = 20_000
# A field may be as long as a file: the csv module's own limit is 131,072 characters.
FIELD_LIMIT = 1024 * 1024
# More remarks of one kind than this are told as one.
MOST_ALIKE = 3
_SLUG = re.compile(r"[^a-z0-9]+")


Given = ParamSpec("Given")


class LostError(Exception):
    """Why a question cannot be taken over; at another `place` than its own, where one is named."""

    def __init__(self, why: str, place: str = "") -> None:
        super().__init__(why)
        self.why, self.place = why, place


class TooManyError(UnreadableError):
    """A file of more questions than a pack can have."""


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


class Draft(Frozen, frozen=True):
    """A question as a file has it. Of `answers`, the right ones, the first is shown; `several`: all must be chosen.

    Of an opinion nothing is right, and the order of the choices is kept.
    """

    question: str
    answers: Sequence[str] = ()
    choices: Sequence[str] = ()
    explanation: str = ""
    difficulty: int = 2
    tags: Sequence[str] = ()
    several: bool = False
    media: Sequence[str] = ()
    is_opinion: bool = False


class Collector:
    """Collects questions and remarks while a file is read, and holds every question against the same limits."""

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
        right = distinct(draft.answers)
        others = distinct(draft.choices)
        known = {answer.casefold() for answer in right}
        wrong = tuple(choice for choice in others if choice.casefold() not in known)
        text = tidy(draft.question)
        _check(text, right, wrong, draft)
        self._note(place, draft, len(right) + len(wrong))
        shown, accept = (", ".join(right), ()) if draft.several or draft.is_opinion else (right[0], right[1:])
        self._questions.append(
            Question(
                f"q{len(self._questions) + 1:05}",
                text,
                shown,
                self._explanation(place, draft),
                accept=accept,
                choices=wrong,
                difficulty=min(max(draft.difficulty, 1), 3),
                tags=self._tags(place, draft.tags),
                right=right if draft.several else (),
                is_opinion=draft.is_opinion,
            )
        )
        self._step()

    def _step(self) -> None:
        self._done += 1
        READING.tell(self._done, self._blocks)

    def _note(self, place: str, draft: Draft, kept: int) -> None:
        given = [squeezed(text) for text in (*draft.answers, *draft.choices)]
        # Of answers that are typed, another case is no other answer.
        if draft.choices and len([text for text in given if text]) > kept:
            self.remark(place, worded("equal choices are one: {choices}", choices=_repeated(given)))
        if not draft.media and draft.choices and not all(given):
            self.remark(place, worded("an empty choice is left out"))
        for medium in draft.media:
            self.remark(place, worded("{medium} is not carried over", medium=medium))

    def _explanation(self, place: str, draft: Draft) -> str:
        text = tidy(draft.explanation)
        if len(text) > TEXT_LIMIT:
            self.remark(
                place,
                worded("the explanation is longer than {limit} characters, and is cut there", limit=TEXT_LIMIT),
            )
        return text[:TEXT_LIMIT].rstrip()

    def _tags(self, place: str, tags: Iterable[str]) -> tuple[str, ...]:
        for tag in tags:
            if tag.strip() and not slug_of(tag):
                self.remark(place, worded("the tag “{tag}” has no Latin letter or digit", tag=squeezed(tag)[:40]))
        return tuple(dict.fromkeys(slug for tag in tags if (slug := slug_of(tag))))

    def result(self, title: str = "", author: str = "", understood: Sequence[Part] = ()) -> Imported:
        """Return what was collected; remarks of one kind on many places are one remark."""
        remarks = _summed(self._remarks)
        questions = tuple(self._questions)
        return Imported(questions, remarks, squeezed(title), squeezed(author), self._blocks, tuple(understood))


def _check(text: str, right: Sequence[str], wrong: Sequence[str], draft: Draft) -> None:
    """Raise LostError when something is wrong with a question."""
    if not text:
        alone = worded("there is no question beside the picture or sound")
        raise LostError(alone if draft.media else worded("there is no question"))
    if draft.is_opinion:
        _check_opinion(right, wrong)
    elif not right:
        raise LostError(worded("there is no right answer"))
    if len(text) > TEXT_LIMIT:
        raise LostError(worded("the question has {length} characters; {limit} fit", length=len(text), limit=TEXT_LIMIT))
    _check_choices(right, wrong, draft)
    shown = ", ".join(right) if draft.several else ""
    if long := next((answer for answer in (*right, *wrong, shown) if len(answer) > ANSWER_LIMIT), ""):
        raise LostError(
            worded(
                "an answer has {length} characters; {limit} fit: {long}…",
                length=len(long),
                limit=ANSWER_LIMIT,
                long=long[:40],
            )
        )


def _check_opinion(right: Sequence[str], choices: Sequence[str]) -> None:
    if right:
        raise LostError(worded("it asks for an opinion, and yet an answer is right; leave out one of the two"))
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise LostError(
            worded(
                "an opinion needs {least} to {most} choices, and this has {number}",
                least=LEAST_CHOICES,
                most=MOST_CHOICES,
                number=len(choices),
            )
        )


def _check_choices(right: Sequence[str], wrong: Sequence[str], draft: Draft) -> None:
    if draft.several and len(right) < 2:
        raise LostError(worded("several answers should be right, and there is one"))
    if draft.several and not all(map(squeezed, draft.answers)):
        raise LostError(worded("a right choice has no text"))
    if draft.several and not wrong:
        raise LostError(worded("every choice is right, so there is nothing to choose"))
    if draft.choices and not wrong:
        raise LostError(worded("no wrong choice is left: they are empty, a picture, or the right answer itself"))


def _repeated(texts: Sequence[str]) -> str:
    seen: set[str] = set()
    repeated: list[str] = []
    for text in filter(None, texts):
        if text.casefold() in seen:
            repeated.append(text[:40])
        seen.add(text.casefold())
    return ", ".join(f"“{text}”" for text in distinct(repeated))


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


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one blank."""
    return " ".join(text.split())


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts that are not empty, each once whatever its case, squeezed, in order."""
    kept: dict[str, str] = {}
    for text in map(squeezed, texts):
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


def slug_of(text: str) -> str:
    """Return a text as a tag of a pack: lower-case letters, digits and hyphens."""
    return _SLUG.sub("-", text.casefold()).strip("-")[:40].strip("-")
