"""What the columns of a table are taken for, as whoever brought it is told, and as they say it themselves."""

from __future__ import annotations

import re

from bot.files.child import RefusedError
from bot.files.lettering import letters
from bot.frozen import Frozen


class Part(Frozen, frozen=True):
    """What a part of a question was taken from: columns by their letters, or a field of a list by its number."""

    role: str
    where: str
    is_field: bool = False

    def __str__(self) -> str:
        return f"{self.role} = {'field' if self.is_field else 'column'} {self.where}"


class Columns(Frozen, frozen=True):
    """What a table's columns are taken for, counted from 0: of the question, of what is right, and of the choices.

    `heads` are what the columns are called. What is not known is -1 or empty.
    """

    heads: tuple[str, ...] = ()
    question: int = -1
    right: int = -1
    choices: tuple[int, ...] = ()

    def __str__(self) -> str:
        choices = ",".join(map(letters, self.choices))
        return f"question={letters(self.question)} right={letters(self.right)} choices={choices}"


def parse_columns(text: str) -> Columns:
    """Return columns that are written as question=B right=F choices=C,D,E; RefusedError for anything else."""
    parts = {name.casefold(): value for name, _, value in (part.partition("=") for part in text.split())}
    if not {"question", "right"} <= parts.keys() or parts.keys() - {"question", "right", "choices"}:
        raise RefusedError("“{text}” names no columns; write them as question=B right=F choices=C,D,E", text=text[:60])
    choices = tuple(column_of(part) for part in re.split(r"[,;+&]", parts.get("choices", "")) if part)
    return Columns((), column_of(parts["question"]), column_of(parts["right"]), choices)


def column_of(text: str) -> int:
    """Return the number of a column that is called by its letters, from 0; RefusedError for anything else."""
    name = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{1,2}", name):
        raise RefusedError("“{text}” is no column; write its letter, such as B", text=text.strip()[:20])
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
