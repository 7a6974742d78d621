"""The docs say what the code does."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from adapters.console.render import picture
from bot.app import Bot
from bot.authoring.format import FORMATS, PACK
from bot.authoring.packs import load_pack
from bot.cli import facts_folder
from bot.commands.manual import manual
from bot.facts.model import Tier
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.chats import pictures
from tests.saltmarsh import request
from tests.schedule.pictures import pictures as moderated

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))


def test_the_manual_of_commands_is_the_table() -> None:
    assert (ROOT / "docs/commands.md").read_text(encoding="utf-8") == manual()


@pytest.mark.parametrize("field", [field.name for record in (PACK, *FORMATS.values()) for field in record.fields])
def test_every_field_of_a_pack_is_explained(field: str) -> None:
    assert re.search(rf"\b{field}\b", (ROOT / "docs/packs.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [ROOT / "README.md", *DOCS], ids=lambda page: page.name)
def test_no_link_to_a_file_is_dead(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_threat_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| .+ \| ([^|]+) \|$", (ROOT / "docs/security.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = [re.findall(r"`(tests/[^`]+)`", row) for row in rows[1:]]

    assert len(named) > 15
    assert all(named)
    assert [path for paths in named for path in paths if not list(ROOT.glob(path))] == []


def test_the_layout_in_the_architecture_is_the_folders() -> None:
    told = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    folders = [path.name for path in (ROOT / "bot").iterdir() if path.is_dir() and not path.name.startswith("__")]

    assert [name for name in folders if f"{name}/" not in told] == []


def test_the_picture_in_the_readme_is_what_the_console_shows(tmp_path: Path) -> None:
    line = "/ask did NATO promise Ukraine membership"
    with Store.open(blank(tmp_path / "bot.db")) as store:
        bot = Bot(Shelf([facts_folder() / "nato-russia"], tmp_path), store)
        shown = picture(line, bot.handle(bot.read(line, request(""))))

    assert (ROOT / "docs/disputed.svg").read_text(encoding="utf-8") == shown + "\n"


def test_the_readme_counts_what_the_first_pack_rests_on() -> None:
    pack = load_pack(facts_folder() / "nato-russia").pack
    assert pack
    tiers = {source.id: source.tier for source in pack.sources}
    counted = Counter(tiers.values())
    good = list(Tier)[: list(Tier).index(Tier.PRESS)]
    firsts = [min((tiers[one.source] for one in fact.sources), key=list(Tier).index) for fact in pack.facts()]
    share = sum(first in good for first in firsts) * 100 // len(firsts)
    told = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())

    assert f"{len(pack.events):,} events and {len(pack.people):,} people" in told
    assert f"{len(pack.sources):,} sources" in told
    assert ", ".join(f"{tier} {counted[tier]:,}" for tier in Tier) in told
    assert f"Of 100 facts, {share} open on one of the first four kinds" in told


def test_the_pictures_in_the_readme_are_what_the_chats_are_sent() -> None:
    shown = {name: (ROOT / f"docs/timeline-{name}.svg").read_text(encoding="utf-8") for name in ("discord", "slack")}

    assert shown == pictures()


def test_the_pictures_of_moderating_are_what_moderators_are_shown() -> None:
    """Draw them anew with `python -m tests.schedule.pictures docs`."""
    folder = ROOT / "docs"
    shown = {path.stem.removeprefix("moderation-"): path for path in folder.glob("moderation-*.svg")}

    assert {name: path.read_text(encoding="utf-8") for name, path in shown.items()} == moderated()
