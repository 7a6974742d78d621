"""What reading a file of questions gives: the questions, and a remark for all that could not be carried over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.facts.model import NAME_LIMIT, TEXT_LIMIT, Question

_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about one place of the file; `is_lost` when a question was left out for it."""

    place: str
    text: str
    is_lost: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {'left out: ' if self.is_lost else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class Imported:
    """The questions of a file in their order, what the file calls itself, and every remark in order."""

    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    author: str = ""


class Collector:
    """Collects questions and remarks while a file is read, and holds every question against the same limits."""

    def __init__(self) -> None:
        self._questions: list[Question] = []
        self._remarks: list[Remark] = []

    def remark(self, place: str, text: str) -> None:
        """Note something that was not carried over, though the question was."""
        self._remarks.append(Remark(place, text))

    def lose(self, place: str, text: str) -> None:
        """Note a question that was left out, and why."""
        self._remarks.append(Remark(place, text, is_lost=True))

    def add(
        self,
        place: str,
        question: str,
        answers: Iterable[str],
        choices: Iterable[str] = (),
        explanation: str = "",
        difficulty: int = 2,
        tags: Iterable[str] = (),
    ) -> None:
        """Add a question with its right answers, the first of which is shown, unless something is wrong with it."""
        text, right = squeezed(question), distinct(answers)
        wrong = tuple(choice for choice in distinct(choices) if choice.casefold() not in {a.casefold() for a in right})
        if fault := _fault(text, right, wrong):
            self.lose(place, fault)
            return
        told = squeezed(explanation)
        if len(told) > TEXT_LIMIT:
            self.remark(place, f"the explanation has {len(told)} characters; only the first {TEXT_LIMIT} are kept")
        id = f"q{len(self._questions) + 1:05}"
        marks = tuple(dict.fromkeys(slug for tag in tags if (slug := slug_of(tag))))
        question_ = Question(
            id, text, right[0], told[:TEXT_LIMIT], (), right[1:], wrong, min(max(difficulty, 1), 3), (), marks
        )
        self._questions.append(question_)

    def result(self, title: str = "", author: str = "") -> Imported:
        """Return what was collected."""
        return Imported(tuple(self._questions), tuple(self._remarks), squeezed(title), squeezed(author))


def _fault(text: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> str:
    """Return what is wrong with a question, or ""."""
    if not text:
        return "there is no question"
    if not right:
        return "there is no right answer"
    if len(text) > TEXT_LIMIT:
        return f"the question has {len(text)} characters; {TEXT_LIMIT} fit"
    long = next((answer for answer in (*right, *wrong) if len(answer) > NAME_LIMIT), "")
    return f"an answer has {len(long)} characters; {NAME_LIMIT} fit: {long[:40]}…" if long else ""


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one blank."""
    return " ".join(text.split())


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts that are not empty, each once whatever its case, squeezed, in order."""
    found: dict[str, str] = {}
    for text in map(squeezed, texts):
        if text:
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def slug_of(text: str) -> str:
    """Return a text as a tag of a pack: lower-case letters, digits and hyphens."""
    return _SLUG.sub("-", text.casefold()).strip("-")[:40].strip("-")


def plain(text: str) -> str:
    """Return the text of a piece of HTML."""
    return html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))
