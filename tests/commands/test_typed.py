"""Commands as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from bot.chat import UsageError, action_of, button
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command
from bot.commands.table import COMMANDS
from bot.commands.typed import check_options, parse_action, parse_line, seen
from bot.replies.catalog import catalog


def value_of(option: Option) -> str:
    """Return something that an option takes."""
    if option.choices:
        return option.choices[0][0]
    return "yes" if option.kind is Kind.BOOLEAN else str(option.least or 1)


def read(line: str) -> tuple[str, Mapping[str, str]]:
    typed = parse_line(line, COMMANDS, catalog("en"))
    return typed.command.name, typed.options


@pytest.mark.parametrize(
    ("line", "command", "options"),
    [
        ("/timeline 2008", "timeline", {"when": "2008"}),
        ("timeline 2008", "timeline", {"when": "2008"}),
        ("/Timeline Aug 2008", "timeline", {"when": "Aug 2008"}),
        ("/timeline 1999-2004 topic:harbor", "timeline", {"when": "1999-2004", "topic": "harbor"}),
        ("/timeline topic:harbor 1999-2004", "timeline", {"when": "1999-2004", "topic": "harbor"}),
        ('/timeline 1990s person:"Ada Marsh"', "timeline", {"when": "1990s", "person": "Ada Marsh"}),
        ("/timeline 1990s person:“Ada Marsh”", "timeline", {"when": "1990s", "person": "Ada Marsh"}),
        ("/who «Ada Marsh»", "who", {"name": "Ada Marsh"}),
        ("/who Robertson  George", "who", {"name": "Robertson George"}),
        ("/whois Robertson", "who", {"name": "Robertson"}),
        ("/find sea wall", "search", {"text": "sea wall"}),
        ("/who <b>", "who", {"name": "<b>"}),
        ("/search https://x.example", "search", {"text": "https://x.example"}),
        ("/search what: ever", "search", {"text": "what: ever"}),
        ('/search he said "no" twice', "search", {"text": 'he said "no" twice'}),
        ('/search "', "search", {"text": '"'}),
        ('/search say"no"twice or "no"', "search", {"text": 'say"no"twice or "no"'}),
        ('/search "no"and"no"', "search", {"text": '"no"and"no"'}),
        ('/who "Ada Marsh", Ida', "who", {"name": '"Ada Marsh", Ida'}),
        ('/search text:"', "search", {"text": '"'}),
        ("/onthisday", "onthisday", {}),
        (
            "/schedule post 4 April 9 pm Bring ink",
            "schedule post",
            {"date": "4 April", "time": "9 pm", "text": "Bring ink"},
        ),
        (
            "/schedule post 4 April 2027 9 3 pens",
            "schedule post",
            {"date": "4 April 2027", "time": "9", "text": "3 pens"},
        ),
        ("/schedule post 4 April 0900 Hi", "schedule post", {"date": "4 April", "time": "0900", "text": "Hi"}),
        (
            "/schedule post tomorrow half past nine Hi",
            "schedule post",
            {"date": "tomorrow", "time": "half past nine", "text": "Hi"},
        ),
        ("/schedule post 31 Feb 9 Hi", "schedule post", {"date": "31 Feb", "time": "9", "text": "Hi"}),
        ("/timeline when:1930 from:5", "timeline", {"when": "1930", "from": "5"}),
        ('/who "Ada \\"the\\" Marsh"', "who", {"name": 'Ada "the" Marsh'}),
        ("/settings set zone:New York", "settings set", {"zone": "New York"}),
        ("/settings set zone: New York", "settings set", {"zone": "New York"}),
        ("/settings set zone:New York leaderboards: no", "settings set", {"zone": "New York", "leaderboards": "no"}),
        ("/timeline 2008 topic:missile defense", "timeline", {"when": "2008", "topic": "missile defense"}),
        ("/timeline 1990s person:George W. Bush", "timeline", {"when": "1990s", "person": "George W. Bush"}),
        ("/timeline topic:missile defense when:2008", "timeline", {"when": "2008", "topic": "missile defense"}),
        ("/timeline topic: harbor 1999", "timeline", {"when": "1999", "topic": "harbor"}),
        ("/timeline when:1930 from: 5", "timeline", {"when": "1930", "from": "5"}),
        ("/timeline １９９９\u20112004", "timeline", {"when": "1999-2004"}),
        ("/schedule post 2030-01-01 9 \u200b", "schedule post", {"date": "2030-01-01", "time": "9", "text": ""}),
        ("/timeline when：1930", "timeline", {"when": "1930"}),
        ("/timeline 1990\u22121995", "timeline", {"when": "1990-1995"}),
    ],
)
def test_a_line_is_understood(line: str, command: str, options: dict[str, str]) -> None:
    assert read(line) == (command, options)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "/help lists them all"),
        ("/timelime 2008", "Did you mean /timeline?"),
        ("/qqqq", "There is no command “qqqq”"),
        ("/timeline", "Usage: /timeline <when>"),
        ("/search \u200b\u2060", "“text” is missing"),
        ("/report council-founded \u2800\u3164", "“text” is missing"),
        ("/timeline", "Example: /timeline 2008"),
        ("/timeline when:1930 from:many", "whole number from 0 to"),
        ("/about the weather", "I do not know what to do with “the weather”"),
    ],
)
def test_a_mistake_gives_the_usage_and_an_example(line: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(line)

    assert says in refused.value.text


@given(st.text(max_size=60))
def test_no_line_breaks_the_reading(line: str) -> None:
    with suppress(UsageError):
        assert read(line)[0]


@given(st.text(min_size=1, max_size=50))
def test_what_is_written_as_an_action_is_read_back(text: str) -> None:
    words = " ".join(text.split())
    if seen(words):
        carried = parse_action(action_of("search", text=words), COMMANDS, catalog("en"))
        assert (carried.command.name, carried.options) == ("search", {"text": words})


@pytest.mark.parametrize("text", ["<b>", "<@U1|ada>", "“wall”", "«wall»", '"wall"', '"a" b\\', "wall text:a"])
def test_what_a_button_carries_is_taken_to_the_letter(text: str) -> None:
    assert parse_action(action_of("search", text=text), COMMANDS, catalog("en")).options == {"text": text}


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.options], ids=lambda row: row.name)
def test_an_action_carries_every_option_of_its_row(row: Command) -> None:
    given = {option.name: value_of(option) for option in row.options}

    assert parse_action(action_of(row.name, **given), COMMANDS, catalog("en")).options == given


def test_options_that_were_checked_are_checked_again_for_another_row_only() -> None:
    placed, shown = (next(row for row in COMMANDS if row.name == name) for name in ("daily place", "daily show"))
    checked = check_options({"day": "2026-01-01", "turn": "1", "slot": "2"}, placed, catalog("en"))

    assert check_options(checked, placed, catalog("en")) is checked
    with pytest.raises(UsageError):
        check_options(checked, shown, catalog("en"))


def test_an_action_carries_an_option_of_any_name() -> None:
    assert button("Label", "help", command="timeline", label="1").action == "help command:timeline label:1"


@pytest.mark.parametrize("line", ["/audit {}", "/{}", "/help x {}"])
def test_a_refusal_repeats_no_page_of_what_was_typed(line: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(line.format("a" * 3_900))

    assert len(refused.value.text) < 400
