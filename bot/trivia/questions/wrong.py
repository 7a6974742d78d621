"""Wrong choices: surely wrong, and so like the right one in form that they do not give it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from bot.facts.dates import HistoricalDate
from bot.facts.names import fold, words

# How many choices a question has where the facts give so many, and how few it may have.
MOST, LEAST = 4, 3
# How many times as long as the right choice a wrong one may be, or the other way round.
LENGTHS = 1.8
YEAR = re.compile(r"\b(1[0-9]|20)\d\d\b")
_SMALL = {
    "the",
    "and",
    "for",
    "from",
    "with",
    "into",
    "that",
    "this",
    "its",
    "his",
    "her",
    "their",
    "are",
    "was",
    "were",
}


def tells_year(text: str) -> bool:
    """Whether a text gives away when it was."""
    return bool(YEAR.search(text))


def apart(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether two dates surely have no day in common."""
    return not one.overlaps(other)


def alike(right: str, candidates: Iterable[str], number: int, rng: Random) -> tuple[str, ...]:
    """Return up to so many wrong choices of the same form as the right one.

    How many of them are longer than the right one is drawn first, so that its length does not give it away.
    """
    fit = [text for text in _distinct(right, candidates) if _is_alike(right, text)]
    longer = [text for text in fit if len(text) >= len(right)]
    shorter = [text for text in fit if len(text) < len(right)]
    some = longer[: rng.randint(0, number)]
    chosen = some + shorter[: number - len(some)]
    chosen += longer[len(some) : len(some) + number - len(chosen)]
    return tuple(chosen)


def _distinct(right: str, candidates: Iterable[str]) -> list[str]:
    seen, kept = {fold(right)}, []
    for text in candidates:
        if fold(text) not in seen:
            seen.add(fold(text))
            kept.append(text)
    return kept


def _is_alike(right: str, text: str) -> bool:
    short, long = sorted((len(right), len(text)))
    # Short names differ by a few letters without standing out.
    return long <= max(short * LENGTHS, short + 12) and _shape(right) == _shape(text)


def _shape(text: str) -> tuple[bool, bool, bool]:
    """Return whether a text has a digit, ends a sentence, and begins with a capital, which one sees at a glance."""
    return any(letter.isdigit() for letter in text), text.endswith((".", "!", "?")), text[:1].isupper()


def mixed(right: str, wrong: Sequence[str], rng: Random) -> tuple[tuple[str, ...], int]:
    """Return the choices in random order, and where the right one stands."""
    choices = [right, *wrong]
    rng.shuffle(choices)
    return tuple(choices), choices.index(right)


def mixed_several(right: Sequence[str], wrong: Sequence[str], rng: Random) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the choices in random order, and where the right ones stand."""
    choices = [*right, *wrong]
    rng.shuffle(choices)
    return tuple(choices), tuple(index for index, choice in enumerate(choices) if choice in right)


def speaks_of(text: str, names: Iterable[str]) -> bool:
    """Whether a text has a word by which one of these names is recognized."""
    words_of_text = set(words(text))
    return any(word in words_of_text for name in names for word in telling(name))


def telling(name: str) -> set[str]:
    """Return the words by which a name is recognized."""
    return {word for word in words(name) if len(word) > 2 and word not in _SMALL}
