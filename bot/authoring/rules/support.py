"""Rules on what facts rest on: two independent sources for what weighs, and what each source says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.authoring.rules.addresses import Breach, is_wikipedia, page_of, publisher_alone
from bot.facts.model import Event, Fact, Pack, Person, Source, Tier

MUCH = 4
_STRONG = frozenset(Tier) - {Tier.PRESS, Tier.WEAK}
# “entry 5 October 1947” names an entry; “item 3” and “rows 4 to 6” are lost with the next edition of the page.
_BY_NUMBER = re.compile(r"\b(rows?|lines?|items?|bullets?|no\.|numbers?) \d", re.IGNORECASE)
ACCUSED = re.compile(r"\b(suspect(ed|s)?|accus(ed|es)|charged|indicted|alleged(ly)?|blamed)\b", re.IGNORECASE)


def breaches(pack: Pack) -> Iterator[Breach]:
    """Return the facts that rest on too few sources, or do not tell what each source says."""
    sources = {source.id: source for source in pack.sources}
    living = frozenset(person.id for person in pack.people if person.died is None)
    for fact in pack.facts():
        cited = [sources[citation.source] for citation in fact.sources if citation.source in sources]
        yield from _of_locators(fact)
        if cited and all(is_wikipedia(source) for source in cited):
            yield "alone", fact.id, "it rests on Wikipedia alone; add the source behind it"
        if why := weight_of(fact, living):
            yield from _of_support(fact, why, cited)


def weight_of(fact: Fact, living: frozenset[str]) -> str:
    """Return why a fact needs two independent sources, or ""."""
    if isinstance(fact, Event) and fact.importance >= MUCH:
        return "it matters much"
    if isinstance(fact, Event) and fact.is_grave:
        return "it is grave"
    if not isinstance(fact, Person) and fact.positions:
        return "it is disputed"
    return "it accuses the living" if _accuses(fact, living) else ""


def _accuses(fact: Fact, living: frozenset[str]) -> bool:
    people = {actor.person for actor in fact.people} if isinstance(fact, Event) else {fact.id}
    return bool(people & living) and bool(ACCUSED.search(fact.text))


def _of_support(fact: Fact, why: str, cited: Iterable[Source]) -> Iterator[Breach]:
    if fault := lacking(cited):
        yield "two-sources", fact.id, f"{why}: {fault}"
    mute = [citation.source for citation in fact.sources if not citation.says]
    if mute and why != "it accuses the living":
        yield "says", fact.id, f"{why}: tell in `says` what is said in {', '.join(mute)}"


def lacking(cited: Iterable[Source]) -> str:
    """Return why some sources are not two independent ones, one of them strong; "" when they are."""
    independent = {(publisher_of(source), page_of(source.url or source.copy)): source for source in cited}
    if len({publisher for publisher, _ in independent}) < 2 or len(independent) < 2:
        return "two sources of different publishers are needed"
    if not any(source.tier in _STRONG for source in independent.values()):
        return "one source must be primary, official, scholarly, an agency's or a work of reference"
    return ""


def later_of(fact: Fact) -> str:
    """Return what a fact says of the time after its `as_of`, "" for a person, who has no such field."""
    return "" if isinstance(fact, Person) else fact.later


def publisher_of(source: Source) -> str:
    """Return who published a work, without who carried it."""
    return publisher_alone(source.publisher).casefold()


def _of_locators(fact: Fact) -> Iterator[Breach]:
    if numbered := [citation.locator for citation in fact.sources if _BY_NUMBER.search(citation.locator)]:
        yield "locator", fact.id, f"“{numbered[0]}” counts rows; name the entry, its heading or its date"
