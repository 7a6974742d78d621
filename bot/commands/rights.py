"""Who may ask what: checked for every command, whatever the platform has checked before."""

from __future__ import annotations

from bot.chat import NotAllowedError, Request, User
from bot.commands.context import Context, HostContext, StoredContext, widened
from bot.commands.row import Command, Hosted, Right, SomeOptions
from bot.community import Settings, Starter
from bot.replies.moderation import community as replies


def check(row: Command, context: Context) -> None:
    """Raise NotAllowedError, which says who may, when the person lacks the row's right.

    The right of a host is checked by `as_host`, which knows the round.
    """
    if row.right is Right.MODERATOR and not context.is_moderator:
        raise NotAllowedError(replies.moderators_only(context.say, context.settings, row.name))


def as_host(row: Hosted[SomeOptions], context: StoredContext) -> HostContext:
    """Return the context with the row's round; NotAllowedError for a person who is neither its host nor a moderator."""
    started = row.find(context)
    check_host(context, started.host)
    return widened(context, HostContext, started=started)


def check_host(context: StoredContext, host: User) -> None:
    """Raise NotAllowedError for a person who is neither the host of a round nor a moderator."""
    if context.user != host and not context.is_moderator:
        raise NotAllowedError(context.say(replies.HOST_ONLY))


def check_start(context: Context) -> None:
    """Raise NotAllowedError where only moderators may start rounds, for a person who is none."""
    if context.settings.starters is Starter.MODERATORS and not context.is_moderator:
        raise NotAllowedError(replies.moderators_start(context.say, context.settings))


def is_moderator(request: Request, settings: Settings) -> bool:
    """Whether the person moderates: by the platform's word, or named with /moderators; a guest never does.

    Commands find the answer in their Context.
    """
    if request.is_guest:
        return False
    return request.is_moderator or request.user.id in settings.moderators
