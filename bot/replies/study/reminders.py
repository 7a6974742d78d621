"""What is said of reminders: when they come, that cards are due, and that a platform let none through."""

from __future__ import annotations

from datetime import datetime

from bot.chat import Choice, Reply
from bot.replies.catalog import N_, Catalog

NONE_SET = N_("You have no reminder. Write /study remind:18:00 to get one.")
NEVER = N_("There is no such day within two years.")
REFUSED = N_(
    "Your reminders are switched off: you take no private messages from this bot. Allow them, and set a new one."
)
ALONE = N_("Say at which time, too: /study remind:18:00 zone:Paris weekdays:mon-fri")
STOPPED = N_("You are not reminded any more.")


def reminder(say: Catalog, due: int, study: str, off: str) -> Reply:
    """Say that cards are due, with buttons to them, and to no more reminders."""
    text = say.count("{number} card is due.", "{number} cards are due.", due)
    return Reply(title=say("Time to study"), text=text, choices=(Choice(say("Study now"), study), _off(say, off)))


def set_for(say: Catalog, next_at: datetime, zone: str, off: str) -> Reply:
    """Say when the first reminder comes."""
    return Reply(
        title=say("Reminder set"),
        text=say(
            "You get a private message at this time on days on which a card is due. The first: {moment}.",
            moment=say.moment(next_at, zone),
        ),
        choices=(_off(say, off),),
    )


def _off(say: Catalog, action: str) -> Choice:
    return Choice(say("No more reminders"), action)
