"""The table that says how far each publisher can be leaned on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import yaml

from bot.authoring import publishers
from bot.authoring.packs import load_pack
from bot.authoring.rules.addresses import publisher_alone
from bot.cli import facts_folder
from bot.facts.model import Pack, Tier

TIERS = set(Tier)
TEXT = (Path(publishers.__file__).parent / publishers.FILE).read_text(encoding="utf-8")
TABLE: dict[str, dict[str, str]] = yaml.safe_load(TEXT)


def the_pack() -> Pack:
    loaded = load_pack(facts_folder() / "nato-russia")
    assert loaded.pack
    return loaded.pack


def test_every_row_has_a_known_tier_and_a_reason() -> None:
    assert {name: row for name, row in TABLE.items() if row["tier"] not in TIERS or not row["reason"].strip()} == {}


def test_no_publisher_stands_twice() -> None:
    names = re.findall(r"^(.+?): \{tier", TEXT, re.M)

    assert [name for name, count in Counter(name.strip('"').lower() for name in names).items() if count > 1] == []


def test_publishers_that_a_pack_leans_on_have_a_row() -> None:
    often = Counter(publisher_alone(source.publisher) for source in the_pack().sources)

    rows = TABLE.keys() | yaml.safe_load((facts_folder() / "nato-russia" / "publishers.yaml").read_text("utf-8")).keys()

    assert [publisher for publisher, count in often.items() if count >= 5 and publisher not in rows] == []


def test_a_carrier_is_named_in_one_way() -> None:
    odd = re.compile(r"\((?:copy|at |via|reprint|Wikipedia text)|, on [A-Z]")

    assert [source.id for source in the_pack().sources if odd.search(source.publisher)] == []


def test_wikipedia_is_reference_in_every_language() -> None:
    assert {row["tier"] for name, row in TABLE.items() if name.endswith("Wikipedia")} == {"reference"}
