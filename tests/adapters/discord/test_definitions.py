"""What is registered on Discord."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.definitions import definitions, on_message
from adapters.discord.invite import invite_url
from adapters.discord.parse import command, filled, pressed
from adapters.discord.register import digest
from adapters.turn import Upload
from bot.commands.context import Context
from bot.commands.options import Nothing
from bot.commands.row import Command, Outcome, look_up
from bot.commands.table import COMMANDS
from tests.adapters.discord.rows import ROWS
from tests.standins.discord.command_limits import commands_problems


def registered(name: str) -> dict[str, Any]:
    """Return a command as it is registered."""
    return next(one for one in definitions((*COMMANDS, *ROWS)) if one["name"] == name)


def nothing(options: Nothing, context: Context) -> Outcome:
    raise NotImplementedError


def row(name: str, help: str) -> Command:
    return look_up(name, help)(nothing)


def test_every_command_is_registered_within_the_limits() -> None:
    assert list(commands_problems(definitions(COMMANDS), of_guild=False)) == []
    slashes = {one["name"] for one in definitions(COMMANDS) if one["type"] == 1}
    assert slashes == {row.name.split()[0] for row in COMMANDS if not row.hidden}


def test_what_is_asked_about_a_message_stands_in_its_menu() -> None:
    (menu,) = (one for one in definitions(COMMANDS) if one["type"] == 3)

    assert menu["name"] == "Report a mistake"
    assert on_message(menu["name"], COMMANDS) == "report message"
    assert on_message("Delete", COMMANDS) == ""


def test_no_description_is_cut() -> None:
    texts = [row.help for row in COMMANDS if not row.hidden]
    texts += [option.help for row in COMMANDS for option in row.options if not option.hidden]

    assert [text for text in texts if len(text) > 100] == []


def test_options_have_their_types() -> None:
    kinds = {option["name"]: option["type"] for option in registered("typed")["options"]}

    assert kinds == {"choice": 3, "number": 4, "sure": 5, "user": 6, "channel": 7, "file": 11}


def test_texts_have_their_limits() -> None:
    (text,) = registered("search")["options"]

    assert text["max_length"] == 300


def test_required_options_come_first() -> None:
    assert registered("typed")["options"][0]["name"] == "choice"


def test_numbers_have_their_bounds() -> None:
    number = next(one for one in registered("typed")["options"] if one["name"] == "number")

    assert (number["min_value"], number["max_value"]) == (1, 10)


def test_names_are_completed() -> None:
    assert [option.get("autocomplete") for option in registered("who")["options"]] == [True]


def test_longer_names_are_subcommands() -> None:
    assert [one["name"] for one in registered("settings")["options"]] == ["show", "set", "pack"]
    assert {one["type"] for one in registered("settings")["options"]} == {1}


def test_a_moderators_command_is_hidden_from_others_by_default() -> None:
    assert registered("guard")["default_member_permissions"] == str(1 << 5)
    assert registered("who")["default_member_permissions"] is None


def test_look_ups_work_everywhere_and_moderation_where_the_bot_is() -> None:
    assert (registered("who")["contexts"], registered("who")["integration_types"]) == ([0, 1, 2], [0, 1])
    assert (registered("guard")["contexts"], registered("guard")["integration_types"]) == ([0, 1], [0])


def test_a_command_with_subcommands_cannot_stand_alone() -> None:
    rows = (row("a", "A"), row("a b", "B"))

    with pytest.raises(ValueError, match="/a cannot be"):
        definitions(rows)


def test_three_words_make_a_group() -> None:
    (root,) = definitions((row("a b c", "C"), row("a d", "D")))

    assert [(one["name"], one["type"]) for one in root["options"]] == [("b", 2), ("d", 1)]


def test_any_word_changes_the_digest() -> None:
    first, second = ([row("a", help_text)] for help_text in ("One", "Two"))

    assert digest(definitions(first)) != digest(definitions(second))


def test_the_invitation_asks_for_what_is_used_and_no_more() -> None:
    # View channels, send messages, in threads too, attach files, read the history.
    wanted = 1 << 10 | 1 << 11 | 1 << 38 | 1 << 15 | 1 << 16

    assert f"permissions={wanted}" in invite_url(7)
    assert "scope=bot+applications.commands" in invite_url(7)


def test_a_subcommand_is_read_with_its_options() -> None:
    inner = {"name": "set", "type": 1, "options": [{"name": "leaderboards", "type": 5, "value": True}]}

    asked = command({"name": "settings", "options": [inner]})

    assert (asked.name, asked.options) == ("settings set", {"leaderboards": "yes"})


def test_a_file_is_read_from_what_discord_resolved() -> None:
    found = {"1": {"filename": "q.csv", "url": "https://cdn.example/q.csv", "size": 12}}
    option = {"name": "file", "type": 11, "value": "1"}

    asked = command({"name": "import", "options": [option], "resolved": {"attachments": found}})

    assert asked.upload == Upload("q.csv", 12, "https://cdn.example/q.csv")
    assert asked.options == {}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"custom_id": "who ada"}, "who ada"),
        ({"custom_id": "2|who ada"}, "who ada"),
        ({"custom_id": "menu0", "values": ["who ida"]}, "who ida"),
    ],
)
def test_a_control_carries_its_command_line(data: dict[str, Any], line: str) -> None:
    assert pressed(data) == line


def test_a_modal_is_read_from_labels_and_rows() -> None:
    label = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "wrong"}}
    row = {"type": 1, "components": [{"type": 4, "custom_id": "empty", "value": ""}]}
    menu = {"type": 18, "component": {"type": 3, "custom_id": "kind", "values": ["b"]}}

    assert filled([label, row, menu]) == {"text": "wrong", "kind": "b"}


def characters(command: dict[str, Any], growth: float = 1.0) -> float:
    """Count a command as Discord does, each text being so much longer: names, descriptions and values together."""
    words = command.get("description", "") + (command["name"] if "value" in command else "")
    fixed = command["value"] if "value" in command else command["name"]
    inner = (*command.get("options", ()), *command.get("choices", ()))
    return len(words) * growth + len(fixed) + sum(characters(each, growth) for each in inner)


@pytest.mark.parametrize("command", definitions(COMMANDS), ids=lambda command: command["name"])
def test_a_command_has_room_for_languages_that_say_it_longer(command: dict[str, Any]) -> None:
    # https://discord.com/developers/docs/interactions/application-commands
    assert characters(command, growth=1.3) <= 4_000


def test_descriptions_have_room_for_languages_that_say_them_longer() -> None:
    shown = [row for row in COMMANDS if not row.hidden]
    texts = {text for row in shown for text in (row.help, *(one.help for one in row.options if not one.hidden))}

    assert [text for text in texts if len(text) * 1.3 > 100] == []
