"""Every field of a Reply is shown on every platform, or there is a reason why not."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from adapters.console.render import render as on_console
from adapters.console.saving import saved
from adapters.discord.forms import modal as discord_modal
from adapters.discord.render import render as on_discord
from adapters.slack.forms import modal as slack_modal
from adapters.slack.parse import Place
from adapters.slack.render import render as on_slack
from adapters.slack.turn import answered, in_form, uploads
from bot.chat import (
    Choice,
    Countdown,
    Draft,
    Field,
    File,
    Form,
    Input,
    Item,
    Mention,
    Menu,
    Reply,
    SourceLine,
    Statement,
    mention,
)
from bot.replies.catalog import catalog
from tests import platforms
from tests.adapters.discord.rows import PICTURE
from tests.saltmarsh import MAY_DAY

SAY = catalog("")
BARE_ID = re.compile(r"[0-9]{17,20}")
BASE = Reply(title="A heading", text="Asked by 123456 and by U0000001")
FORM = Form("A form", "report", (Input("text", "What is wrong?"),))
VIEW = {"blocks": [{"type": "input", "block_id": "text"}, {"type": "input", "block_id": "when"}]}
# Of each field, a value that it does not have by itself.
FILLED: dict[str, Any] = {
    "title": "Another heading",
    "text": "Something else",
    "statements": (Statement("Who", "Says"),),
    "fields": (Field("Name", "Value"),),
    "items": (Item("Item"),),
    "picture": PICTURE,
    "countdown": Countdown("Ends", MAY_DAY),
    "notes": ("Note",),
    "sources": (SourceLine("Source", "Publisher"),),
    "choices": (Choice("Button", "help"),),
    "menu": Menu("Choose", (Choice("Option", "about"),)),
    "files": (File("a.csv", b"a,b"),),
    "form": FORM,
    "is_private": True,
    "is_question": True,
    "is_grave": True,
    "is_error": True,
    "replaces": True,
    "decides": True,
    "id": "fact-id",
    "people": ("123456", "U0000001"),
    "wrong": "when",
    "draft": Draft((Input("text", "What is wrong?", "All of it"),), Choice("Go on", "report")),
}
EXCUSED = {
    ("console", "is_question"): "nobody else is at the terminal",
    ("console", "is_private"): "nobody else is at the terminal",
    ("console", "replaces"): "what a terminal has shown stays there",
    ("console", "id"): "nobody sees an id; by it the buttons under a reply are made",
    ("Discord", "id"): "nobody sees an id; by it the buttons under a reply are made",
    ("Slack", "id"): "nobody sees an id; by it the buttons under a reply are made",
    ("console", "people"): "the console knows no names: the id is what people are called there",
    **{
        (name, "decides"): "it becomes “replaces”, which test_deciding shows"
        for name in ("console", "Discord", "Slack")
    },
    ("console", "wrong"): "it decides what is asked again, which test_console shows",
    ("Discord", "wrong"): "its forms close when they are submitted, and a mistake is told in a message",
    ("console", "picture"): "`dateline ask … --picture` writes it, which test_cli shows; a terminal shows words",
    ("console", "form"): "its inputs are asked for one by one, which test_console shows",
    ("Discord", "is_question"): "the core offers nobody else to see it, which test_lookups shows",
    ("Discord", "is_private"): "it decides how the card is sent, which test_dialogues shows",
    ("Discord", "replaces"): "it decides how the card is sent, which test_dialogues shows",
    ("Slack", "is_question"): "the core offers nobody else to see it, which test_lookups shows",
    ("Slack", "is_error"): "a message has no colour there; a mistake is private and says that it is one",
}


def console(reply: Reply, folder: Path) -> object:
    """Return what is printed, and what is written."""
    paper = io.StringIO()
    Console(file=paper, width=120, force_terminal=True).print(on_console(saved(reply, folder, SAY)))
    return paper.getvalue(), sorted(path.name for path in folder.iterdir())


def discord(reply: Reply, folder: Path) -> object:
    """Return what is sent, and the modal that is opened."""
    card = on_discord(reply, SAY, drawn=b"\x89PNG" if reply.picture else b"")
    opened = discord_modal(reply.form).to_dict() if reply.form else None
    return card.view.to_components(), [file.filename for file in card.files], opened


def slack(reply: Reply, folder: Path) -> object:
    """Return what is sent, what is handed out, and the modal that is opened."""
    place = Place("U0000009", is_private_message=reply.is_private or False)
    opened = slack_modal(reply.form, place, SAY) if reply.form else None
    shown_at = "https://example.org/p.png" if reply.picture else ""
    mistake = in_form(VIEW)(replace(reply, is_error=True), place, SAY)
    return answered(on_slack(reply, SAY, shown_at), reply, place), uploads(reply), opened, mistake


PLATFORMS: dict[str, Callable[[Reply, Path], object]] = {"console": console, "Discord": discord, "Slack": slack}


@pytest.mark.parametrize("name", [field.name for field in fields(Reply)])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_field_of_a_reply_makes_a_difference(tmp_path: Path, platform: str, name: str) -> None:
    show = PLATFORMS[platform]

    differs = show(replace(BASE, **{name: FILLED[name]}), tmp_path) != show(BASE, _empty(tmp_path))

    assert differs is ((platform, name) not in EXCUSED)


def test_what_is_handed_out_is_never_excused() -> None:
    assert "files" not in {name for _, name in EXCUSED}


def _empty(folder: Path) -> Path:
    other = folder / "other"
    other.mkdir()
    return other


def mentioning(id: str, role: str) -> Reply:
    """Return a reply that mentions a channel and a role wherever there are words."""
    words = f"Posted in {mention(Mention.CHANNEL, id)}, seen by {mention(Mention.ROLE, role)}."
    return Reply(
        title="Posts", text=words, fields=(Field("Where", words),), items=(Item("One", text=words),), notes=(words,)
    )


def test_discord_shows_channels_and_roles_by_their_names() -> None:
    texts = str(on_discord(mentioning("123456789012345678", "223456789012345678"), SAY).view.to_components())

    assert texts.count("<#123456789012345678>") == 4
    assert texts.count("<@&223456789012345678>") == 4
    assert BARE_ID.search(re.sub("<[@#&]+[0-9]+>", "", texts)) is None


def test_slack_shows_channels_by_their_names() -> None:
    message = on_slack(mentioning("C0123456789", ""), SAY)
    elements = json.dumps(message.blocks)

    assert elements.count('{"type": "channel", "channel_id": "C0123456789"}') == 3
    assert "<#C0123456789>" in elements
    assert message.text.count("<#C0123456789>") == 4


def test_a_console_calls_a_channel_as_it_is_called_there(tmp_path: Path) -> None:
    assert "Posted in #room, seen by @staff." in str(console(mentioning("room", "staff"), tmp_path))


@pytest.mark.parametrize("render", [on_discord, on_slack])
def test_an_entry_leads_to_what_it_names(render: Any) -> None:
    reply = Reply(items=(Item("The post", link="https://example.org/1"),))

    shown = str(render(reply, SAY).view.to_components() if render is on_discord else render(reply, SAY).blocks)

    assert "https://example.org/1" in shown
    assert "https\\:" not in shown


def test_a_refusal_that_nothing_is_known_against_has_no_remedy() -> None:
    say = catalog("")

    assert {platform.remedy("some_new_reason", say) for platform in platforms.PLATFORMS.values()} == {""}
