"""Blackboard's text for uploading questions: a line each, and between tabs its kind, the question, and the answers.

The format: https://help.blackboard.com/Learn/Instructor/Ultra/Tests_Pools_Surveys/Reuse_Questions/Upload_Questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.files.wording import worded
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported
from bot.trivia.numbers import number_of, span

_LINE = re.compile(
    r"(?:MC|MA|TF|FIB|NUM|ESS|ORD|MAT|FIL|SR|OP|FIB_PLUS|JUMBLED_SENTENCE|QUIZ_BOWL)\t[^\t]+", re.IGNORECASE
)
_MARKS = {"correct": True, "incorrect": False}
_TRUTHS = {"true": ("True", "False"), "false": ("False", "True")}


def is_upload(lines: Sequence[str]) -> bool:
    """Whether every line begins with a kind of Blackboard's and a question."""
    filled = [line for line in lines if line.strip()]
    return bool(filled) and all(map(_LINE.match, filled))


def read(lines: Sequence[str]) -> Imported:
    """Read every line; of some kinds nothing is right that could be judged."""
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    collector = Collector(len(filled))
    for number, line in filled:
        kind, question, *cells = (cell.strip() for cell in line.split("\t"))
        collector.take(f"line {number}", _draft, kind.upper(), question, cells)
    return collector.result()


def _draft(kind: str, question: str, cells: Sequence[str]) -> Draft:
    if kind in ("MC", "MA"):
        return _marked(question, cells, several=kind == "MA")
    if kind == "TF":
        right, *wrong = _TRUTHS.get("".join(cells[:1]).casefold(), ("",))
        return Draft(question, (right,), wrong)
    if kind in ("FIB", "NUM"):
        return Draft(question, cells if kind == "FIB" else _numbers(cells))
    raise LostError(worded("trivia does not ask questions of the kind “{kind}”", kind=kind))


def _marked(question: str, cells: Sequence[str], *, several: bool) -> Draft:
    """Return a question of which each answer has a word behind it that tells whether it is right."""
    marks = [_MARKS.get(cell.casefold()) for cell in cells[1::2]]
    texts = cells[::2]
    if None in marks or len(marks) < len(texts):
        raise LostError(worded("an answer has neither “correct” nor “incorrect” behind it"))
    right = [text for text, is_right in zip(texts, marks, strict=True) if is_right]
    wrong = [text for text, is_right in zip(texts, marks, strict=True) if not is_right]
    return Draft(question, right, wrong, several=several and len(right) > 1)


def _numbers(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a number, and the span that its tolerance makes."""
    number, margin = (number_of(cell) for cell in (*cells, "", "")[:2])
    if number is None or not margin:
        return tuple(cells[:1])
    return (cells[0], span(number - margin, number + margin))
