"""Words that deserve a second reading: no rule can say that they are wrong, and often they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.authoring.rules.support import ACCUSED, later_of
from bot.facts.aspects import sides_of
from bot.facts.model import Fact, Pack

_SUPERLATIVE = re.compile(r"\b(first|only|largest|biggest|never|always|admitted|admits|unprecedented)\b", re.IGNORECASE)
# “Cyprus and Greece”, “Russia/China”: two who may not say the same.
_JOINT = re.compile(r"^(?:The )?(?:[\w.'’-]+ ){0,4}(?:and|/) (?:the )?[A-Z]")


def second_reading(pack: Pack) -> Iterator[tuple[Fact, str]]:
    """Return facts to be read again, once for each reason, which comes as a question."""
    for fact in pack.facts():
        if (match := ACCUSED.search(fact.text)) and not later_of(fact):
            yield fact, f"“{match[0]}”: what came after?"
        if match := _SUPERLATIVE.search(fact.text):
            yield fact, f"“{match[0]}”: is it so?"
        for position in sides_of(fact):
            if _JOINT.match(position.who):
                yield fact, f"“{position.who}”: do they say the same?"
