"""What readers say of a file: in English, with the sentence and what fills it kept for other languages."""

from __future__ import annotations


class Worded(str):
    """A text in English that knows its sentence, as it stands in the catalogue, and the values in it."""

    __slots__ = ("sentence", "values")

    sentence: str
    values: tuple[tuple[str, str], ...]


def worded(sentence: str, /, **values: object) -> Worded:
    """Say a sentence; its placeholders are `{name}`."""
    text = Worded(sentence.format(**values))
    text.sentence = sentence
    text.values = tuple((name, str(value)) for name, value in values.items())
    return text
