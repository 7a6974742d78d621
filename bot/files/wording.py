"""What readers say of a file: in English, with the sentence and what fills it kept for other languages."""

from __future__ import annotations

from typing import TypeAlias

from bot.frozen import Frozen


class Said(Frozen, frozen=True):
    """A sentence as it stands in the catalogue, and what fills it, of which some may be sentences themselves."""

    sentence: str
    values: tuple[tuple[str, str | Said], ...] = ()


Value: TypeAlias = str | Said


class Worded(str):
    """A text in English that knows its sentence, as it stands in the catalogue, and the values in it."""

    __slots__ = ("said",)

    said: Said


def worded(sentence: str, /, **values: object) -> Worded:
    """Say a sentence; its placeholders are `{name}`."""
    text = Worded(sentence.format(**values))
    text.said = Said(sentence, tuple((name, value_of(value)) for name, value in values.items()))
    return text


def value_of(value: object) -> Value:
    """Return a value as it goes from process to process: a sentence stays one."""
    return value.said if isinstance(value, Worded) else str(value)


def spoken(said: Value) -> str:
    """Return what went from process to process as the text it was."""
    if isinstance(said, str):
        return said
    return worded(said.sentence, **{name: spoken(value) for name, value in said.values})
