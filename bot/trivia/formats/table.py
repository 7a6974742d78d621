"""Our own CSV: a row a question with all that it has. A spreadsheet opens it, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from bot.facts.model import Question
from bot.files.tables import decoded, guarded, unguarded
from bot.files.workbooks import UnreadableError
from bot.trivia.formats.imported import Collector, Imported
from bot.trivia.formats.lists import joined, parted

HEADER = ("question", "answer", "accept", "choices", "explanation", "difficulty", "tags")


def read(content: bytes) -> Imported:
    """Read a table whose first row names its columns; `question` and `answer` are needed."""
    reader = csv.reader(io.StringIO(decoded(content), newline=""))
    collector = Collector()
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        if not {"question", "answer"} <= set(header):
            raise UnreadableError(f"row 1 must name the columns: {', '.join(HEADER)}")
        for number, row in enumerate(reader, 2):
            if any(cell.strip() for cell in row):
                _add(f"row {number}", dict(zip(header, map(unguarded, row), strict=False)), collector)
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from None
    for name in (name for name in header if name and name not in HEADER):
        collector.remark("row 1", f"nothing reads the column “{name}”")
    return collector.result()


def _add(place: str, cells: dict[str, str], collector: Collector) -> None:
    level = cells.get("difficulty", "").strip()
    if level and level not in {"1", "2", "3"}:
        collector.remark(place, f"the difficulty “{level}” is not 1, 2 or 3; 2 is taken")
    collector.add(
        place,
        cells.get("question", ""),
        (cells.get("answer", ""), *parted(cells.get("accept", ""))),
        parted(cells.get("choices", "")),
        cells.get("explanation", ""),
        int(level) if level in {"1", "2", "3"} else 2,
        parted(cells.get("tags", "")),
    )


def write(questions: Iterable[Question]) -> bytes:
    """Write questions; the mark at the beginning tells spreadsheets that it is UTF-8."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(HEADER)
    rows.writerows(guarded(_row(question)) for question in questions)
    return out.getvalue().encode("utf-8-sig")


def _row(question: Question) -> tuple[str, ...]:
    return (
        question.question,
        question.answer,
        joined(question.accept),
        joined(question.choices),
        question.explanation,
        str(question.difficulty),
        joined(question.tags),
    )
