"""What is said to moderators of single posts: what became of them, and what has been decided about them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Item, Platform, Reply
from bot.replies.catalog import N_, Catalog
from bot.schedule.delivery import Purpose, State
from bot.schedule.history import Past
from bot.schedule.rule import Schedule

STATES = {
    State.WAITING: N_("waits for a moderator"),
    State.READY: N_("about to be posted"),
    State.SENDING: N_("being posted"),
    State.SENT: N_("posted"),
    State.FAILED: N_("failed"),
    State.SKIPPED: N_("left out"),
    State.CANCELLED: N_("called back"),
}
REASONS = {
    "missed": N_("the bot was not running at its time"),
    "pause": N_("a pause"),
    "holiday": N_("a public holiday"),
    "no_such_day": N_("this day does not exist in the time zone"),
    "nothing": N_("no fact is known for it"),
    "unanswered": N_("nobody approved it in time"),
    "moderator": N_("a moderator decided so"),
    "unknown": N_("nobody knows whether it arrived; moderators were asked"),
    "unasked": N_("its question was not posted"),
    "edited": N_("the schedule was changed"),
    "refused": N_("the channel refused the posts"),
    "left": N_("the bot was removed"),
    "unknown_channel": N_("the channel does not exist any more"),
    "channel_not_found": N_("the channel does not exist any more"),
    "missing_access": N_("I may not see the channel"),
    "missing_permissions": N_("I may not write in the channel"),
    "not_in_channel": N_("I am not in the channel"),
    "is_archived": N_("the channel is archived"),
}


def history(say: Catalog, schedule: Schedule, past: Sequence[Past], platform: Platform) -> Reply:
    """Tell what became of the latest posts."""
    return Reply(
        title=say("What schedule {number} has posted", number=schedule.id),
        text="" if past else say("Nothing yet."),
        items=tuple(_past(say, one, schedule.rule.zone, platform) for one in past),
        notes=(say("Kept for 90 days."),),
    )


def approved(say: Catalog, post: Past) -> Reply:
    """Say that a post will go out."""
    return Reply(text=say("It will be posted at its time."))


def omitted(say: Catalog, post: Past) -> Reply:
    """Say that a post will not go out."""
    return Reply(text=say("It will not be posted."))


def again(say: Catalog) -> Reply:
    """Say that it is posted again."""
    return Reply(text=say("I am posting it again."))


def there(say: Catalog) -> Reply:
    """Say that it is noted."""
    return Reply(text=say("Thank you. It is noted as posted."))


def _past(say: Catalog, past: Past, zone: str, platform: Platform) -> Item:
    title = past.reply.title or past.reply.text[:60] or say("nothing")
    marks = (say("late"),) if past.is_late else ()
    state = say(STATES[past.state])
    reason = say(REASONS[past.reason]) if past.reason in REASONS else past.reason
    link = platform.link(past.channel, past.external_id) if past.external_id else ""
    purpose = say("answer") if past.purpose is Purpose.ANSWER else ""
    text = ", ".join(part for part in (purpose, f"{state}: {reason}" if reason else state, link) if part)
    return Item(title, say.moment(past.due_at, zone), text, marks=marks)
