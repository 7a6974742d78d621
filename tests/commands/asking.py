"""Asks a bot what somebody types, as one person or another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.app import Bot
from bot.chat import Reply, Request, UsageError, User
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command
from tests.saltmarsh import MAY_DAY, PUPIL, request

TEACHER = User("console", "school", "teacher")


def as_teacher(bot: Bot, line: str, *, at: datetime = MAY_DAY, whole: bool = False) -> Reply:
    """Ask as a moderator."""
    return typed(bot, line, request("", at=at, user=TEACHER, is_moderator=True, whole=whole))


def as_pupil(bot: Bot, line: str, *, at: datetime = MAY_DAY, user: User = PUPIL, is_guest: bool = False) -> Reply:
    """Ask as somebody who is no moderator by the platform's word."""
    return typed(bot, line, replace(request("", at=at, user=user), is_guest=is_guest))


def typed(bot: Bot, line: str, asked: Request) -> Reply:
    """Ask what a line says; what cannot be understood is a reply too."""
    try:
        return bot.handle(bot.read(line, asked))
    except UsageError as error:
        return Reply(text=error.text, choices=error.choices, is_error=True)


def fields(reply: Reply) -> dict[str, str]:
    """Return a reply's fields by their names."""
    return {field.name: field.value for field in reply.fields}


def some(option: Option) -> str:
    """Return something that the option takes."""
    if option.choices:
        return option.choices[0][0]
    return "yes" if option.kind is Kind.BOOLEAN else str(option.least or 1)


def needed(row: Command) -> dict[str, str]:
    """Return something for every option that the row needs."""
    return {option.name: some(option) for option in row.options if option.required and option.kind is not Kind.FILE}
