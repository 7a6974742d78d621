"""Writes facts and their sources side by side, a page at a time, for a person who checks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from textwrap import wrap

from bot.authoring.wording import second_reading
from bot.facts.aspects import sides_of
from bot.facts.model import Citation, Event, Fact, Pack, Person, Source

PAGE = 4
WIDTH = 58


def review_pages(pack: Pack, ids: str, *, again: bool) -> Iterator[str]:
    """Return pages with facts on the left and their citations on the right; only of ids that contain `ids`.

    With `again` only facts whose words deserve a second reading, each with the reason.
    """
    doubts: dict[str, list[str]] = {}
    for fact, doubt in second_reading(pack) if again else ():
        doubts.setdefault(fact.id, []).append(doubt)
    facts = sorted((f for f in pack.facts() if ids in f.id and (not again or f.id in doubts)), key=_order)
    described = {source.id: _described(source) for source in pack.sources}
    for start in range(0, len(facts), PAGE):
        heading = f"— {start + 1} to {min(start + PAGE, len(facts))} of {len(facts)} —"
        page = facts[start : start + PAGE]
        yield "\n".join([heading, *(_beside(fact, described, doubts.get(fact.id, ())) for fact in page)])


def _described(source: Source) -> str:
    place = source.url or source.isbn or source.archive or (f"copy: {source.copy}" if source.copy else "")
    return f"{source.publisher} ({source.tier}): {source.title} {place} (read {source.read})"


def _order(fact: Fact) -> tuple[str, str]:
    return (fact.date.first.isoformat() if isinstance(fact, Event) else "9999", fact.id)


def _beside(fact: Fact, described: dict[str, str], doubts: Iterable[str]) -> str:
    parts = (*(f"? {doubt}" for doubt in doubts), *_statements(fact))
    left = [line for part in parts for line in (wrap(part, WIDTH) or [""])]
    right = [line for part in _resting_on(fact, described) for line in (wrap(part, WIDTH) or [""])]
    rows = zip_longest(left, right, fillvalue="")
    return "\n".join([*(f"{fact_line:<{WIDTH}} │ {source_line}".rstrip() for fact_line, source_line in rows), ""])


def _statements(fact: Fact) -> Iterator[str]:
    yield f"[{fact.id}]"
    yield f"{fact.date.text}  {fact.title}" if isinstance(fact, Event) else fact.name
    yield fact.text
    if isinstance(fact, Person):
        yield from (f"· {r.title}: {r.since.text} to {r.until.text if r.until else '…'}" for r in fact.roles)
        return
    if fact.disputed:
        yield f"Disputed: {fact.disputed}"
    yield from (f"! {finding.by}, {finding.date.text}: {finding.says}" for finding in fact.findings)
    yield from (f"· {position.who}: {position.says}" for position in sides_of(fact))
    if fact.later:
        yield f"Later: {fact.later}"


def _resting_on(fact: Fact, described: dict[str, str]) -> Iterator[str]:
    yield from (_citation(citation, described) for citation in fact.sources)
    if isinstance(fact, Person):
        return
    for finding in fact.findings:
        yield from (f"{finding.by}: {_citation(citation, described)}" for citation in finding.sources)
    for position in sides_of(fact):
        yield from (f"{position.who}: {_citation(citation, described)}" for citation in position.sources)


def _citation(citation: Citation, described: dict[str, str]) -> str:
    limits = "" if citation.supports == "day" else f" (supports the {citation.supports})"
    says = f" — says: {citation.says}" if citation.says else ""
    differs = f" — differs: {citation.differs}" if citation.differs else ""
    return f"{described[citation.source]} — {citation.locator or 'no place named'}{limits}{says}{differs}"
