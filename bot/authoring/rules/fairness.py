"""Rules on what is disputed and what is grave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.authoring.rules.addresses import Breach
from bot.facts.model import Event, Matter, Pack, Person

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = rf"(?!(?:1[5-9]|20)\d\d\b)\d[\d,.]*\b(?! (?:{_MONTHS}|percent|years|days|hours|months|weeks|states|members))"
_DEAD = r"(?:dead|killed|died|dies|deaths|lives)"
DEATHS = re.compile(
    rf"\b{_NUMBER}(?:[ -]\w+){{0,4}}? (?:were |had been |are )?{_DEAD}\b|\b{_DEAD} (?:\w+ ){{0,3}}?{_NUMBER}"
)


def breaches(pack: Pack) -> Iterator[Breach]:
    """Return the facts that do not say what is disputed, what was found, or as of when so many were dead."""
    for fact in pack.facts():
        if not isinstance(fact, Person):
            yield from _of_dispute(fact)
            if DEATHS.search(fact.text) and fact.as_of is None:
                yield "as-of", fact.id, "a number of dead needs `as_of`, the date of the count"


def _of_dispute(fact: Matter) -> Iterator[Breach]:
    if fact.positions and not fact.disputed:
        yield (
            "disputed",
            fact.id,
            "say in `disputed` what is disputed (“who fired first”), or call the positions `views`",
        )
    if fact.disputed and not fact.positions:
        yield "disputed", fact.id, "`disputed` needs two or more `positions`"
    is_grave = isinstance(fact, Event) and fact.is_grave
    if is_grave and fact.positions and not (fact.findings or fact.is_without_finding):
        yield (
            "finding",
            fact.id,
            "give what a court, the UN or an inquiry found in `findings`, or write `no_finding: true`",
        )
