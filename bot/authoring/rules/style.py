"""Hints on style: in a pack dates and quotation marks are written one way, for a class reads them side by side."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from bot.facts.aspects import sides_of
from bot.facts.model import Event, Pack, Person

_MONTH = f"(?:{'|'.join(month_name[1:])})"
# What is written in two ways, and how each is known; marks with the word at which they stand.
_STYLES = (
    ("dates", re.compile(rf"\b\d{{1,2}} {_MONTH}\b"), re.compile(rf"\b{_MONTH} \d{{1,2}}\b")),
    ("quotation marks", re.compile(r"\w*['\"]\w+"), re.compile(r"\w*[‘’“]\w+")),
)


def hints(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return the ids of records with a date, or a mark, that is written as the fewer of the pack's are."""
    texts = tuple(_texts(pack))
    for name, *ways in _STYLES:
        written = [[(id, one) for id, text in texts for one in way.findall(text)] for way in ways]
        fewer, more = sorted(written, key=len)
        for id, one in fewer:
            yield id, f"“{one}” is written otherwise than most {name} of this pack, such as “{more[0][1]}”"


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return what is read of each record, by its id; what may be typed as an answer is no style."""
    for fact in pack.facts():
        later = "" if isinstance(fact, Person) else fact.later
        title = fact.title if isinstance(fact, Event) else ""
        sides = (part for side in sides_of(fact) for part in (side.who, side.says, side.stake))
        yield fact.id, " / ".join((title, fact.text, later, *sides))
    for question in pack.questions:
        yield question.id, " / ".join((question.question, question.answer, *question.choices, question.explanation))
