"""Finds the words of an expectation in a text, however its lines break and its days are written."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

_DAY = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]+) (\d{4})")
_MONTHS = frozenset(calendar.month_name[1:])
# An address or an id answers nobody, though it may hold a word or a number.
_UNREAD = re.compile(r"<https?:[^>]*>|^\s*id: \S+\s*$", re.MULTILINE)
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " "})


def holds(text: str, words: Iterable[tuple[str, ...]]) -> bool:
    """Whether all of the words stand in a text, of each any one spelling."""
    lines = _UNREAD.sub(" ", text)
    return all(any(_stands(spelling, lines) for spelling in word) for word in words)


def _stands(word: str, lines: str) -> bool:
    if word in ("Yes", "No"):
        return re.search(rf"^\W*{word}(?:[.,:;!–—]|\s*$)", lines, re.MULTILINE) is not None
    text = _flat(lines)
    match = _DAY.fullmatch(word)
    if match and match[2] in _MONTHS:
        return _has_day(match[1] or "", match[2], match[3], text)
    return re.search(rf"(?<!\w){re.escape(_flat(word))}(?!\w)", text) is not None


def _flat(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split()).casefold()


def _has_day(day: str, month: str, year: str, text: str) -> bool:
    """Whether a day stands in a text; its year may stand elsewhere, as above a list of one year's events."""
    name = f"{month.casefold()}|{month[:3].casefold()}"
    number = rf"(?<!\d)0?{day}(?:\s?[–-]\s?\d+)? " if day else r"(?<!\w)"
    years = re.findall(rf"{number}(?:{name})\b\.?(?: (\d{{4}})\b)?", text)
    return year in years or ("" in years and re.search(rf"\b{year}\b", text) is not None)
