"""Schedules: a moderator's rule, which says what to post, where and at which local time, and its present state."""

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
    """What to do with a post that still waits for approval when its time has come."""

    POST = "post"
    SKIP = "skip"


class Empty(StrEnum):
    """What to post on a day without any facts: nothing, or the facts of the nearest day that has some."""

    SKIP = "skip"
    NEAREST = "nearest"


class LeapDay(StrEnum):
    """On which day facts of 29 February are told in a year that has none."""

    BEFORE = "28 February"
    AFTER = "1 March"


class Standing(StrEnum):
    """The state of a schedule; `DONE` is that of a single post that has been made, or missed."""

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
    holidays are left out; `once` is the only day of a single post. `topics` are tags with a leading `#` and ids of
    records: a fact is told if it has any of them. `reveal` is how many minutes after a question its answer follows, 0
    for together with the next question. `approval` is the id of the channel in which a post waits for a moderator.
    `turn` numbers the schedules of the same kind in a channel, from 0, so that they begin with different facts.
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

    `failures` counts the posts in a row that were refused; `question` is the id of the one whose answer is still due.
    """

    id: int
    channel: Channel
    rule: Rule
    standing: Standing = Standing.ACTIVE
    next_day: date | None = None
    next_at: datetime | None = None
    failures: int = 0
    question: str = ""
