"""Tables of questions, as CSV or a workbook: our own, Kahoot's, Quizizz', Blooket's, Gimkit's, or anybody's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from bot.facts.model import NAME_LIMIT, Question
from bot.facts.names import fold
from bot.files.lettering import letters
from bot.files.tables import guarded
from bot.files.texts import UnreadableError, decoded
from bot.files.wording import worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.draft import Draft, LostError
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.lists import choices_of, joined, parted
from bot.trivia.formats.markup import shown_text
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.formats.tables.contents import layout_by_columns, layout_by_contents
from bot.trivia.formats.tables.heads import is_opinion, layout_by_heads
from bot.trivia.formats.tables.keys import Keys, is_place, keys_of, names_option
from bot.trivia.formats.tables.layout import Cells, Layout, columns_of, unread
from bot.trivia.formats.tables.rows import Row, rows_below, rows_of_text, without_repeats
from bot.trivia.formats.texts import squeezed

HEADER = ("question", "answer", "accept", "choices", "explanation", "difficulty", "tags", "right", "type")
# Our own head has these, and the right answer never among the choices.
_EXPORTED = {"question", "answer", "accept", "choices", "difficulty"}
_SEVERAL = re.compile(r"checkbox|multi(ple)?[ -]?(select|response|answer)|several|mehrfach", re.IGNORECASE)
_TYPED = re.compile(r"fill|blank|short|text|typ(e|ing)|numeric|open", re.IGNORECASE)
_UNASKED = re.compile(
    r"poll|survey|open.?ended|essay|draw|slide|match|reorder|puzzle|jumble|word ?cloud", re.IGNORECASE
)
_TRUTH = re.compile(r"t ?/? ?f|tf|bool(ean)?|true[ /_-]*(or[ _-]*)?false", re.IGNORECASE)
_OPPOSITES: dict[str, tuple[str, tuple[str, ...]]] = {"true": ("True", ("False",)), "false": ("False", ("True",))}
# How easy, in the middle and hard are called, folded.
_LEVELS = (
    {"1", "easy", "beginner", "low", "einfach", "leicht", "facil", "facile", "legkiy", "latwy", "jiandan"},
    {"2", "medium", "normal", "moderate", "intermediate", "mittel", "medio", "media", "moyen", "sredniy", "zhongdeng"},
    {"3", "hard", "difficult", "advanced", "high", "schwer", "schwierig", "dificil", "difficile", "slozhnyy", "kunnan"},
)
# Kahoot's own seconds for a question, of which nothing need be said.
_USUAL_TIME = "20"


class UnknownColumns(UnreadableError):
    """A table of which nothing tells what its columns are; `columns` has their heads."""

    def __init__(self, columns: Columns) -> None:
        super().__init__(
            "row 1 must name the columns: {names}; or question, answer 1, answer 2, …, correct", names=", ".join(HEADER)
        )
        self.columns = columns


class _Table(Frozen, frozen=True):
    """What the columns of a table hold, and how its rows tell the right choices."""

    layout: Layout
    keys: Keys


def read(content: bytes) -> Imported:
    """Read comma-, semicolon- or tab-separated values; UnreadableError when no columns of questions are in them."""
    return read_rows(rows_of_text(decoded(content)))


def read_rows(rows: Sequence[Cells], columns: Columns | None = None) -> Imported:
    """Read the rows of a table, by what its columns are said to be, or by what they tell; UnknownColumns if nothing."""
    layout = layout_by_columns(rows, columns) if columns else layout_by_heads(rows) or layout_by_contents(rows)
    if layout is None:
        raise UnknownColumns(Columns(tuple(next((row for row in rows if any(cell.strip() for cell in row)), ()))))
    filled, repeated = without_repeats(rows_below(layout.head, rows, layout.asked), layout)
    body, media = (filled, ()) if _is_exported(layout) else _shown(filled)
    layout = _with_right_apart(layout, body)
    table = _Table(layout, keys_of(layout, body))
    collector = Collector(len(body))
    for row in body:
        collector.take(row.place, _draft, row, table, collector)
    for place, medium in media:
        collector.remark(place, worded("{medium} is not carried over", medium=medium))
    _note_rest(layout, repeated, collector)
    understood = layout.parts() if layout.is_guess or not _is_ours(layout) else ()
    taken = columns_of(replace(layout, names=tuple(rows[max(layout.head, 0)])))
    return replace(collector.result(understood=understood), columns=taken if understood else None)


def _shown(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[tuple[str, str], ...]]:
    """Return rows without the markup in their cells, and what in them is no text, with its place."""
    shown = [(row, tuple(map(shown_text, row.cells))) for row in rows]
    texts = tuple(replace(row, cells=tuple(cell.text for cell in cells)) for row, cells in shown)
    return texts, tuple((row.place, medium) for row, cells in shown for cell in cells for medium in cell.media)


def _note_rest(layout: Layout, repeated: int, collector: Collector) -> None:
    """Tell what of a table was not read: rows that repeat others, and columns."""
    if repeated:
        collector.remark(
            f"row {layout.head + 1}", worded("{number} rows repeat a question, as a report does", number=repeated)
        )
    for name in unread(layout):
        collector.remark(
            f"row {max(layout.head, 0) + 1}", worded("nothing reads the column “{text}”", text=squeezed(name)[:40])
        )


def _with_right_apart(layout: Layout, rows: Sequence[Row]) -> Layout:
    """Return a layout whose options are the wrong choices alone, where no right answer is one of them in any row.

    A key such as “option_b” is among a few words that come again; right answers are as many as the questions.
    """
    asked = {row.cell(layout.question): row for row in rows if row.cell(layout.correct)}
    answers = {row.cell(layout.correct).casefold() for row in asked.values()}
    if len(answers) <= len(layout.options) or 2 * len(answers) < len(asked) or layout.is_guess:
        return layout
    if not layout.options or any(names_option(row, layout) for row in asked.values()):
        return layout
    return replace(layout, answer=layout.correct, correct=-1, wrong=layout.options, options=())


def _is_exported(layout: Layout) -> bool:
    return {name.strip().casefold() for name in layout.names} >= _EXPORTED


def _is_ours(layout: Layout) -> bool:
    return {"question", "answer"} <= {name.strip().casefold() for name in layout.names}


def _draft(row: Row, table: _Table, collector: Collector) -> Draft:
    layout = table.layout
    kind = row.cell(layout.other("type"))
    if _UNASKED.search(kind) and not _TYPED.fullmatch(kind) and not is_opinion(kind):
        raise LostError(
            worded("a question of the kind “{kind}” has no right answer that could be judged", kind=kind[:30])
        )
    draft = Draft(
        row.cell(layout.question),
        explanation=row.cell(layout.other("explanation")),
        difficulty=_level(row, layout, collector),
        tags=parted(row.cell(layout.other("tags"))),
    )
    _note_time(row, layout, collector)
    if is_opinion(kind):
        return _opinion(row, layout, draft)
    return _chosen(row, table, draft, kind) if layout.options else _answered(row, table, draft)


def _level(row: Row, layout: Layout, collector: Collector) -> int:
    """Return how hard a question is, from 1 to 3."""
    text = row.cell(layout.other("difficulty"))
    level = next((number for number, words in enumerate(_LEVELS, 1) if fold(text[:NAME_LIMIT]) in words), 0)
    if text and not level:
        collector.remark(row.place, worded("the difficulty “{level}” is not 1, 2 or 3; 2 is taken", level=text[:20]))
    return level or 2


def _note_time(row: Row, layout: Layout, collector: Collector) -> None:
    column = layout.other("time")
    seconds = row.cell(column)
    if seconds and seconds != _USUAL_TIME:
        collector.remark(
            f"{row.place}, column {letters(column)}",
            worded("the time of {seconds} seconds is set when a round is started", seconds=seconds[:20]),
        )


def _opinion(row: Row, layout: Layout, draft: Draft) -> Draft:
    """Return a question of which every choice is as good as another."""
    right = row.texts((layout.answer, layout.correct, layout.other("right"), layout.other("accept")))
    choices = (
        *row.texts((*layout.options, *layout.wrong)),
        *parted(row.cell(layout.other("choices"))),
        *choices_of(row.cell(layout.other("listed"))),
    )
    return replace(draft, answers=right, choices=choices, is_opinion=True)


def _chosen(row: Row, table: _Table, draft: Draft, kind: str) -> Draft:
    """Return a question of which a column tells which of its options are right."""
    layout = table.layout
    key = row.cell(layout.correct)
    is_typed = bool(_TYPED.search(kind)) and not _SEVERAL.search(kind)
    if is_typed and not key:
        # Quizizz has all that may be typed in the columns of the choices.
        return replace(draft, answers=[row.cell(column) for column in layout.options])
    place = f"{row.place}, column {letters(layout.correct)}" if layout.correct >= 0 else row.place
    options = {number: text for number, column in enumerate(layout.options) if (text := row.cell(column))}
    right = table.keys.right(key, options, place)
    answers = [options[number] for number in right]
    wrong = [] if is_typed else [text for number, text in options.items() if number not in right]
    return replace(draft, answers=answers, choices=wrong, several=bool(_SEVERAL.search(kind)) and len(answers) > 1)


def _answered(row: Row, table: _Table, draft: Draft) -> Draft:
    """Return a question whose right answer stands in a column of its own."""
    layout = table.layout
    answer = row.cell(layout.answer)
    if listed := row.cell(layout.other("listed")):
        return _listed(answer, choices_of(listed), table, draft)
    right = parted(row.cell(layout.other("right")))
    choices = (*parted(row.cell(layout.other("choices"))), *row.texts(layout.wrong))
    if not choices and not right and _TRUTH.fullmatch(row.cell(layout.other("type"))):
        answer, choices = _OPPOSITES.get(answer.casefold(), (answer, ()))
    if not _is_exported(layout) and is_place(answer) and choices and not any(map(is_place, choices)):
        return _listed(answer, choices, table, draft)
    accept = parted(row.cell(layout.other("accept")))
    return replace(draft, answers=right or (answer, *accept), choices=choices, several=bool(right))


def _listed(answer: str, choices: Sequence[str], table: _Table, draft: Draft) -> Draft:
    """Return a question of which one cell has all choices, and another tells the right one."""
    right = table.keys.choice(answer, choices)
    wrong = [choice for number, choice in enumerate(choices) if number != right]
    return replace(draft, answers=(choices[right],), choices=wrong)


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
        joined(question.right),
        "opinion" if question.is_opinion else "",
    )
