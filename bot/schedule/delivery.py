"""Deliveries: messages nobody asked for, each on its way to one channel, and what can become of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.chat import Channel, Delivery, Reply
from bot.frozen import Frozen

# A call takes at most CALL; a process that claimed a post and says nothing for LEASE has died or been stopped.
CALL = timedelta(seconds=10)
LEASE = timedelta(seconds=30)
# A permit is for now: a process that was stopped in between must not write all at once what it held.
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
    """The order in which deliveries go: a round's question waits for nobody's morning post, and an edit for all."""

    ROUND, NOTICE, POST, REMINDER, EDIT = range(5)


class Purpose(StrEnum):
    """What a delivery is. A notice to moderators may come twice rather than not at all, as may an edit; no other may.

    An edit changes a message already posted: the one of the delivery whose key its own key holds.
    """

    POST = "post"
    ANSWER = "answer"
    NOTICE = "notice"
    ROUND = "round"
    REMINDER = "reminder"
    EDIT = "edit"


class Order(Frozen, frozen=True):
    """A delivery to be stored. Of two with the same key the first counts, of two edits the last.

    `key` comes from the functions below. `due_at` is the moment it is meant for; from `expires_at` on it is skipped.
    `facts` are the ids that it tells.
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
    """A message that asks moderators about a post: under which key it was ordered, where it is, in which language."""

    key: str
    channel: Channel
    locale: str


class End(StrEnum):
    """How an attempt ended. `UNUSED`: it was not made; `ABSENT`, `UNREADABLE`: what a look into the channel told."""

    SENT = "sent"
    REFUSED = "refused"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"
    UNUSED = "unused"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class Result(Frozen, frozen=True):
    """How an attempt ended: `text` is the message's id, or the reason; `wait` how long the platform asks to wait.

    `is_everywhere` tells whether all channels are to wait, or this one; None when the platform did not say.
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
    """Return the edit of a message that asks moderators: a reply takes its place, for all who see it."""
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
    """Return the key of a message that asks moderators about a post of a day; of each plan of it there is another."""
    return notice_key("approval", schedule, day, when)


def mark_of(facts: Sequence[str], reply: Reply) -> str:
    """Return by what a control knows a post again that it decides about: another fact or text has another mark."""
    return blake2b("\n".join(facts or (reply.title, reply.text)).encode(), digest_size=6).hexdigest()


def nonce_of(key: str, due_at: datetime) -> str:
    """Return what a platform knows a post again by, up to 25 characters."""
    return blake2b(f"{key} {due_at.isoformat()}".encode(), digest_size=12).hexdigest()
