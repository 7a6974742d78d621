"""Forms that a conversation brings about: for a file, by a button where none opens by itself, and once more."""

from __future__ import annotations

import asyncio

from bot.app import Bot
from bot.chat import ACTION_LIMIT, Choice, Draft, Form, Input, Reply, Request, UsageError, action_of
from bot.commands.kinds import Kind
from bot.commands.options import Option
from bot.commands.row import Command
from bot.frozen import replace
from bot.replies import troubles
from bot.replies.moderation import packs


def file_of(row: Command) -> Option | None:
    """Return the option that takes a file, None where none does."""
    return next((option for option in row.options if option.kind is Kind.FILE), None)


def for_file(bot: Bot, option: Option, request: Request) -> Form:
    """Return the form that asks for a file; submitting it asks the same again."""
    say, given = bot.words(request), dict(request.options)
    field = Input(option.name, say(option.help), given.pop(option.name, ""), is_file=True)
    return Form(say(packs.GIVE_FILE), action_of(request.command, **given), (field,))


def opening(bot: Bot, form: Form, request: Request) -> Reply:
    """Return a button that asks the same again, with which a form can be opened."""
    action = action_of(request.command, **request.options)
    choice = Choice(form.title, action if len(action) <= ACTION_LIMIT else form.action)
    return Reply(text=bot.words(request)(troubles.OPEN_FORM), choices=(choice,), is_private=True)


async def with_draft(bot: Bot, mistake: Reply, asked: Request, action: str) -> Reply:
    """Return a mistake in a form with all that was filled in, and the choice that opens the form again with it."""
    try:
        reopening = bot.reopening(action, asked)
    except UsageError:
        # It is the form itself that nobody knows any more.
        return mistake
    if reopening is None:
        return mistake
    stored = bot.row(reopening).stored
    form = (await asyncio.wrap_future(bot.submit(reopening)) if stored else bot.handle(reopening)).form
    again = action_of(reopening.command, **reopening.options)
    if form is None or len(again) > ACTION_LIMIT:
        return mistake
    inputs = tuple(replace(field, value=asked.options.get(field.name, "")) for field in form.inputs)
    return replace(mistake, draft=Draft(inputs, Choice(bot.words(asked)(troubles.FILL_IN_AGAIN), again)))
