"""A number of a spreadsheet as the sheet shows it: by its format, a day as a day and 0.5 as 50%."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta

# Formats that a workbook names by number alone (ECMA-376, part 1, 18.8.30).
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-mm-dd",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "0.0E+0",
}  # fmt: skip
FORMAT_LIMIT = 200
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKET = re.compile(r"\[(?:\$([^\-\]]*)(?:-([^\]]*))?|[^\]]*)\]")
_DATE = re.compile(r"y+|m+|d+|h+|s+|AM/PM|A/P", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,.]*(?:E[+-][0#?]+)?", re.IGNORECASE)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# More per cent signs than these make no difference: any number is infinite by then.
_MOST_PERCENTS = 100
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Dates up to the last one that datetime has.
_LAST_SERIAL = 2_958_465


def shown(number: float, format: str, is_1904: bool = False) -> str:
    """Return a number as a format shows it, or without a format where that is unknown."""
    if not math.isfinite(number):
        return str(number)
    parts = format[:FORMAT_LIMIT].split(";")
    negative = number < 0 and len(parts) > 1
    pattern = _BRACKET.sub(lambda bracket: bracket[1] or "", _QUOTED.sub(_literal, parts[1] if negative else parts[0]))
    if not pattern or pattern.casefold() in {"general", "@"}:
        return plain_number(number)
    if _is_date(pattern) and (0 <= number <= _LAST_SERIAL):
        return _date(number, pattern, is_1904)
    return _number(abs(number) if negative else number, pattern)


def bare(number: float, format: str, is_1904: bool = False) -> str:
    """Return a number without its format, and a day as 2008-08-08."""
    pattern = _BRACKET.sub("", _QUOTED.sub("", format[:FORMAT_LIMIT].partition(";")[0]))
    is_day = _is_date(pattern) and bool(re.search("[yd]", pattern, re.IGNORECASE))
    return shown(number, "yyyy-mm-dd" if is_day else "General", is_1904)


# Letters of quoted texts are moved here meanwhile, lest they be taken for parts of a date.
_SHIFT = 0xE000


def _literal(quoted: re.Match[str]) -> str:
    text = quoted[1] or quoted[2] or ""
    return "".join(chr(_SHIFT + ord(letter)) if ord(letter) < 128 else letter for letter in text)


def _unshifted(text: str) -> str:
    return "".join(chr(ord(letter) - _SHIFT) if _SHIFT <= ord(letter) < _SHIFT + 128 else letter for letter in text)


def plain_number(number: float) -> str:
    """Return a number without a format: a year that is kept as 1949.0 is written 1949."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}"


def _is_date(format: str) -> bool:
    return bool(re.search(r"[ymdhs]", format, re.IGNORECASE)) and not re.search(r"[0#?]", format)


def _number(number: float, format: str) -> str:
    digits = _DIGITS.search(format)
    if not digits:
        return _unshifted(format).strip() or plain_number(number)
    if "/" in format:
        return plain_number(number)
    value = number * 100.0 ** min(format.count("%"), _MOST_PERCENTS)
    return _unshifted(format[: digits.start()] + _digits(value, digits[0]) + format[digits.end() :]).strip()


def _digits(value: float, format: str) -> str:
    body, mark, _ = format.upper().partition("E")
    whole, _, decimals = body.partition(".")
    places = len(re.sub(r"[^0#?]", "", decimals))
    if mark:
        return f"{value:.{places}E}"
    text = f"{value:,.{places}f}" if "," in whole.rstrip(",") else f"{value:.{places}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    return text.rstrip(".")


def _date(number: float, format: str, is_1904: bool) -> str:
    # Excel has a 29 February 1900, which never was.
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001, a cell has no zone
    try:
        when = first + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return plain_number(number)
    is_half = "/P" in format.upper() and ("AM/PM" in format.upper() or "A/P" in format.upper())
    tokens = list(_DATE.finditer(format))
    parts: list[str] = []
    position = 0
    for index, token in enumerate(tokens):
        parts.append(format[position : token.start()])
        position = token.end()
        near = (tokens[index - 1][0][0].lower() if index else "", _next(tokens, index))
        parts.append(_token(token[0], when, is_half, near))
    return _unshifted("".join((*parts, format[position:]))).strip()


def _next(tokens: list[re.Match[str]], index: int) -> str:
    return tokens[index + 1][0][0].lower() if index + 1 < len(tokens) else ""


def _token(token: str, when: datetime, is_half: bool, near: tuple[str, str]) -> str:
    kind, length = token[0].lower(), len(token)
    if kind == "a":
        return "AM" if when.hour < 12 else "PM"
    if kind == "m" and (near[0] == "h" or near[1] == "s"):
        return _padded(when.minute, length)
    if kind == "y":
        return f"{when.year:04}" if length > 2 else f"{when.year % 100:02}"
    if kind == "m":
        return _named(_MONTHS[when.month - 1], when.month, length)
    if kind == "d":
        return _named(_DAYS[when.weekday()], when.day, length)
    hour = (when.hour % 12 or 12) if is_half else when.hour
    return _padded(hour if kind == "h" else when.second, length)


def _named(name: str, number: int, length: int) -> str:
    if length < 3:
        return _padded(number, length)
    return name[:3] if length == 3 else name


def _padded(number: int, length: int) -> str:
    return f"{number:02}" if length > 1 else str(number)
