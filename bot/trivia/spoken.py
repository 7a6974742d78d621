"""Makes answers comparable: “fifteen” becomes 15, “&” becomes “and”, and signs that matter become words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split())} | {
    word: number * 10 for number, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Signs that matter although answers are compared by letters and digits: -5 is not 5, 1.5 is not 15, C++ is not C.
_SIGNS = (
    (re.compile(r"&"), " and "),
    (re.compile(r"(?<![\w)])[-−](?=\d)"), " minus "),
    (re.compile(r"(?<![\d.,])(\d{1,30})[.,](\d{1,30})(?![\d.,])"), r"\1 point \2"),
    (re.compile(r"\+"), " plus "),
    (re.compile(r"(?<=[A-Za-z])#"), " sharp"),
)


def with_words(text: str) -> str:
    """Return a text in which signs that matter are words."""
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text


def with_digits(words: Sequence[str]) -> tuple[str, ...]:
    """Return folded words, with numbers that are spelt out in digits: nineteen forty nine is 1949."""
    return tuple(_numbered(words))


def _numbered(words: Sequence[str]) -> Iterator[str]:
    index = 0
    while index < len(words):
        end, number = _run(words, index)
        if end == index:
            yield words[index]
            index += 1
        else:
            yield str(number)
            index = end


def _run(words: Sequence[str], start: int) -> tuple[int, int]:
    """Return where the number that begins at `start` ends, and the number; `start` where none begins."""
    total, current, index = 0, 0, start
    while index < len(words):
        word = words[index]
        if word in _NUMBERS and _fits(current, _NUMBERS[word], is_first=index == start):
            # Years are spoken in pairs: nineteen forty.
            is_pair = current < 100 and _NUMBERS[word] >= 10
            current = current * 100 + _NUMBERS[word] if is_pair else current + _NUMBERS[word]
        elif word in _SCALES and index > start:
            total, current = _scaled(total, current, _SCALES[word])
        elif not (word == "and" and index > start and words[index - 1] in _SCALES and _goes_on(words, index)):
            break
        index += 1
    return index, total + current


def _fits(current: int, number: int, *, is_first: bool) -> bool:
    """Whether a number can follow what was spoken so far: forty nine, hundred forty, nineteen forty."""
    if is_first or current % 100 == 0:
        return True
    if number < 10:
        return number > 0 and current % 10 == 0
    return current < 100


def _scaled(total: int, current: int, scale: int) -> tuple[int, int]:
    value = max(current, 1) * scale
    return (total, value) if scale == 100 else (total + value, 0)


def _goes_on(words: Sequence[str], index: int) -> bool:
    return index + 1 < len(words) and words[index + 1] in _NUMBERS
