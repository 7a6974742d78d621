"""Kotoba's custom quizzes: CSV with the columns Question, Answers, Comment, Instructions, Render as.

The format: https://kotobaweb.com/bot/quizbuilder.
"""

from __future__ import annotations

import csv
import io

from bot.files.tables import decoded
from bot.files.workbooks import UnreadableError
from bot.trivia.formats.imported import Collector, Imported

HEADER = ("question", "answers", "comment", "instructions", "render as")


def read(content: bytes) -> Imported:
    """Read a quiz; its answers stand in one cell, separated by commas."""
    reader = csv.reader(io.StringIO(decoded(content), newline=""))
    collector = Collector()
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        if not {"question", "answers"} <= set(header):
            raise UnreadableError("row 1 must be: Question,Answers,Comment,Instructions,Render as")
        for number, row in enumerate(reader, 2):
            if any(cell.strip() for cell in row):
                _add(f"row {number}", dict(zip(header, row, strict=False)), collector)
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from None
    return collector.result()


def _add(place: str, cells: dict[str, str], collector: Collector) -> None:
    if cells.get("render as", "").strip().casefold() == "image":
        collector.remark(place, "the question is shown as text, not as an image")
    instructions = cells.get("instructions", "").strip()
    question = cells.get("question", "").strip()
    collector.add(
        place,
        f"{question} ({instructions})" if question and instructions else question,
        cells.get("answers", "").split(","),
        explanation=cells.get("comment", ""),
    )
