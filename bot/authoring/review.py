"""Writes facts and their sources side by side, a page at a time, for a person who checks them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from bot.authoring.statistics import facts_of
from bot.facts.model import Citation, Event, Fact, Pack, Person

PAGE = 4
WIDTH = 58


def review_pages(pack: Pack, wanted: str = "") -> Iterator[str]:
    """Return pages of facts on the left and what they cite on the right; only ids that contain `wanted`."""
    facts = sorted((fact for fact in facts_of(pack) if wanted in fact.id), key=_order)
    sources = {source.id: source for source in pack.sources}
    described = {
        id: f"{s.publisher}: {s.title} {s.url or s.isbn or s.archive} (read {s.read})" for id, s in sources.items()
    }
    for start in range(0, len(facts), PAGE):
        heading = f"— {start + 1} to {min(start + PAGE, len(facts))} of {len(facts)} —"
        yield "\n".join([heading, *(_beside(fact, described) for fact in facts[start : start + PAGE])])


def _order(fact: Fact) -> tuple[str, str]:
    return (fact.date.first.isoformat() if isinstance(fact, Event) else "9999", fact.id)


def _beside(fact: Fact, described: dict[str, str]) -> str:
    left = [line for part in _told(fact) for line in (wrap(part, WIDTH) or [""])]
    right = [line for part in _resting_on(fact, described) for line in (wrap(part, WIDTH) or [""])]
    rows = zip_longest(left, right, fillvalue="")
    return "\n".join([*(f"{one:<{WIDTH}} │ {other}".rstrip() for one, other in rows), ""])


def _told(fact: Fact) -> Iterator[str]:
    yield f"[{fact.id}]"
    yield f"{fact.date.text}  {fact.title}" if isinstance(fact, Event) else fact.name
    yield fact.text
    if isinstance(fact, Person):
        yield from (f"· {r.title}: {r.since.text} to {r.until.text if r.until else '…'}" for r in fact.roles)
        return
    yield from (f"· {position.who}: {position.says}" for position in fact.positions)
    if fact.later:
        yield f"Later: {fact.later}"


def _resting_on(fact: Fact, described: dict[str, str]) -> Iterator[str]:
    yield from (_citation(citation, described) for citation in fact.sources)
    if isinstance(fact, Person):
        return
    for position in fact.positions:
        yield from (f"{position.who}: {_citation(citation, described)}" for citation in position.sources)


def _citation(citation: Citation, described: dict[str, str]) -> str:
    limits = "" if citation.supports == "day" else f" (supports the {citation.supports})"
    return f"{described[citation.source]} — {citation.locator or 'no place named'}{limits}"
