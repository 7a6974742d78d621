"""What is offered while somebody types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import Bot
from bot.chat import Reply
from bot.commands.table import COMMANDS
from tests.commands.asking import as_pupil
from tests.golden.measure import NOON, shipped_bot
from tests.saltmarsh import request


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with shipped_bot(tmp_path_factory.mktemp("completion")) as bot:
        yield bot


def labels(bot: Bot, command: str, option: str, beginning: str) -> list[str]:
    return [label for label, _ in bot.complete(request(command), option, beginning)]


@pytest.mark.parametrize("beginning", ["", "a", "m", "1", "harbor,", "the", "Ada Marsh"])
def test_nothing_is_offered_twice_or_without_a_name(shared_bot: Bot, beginning: str) -> None:
    for row in COMMANDS:
        for option in row.options:
            asked = request(row.name, is_moderator=True)
            pairs = shared_bot.complete(asked, option.name, beginning) if option.complete else ()
            assert len(pairs) == len({label for label, _ in pairs}) == len({value for _, value in pairs}) <= 25
            assert all(label.strip() and value.strip() for label, value in pairs)


# What goes on from a word before a time, from a date and from a range that has begun.
ON = ["since", "since 19", "before the", "until", "3 may", "3 may 19", "1950-0", "1950-05-1", "may 1930 -", "5/3/1950"]


@pytest.mark.parametrize("beginning", ["", "19", "1930-", "1930-19", "aug", "May 1", "nov", "harb", "all", "tod", *ON])
def test_every_time_that_is_offered_is_understood(shared_bot: Bot, beginning: str) -> None:
    pairs = shared_bot.complete(request("timeline"), "when", beginning)

    assert pairs or beginning == "aug"
    for _, value in pairs:
        reply: Reply = as_pupil(shared_bot, f'/timeline "{value}"')
        assert reply.title or reply.text.partition(": ")[2].startswith("nothing is recorded"), value


@pytest.mark.parametrize(
    "beginning", ["", "l", "f", "i", "y", "this", "since", "before", "after", "during", "2014-02-"]
)
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("timeline", "when"),
        ("timeline", "topic"),
        ("timeline", "person"),
        ("who", "name"),
        ("what", "name"),
        ("sources", "id"),
        ("onthisday", "date"),
    ],
)
def test_whatever_is_offered_leads_to_an_answer(shipped: Bot, command: str, option: str, beginning: str) -> None:
    others = {"when": "all"} if command == "timeline" and option != "when" else {}

    for _, value in shipped.complete(request(command, at=NOON), option, beginning):
        assert not shipped.handle(request(command, options={**others, option: value}, at=NOON)).is_error, value


def test_what_is_said_by_the_calendar_is_offered_where_something_happened(shipped: Bot, shared_bot: Bot) -> None:
    pairs = shipped.complete(request("timeline", at=NOON), "when", "last y")

    assert pairs[0] == ("last year", "last year")
    assert labels(shared_bot, "timeline", "when", "last y") == []


def test_who_held_an_office_twice_is_one_of_those_to_choose_from(shipped: Bot) -> None:
    reply = shipped.handle(request("who", options={"name": "Prime Minister of Poland"}, at=NOON))

    assert reply.menu
    names = [choice.label for choice in reply.menu.choices]
    assert names.count("Donald Tusk") == 1
    assert reply.text == f"{len(names)} entries fit."
    assert reply.notes == ()


def test_what_differs_only_by_its_article_is_offered_once(shipped: Bot) -> None:
    pairs = shipped.complete(request("timeline", at=NOON), "when", "cold")

    assert [label for label, _ in pairs] == ["Cold War"]


def test_no_year_is_offered_where_a_day_of_the_year_is_asked_for(shared_bot: Bot) -> None:
    assert labels(shared_bot, "onthisday", "date", "1950-1953") == []
    assert labels(shared_bot, "onthisday", "date", "4.4.") == ["4 April"]


def test_a_month_is_offered_alone_and_in_the_years_that_have_most_of_it(shared_bot: Bot) -> None:
    assert labels(shared_bot, "timeline", "when", "may") == ["May", "May 1950", "May 1930", "May 1951"]
    assert labels(shared_bot, "timeline", "when", "May 195") == ["May 1950", "May 1951"]


def test_a_day_of_the_year_is_offered_by_its_name_and_to_nobody_who_typed_nothing_but_the_next_ones(bot: Bot) -> None:
    assert labels(bot, "onthisday", "date", "")[:2] == ["1 May", "2 May"]
    assert labels(bot, "onthisday", "date", "29 f") == labels(bot, "onthisday", "date", "29 фев") == ["29 February"]
    assert labels(bot, "onthisday", "date", "yes") == ["yesterday"]
    assert len(labels(bot, "onthisday", "date", "31")) == 7


@pytest.mark.parametrize(
    ("beginning", "label"),
    [
        ("since 193", "since 1939"),
        ("may 1930 to", "may 1930-1931"),
        ("1930 –", "1930-1931"),
        ("1950-0", "May 1950"),
        ("1950-05-1", "10 May 1950"),
        ("May 3", "3 May"),
        ("5/3/1950", "3 May 1950"),
        ("5/3/1950", "5 March 1950"),
        ("mar 1931", "March 1931"),
        ("tod", "today"),
        ("мая", "May 1950"),
        ("трав", "May 1950"),
        ("3 трав", "3 May"),
    ],
)
def test_a_time_that_has_begun_goes_on(shared_bot: Bot, beginning: str, label: str) -> None:
    assert label in labels(shared_bot, "timeline", "when", beginning)


def test_weekdays_are_offered_one_by_one_and_as_spans(shared_bot: Bot) -> None:
    asked = request("schedule daily", is_moderator=True)

    assert shared_bot.complete(asked, "weekdays", "")[:2] == (("Monday – Friday", "mon-fri"), ("Monday", "mon"))
    assert ("Tuesday – Sunday", "tue-sun") in shared_bot.complete(asked, "weekdays", "tue-")
    assert shared_bot.complete(asked, "weekdays", "mon, w") == (("mon, Wednesday", "mon,wed"),)


def test_a_list_of_packs_goes_on_after_a_comma(shared_bot: Bot) -> None:
    asked = request("settings packs", is_moderator=True)
    (title, id), *_ = shared_bot.complete(asked, "on", "")

    assert (f"none, {title}", f"none,{id}") in shared_bot.complete(asked, "on", "none,")


def test_a_list_goes_on_after_a_comma_without_what_it_has(shared_bot: Bot) -> None:
    asked = request("schedule daily", is_moderator=True)
    first = shared_bot.complete(asked, "topics", "")
    more = shared_bot.complete(asked, "topics", "harbor, floods,")

    assert ("The harbor", "harbor") in first
    assert ("harbor, floods, The town council", "harbor,floods,council") in more
    assert not any(value.endswith((",harbor", ",floods")) for _, value in more)


def test_a_report_is_offered_the_facts_that_sources_is(shared_bot: Bot) -> None:
    for beginning in ("", "sea", "forty people"):
        of_report = shared_bot.complete(request("report"), "id", beginning)
        assert of_report == shared_bot.complete(request("sources"), "id", beginning)
        assert of_report


def test_offices_are_offered_beside_people(shared_bot: Bot) -> None:
    assert "Mayor of Saltmarsh" in labels(shared_bot, "who", "name", "mayor")
    assert "Ada Marsh" in labels(shared_bot, "who", "name", "")
