"""What is said of the posts of the next seven days, and of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat import Choice, Item, Menu, Reply, Style, button
from bot.frozen import Frozen, replace
from bot.replies.card import shortened
from bot.replies.catalog import Catalog
from bot.replies.schedule.history import called, reason_of
from bot.replies.schedule.posts import approval_choices
from bot.schedule.recurrence import Run
from bot.schedule.rule import Kind, Schedule
from bot.schedule.zones import zone_label

# The option of a menu has room for so much everywhere.
LABEL_LIMIT = 75


class Entry(Frozen, frozen=True):
    """A post to come; no `reply` where nothing is posted, for a `reason`; the `mark` of what can be swapped."""

    schedule: Schedule
    run: Run
    reply: Reply | None
    reason: str
    mark: str
    waits: bool
    is_restorable: bool


def week(say: Catalog, entries: Sequence[Entry], number: int, zone: str, later: int | None) -> Reply:
    """List posts to come, each of which can be opened; `later` is the first of those that have no room."""
    if not entries:
        return Reply(
            title=say("The next seven days"),
            text=say("Nothing is posted in the next seven days. /schedule new sets something up."),
            choices=_new(say),
        )
    choices = (*((button(say("Later"), "schedule week", first=later),) if later else ()), *_new(say))
    more = (say("Posts shown: {shown}, in all: {number}.", shown=len(entries), number=number),) if later else ()
    return Reply(
        title=say("The next seven days"),
        items=tuple(_item(say, entry, zone) for entry in entries),
        notes=(
            say("All times: {zone}.", zone=zone_label(zone)),
            say("Open a post to see it as it will be, to swap it, or to leave out its day."),
            *more,
        ),
        menu=Menu(say("Open a post"), tuple(_choice(say, entry, zone) for entry in entries)),
        choices=choices,
    )


def _new(say: Catalog) -> tuple[Choice, ...]:
    """Return the buttons that set something up."""
    return (
        button(say("New: what happened on the day"), "schedule new", kind=Kind.DAILY),
        button(say("New: a question a day"), "schedule new", kind=Kind.QUESTION),
        button(say("New: a text, once"), "schedule new", kind=Kind.POST),
    )


def day(say: Catalog, entry: Entry) -> Reply:
    """Show a post as it will be, and what can be done about it."""
    when = say.moment(entry.run.at, entry.schedule.rule.zone)
    where = say.channel(entry.schedule.channel.id)
    note = say("Schedule {number} in {channel}, {moment}.", number=entry.schedule.id, channel=where, moment=when)
    shown = entry.reply or Reply(title=_what(say, entry))
    return replace(
        shown, notes=(*shown.notes, note), choices=_choices(say, entry), menu=None, is_private=True, replaces=False
    )


def left_out(say: Catalog, schedule: Schedule, day: date) -> Reply:
    """Say that a day is left out, and offer to take it back."""
    return Reply(
        text=say("Schedule {number}, {day}: nothing will be posted.", number=schedule.id, day=say.day(day)),
        choices=(button(say("Undo"), "schedule restore", schedule=schedule.id, day=day), _back(say)),
    )


def restored(say: Catalog, schedule: Schedule, day: date) -> Reply:
    """Say that a day is not left out."""
    return Reply(
        text=say("Schedule {number}, {day}: posted again.", number=schedule.id, day=say.day(day)),
        choices=(button(say("Show it"), "schedule day", schedule=schedule.id, day=day), _back(say)),
    )


def _item(say: Catalog, entry: Entry, zone: str) -> Item:
    waits = (say("waits for approval"),) if entry.waits else ()
    where = say(
        "schedule {number}, in {channel}", number=entry.schedule.id, channel=say.channel(entry.schedule.channel.id)
    )
    # In one line: of longer entries a message holds no week of two schedules.
    return Item(_what(say, entry), _when(say, entry, zone), marks=(*waits, where))


def _choice(say: Catalog, entry: Entry, zone: str) -> Choice:
    return button(
        shortened(f"{_when(say, entry, zone)} · {_what(say, entry)}", LABEL_LIMIT),
        "schedule day",
        schedule=entry.schedule.id,
        day=entry.run.day,
    )


def _when(say: Catalog, entry: Entry, zone: str) -> str:
    """Return when a post comes; in which zone is said once for all."""
    return say.moment(entry.run.at, zone).partition(" (")[0]


def _choices(say: Catalog, entry: Entry) -> tuple[Choice, ...]:
    of_day = {"schedule": entry.schedule.id, "day": entry.run.day}
    swap = (button(say("Another one"), "schedule other", **of_day, shown=entry.mark),) if entry.mark else ()
    number, day = entry.schedule.id, entry.run.day
    decide = approval_choices(say, number, day, entry.mark)[:2] if entry.waits else swap
    skip = button(say("Skip {day}", day=say.day(entry.run.day)), "schedule leave", **of_day)
    leave = (replace(skip, style=Style.DANGER),) if entry.reply else ()
    undo = (button(say("Post on this day again"), "schedule restore", **of_day),) if entry.is_restorable else ()
    return (*decide, *leave, *undo, button(say("Edit"), "schedule change", schedule=entry.schedule.id), _back(say))


def _back(say: Catalog) -> Choice:
    return button(say("The week"), "schedule week")


def _what(say: Catalog, entry: Entry) -> str:
    if entry.reply is None:
        return say("Nothing: {reason}", reason=reason_of(say, entry.reason))
    return called(entry.schedule, entry.reply)
