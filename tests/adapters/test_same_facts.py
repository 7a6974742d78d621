"""Every command gives the same facts on the console, on Discord and on Slack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from adapters.console.render import render as on_console
from adapters.discord.render import render as on_discord
from adapters.slack.render import render as on_slack
from bot.app import Bot
from bot.chat import Item, Reply, SourceLine, UsageError, refusal
from bot.commands.table import COMMANDS
from bot.replies.card import best, short_name
from bot.replies.catalog import catalog
from tests.saltmarsh import request
from tests.standins.slack.blocks import texts

SAY = catalog("")
MARKED = re.compile("[\ue000-\uf8ff]")
# What to ask where a row's own first example is about other packs than that of the tests.
LINES = {
    "timeline": "timeline all",
    "who": "who Ida Marsh",
    "what": "what harbor",
    "onthisday": "onthisday 1 May",
    "search": "search wall",
    "sources": "sources wall-dispute",
    "report": "report great-flood It was in December.",
}
ROWS = [row for row in COMMANDS if not row.hidden]
# What marks text up, or keeps it from being marked up.
MARKUP = re.compile(r"[\\*_~`|\u200b\u2060]")


def plain(text: str) -> str:
    """Return text without markup and with single blanks."""
    return " ".join(MARKUP.sub("", unescape(text)).split())


def facts(reply: Reply) -> Iterator[str]:
    """Return every text of a reply that tells somebody something; nobody is told an id.

    What is mentioned by a mark is written by each platform in its own way, which test_replies shows.
    """
    return (text for text in _facts(reply) if not MARKED.search(text))


def _facts(reply: Reply) -> Iterator[str]:
    yield from (reply.title, reply.text, *reply.notes)
    for statement in reply.statements:
        yield from (statement.who, statement.says, statement.stake, *_sources(statement.sources))
    yield from (text for field in reply.fields for text in (field.name, field.value))
    yield from (text for item in reply.items for text in _item(item))
    yield from _sources(reply.sources)
    yield from (choice.label for choice in reply.choices)
    # Lines that are opened by a number or from a menu are named once.
    opened = {f"open id:{item.id}" for item in reply.items}
    yield from (choice.label for choice in (reply.menu.choices if reply.menu else ()) if choice.action not in opened)


def _item(item: Item) -> Iterator[str]:
    yield from (item.title, item.date, item.text, *item.marks, *_sources(item.sources))


def _sources(sources: Sequence[SourceLine]) -> tuple[str, ...]:
    """Return what is shown of sources at first: the short names of the best."""
    return tuple(short_name(source) for source in best(sources))


def said(value: Any) -> Iterator[str]:
    """Return every text in JSON, in order."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from said(inner)


def answered(bot: Bot, name: str, example: str) -> Reply:
    """Return the whole answer to a command, asked by a moderator."""
    try:
        return bot.handle(bot.read(LINES.get(name, example), request(name, is_moderator=True)))
    except UsageError as error:
        return refusal(error)


def renderings(reply: Reply) -> dict[str, str]:
    """Return what is read on each platform, in words."""
    paper = StringIO()
    Console(file=paper, width=2000, color_system=None).print(on_console(reply))
    components: Any = on_discord(reply, SAY).view.to_components()
    return {
        "console": plain(paper.getvalue()),
        "Discord": plain(" ".join(said(components))),
        "Slack": plain(" ".join(texts(list(on_slack(reply, SAY).blocks)))),
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_same_facts_are_told_everywhere(bot: Bot, row: Any) -> None:
    reply = answered(bot, row.name, row.examples[0] if row.examples else row.name)

    told = {plain(fact) for fact in facts(reply) if plain(fact)}

    shown = renderings(reply)
    assert told or reply.form
    assert {name: [fact for fact in told if not is_in(fact, text)] for name, text in shown.items()} == {
        "console": [],
        "Discord": [],
        "Slack": [],
    }


@pytest.mark.parametrize("name", ["timeline", "who", "what", "search", "sources"])
def test_look_ups_are_answered_with_facts(bot: Bot, name: str) -> None:
    assert not answered(bot, name, "").is_error


def is_in(fact: str, text: str) -> bool:
    """Whether a text has a fact, in one piece or in bold ones, or its words where a table has broken the line."""
    return "".join(fact.split()) in "".join(text.split()) or set(fact.split()) <= set(text.split())
