"""Numbers as answers: a number, or a span of numbers such as 1970..1980, in which every number is right."""

from __future__ import annotations

import re
from decimal import Decimal

# Programs write small tolerances as 1e-05.
_NUMBER = re.compile(r"\s*[-−+]?[0-9]{1,30}(?:[.,][0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?\s*")
_SPAN = re.compile(r"([-−]?[0-9]{1,30}(?:\.[0-9]{1,30})?)\.\.([-−]?[0-9]{1,30}(?:\.[0-9]{1,30})?)")


def number_of(text: str) -> Decimal | None:
    """Return the number that a text is, None when it is none."""
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.strip().replace("−", "-").replace(",", "."))


def span(low: Decimal, high: Decimal) -> str:
    """Return a span of numbers as text; both ends belong to it."""
    return f"{low:f}..{high:f}"


def is_within(text: str, answer: str) -> bool:
    """Whether an answer is a span of numbers, and a text a number in it."""
    ends = _SPAN.fullmatch(answer.strip())
    number = number_of(text) if ends else None
    if ends is None or number is None:
        return False
    low, high = number_of(ends[1]), number_of(ends[2])
    return low is not None and high is not None and low <= number <= high
