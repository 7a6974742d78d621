"""The rows of COMMANDS as Discord's application commands: typed options, words in each language, contexts, rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command, Right, grouped
from bot.replies.card import shortened
from bot.replies.catalog import DEFAULT, catalog, languages

# https://docs.discord.com/developers/interactions/application-commands
SLASH, ON_MESSAGE = 1, 3
MENU_LIMIT = 32
SUBCOMMAND, GROUP = 1, 2
TYPES = {
    Kind.TEXT: 3,
    Kind.INTEGER: 4,
    Kind.BOOLEAN: 5,
    Kind.USER: 6,
    Kind.CHANNEL: 7,
    Kind.ROLE: 8,
    Kind.FILE: 11,
}
# Channels in which one can post: text, announcements, and their threads.
CHANNEL_TYPES = [0, 5, 10, 11, 12]
DESCRIPTION_LIMIT = 100
OPTIONS_LIMIT = CHOICES_LIMIT = COMMANDS_LIMIT = 25
NAME_LIMIT = 100
IN_GUILD, IN_DM, ELSEWHERE = 0, 1, 2
BY_GUILD, BY_USER = 0, 1

Json = dict[str, Any]


def definitions(commands: Iterable[Command]) -> list[Json]:
    """Return what is registered: one command for each first word, with the others as its subcommands."""
    table = tuple(commands)
    menu = [_on_message(row) for row in table if row.on_message]
    return [*(_root(name, rows) for name, rows in grouped(table).items()), *menu]


def on_message(name: str, commands: Iterable[Command]) -> str:
    """Return the full name of the row that has this name in the menu of a message; "" for none."""
    return next((row.name for row in commands if row.on_message and catalog(DEFAULT)(row.on_message) == name), "")


def _on_message(row: Command) -> Json:
    """Return a row as it stands in the menu of a message."""
    return {
        "type": ON_MESSAGE,
        **_worded("name", row.on_message, MENU_LIMIT),
        "contexts": [IN_GUILD, IN_DM, ELSEWHERE],
        "integration_types": [BY_GUILD, BY_USER],
        "default_member_permissions": None,
    }


def _root(name: str, rows: Sequence[Command]) -> Json:
    for_moderators = all(row.right is Right.MODERATOR for row in rows)
    # A moderator's command acts on a server that the bot is in, or on one's own direct messages with it.
    contexts = [IN_GUILD, IN_DM] if for_moderators else [IN_GUILD, IN_DM, ELSEWHERE]
    permissions = str(discord.Permissions(manage_guild=True).value) if for_moderators else None
    return {
        "type": SLASH,
        **_level(name, rows),
        "contexts": contexts,
        "integration_types": [BY_GUILD] if for_moderators else [BY_GUILD, BY_USER],
        "default_member_permissions": permissions,
    }


def _level(name: str, rows: Sequence[Command]) -> Json:
    """Return a command, group or subcommand; `name` are the words with which the names of its rows begin."""
    alone = [row for row in rows if row.name == name]
    if alone and len(rows) > 1:
        raise ValueError(f"/{name} cannot be a command and have subcommands")
    if alone:
        return {**_named(name, alone[0].help), "options": _options(alone[0].options)}
    inner = grouped(rows, len(name.split()) + 1)
    if len(inner) > COMMANDS_LIMIT:
        raise ValueError(f"/{name} has {len(inner)} subcommands, Discord takes {COMMANDS_LIMIT}")
    return {**_named(name, rows[0].help), "options": [_sub(path, below) for path, below in inner.items()]}


def _sub(name: str, rows: Sequence[Command]) -> Json:
    return {"type": SUBCOMMAND if [row.name for row in rows] == [name] else GROUP, **_level(name, rows)}


def _named(name: str, text: str) -> Json:
    return {"name": name.rpartition(" ")[2], **_worded("description", text, DESCRIPTION_LIMIT)}


def _options(options: Iterable[Option]) -> list[Json]:
    shown = [option for option in options if not option.hidden]
    # Discord wants the required ones first.
    return [_option(option) for option in sorted(shown, key=lambda option: not option.required)][:OPTIONS_LIMIT]


def _option(option: Option) -> Json:
    common = {"type": TYPES[option.kind], **_named(option.name, option.help), "required": option.required}
    bounds: Json = {}
    if option.kind is Kind.INTEGER:
        bounds = {"min_value": option.least, "max_value": option.most, "autocomplete": bool(option.complete) or None}
    if option.kind is Kind.CHANNEL:
        bounds = {"channel_types": CHANNEL_TYPES}
    if option.kind is Kind.TEXT:
        bounds = _choices(option) or {"max_length": option.limit, "autocomplete": bool(option.complete) or None}
    return common | {name: value for name, value in bounds.items() if value is not None}


def _choices(option: Option) -> Json:
    choices = [
        {**_worded("name", label, NAME_LIMIT), "value": value} for value, label in option.choices[:CHOICES_LIMIT]
    ]
    return {"choices": choices} if choices else {}


def _worded(field: str, text: str, limit: int) -> Json:
    """Return a field that holds a text, in English and in each language that the bot speaks."""
    localized = _localized(text, limit)
    in_english = {field: shortened(catalog(DEFAULT)(text), limit)}
    return {**in_english, f"{field}_localizations": localized} if localized else in_english


def _localized(text: str, limit: int) -> dict[str, str]:
    """Return the text in each of Discord's locales whose language the bot speaks.

    English is given too: without it, Discord shows somebody who uses en-GB another English, or the default.
    """
    known = languages()
    if len(known) < 2:
        return {}
    locales = sorted(locale.value for locale in discord.Locale)
    return {locale: shortened(catalog(locale)(text), limit) for locale in locales if locale.partition("-")[0] in known}
