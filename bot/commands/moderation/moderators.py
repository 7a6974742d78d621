"""/moderators: who may moderate where the platform has no role for it."""

from __future__ import annotations

from bot.chat import Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of, user_of
from bot.commands.row import Kind, Option, Outcome
from bot.community import AuditEntry, ModeratorDismissed, ModeratorNamed
from bot.replies.catalog import N_
from bot.replies.moderation import community as replies


def listed(request: Request, context: Context) -> Outcome:
    """List those who were named."""
    return Outcome(replies.moderators(context.say, _named(request, context)))


def add(request: Request, context: Context) -> Outcome:
    """Name somebody as a moderator."""
    user = user_of(request, request.options["user"])
    if user.id in _named(request, context):
        raise UsageError(replies.named_already(context.say, user.id), people=(user.id,))
    entry = AuditEntry(request.user, request.at, request.command, subject=user)
    return Outcome(replies.moderator_named(context.say, user.id), (ModeratorNamed(user), entry))


def remove(request: Request, context: Context) -> Outcome:
    """Take back that somebody was named; one may remove oneself."""
    user = user_of(request, request.options["user"])
    if user.id not in _named(request, context):
        raise UsageError(replies.not_named(context.say, user.id), people=(user.id,))
    entry = AuditEntry(request.user, request.at, request.command, subject=user)
    return Outcome(replies.moderator_dismissed(context.say, user.id), (ModeratorDismissed(user), entry))


def _named(request: Request, context: Context) -> tuple[str, ...]:
    return records_of(context).settings(community_of(request)).moderators


_USER = (Option("user", N_("the person"), Kind.USER, required=True),)

ROWS = (
    moderated("moderators list", listed, N_("Who was named as a moderator"), examples=("/moderators list",)),
    moderated("moderators add", add, N_("Let somebody moderate"), _USER, ("/moderators add @ada",)),
    moderated("moderators remove", remove, N_("No longer let somebody moderate"), _USER, ("/moderators remove @ada",)),
)
