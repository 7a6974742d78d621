"""The rules of the second format: each is broken by a pack here, and each can be excepted but not for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.packs import load_pack
from bot.authoring.publishers import rated, read_publishers
from bot.authoring.rules import RULES
from bot.authoring.rules.addresses import fault_of, page_of
from bot.authoring.statistics import covered_days, empty_days
from bot.cli import facts_folder
from bot.facts.model import Citation
from bot.files.problems import Reading
from bot.frozen import replace
from tests.authoring.conftest import add, change

WIKIPEDIA = """
wiki:
  title: Saltmarsh
  publisher: Wikipedia
  url: https://en.wikipedia.org/wiki/Saltmarsh
  read: 2020-05-01
"""
TWIN = """
twin:
  title: The Chronicle again
  publisher: Saltmarsh Museum
  url: http://www.saltmarsh.example/chronicle/?utm_source=mail#top
  read: 2020-05-01
"""
# How each rule is broken: a file, what stands in it, what is written instead ("" adds at the end).
BREACHES: dict[str, tuple[str, str, str]] = {
    "url": ("sources.yaml", "https://saltmarsh.example/chronicle", "https://saltmarsh.pages.dev/chronicle"),
    "twin": ("sources.yaml", "", TWIN),
    "locator": ("events.yaml", '"chronicle, page 20"', '"chronicle, rows 4 to 6"'),
    "alone": ("events.yaml", '"chronicle, page 20"', '"wiki, first sentence"'),
    "two-sources": (
        "events.yaml",
        "    - {source: chronicle, locator: page 4, says: the council met first on May Day 1930}\n",
        "",
    ),
    "says": ("events.yaml", ", says: the council met first on May Day 1930", ""),
    "disputed": ("events.yaml", "  disputed: why it stands where it stands\n", ""),
    "stake": ("events.yaml", "      stake: It had chosen the place.\n", ""),
    "finding": ("events.yaml", "  disputed: why", "  grave: true\n  disputed: why"),
    "as-of": ("events.yaml", "Forty people died", "40 people died"),
    "link": ("events.yaml", "{person: nikolai-perovsky, why: he built it}", "nikolai-perovsky"),
    "importance": ("events.yaml", "  importance: 2\n", ""),
    "offices": ("people.yaml", "  roles:\n    - {title: Mayor of Saltmarsh, from: 1970, to: 1979}\n", ""),
}


def broken(pack: Path, rule: str) -> None:
    """Break a rule in a pack."""
    file, old, new = BREACHES[rule]
    if rule == "alone":
        add(pack, "sources.yaml", WIKIPEDIA)
    if rule == "finding":
        text = (pack / "events.yaml").read_text(encoding="utf-8")
        start, end = text.index("  findings:\n"), text.index('["chronicle, page 23"]\n')
        (pack / "events.yaml").write_text(text[:start] + text[end:].partition("\n")[2], encoding="utf-8")
    if rule == "offices":
        change(pack, "events.yaml", '["ida-marsh, Mayor of Saltmarsh"]', "[ida-marsh]")
    if old:
        change(pack, file, old, new)
    else:
        add(pack, file, new)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_broken_and_is_told_by_its_name(pack: Path, rule: str) -> None:
    broken(pack, rule)
    loaded = load_pack(pack)

    assert {problem.rule for problem in loaded.problems} == {rule}
    assert loaded.pack is None


@pytest.mark.parametrize("rule", RULES)
def test_what_is_excepted_is_no_problem(pack: Path, rule: str) -> None:
    broken(pack, rule)
    records = {breach.record for breach in load_pack(pack).breaches}
    add(pack, "exceptions.yaml", f"{rule}: [{', '.join(records)}]\n")

    assert load_pack(pack).problems == ()


@pytest.mark.parametrize("rule", RULES)
def test_in_a_pack_of_the_first_format_a_breach_is_a_hint(pack: Path, rule: str) -> None:
    broken(pack, rule)
    change(pack, "pack.yaml", "format: 2\n", "")
    loaded = load_pack(pack)

    assert {hint.rule for hint in loaded.hints} == {rule}
    assert loaded.pack is not None


def test_a_person_may_have_held_no_office_when_the_record_says_so(pack: Path) -> None:
    broken(pack, "offices")
    change(pack, "people.yaml", "  text: Second mayor", "  roles: []\n  text: Second mayor")

    assert load_pack(pack).problems == ()


def test_an_exception_that_nothing_needs_has_to_go(pack: Path) -> None:
    add(pack, "exceptions.yaml", "says: [great-flood]\n")

    assert "“great-flood” keeps the rule “says” now; take it out here" in str(load_pack(pack).problems[0])


def test_an_exception_from_no_rule_is_told(pack: Path) -> None:
    add(pack, "exceptions.yaml", "saying: [great-flood]\n")

    assert "no rule “saying”; did you mean “says”?" in str(load_pack(pack).problems[0])


def test_every_day_of_a_leap_year_has_an_event_or_is_told_to_be_empty(pack: Path) -> None:
    facts = load_pack(pack).pack
    assert facts
    empty = empty_days(facts)

    assert len(empty) + len(covered_days(facts)) == 366
    assert {"01-01", "12-31"} <= {*empty}


@pytest.mark.parametrize(
    "url",
    [
        "http://203.0.113.9/page",
        "https://[2001:db8::1]/page",
        "https://example.org:8443/page",
        "https://somebody@example.org/page",
        "https://example.org./page",
        "https://localhost/page",
        "https://uat.example.org/page",
        "https://dev1.example.org/page",
        "https://news-staging.example.org/page",
        "https://nbcnews2026.pages.dev/page",
        "https://en.wikipedia-on-ipfs.org/wiki/Page",
        "https://example.org/ipfs/bafy/page",
        "https://archive.ph/AbCd",
        "https://vdocuments.mx/page.html",
        "https://wikimili.com/en/Page",
        "mailto:somebody@example.org",
    ],
)
def test_an_address_that_is_no_publishers_own_is_refused(url: str) -> None:
    assert fault_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.nato.int/cps/en/natohq/official_texts_17120.htm",
        "https://history.state.gov/historicaldocuments/frus1952-54v07p1/d531",
        "https://en.wikipedia.org/wiki/NATO",
        "https://doi.org/10.1017/ajil.2020.73",
        "https://www.testzentrale.example/seite",
        "https://contest.example.org/page",
    ],
)
def test_an_address_of_a_publisher_is_taken(url: str) -> None:
    assert fault_of(url) == ""


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("http://www.example.org/a/", "https://example.org/a", True),
        ("https://m.example.org/a?utm_source=x&b=1", "https://example.org/a?b=1#top", True),
        ("https://example.org/a?b=1", "https://example.org/a?b=2", False),
        ("https://example.org/page?article1", "https://example.org/page?article2", False),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://example.org/a%20b", "https://example.org/a b", True),
    ],
)
def test_one_page_is_known_by_any_of_its_addresses(one: str, other: str, is_one: bool) -> None:
    assert (page_of(one) == page_of(other)) is is_one


def test_two_works_of_one_publisher_are_not_independent(pack: Path) -> None:
    change(pack, "sources.yaml", "publisher: Town of Saltmarsh", "publisher: Saltmarsh Museum, in The Town")

    assert {problem.rule for problem in load_pack(pack).problems} == {"two-sources"}


def test_a_publisher_without_a_row_is_weak_and_cannot_carry_what_weighs(pack: Path) -> None:
    (pack / "publishers.yaml").unlink()

    assert {problem.rule for problem in load_pack(pack).problems} == {"two-sources"}


def test_citations_stand_by_the_tiers_of_their_sources(pack: Path) -> None:
    change(pack, "publishers.yaml", "tier: primary", "tier: press")
    loaded = load_pack(pack)

    assert loaded.pack
    flood = next(event for event in loaded.pack.events if event.id == "great-flood")
    assert [citation.source for citation in flood.sources] == ["chronicle", "minutes"]


def test_citations_of_a_position_stand_by_the_tiers_of_their_sources_too(pack: Path) -> None:
    loaded = load_pack(pack).pack
    assert loaded
    event = next(event for event in loaded.events if event.positions)
    weak_first = (Citation("chronicle"), Citation("minutes"))
    positions = tuple(replace(position, sources=weak_first) for position in event.positions)
    table = read_publishers(pack / "publishers.yaml", Reading())

    ordered = rated(replace(loaded, events=(replace(event, positions=positions),)), table).events[0]

    assert {tuple(citation.source for citation in position.sources) for position in ordered.positions} == {
        ("minutes", "chronicle")
    }


def fairs(year: int, number: int, importance: int) -> str:
    """Return so many events of a year."""
    sources = "[{source: minutes, says: it was held}, {source: chronicle, says: it was held}]"
    return "".join(
        f"fair-{day}:\n  title: Fair {day}\n  date: {year}-06-{day:02}\n  text: A fair was held.\n"
        f"  importance: {importance}\n  sources: {sources}\n"
        for day in range(1, number + 1)
    )


def test_in_a_year_few_events_matter_much(pack: Path) -> None:
    add(pack, "events.yaml", fairs(1951, 9, 4))
    told = [str(problem) for problem in load_pack(pack).problems]
    change(pack, "pack.yaml", "format: 2\n", "format: 2\ncrowded: [1951]\n")

    assert len(told) == 1
    assert "9 events have importance 4 or more; 8 may" in told[0]
    assert load_pack(pack).problems == ()


def test_a_year_of_which_much_is_told_has_something_that_matters_much(pack: Path) -> None:
    add(pack, "events.yaml", fairs(1960, 5, 3))

    assert "none of 5 events has importance 4 or more" in str(load_pack(pack).problems[0])


def test_a_decade_has_one_event_that_stands_for_it(pack: Path) -> None:
    add(pack, "events.yaml", fairs(1951, 1, 6))
    assert load_pack(pack).problems == ()

    add(pack, "events.yaml", fairs(1958, 2, 6).replace("fair-1:", "fair-3:"))
    assert "“1950s”: 3 events have importance 6; one of a decade may" in str(load_pack(pack).problems[0])


def test_a_country_agrees_with_the_list_of_members(pack: Path) -> None:
    ward = (
        "north-ward:\n  name: North Ward\n  text: A ward of the town.\n  joined: {town-council: 1930-06-01}\n"
        "  sources: [minutes]\n"
    )
    add(pack, "countries.yaml", ward)
    told = load_pack(pack).problems
    change(pack, "countries.yaml", "1930-06-01", "1930-05-01")

    assert "joined “town-council” on 1930-06-01 here, but on 1930-05-01" in str(told[0])
    assert load_pack(pack).problems == ()


def test_a_pack_has_its_own_kinds_of_terms(pack: Path) -> None:
    change(pack, "pack.yaml", "format: 2\n", "format: 2\nkinds: {wall: Wall, treaty: Treaty}\n")
    told = load_pack(pack).problems
    change(pack, "terms.yaml", "kind: place", "kind: wall")

    assert "the kind “place” is not known here; known are wall | treaty" in str(told[0])
    assert load_pack(pack).problems == ()


def test_https_is_wished_for_where_the_host_has_it(pack: Path) -> None:
    other = "  url: http://saltmarsh.example/other\n"
    add(pack, "sources.yaml", f"other:\n  title: Other\n  publisher: Saltmarsh Museum\n{other}  read: 2020-05-01\n")
    loaded = load_pack(pack)

    assert [(hint.record, "https" in hint.message) for hint in loaded.hints] == [("other", True)]
    assert loaded.pack


def test_the_shipped_pack_keeps_the_rules_but_for_what_it_lists() -> None:
    assert load_pack(facts_folder() / "nato-russia").problems == ()


def test_quotation_marks_are_wished_for_in_one_style(pack: Path) -> None:
    change(pack, "terms.yaml", "all ships.", "all the town’s “ships”.")
    change(pack, "terms.yaml", "out of the harbor.", "out of the town's harbor.")
    (hint,) = load_pack(pack).hints

    assert (hint.record, hint.message) == (
        "sea-wall",
        "“sea-wall”: “town's” is written otherwise than most quotation marks of this pack, such as “town’s”",
    )


def test_dates_are_wished_for_in_one_style(pack: Path) -> None:
    change(pack, "terms.yaml", "all ships.", "all ships on 3 March, and again on 4 March.")
    change(pack, "terms.yaml", "out of the harbor.", "out of the harbor since March 2, 1931.")
    (hint,) = load_pack(pack).hints

    assert (hint.record, hint.message) == (
        "sea-wall",
        "“sea-wall”: “March 2” is written otherwise than most dates of this pack, such as “3 March”",
    )
