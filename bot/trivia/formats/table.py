"""Tables of questions, as CSV or a workbook: our own, Kahoot's, Quizizz', Blooket's, Gimkit's, or anybody's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from bot.facts.model import NAME_LIMIT, Question
from bot.facts.names import fold
from bot.files.lettering import letters
from bot.files.tables import guarded, unguarded
from bot.files.texts import lines_of
from bot.files.wording import Worded, worded
from bot.frozen import Frozen, replace
from bot.trivia.formats.columns import Columns, Layout, cell_of, chosen, columns_of, guessed, is_opinion, named, unread
from bot.trivia.formats.imported import (
    Collector,
    Draft,
    Imported,
    LostError,
    UnreadableError,
    csv_rows,
    decoded,
    distinct,
    squeezed,
)
from bot.trivia.formats.lists import choices_of, joined, meant, parted
from bot.trivia.formats.markup import Shown, shown_text

HEADER = ("question", "answer", "accept", "choices", "explanation", "difficulty", "tags", "right", "type")
_SEVERAL = re.compile(r"checkbox|multi(ple)?[ -]?(select|response|answer)|several|mehrfach", re.IGNORECASE)
_TYPED = re.compile(r"fill|blank|short|text|typ(e|ing)|numeric|open", re.IGNORECASE)
_UNASKED = re.compile(
    r"poll|survey|open.?ended|essay|draw|slide|match|reorder|puzzle|jumble|word ?cloud", re.IGNORECASE
)
_POSITIONS = re.compile(r"\(?(?:([0-9]{1,2})(?:\.0)?|([A-Ha-h]))[.)]?")
_WORD = re.compile(r"\w+")
# What programs write: the first choice is 0.
_NUMBER = re.compile(r"[0-9]{1,2}")
_INDEX = re.compile(r"ind(ex|ice)\b", re.IGNORECASE)
# What Markdown draws below the heads of a table.
_RULE = re.compile(r":?-{2,}:?")
_LABEL = re.compile(r"(?:answer|option|choice|antwort)\s*([0-9A-Ha-h])", re.IGNORECASE)
_TRUTH = re.compile(r"t ?/? ?f|tf|bool(ean)?|true[ /_-]*(or[ _-]*)?false", re.IGNORECASE)
_OPPOSITES: dict[str, tuple[str, tuple[str, ...]]] = {"true": ("True", ("False",)), "false": ("False", ("True",))}
# How easy, in the middle and hard are called, folded.
_LEVELS = (
    {"1", "easy", "beginner", "low", "einfach", "leicht", "facil", "facile", "legkiy", "latwy", "jiandan"},
    {"2", "medium", "normal", "moderate", "intermediate", "mittel", "medio", "media", "moyen", "sredniy", "zhongdeng"},
    {"3", "hard", "difficult", "advanced", "high", "schwer", "schwierig", "dificil", "difficile", "slozhnyy", "kunnan"},
)
Row = tuple[str, ...]


class _Table(Frozen, frozen=True):
    """The rows below the head, each with its number, and what their columns hold.

    `first` is the number of the first choice; None where it may be 0 or 1. `are_texts` where some rows give the text of
    the right choice.
    """

    layout: Layout
    rows: tuple[tuple[int, Row], ...]
    are_positions: bool
    are_texts: bool
    first: int | None = 1

    @property
    def counted_from(self) -> int:
        """The number of the first choice, for rows that tell the right one by its letter or text."""
        return 1 if self.first is None else self.first


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
    return [() if _is_rule(row) else tuple(row) for _, row in csv_rows(text, separator)]


def _is_rule(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and all(map(_RULE.fullmatch, filled))


def _regular(rows: Sequence[Row]) -> tuple[bool, int]:
    widths = [len(row) for row in rows[:50] if any(row)]
    return named(rows) is not None, widths.count(widths[0]) * min(widths[0], 2) if widths else 0


class UnknownColumns(UnreadableError):
    """A table of which nothing tells what its columns are; `columns` has their heads."""

    def __init__(self, columns: Columns) -> None:
        super().__init__(
            "row 1 must name the columns: {names}; or question, answer 1, answer 2, …, correct", names=", ".join(HEADER)
        )
        self.columns = columns


def read_rows(rows: Sequence[Row], columns: Columns | None = None) -> Imported:
    """Read the rows of a table, by what its columns are said to be, or by what they tell; UnknownColumns if nothing."""
    layout = chosen(rows, columns) if columns else named(rows) or guessed(rows)
    if layout is None:
        raise UnknownColumns(Columns(next((row for row in rows if any(cell.strip() for cell in row)), ())))
    asked = layout.asked
    below = tuple(
        (number, tuple(map(unguarded, row)))
        for number, row in enumerate(rows[layout.head + 1 :], layout.head + 2)
        if any(cell.strip() for index, cell in enumerate(row) if index in asked)
    )
    below, repeated = _once(below, layout)
    shown = [(number, [shown_text(cell) for cell in row]) for number, row in below if not _is_exported(layout)]
    below = tuple((number, tuple(cell.text for cell in row)) for number, row in shown) or below
    layout = _with_right_apart(layout, below)
    table = _Table(layout, below, _are_positions(layout, below), _are_texts(layout, below), _first(layout, below))
    collector = Collector(len(below))
    for number, row in below:
        collector.take(f"row {number}", _draft, f"row {number}", row, table, collector)
    _note_rest(layout, shown, repeated, collector)
    understood = layout.parts() if layout.is_guess or not _is_ours(layout) else ()
    taken = columns_of(replace(layout, names=tuple(rows[max(layout.head, 0)])))
    return replace(collector.result(understood=understood), columns=taken if understood else None)


def _note_rest(
    layout: Layout, shown: Sequence[tuple[int, Sequence[Shown]]], repeated: int, collector: Collector
) -> None:
    """Tell what of a table was not carried over: media, rows that repeat others, columns that nothing reads."""
    for number, medium in ((number, medium) for number, row in shown for cell in row for medium in cell.media):
        collector.remark(f"row {number}", worded("{medium} is not carried over", medium=medium))
    if repeated:
        collector.remark(
            f"row {layout.head + 1}", worded("{number} rows repeat a question, as a report does", number=repeated)
        )
    for name in unread(layout):
        collector.remark(
            f"row {max(layout.head, 0) + 1}", worded("nothing reads the column “{text}”", text=squeezed(name)[:40])
        )


def _with_right_apart(layout: Layout, rows: Sequence[tuple[int, Row]]) -> Layout:
    """Return a layout whose options are the wrong choices alone, where no right answer is one of them in any row.

    A key such as “option_b” is among a few words that come again; right answers are as many as the questions.
    """
    asked = {cell_of(row, layout.question): row for _, row in rows if cell_of(row, layout.correct)}
    answers = {cell_of(row, layout.correct).casefold() for row in asked.values()}
    if len(answers) <= len(layout.options) or 2 * len(answers) < len(asked) or layout.is_guess:
        return layout
    if not layout.options or any(_names_option(row, layout) for row in asked.values()):
        return layout
    return replace(layout, answer=layout.correct, correct=-1, wrong=layout.options, options=())


def _names_option(row: Row, layout: Layout) -> bool:
    """Whether a cell may mean an option: by its place, or by a text that one has in the other, as “B. Riga”."""
    correct = cell_of(row, layout.correct)
    said = f" {_squeezed_words(correct)} "
    options = [f" {_squeezed_words(text)} " for option in layout.options if (text := cell_of(row, option))]
    return bool(_by_position(correct, len(layout.options))) or any(text in said or said in text for text in options)


def _squeezed_words(text: str) -> str:
    """Return a text so that one is found in another by whole words: “nova” is not in “supernova”."""
    return " ".join(_WORD.findall(text.casefold()) or [text.casefold()])


def _is_exported(layout: Layout) -> bool:
    """Whether the heads are all of those that we write, in whose column of choices the right one never stands."""
    return {name.strip().casefold() for name in layout.names} >= {
        "question",
        "answer",
        "accept",
        "choices",
        "difficulty",
    }


def _is_ours(layout: Layout) -> bool:
    return {"question", "answer"} <= {name.strip().casefold() for name in layout.names}


def _once(rows: tuple[tuple[int, Row], ...], layout: Layout) -> tuple[tuple[tuple[int, Row], ...], int]:
    """Return rows without those that repeat another, of a report with a row for each player, and how many those are."""
    columns = (layout.question, layout.correct, layout.answer, *layout.options, *layout.wrong)
    firsts: dict[tuple[str, ...], tuple[int, Row]] = {}
    for number, row in rows:
        firsts.setdefault(tuple(cell_of(row, column) for column in columns), (number, row))
    repeated = len(rows) - len(firsts)
    return (tuple(firsts.values()), repeated) if repeated > len(firsts) else (rows, 0)


def _first(layout: Layout, rows: Sequence[tuple[int, Row]]) -> int | None:
    """Return the number of the first choice, as the numbers of all rows tell."""
    found = ((_NUMBER.fullmatch(cell_of(row, layout.key)), _choices(row, layout)) for _, row in rows)
    numbers = [(int(number[0]), choices) for number, choices in found if number and number[0] not in choices]
    if not numbers or any(number == len(choices) for number, choices in numbers):
        return 1
    if any(number == 0 for number, _ in numbers):
        return 0
    return None if _INDEX.search(cell_of(layout.names, layout.key)) else 1


def _choices(row: Row, layout: Layout) -> tuple[str, ...]:
    """Return the choices among which the key of a row tells the right one."""
    if layout.options:
        return tuple(cell for option in layout.options if (cell := cell_of(row, option)))
    return choices_of(cell_of(row, layout.other("listed"))) or parted(cell_of(row, layout.other("choices")))


def _are_positions(layout: Layout, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether the right answers are told by number or letter in every row, and not by their text."""
    cells = [cell for _, row in rows if (cell := cell_of(row, layout.correct))]
    return bool(cells) and all(cell == "0" or _by_position(cell, len(layout.options)) for cell in cells)


def _are_texts(layout: Layout, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether a row tells the right answer by a text that cannot be the number or letter of a choice."""
    cells = ((cell_of(row, layout.key), _choices(row, layout)) for _, row in rows)
    return any(cell in choices and not _POSITIONS.fullmatch(cell) for cell, choices in cells)


def _by_position(cell: str, count: int, first: int = 1) -> tuple[int, ...]:
    """Return the options that a cell such as “1,3” or “B” names, from 0; () when it names none."""
    parts = [part for part in re.split(r"[\s,;/&|+]+", cell.strip()) if part]
    matches = [one for part in parts if (one := _POSITIONS.fullmatch(part))]
    if not parts or len(matches) < len(parts):
        return ()
    numbers = [int(one[1]) - first if one[1] else ord(one[2].upper()) - ord("A") for one in matches]
    return tuple(dict.fromkeys(numbers)) if all(0 <= number < count for number in numbers) else ()


def _draft(place: str, row: Row, table: _Table, collector: Collector) -> Draft:
    layout = table.layout
    kind = cell_of(row, layout.other("type"))
    if _UNASKED.search(kind) and not _TYPED.fullmatch(kind) and not is_opinion(kind):
        raise LostError(
            worded("a question of the kind “{kind}” has no right answer that could be judged", kind=kind[:30])
        )
    draft = Draft(
        cell_of(row, layout.question),
        explanation=cell_of(row, layout.other("explanation")),
        difficulty=_level(place, cell_of(row, layout.other("difficulty")), collector),
        tags=parted(cell_of(row, layout.other("tags"))),
    )
    _note_time(place, row, layout, collector)
    if is_opinion(kind):
        return _opinion(row, layout, draft)
    if layout.options and not (_is_typed(kind) and not cell_of(row, layout.correct)):
        return _marked(place, row, table, draft, kind)
    if layout.options:
        # Quizizz has all that may be typed in the columns of the choices.
        return replace(draft, answers=[cell_of(row, column) for column in layout.options])
    return _written(row, table, draft)


def _opinion(row: Row, layout: Layout, draft: Draft) -> Draft:
    """Return a question of which every choice is as good as another."""
    others = (layout.other("right"), layout.other("accept"))
    right = [cell for column in (layout.answer, layout.correct, *others) if (cell := cell_of(row, column))]
    choices = [cell for column in (*layout.options, *layout.wrong) if (cell := cell_of(row, column))]
    choices += (*parted(cell_of(row, layout.other("choices"))), *choices_of(cell_of(row, layout.other("listed"))))
    return replace(draft, answers=right, choices=choices, is_opinion=True)


def _is_typed(kind: str) -> bool:
    return bool(_TYPED.search(kind)) and not _SEVERAL.search(kind)


def _level(place: str, level: str, collector: Collector) -> int:
    known = next((number for number, words in enumerate(_LEVELS, 1) if fold(level[:NAME_LIMIT]) in words), 0)
    if level and not known:
        collector.remark(place, worded("the difficulty “{level}” is not 1, 2 or 3; 2 is taken", level=level[:20]))
    return known or 2


def _note_time(place: str, row: Row, layout: Layout, collector: Collector) -> None:
    seconds = cell_of(row, layout.other("time"))
    if seconds and seconds != "20":
        column = letters(layout.other("time"))
        collector.remark(
            f"{place}, column {column}",
            worded("the time of {seconds} seconds is set when a round is started", seconds=seconds[:20]),
        )


def _written(row: Row, table: _Table, draft: Draft) -> Draft:
    """Return a question whose right answer stands in a column of its own."""
    layout = table.layout
    right = parted(cell_of(row, layout.other("right")))
    wrong = [cell for column in layout.wrong if (cell := cell_of(row, column))]
    answer, accept = cell_of(row, layout.answer), parted(cell_of(row, layout.other("accept")))
    listed = cell_of(row, layout.other("listed"))
    if listed:
        return _listed(answer, choices_of(listed), table, draft)
    choices = (*parted(cell_of(row, layout.other("choices"))), *wrong)
    if not choices and not right and _TRUTH.fullmatch(cell_of(row, layout.other("type"))):
        answer, choices = _OPPOSITES.get(answer.casefold(), (answer, ()))
    if not _is_exported(layout) and _is_letter(answer) and choices and not any(map(_is_letter, choices)):
        return _listed(answer, choices, table, draft)
    return replace(draft, answers=right or (answer, *accept), choices=choices, several=bool(right))


def _is_letter(text: str) -> bool:
    return bool(_POSITIONS.fullmatch(text))


def _listed(answer: str, choices: Sequence[str], table: _Table, draft: Draft) -> Draft:
    """Return a question of which one cell has all choices, and another tells the right one."""
    right = meant(answer, choices, table.counted_from)
    if right < 0 or not answer:
        raise LostError(_unnamed(answer))
    if doubt := _doubt_of_number(answer, table, is_text=answer in choices):
        raise LostError(doubt)
    wrong = [choice for index, choice in enumerate(choices) if index != right]
    return replace(draft, answers=(choices[right],), choices=wrong)


def _marked(place: str, row: Row, table: _Table, draft: Draft, kind: str) -> Draft:
    """Return a question of which a column tells which of its options are right."""
    layout = table.layout
    options = {index: cell_of(row, column) for index, column in enumerate(layout.options) if cell_of(row, column)}
    correct = cell_of(row, layout.correct)
    right = _chosen(correct, options, table)
    where = f"{place}, column {letters(layout.correct)}" if layout.correct >= 0 else place
    if not right or any(index not in options for index in right):
        raise LostError(_unnamed(correct), where)
    if doubt := _doubt(correct, right, options, table):
        raise LostError(doubt, where)
    wrong = [] if _is_typed(kind) else [text for index, text in options.items() if index not in right]
    answers = [options[index] for index in right]
    return replace(draft, answers=answers, choices=wrong, several=bool(_SEVERAL.search(kind)) and len(answers) > 1)


def _doubt(correct: str, right: Sequence[int], options: Mapping[int, str], table: _Table) -> str:
    """Return why a cell that names a choice may mean another one, or ""."""
    others = _chosen_by_text(correct, options)
    if table.are_positions and others and set(others) != set(right) and not _is_sure(table.layout):
        if correct[:1].isdigit():
            return _number_or_text(correct)
        return worded(
            "“{correct}” may be the letter of a choice or its text; write the number, such as 2", correct=correct[:30]
        )
    return _doubt_of_number(correct, table, is_text=bool(others))


def _doubt_of_number(correct: str, table: _Table, *, is_text: bool) -> str:
    """Return why a number may mean another choice than the one of that number, or ""; none where it is a text."""
    if is_text or not correct[:1].isdigit() or not _POSITIONS.fullmatch(correct):
        return ""
    if table.first is None:
        return worded("“{correct}” may count from 0 or from 1; write the letter, such as B", correct=correct[:30])
    if table.are_texts:
        return _number_or_text(correct)
    return ""


def _number_or_text(correct: str) -> Worded:
    return worded(
        "“{correct}” may be the number of a choice or its text; write the letter, such as B", correct=correct[:30]
    )


def _unnamed(correct: str) -> Worded:
    if not correct:
        return worded("nothing tells which choice is right")
    return worded("“{correct}” names no choice that is there; write numbers such as 1,3", correct=correct[:30])


def _is_sure(layout: Layout) -> bool:
    """Whether the head itself says that the right answers are told by number, as Kahoot's and Blooket's do."""
    name = cell_of(layout.names, layout.correct).casefold()
    return "(s)" in name or "#" in name or "number" in name


def _chosen(correct: str, options: Mapping[int, str], table: _Table) -> tuple[int, ...]:
    if table.are_positions:
        return _by_position(correct, len(table.layout.options), table.counted_from)
    label = _LABEL.fullmatch(correct)
    said = label[1] if label else correct
    return _chosen_by_text(correct, options) or _by_position(said, len(table.layout.options), table.counted_from)


def _chosen_by_text(correct: str, options: Mapping[int, str]) -> tuple[int, ...]:
    """Return the options of which a cell has the text, several of them with commas or bars between."""
    wanted = distinct((correct,))
    whole = tuple(index for index, text in options.items() if distinct((text,)) and text.casefold() in
                  {one.casefold() for one in wanted})  # fmt: skip
    if whole:
        return whole[:1]
    parts = {part.casefold() for part in distinct(re.split("[|;,]", correct))}
    indexes = tuple(index for index, text in options.items() if squeezed(text).casefold() in parts)
    return indexes if len({options[index].casefold() for index in indexes}) == len(parts) else ()


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
