"""Typed options: what the dataclass of a command states, and what its function is given."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest

from bot.app import Bot
from bot.chat import NOWHERE, Channel, UsageError, User
from bot.commands.context import Context
from bot.commands.kinds import Kind
from bot.commands.options import HERE, NAME_LIMIT, Option, Options, option, options_of, values_of
from bot.commands.reading.people import Role
from bot.commands.row import Command
from bot.commands.table import COMMANDS
from bot.commands.typed import LINE_LIMIT, parse_line
from bot.community import Settings
from bot.facts.library import Library
from bot.facts.model import Fact, Person
from bot.replies.catalog import catalog
from tests.commands.asking import as_pupil, as_teacher, needed
from tests.saltmarsh import CHANNEL, MAY_DAY, request

TEXTS = [
    (row, option)
    for row in COMMANDS
    for option in row.options
    if option.kind in (Kind.TEXT, Kind.USER, Kind.CHANNEL) and not option.choices
]


class Color(StrEnum):
    """A color."""

    RED = "red"
    BLUE = "blue"


class Every(Options):
    """One option of each kind."""

    text: str = option("a text")
    number: int = option("a number", default=7, low=1, high=9)
    sure: bool = option("whether", default=False, named=True)
    color: Color | None = option("which color", choices={Color.RED: "Red", Color.BLUE: "Blue"})
    user: User | None = option("who")
    channel: Channel = option("where", default=HERE)
    role: Role | None = option("as what")
    zone: ZoneInfo | None = option("whose time")
    at: time | None = option("when")
    on: date | None = option("on which day")
    person: Person | None = option("about whom")
    fact: Fact | None = option("about what")


@pytest.fixture
def context(library: Library) -> Context:
    return Context(
        library, catalog("en"), Settings(), NOWHERE, "every", MAY_DAY.date(), is_moderator=False, whole=False
    )


def values(given: dict[str, str], context: Context) -> Every:
    return values_of(Every, options_of(Every), request("every", given), context)


def test_options_are_read_off_the_annotations() -> None:
    options = {one.name: one for one in options_of(Every)}

    assert [one.name for one in options.values() if one.required] == ["text"]
    assert options["number"].kind is Kind.INTEGER
    assert (options["number"].least, options["number"].most) == (1, 9)
    assert (options["sure"].kind, options["sure"].named) == (Kind.BOOLEAN, True)
    assert options["color"].choices == (("red", "Red"), ("blue", "Blue"))
    assert (options["user"].kind, options["channel"].kind) == (Kind.USER, Kind.CHANNEL)
    assert options["zone"].complete
    assert options["text"].limit == NAME_LIMIT


def test_what_is_left_out_has_its_default(context: Context) -> None:
    assert values({"text": "word"}, context) == Every(
        text="word",
        number=7,
        sure=False,
        color=None,
        user=None,
        channel=CHANNEL,
        role=None,
        zone=None,
        at=None,
        on=None,
        person=None,
        fact=None,
    )


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("number", "3", 3),
        ("sure", "yes", True),
        ("sure", "no", False),
        ("color", "blue", Color.BLUE),
        ("user", "@ada", User("console", "school", "ada")),
        ("user", "U123", User("console", "school", "U123")),
        ("channel", "#history", Channel("console", "school", "history")),
        ("role", "<@&42>", Role("42")),
        ("role", "@Teaching Staff", Role("Teaching Staff")),
        ("role", "none", Role("")),
        ("zone", "Paris", ZoneInfo("Europe/Paris")),
        ("at", "9 am", time(9)),
        ("on", "2026-05-01", date(2026, 5, 1)),
    ],
)
def test_an_option_is_a_value_of_its_kind(context: Context, name: str, text: str, value: object) -> None:
    assert getattr(values({"text": "word", name: text}, context), name) == value


def test_a_person_and_a_fact_are_looked_up(context: Context) -> None:
    every = values({"text": "word", "person": "Ada Marsh", "fact": "The sea wall is begun"}, context)

    assert every.person
    assert every.person.id == "ada-marsh"
    assert every.fact
    assert every.fact.id == "wall-dispute"


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("user", "the one with the hat", "Write it with @"),
        ("channel", "our usual place", "Write it with #"),
        ("role", "<@ada>", "Write @ and choose it"),
        ("zone", "Atlantis", "Write a large city near you"),
        ("at", "soon", "Write it as 9, 09:00"),
        ("on", "someday", "Write tomorrow, friday"),
        ("person", "Nobody Atall", "Nobody Atall"),
    ],
)
def test_what_is_no_value_says_how_to_give_one(context: Context, name: str, text: str, part: str) -> None:
    with pytest.raises(UsageError) as refused:
        values({"text": "word", name: text}, context)

    assert part in refused.value.text


def test_what_states_no_meaning_is_no_option() -> None:
    class Odd(Options):
        odd: complex = option("a number of a kind that nobody types")

    with pytest.raises(KeyError):
        options_of(Odd)


def test_a_zone_of_several_asks_which_with_what_was_typed_so_far(bot: Bot) -> None:
    said = as_teacher(bot, "/settings set zone:America leaderboards:yes")

    assert said.choices
    assert all("leaderboards:yes" in choice.action for choice in said.choices)


@pytest.mark.parametrize(("row", "option"), TEXTS, ids=lambda each: each.name)
def test_every_text_has_a_limit_and_says_so_in_one_sentence(shared_bot: Bot, row: Command, option: Option) -> None:
    given = {**needed(row), option.name: "x" * (option.limit + 1)}
    text = shared_bot.handle(request(row.name, given, is_moderator=True)).text

    assert "please make it shorter" in text
    assert "\n" not in text


@pytest.mark.parametrize(("row", "option"), TEXTS, ids=lambda each: each.name)
def test_every_text_has_room_for_a_name(row: Command, option: Option) -> None:
    assert option.limit >= NAME_LIMIT


def test_searches_and_reports_have_room_for_more() -> None:
    limits = {row.name: row.option("text").limit for row in COMMANDS if row.name in ("search", "report")}

    assert limits["search"] >= 300
    assert limits["report"] >= 1_000


def test_no_line_is_longer_than_any_command() -> None:
    with pytest.raises(UsageError, match="A command has room for 4,000 characters and these are 4,001"):
        parse_line("x" * (LINE_LIMIT + 1), COMMANDS, catalog("en"))
    longest = max(sum(each.limit for each in row.options if each.kind is Kind.TEXT) for row in COMMANDS)
    assert longest <= LINE_LIMIT


def test_a_search_of_300_characters_is_made_as_it_is(bot: Bot) -> None:
    text = "wall " * 59 + "wall"

    assert text in as_pupil(bot, f"/search {text} from:0").title


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_field_of_a_commands_options_is_an_option(row: Command) -> None:
    names = [name.rstrip("_") for name in row.takes.declarations]

    assert [option.name for option in row.options if option.name not in ("show", "instead")] == names


def test_options_do_not_change_and_are_known_by_their_values(context: Context) -> None:
    every = values({"text": "word"}, context)

    assert every == values({"text": "word"}, context)
    assert hash(every) == hash(values({"text": "word"}, context))
    assert every != values({"text": "words"}, context)
    with pytest.raises(FrozenInstanceError):
        every.text = "other"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(
    ("row", "example"),
    [(row, example) for row in COMMANDS for example in row.examples],
    ids=lambda each: each if isinstance(each, str) else each.name,
)
def test_every_example_is_read_as_its_row(row: Command, example: str) -> None:
    assert parse_line(example, COMMANDS, catalog("en")).command is row
