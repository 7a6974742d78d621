"""Makes requests of what Slack sends: who asks, where, what, and where the answer can be given."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.controls import action
from adapters.slack.controls import asker_of
from adapters.slack.markdown import typed
from adapters.slack.platform import OWN_COMMAND, SLACK
from bot.chat import Channel, Request, User
from bot.frozen import Frozen

# The JSON that Slack sends.
Payload = Mapping[str, Any]


_ID = re.compile(r"[\w.:|-]{0,255}", re.ASCII)
_ADDRESS = re.compile(r"(?:https?://[\x21-\x7e]{1,2000})?")
_USER, _CHANNEL = re.compile(r"[UW][A-Z0-9]{1,60}"), re.compile(r"(?:[CGD][A-Z0-9]{1,60})?")
_MOMENT = re.compile(r"(?:[0-9]{1,20}\.[0-9]{1,20})?")
# Of a place's parts, in their order.
_SHAPES = (_USER, _CHANNEL, _ADDRESS, _ID, _MOMENT, _ID)


class Place(Frozen, frozen=True):
    """Where an answer can be given; "" stands for a way that there is not.

    `is_private_message` is about the message whose control was used, None where there is none; `asker` is who had asked
    for it. `is_home` is true for a control of the bot's home.
    """

    user: str
    channel: str = ""
    response_url: str = ""
    trigger_id: str = ""
    thread: str = ""
    is_private_message: bool | None = None
    asker: str = ""
    is_home: bool = False

    def __post_init__(self) -> None:
        _check(_SHAPES, (self.user, self.channel, self.response_url, self.trigger_id, self.thread, self.asker))

    def lasting(self) -> dict[str, str]:
        """Return the parts that are still good when a modal is submitted."""
        kept = {"channel": self.channel, "response_url": self.response_url, "thread": self.thread, "asker": self.asker}
        message = {None: "", True: "private", False: "public"}[self.is_private_message]
        return {**kept, "message": "home" if self.is_home else message}


def _check(shapes: Sequence[re.Pattern[str]], parts: Sequence[str]) -> None:
    if not all(isinstance(part, str) and shape.fullmatch(part) for shape, part in zip(shapes, parts, strict=True)):
        raise ValueError("what says who asks and where an answer goes is none of Slack's ids")


def request(context: AsyncBoltContext, at: datetime, key: str) -> Request:
    """Return who asks and in which workspace, in a request that still lacks its command; `at` is when it came.

    The workspace is the one that installed the bot, which in a shared channel may be another than the person's own.
    Raises ValueError where an id is none.
    """
    installed = context.authorize_result
    team = (installed and (installed.team_id or installed.enterprise_id)) or context.team_id or ""
    user, channel = context.user_id or "", context.channel_id or ""
    _check((_USER, _CHANNEL, _ID, _ID), (user, channel, team, context.actor_team_id or ""))
    at_home = is_at_home(context, team)
    return Request(
        # Ids of two workspaces may be the same.
        User(SLACK.name, team, user if at_home else f"{context.actor_team_id}-{user}"),
        Channel(SLACK.name, team, channel),
        "",
        at,
        is_guest=not at_home,
        is_discreet=True,
        key=key,
    )


def is_at_home(context: AsyncBoltContext, team: str) -> bool:
    """Whether the person belongs to the workspace, or to its organization."""
    if not context.actor_team_id or context.actor_team_id in (team, context.team_id):
        return True
    return bool(context.enterprise_id) and context.actor_enterprise_id == context.enterprise_id


def slash(body: Payload) -> tuple[str, Place]:
    """Return the line that a slash command makes, and where it is answered."""
    place = Place(body["user_id"], body["channel_id"], body.get("response_url", ""), body.get("trigger_id", ""))
    if body["command"] == OWN_COMMAND:
        return line(body.get("text", "")), place
    return f"{body['command']} {typed(body.get('text', ''))}".strip(), place


def mention(event: Payload, bot_user: str) -> tuple[str, Place]:
    """Return the line behind the bot's name, or before it where nothing follows, and the thread for the answer."""
    name = re.search(rf"<@{re.escape(bot_user)}(?:\|[^>]*)?>", event["text"])
    before, after = (event["text"][: name.start()], event["text"][name.end() :]) if name else ("", event["text"])
    place = Place(event["user"], event["channel"], thread=event.get("thread_ts") or event["ts"])
    return line(after.strip() or before), place


def direct(event: Payload) -> tuple[str, Place]:
    """Return the line that somebody writes to the bot alone, and where it is answered."""
    return line(event.get("text") or ""), Place(event["user"], event["channel"], thread=event.get("thread_ts") or "")


def is_direct(event: Payload) -> bool:
    """Whether an event is what a person writes to the bot alone; edits, joins and what bots write are other events."""
    is_persons = bool(event.get("user")) and not (event.get("bot_id") or event.get("subtype"))
    return is_persons and event.get("channel_type") == "im"


def line(text: str) -> str:
    """Return a command line; nothing asks for help."""
    return typed(text).strip().removeprefix("/") or "help"


def pressed(body: Payload) -> tuple[str, Place]:
    """Return the command line that a button or the chosen option of a menu carries, and where it is answered."""
    used, container = body["actions"][0], body.get("container") or {}
    message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id", "")
    is_home = (body.get("view") or {}).get("type") == "home"
    place = Place(
        body["user"]["id"],
        channel,
        body.get("response_url", ""),
        body.get("trigger_id", ""),
        container.get("thread_ts") or message.get("thread_ts") or "",
        bool(container.get("is_ephemeral")) if container.get("type") == "message" else is_home or None,
        asker_of(used.get("block_id") or ""),
        is_home=is_home,
    )
    return unescape(action((used.get("selected_option") or used).get("value") or "")), place


def on_message(body: Payload) -> tuple[str, tuple[str, ...], Place]:
    """Return the message in whose menu a shortcut was chosen, what its controls carry, and where it is answered."""
    message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id", "")
    used = [element for block in message.get("blocks") or () for element in block.get("elements") or ()]
    values = [control.get("value") for element in used for control in (element, *(element.get("options") or ()))]
    place = Place(body["user"]["id"], channel, body.get("response_url", ""), body.get("trigger_id", ""))
    lines = tuple(unescape(action(str(value))) for value in values if value)
    return str(body.get("message_ts") or message.get("ts") or ""), lines, place


def suggested(body: Payload) -> tuple[str, str]:
    """Return the name of the input of a form into which somebody types, and the text in it."""
    return text(body["action_id"]), text(body.get("value") or "")


def text(part: object) -> str:
    """Return a part that has to be text; ValueError where it is not."""
    if not isinstance(part, str):
        raise ValueError(f"a text that is a {type(part).__name__}")
    return part


def submitted(body: Payload) -> tuple[str, Place]:
    """Return the command line that a modal carries, and where it is answered."""
    kept = json.loads(body["view"]["private_metadata"])
    return kept["action"], Place(
        body["user"]["id"],
        kept["channel"],
        kept["response_url"],
        thread=kept["thread"],
        is_private_message={"private": True, "home": True, "public": False}.get(kept.get("message", "")),
        asker=kept.get("asker", ""),
        is_home=kept.get("message") == "home",
    )
