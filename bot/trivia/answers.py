"""Judges typed answers: misspellings are right; another answer, a second answer or another number is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.facts.names import tolerance, words
from bot.trivia.numbers import is_within
from bot.trivia.questions.asked import Asked
from bot.trivia.spoken import with_digits, with_words

_ARTICLES = {"the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "el", "los", "las", "il", "lo"}
# Words that people may write before a year or a place.
_OPENINGS = {"in", "on", "at", "it", "was", "is", "of"}
_GROUPED = re.compile(r"(?<=\d)[,.\u202f\u00a0 ](?=\d{3}(?!\d))")
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;&+]|\band\b")
_LISTED = re.compile(r"\s*[,;&+]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
# The letters of the choices, in their order.
LETTERS = "ABCDEFGH"
# An answer of fewer letters than this must be spelled exactly.
SHORT = 5
# How many wrong letters an answer may have at most, in all its words.
MOST_SLIPS = 2


def is_right(text: str, asked: Asked) -> bool:
    """Whether a typed answer means the right choice, exactly all the right ones, or an answer that is accepted too."""
    if asked.several:
        choices = chosen(text, asked)
        return choices == tuple(sorted(asked.several)) or (
            not choices and accepts(_AND.sub(" ", text), (_AND.sub(" ", asked.answer),), asked.wrong)
        )
    return accepts(text, (asked.answer, *asked.accept), asked.wrong)


def chosen(text: str, asked: Asked) -> tuple[int, ...]:
    """Return the choices that a text names by letters (“A, C”) or in full; none if the text contains anything else."""
    whole = [index for index, choice in enumerate(asked.choices) if choice.casefold() == text.strip().casefold()]
    letters = _letters(text, LETTERS[: len(asked.choices)])
    return tuple(whole or [LETTERS.index(letter) for letter in letters] or _named(text, asked.choices))


def lettered(indexes: Iterable[int]) -> str:
    """Return the letters of choices, as `chosen` reads them."""
    return ", ".join(LETTERS[index] for index in sorted(indexes))


def _letters(text: str, letters: str) -> list[str]:
    """Return the letters of choices in a text, sorted; none when it contains anything else."""
    typed = sorted(_SEPARATORS.sub("", text.casefold()).upper())
    return typed if set(typed) <= set(letters) and len(set(typed)) == len(typed) else []


def _named(text: str, choices: Sequence[str]) -> list[int]:
    """Return the choices that a text lists in full; none when any part of it is no choice."""
    parts = {part.casefold() for part in _LISTED.split(text.strip())}
    indexes = [index for index, choice in enumerate(choices) if choice.casefold() in parts]
    return indexes if len(indexes) == len(parts) else []


def accepts(text: str, answers: Sequence[str], others: Iterable[str] = ()) -> bool:
    """Whether a text means one of these answers, and is not as near to one of the others, which are wrong."""
    typed = _words(text)
    if not typed:
        return False
    if any(is_within(text, answer) for answer in answers):
        return True
    distance = min((_distance(typed, _words(answer)) for answer in answers), default=MOST_SLIPS + 1)
    if distance > MOST_SLIPS:
        return False
    return distance == 0 or all(_distance(typed, _words(other)) > distance for other in others)


def _words(text: str) -> tuple[str, ...]:
    """Return the words by which answers are compared: folded, without articles, with 1,500 as one number."""
    kept = with_digits(words(with_words(_GROUPED.sub("", text))))
    while len(kept) > 1 and kept[0] in _OPENINGS:
        kept = kept[1:]
    return tuple(word for word in kept if word not in _ARTICLES) or kept


def _distance(typed: Sequence[str], answer: Sequence[str]) -> int:
    """Return by how many letters two texts differ, more than MOST_SLIPS when they are different answers."""
    if sorted(typed) == sorted(answer) or "".join(typed) == "".join(answer):
        return 0
    if _numbers(typed) != _numbers(answer) or len("".join(answer)) < SHORT:
        return MOST_SLIPS + 1
    if len(typed) == len(answer):
        return min(_slips(typed, answer), _slips(sorted(typed), sorted(answer)))
    return _slips(("".join(typed),), ("".join(answer),))


def _slips(typed: Sequence[str], answer: Sequence[str]) -> int:
    # Imported here: the import takes 10 ms, and only misspellings need it.
    from rapidfuzz.distance import OSA

    slips = 0
    for word, right in zip(typed, answer, strict=True):
        distance = OSA.distance(word, right)
        if distance > _allowed(right):
            return MOST_SLIPS + 1
        slips += distance
    return slips


def _allowed(word: str) -> int:
    # One letter stricter than the search for names, which only offers what may be meant: Iran is not Iraq.
    return 0 if word.isdigit() else tolerance(len(word) - 1)


def _numbers(parts: Sequence[str]) -> list[str]:
    """Return the words that have a digit, sorted."""
    return sorted(word for word in parts if any(letter.isdigit() for letter in word))


def initial(answer: str) -> str:
    """Return a hint to a typed answer: its first letter, and a mark for each further letter of every word."""
    return " ".join(word[0] + "·" * (len(word) - 1) for word in answer.split())
