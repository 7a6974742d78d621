"""What is said to moderators of single posts: what became of them, and what has been decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat import Item, Platform, Reply
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.schedule.delivery import Purpose, State
from bot.schedule.history import Past
from bot.schedule.reasons import Reason
from bot.schedule.rule import Kind, Schedule

APPROVED = N_("Approved: {person}. It is posted at its time: {moment}.")
OMITTED = N_("Left out: {person}. It is not posted: {moment}.")
# Its schedule was changed or stopped.
CALLED_BACK = N_("Called back: {person}. If something is posted instead, I ask again.")
AGAIN = N_("It is posted again: {person} has looked.")
THERE = N_("It is there, and noted as posted: {person} has looked.")
# So much of a question is shown where it is spoken of.
LONGEST = 100

STATES = {
    State.WAITING: N_("waits for a moderator"),
    State.READY: N_("about to be posted"),
    State.SENDING: N_("being posted"),
    State.SENT: N_("posted"),
    State.FAILED: N_("failed"),
    State.SKIPPED: N_("left out"),
    State.CANCELLED: N_("called back"),
}
REASONS: Mapping[str, str] = {
    Reason.MISSED: N_("the bot was not running at its time"),
    Reason.TOO_LATE: N_("it could not be sent in time"),
    Reason.PAUSE: N_("a pause"),
    Reason.HOLIDAY: N_("a public holiday"),
    Reason.NO_SUCH_DAY: N_("this day does not exist in the time zone"),
    Reason.NOTHING: N_("no fact is known for it"),
    Reason.TOO_FEW: N_("the packs that are on have too few events for the game"),
    Reason.UNANSWERED: N_("nobody approved it in time"),
    Reason.MODERATOR: N_("a moderator decided so"),
    Reason.UNKNOWN: N_("nobody knows whether it arrived; moderators were asked"),
    Reason.UNASKED: N_("its question was not posted"),
    Reason.REFUSED: N_("the channel refused the posts"),
    Reason.LEFT: N_("the bot was removed"),
    Reason.UNKNOWN_CHANNEL: N_("the channel does not exist any more"),
    Reason.CHANNEL_NOT_FOUND: N_("I am not in the channel, or it does not exist any more"),
    Reason.MISSING_ACCESS: N_("I may not see the channel"),
    Reason.MISSING_PERMISSIONS: N_("I may not write in the channel"),
    Reason.NOT_IN_CHANNEL: N_("I am not in the channel"),
    Reason.IS_ARCHIVED: N_("the channel is archived"),
    Reason.RESTRICTED: N_("the channel is closed to apps"),
    Reason.THREAD_LOCKED: N_("the thread is locked"),
    Reason.CLOSED_MESSAGES: N_("the person takes no private messages"),
    Reason.NOT_INSTALLED: N_("the bot is not installed any more"),
    Reason.TOO_MUCH_SAID_SINCE: N_("too much has been said since to look for it"),
}


def history(say: Catalog, schedule: Schedule, past: Sequence[Past], platform: Platform) -> Reply:
    """Tell what became of the latest posts."""
    return Reply(
        title=say("What schedule {number} has posted", number=schedule.id),
        text="" if past else say("Nothing yet."),
        items=tuple(_past(say, one, schedule, platform) for one in past),
        notes=(say("Kept for 90 days."),),
    )


def swapped(say: Catalog, approval: Reply, person: str) -> Reply:
    """Show what waits now instead, and who chose it."""
    note = say("Another one was chosen: {person}.", person=person)
    return replace(approval, notes=(*approval.notes, note), people=(person,), decides=True)


def undecided(say: Catalog, post: Past, *, is_posted: bool) -> Reply:
    """Show a post about which nobody has decided until its time, and what became of it."""
    note = say("Nobody decided: it is posted.") if is_posted else say("Nobody decided: it is not posted.")
    return replace(post.reply, notes=(*post.reply.notes, note), choices=(), menu=None)


def decided(say: Catalog, shown: Reply, sentence: str, person: str, **values: str) -> Reply:
    """Return what was asked about without what can be pressed: it is decided, as a sentence says, by a person."""
    note = say(sentence, person=person, **values)
    return replace(shown, notes=(*shown.notes, note), choices=(), menu=None, people=(person,), decides=True)


def called(schedule: Schedule, post: Reply) -> str:
    """Return by what one of a schedule's posts is known: by its title, but a question by its own words."""
    if schedule.rule.kind is not Kind.QUESTION:
        return post.heading
    return post.text if len(post.text) <= LONGEST else f"{post.text[: LONGEST - 1]}…"


def _past(say: Catalog, past: Past, schedule: Schedule, platform: Platform) -> Item:
    is_answer = past.purpose is Purpose.ANSWER
    title = (past.reply.heading if is_answer else called(schedule, past.reply)) or say("nothing")
    marks = (say("late"),) if past.is_late else ()
    state = say(STATES[past.state])
    reason = reason_of(say, past.reason)
    if past.state is State.SENT and past.reason == Reason.MODERATOR:
        reason = say("a moderator has seen it there")
    link = platform.link(past.channel, past.external_id) if past.external_id else ""
    purpose = say("answer") if is_answer else ""
    text = ", ".join(part for part in (purpose, f"{state}: {reason}" if reason else state) if part)
    return Item(title, say.moment(past.due_at, schedule.rule.zone), text, marks=marks, link=link)


def reason_of(say: Catalog, reason: str) -> str:
    """Tell why a post was not made; of a reason for which there is no sentence, in the platform's own word."""
    if reason in REASONS:
        return say(REASONS[reason])
    return say("the platform refused it, saying {reason}", reason=reason.replace("_", " ")) if reason else ""
