"""Discord's documented limits of application commands (developers/interactions/application-commands)."""

from collections.abc import Iterator
from typing import Any

from tests.standins.shapes import Anything, Items, OneOf, Record, Rule, Table, Tagged, Text, Truth, Whole, repeated
from tests.standins.wire import Json

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
GLOBAL_COMMANDS, COMMAND_CHARACTERS = 100, 8000

_LOCALES = """
id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko
"""
LOCALES = frozenset(_LOCALES.split())
# ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ ; without the two scripts' marks, which re has no class for.
NAME = Text(32, 1, r"[-_'\w]+")
DESCRIPTION = Text(100, 1)
WORDS: dict[str, Rule] = {"name_localizations": Table(NAME), "description_localizations": Table(DESCRIPTION)}
NAMED: dict[str, Rule] = {"name": NAME, "description": DESCRIPTION}


def _choices(value: Rule) -> Rule:
    localized: dict[str, Rule] = {"name_localizations": Table(Text(100, 1))}
    return Items(Record({"name": Text(100, 1), "value": value}, localized), 25)


def _option(kind: int, **optional: Rule) -> Record:
    return Record({"type": OneOf((kind,)), **NAMED}, {**WORDS, "required": Truth(), **optional})


VALUES: dict[object, Rule] = {
    STRING: _option(
        STRING,
        autocomplete=Truth(),
        choices=_choices(Text(100, 1)),
        min_length=Whole(0, 6000),
        max_length=Whole(1, 6000),
    ),
    INTEGER: _option(
        INTEGER,
        autocomplete=Truth(),
        choices=_choices(Whole(-(2**53), 2**53)),
        min_value=Whole(-(2**53), 2**53),
        max_value=Whole(-(2**53), 2**53),
    ),
    NUMBER: _option(
        NUMBER, autocomplete=Truth(), choices=_choices(Anything()), min_value=Anything(), max_value=Anything()
    ),
    CHANNEL: _option(CHANNEL, channel_types=Items(Whole(0, 16), 20)),
    **{kind: _option(kind) for kind in (BOOLEAN, USER, ROLE, MENTIONABLE, ATTACHMENT)},
}
SUBCOMMANDS: dict[object, Rule] = {SUBCOMMAND: _option(SUBCOMMAND, options=Items(Tagged(VALUES), 25))}
GROUPS: dict[object, Rule] = {GROUP: _option(GROUP, options=Items(Tagged(SUBCOMMANDS), 25, 1))}
SLASH = Record(
    NAMED,
    {
        **WORDS,
        "type": OneOf((1,)),
        "id": Anything(),
        "options": Items(Tagged(VALUES | SUBCOMMANDS | GROUPS), 25),
        "default_member_permissions": Anything(),
        "dm_permission": Truth(),
        "nsfw": Truth(),
        "contexts": Items(Whole(0, 2), 3, 1),
        "integration_types": Items(Whole(0, 1), 2, 1),
        "handler": Whole(1, 3),
    },
)
CONTEXT_MENU = Record({"name": Text(32, 1), "type": Whole(2, 3)}, {**SLASH.optional, "description": Text(0)})


def commands_problems(commands: Any, *, of_guild: bool) -> Iterator[str]:
    """What breaks a limit in a bulk overwrite."""
    if not isinstance(commands, list):
        yield "the commands are not a list"
        return
    slashes = [command for command in commands if command.get("type", 1) == 1]
    if len(slashes) > GLOBAL_COMMANDS:
        yield f"there are {len(slashes)} commands, {GLOBAL_COMMANDS} are allowed"
    yield from repeated([str(command.get("name")) for command in slashes], "the command name")
    for command in commands:
        yield from command_problems(command, of_guild=of_guild)


def command_problems(command: Json, *, of_guild: bool) -> Iterator[str]:
    """What breaks a limit in one command."""
    at = f"command {command.get('name')!r}"
    is_slash = command.get("type", 1) == 1
    yield from (SLASH if is_slash else CONTEXT_MENU).problems(command, at)
    yield from _level_problems(command, at) if is_slash else ()
    if (length := _length(command)) > COMMAND_CHARACTERS:
        yield f"{at} has {length} characters in all, {COMMAND_CHARACTERS} are allowed"
    for name in ("contexts", "integration_types"):
        if of_guild and command.get(name) is not None:
            yield f"{at} has {name}, which only a global command may have"


def _level_problems(level: Json, at: str) -> Iterator[str]:
    """What is wrong with a command, a group, a subcommand or an option beyond the size of its fields."""
    options = [one for one in level.get("options") or () if isinstance(one, dict)]
    for name in (level.get("name"), *(level.get("name_localizations") or {}).values()):
        if isinstance(name, str) and name != name.lower():
            yield f"{at}: the name {name!r} is not in lower case"
    unknown = {*(level.get("name_localizations") or {}), *(level.get("description_localizations") or {})} - LOCALES
    yield from (f"{at}: {locale} is not a locale of Discord" for locale in sorted(unknown))
    yield from repeated([str(option.get("name")) for option in options], f"{at}: the option name")
    yield from _order_problems(options, at)
    if level.get("autocomplete") and level.get("choices"):
        yield f"{at} has both autocomplete and choices"
    for option in options:
        yield from _level_problems(option, f"{at}.{option.get('name')}")


def _order_problems(options: list[Json], at: str) -> Iterator[str]:
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{at}: a required option stands after one that is not"
    nesting = {option.get("type") in (SUBCOMMAND, GROUP) for option in options}
    if len(nesting) > 1:
        yield f"{at}: subcommands and options stand side by side"


def _length(level: Json) -> int:
    """Characters of names, descriptions and values, each in its longest localization."""
    own = sum(_longest(level, name) for name in ("name", "description"))
    choices = sum(
        _longest(one, "name") + (len(one["value"]) if isinstance(one.get("value"), str) else 0)
        for one in level.get("choices") or ()
    )
    return own + choices + sum(_length(option) for option in level.get("options") or ())


def _longest(level: Json, name: str) -> int:
    localized = (level.get(f"{name}_localizations") or {}).values()
    return max(len(str(text)) for text in (level.get(name) or "", *localized))
