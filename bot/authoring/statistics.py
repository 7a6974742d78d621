"""Measures a pack: which days it covers, what it rests on, what is disputed, how old it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from bot.authoring.rules.support import later_of
from bot.authoring.wording import second_reading
from bot.facts.aspects import sources_of
from bot.facts.model import Pack, Person, Tier

# 2000 is a leap year: the days of a year are 366.
YEAR = tuple(date(2000, 1, 1) + timedelta(days=number) for number in range(366))


def covered_days(pack: Pack) -> frozenset[tuple[int, int]]:
    """Return the (month, day) pairs on which an event of day precision happened or began."""
    days = (event.date.first for event in pack.events if event.date.is_exact_day)
    return frozenset((day.month, day.day) for day in days)


def empty_days(pack: Pack) -> tuple[str, ...]:
    """Return the days of the year without an event, as MM-DD."""
    days = covered_days(pack)
    return tuple(day.strftime("%m-%d") for day in YEAR if (day.month, day.day) not in days)


def report_lines(pack: Pack, today: date) -> Iterator[str]:
    """Return the lines of a report on a pack."""
    yield from _sizes(pack)
    yield from _days(pack)
    yield from _sources(pack)
    yield from _fairness(pack)
    yield from _age(pack, today)


def _sizes(pack: Pack) -> Iterator[str]:
    yield f"{pack.info.title} {pack.info.version} (facts as of {pack.info.as_of.text})"
    for name in ("events", "people", "countries", "organizations", "terms", "questions", "sources"):
        yield f"  {name:<14} {len(getattr(pack, name)):>6}"


def _days(pack: Pack) -> Iterator[str]:
    empty = empty_days(pack)
    exact = sum(event.date.is_exact_day for event in pack.events)
    yield f"Days: {len(YEAR) - len(empty)} of {len(YEAR)} have an event; {exact} events are known to the day"
    if empty:
        yield f"  without: {' '.join(empty)}"
    decades = Counter(event.date.first.year // 10 * 10 for event in pack.events)
    yield "  by decade: " + ", ".join(f"{decade}s {number}" for decade, number in sorted(decades.items()))


def _sources(pack: Pack) -> Iterator[str]:
    publishers = {source.id: source.publisher for source in pack.sources}
    facts = pack.facts()
    cited = {fact.id: sources_of(fact) for fact in facts}
    count = Counter(publishers[id] for ids in cited.values() for id in ids)
    unused = sorted(
        set(publishers)
        - set().union(
            *cited.values(), *({citation.source for citation in question.sources} for question in pack.questions)
        )
    )
    no_place = sum(not citation.locator for fact in facts for citation in fact.sources)
    several = sum(len(ids) > 1 for ids in cited.values())
    yield f"Sources: {several} of {len(facts)} facts have two or more; {no_place} citations name no place in the source"
    tiers = Counter(source.tier for source in pack.sources)
    yield "  by tier: " + ", ".join(f"{tier} {tiers[tier]}" for tier in Tier if tiers[tier])
    yield from (f"  {number:>5}  {publisher}" for publisher, number in count.most_common(15))
    if unused:
        yield f"  never cited: {' '.join(unused)}"


def _fairness(pack: Pack) -> Iterator[str]:
    matters = [fact for fact in pack.facts() if not isinstance(fact, Person)]
    disputed = [fact for fact in matters if fact.positions]
    views, findings = sum(bool(fact.views) for fact in matters), sum(bool(fact.findings) for fact in matters)
    grave = [event for event in pack.events if event.is_grave]
    yield f"Disputed: {len(disputed)}; seen differently: {views}; with a finding: {findings}; grave: {len(grave)}"
    yield from (f"  {fact.id}: {fact.disputed} ({len(fact.positions)} positions)" for fact in disputed)
    again = {fact.id for fact, _ in second_reading(pack)}
    yield f"For a second reading: {len(again)} facts; `dateline packs review --again` shows them"


def _age(pack: Pack, today: date) -> Iterator[str]:
    dated = sorted((fact.as_of.last, fact.id) for fact in pack.facts() if fact.as_of and not later_of(fact))
    old = [f"{id} ({day:%Y-%m})" for day, id in dated if day < today - timedelta(days=365)]
    yield f"Age: {len(dated)} facts are stated as of a date and have nothing later; {len(old)} of them over a year ago"
    if old:
        yield f"  look at: {', '.join(old)}"
