"""Timelines over two packs: jumps to parts of a time, packs to narrow it to, and what a time with nothing leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Bot
from bot.chat import Choice, Reply
from bot.commands.table import COMMANDS
from bot.shelf import Shelf
from bot.store.store import Store
from tests.apollo import switched_on
from tests.commands.asking import as_pupil
from tests.commands.test_lookups import pack
from tests.facts.test_packs import spoil
from tests.saltmarsh import FOLDER, request

__all__ = ["pack"]


# A topic's id may be as long.
LONG = "flights-" * 4 + "and-crew"


@pytest.fixture(scope="module")
def moon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """Return a bot that knows a town and the flights to the Moon."""
    folder = tmp_path_factory.mktemp("moon")
    with Store.open(folder / "bot.db") as store:
        yield Bot(Shelf([switched_on(folder), FOLDER], folder), store)


def press(bot: Bot, reply: Reply, label: str) -> Reply:
    """Press the button that is called so."""
    return bot.handle(bot.press(labelled(reply, label).action, request("")))


def labelled(reply: Reply, label: str) -> Choice:
    choices = (*reply.choices, *(reply.menu.choices if reply.menu else ()))
    return next(choice for choice in choices if choice.label == label)


def number_of_events(bot: Bot, line: str) -> int:
    return len(bot.handle(bot.read(line, request("", whole=True))).items)


def test_a_year_is_left_for_one_of_its_months_and_a_month_for_the_next(moon: Bot) -> None:
    year = as_pupil(moon, "/timeline 1969")
    months = press(moon, year, "By month")
    july = press(moon, months, "July 1969")

    assert [item.date for item in months.items][:2] == ["March · 2", "May · 3"]
    assert "By month" not in [choice.label for choice in months.choices]
    assert [choice.label for choice in july.choices][-2:] == ["◀ May 1969", "November 1969 ▶"]
    assert july.title == "July 1969"


def test_the_parts_of_a_time_have_all_its_events(moon: Bot) -> None:
    for line, number in (("/timeline 1969 parts:yes", 12), ("/timeline all", number_of_events(moon, "/timeline all"))):
        counts = [int(item.date.rpartition(" · ")[2]) for item in as_pupil(moon, line).items]
        assert sum(counts) == number


@pytest.mark.parametrize(
    ("line", "label"), [("1969", "By month"), ("1969-1970", "By year"), ("1960s", "By year"), ("all", "By decade")]
)
def test_every_page_of_a_time_leads_to_its_parts_and_to_what_is_beside_it(moon: Bot, line: str, label: str) -> None:
    page = as_pupil(moon, f"/timeline {line} from:0")
    beside = [choice.label for choice in page.choices if "◀ 1" in choice.label or "1970 ▶" in choice.label]

    assert press(moon, page, label).title == as_pupil(moon, f"/timeline {line} parts:yes").title
    assert beside or line in ("all", "1969-1970", "1960s")


def test_what_is_beside_a_time_has_events_of_what_it_is_narrowed_to(moon: Bot) -> None:
    year = as_pupil(moon, "/timeline 1950 topic:harbor")
    days = as_pupil(moon, "/timeline 1950-05-01..1950-05-31 topic:harbor")

    assert [choice.label for choice in year.choices] == ["◀ 1932", "1951 ▶"]
    assert [choice.label for choice in days.choices] == ["◀ February 1932", "June 1950 ▶"]
    assert press(moon, year, "◀ 1932").items


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        ("summer 1969", ["◀ March – May 1969", "September – November 1969 ▶"]),
        ("1960-1999", ["All 68", "◀ 1930 – 1959"]),
        ("before 1960", ["1960 – 1972 ▶"]),
    ],
)
def test_the_times_beside_one_are_as_long_and_go_no_further_than_the_packs(
    moon: Bot, line: str, beside: list[str]
) -> None:
    assert [choice.label for choice in as_pupil(moon, f"/timeline {line}").choices][-2:] == beside


def test_a_month_of_any_year_shows_the_greatest_and_offers_all_each_on_one_page(moon: Bot) -> None:
    reply = as_pupil(moon, "/timeline May")
    pages = [press(moon, reply, "All 12")]
    while any(choice.label == "Next ▶" for choice in pages[-1].choices):
        pages.append(press(moon, pages[-1], "Next ▶"))

    listed = [item.id for page in pages for item in page.items]
    assert (reply.title, len(reply.items)) == ("May · the 8 that matter most of 12", 8)
    assert len(listed) == len(set(listed)) == 12
    assert {item.id for item in reply.items} < set(listed)


def test_a_day_of_more_events_than_a_menu_holds_leads_to_a_list_of_all_by_their_years(
    pack: Path, tmp_path: Path
) -> None:
    fairs = "".join(
        f"fair-{year}:\n  title: Fair {year}\n  date: {year}-06-01\n  text: A fair was held.\n"
        f"  importance: {2 + year % 2}\n  sources: [minutes]\n"
        for year in range(1900, 1930)
    )
    path = pack / "events.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{fairs}", encoding="utf-8")
    with Store.open(tmp_path / "bot.db") as store:
        bot = Bot(Shelf([pack], tmp_path), store)
        day = as_pupil(bot, "/onthisday 1 June")
        number = bot.shelf.full.count_on_day(6, 1)
        pages = [press(bot, day, f"All {number}")]
        while any(choice.label == "Next ▶" for choice in pages[-1].choices):
            pages.append(press(bot, pages[-1], "Next ▶"))

    years = [int(item.date.split()[-1]) for page in pages for item in page.items]
    assert day.menu
    assert (len(day.menu.choices), number > 26) == (25, True)
    assert day.notes[-1].startswith(f"{number - 1} more events on this day.")
    assert len(years) == number
    assert years == sorted(years)


@pytest.mark.parametrize(("line", "name"), [("since 1970", "1970 – 1972"), ("before 1960", "1930 – 1959")])
def test_a_time_without_an_end_goes_as_far_as_the_packs(moon: Bot, line: str, name: str) -> None:
    assert as_pupil(moon, f"/timeline {line} pack:apollo").title.startswith(f"{name}: ")


@pytest.mark.parametrize(("line", "first"), [("1969-1970", "3 Mar 1969"), ("1969-1971", "1969 · 12")])
def test_a_time_of_more_than_two_years_is_told_by_its_years(moon: Bot, line: str, first: str) -> None:
    assert as_pupil(moon, f"/timeline {line}").items[0].date == first


def test_a_month_has_no_parts(moon: Bot) -> None:
    assert "By month" not in [choice.label for choice in as_pupil(moon, "/timeline 1969-07 from:0").choices]


def test_the_parts_take_the_place_of_what_was_pressed_and_a_part_does_not(moon: Bot) -> None:
    months = as_pupil(moon, "/timeline 1969 parts:yes")

    assert months.replaces
    assert not press(moon, months, "July 1969").replaces


def test_a_timeline_can_be_of_one_pack(moon: Bot) -> None:
    both, moonward, town = (
        number_of_events(moon, f"/timeline all {pack}") for pack in ("", "pack:apollo", "pack:Saltmarsh")
    )

    assert (town, moonward + town) == (7, both)
    assert number_of_events(moon, "/timeline all pack:program") == moonward
    reply = as_pupil(moon, "/timeline all pack:apollo")
    assert all(
        "pack:apollo" in choice.action for choice in (*reply.choices, *(reply.menu.choices if reply.menu else ()))
    )
    assert "The Apollo program" in reply.title


def test_a_pack_that_is_not_here_is_refused_with_those_that_are(moon: Bot) -> None:
    assert as_pupil(moon, "/timeline all pack:rome").text.endswith("There is: apollo and saltmarsh.")
    assert moon.complete(request("timeline"), "pack", "moon") == ()
    assert moon.complete(request("timeline"), "pack", "apo") == (("The Apollo program", "apollo"),)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        # The month, the year and the decade that was asked about, then the year that is next.
        ("4 July 1969", "timeline 1969-07"),
        ("4 August 1969", "timeline 1969"),
        ("1974", "timeline 1970-1979"),
        ("1850", "timeline 1930"),
        ("1989", "timeline 1972"),
        ("1945 topic:harbor", "timeline 1950 topic:harbor"),
        ("1940 topic:harbor", "timeline 1932 topic:harbor"),
        ("1969 topic:floods", "timeline 1950 topic:floods"),
        ("1931 pack:apollo", "timeline 1958 pack:apollo"),
    ],
)
def test_a_time_with_nothing_leads_to_the_nearest_that_has_something(moon: Bot, line: str, command: str) -> None:
    refused = as_pupil(moon, f"/timeline {line}")

    assert refused.is_error
    assert refused.text.endswith(f"Try /{command}.")
    (choice,) = refused.choices
    assert press(moon, refused, choice.label).items == as_pupil(moon, f"/{command}").items


def test_topics_that_no_event_has_together_are_refused_without_a_time(moon: Bot) -> None:
    refused = as_pupil(moon, "/timeline 1969 topic:floods pack:apollo")

    assert (
        refused.text
        == "The timeline has no event with all of this: Floods, The Apollo program. Ask for one of them alone."
    )


def test_what_is_too_long_for_a_button_is_to_be_typed(tmp_path: Path) -> None:
    folder = switched_on(tmp_path)
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\bflights(?=[],:])", LONG, text), encoding="utf-8")
    with Store.open(tmp_path / "bot.db") as store:
        bot = Bot(Shelf([folder], tmp_path), store)
        reply = as_pupil(bot, f"/timeline 1961-02-01..1972-12-30 topic:{LONG} pack:apollo")

    asked = f"when:1961-02-01..1972-12-30 topic:{LONG} pack:apollo"
    assert reply.notes[0] == f"For more, type /timeline {asked} from:0"


def test_a_topic_or_a_fact_may_stand_for_the_time(moon: Bot) -> None:
    assert as_pupil(moon, "/timeline floods").items == as_pupil(moon, "/timeline all topic:floods").items
    assert as_pupil(moon, "/timeline of Harbor Treaty").title == "Harbor Treaty"


def test_a_period_of_a_pack_stands_for_its_time(pack: Path, tmp_path: Path) -> None:
    period = "\nage-of-the-wall:\n  name: The Age of the Wall\n  kind: period\n  text: When it was built.\n"
    assert not (
        spoil(
            pack,
            "terms.yaml",
            "harbor-treaty:",
            f'{period}  from: 1950\n  to: 1953\n  sources: ["chronicle, page 20"]\nharbor-treaty:',
        )
    )
    with Store.open(tmp_path / "bot.db") as store:
        bot = Bot(Shelf([pack], tmp_path), store)
        for line in ("/timeline Age of the Wall", "the age of the wall timeline"):
            assert as_pupil(bot, line).items == as_pupil(bot, "/timeline 1950-1953").items
        assert ("The Age of the Wall", "The Age of the Wall") in bot.complete(request("timeline"), "when", "age")
        assert as_pupil(bot, "/what age of the wall").title == "The Age of the Wall"


def test_the_look_up_can_be_narrowed_by_all_that_its_help_names() -> None:
    row = next(row for row in COMMANDS if row.name == "timeline")

    assert [option.name for option in row.options if not option.hidden] == ["when", "topic", "person", "pack"]
