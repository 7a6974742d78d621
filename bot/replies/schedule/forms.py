"""The forms in which a schedule is set up and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat import Fill, Form, Input, action_of
from bot.facts.library import Library
from bot.replies.catalog import Catalog
from bot.replies.lookups.facts import title_of
from bot.replies.schedule.schedules import DAYS, KINDS, region_name
from bot.schedule.rule import Kind, Rule, Schedule
from bot.schedule.words import DAYS as DAY_WORDS
from bot.schedule.zones import zone_label

# What is escaped is twice as long, and a mistake's message has room for all of a form.
TEXT_LIMIT, SHORT = 1500, 60
# What the action says of those that are left empty: they are taken away.
EMPTIED = ("skip_holidays", "topics", "approval")
# All that is asked for the daily game's invitation, and what it has none of: it is the same for all.
INVITING = ("time", "zone", "channel")
UNLIKE_PUZZLES = ("topics", "approval")
# Where forms are small, these are options of the commands.
WHERE = ("channel", "approval")


def new(say: Catalog, rule: Rule, channel: str, most: int) -> Form:
    """Ask for what a schedule needs, in at most so many inputs."""
    own = _once(say, "", rule, channel) if rule.kind is Kind.POST else _recurring(say, rule, channel, ())
    if rule.kind is Kind.PUZZLE:
        own = [field for field in own if field.name in INVITING]
    inputs = _fitting(own, most)
    where = {name: value for name, value in (("channel", channel), ("approval", rule.approval)) if value}
    asked = {field.name for field in inputs} - {"channel"}
    action = action_of(f"schedule {rule.kind}", **{name: id for name, id in where.items() if name not in asked})
    return Form(say("Post: {kind}", kind=say(KINDS[rule.kind])), action, inputs, say("Set"))


def change(say: Catalog, library: Library, schedule: Schedule, most: int) -> Form:
    """Ask for what is to be different, with what is set filled in."""
    rule, channel = schedule.rule, schedule.channel.id
    if rule.kind is Kind.POST:
        own = _once(say, str(rule.once), rule, channel)
    else:
        own = _recurring(say, rule, channel, tuple((id, title_of(library, id)) for id in rule.topics))
    unlike = UNLIKE_PUZZLES if rule.kind is Kind.PUZZLE else () if rule.text else ("text",)
    inputs = _fitting([field for field in own if field.name not in unlike], most)
    names = {field.name for field in inputs}
    emptied = {name: "none" for name in EMPTIED if name in names}
    action = action_of("schedule edit", schedule=schedule.id, **emptied)
    return Form(say("Change schedule {number}", number=schedule.id), action, inputs, say("Change"))


def _fitting(inputs: Sequence[Input], most: int) -> tuple[Input, ...]:
    if len(inputs) <= most:
        return tuple(inputs)
    return tuple(field for field in inputs if field.name not in WHERE)[:most]


def _once(say: Catalog, day: str, rule: Rule, channel: str) -> list[Input]:
    return [
        Input(
            "date", say("Day"), day, limit=SHORT, fill=Fill.DAY, typed=say("As tomorrow, friday, 1 May or 2026-05-01")
        ),
        *_time(say, rule),
        Input("text", say("What to post"), rule.text, is_long=True, limit=TEXT_LIMIT),
        *_where(say, rule, channel),
    ]


def _recurring(say: Catalog, rule: Rule, channel: str, topics: Sequence[tuple[str, str]]) -> list[Input]:
    time, zone = _time(say, rule)
    regions = ((rule.holidays, region_name(say, rule.holidays)),) if rule.holidays else ()
    where, approval = _where(say, rule, channel)
    return [
        time,
        Input(
            "weekdays",
            say("Days of the week"),
            ",".join(DAY_WORDS[day] for day in rule.weekdays),
            choices=tuple(zip(DAY_WORDS, map(say, DAYS), strict=True)),
            fill=Fill.SEVERAL,
        ),
        zone,
        where,
        Input(
            "skip_holidays",
            say("Public holidays to leave out"),
            rule.holidays,
            say("Of a country or a part of one, as France or Bavaria; empty for none"),
            limit=100,
            required=False,
            choices=regions,
            fill=Fill.SUGGESTED,
        ),
        Input(
            "topics",
            say("Only these topics"),
            ",".join(rule.topics),
            say("Empty for all"),
            required=False,
            limit=500,
            choices=tuple(topics),
            fill=Fill.SUGGESTIONS,
            typed=say("Commas between several"),
        ),
        approval,
    ]


def _time(say: Catalog, rule: Rule) -> Iterable[Input]:
    label = zone_label(rule.zone)
    return (
        Input(
            "time",
            say("Time of day"),
            f"{rule.at:%H:%M}",
            limit=SHORT,
            fill=Fill.TIME,
            typed=say("As 9, 09:00 or 9 am"),
        ),
        Input(
            "zone",
            say("In whose time"),
            label,
            say("A city, a country or a time zone, as Paris"),
            limit=100,
            choices=((label, label),),
            fill=Fill.SUGGESTED,
        ),
    )


def _where(say: Catalog, rule: Rule, channel: str) -> Iterable[Input]:
    hint = say("Moderators see each post there a day before, and approve it; empty for nobody")
    return (
        Input("channel", say("Where to post"), channel, fill=Fill.CHANNEL),
        Input("approval", say("Ask in which channel first"), rule.approval, hint, required=False, fill=Fill.CHANNEL),
    )
