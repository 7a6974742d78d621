"""What the columns of a table hold, by what stands in them, or by what somebody says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.frozen import replace
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.formats.tables.heads import MOST_COLUMNS, SAMPLE, head_role, role_of
from bot.trivia.formats.tables.layout import Cells, Layout, cell_of

# A row of two cells is a pair; a question with choices has more of them, and no more choices than this.
MOST_BARE, MOST_OPTIONS = 2, 8


def layout_by_columns(rows: Sequence[Cells], columns: Columns) -> Layout:
    """Return the layout of a table of which somebody says what its columns are."""
    head = next((number for number, row in enumerate(rows) if cell_of(row, columns.question)), 0)
    names = tuple(rows[head]) if rows else ()
    body = [row for row in rows[head + 1 :] if cell_of(row, columns.question) and cell_of(row, columns.right)]
    options = tuple(sorted({*columns.choices} - {columns.question}))
    layout = Layout(head, names, columns.question, others=_asides(names, columns), is_guess=True)
    if options and body and _tells_options(body, columns.right, options):
        return replace(layout, correct=columns.right, options=options)
    # The right answer's own column may be among those of the choices.
    wrong = tuple(column for column in options if column != columns.right)
    return replace(layout, answer=columns.right, wrong=wrong)


def _asides(names: Cells, columns: Columns) -> dict[str, int]:
    """Return which columns hold what a question need not have, by their heads, beside those that somebody names."""
    named = (columns.question, columns.right, *columns.choices)
    roles = {column: head_role(name) for column, name in enumerate(names) if column not in named}
    return {role: column for column, role in roles.items() if role in ("explanation", "difficulty", "tags", "type")}


def _tells_options(body: Sequence[Cells], right: int, options: Sequence[int]) -> bool:
    """Whether most cells of a column are the number, letter or text of an option."""
    if right in options:
        return False
    fit = sum(_is_key((row,), right, options) or "," in cell_of(row, right) for row in body)
    return 2 * fit > len(body)


def layout_by_contents(rows: Sequence[Cells]) -> Layout | None:
    """Return the layout that the contents tell: a column of questions, of choices, and of which of them is right.

    None where they tell of none.
    """
    filled = [row for row in rows[:SAMPLE] if sum(bool(cell.strip()) for cell in row) > MOST_BARE]
    body = filled[1:] if len(filled) > 1 else filled
    width = max(map(len, body), default=0)
    if width > MOST_COLUMNS:
        return None
    columns = [column for column in range(width) if _length(body, column)]
    layouts = (_around(body, correct, columns) for correct in reversed(columns))
    layout = next(filter(None, layouts), None)
    if layout is None:
        return None
    first = next(number for number, row in enumerate(rows) if row is filled[0])
    return replace(layout, names=tuple(filled[0]), head=first - 1 if _is_headless(filled[0], layout) else first)


def _is_headless(first: Cells, layout: Layout) -> bool:
    """Whether the first row is a question as those below it, and no head."""
    return _is_key((first,), layout.correct, layout.options) and not role_of(cell_of(first, layout.question))


def _around(body: Sequence[Cells], correct: int, columns: Sequence[int]) -> Layout | None:
    """Return the layout in which a column tells the right one of the choices; None when it does not."""
    texts = [column for column in columns if column != correct]
    question = max(texts, key=lambda column: _questionness(body, column), default=-1)
    if question < 0 or not _are_sentences(body, question) or _is_count(body, correct):
        return None
    options = [column for column in texts if column > question and not _is_setting(body, column)]
    before = [column for column in options if column < correct]
    # What stands behind the key, where it tells one of those before it, is a subject, tags or an explanation.
    choices = before if len(before) > 1 and _is_key(body, correct, before) else options
    if len(choices) < 2 or not _is_key(body, correct, choices[:MOST_OPTIONS]):
        return None
    explanations = (column for column in options if column not in choices and _are_sentences(body, column))
    others = {"explanation": next(explanations, -1)}
    return Layout(-1, (), question, -1, correct, tuple(choices[:MOST_OPTIONS]), (), others, is_guess=True)


def _is_count(body: Sequence[Cells], column: int) -> bool:
    """Whether a column counts the rows, 1, 2, 3, and tells nothing of them."""
    cells = [cell_of(row, column) for row in body]
    if len(cells) < 3 or not cells[0].isdecimal() or len(cells[0]) > 6:
        return False
    return cells == [str(int(cells[0]) + index) for index in range(len(cells))]


def _are_sentences(body: Sequence[Cells], column: int) -> bool:
    """Whether nearly all cells of a column are of words, as no time, number or name is."""
    cells = [cell_of(row, column) for row in body]
    words = (bool(re.search(r"[^\W\d_]{2}", cell)) for cell in cells)
    fit = sum(has and (" " in cell or not cell[-1:].isalnum()) for has, cell in zip(words, cells, strict=True))
    return 10 * fit >= 8 * len(cells)


def _is_setting(body: Sequence[Cells], column: int) -> bool:
    """Whether a column holds the same number everywhere, such as seconds or points."""
    cells = {cell_of(row, column) for row in body}
    return len(body) > 1 and len(cells) == 1 and cells.pop().isdigit()


def _is_key(body: Sequence[Cells], correct: int, options: Sequence[int]) -> bool:
    """Whether each cell of a column is the text, letter or number of one of the options."""
    return all(
        cell_of(row, correct).casefold() in {cell_of(row, option).casefold() for option in options} - {""}
        for row in body
    ) or all(_is_place(cell_of(row, correct), len(options)) for row in body)


def _is_place(text: str, count: int) -> bool:
    """Whether a text is the letter or number of one of so many options."""
    return len(text) == 1 and (text.upper() in "ABCDEFGH"[:count] or text in "12345678"[:count])


def _questionness(body: Sequence[Cells], column: int) -> float:
    marks = sum(cell_of(row, column).endswith(("?", "؟", "？", ":", "…")) for row in body)
    return marks * 100 + _length(body, column)


def _length(body: Sequence[Cells], column: int) -> float:
    return sum(len(cell_of(row, column)) for row in body) / len(body)
