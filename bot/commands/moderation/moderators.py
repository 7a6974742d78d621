"""/moderators: who may moderate where the platform has no role for it."""

from __future__ import annotations

from bot.chat import Request, UsageError, User
from bot.commands.context import StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import user_of
from bot.commands.row import Outcome, moderated
from bot.community import ModeratorDismissed, ModeratorNamed
from bot.replies.catalog import N_
from bot.replies.moderation import community as replies


class Person(Options):
    """Who."""

    user: User = option(N_("the person"))


@moderated("moderators list", N_("Who was named as a moderator"), "/moderators list")
def listed(options: Nothing, context: StoredContext) -> Outcome:
    """List those who were named."""
    return Outcome(replies.moderators(context.say, _named(context)))


def appointed(request: Request) -> User | None:
    """Return the person who is to moderate."""
    return user_of(request, request.options.get("user", "").lstrip("@"))


@moderated("moderators add", N_("Let somebody moderate"), "/moderators add @ada", appoints=appointed)
def add(options: Person, context: StoredContext) -> Outcome:
    """Name somebody as a moderator."""
    user = options.user
    if user.id in _named(context):
        raise UsageError(context.say(replies.NAMED_ALREADY, user=user.id), people=(user.id,))
    entry = context.audited(subject=user)
    return Outcome(replies.moderator_named(context.say, user.id), (ModeratorNamed(user), entry))


@moderated("moderators remove", N_("No longer let somebody moderate"), "/moderators remove @ada")
def remove(options: Person, context: StoredContext) -> Outcome:
    """No longer count a person as named; moderators may remove themselves."""
    user = options.user
    if user.id not in _named(context):
        raise UsageError(context.say(replies.NOT_NAMED, user=user.id), people=(user.id,))
    entry = context.audited(subject=user)
    return Outcome(replies.moderator_dismissed(context.say, user.id), (ModeratorDismissed(user), entry))


def _named(context: StoredContext) -> tuple[str, ...]:
    return context.records.settings(context.community).moderators


ROWS = (listed, add, remove)
