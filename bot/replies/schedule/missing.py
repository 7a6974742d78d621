"""What moderators are told of posts that do not appear: where, why, and what helps."""

from __future__ import annotations

from bot.chat import Field, Reply
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.schedule.history import reason_of
from bot.schedule.reasons import Reason

_LEFT_OUT = {
    Reason.MISSED: N_("I was not running at its time, and it would have come more than two hours late."),
    Reason.TOO_LATE: N_(
        "I tried, but could not send it in time: the platform held me back, or where I keep my memory was too slow."
    ),
    Reason.NO_SUCH_DAY: N_("This day does not exist in the time zone."),
}
# Whoever chose the others knows of them.
TOLD = frozenset(_LEFT_OUT)


def refused(say: Catalog, title: str, channel: str, reason: str, remedy: str) -> Reply:
    """Tell of a post that a channel refused, and that nothing else will appear there."""
    fields = (Field(say("Channel"), say.channel(channel)), Field(say("Why"), reason_of(say, reason)))
    return Reply(
        title=say("I may not post there"),
        text=say(
            "“{title}” was not posted. Nothing that I have for this channel appears until it is mended.", title=title
        ),
        fields=(*fields, *_helps(say, remedy)),
    )


def left_out(say: Catalog, channel: str, reason: str, moment: str, schedule: int) -> Reply:
    """Tell that posts of a channel were left out, the first of which was meant for a moment."""
    history = say("/schedule history {number} tells of each of them.", number=schedule)
    return Reply(
        title=say("A post was left out"),
        text=say(_LEFT_OUT[Reason(reason)]),
        fields=(Field(say("Channel"), say.channel(channel)), Field(say("Meant for"), moment)),
        notes=(say("Others for this channel may have been left out too."), history),
    )


def gone(say: Catalog, channel: str, number: int, schedule: int) -> Reply:
    """Tell that a channel was deleted, and what was to be posted there."""
    return Reply(
        title=say("A channel is gone"),
        text=say.count(
            "{number} schedule posted into a channel that was deleted. It is paused.",
            "{number} schedules posted into a channel that was deleted. They are paused.",
            number,
        ),
        fields=(Field(say("Channel"), say.channel(channel)),),
        notes=(
            say(
                "/schedule edit {number} channel:#history gives it another channel; /schedule resume {number} goes on.",
                number=schedule,
            ),
        ),
    )


def in_private(say: Catalog, told: Reply, channel: str, reason: str, remedy: str) -> Reply:
    """Tell one person what the moderators' channel could not be told; its controls would lead nowhere here."""
    fields = (Field(say("Moderators' channel"), say.channel(channel)), Field(say("Why"), reason_of(say, reason)))
    note = say("I tell you because I may not write in the moderators' channel.")
    return replace(
        told, choices=(), menu=None, fields=(*told.fields, *fields, *_helps(say, remedy)), notes=(*told.notes, note)
    )


def _helps(say: Catalog, remedy: str) -> tuple[Field, ...]:
    return (Field(say("What helps"), remedy),) if remedy else ()
