"""Makes requests of the lines somebody types at the console, who is the one moderator of a community of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from adapters.console.platform import CONSOLE
from bot.chat import Channel, Choice, Reply, Request, User

YOU = User(CONSOLE.name, "console", "you")
HERE = Channel(CONSOLE.name, "console", "here")


def request(
    at: datetime, locale: str = "en", *, whole: bool = False, options: Mapping[str, str] | None = None
) -> Request:
    """Return a request that still lacks its command."""
    return Request(YOU, HERE, "", at, options or {}, locale, is_moderator=True, user_name="you", whole=whole)


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """Return everything that can be pressed under a reply in the order in which it is numbered: entries come first."""
    return (*(reply.menu.choices if reply.menu else ()), *reply.choices)


def pressed(line: str, reply: Reply | None) -> Choice | None:
    """Return the choice whose number or label was typed, or None when the line is neither of the last reply's."""
    choices = choices_of(reply) if reply else ()
    if not line.isdecimal():
        return next((choice for choice in choices if choice.label.casefold() == line.casefold()), None)
    return choices[int(line) - 1] if 0 < int(line) <= len(choices) else None


def lettered(line: str, reply: Reply | None) -> Choice | None:
    """Return the answer of a question whose letter was typed, or None when the line is no letter of one."""
    letter = line.upper()
    answers = (choice for choice in (reply.choices if reply else ()) if f"{choice.label}: ".startswith(f"{letter}: "))
    return next(answers, None) if len(line) == 1 else None
