"""What is said about schedules to the moderators who make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat import Choice, Field, Item, Reply, button
from bot.facts.library import Library
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups.facts import title_of
from bot.replies.moderation.community import language
from bot.schedule.calendar import part_name
from bot.schedule.recurrence import Run
from bot.schedule.rule import EVERY_DAY, Empty, Kind, LeapDay, Policy, Rule, Schedule, Standing
from bot.schedule.zones import zone_label

NOBODY_TOLD = N_(
    "If something goes wrong I say so where it posts. /settings set channel:… names a channel for moderators."
)
UNCHANGED = N_("Schedule {number} was so already; nothing has changed.")
PAUSED = N_("Schedule {number} is paused. /schedule resume {number} goes on.")
REMOVED = N_("Schedule {number} is removed.")
DAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
KINDS = {
    Kind.DAILY: N_("what happened on the day"),
    Kind.QUESTION: N_("a question of the day"),
    Kind.POST: N_("a single post"),
    Kind.PUZZLE: N_("the invitation to the daily game"),
}
_TOGGLES = {True: "pause", False: "resume"}
STANDINGS = {
    Standing.ACTIVE: N_("active"),
    Standing.PAUSED: N_("paused"),
    Standing.DONE: N_("over"),
    Standing.REMOVED: N_("removed"),
}


def made(say: Catalog, library: Library, schedule: Schedule, warnings: Sequence[str]) -> Reply:
    """Say that a schedule is set, and when it posts first."""
    if schedule.next_at is None:
        raise RuntimeError("there is no next at")
    return Reply(
        text=say("Schedule {number} is set.", number=schedule.id),
        fields=_fields(say, library, schedule),
        notes=(
            say("/schedule preview {number} shows the next post; /schedule list shows all.", number=schedule.id),
            *warnings,
        ),
    )


def edited(say: Catalog, library: Library, schedule: Schedule, warnings: Sequence[str]) -> Reply:
    """Say how a schedule is now, and when it posts next."""
    again = say("It is paused still. /schedule resume {number} goes on.", number=schedule.id)
    paused = (again,) if schedule.standing is Standing.PAUSED else ()
    text = say("Schedule {number} is changed.", number=schedule.id)
    return Reply(text=text, fields=_fields(say, library, schedule), notes=(*paused, *warnings))


def changes(say: Catalog, library: Library, before: Schedule, after: Schedule) -> str:
    """Name everything that differs between two states of a schedule, as it was and as it is."""
    old, new = ({field.name: field.value for field in _settled(say, library, each)} for each in (before, after))
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name, "") != new.get(name, "")]
    return "; ".join(f"{name}: {old.get(name) or say('none')} → {new.get(name) or say('none')}" for name in names)


def _settled(say: Catalog, library: Library, schedule: Schedule) -> tuple[Field, ...]:
    """Return what of a schedule a moderator has settled, and not how it stands with it."""
    return tuple(field for field in _fields(say, library, schedule) if field.name not in (say("State"), say("Next")))


def listed(say: Catalog, schedules: Sequence[Schedule]) -> Reply:
    """List schedules."""
    return Reply(
        title=say("Schedules"),
        text="" if schedules else say("Nothing is scheduled here. /schedule new daily sets something up."),
        items=tuple(_item(say, schedule) for schedule in schedules),
    )


def shown(say: Catalog, library: Library, schedule: Schedule, times: Sequence[Run]) -> Reply:
    """Show a schedule with its next times, in its zone and in UTC."""
    zone = schedule.rule.zone
    utc = (f" = {say.moment(run.at, 'UTC')}" if zone != "UTC" else "" for run in times)
    both = (f"{say.moment(run.at, zone)}{other}" for run, other in zip(times, utc, strict=True))
    return Reply(
        title=say("Schedule {number}", number=schedule.id),
        fields=_fields(say, library, schedule),
        items=tuple(Item(line) for line in both),
        text="" if times else _no_next(say, schedule),
        choices=_deeds(say, schedule),
    )


def _deeds(say: Catalog, schedule: Schedule) -> tuple[Choice, ...]:
    """Return what can be done about a schedule; of one that is over, nothing."""
    number = schedule.id
    if schedule.standing is Standing.DONE:
        return (button(say("Remove"), "schedule remove", schedule=number),)
    is_active = schedule.standing is Standing.ACTIVE
    preview = (button(say("Preview"), "schedule preview", schedule=number),) if is_active else ()
    toggle = button(say("Pause") if is_active else say("Resume"), f"schedule {_TOGGLES[is_active]}", schedule=number)
    unasked = button(say("Ask nobody before"), "schedule edit", schedule=number, approval="none")
    return (
        button(say("Edit"), "schedule change", schedule=number),
        *preview,
        toggle,
        *((unasked,) if schedule.rule.approval else ()),
        button(say("History"), "schedule history", schedule=number),
    )


def preview(say: Catalog, post: Reply, at: datetime, zone: str) -> Reply:
    """Show the next post as it will be."""
    note = say("To be posted: {moment}.", moment=say.moment(at, zone))
    return replace(post, notes=(*post.notes, note), is_private=True)


def summary(say: Catalog, rule: Rule) -> str:
    """Describe a rule in a line."""
    when = say.day(rule.once) if rule.once else _weekdays(say, rule)
    return say(
        "{kind}: {days} at {time} ({zone})",
        kind=say(KINDS[rule.kind]),
        days=when,
        time=f"{rule.at:%H:%M}",
        zone=zone_label(rule.zone),
    )


def resumed(say: Catalog, schedule: Schedule) -> Reply:
    """Say that a schedule goes on."""
    return Reply(text=_next(say, schedule, say("Schedule {number} goes on.", number=schedule.id)))


def skipped(say: Catalog, schedule: Schedule) -> Reply:
    """Say that the next post is left out."""
    return Reply(text=_next(say, schedule, say("The next post is left out.")))


def crowded(say: Catalog, minutes: int) -> str:
    """Warn of a time at which many others post."""
    return say.count(
        "Many post at this very minute, and the platform lets me send only so fast: expect it up to {number} minute "
        "late. A few minutes earlier or later is punctual.",
        "Many post at this very minute, and the platform lets me send only so fast: expect it up to {number} minutes "
        "late. A few minutes earlier or later is punctual.",
        minutes,
    )


def local_time(say: Catalog, zone: str, now: datetime) -> str:
    """Say what time it is in a zone, so that who set it sees whether it is theirs."""
    return say("It is {time} there now ({zone}).", time=say.time(now, zone), zone=zone_label(zone))


def _item(say: Catalog, schedule: Schedule) -> Item:
    heading = say("{number}: {rule}", number=schedule.id, rule=summary(say, schedule.rule))
    marks = () if schedule.standing is Standing.ACTIVE else (say(STANDINGS[schedule.standing]),)
    text = say("in {channel}; next: {next}", channel=say.channel(schedule.channel.id), next=_next_time(say, schedule))
    return Item(heading, text=text, marks=marks)


def _fields(say: Catalog, library: Library, schedule: Schedule) -> tuple[Field, ...]:
    rule = schedule.rule
    fields = (
        Field(say("What"), summary(say, rule)),
        Field(say("Text"), rule.text),
        Field(say("Fact"), title_of(library, rule.fact) if rule.fact else ""),
        Field(say("Where"), say.channel(schedule.channel.id)),
        Field(say("State"), say(STANDINGS[schedule.standing])),
        Field(say("Next"), _next_time(say, schedule)),
        *_choices(say, library, rule),
        *_days_left_out(say, rule),
        Field(say("Approval"), _approval(say, rule)),
    )
    return tuple(field for field in fields if field.value)


def _choices(say: Catalog, library: Library, rule: Rule) -> tuple[Field, ...]:
    """Return what of a rule is not as it is when nothing is said."""
    is_daily = rule.kind is Kind.DAILY
    answer = say.count("after {number} minute", "after {number} minutes", rule.reveal) if rule.reveal else ""
    with_next = say("with the next question") if rule.kind is Kind.QUESTION else ""
    return (
        Field(say("Topics"), ", ".join(title_of(library, id) for id in rule.topics)),
        Field(say("Language"), language(say, rule.language) if rule.language else ""),
        Field(say("Facts a day"), say.number(rule.count) if rule.count > 1 else ""),
        Field(say("Deaths and disasters"), say("left out") if not rule.grave else ""),
        Field(say("Days without a fact"), say("the nearest day") if is_daily and rule.empty is Empty.NEAREST else ""),
        Field(say("29 February"), say("told on 1 March") if is_daily and rule.leap_day is LeapDay.AFTER else ""),
        Field(say("Answer"), answer or with_next),
    )


def _days_left_out(say: Catalog, rule: Rule) -> tuple[Field, ...]:
    pauses = ", ".join(f"{say.day(pause.first)} – {say.day(pause.last)}" for pause in rule.pauses)
    holidays = region_name(say, rule.holidays) if rule.holidays else ""
    return Field(say("Holidays left out"), holidays), Field(say("Pauses"), pauses)


def _approval(say: Catalog, rule: Rule) -> str:
    policy = say("posted") if rule.policy is Policy.POST else say("skipped")
    if rule.approval:
        return say("in {channel}; else it is {policy}", channel=say.channel(rule.approval), policy=policy)
    return say("none; else it is {policy}", policy=policy) if rule.policy is Policy.SKIP else ""


def _no_next(say: Catalog, schedule: Schedule) -> str:
    if schedule.standing is Standing.PAUSED:
        return say("Nothing is posted until it is resumed.")
    return say("There is no next time.")


def _next_time(say: Catalog, schedule: Schedule) -> str:
    if schedule.standing is Standing.PAUSED:
        return say("none while it is paused")
    return say.moment(schedule.next_at, schedule.rule.zone) if schedule.next_at else say("none")


def _weekdays(say: Catalog, rule: Rule) -> str:
    first, last = rule.weekdays[0], rule.weekdays[-1]
    if rule.weekdays == EVERY_DAY:
        return say("every day")
    if len(rule.weekdays) > 2 and rule.weekdays == tuple(range(first, last + 1)):
        return say("{first} – {last}", first=say(DAYS[first]), last=say(DAYS[last]))
    return say.several([say(DAYS[day]) for day in rule.weekdays])


def _next(say: Catalog, schedule: Schedule, said: str) -> str:
    if schedule.next_at is None:
        return said
    following = say("Next post: {moment}.", moment=say.moment(schedule.next_at, schedule.rule.zone))
    return f"{said} {following}"


def region_name(say: Catalog, code: str) -> str:
    """Name a country, or a part of one with its country: Bavaria, Germany."""
    country, _, part = code.partition("-")
    name = say.country(country)
    return f"{part_name(code)}, {name}" if part else name
