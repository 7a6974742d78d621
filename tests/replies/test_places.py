"""Sentences name commands as they are typed in the place where they are said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Bot
from bot.chat import ACTION_LIMIT, Channel, Platform, Rate, Reply, Request, UsageError, User
from bot.commands.table import COMMANDS
from bot.replies.catalog import Catalog, catalog
from tests.platforms import PLATFORMS
from tests.saltmarsh import MAY_DAY

ROOT = Path(__file__).parents[2]
SLACK = PLATFORMS["slack"]
WORDS = {row.name.partition(" ")[0] for row in COMMANDS}


def sentences() -> Iterator[str]:
    """Return every text in the modules that hold sentences."""
    for path in (*(ROOT / "bot/replies").rglob("*.py"), *(ROOT / "adapters").glob("*/words.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        # What is put together of parts is no sentence of the catalogue.
        parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                yield node.value


class Marking(Platform, frozen=True):
    """A place where every command that is named shows."""

    def command(self, name: str) -> str:
        """Return the name between signs."""
        return f"⟦{name}⟧"


def test_every_command_that_a_sentence_names_is_one() -> None:
    say = catalog("", Marking("marking"))
    named = {name for text in sentences() for name in re.findall("⟦([^⟧]*)⟧", say.typed(text))}

    # Slack's own command and ours there, which are handed to sentences as values, and so stay; and a page's address.
    assert {name for name in named if not name.startswith("{")} <= WORDS | {"invite", "dateline", "cards"}
    assert {"trivia", "{command}", "{hint}"} <= named


@pytest.mark.parametrize("text", ["https://a.example/b", "and/or", "50 / 3", "a/b", "</help>"])
def test_what_is_no_command_is_left_alone(text: str) -> None:
    assert catalog("", SLACK).typed(text) == text


def test_what_fills_a_sentence_is_left_alone() -> None:
    assert catalog("", SLACK)("{text}", text="/who is that") == "/who is that"


def ask(bot: Bot, line: str) -> Reply | str:
    """Ask on Slack; a mistake is its text."""
    user = User("slack", "T1", "U1")
    asked = Request(user, Channel("slack", "T1", "C1"), "", MAY_DAY, is_discreet=True)
    try:
        return bot.handle(bot.read(line, asked))
    except UsageError as error:
        return error.text


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("trivia stop", "/dateline trivia start"),
        ("settings show", "/dateline settings show is for moderators"),
        ("schedule", "/dateline help schedule"),
        ("trivia", "/dateline help trivia"),
        ("sources", "/dateline sources"),
        ("timeline 1066", "/dateline timeline"),
        ("help timeline", "/dateline timeline"),
        ("help", "/dateline who"),
    ],
)
def test_answers_on_slack_name_what_is_typed_there(bot: Bot, line: str, named: str) -> None:
    told = str(ask(bot, line))

    assert named in told
    assert not re.search(r"(?<![\w/:.])/(?!dateline)[a-z]+", told)


def test_a_control_carries_what_the_port_promises() -> None:
    with pytest.raises(ValueError, match="have to carry"):
        Platform("small", action_limit=ACTION_LIMIT - 1)


def test_a_catalogue_is_made_once_for_a_place() -> None:
    assert catalog("en", SLACK) is catalog("en", replace(SLACK))
    assert isinstance(catalog("en", SLACK), Catalog)
    assert Rate(2.0, 1, SLACK.rate.spacing).cost(4).total_seconds() == 2
