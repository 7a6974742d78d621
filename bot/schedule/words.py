"""Reads times of day and days of the week as people type them.

The names of days are those of the Unicode CLDR, in the languages that people ask in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache

from babel import Locale

from bot.facts.names import fold
from bot.patterns import expression
from bot.schedule.rule import EVERY_DAY

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LANGUAGES = ("en", "ru", "uk", "de", "fr", "pl")
_EVERY = expression(r"\b(?:every|each|on|all|from)\s+")
# “Working days” is replaced by one word, since a list of days is cut at blanks.
_WORKING = expression(r"\b(?:business|working|work|school|week) days?\b")
_NAMED_DAYS = {
    **dict.fromkeys(("all", "daily", "day", "days", "everyday", "week", "taglich"), EVERY_DAY),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays", "werktags", "wochentags", "budni"), EVERY_DAY[:5]),
    **dict.fromkeys(("weekend", "weekends", "wochenende", "vykhodnye"), EVERY_DAY[5:]),
}
# Abbreviations that CLDR does not have; of the single letters, the others stand for two days each.
_ALSO_DAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "m": 0, "w": 2, "f": 4}
_LISTED = expression(r"\s*(?:,|;|&|/|\+|\b(?:and|und|et|и|і|та)\b|\s)\s*")
_TO = expression(r"\s*(?:-|–|—|\b(?:to|through|thru|until|till|bis|au|до|по)\b)\s*")
_EXCEPT = expression(r"\b(?:except|but not|but|without)(?: for| on)?\b")
_CLOCK = expression(r"([01]?[0-9]|2[0-3])(?:[:.h ]| uhr )?([0-5][0-9])(?: ?(?:h|uhr))?")
_HOUR = expression(r"([01]?[0-9]|2[0-3])(?: ?h| o'?clock| uhr)?")
_TWELVE = expression(r"(1[0-2]|0?[1-9])(?:[:. ]?([0-5][0-9]))? ?([ap])\.?m\.?")
NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NUMBERS = {
    **{"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"},
    **{"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "thirty": "30"},
}
_NUMBER = expression(rf"\b(?:{'|'.join(_NUMBERS)})\b")
_HALVES = {" in the morning": " am", " in the afternoon": " pm", " in the evening": " pm"}
_SPOKEN = expression(r"(half|a quarter|quarter) (past|after|to) (.+)")
_MINUTES_OF_DAY = 24 * 60


def time_of(text: str) -> time:
    """Read `09:00`, `9`, `0900`, `9.30`, `21h15`, `9 am`, `noon`, `quarter past nine`.

    ValueError with the text when it is no time of day.
    """
    plain = _NUMBER.sub(lambda match: _NUMBERS[match[0]], text.strip().casefold().replace("’", "'"))
    plain = plain.removeprefix("at ")
    for words, half in _HALVES.items():
        plain = plain.replace(words, half)
    at = _spoken(plain) or _in_digits(plain) or NAMED_TIMES.get(plain)
    if at is None:
        raise ValueError(text)
    return at


def _spoken(plain: str) -> time | None:
    """Return the time of `quarter past 9`; None unless it counts from a full hour, and for `half to`."""
    match = _SPOKEN.fullmatch(plain)
    hour = _in_digits(match[3]) or NAMED_TIMES.get(match[3]) if match else None
    if match is None or hour is None or hour.minute or (match[1], match[2]) == ("half", "to"):
        return None
    minutes = 30 if match[1] == "half" else 15
    at = (hour.hour * 60 + (-minutes if match[2] == "to" else minutes)) % _MINUTES_OF_DAY
    return time(at // 60, at % 60)


def _in_digits(plain: str) -> time | None:
    if match := _CLOCK.fullmatch(plain):
        return time(int(match[1]), int(match[2]))
    if match := _HOUR.fullmatch(plain):
        return time(int(match[1]))
    if match := _TWELVE.fullmatch(plain):
        return time(int(match[1]) % 12 + (12 if match[3] == "p" else 0), int(match[2] or 0))
    return None


def weekdays_of(text: str) -> tuple[int, ...]:
    """Read `mon-fri`, `monday to friday`, `Mo, Mi`, `every weekday`, `all but sunday`: days, from Monday as 0.

    ValueError with the text when it names none.
    """
    plain = _WORKING.sub("weekdays", _EVERY.sub("", " ".join(text.casefold().split())))
    among, *others = _EXCEPT.split(plain)
    days = {*EVERY_DAY} if others and not among.strip() else _all_of(among.strip(), text)
    for other in others:
        days -= _all_of(other.strip(), text)
    if not days:
        raise ValueError(text)
    return tuple(sorted(days))


def weekday_of(word: str) -> int | None:
    """Return a day of the week, from Monday as 0, by its name or an abbreviation; None for any other word."""
    name, names = fold(word), _names_of_days()
    return names.get(name, names.get(name.removesuffix("s")))


def _all_of(plain: str, text: str) -> set[int]:
    return {day for part in _LISTED.split(_TO.sub("-", plain)) for day in _days_of(part, text)}


def _days_of(part: str, text: str) -> tuple[int, ...]:
    if fold(part) in _NAMED_DAYS:
        return _NAMED_DAYS[fold(part)]
    first, dash, last = part.partition("-")
    start, end = weekday_of(first), weekday_of(last if dash else first)
    if start is None or end is None:
        raise ValueError(text)
    return tuple((start + number) % 7 for number in range((end - start) % 7 + 1))


@cache
def _names_of_days() -> Mapping[str, int]:
    """Return the days by their folded names; where two languages disagree, the first of LANGUAGES decides."""
    return {name: day for name, day in reversed([*_ALSO_DAYS.items(), *_written()]) if name}


def _written() -> Iterator[tuple[str, int]]:
    for locale in map(Locale.parse, LANGUAGES):
        for width in ("wide", "abbreviated", "short"):
            for style in ("format", "stand-alone"):
                yield from ((fold(name), day) for day, name in locale.days[style][width].items())
