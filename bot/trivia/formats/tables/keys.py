"""Which choices a cell names as the right ones, by number, letter or text, and where it may mean another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.files.wording import Worded, worded
from bot.frozen import Frozen
from bot.trivia.formats.draft import LostError
from bot.trivia.formats.lists import choices_of, meant, parted
from bot.trivia.formats.tables.layout import Layout, cell_of
from bot.trivia.formats.tables.rows import Row
from bot.trivia.formats.texts import distinct, squeezed

_PLACE = re.compile(r"\(?(?:([0-9]{1,2})(?:\.0)?|([A-Ha-h]))[.)]?")
_BETWEEN_PLACES = re.compile(r"[\s,;/&|+]+")
_LABEL = re.compile(r"(?:answer|option|choice|antwort)\s*([0-9A-Ha-h])", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}")
# What programs write, as “correct_index”: the first choice is 0.
_INDEX = re.compile(r"ind(ex|ice)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Keys(Frozen, frozen=True):
    """How the rows of a table, which may have so many `options`, tell which choices are right.

    `are_places` where every row does so by number or letter, `are_texts` where some give the text of a choice, and
    `is_sure` where the head itself says that they are numbers. `first` is the number of the first choice; None where it
    may be 0 or 1.
    """

    options: int
    are_places: bool
    are_texts: bool
    is_sure: bool
    first: int | None

    @property
    def counted_from(self) -> int:
        """The number of the first choice, for rows that tell the right one by its letter or text."""
        return 1 if self.first is None else self.first

    def choice(self, cell: str, choices: Sequence[str]) -> int:
        """Return which of choices a cell means, from 0; LostError where it means none, or may mean another."""
        index = meant(cell, choices, self.counted_from)
        if index < 0 or not cell:
            raise LostError(_unnamed(cell))
        if doubt := self._doubt_of_number(cell, is_text=cell in choices):
            raise LostError(doubt)
        return index

    def right(self, cell: str, options: Mapping[int, str], place: str) -> tuple[int, ...]:
        """Return which options a cell at a place names; LostError where none, or where it may mean others.

        `options` are those that the row has, by their numbers from 0.
        """
        right = self._named(cell, options)
        if not right or any(index not in options for index in right):
            raise LostError(_unnamed(cell), place)
        if doubt := self._doubt(cell, right, options):
            raise LostError(doubt, place)
        return right

    def _named(self, cell: str, options: Mapping[int, str]) -> tuple[int, ...]:
        if self.are_places:
            return _by_place(cell, self.options, self.counted_from)
        label = _LABEL.fullmatch(cell)
        return _by_text(cell, options) or _by_place(label[1] if label else cell, self.options, self.counted_from)

    def _doubt(self, cell: str, right: Sequence[int], options: Mapping[int, str]) -> str:
        """Return why a cell that names a choice may mean another one, or ""."""
        others = _by_text(cell, options)
        if not (self.are_places and others and set(others) != set(right)) or self.is_sure:
            return self._doubt_of_number(cell, is_text=bool(others))
        if cell[:1].isdigit():
            return _number_or_text(cell)
        return worded(
            "“{correct}” may be the letter of a choice or its text; write the number, such as 2", correct=cell[:30]
        )

    def _doubt_of_number(self, cell: str, *, is_text: bool) -> str:
        """Return why a number may mean another choice than the one of that number, or ""; none where it is a text."""
        if is_text or not cell[:1].isdigit() or not is_place(cell):
            return ""
        if self.first is None:
            return worded("“{correct}” may count from 0 or from 1; write the letter, such as B", correct=cell[:30])
        return _number_or_text(cell) if self.are_texts else ""


def keys_of(layout: Layout, rows: Sequence[Row]) -> Keys:
    """Return how the rows of a table tell what is right, as all of them show."""
    head = cell_of(layout.names, layout.correct).casefold()
    return Keys(
        len(layout.options),
        _are_places(layout, rows),
        _are_texts(layout, rows),
        # As Kahoot’s and Blooket’s do.
        "(s)" in head or "#" in head or "number" in head,
        _first(layout, rows),
    )


def _are_places(layout: Layout, rows: Sequence[Row]) -> bool:
    cells = [cell for row in rows if (cell := row.cell(layout.correct))]
    return bool(cells) and all(cell == "0" or _by_place(cell, len(layout.options)) for cell in cells)


def _are_texts(layout: Layout, rows: Sequence[Row]) -> bool:
    """Whether a row tells the right answer by a text that cannot be the number or letter of a choice."""
    cells = ((row.cell(layout.key), _choices(row, layout)) for row in rows)
    return any(cell in choices and not is_place(cell) for cell, choices in cells)


def _first(layout: Layout, rows: Sequence[Row]) -> int | None:
    """Return the number of the first choice, as the numbers of all rows tell."""
    cells = ((row.cell(layout.key), _choices(row, layout)) for row in rows)
    numbers = [(int(cell), choices) for cell, choices in cells if _NUMBER.fullmatch(cell) and cell not in choices]
    if not numbers or any(number == len(choices) for number, choices in numbers):
        return 1
    if any(number == 0 for number, _ in numbers):
        return 0
    return None if _INDEX.search(cell_of(layout.names, layout.key)) else 1


def _choices(row: Row, layout: Layout) -> tuple[str, ...]:
    """Return the choices among which the key of a row tells the right one."""
    if layout.options:
        return row.texts(layout.options)
    return choices_of(row.cell(layout.other("listed"))) or parted(row.cell(layout.other("choices")))


def names_option(row: Row, layout: Layout) -> bool:
    """Whether a cell may mean an option: by its place, or by a text that one has in the other, as “B. Riga”."""
    correct = row.cell(layout.correct)
    if _by_place(correct, len(layout.options)):
        return True
    key = f" {_words(correct)} "
    options = [f" {_words(text)} " for text in row.texts(layout.options)]
    return any(text in key or key in text for text in options)


def _words(text: str) -> str:
    """Return a text so that one is found in another by whole words: “nova” is not in “supernova”."""
    return " ".join(_WORD.findall(text.casefold()) or [text.casefold()])


def is_place(text: str) -> bool:
    """Whether a text can be the number or letter of a choice."""
    return bool(_PLACE.fullmatch(text))


def _by_place(cell: str, count: int, first: int = 1) -> tuple[int, ...]:
    """Return the options that a cell such as “1,3” or “B” names, from 0; () when it names none."""
    parts = [part for part in _BETWEEN_PLACES.split(cell.strip()) if part]
    places = [place for part in parts if (place := _PLACE.fullmatch(part))]
    if not parts or len(places) < len(parts):
        return ()
    numbers = [int(place[1]) - first if place[1] else ord(place[2].upper()) - ord("A") for place in places]
    return tuple(dict.fromkeys(numbers)) if all(0 <= number < count for number in numbers) else ()


def _by_text(cell: str, options: Mapping[int, str]) -> tuple[int, ...]:
    """Return the options of which a cell has the text, several of them with commas or bars between."""
    folded = {index: squeezed(text).casefold() for index, text in options.items()}
    whole = tuple(index for index, text in options.items() if text and text.casefold() == squeezed(cell).casefold())
    if whole:
        return whole[:1]
    parts = {part.casefold() for part in distinct(re.split("[|;,]", cell))}
    indexes = tuple(index for index, text in folded.items() if text in parts)
    return indexes if len({options[index].casefold() for index in indexes}) == len(parts) else ()


def _number_or_text(cell: str) -> Worded:
    return worded(
        "“{correct}” may be the number of a choice or its text; write the letter, such as B", correct=cell[:30]
    )


def _unnamed(cell: str) -> Worded:
    if not cell:
        return worded("nothing tells which choice is right")
    return worded("“{correct}” names no choice that is there; write numbers such as 1,3", correct=cell[:30])
