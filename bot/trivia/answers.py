"""Judges what somebody typed: slips and spellings pass, another answer, a second answer or another number does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from bot.facts.names import tolerance, words
from bot.trivia.numbers import is_within
from bot.trivia.questions.asked import Asked
from bot.trivia.spoken import with_digits, with_words

_ARTICLES = {"the", "a", "an", "le", "la", "les", "l", "un", "une", "der", "die", "das", "el", "los", "las", "il", "lo"}
# What people write before a year or place; a question may ask for it or not.
_OPENINGS = {"in", "on", "at", "it", "was", "is", "of"}
_GROUPED = re.compile(r"(?<=\d)[,.\u202f\u00a0 ](?=\d{3}(?!\d))")
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
# By which choices are called, in their order.
LETTERS = "ABCDEFGH"
# An answer shorter than this is taken letter for letter.
SHORT = 5
# In all, however many words there are.
MOST_SLIPS = 2


def is_right(text: str, asked: Asked) -> bool:
    """Whether a typed answer means the right choice, or all the right ones and no other, or what is accepted for it."""
    if asked.several:
        return _letters(text) == {LETTERS[index] for index in asked.several} or accepts(
            _AND.sub(" ", text), (_AND.sub(" ", asked.answer),), asked.wrong
        )
    return accepts(text, (asked.answer, *asked.accept), asked.wrong)


def _letters(text: str) -> set[str]:
    """Return the letters that a text is made of, such as “A, C”; nothing when it is made of more."""
    parts = re.sub(r"[\s,;&+]|\band\b", "", text.casefold())
    return (
        set(parts.upper()) if parts and set(parts.upper()) <= set(LETTERS) and len(set(parts)) == len(parts) else set()
    )


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
    found = with_digits(words(with_words(_GROUPED.sub("", text))))
    while len(found) > 1 and found[0] in _OPENINGS:
        found = found[1:]
    return tuple(word for word in found if word not in _ARTICLES) or found


def _distance(typed: Sequence[str], answer: Sequence[str]) -> int:
    """Return how many slips lie between two texts, more than MOST_SLIPS when they are different answers."""
    if sorted(typed) == sorted(answer) or "".join(typed) == "".join(answer):
        return 0
    if _numbers(typed) != _numbers(answer) or len("".join(answer)) < SHORT:
        return MOST_SLIPS + 1
    if len(typed) == len(answer):
        in_order = _slips(typed, answer)
        return min(in_order, _slips(sorted(typed), sorted(answer)))
    return _slips(("".join(typed),), ("".join(answer),))


def _slips(typed: Sequence[str], answer: Sequence[str]) -> int:
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
