"""The JSON of what people do, as Slack sends it to an app (docs.slack.dev/reference/interaction-payloads)."""

import re
from dataclasses import dataclass

from tests.standins.slack.messages import Message, View
from tests.standins.slack.world import Channel, Team, User
from tests.standins.wire import Json

VERIFICATION_TOKEN = "standin-verification"
MENTION = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^>]*)?>)")


@dataclass(frozen=True, slots=True)
class Grant:
    """What an event gives the bot: a trigger, and an address to answer to."""

    trigger_id: str
    response_url: str


def slash(team: Team, user: User, channel: Channel, command: str, text: str, grant: Grant) -> Json:
    """A slash command; `text` as it was typed, which Slack escapes."""
    name = "directmessage" if channel.reader else channel.name
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team.id,
        "team_domain": team.payload["domain"],
        "channel_id": channel.id,
        "channel_name": name,
        "user_id": user.id,
        "user_name": user.payload["name"],
        "command": command,
        "text": escaped(text),
        "api_app_id": "A0STANDIN",
        "is_enterprise_install": "false",
        "response_url": grant.response_url,
        "trigger_id": grant.trigger_id,
    }


def escaped(text: str) -> str:
    """With `& < >` as entities, mentions excepted."""
    pieces = MENTION.split(text)
    return "".join(piece if MENTION.fullmatch(piece) else _entities(piece) for piece in pieces)


def block_actions(
    team: Team, user: User, source: Message | View, actions: list[Json], state: Json, grant: Grant
) -> Json:
    """Something was clicked or chosen in a message or in a view."""
    payload = _interactive("block_actions", team, user) | {"trigger_id": grant.trigger_id, "actions": actions}
    if isinstance(source, View):
        view = source.payload | {"state": state}
        return payload | {"view": view, "container": {"type": "view", "view_id": source.id}}
    response = {"response_url": grant.response_url, "state": state}
    return payload | response | _in_message(source)


def block_suggestion(team: Team, user: User, source: Message | View, block_id: str, action_id: str, value: str) -> Json:
    """Somebody types into a select with external data."""
    payload = _interactive("block_suggestion", team, user)
    payload |= {"block_id": block_id, "action_id": action_id, "value": value}
    if isinstance(source, View):
        return payload | {"view": source.payload, "container": {"type": "view", "view_id": source.id}}
    return payload | _in_message(source)


def view_submission(team: Team, user: User, view: View, state: Json, grant: Grant) -> Json:
    """A modal is submitted."""
    told = {"trigger_id": grant.trigger_id, "view": view.payload | {"state": state}, "response_urls": []}
    return _interactive("view_submission", team, user) | told


def view_closed(team: Team, user: User, view: View) -> Json:
    """A modal is closed."""
    return _interactive("view_closed", team, user) | {"view": view.payload, "is_cleared": False}


def shortcut(team: Team, user: User, callback_id: str, grant: Grant) -> Json:
    """A global shortcut."""
    told = {"callback_id": callback_id, "trigger_id": grant.trigger_id, "action_ts": "1.0"}
    return _interactive("shortcut", team, user) | told


def message_action(team: Team, user: User, message: Message, callback_id: str, grant: Grant) -> Json:
    """A shortcut that somebody chooses in the menu of a message."""
    told = {"callback_id": callback_id, "trigger_id": grant.trigger_id, "response_url": grant.response_url}
    where = {"message_ts": message.ts, "channel": {"id": message.channel.id, "name": message.channel.name}}
    return _interactive("message_action", team, user) | told | where | {"message": message.payload, "action_ts": "1.0"}


def event(team: Team, id: str, at: float, content: Json) -> Json:
    """Anything of the Events API, in its wrapping."""
    ours = {"enterprise_id": None, "team_id": team.id, "user_id": team.bot.id, "is_bot": True}
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team.id,
        "api_app_id": "A0STANDIN",
        "event": content,
        "type": "event_callback",
        "event_id": id,
        "event_time": int(at),
        "event_context": f"context-{id}",
        "authorizations": [ours | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
    }


def _interactive(kind: str, team: Team, user: User) -> Json:
    name = user.payload["name"]
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": "A0STANDIN",
        "team": {"id": team.id, "domain": team.payload["domain"]},
        "user": {"id": user.id, "username": name, "name": name, "team_id": user.team_id},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _in_message(message: Message) -> Json:
    channel = message.channel
    where = {"message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": message.reader is not None}
    return {
        "container": {"type": "message"} | where,
        "channel": {"id": channel.id, "name": "directmessage" if channel.reader else channel.name},
        "message": message.payload,
    }


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
