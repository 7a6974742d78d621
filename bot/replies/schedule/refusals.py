"""What is said to moderators when a schedule cannot be made, found or changed as they ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat import Choice, button
from bot.replies.catalog import N_, Catalog
from bot.replies.schedule.schedules import KINDS, STANDINGS
from bot.schedule.rule import Kind, Schedule, Standing

DECIDED_ALREADY = N_(
    "That has been decided already, or its time has passed. /schedule history tells what became of it."
)
NO_OTHER = N_("There is no other one for that day. You can approve it, or skip it.")
NEVER = N_("There is no such time to come: the day has passed, or every day is left out.")
TWICE = N_("Set it up a second time")
TEXT_OR_FACT = N_("Give either a text or a fact, as in /schedule post 2027-04-04 09:00 The test is today.")
UNAPPROVED = N_(
    "Nobody can approve the daily game's invitation, which is known only when it is posted: leave out approval."
)
NO_SCHEDULE = N_("There is no schedule {number} here. /schedule list shows those there are.")
NOTHING_TO_EDIT = N_("Say what is to be different, as in /schedule edit {number} time:10:30 channel:#history.")
NO_TIME = N_("“{text}” is no time of day I understand. Write it as 9, 09:00, 21:30 or 9 am.")
NO_DATE = N_("“{text}” is no day I understand. Write tomorrow, friday, 1 May or 2026-05-01.")
NO_WEEKDAYS = N_("“{text}” names no days of the week. Write monday to friday, mon,wed,fri, weekdays, weekends or all.")
NO_PAUSE = N_("“{text}” is no range of days. Write the first and the last, as 2026-12-20..2027-01-06.")
TOO_MANY = N_("There are {most} schedules here already. /schedule remove takes one away.")
NO_POST_ON = N_("Schedule {number}, {day}: no post is to come. /schedule week shows the next seven days.")
LEFT_OUT_ALREADY = N_("Schedule {number} leaves out {day} already.")
NOT_LEFT_OUT = N_("Schedule {number} does not leave out {day}.")
EQUAL = N_("Schedule {number} is set up exactly so already, in that channel: {summary}. Nothing has been changed.")
SHOW_IT = N_("Show schedule {number}")


def other_waits(say: Catalog, schedule: int, day: date) -> tuple[str, tuple[Choice, ...]]:
    """Refuse to decide about what is not shown any more, and offer to show what waits."""
    text = say("Another one has taken its place meanwhile, so nothing was decided. Look at it first.")
    return text, (button(say("Show what waits"), "schedule day", schedule=schedule, day=day),)


def not_active(say: Catalog, schedule: Schedule) -> str:
    """Refuse to pause what does not run."""
    state = say(STANDINGS[schedule.standing])
    return say("Schedule {number} is {state} already.", number=schedule.id, state=state)


def not_paused(say: Catalog, schedule: Schedule) -> str:
    """Refuse to resume what runs, or has no time to come."""
    if schedule.standing is Standing.ACTIVE:
        return say("Schedule {number} is active already.", number=schedule.id)
    return over(say, schedule.id)


def over(say: Catalog, number: int) -> str:
    """Say that no post is to come."""
    return say("Schedule {number} has no next post: it is over.", number=number)


def nothing_to_post(say: Catalog, schedule: Schedule, day: date) -> str:
    """Say that the next day has no fact, or that there is no question."""
    if schedule.rule.kind is Kind.QUESTION:
        return say(
            "No question about these topics is known, so nothing will be posted. "
            "After /schedule edit {number} topics:none it asks about all.",
            number=schedule.id,
        )
    return say(
        "Next post: {day}. No fact of this day is known, so nothing will be posted. "
        "After /schedule edit {number} empty:nearest it tells of the nearest day instead.",
        number=schedule.id,
        day=say.day(day),
    )


def not_of_this_kind(say: Catalog, schedule: Schedule, names: Sequence[str]) -> str:
    """Refuse what this kind of schedule does not have."""
    return say(
        "Schedule {number} ({kind}) has none of these: {names}.",
        number=schedule.id,
        kind=say(KINDS[schedule.rule.kind]),
        names=say.several(names),
    )


def no_region(say: Catalog, text: str, parts: Sequence[str]) -> str:
    """Refuse a place whose holidays are not known."""
    if parts:
        return say("I know no part “{text}” of that country. Its parts are {parts}.", text=text, parts=", ".join(parts))
    return say(
        "I know no holidays of “{text}”. Write a country, as France or FR, or a part of one, as Bavaria or DE-BY.",
        text=text,
    )


def region_meant(say: Catalog, text: str, regions: Sequence[str]) -> str:
    """Ask about what is the beginning of a name."""
    return say("I know no holidays of “{text}”. Do you mean {regions}?", text=text, regions=say.alternatives(regions))


def which_region(say: Catalog, text: str, regions: Sequence[str]) -> str:
    """Ask whose holidays are meant."""
    return say("Whose holidays are those of “{text}”? {regions}", text=text, regions=say.alternatives(regions))


def which_zone(say: Catalog, text: str, zones: Sequence[str]) -> str:
    """Ask which zone is meant."""
    return say(
        "“{text}” may be the time of several places. Which one do you mean? {zones}",
        text=text,
        zones=say.alternatives(zones),
    )


def zone_meant(say: Catalog, text: str, zones: Sequence[str]) -> str:
    """Ask about what is the beginning of a name, or has a slip in it."""
    return say("I know no time zone for “{text}”. Do you mean {zones}?", text=text, zones=say.alternatives(zones))
