"""Forms that a conversation adds: one for a file, a button that opens one, and one again after a mistake in it."""

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
    """Return the form that asks for a file; submitting it makes the same request, with the file."""
    say, options = bot.words(request), dict(request.options)
    field = Input(option.name, say(option.help), options.pop(option.name, ""), is_file=True)
    return Form(say(packs.GIVE_FILE), action_of(request.command, **options), (field,))


def opening(bot: Bot, form: Form, request: Request) -> Reply:
    """Return a reply with a button that makes the same request: a form can be opened only on such a press."""
    action = action_of(request.command, **request.options)
    choice = Choice(form.title, action if len(action) <= ACTION_LIMIT else form.action)
    return Reply(text=bot.words(request)(troubles.OPEN_FORM), choices=(choice,), is_private=True)


async def with_draft(bot: Bot, mistake: Reply, request: Request, action: str) -> Reply:
    """Return the reply to a mistake in a form with all that was filled in, and the choice that opens the form again."""
    try:
        reopening = bot.reopening(action, request)
    except UsageError:
        # The form's own command does not exist any more.
        return mistake
    if reopening is None:
        return mistake
    stored = bot.row(reopening).stored
    form = (await asyncio.wrap_future(bot.submit(reopening)) if stored else bot.handle(reopening)).form
    again = action_of(reopening.command, **reopening.options)
    if form is None or len(again) > ACTION_LIMIT:
        return mistake
    inputs = tuple(replace(field, value=request.options.get(field.name, "")) for field in form.inputs)
    return replace(mistake, draft=Draft(inputs, Choice(bot.words(request)(troubles.FILL_IN_AGAIN), again)))
