"""Choices that stand together in one cell, “A) Riga; B) Oslo”, and which of them another cell means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.trivia.formats.imported import squeezed
from bot.trivia.formats.lists import parted

_LETTER = re.compile(r"\(?([A-Ha-h])[.)]?")
_NUMBER = re.compile(r"\(?([0-8])[.)]?")
_LABEL = re.compile(r"\(?(?:[A-Ha-h]|[1-8])[.):]\s*(?=\S)")


def choices_of(cell: str) -> tuple[str, ...]:
    """Return the choices of a cell without their letters, by the first separator there is: line, bar, semicolon."""
    mark = next((mark for mark in "\n|;" if mark in cell.strip()), ",")
    parts = parted(cell) if mark == "|" else [part.strip() for part in cell.split(mark)]
    texts = tuple(part for part in parts if part)
    return tuple(_LABEL.sub("", text, 1) for text in texts) if all(map(_LABEL.match, texts)) else texts


def meant(cell: str, choices: Sequence[str], first: int = 1) -> int:
    """Return the number, from 0, of the choice that a cell means, by its text, letter or number; -1 for none.

    `first` is the number by which the first choice is called.
    """
    text = squeezed(cell).casefold()
    same = [index for index, choice in enumerate(choices) if squeezed(choice).casefold() == text]
    bare = _LABEL.sub("", text, 1)
    same = same or [index for index, choice in enumerate(choices) if squeezed(choice).casefold() == bare]
    letter, number = _LETTER.fullmatch(text), _NUMBER.fullmatch(text)
    index = ord(letter[1]) - ord("a") if letter else int(number[1]) - first if number else -1
    return same[0] if same else index if index < len(choices) else -1
