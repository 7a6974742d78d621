"""The Open Trivia Database's JSON: texts are HTML-escaped. The format: https://opentdb.com/api_config.php."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

import msgspec

from bot.files.tables import decoded
from bot.files.workbooks import UnreadableError
from bot.trivia.formats.imported import Collector, Imported

DIFFICULTIES = {"easy": 1, "medium": 2, "hard": 3}


@dataclass(frozen=True, slots=True)
class _Row:
    question: str
    correct_answer: str
    incorrect_answers: list[str] = field(default_factory=list)
    category: str = ""
    difficulty: str = "medium"


@dataclass(frozen=True, slots=True)
class _Response:
    results: list[msgspec.Raw]


def read(content: bytes) -> Imported:
    """Read the answer of the database's API; UnreadableError when it is something else."""
    collector = Collector()
    for number, raw in enumerate(_rows(decoded(content)), 1):
        place = f"result {number}"
        try:
            row = msgspec.json.decode(raw, type=_Row)
        except msgspec.ValidationError as error:
            collector.lose(place, str(error))
            continue
        if row.difficulty not in DIFFICULTIES:
            collector.remark(place, f"the difficulty “{row.difficulty}” is not known; medium is taken")
        collector.add(
            place,
            html.unescape(row.question),
            (html.unescape(row.correct_answer),),
            map(html.unescape, row.incorrect_answers),
            difficulty=DIFFICULTIES.get(row.difficulty, 2),
            tags=(html.unescape(row.category),),
        )
    return collector.result()


def _rows(text: str) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(text, type=_Response).results
    except msgspec.DecodeError as error:
        raise UnreadableError(f"this is not the JSON of the Open Trivia Database: {error}") from None
