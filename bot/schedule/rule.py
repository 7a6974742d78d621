"""Schedules: a moderator's rule, what to post, where, at which local time, and how it stands with it."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from bot.chat import Channel
from bot.frozen import Frozen

EVERY_DAY = tuple(range(7))


class Kind(StrEnum):
    """What a schedule posts."""

    DAILY = "daily"
    QUESTION = "question"
    POST = "post"
    PUZZLE = "puzzle"


class Policy(StrEnum):
    """What becomes of a post that waits for approval when its time has come."""

    POST = "post"
    SKIP = "skip"


class Empty(StrEnum):
    """What is posted on a day of which the packs know nothing: nothing, or the nearest day that they know."""

    SKIP = "skip"
    NEAREST = "nearest"


class LeapDay(StrEnum):
    """On which day facts of 29 February are told in a year that has none."""

    BEFORE = "28 February"
    AFTER = "1 March"


class Standing(StrEnum):
    """How it stands with a schedule; `DONE` is a single post that has been made, or missed."""

    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    REMOVED = "removed"


class Pause(Frozen, frozen=True):
    """Days without a post: all with `first` ≤ day ≤ `last`."""

    first: date
    last: date


class Rule(Frozen, frozen=True):
    """What to post, and on which days at which local time.

    `weekdays` count from Monday as 0; `holidays` is a country, or a country and a part of it (`DE-BY`), whose public
    holidays are left out; `once` is the only day of a single post. `topics` are tags with a leading `#` and records'
    ids, of which a fact has at least one. `reveal` is after how many minutes a question's answer follows, 0 with the
    next one. `approval` is the id of the channel in which a post waits for a moderator. `turn` counts the schedules of
    a channel that tell of the same days, from 0: each begins with another fact of a day.
    """

    kind: Kind
    at: time
    zone: str
    weekdays: tuple[int, ...] = EVERY_DAY
    pauses: tuple[Pause, ...] = ()
    holidays: str = ""
    once: date | None = None
    topics: tuple[str, ...] = ()
    language: str = ""
    count: int = 1
    grave: bool = True
    empty: Empty = Empty.SKIP
    leap_day: LeapDay = LeapDay.BEFORE
    reveal: int = 0
    text: str = ""
    fact: str = ""
    approval: str = ""
    policy: Policy = Policy.POST
    turn: int = 0


class Schedule(Frozen, frozen=True):
    """A rule, where it posts, and its next post: a local day and the moment on it, aware and in UTC.

    `failures` counts the posts in a row that were refused; `question` is the one whose answer is still to be told.
    """

    id: int
    channel: Channel
    rule: Rule
    standing: Standing = Standing.ACTIVE
    next_day: date | None = None
    next_at: datetime | None = None
    failures: int = 0
    question: str = ""
