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
        reply = _with_option(reply, "show:no", commands) if "show" in request.options else reply
        reply = replace(reply, choices=(*reply.choices, *_show_to_everyone(request, context.say)))
    if reply.is_question:
        reply = _with_option(reply, "instead:yes", commands)
    if request.options.get("instead") == "yes" and not reply.is_error:
        reply = replace(reply, replaces=True)
    framed_reply = framed(reply, settings)
    return framed_reply if framed_reply.is_private is private else replace(framed_reply, is_private=private)


def _with_option(reply: Reply, option: str, commands: Rows) -> Reply:
    """Return a reply whose buttons and menu ask with an option too: for private answers, or in its place."""
    choices = tuple(_asking(choice, option, commands) for choice in reply.choices)
    menu = reply.menu and replace(
        reply.menu, choices=tuple(_asking(choice, option, commands) for choice in reply.menu.choices)
    )
    return replace(reply, choices=choices, menu=menu)


def _asking(choice: Choice, option: str, commands: Rows) -> Choice:
    row, action = find_command(choice.action, commands, catalog(""))[0], f"{choice.action} {option}"
    is_fit = row.visibility is Visibility.HABIT and len(action) <= ACTION_LIMIT
    return replace(choice, action=action) if is_fit else choice


def _show_to_everyone(request: Request, say: Catalog) -> tuple[Choice, ...]:
    options = {name: value for name, value in request.options.items() if name != "instead"}
    action = action_of(request.command, **{**options, "show": "yes"})
    # A long question cannot be put on a button; who asked it can ask again with show:yes.
    fits = len(action) <= ACTION_LIMIT
    return (Choice(say(headings.SHOW_TO_EVERYONE), action),) if fits else ()
