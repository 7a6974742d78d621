"""What one row of COMMANDS states; dispatch, /help, the platforms' registrations and the docs are read off it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat import Choice, Reply, Request
from bot.commands.context import Change, Context


class Response(StrEnum):
    """What the platform is told first: the answer itself, "wait" or a form to fill in."""

    NOW = "now"
    DEFER = "defer"
    FORM = "form"


class Visibility(StrEnum):
    """Who sees the answer: look-ups follow the place's habit."""

    HABIT = "habit"
    PUBLIC = "public"
    PRIVATE = "private"


class Right(StrEnum):
    """Who may ask."""

    MEMBER = "member"
    HOST = "host"
    MODERATOR = "moderator"


class Kind(StrEnum):
    """What an option takes."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    USER = "user"
    CHANNEL = "channel"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `help` and the labels of `choices` (value, label) are msgids; `complete` offers values as one types.

    An option that is not `named` may be typed without its name, in the order of the row; the last of these takes
    all words that are left. A hidden option is set by buttons only and neither registered nor documented.
    """

    name: str
    help: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    complete: Callable[[Request, Context, str], tuple[tuple[str, str], ...]] | None = None
    least: int | None = None
    most: int | None = None
    named: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command decided: what to say, and what to store in one transaction before it is said."""

    reply: Reply
    store: tuple[Change, ...] = ()


def unlocked(request: Request) -> Sequence[str]:
    """Lock nothing: the row's decisions do not depend on one another."""
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """A row: `name` in full (`trivia start`), `run` a pure function, `help` a msgid, `examples` as people type them.

    `on_slack` are further bare names on Slack, where `name` itself is reserved. A hidden row is reached by buttons
    only. `stored` tells whether it touches the store; `complete`d options never do. The answer of a `steady` row
    depends on nothing but the options, the facts, the language, the settings, the rights and the day.
    """

    name: str
    run: Callable[[Request, Context], Outcome]
    help: str
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()
    response: Response = Response.NOW
    visibility: Visibility = Visibility.HABIT
    right: Right = Right.MEMBER
    stored: bool = False
    lock: Callable[[Request], Sequence[str]] = unlocked
    on_slack: tuple[str, ...] = ()
    hidden: bool = False
    steady: bool = False

    def option(self, name: str) -> Option:
        """Return the option of that name; KeyError if there is none."""
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)

    @property
    def typed(self) -> tuple[Option, ...]:
        """The options a person can give without naming them, in order."""
        return tuple(option for option in self.options if not (option.named or option.hidden))


def button(label: str, command: str, /, **options: object) -> Choice:
    """Return a choice that asks a command with these options."""
    return Choice(label, action_of(command, **options))


def action_of(command: str, /, **options: object) -> str:
    """Write a command with named options as an action; values with blanks are quoted."""
    return " ".join((command, *(f"{name}:{_quoted(str(value))}" for name, value in options.items())))


def _quoted(value: str) -> str:
    if value and not any(character in value for character in ' "\\'):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
