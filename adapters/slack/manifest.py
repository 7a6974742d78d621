"""The rows of COMMANDS as a manifest, from which Slack makes the app: commands, scopes, events and addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from adapters.slack import words
from adapters.slack.door import EVENTS, REDIRECT
from adapters.slack.fitting import Json
from adapters.slack.platform import OWN_COMMAND
from bot.commands.row import Command, grouped
from bot.commands.syntax import syntax
from bot.replies.card import shortened
from bot.replies.catalog import catalog

# https://docs.slack.dev/reference/app-manifest
COMMANDS_LIMIT = 50
NAME_LIMIT, DESCRIPTION_LIMIT, HINT_LIMIT = 32, 2000, 1000
# One of these makes Slack reject the whole manifest (https://slack.com/help/articles/201259356).
# fmt: off
RESERVED = frozenset(
    (
        "active", "apps", "archive", "away", "call", "canvas", "clear", "collapse", "dm", "dnd", "expand",
        "feed", "feedback", "help", "huddle", "invite", "join", "kick", "leave", "list", "me", "msg", "mute",
        "open", "part", "prefs", "pro", "rehash", "remind", "remove", "rename", "search", "shortcuts",
        "shrug", "star", "status", "tableflip", "todo", "topic", "trigger", "unarchive", "unflip", "who",
        "workflow",
    )
)
# fmt: on
# What is used, and nothing else: answers; posts, also in channels that the bot has not joined; who is an
# administrator; mentions; what is written to the bot alone; files that are imported; results as files; these directly
# to who asked for them.
SCOPES = (
    "app_mentions:read",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
# With these the bot looks itself whether a post arrived.
HISTORY = ("channels:history", "groups:history")
EVENT_TYPES = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
NAME = "Dateline"
COLOR = "#1f3a5f"
# https://docs.slack.dev/reference/app-manifest#features
SHORTCUT_LIMIT, SHORTCUT_HELP_LIMIT = 24, 150


def scopes(*, reads_history: bool) -> tuple[str, ...]:
    """Return the scopes that a workspace is asked for."""
    return tuple(sorted((*SCOPES, *HISTORY))) if reads_history else SCOPES


def manifest(
    commands: Iterable[Command], url: str = "", *, include_reserved: bool = False, reads_history: bool = False
) -> Json:
    """Return the manifest for Socket Mode, or for HTTP at an address such as https://example.org."""
    base, rows = url.rstrip("/"), tuple(commands)
    say = catalog("")
    return {
        "display_information": {
            "name": NAME,
            "description": say(words.DESCRIBED),
            "long_description": say(words.DESCRIBED_AT_LENGTH),
            "background_color": COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                # Whoever studies writes there, where nobody else reads.
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(row) for row in rows if row.on_message],
            "slash_commands": list(_commands(rows, base, include_reserved))[:COMMANDS_LIMIT],
        },
        "oauth_config": {
            **({"redirect_urls": [base + REDIRECT]} if base else {}),
            "scopes": {"bot": list(scopes(reads_history=reads_history))},
        },
        "settings": {
            "event_subscriptions": {**_address("request_url", base), "bot_events": list(EVENT_TYPES)},
            "interactivity": {"is_enabled": True, **_address("request_url", base)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not base,
            "token_rotation_enabled": False,  # nosec B105
        },
    }


def written(content: Json, *, as_json: bool = False) -> str:
    """Return a manifest as text, either form of which Slack takes."""
    if as_json:
        return json.dumps(content, indent=2, ensure_ascii=False)
    import yaml

    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120).rstrip()


def names(commands: Iterable[Command], *, include_reserved: bool = False) -> dict[str, tuple[Command, ...]]:
    """Return the commands' own names on Slack, each with its rows; reserved ones are left out, near names added."""
    bare: dict[str, tuple[Command, ...]] = {}
    for name, rows in grouped(commands).items():
        bare |= {**{near: (row,) for row in rows for near in row.near}, name: rows}
    return {name: rows for name, rows in bare.items() if include_reserved or name not in RESERVED}


def _commands(commands: Sequence[Command], base: str, include_reserved: bool) -> Iterator[Json]:
    hint = f"<{' | '.join(grouped(commands))}> …"
    yield _command(OWN_COMMAND, catalog("")(words.DISPATCHES), hint, base)
    for name, owners in names(commands, include_reserved=include_reserved).items():
        yield _command(f"/{name}"[:NAME_LIMIT], catalog("")(owners[0].help), _hint(owners), base)


def _shortcut(row: Command) -> Json:
    """Return a row as it stands in the menu of a message, of which its name tells it apart."""
    say = catalog("")
    return {
        "type": "message",
        "name": shortened(say(row.on_message), SHORTCUT_LIMIT),
        "callback_id": row.name,
        "description": shortened(say(row.help), SHORTCUT_HELP_LIMIT),
    }


def _hint(rows: Sequence[Command]) -> str:
    """Return what follows a command's name: its options, or the words of its subcommands."""
    if len(rows) == 1 and " " not in rows[0].name:
        return syntax(rows[0]).partition(" ")[2]
    return f"<{' | '.join(row.name.partition(' ')[2] for row in rows)}> …"


def _command(name: str, help_text: str, hint: str, base: str) -> Json:
    return {
        "command": name,
        **_address("url", base),
        "description": shortened(help_text, DESCRIPTION_LIMIT),
        **({"usage_hint": shortened(hint, HINT_LIMIT)} if hint else {}),
        "should_escape": True,
    }


def _address(name: str, base: str) -> Json:
    return {name: base + EVENTS} if base else {}
