"""Several texts in one cell: with bars between, each itself after a backslash, or choices, “A) Riga; B) Oslo”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.trivia.formats.texts import squeezed

# What is read once is never given back: a text that ends in a lone backslash would be tried from each of its places.
_PART = re.compile(r"((?:\\.?|[^\\|])*+)(?:\||\Z)", re.DOTALL)
_HIDDEN = re.compile(r"\\(.)", re.DOTALL)
_LETTER = re.compile(r"\(?([A-Ha-h])[.)]?")
_NUMBER = re.compile(r"\(?([0-8])[.)]?")
_LABEL = re.compile(r"\(?(?:[A-Ha-h]|[1-8])[.):]\s*(?=\S)")


def joined(texts: Iterable[str]) -> str:
    """Write texts as one cell."""
    return " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def parted(cell: str) -> tuple[str, ...]:
    """Read the texts of a cell; empty ones are none."""
    # Most cells are empty.
    parts = (_HIDDEN.sub(r"\1", part).strip() for part in _PART.findall(cell)) if cell else ()
    return tuple(part for part in parts if part)


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
