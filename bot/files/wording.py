"""What readers say of a file: in English, and with the sentence and its values, for other languages."""

from __future__ import annotations

from typing import TypeAlias

from bot.frozen import Frozen


class Said(Frozen, frozen=True):
    """A sentence as it stands in the catalogue, and its values, some of which may be sentences themselves."""

    sentence: str
    values: tuple[tuple[str, str | Said], ...] = ()


Value: TypeAlias = str | Said


class Worded(str):
    """A text in English that knows its sentence in the catalogue, and the values in it."""

    __slots__ = ("said",)

    said: Said


def worded(sentence: str, /, **values: object) -> Worded:
    """Return a sentence with its values in the places of its `{name}`s."""
    text = Worded(sentence.format(**values))
    text.said = Said(sentence, tuple((name, value_of(value)) for name, value in values.items()))
    return text


def value_of(value: object) -> Value:
    """Return a value in a form that JSON can carry from the child: a sentence stays one."""
    return value.said if isinstance(value, Worded) else str(value)


def spoken(said: Value) -> str:
    """Return the text that `value_of` has taken apart."""
    if isinstance(said, str):
        return said
    return worded(said.sentence, **{name: spoken(value) for name, value in said.values})
