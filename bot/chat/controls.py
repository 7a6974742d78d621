"""What can be pressed: buttons and menus, each of which carries a command as somebody would type it."""

from __future__ import annotations

from enum import StrEnum

from bot.frozen import Frozen

# How many characters a button can carry on every platform, without what its adapter puts in front.
ACTION_LIMIT = 98
# A value with any of these stands in quotes.
_MARKS = frozenset(' "\\')


class Style(StrEnum):
    """How much a choice stands out; the label alone must make sense."""

    PLAIN = "plain"
    PRIMARY = "primary"
    GOOD = "good"
    DANGER = "danger"


class Choice(Frozen, frozen=True):
    """Something to press: a button, or an option of a menu. `action` is a command line without the slash."""

    label: str
    action: str
    detail: str = ""
    style: Style = Style.PLAIN

    def __post_init__(self) -> None:
        if len(self.action) > ACTION_LIMIT:
            raise ValueError(f"action over {ACTION_LIMIT} characters: {self.action}")


def button(label: str, command: str, /, **options: object) -> Choice:
    """Return a choice that asks a command with these options."""
    return Choice(label, action_of(command, **options))


def action_of(command: str, /, **options: object) -> str:
    """Return a command with its options as an action; values with blanks are quoted."""
    return " ".join((command, *(f"{name}:{_quoted(str(value))}" for name, value in options.items())))


def _quoted(value: str) -> str:
    if value and _MARKS.isdisjoint(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Menu(Frozen, frozen=True):
    """A list to choose one from, where buttons would be too many."""

    label: str
    choices: tuple[Choice, ...]
