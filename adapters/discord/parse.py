"""Makes requests of Discord's interactions: who asks, where, in which language, and what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from adapters.controls import action
from adapters.discord.platform import DISCORD
from adapters.turn import Upload
from bot.chat import Channel, Request, User
from bot.frozen import Frozen

DIRECT, VISITED = "dm-", "visit-"
# Option types (https://docs.discord.com/developers/interactions/application-commands).
SUBCOMMAND, GROUP, INTEGER, ATTACHMENT = 1, 2, 4, 11

_TOKEN = re.compile(r"[\w.-]{1,500}", re.ASCII)

# The JSON that Discord sends, as discord.py hands it over.
Payload = Mapping[str, Any]


class Typed(Frozen, frozen=True):
    """A command as it was typed; `focused` is the option under the cursor when it is to be completed."""

    name: str
    options: Mapping[str, str]
    focused: str = ""
    upload: Upload | None = None


def request(interaction: discord.Interaction, at: datetime) -> Request:
    """Return who asks and where, in a request that still lacks its command; `at` is when it came.

    Raises whatever its parts raise where they are not as Discord sends them.
    """
    _check(interaction)
    user, community = interaction.user, community_of(interaction)
    channel = str(interaction.channel.id) if interaction.channel else ""
    return Request(
        User(DISCORD.name, community, str(user.id)),
        Channel(DISCORD.name, community, channel),
        "",
        at,
        locale=str(interaction.locale),
        # Alone with the bot one is one's own moderator.
        is_moderator=interaction.guild_id is None or interaction.permissions.manage_guild,
        is_direct=interaction.guild_id is None,
        user_name=user.display_name,
        key=str(interaction.id),
    )


def _check(interaction: discord.Interaction) -> None:
    """Raise ValueError or TypeError for an interaction that could not be answered: discord.py checks none of this."""
    if not _TOKEN.fullmatch(interaction.token):
        raise ValueError("no token of an interaction")
    # Raises for an id that holds no moment.
    _ = interaction.created_at
    if interaction.message and not isinstance(interaction.message.flags.value, int):
        raise TypeError("flags are a number")


def community_of(interaction: discord.Interaction) -> str:
    """Return the guild, or a community of their own for somebody who writes to the bot directly.

    A guild without the bot, in which somebody uses it for themselves, is another community than the guild with it.
    """
    if interaction.guild_id is None:
        return f"{DIRECT}{interaction.user.id}"
    is_visit = interaction.is_user_integration() and not interaction.is_guild_integration()
    return f"{VISITED}{interaction.guild_id}" if is_visit else str(interaction.guild_id)


def is_on_shard(community: str, shards: Collection[int], count: int) -> bool:
    """Whether a community is a guild of one of these shards (https://docs.discord.com/developers/events/gateway)."""
    return community.isdecimal() and (int(community) >> 22) % count in shards


def is_direct(community: str) -> bool:
    """Whether a community is somebody who writes to the bot directly."""
    return community.startswith(DIRECT)


def is_visit(community: str) -> bool:
    """Whether a community is a server without the bot, in which somebody uses it for themselves."""
    return community.startswith(VISITED)


def has_role(interaction: discord.Interaction, role: str) -> bool:
    """Whether the person has a role, given by its id, its mention or its name."""
    if not role or not isinstance(interaction.user, discord.Member):
        return False
    text = role.removeprefix("<@&").removesuffix(">").removeprefix("@").casefold()
    return any(text in (str(own.id), own.name.casefold()) for own in interaction.user.roles)


def command(data: Payload) -> Typed:
    """Return the command of an application command or of an autocompletion."""
    name, options = _innermost(data)
    return Typed(
        name,
        {_word(option["name"]): _text(option["value"]) for option in options if option["type"] != ATTACHMENT},
        next((option["name"] for option in options if option.get("focused")), ""),
        _upload(options, data),
    )


def on_message(data: Payload) -> tuple[str, tuple[str, ...]]:
    """Return the message in whose menu a command was chosen, and the command lines that its controls carry."""
    message = (data.get("resolved") or {}).get("messages", {}).get(data["target_id"], {})
    return str(data["target_id"]), tuple(_actions(message.get("components") or ()))


def _actions(components: Sequence[Payload]) -> Iterator[str]:
    for part in components:
        yield from _actions(part.get("components") or ())
        yield from (action(str(option["value"])) for option in part.get("options") or ())
        if "custom_id" in part:
            yield action(str(part["custom_id"]))


def is_number(data: Payload) -> bool:
    """Whether the option under the cursor takes whole numbers alone."""
    return any(option.get("focused") and option["type"] == INTEGER for option in _innermost(data)[1])


def pressed(data: Payload) -> str:
    """Return the command line that a button or the chosen option of a menu carries."""
    return action(_word((data.get("values") or (data["custom_id"],))[0]))


def form(data: Payload) -> str:
    """Return the command line that a modal carries."""
    return _word(data["custom_id"])


def filled(components: Sequence[Payload]) -> dict[str, str]:
    """Return what was filled into a modal, by the names of its inputs; what was left empty is left out."""
    return {name: text for name, text in _inputs(components) if text}


def _innermost(data: Payload) -> tuple[str, Sequence[Payload]]:
    """Return a command's full name and its options."""
    name, options = _word(data["name"]), data.get("options") or ()
    while options and options[0]["type"] in (SUBCOMMAND, GROUP):
        name, options = f"{name} {options[0]['name']}", options[0].get("options") or ()
    return name, options


def _inputs(components: Sequence[Payload]) -> Iterator[tuple[str, str]]:
    for part in components:
        # A label holds one component, a row (in modals of old) a list of them.
        if "component" in part or "components" in part:
            yield from _inputs((part["component"],) if "component" in part else part["components"])
        elif "custom_id" in part:
            yield _word(part["custom_id"]), ",".join(part["values"]) if "values" in part else _text(part.get("value"))


def _word(value: object) -> str:
    """Return what has to be text; TypeError where it is not."""
    if not isinstance(value, str):
        raise TypeError("a name is text")
    return value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _upload(options: Sequence[Payload], data: Payload) -> Upload | None:
    for option in options:
        if option["type"] == ATTACHMENT:
            file = data["resolved"]["attachments"][option["value"]]
            return Upload(file["filename"], int(file["size"]), file["url"])
    return None
