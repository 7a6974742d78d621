"""A pack of the first format is read, and is rewritten in the second without losing a word of its authors."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.editing import Editing
from bot.authoring.packs import load_pack
from bot.authoring.upgrade import upgrade
from bot.facts.aspects import citations_of
from tests.authoring.conftest import add, change
from tests.authoring.test_rules import TWIN


def test_an_old_pack_is_read_and_each_field_it_lacks_is_hinted_at(old_pack: Path) -> None:
    loaded = load_pack(old_pack)

    assert loaded.pack
    assert {hint.rule for hint in loaded.hints} == {"disputed", "two-sources"}


def test_an_upgraded_pack_has_no_problems_and_lists_what_it_cannot_know(old_pack: Path) -> None:
    loaded = upgrade(old_pack)

    assert loaded.problems == ()
    assert loaded.pack
    assert loaded.pack.info.format == 2
    assert "disputed:\n  - wall-dispute\n" in (old_pack / "exceptions.yaml").read_text(encoding="utf-8")


def test_an_upgrade_again_changes_nothing(old_pack: Path) -> None:
    upgrade(old_pack)
    before = {path: path.read_text(encoding="utf-8") for path in old_pack.rglob("*.yaml")}
    upgrade(old_pack)

    assert {path: path.read_text(encoding="utf-8") for path in old_pack.rglob("*.yaml")} == before


def test_an_upgrade_never_excepts_more_than_is_listed(pack: Path) -> None:
    change(pack, "events.yaml", "  disputed: why it stands where it stands\n", "")

    assert [problem.rule for problem in upgrade(pack).problems] == ["disputed"]
    assert not (pack / "exceptions.yaml").exists()


def test_an_upgrade_takes_out_exceptions_that_are_mended(old_pack: Path) -> None:
    upgrade(old_pack)
    change(old_pack, "events.yaml", "  positions:\n", "  disputed: its place\n  positions:\n")

    assert upgrade(old_pack).problems == ()
    assert "wall-dispute\n" not in (old_pack / "exceptions.yaml").read_text(encoding="utf-8").partition("disputed:")[2]


def test_a_copy_is_no_address_any_more_but_is_kept(old_pack: Path) -> None:
    change(old_pack, "sources.yaml", "https://saltmarsh.example/chronicle", "https://saltmarsh.pages.dev/chronicle")
    loaded = upgrade(old_pack)

    assert loaded.pack
    source = next(source for source in loaded.pack.sources if source.id == "chronicle")
    assert (source.url, source.copy) == ("", "https://saltmarsh.pages.dev/chronicle")


def test_twins_become_one_source_and_no_citation_is_lost(old_pack: Path) -> None:
    add(old_pack, "sources.yaml", TWIN)
    change(old_pack, "events.yaml", '"chronicle, page 30"', "'twin, page 31'")
    change(old_pack, "events.yaml", "{source: chronicle, locator: page 9,", "{source: twin, locator: page 9,")
    before = load_pack(old_pack).pack
    after = upgrade(old_pack).pack

    assert before
    assert after
    places = [[c.locator for fact in pack.facts() for c in citations_of(fact)] for pack in (before, after)]
    assert places[0] == places[1]
    assert {source.id for source in after.sources} == {"chronicle", "minutes"}


def test_states_among_the_organizations_of_an_event_become_its_countries(old_pack: Path) -> None:
    add(old_pack, "countries.yaml", "saltland:\n  name: Saltland\n  text: The country.\n  sources: [minutes]\n")
    change(old_pack, "events.yaml", "organizations: [town-council]", "organizations: [saltland, town-council]")
    change(
        old_pack, "events.yaml", "  terms: [harbor-treaty]\n", "  terms: [harbor-treaty]\n  organizations: [saltland]\n"
    )
    loaded = upgrade(old_pack)

    assert loaded.problems == ()
    assert loaded.pack
    first, second = loaded.pack.events[:2]
    assert (first.countries, first.organizations) == (("saltland",), ("town-council",))
    assert (second.countries, second.organizations) == (("saltland",), ())


def test_comments_and_the_order_of_fields_stay(old_pack: Path) -> None:
    change(old_pack, "sources.yaml", "chronicle:\n", "# The old book.\nchronicle:  # read in the museum\n")
    change(old_pack, "sources.yaml", "https://saltmarsh.example/chronicle", "http://203.0.113.9/x  # a copy")
    before = (old_pack / "sources.yaml").read_text(encoding="utf-8")
    upgrade(old_pack)

    assert (old_pack / "sources.yaml").read_text(encoding="utf-8") == before.replace("  url:", "  copy:", 1)


def test_a_pack_with_problems_is_left_as_it_is(old_pack: Path) -> None:
    change(old_pack, "events.yaml", "grave: true", "grave: 1")
    before = {path: path.read_text(encoding="utf-8") for path in old_pack.rglob("*.yaml")}

    assert upgrade(old_pack).problems
    assert {path: path.read_text(encoding="utf-8") for path in old_pack.rglob("*.yaml")} == before


TEXT = """\
# Above.
one:
  title: First   # the first
  text: >-
    A text in
    two lines.

  # Between.
two: {title: Second, tags: [a, b]}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Mine.\ntitle: A  # so\n", "# Mine.\ntitle: A  # so\nformat: 2\n"),
        ("format: 1  # old\ntitle: A\n", "format: 2  # old\ntitle: A\n"),
        ("{title: A}\n", "{title: A, format: 2}\n"),
    ],
)
def test_a_field_of_the_file_itself_is_replaced_or_stands_last(before: str, after: str) -> None:
    editing = Editing(before)
    editing.put_top("format", "2")

    assert editing.text == after


def test_a_field_is_renamed_and_dropped_with_its_line() -> None:
    editing = Editing(TEXT)
    editing.rename(editing.record("one"), "title", "name")
    editing.drop(editing.record("one"), "text")

    assert editing.text == TEXT.replace("title: F", "name: F").replace(
        "  text: >-\n    A text in\n    two lines.\n", ""
    )
