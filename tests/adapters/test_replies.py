"""Every field of a Reply is shown on every platform, or there is a reason why not."""

from __future__ import annotations

import io
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
from adapters.slack.turn import answered, uploads
from bot.chat import (
    Choice,
    Countdown,
    Field,
    File,
    Form,
    Image,
    Input,
    Item,
    Menu,
    Reply,
    SourceLine,
    Statement,
)
from bot.replies.catalog import catalog
from tests.saltmarsh import MAY_DAY

SAY = catalog("")
BASE = Reply(title="A heading", text="Asked by 123456 and by U0000001")
FORM = Form("A form", "report", (Input("text", "What is wrong?"),))
# Of each field, a value that it does not have by itself.
FILLED: dict[str, Any] = {
    "title": "Another heading",
    "text": "Something else",
    "statements": (Statement("Who", "Says"),),
    "fields": (Field("Name", "Value"),),
    "items": (Item("Item"),),
    "images": (Image("A wall", content=b"\x89PNG"),),
    "countdown": Countdown("Ends", MAY_DAY),
    "notes": ("Note",),
    "sources": (SourceLine("Source", "Publisher"),),
    "choices": (Choice("Button", "help"),),
    "menu": Menu("Choose", (Choice("Option", "about"),)),
    "files": (File("a.csv", b"a,b"),),
    "form": FORM,
    "is_private": True,
    "is_grave": True,
    "is_error": True,
    "replaces": True,
    "id": "fact-id",
    "people": ("123456", "U0000001"),
}
EXCUSED = {
    ("console", "is_private"): "nobody else is at the terminal",
    ("console", "replaces"): "what a terminal has shown stays there",
    ("console", "people"): "the console knows no names: the id is what people are called there",
    ("console", "form"): "its inputs are asked for one by one, which test_console shows",
    ("Discord", "is_private"): "it decides how the card is sent, which test_dialogues shows",
    ("Discord", "replaces"): "it decides how the card is sent, which test_dialogues shows",
    ("Slack", "is_error"): "a message has no colour there; a mistake is private and says that it is one",
}


def console(reply: Reply, folder: Path) -> object:
    """Return what is printed, and what is written."""
    paper = io.StringIO()
    Console(file=paper, width=120, force_terminal=True).print(on_console(saved(reply, folder, SAY)))
    return paper.getvalue(), sorted(path.name for path in folder.iterdir())


def discord(reply: Reply, folder: Path) -> object:
    """Return what is sent, and the modal that is opened."""
    card = on_discord(reply, SAY)
    opened = discord_modal(reply.form).to_dict() if reply.form else None
    return card.view.to_components(), [file.filename for file in card.files], opened


def slack(reply: Reply, folder: Path) -> object:
    """Return what is sent, what is handed out, and the modal that is opened."""
    place = Place("U0000009", is_private_message=reply.is_private or False)
    opened = slack_modal(reply.form, place, SAY) if reply.form else None
    return answered(on_slack(reply, SAY), reply, place), uploads(reply), opened


PLATFORMS: dict[str, Callable[[Reply, Path], object]] = {"console": console, "Discord": discord, "Slack": slack}


@pytest.mark.parametrize("name", [field.name for field in fields(Reply)])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_field_of_a_reply_makes_a_difference(tmp_path: Path, platform: str, name: str) -> None:
    show = PLATFORMS[platform]

    differs = show(replace(BASE, **{name: FILLED[name]}), tmp_path) != show(BASE, _empty(tmp_path))

    assert differs is ((platform, name) not in EXCUSED)


def test_what_is_handed_out_is_never_excused() -> None:
    assert {"files", "images"} & {name for _, name in EXCUSED} == set()


def _empty(folder: Path) -> Path:
    other = folder / "other"
    other.mkdir()
    return other
