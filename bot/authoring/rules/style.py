"""Hints on style: in a pack dates and quotation marks are written one way, for a class reads them side by side."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from bot.authoring.rules.support import later_of
from bot.facts.aspects import sides_of
from bot.facts.model import Event, Pack

_MONTH = f"(?:{'|'.join(month_name[1:])})"
# What is written in two ways, and how each is known; marks with the word at which they stand.
_STYLES = (
    ("dates", re.compile(rf"\b\d{{1,2}} {_MONTH}\b"), re.compile(rf"\b{_MONTH} \d{{1,2}}\b")),
    ("quotation marks", re.compile(r"\w*['\"]\w+"), re.compile(r"\w*[‘’“]\w+")),
)


def hints(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return the ids of records in which a date, or a quotation mark, is written as few of the pack's are."""
    texts = tuple(_texts(pack))
    for name, *ways in _STYLES:
        matches = [[(id, match) for id, text in texts for match in way.findall(text)] for way in ways]
        rare, common = sorted(matches, key=len)
        for id, match in rare:
            yield id, f"“{match}” is written otherwise than most {name} of this pack, such as “{common[0][1]}”"


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return the text of each record, by its id; without `accept`, which nobody is shown."""
    for fact in pack.facts():
        title = fact.title if isinstance(fact, Event) else ""
        sides = (part for side in sides_of(fact) for part in (side.who, side.says, side.stake))
        yield fact.id, " / ".join((title, fact.text, later_of(fact), *sides))
    for question in pack.questions:
        yield question.id, " / ".join((question.question, question.answer, *question.choices, question.explanation))
