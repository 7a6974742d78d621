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
    """Return the full name of the row that is called so in the menu of a message; "" for none."""
    return next((row.name for row in commands if row.on_message and catalog(DEFAULT)(row.on_message) == name), "")


def _on_message(row: Command) -> Json:
    """Return a row as it stands in the menu of a message."""
    return {
        "type": ON_MESSAGE,
        **_said("name", row.on_message, MENU_LIMIT),
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
    """Return a command, group or subcommand; `name` is as many words of the rows' names as have been used."""
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
    is_leaf = len(rows) == 1 and rows[0].name == name
    return {"type": SUBCOMMAND if is_leaf else GROUP, **_level(name, rows)}


def _named(name: str, text: str) -> Json:
    return {"name": name.rpartition(" ")[2], **_described(text)}


def _described(text: str) -> Json:
    return _said("description", text, DESCRIPTION_LIMIT)


def _options(options: Iterable[Option]) -> list[Json]:
    shown = [option for option in options if not option.hidden]
    # Discord wants the required ones first.
    return [_option(option) for option in sorted(shown, key=lambda option: not option.required)][:OPTIONS_LIMIT]


def _option(option: Option) -> Json:
    given = {"type": TYPES[option.kind], "name": option.name, **_described(option.help), "required": option.required}
    if option.kind is Kind.INTEGER:
        return given | _bounds(option) | _completed(option)
    if option.kind is Kind.CHANNEL:
        return {**given, "channel_types": CHANNEL_TYPES}
    return given | (_choices(option) or _text(option)) if option.kind is Kind.TEXT else given


def _bounds(option: Option) -> Json:
    bounds = {"min_value": option.least, "max_value": option.most}
    return {name: value for name, value in bounds.items() if value is not None}


def _completed(option: Option) -> Json:
    return {"autocomplete": True} if option.complete else {}


def _text(option: Option) -> Json:
    return {"max_length": option.limit, **_completed(option)}


def _choices(option: Option) -> Json:
    choices = [{**_said("name", label, NAME_LIMIT), "value": value} for value, label in option.choices[:CHOICES_LIMIT]]
    return {"choices": choices} if choices else {}


def _said(field: str, text: str, limit: int) -> Json:
    """Return a field that holds a text, in English and in each language that the bot speaks."""
    localized = _localized(text, limit)
    said = {field: shortened(catalog(DEFAULT)(text), limit)}
    return {**said, f"{field}_localizations": localized} if localized else said


def _localized(text: str, limit: int) -> dict[str, str]:
    """Return the text in each of Discord's locales whose language the bot speaks.

    English is given too: without it, Discord shows somebody who uses en-GB another English, or the default.
    """
    spoken = languages()
    if len(spoken) < 2:
        return {}
    locales = sorted(locale.value for locale in discord.Locale)
    return {locale: shortened(catalog(locale)(text), limit) for locale in locales if locale.partition("-")[0] in spoken}
