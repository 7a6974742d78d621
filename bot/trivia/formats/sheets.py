"""Kahoot's and ClassQuiz's spreadsheets: question, four choices, seconds, the numbers of the right ones.

Kahoot's template has its header in row 8 and questions from row 9 on
(https://support.kahoot.com/hc/en-us/articles/115002812547); ClassQuiz's has them in 13, and 14 to 100.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from bot.facts.model import Question
from bot.files.workbooks import UnreadableError, rows_of_workbook
from bot.trivia.formats.imported import Collector, Imported, Remark, squeezed

KAHOOT_HEADER = 8
CLASSQUIZ_HEADER, CLASSQUIZ_LAST = 13, 100
CHOICES = 4
QUESTION_LIMIT, ANSWER_LIMIT = 120, 75
SECONDS = 20
ROWS_LIMIT, COLUMNS = 10_000, 8


def read(content: bytes) -> Imported:
    """Read either spreadsheet; UnreadableError when it is neither, or too large when unpacked."""
    rows = rows_of_workbook(content, ROWS_LIMIT, COLUMNS)
    header = _header(rows)
    last = CLASSQUIZ_LAST if header == CLASSQUIZ_HEADER else len(rows)
    collector = Collector()
    for number, row in enumerate(rows[header:], header + 1):
        if any(row[1:6]):
            if number > last:
                collector.lose(f"row {number}", f"ClassQuiz reads rows up to {CLASSQUIZ_LAST} only")
            else:
                _add(number, row, collector)
    return collector.result()


def _header(rows: Sequence[tuple[str, ...]]) -> int:
    """Return the number of the header's row."""
    for number in (KAHOOT_HEADER, CLASSQUIZ_HEADER):
        if len(rows) >= number and rows[number - 1][1].casefold().startswith("question"):
            return number
    raise UnreadableError(
        f"no header was found: Kahoot's stands in row {KAHOOT_HEADER}, ClassQuiz's in row {CLASSQUIZ_HEADER}, column B"
    )


def _add(number: int, row: Sequence[str], collector: Collector) -> None:
    place = f"row {number}"
    choices = {str(position): text for position, text in enumerate(row[2 : 2 + CHOICES], 1) if text.strip()}
    right = re.findall(r"[0-9]+", row[7])
    strange = [position for position in right if position not in choices]
    if strange or not right:
        collector.lose(f"{place}, column H", f"“{row[7]}” names no choice that is there; write numbers such as 1,3")
        return
    seconds = row[6].strip()
    if seconds and seconds != str(SECONDS):
        collector.remark(f"{place}, column G", f"the time of {seconds} seconds is set when a round is started")
    wrong = [text for position, text in choices.items() if position not in right]
    collector.add(place, row[1], [choices[position] for position in right], wrong)


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Remark, ...]]:
    """Write Kahoot's spreadsheet, and what does not fit it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.cell(KAHOOT_HEADER - 6, 2, "Quiz template")
    heads = ("Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in range(1, CHOICES + 1)))
    for column, text in enumerate((*heads, "Time limit (sec)", "Correct answer(s)"), 2):
        sheet.cell(KAHOOT_HEADER, column, text)
    remarks: list[Remark] = []
    row = KAHOOT_HEADER
    for question in questions:
        fault, notes = _unfit(question)
        remarks += [Remark(question.id, text) for text in notes]
        if fault:
            remarks.append(Remark(question.id, fault, is_lost=True))
            continue
        row += 1
        for column, value in enumerate(_cells(question), 2):
            # Text, even if it begins like a formula.
            cell = sheet.cell(row, column, value)
            cell.data_type = "s" if isinstance(value, str) else "n"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), tuple(remarks)


def _cells(question: Question) -> tuple[str | int, ...]:
    # Other right answers are spellings for who types; shown as choices they would give the answer away.
    answers = (question.answer, *question.choices)
    return (question.question, *answers, *([""] * (CHOICES - len(answers))), SECONDS, "1")


def _unfit(question: Question) -> tuple[str, tuple[str, ...]]:
    """Return why a question does not fit Kahoot at all ("" when it does), and what of it is lost."""
    answers = (question.answer, *question.choices)
    lost = tuple(
        text
        for text, is_lost in (
            ("Kahoot has no other spellings of the answer", bool(question.accept)),
            ("Kahoot has no explanations", bool(question.explanation)),
            ("Kahoot has no tags", bool(question.tags)),
            ("Kahoot has no difficulty", question.difficulty != 2),
        )
        if is_lost
    )
    if len(question.question) > QUESTION_LIMIT:
        return f"the question has {len(question.question)} characters; Kahoot takes {QUESTION_LIMIT}", ()
    if any(len(squeezed(answer)) > ANSWER_LIMIT for answer in answers):
        return f"an answer has more than {ANSWER_LIMIT} characters", ()
    if len(answers) > CHOICES or not question.choices:
        return f"Kahoot wants one to three wrong choices and {CHOICES} answers at most; there are {len(answers)}", ()
    return "", lost
