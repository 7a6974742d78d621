"""Why a post did not go out, or not as it was planned; `bot/replies/schedule/history.py` has a sentence for each."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A reason as it is stored; those that a platform gives are its own words."""

    # Ours.
    MISSED = "missed"
    TOO_LATE = "too_late"
    PAUSE = "pause"
    HOLIDAY = "holiday"
    NO_SUCH_DAY = "no_such_day"
    NOTHING = "nothing"
    TOO_FEW = "too_few"
    UNANSWERED = "unanswered"
    MODERATOR = "moderator"
    UNKNOWN = "unknown"
    UNASKED = "unasked"
    REFUSED = "refused"
    LEFT = "left"
    # A platform's.
    UNKNOWN_CHANNEL = "unknown_channel"
    CHANNEL_NOT_FOUND = "channel_not_found"
    MISSING_ACCESS = "missing_access"
    MISSING_PERMISSIONS = "missing_permissions"
    NOT_IN_CHANNEL = "not_in_channel"
    IS_ARCHIVED = "is_archived"
    CLOSED_MESSAGES = "closed_messages"
    NOT_INSTALLED = "not_installed"
    RESTRICTED = "restricted_action"
    THREAD_LOCKED = "thread_locked"
    TOO_MUCH_SAID_SINCE = "too_much_said_since"


# Why a rule posts nothing on a day; when the rule is changed before, another may post then.
OF_RULE = frozenset({Reason.PAUSE, Reason.HOLIDAY, Reason.NO_SUCH_DAY, Reason.NOTHING, Reason.TOO_FEW})
