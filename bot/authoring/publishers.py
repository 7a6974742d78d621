"""How far a publisher can be leaned on, by a table in which each row has its reason; one without a row is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from yaml.nodes import MappingNode

from bot.authoring.fields import OneOf, Text
from bot.authoring.records import Field, Record
from bot.authoring.rules.addresses import host_of, publisher_alone
from bot.facts.model import (
    Country,
    Disputable,
    Event,
    Finding,
    Organization,
    Pack,
    Person,
    Position,
    Question,
    Role,
    Source,
    Term,
    Tier,
)
from bot.files.documents import entries, read_document
from bot.files.problems import Reading
from bot.frozen import Frozen, replace

FILE = "publishers.yaml"
_RANK = {tier: rank for rank, tier in enumerate(Tier)}
Cites = TypeVar("Cites", Person, Country, Organization, Term, Event, Question, Position, Finding, Role)


class Publisher(Frozen, frozen=True):
    """How far one can be leaned on, and why."""

    tier: str
    reason: str


ROW = Record(
    Publisher,
    (
        Field("tier", OneOf(tuple(Tier)), "how far it can be leaned on", required=True),
        Field("reason", Text(120), "why", required=True),
    ),
)


def read_publishers(path: Path, reading: Reading) -> dict[str, Tier]:
    """Return the tiers in a file, by publisher or host; none where there is no such file."""
    if not path.is_file():
        return {}
    reading.file = str(path)
    root = read_document(path, reading)
    return _rows(root, reading) if root else {}


def _rows(root: MappingNode, reading: Reading) -> dict[str, Tier]:
    rows = ((key.value, ROW.read(node, reading)) for key, node in entries(root, reading))
    return {name: Tier(row.tier) for name, row in rows if row}


@cache
def usual_publishers() -> Mapping[str, Tier]:
    """Return the tiers that every pack starts from; ValueError when the table that ships is broken."""
    reading = Reading()
    tiers = read_publishers(Path(__file__).parent / FILE, reading)
    if reading.problems:
        raise ValueError(str(reading.problems[0]))
    return tiers


def tier_of(source: Source, publishers: Mapping[str, Tier]) -> Tier:
    """Return the tier of a source: its publisher's, spelt whole or without who carried it, else its host's."""
    base = publisher_alone(source.publisher)
    labels = host_of(source.url).removeprefix("www.").split(".")
    hosts = (".".join(labels[start:]) for start in range(len(labels)))
    return next((publishers[name] for name in (source.publisher, base, *hosts) if name in publishers), Tier.WEAK)


def rated(pack: Pack, publishers: Mapping[str, Tier]) -> Pack:
    """Return a pack whose sources have their tiers and whose citations stand in their order."""
    sources = tuple(replace(source, tier=tier_of(source, publishers)) for source in pack.sources)
    ranks = {source.id: _RANK[source.tier] for source in sources}
    return replace(
        pack,
        sources=sources,
        people=_all(pack.people, ranks),
        countries=_all(pack.countries, ranks),
        organizations=_all(pack.organizations, ranks),
        terms=_all(pack.terms, ranks),
        events=_all(pack.events, ranks),
        questions=_all(pack.questions, ranks),
    )


def _all(records: Iterable[Cites], ranks: Mapping[str, int]) -> tuple[Cites, ...]:
    return tuple(_ordered(record, ranks) for record in records)


def _ordered(record: Cites, ranks: Mapping[str, int]) -> Cites:
    """Return a record whose citations stand by the tiers of their sources; of one tier as they were written."""
    changes: dict[str, object] = {
        "sources": tuple(sorted(record.sources, key=lambda citation: ranks.get(citation.source, len(ranks))))
    }
    if isinstance(record, Disputable):
        changes["positions"] = _all(record.positions, ranks)
        changes["views"] = _all(record.views, ranks)
        changes["findings"] = _all(record.findings, ranks)
    if all(getattr(record, name) == value for name, value in changes.items()):
        return record
    return replace(record, **changes)  # type: ignore[arg-type]  # by name, each of its field's type
