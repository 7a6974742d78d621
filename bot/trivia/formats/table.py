"""Tables of questions, as CSV or a workbook: our own, Kahoot's, Quizizz', Blooket's, Gimkit's, or anybody's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.facts.model import Question
from bot.files.tables import guarded, unguarded
from bot.files.texts import lines_of
from bot.files.workbooks import letters
from bot.trivia.formats.anki import FIELD_LIMIT
from bot.trivia.formats.columns import Columns, Layout, chosen, columns_of, guessed, named, unread
from bot.trivia.formats.imported import Collector, Draft, Imported, UnreadableError, decoded, distinct, squeezed
from bot.trivia.formats.lists import joined, parted
from bot.trivia.formats.wording import worded

HEADER = ("question", "answer", "accept", "choices", "explanation", "difficulty", "tags", "right")
_SEVERAL = re.compile(r"checkbox|multi(ple)?[ -]?(select|response|answer)|several|mehrfach", re.IGNORECASE)
_TYPED = re.compile(r"fill|blank|short|text|typ(e|ing)|numeric|open", re.IGNORECASE)
_UNASKED = re.compile(
    r"poll|survey|open.?ended|essay|draw|slide|match|reorder|puzzle|jumble|word ?cloud", re.IGNORECASE
)
_POSITIONS = re.compile(r"[0-9]{1,2}(?:\.0)?|[A-Ha-h]")
_LABEL = re.compile(r"(?:answer|option|choice|antwort)\s*([0-9A-Ha-h])", re.IGNORECASE)
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the head, each with its number, and what their columns hold."""

    layout: Layout
    rows: tuple[tuple[int, Row], ...]
    are_positions: bool


def read(content: bytes) -> Imported:
    """Read comma-, semicolon- or tab-separated values; UnreadableError when no columns of questions are in them."""
    return read_rows(rows_of_text(decoded(content)))


def rows_of_text(text: str) -> list[Row]:
    """Return the rows of a text, by the separator that gives most rows as many cells as the first."""
    lines = lines_of(text)
    if lines and re.fullmatch(r"sep=.", lines[0].strip()):
        return [(), *_split("\n".join(lines[1:]), lines[0].strip()[-1])]
    first = next((line for line in lines if line.strip()), "")
    marks = [mark for mark in ",;\t|" if mark in first] or [","]
    return max((_split(text, mark) for mark in marks), key=_regular)


def _split(text: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        return [tuple(row) for row in reader]
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from None
    finally:
        csv.field_size_limit(before)


def _regular(rows: Sequence[Row]) -> tuple[bool, int]:
    widths = [len(row) for row in rows[:50] if any(row)]
    return named(rows) is not None, widths.count(widths[0]) * min(widths[0], 2) if widths else 0


class UnknownColumns(UnreadableError):
    """A table of which nothing tells what its columns are; `columns` has their heads."""

    def __init__(self, columns: Columns) -> None:
        names = ", ".join(HEADER)
        super().__init__(f"row 1 must name the columns: {names}; or question, answer 1, answer 2, …, correct")
        self.columns = columns


def read_rows(rows: Sequence[Row], columns: Columns | None = None) -> Imported:
    """Read the rows of a table, by what its columns are said to be, or by what they tell; UnknownColumns if nothing."""
    layout = chosen(rows, columns) if columns else named(rows) or guessed(rows)
    if layout is None:
        raise UnknownColumns(Columns(next((row for row in rows if any(cell.strip() for cell in row)), ())))
    read = layout.read
    below = tuple(
        (number, tuple(map(unguarded, row)))
        for number, row in enumerate(rows[layout.head + 1 :], layout.head + 2)
        if any(cell.strip() for index, cell in enumerate(row) if index in read)
    )
    table = _Table(layout, below, _are_positions(layout, below))
    collector = Collector(len(below))
    for number, row in below:
        _add(number, row, table, collector)
    for name in unread(layout):
        collector.remark(
            f"row {layout.head + 1}", worded("nothing reads the column “{text}”", text=squeezed(name)[:40])
        )
    shown = layout.sentences() if layout.is_guess or not _is_ours(layout) else ()
    taken = columns_of(replace(layout, names=tuple(rows[max(layout.head, 0)])))
    return replace(collector.result(understood=shown), columns=taken if shown else None)


def _is_ours(layout: Layout) -> bool:
    return {"question", "answer"} <= {name.strip().casefold() for name in layout.names}


def _are_positions(layout: Layout, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether the right answers are told by number or letter in every row, and not by their text."""
    cells = [(row, _cell(row, layout.correct)) for _, row in rows if _cell(row, layout.correct)]
    return bool(cells) and all(_by_position(cell, len(layout.options)) for _, cell in cells)


def _by_position(cell: str, count: int) -> tuple[int, ...]:
    """Return the options that a cell such as “1,3” or “B” names, from 0; () when it names none."""
    parts = [part for part in re.split(r"[\s,;/&|+]+", cell.strip()) if part]
    if not parts or not all(_POSITIONS.fullmatch(part) for part in parts):
        return ()
    numbers = [ord(part.upper()) - ord("A") if part.isalpha() else int(float(part)) - 1 for part in parts]
    return tuple(dict.fromkeys(numbers)) if all(0 <= number < count for number in numbers) else ()


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _add(number: int, row: Row, table: _Table, collector: Collector) -> None:
    layout, place = table.layout, f"row {number}"
    kind = _cell(row, layout.other("type"))
    if _UNASKED.search(kind) and not _TYPED.fullmatch(kind):
        collector.lose(
            place, worded("a question of the kind “{kind}” has no right answer that could be judged", kind=kind[:30])
        )
        return
    draft = Draft(
        _cell(row, layout.question),
        (),
        (),
        _cell(row, layout.other("explanation")),
        _level(place, _cell(row, layout.other("difficulty")), collector),
        parted(_cell(row, layout.other("tags"))),
    )
    _note_time(place, row, layout, collector)
    if layout.options:
        _add_chosen(place, row, table, draft, kind, collector)
    else:
        _add_written(place, row, layout, draft, collector)


def _level(place: str, level: str, collector: Collector) -> int:
    known = {"1": 1, "2": 2, "3": 3, "easy": 1, "medium": 2, "hard": 3}
    if level and level.casefold() not in known:
        collector.remark(place, worded("the difficulty “{level}” is not 1, 2 or 3; 2 is taken", level=level[:20]))
    return known.get(level.casefold(), 2)


def _note_time(place: str, row: Row, layout: Layout, collector: Collector) -> None:
    seconds = _cell(row, layout.other("time"))
    if seconds and seconds != "20":
        column = letters(layout.other("time"))
        collector.remark(
            f"{place}, column {column}",
            worded("the time of {seconds} seconds is set when a round is started", seconds=seconds[:20]),
        )


def _add_written(place: str, row: Row, layout: Layout, draft: Draft, collector: Collector) -> None:
    """Add a question whose right answer stands in a column of its own."""
    right = parted(_cell(row, layout.other("right")))
    wrong = [_cell(row, column) for column in layout.wrong]
    choices = (*parted(_cell(row, layout.other("choices"))), *wrong)
    answers = right or (_cell(row, layout.answer), *parted(_cell(row, layout.other("accept"))))
    collector.add(place, replace(draft, answers=answers, choices=choices, several=bool(right)))


def _add_chosen(place: str, row: Row, table: _Table, draft: Draft, kind: str, collector: Collector) -> None:
    """Add a question of which a column tells which of its options are right."""
    layout = table.layout
    options = {index: _cell(row, column) for index, column in enumerate(layout.options) if _cell(row, column)}
    correct = _cell(row, layout.correct)
    right = _chosen(correct, options, table)
    where = f"{place}, column {letters(layout.correct)}" if layout.correct >= 0 else place
    if not right or any(index not in options for index in right):
        text = worded("“{correct}” names no choice that is there; write numbers such as 1,3", correct=correct[:30])
        collector.lose(where, text)
        return
    others = _chosen_by_text(correct, options)
    if table.are_positions and others and set(others) != set(right) and not _is_sure(layout):
        collector.lose(
            where,
            worded(
                "“{correct}” may be the number of a choice or its text; write the letter, such as B",
                correct=correct[:30],
            ),
        )
        return
    is_typed = bool(_TYPED.search(kind)) and not _SEVERAL.search(kind)
    wrong = [] if is_typed else [text for index, text in options.items() if index not in right]
    answers = [options[index] for index in right]
    collector.add(
        place,
        replace(draft, answers=answers, choices=wrong, several=bool(_SEVERAL.search(kind)) and len(answers) > 1),
    )


def _is_sure(layout: Layout) -> bool:
    """Whether the head itself says that the right answers are told by number, as Kahoot's and Blooket's do."""
    name = _cell(layout.names, layout.correct).casefold()
    return "(s)" in name or "#" in name or "number" in name


def _chosen(correct: str, options: Mapping[int, str], table: _Table) -> tuple[int, ...]:
    if table.are_positions:
        return _by_position(correct, len(table.layout.options))
    label = _LABEL.fullmatch(correct)
    return _chosen_by_text(correct, options) or _by_position(label[1] if label else correct, len(table.layout.options))


def _chosen_by_text(correct: str, options: Mapping[int, str]) -> tuple[int, ...]:
    """Return the options of which a cell has the text, several of them with commas or bars between."""
    wanted = distinct((correct,))
    whole = tuple(index for index, text in options.items() if distinct((text,)) and text.casefold() in
                  {one.casefold() for one in wanted})  # fmt: skip
    if whole:
        return whole[:1]
    parts = {part.casefold() for part in distinct(re.split(r"\s*[|;,]\s*", correct))}
    found = tuple(index for index, text in options.items() if squeezed(text).casefold() in parts)
    return found if len({options[index].casefold() for index in found}) == len(parts) else ()


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
    )
