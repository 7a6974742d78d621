"""A hint on style: in all of a pack dates are written one way, for a class reads them side by side."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from bot.facts.model import Pack, Person

_MONTH = f"(?:{'|'.join(month_name[1:])})"
_DAY_FIRST = re.compile(rf"\b\d{{1,2}} {_MONTH}\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} \d{{1,2}}\b")


def hints(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return the ids of records with a date that is written as the fewer of the pack's are."""
    texts = tuple(_texts(pack))
    written = [[(id, date) for id, text in texts for date in way.findall(text)] for way in (_DAY_FIRST, _MONTH_FIRST)]
    fewer, more = sorted(written, key=len)
    for id, date in fewer:
        yield id, f"“{date}” is written otherwise than most dates of this pack, such as “{more[0][1]}”"


def _texts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return what is read of each record, by its id; what may be typed as an answer is no style."""
    for fact in pack.facts():
        later = "" if isinstance(fact, Person) else fact.later
        yield fact.id, f"{fact.text} {later}"
    for question in pack.questions:
        yield question.id, " / ".join((question.question, question.answer, *question.choices, question.explanation))
