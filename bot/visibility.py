"""Who sees a reply: the row says, or else the person, or else the community's habit."""

from __future__ import annotations

from bot.chat import ACTION_LIMIT, Choice, Reply, Request, action_of
from bot.commands.context import Context
from bot.commands.row import Command, Rows, Visibility
from bot.commands.typed import find_command
from bot.community import Habit, Settings, framed
from bot.frozen import replace
from bot.replies.catalog import Catalog, catalog
from bot.replies.lookups import headings


def is_private(row: Command, request: Request, settings: Settings) -> bool:
    """Whether the person alone will see the answer, as far as that is known before there is one."""
    if row.visibility is not Visibility.HABIT:
        return row.visibility is Visibility.PRIVATE
    if "show" in request.options:
        return request.options["show"] != "yes"
    habits = {Habit.PRIVATE: True, Habit.PUBLIC: False, Habit.PLACE: request.is_discreet}
    return habits[settings.visibility]


def shown(reply: Reply, row: Command, request: Request, context: Context, commands: Rows) -> Reply:
    """Return a reply that says who sees it; a private look-up gets a button that shows it to everyone."""
    settings = context.settings
    private = is_private(row, request, settings) if reply.is_private is None else reply.is_private
    is_answer = not reply.is_error and not reply.is_question and reply.form is None
    if row.visibility is Visibility.HABIT and private and is_answer:
        reply = _kept_private(reply, commands) if "show" in request.options else reply
        reply = replace(reply, choices=(*reply.choices, *_show_to_everyone(request, context.say)))
    framed_reply = framed(reply, settings)
    return framed_reply if framed_reply.is_private is private else replace(framed_reply, is_private=private)


def _kept_private(reply: Reply, commands: Rows) -> Reply:
    """Return a reply whose buttons and menu give private answers too."""
    choices = tuple(_private(choice, commands) for choice in reply.choices)
    menu = reply.menu and replace(
        reply.menu, choices=tuple(_private(choice, commands) for choice in reply.menu.choices)
    )
    return replace(reply, choices=choices, menu=menu)


def _private(choice: Choice, commands: Rows) -> Choice:
    row, action = find_command(choice.action, commands, catalog(""))[0], f"{choice.action} show:no"
    is_fit = row.visibility is Visibility.HABIT and len(action) <= ACTION_LIMIT
    return replace(choice, action=action) if is_fit else choice


def _show_to_everyone(request: Request, say: Catalog) -> tuple[Choice, ...]:
    action = action_of(request.command, **{**request.options, "show": "yes"})
    # A long question cannot be put on a button; who asked it can ask again with show:yes.
    fits = len(action) <= ACTION_LIMIT
    return (Choice(say(headings.SHOW_TO_EVERYONE), action),) if fits else ()
