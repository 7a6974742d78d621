"""The stand-in of Discord: what breaks a documented limit is found."""

from typing import Any

import pytest

from tests.standins.discord.command_limits import commands_problems
from tests.standins.discord.limits import callback_problems, message_problems
from tests.standins.discord.messages import COMPONENTS_V2
from tests.standins.wire import Call, Json

SILENT: Json = {"allowed_mentions": {"parse": []}}


def call(body: Any) -> Call:
    """A request with this body."""
    return Call(0.0, "POST", "/", {}, {}, body)


def modern(*components: Json) -> Json:
    """A message of Components V2."""
    return SILENT | {"flags": COMPONENTS_V2, "components": list(components)}


def says(text: str) -> Json:
    """A text display."""
    return {"type": 10, "content": text}


def button(**fields: Any) -> Json:
    """A button that says yes."""
    return {"type": 2, "style": 1, "label": "Yes", "custom_id": "yes"} | fields


def row(*components: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(components)}


def select(options: int, **fields: Any) -> Json:
    """A select of so many options."""
    offered = [{"label": f"{number}", "value": f"{number}"} for number in range(options)]
    return {"type": 3, "custom_id": "choose", "options": offered} | fields


def labeled(component: Json) -> Json:
    """A component of a modal under its label."""
    return {"type": 18, "label": "Year", "component": component}


def modal(*components: Json, title: str = "When?") -> Json:
    """A callback that opens a modal."""
    return {"type": 9, "data": {"custom_id": "when", "title": title, "components": list(components)}}


def command(**fields: Any) -> Json:
    """A slash command."""
    return {"name": "who", "description": "Who was it?"} | fields


TEXT_INPUT: Json = {"type": 4, "custom_id": "year", "style": 1}


def test_what_is_within_the_limits_is_no_violation() -> None:
    body = modern({"type": 17, "components": [says("x" * 4000), row(*[button(custom_id=f"{n}") for n in range(5)])]})

    assert list(message_problems(call(body), posted=True)) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (SILENT | {"content": "x" * 2001}, "2001 characters"),
        ({"content": "hello"}, "no allowed_mentions"),
        ({"content": "hello", "allowed_mentions": {"parse": ["users"]}}, "allowed_mentions.parse has 1 items"),
        (SILENT | {"content": "hello", "nonce": "x" * 26}, "26 characters"),
        (SILENT | {"content": "hello", "enforce_nonce": True}, "no nonce"),
        (SILENT | {"content": "hello", "flags": 64}, "may not be set"),
        (SILENT | {"content": "hello", "colour": "red"}, "unknown field colour"),
        (SILENT | {"embeds": [{"description": "x" * 4096}] * 2}, "8192 characters in all"),
        (SILENT | {"components": [says("hello")]}, "type 10, which is not allowed here"),
        (modern(says("hello")) | {"content": "hello"}, "rules out"),
        (modern(says("x" * 2001), says("y" * 2000)), "4001 characters in all"),
        (modern(*[says("x")] * 41), "41 components in all"),
        (modern(row(*[button(custom_id=f"{number}") for number in range(6)])), "6 items"),
        (modern(row(button(), button())), "custom_id 'yes' is used 2 times"),
        (modern(row(button(label="x" * 81))), "81 characters"),
        (modern(row(button(label=None))), "neither label nor emoji"),
        (modern(row(button(custom_id="x" * 101))), "101 characters"),
        (modern(row({"type": 2, "style": 5, "label": "Read", "url": "https://e.org/" + "x" * 500})), "514 characters"),
        (modern(row(select(26))), "26 items"),
        (modern(row(select(0))), "0 items"),
        (modern(row(select(2, placeholder="x" * 151))), "151 characters"),
        (modern(row(select(2, max_values=3))), "wants 1 to 3 of 2 options"),
        (modern(row(select(2), button())), "a select and something else"),
        (modern({"type": 12, "items": [{"media": {"url": "attachment://map.png"}}]}), "not among its files"),
        (modern({"type": 11, "media": {"url": "https://e.org/a.png"}}), "type 11, which is not allowed here"),
    ],
)
def test_a_message_beyond_a_limit_is_a_violation(body: Json, said: str) -> None:
    problems = list(message_problems(call(body), posted=True))

    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (modal(labeled(TEXT_INPUT), title="x" * 46), "46 characters"),
        (modal(*[labeled(TEXT_INPUT | {"custom_id": f"{number}"}) for number in range(6)]), "6 items"),
        (modal(labeled(TEXT_INPUT) | {"label": "x" * 46}), "46 characters"),
        (modal(labeled(TEXT_INPUT) | {"description": "x" * 101}), "101 characters"),
        (modal(labeled(TEXT_INPUT | {"max_length": 4001})), "4001"),
        (modal(TEXT_INPUT), "type 4, which is not allowed here"),
        (modal(labeled({"type": 21, "custom_id": "one", "options": [{"label": "a", "value": "a"}]})), "1 items"),
        ({"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}}, "101 characters"),
        ({"type": 8, "data": {"choices": [{"name": "x", "value": "x"}] * 26}}, "26 items"),
        ({"type": 5, "data": {"flags": 1 << 15}}, "not one of"),
    ],
)
def test_a_callback_beyond_a_limit_is_a_violation(body: Json, said: str) -> None:
    problems = list(callback_problems(call(body), None))

    assert any(said in problem for problem in problems), problems


OPTION: Json = {"type": 3, "name": "name", "description": "Whose?"}


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([command(name="Who")], "lower case"),
        ([command(name="who is")], "not of the form"),
        ([command(description="")], "0 characters"),
        ([command(name=f"c{number}") for number in range(101)], "101 commands"),
        ([command(), command()], "'who' is used 2 times"),
        ([command(options=[OPTION | {"name": f"o{number}"} for number in range(26)])], "26 items"),
        ([command(options=[OPTION, OPTION | {"name": "b", "required": True}])], "required option stands after"),
        ([command(options=[OPTION | {"choices": [{"name": "x", "value": "x"}] * 26}])], "26 items"),
        ([command(options=[OPTION | {"autocomplete": True, "choices": [{"name": "x", "value": "x"}]}])], "both"),
        ([command(name_localizations={"xx": "wer"})], "xx is not a locale"),
        (
            [
                command(
                    options=[
                        OPTION
                        | {
                            "name": f"o{option}",
                            "description": "d" * 100,
                            "choices": [{"name": f"{choice:099}", "value": f"{choice:099}"} for choice in range(25)],
                        }
                        for option in range(2)
                    ]
                )
            ],
            "8000 are allowed",
        ),
    ],
)
def test_commands_beyond_a_limit_are_a_violation(commands: list[Json], said: str) -> None:
    problems = list(commands_problems(commands, of_guild=False))

    assert any(said in problem for problem in problems), problems


def test_contexts_are_for_global_commands() -> None:
    assert list(commands_problems([command(contexts=[0])], of_guild=False)) == []
    assert len(list(commands_problems([command(contexts=[0])], of_guild=True))) == 1
