"""Workbooks of questions: Kahoot's and ClassQuiz's templates, or any table; and Kahoot's written.

Kahoot's template has its header in row 8 and questions from row 9 on
(https://support.kahoot.com/hc/en-us/articles/115002812547).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice

from bot.facts.model import Question
from bot.files.wording import worded
from bot.files.workbooks import sheets_of_workbook
from bot.frozen import replace
from bot.trivia.formats.imported import Imported, Remark, remarked
from bot.trivia.formats.tables.contents import layout_by_contents
from bot.trivia.formats.tables.heads import layout_by_heads
from bot.trivia.formats.tables.table import read_rows
from bot.trivia.formats.texts import squeezed

KAHOOT_HEADER = 8
CHOICES = 4
QUESTION_LIMIT, ANSWER_LIMIT = 120, 75
SECONDS = 20
# No pack has so many questions; a file that has more rows is refused, not cut.
ROWS_LIMIT, COLUMNS_LIMIT = 20_000, 60
# Among so many sheets the one with questions is looked for.
SHEETS_LIMIT = 12


def read(content: bytes) -> Imported:
    """Read the sheet of questions of a workbook; UnreadableError when there is none."""
    rows, others = _sheet_of_questions(content)
    imported = read_rows(rows)
    unread = (
        remarked("row 1", worded("the sheet “{name}” is not read; save it as a file of its own", name=other[:40]))
        for other in others
    )
    return replace(imported, remarks=(*imported.remarks, *unread))


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """Return the cells of the sheet of questions as it shows them; UnreadableError when it is no workbook."""
    return _sheet_of_questions(content)[0]


def _sheet_of_questions(content: bytes) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the first sheet whose heads name questions, or that can be guessed, or the first; and others named so."""
    sheets = list(islice(sheets_of_workbook(content, ROWS_LIMIT, COLUMNS_LIMIT, as_shown=True), SHEETS_LIMIT))
    telling = [(name, rows) for name, rows in sheets if layout_by_heads(rows)]
    if telling:
        return telling[0][1], [name for name, _ in telling[1:]]
    return next((rows for _, rows in sheets if layout_by_contents(rows)), sheets[0][1]), []


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
        remarks += [remarked(question.id, text) for text in notes]
        if fault:
            remarks.append(remarked(question.id, fault, is_lost=True))
            continue
        row += 1
        for column, value in enumerate(_cells(question), 2):
            # Text, even if it begins like a formula.
            sheet.cell(row, column, value).data_type = "s" if isinstance(value, str) else "n"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), tuple(remarks)


def _cells(question: Question) -> tuple[str | int, ...]:
    # Other right answers are spellings for who types; shown as choices they would give the answer away.
    answers, right = _placed(question)
    return (question.question, *answers, *([""] * (CHOICES - len(answers))), SECONDS, right)


def _placed(question: Question) -> tuple[tuple[str, ...], str]:
    """Return the answers in an order that the question's id decides, and the numbers of the right ones."""
    right = set(question.right or (question.answer,))
    answers = tuple(sorted((*right, *question.choices), key=lambda answer: _lot(question.id, answer)))
    return answers, ",".join(str(number) for number, answer in enumerate(answers, 1) if answer in right)


def _lot(id: str, answer: str) -> bytes:
    return blake2b(f"{id}\n{answer}".encode(), digest_size=8).digest()


def _unfit(question: Question) -> tuple[str, tuple[str, ...]]:
    """Return why a question does not fit Kahoot at all ("" when it does), and what of it is lost."""
    answers = (*(question.right or (question.answer,)), *question.choices)
    lost = tuple(
        text
        for text, is_lost in (
            (worded("Kahoot has no other spellings of the answer"), bool(question.accept)),
            (worded("Kahoot has no explanations"), bool(question.explanation)),
            (worded("Kahoot has no tags"), bool(question.tags)),
            (worded("Kahoot has no difficulty"), question.difficulty != 2),
            (worded("Kahoot takes any one of several right answers"), bool(question.right)),
        )
        if is_lost
    )
    if len(question.question) > QUESTION_LIMIT:
        return worded(
            "the question has {length} characters; Kahoot takes {limit}",
            length=len(question.question),
            limit=QUESTION_LIMIT,
        ), ()
    if any(len(squeezed(answer)) > ANSWER_LIMIT for answer in answers):
        return worded("an answer has more than {limit} characters", limit=ANSWER_LIMIT), ()
    if len(answers) > CHOICES or not question.choices:
        return worded(
            "Kahoot wants one to three wrong choices and {most} answers at most; there are {length}",
            most=CHOICES,
            length=len(answers),
        ), ()
    return "", lost
