"""Judges what somebody typed: slips and spellings pass, another answer, a second answer or another number does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.facts.names import tolerance, words
from bot.trivia.numbers import is_within
from bot.trivia.questions.asked import Asked
from bot.trivia.spoken import with_digits, with_words

_ARTICLES = {"the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "el", "los", "las", "il", "lo"}
# What people write before a year or place; a question may ask for it or not.
_OPENINGS = {"in", "on", "at", "it", "was", "is", "of"}
_GROUPED = re.compile(r"(?<=\d)[,.\u202f\u00a0 ](?=\d{3}(?!\d))")
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;&+]|\band\b")
_LISTED = re.compile(r"\s*[,;&+]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
# By which choices are called, in their order.
LETTERS = "ABCDEFGH"
# An answer shorter than this is taken letter for letter.
SHORT = 5
# In all, however many words there are.
MOST_SLIPS = 2


def is_right(text: str, asked: Asked) -> bool:
    """Whether a typed answer means the right choice, or all the right ones and no other, or what is accepted for it."""
    if asked.several:
        picked = chosen(text, asked)
        return picked == tuple(sorted(asked.several)) or (
            not picked and accepts(_AND.sub(" ", text), (_AND.sub(" ", asked.answer),), asked.wrong)
        )
    return accepts(text, (asked.answer, *asked.accept), asked.wrong)


def chosen(text: str, asked: Asked) -> tuple[int, ...]:
    """Return the choices that a text names in letters (“A, C”) or in full, in their order; none if it says any more."""
    whole = [index for index, choice in enumerate(asked.choices) if choice.casefold() == text.strip().casefold()]
    letters = _letters(text, LETTERS[: len(asked.choices)])
    return tuple(whole or [LETTERS.index(letter) for letter in letters] or _named(text, asked.choices))


def lettered(indexes: Iterable[int]) -> str:
    """Return choices by their letters, as `chosen` reads them."""
    return ", ".join(LETTERS[index] for index in sorted(indexes))


def _letters(text: str, letters: str) -> list[str]:
    """Return the letters that a text is made of, sorted; none when it is made of anything more."""
    typed = sorted(_SEPARATORS.sub("", text.casefold()).upper())
    return typed if set(typed) <= set(letters) and len(set(typed)) == len(typed) else []


def _named(text: str, choices: Sequence[str]) -> list[int]:
    """Return the choices of which a text is a list; none when a part of it is no choice."""
    parts = {part.casefold() for part in _LISTED.split(text.strip())}
    indexes = [index for index, choice in enumerate(choices) if choice.casefold() in parts]
    return indexes if len(indexes) == len(parts) else []


def accepts(text: str, answers: Sequence[str], others: Iterable[str] = ()) -> bool:
    """Whether a text means one of these answers and is no nearer to one of the others, which are wrong."""
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
    """Return the words that count: folded, without articles, with 1,500 as one number."""
    kept = with_digits(words(with_words(_GROUPED.sub("", text))))
    while len(kept) > 1 and kept[0] in _OPENINGS:
        kept = kept[1:]
    return tuple(word for word in kept if word not in _ARTICLES) or kept


def _distance(typed: Sequence[str], answer: Sequence[str]) -> int:
    """Return how many slips lie between two texts, more than MOST_SLIPS when they are different answers."""
    if sorted(typed) == sorted(answer) or "".join(typed) == "".join(answer):
        return 0
    if _numbers(typed) != _numbers(answer) or len("".join(answer)) < SHORT:
        return MOST_SLIPS + 1
    if len(typed) == len(answer):
        return min(_slips(typed, answer), _slips(sorted(typed), sorted(answer)))
    return _slips(("".join(typed),), ("".join(answer),))


def _slips(typed: Sequence[str], answer: Sequence[str]) -> int:
    # 10 ms of a start, which only slips need.
    from rapidfuzz.distance import OSA

    slips = 0
    for one, other in zip(typed, answer, strict=True):
        distance = OSA.distance(one, other)
        if distance > _allowed(other):
            return MOST_SLIPS + 1
        slips += distance
    return slips


def _allowed(word: str) -> int:
    # One letter stricter than where a name is sought, which offers what it may mean: Iran is not Iraq.
    return 0 if word.isdigit() else tolerance(len(word) - 1)


def _numbers(parts: Sequence[str]) -> list[str]:
    """Return the words that have a digit, which must be the same in both."""
    return sorted(word for word in parts if any(letter.isdigit() for letter in word))


def initial(answer: str) -> str:
    """Return a hint to a typed answer: its first letter, and a mark for each further letter of every word."""
    return " ".join(word[0] + "·" * (len(word) - 1) for word in answer.split())
