"""Deliveries: messages that nobody asked for, each on its way to one channel, and how they can end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.chat import Channel, Delivery, Reply
from bot.frozen import Frozen

# A call takes at most CALL; a process that claimed a post and has not stored its end after LEASE has died or been
# stopped.
CALL = timedelta(seconds=10)
LEASE = timedelta(seconds=30)
# How long a permit to post lasts: a process that was stopped for a while must not post at once all that it claimed.
PERMIT = timedelta(milliseconds=250)


class State(StrEnum):
    """How it stands with a delivery; `WAITING` is for a moderator's approval."""

    WAITING = "waiting"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class Urgency:
    """The order in which deliveries that are due are posted, the smallest first."""

    ROUND, NOTICE, POST, REMINDER, EDIT = range(5)


class Purpose(StrEnum):
    """What a delivery is. Where it is not known whether it was posted, only a notice or an edit is sent again blindly.

    An edit changes a message already posted: the one of the delivery whose key its own key contains (`edit_key`).
    """

    POST = "post"
    ANSWER = "answer"
    NOTICE = "notice"
    ROUND = "round"
    REMINDER = "reminder"
    EDIT = "edit"


class Order(Frozen, frozen=True):
    """A delivery to be stored. Of two with the same key the first is kept, of two edits the last.

    `key` comes from the functions below. It is to be posted at `due_at`; from `expires_at` on it is skipped. `facts`
    are the ids of the facts that it tells.
    """

    key: str
    channel: Channel
    reply: Reply
    locale: str
    due_at: datetime
    expires_at: datetime
    urgency: int = Urgency.POST
    purpose: Purpose = Purpose.POST
    schedule: int | None = None
    day: date | None = None
    facts: tuple[str, ...] = ()
    state: State = State.READY
    error: str = ""


class Asking(Frozen, frozen=True):
    """A message that asks moderators about a post: the key of its order, its channel and its language."""

    key: str
    channel: Channel
    locale: str


class End(StrEnum):
    """How an attempt ended.

    `UNUSED`: its permit ran out before it was made. After a look into the channel, `ABSENT`: the message is not there;
    `UNREADABLE`: the bot cannot read the channel.
    """

    SENT = "sent"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"
    UNUSED = "unused"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class Result(Frozen, frozen=True):
    """How an attempt ended: `text` is the id of the message, or the reason of a refusal.

    `wait` is how long the platform asks to wait, `is_everywhere` whether in all channels or only in this one, None when
    the platform did not say.
    """

    delivery: Delivery
    end: End
    text: str = ""
    wait: timedelta = timedelta()
    is_everywhere: bool | None = None


def schedule_key(schedule: int | str, day: date) -> str:
    """Return the key of a schedule's post of a day."""
    return f"s{schedule}:{day}"


def answer_key(schedule: int | str, day: date) -> str:
    """Return the key of the answer to a schedule's question of a day."""
    return f"a{schedule}:{day}"


def once_key(schedule: int | str) -> str:
    """Return the key of a single post."""
    return f"o{schedule}"


def round_key(code: str, step: int) -> str:
    """Return the key of a step of a trivia round."""
    return f"t{code}:{step}"


def edit_key(key: str) -> str:
    """Return the key of an edit of what was posted under a key."""
    return f"e{key}"


def edit_of(asking: Asking, reply: Reply, now: datetime, expires_at: datetime) -> Order:
    """Return an edit that replaces a message that asks moderators by a reply."""
    return Order(
        key=edit_key(asking.key),
        channel=asking.channel,
        reply=reply,
        locale=asking.locale,
        due_at=now,
        expires_at=expires_at,
        urgency=Urgency.EDIT,
        purpose=Purpose.EDIT,
    )


def reminder_key(user: int, day: date) -> str:
    """Return the key of a learner's reminder of a day."""
    return f"r{user}:{day}"


def notice_key(*about: object) -> str:
    """Return the key of a notice to moderators about something."""
    return ":".join(("n", *(str(part) for part in about)))


def approval_key(schedule: int, day: date, when: object) -> str:
    """Return the key of a message that asks moderators about a day's post; `when` differs each time it is planned."""
    return notice_key("approval", schedule, day, when)


def mark_of(facts: Sequence[str], reply: Reply) -> str:
    """Return a mark of what a post says; a button that decides about the post carries it, and decides of no other."""
    return blake2b("\n".join(facts or (reply.title, reply.text)).encode(), digest_size=6).hexdigest()


def nonce_of(key: str, due_at: datetime) -> str:
    """Return the nonce under which a platform takes a post only once, up to 25 characters."""
    return blake2b(f"{key} {due_at.isoformat()}".encode(), digest_size=12).hexdigest()
