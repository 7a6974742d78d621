"""The messages that ask moderators to approve a post: changed for all of them once somebody has decided, anywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.chat import Reply
from bot.commands.context import StoredContext
from bot.replies.catalog import Catalog, catalog
from bot.replies.schedule import history as past_words
from bot.schedule.delivery import Order, Purpose, edit_of
from bot.schedule.history import Past

# What nobody could be shown for so long is not shown any more.
VALID = timedelta(days=1)


def shown_to_all(post: Past, show: Callable[[Catalog], Reply], context: StoredContext) -> tuple[Order, ...]:
    """Return the edit of the message that asks about a post, if there is one, to what `show` makes of it."""
    asking = context.records.asking(context.community, post.schedule, post.day) if post.schedule and post.day else None
    if asking is None:
        return ()
    say = catalog(context.settings.locale, context.platform)
    return (edit_of(asking, show(say), context.now, context.now + VALID),)


def called_back(schedule: int, context: StoredContext, day: date | None = None) -> tuple[Order, ...]:
    """Return the edits of the messages that asked about a schedule's posts to come, or that of a day: called back."""
    unsettled = context.records.unsettled(context.community, schedule)
    posts = [one for one in unsettled if one.purpose is Purpose.POST and (day is None or one.day == day)]
    return tuple(edit for post in posts for edit in shown_to_all(post, _called_back(post, context), context))


def _called_back(post: Past, context: StoredContext) -> Callable[[Catalog], Reply]:
    return lambda say: past_words.called_back(say, post, context.user.id)
