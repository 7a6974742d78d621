"""What is said about schedules to the moderators who make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.chat import Field, Form, Input, Item, Reply
from bot.replies.catalog import N_, Catalog
from bot.schedule.delivery import Purpose, State
from bot.schedule.history import Past
from bot.schedule.recurrence import Run
from bot.schedule.rule import EVERY_DAY, Kind, Policy, Rule, Schedule, Standing

DAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
KINDS = {
    Kind.DAILY: N_("what happened on the day"),
    Kind.QUESTION: N_("a question of the day"),
    Kind.POST: N_("a single post"),
}
STANDINGS = {
    Standing.ACTIVE: N_("active"),
    Standing.PAUSED: N_("paused"),
    Standing.DONE: N_("over"),
    Standing.REMOVED: N_("removed"),
}
STATES = {
    State.WAITING: N_("waits for a moderator"),
    State.READY: N_("about to be posted"),
    State.SENDING: N_("being posted"),
    State.SENT: N_("posted"),
    State.FAILED: N_("failed"),
    State.SKIPPED: N_("left out"),
    State.CANCELLED: N_("called back"),
}
REASONS = {
    "missed": N_("the bot was not running at its time"),
    "pause": N_("a pause"),
    "holiday": N_("a public holiday"),
    "no_such_day": N_("this day does not exist in the time zone"),
    "nothing": N_("no fact is known for it"),
    "unanswered": N_("nobody approved it in time"),
    "moderator": N_("a moderator decided so"),
    "unknown": N_("nobody knows whether it arrived; moderators were asked"),
    "refused": N_("the channel refused the posts"),
    "left": N_("the bot was removed"),
    "unknown_channel": N_("the channel does not exist any more"),
    "channel_not_found": N_("the channel does not exist any more"),
    "missing_access": N_("I may not see the channel"),
    "missing_permissions": N_("I may not write in the channel"),
    "not_in_channel": N_("I am not in the channel"),
    "is_archived": N_("the channel is archived"),
}


def form(say: Catalog, kind: str, zone: str) -> Reply:
    """Ask for what a schedule needs."""
    inputs = {
        "date": Input("date", say("Day, as 2026-05-01")),
        "time": Input("time", say("Time of day"), "09:00"),
        "zone": Input("zone", say("Time zone, or a city in it"), zone),
        "weekdays": Input("weekdays", say("Days of the week"), "mon-sun", required=False),
        "topics": Input("topics", say("Topics, or none for all"), "none", required=False),
        "skip_holidays": Input("skip_holidays", say("Country whose holidays to leave out, or none"), "none"),
        "text": Input("text", say("What to post"), is_long=True, limit=1500),
    }
    wanted = ("date", "time", "zone", "text") if kind == Kind.POST else tuple(inputs)[1:6]
    fields = tuple(inputs[name] for name in wanted)
    return Reply(
        form=Form(say("Post here: {kind}", kind=say(KINDS[Kind(kind)])), f"schedule {kind}", fields, say("Set"))
    )


def made(say: Catalog, schedule: Schedule, warnings: Sequence[str]) -> Reply:
    """Say that a schedule is set, and when it posts first."""
    assert schedule.next_at
    return Reply(
        text=say("Schedule {number} is set.", number=schedule.id),
        fields=_fields(say, schedule),
        notes=(
            say("/schedule preview {number} shows the next post; /schedule list shows all.", number=schedule.id),
            *warnings,
        ),
    )


def listed(say: Catalog, schedules: Sequence[Schedule]) -> Reply:
    """List schedules."""
    return Reply(
        title=say("Schedules"),
        text="" if schedules else say("Nothing is scheduled here. /schedule new daily sets something up."),
        items=tuple(_item(say, schedule) for schedule in schedules),
    )


def shown(say: Catalog, schedule: Schedule, times: Sequence[Run]) -> Reply:
    """Show a schedule with its next times, in its zone and in UTC."""
    zone = schedule.rule.zone
    both = (f"{say.moment(run.at, zone)} = {say.moment(run.at, 'UTC')}" for run in times)
    return Reply(
        title=say("Schedule {number}", number=schedule.id),
        fields=_fields(say, schedule),
        items=tuple(Item(line) for line in both),
        text="" if times else say("There is no next time."),
    )


def preview(say: Catalog, post: Reply, at: datetime, zone: str) -> Reply:
    """Show the next post as it will be."""
    note = say("This will be posted on {moment}.", moment=say.moment(at, zone))
    return replace(post, notes=(*post.notes, note), is_private=True)


def history(say: Catalog, schedule: Schedule, past: Sequence[Past]) -> Reply:
    """Tell what became of the latest posts."""
    return Reply(
        title=say("What schedule {number} has posted", number=schedule.id),
        text="" if past else say("Nothing yet."),
        items=tuple(_past(say, one, schedule.rule.zone) for one in past),
        notes=(say("Kept for 90 days."),),
    )


def summary(say: Catalog, rule: Rule) -> str:
    """Describe a rule in a line."""
    when = say.day(rule.once) if rule.once else _weekdays(say, rule)
    return say(
        "{kind}: {days} at {time} ({zone})",
        kind=say(KINDS[rule.kind]),
        days=when,
        time=f"{rule.at:%H:%M}",
        zone=rule.zone,
    )


def paused(say: Catalog, number: int) -> Reply:
    """Say that a schedule is paused."""
    return Reply(text=say("Schedule {number} is paused. /schedule resume {number} goes on.", number=number))


def resumed(say: Catalog, schedule: Schedule) -> Reply:
    """Say that a schedule goes on."""
    return Reply(text=_next(say, schedule, say("Schedule {number} goes on.", number=schedule.id)))


def skipped(say: Catalog, schedule: Schedule) -> Reply:
    """Say that the next post is left out."""
    return Reply(text=_next(say, schedule, say("The next post is left out.")))


def removed(say: Catalog, number: int) -> Reply:
    """Say that a schedule is gone."""
    return Reply(text=say("Schedule {number} is removed.", number=number))


def approved(say: Catalog, post: Past) -> Reply:
    """Say that a post will go out."""
    return Reply(text=say("It will be posted at its time."))


def omitted(say: Catalog, post: Past) -> Reply:
    """Say that a post will not go out."""
    return Reply(text=say("It will not be posted."))


def again(say: Catalog) -> Reply:
    """Say that it is posted again."""
    return Reply(text=say("I am posting it again."))


def there(say: Catalog) -> Reply:
    """Say that it is noted."""
    return Reply(text=say("Thank you. It is noted as posted."))


def decided_already(say: Catalog) -> str:
    """Refuse to decide twice."""
    return say("That has been decided already, or its time has passed. /schedule history tells what became of it.")


def no_other(say: Catalog) -> str:
    """Refuse to swap where there is nothing else."""
    return say("There is no other one for that day. You can approve it, or skip it.")


def no_schedule(say: Catalog, number: int) -> str:
    """Refuse a number that is no schedule's."""
    return say("There is no schedule {number} here. /schedule list shows those there are.", number=number)


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


def nothing_to_post(say: Catalog, day: date) -> str:
    """Say that the next day has no fact."""
    return say(
        "The next post falls on {day}, of which no fact is known: nothing will be posted. "
        "A schedule with empty:nearest tells of the nearest day instead.",
        day=say.day(day),
    )


def no_time(say: Catalog, text: str) -> str:
    """Refuse what is no time of day."""
    return say("“{text}” is no time of day I understand. Write it as 09:00, 21:30 or 9 am.", text=text)


def no_date(say: Catalog, text: str) -> str:
    """Refuse what is no day."""
    return say("“{text}” is no day I understand. Write year, month and day, as 2026-05-01.", text=text)


def no_weekdays(say: Catalog, text: str) -> str:
    """Refuse what names no days of the week."""
    return say("“{text}” names no days of the week. Write mon-fri, mon,wed,fri, weekdays, weekends or all.", text=text)


def no_pause(say: Catalog, text: str) -> str:
    """Refuse what is no range of days."""
    return say("“{text}” is no range of days. Write the first and the last, as 2026-12-20..2027-01-06.", text=text)


def no_region(say: Catalog, text: str, parts: Sequence[str]) -> str:
    """Refuse a place whose holidays are not known."""
    if parts:
        return say("I know no part “{text}” of that country. Its parts are {parts}.", text=text, parts=", ".join(parts))
    return say(
        "I know no holidays of “{text}”. Write a country's two letters, as FR, or a part of it, as DE-BY.", text=text
    )


def which_zone(say: Catalog, text: str, zones: Sequence[str]) -> str:
    """Ask which zone is meant."""
    return say("Which time zone is “{text}”? {zones}", text=text, zones=say.alternatives(zones))


def never(say: Catalog) -> str:
    """Refuse a rule without a time to come."""
    return say("There is no such time to come: the day has passed, or every day is left out.")


def too_many(say: Catalog, most: int) -> str:
    """Refuse one schedule too many."""
    return say("There are {most} schedules here already. /schedule remove takes one away.", most=say.number(most))


def text_or_fact(say: Catalog) -> str:
    """Ask for one of two."""
    return say("Give either a text or a fact, as in /schedule post 2027-04-04 09:00 The test is today.")


def text_too_long(say: Catalog, limit: int, length: int) -> str:
    """Refuse a text that is too long."""
    return say(
        "That is {length} characters; a post has room for {limit}.",
        length=say.number(length),
        limit=say.number(limit),
    )


def crowded(say: Catalog, minutes: int) -> str:
    """Warn of a time at which many others post."""
    return say.count(
        "Many post at this very minute, and the platform lets me send only so fast: expect it up to {number} minute "
        "late. A few minutes earlier or later is punctual.",
        "Many post at this very minute, and the platform lets me send only so fast: expect it up to {number} minutes "
        "late. A few minutes earlier or later is punctual.",
        minutes,
    )


def nobody_told(say: Catalog) -> str:
    """Say where trouble would be told."""
    return say("If something goes wrong I say so in that channel. /settings set channel:… names one for moderators.")


def _item(say: Catalog, schedule: Schedule) -> Item:
    heading = say("{number}: {rule}", number=schedule.id, rule=summary(say, schedule.rule))
    next_at = say.moment(schedule.next_at, schedule.rule.zone) if schedule.next_at else say("none")
    marks = () if schedule.standing is Standing.ACTIVE else (say(STANDINGS[schedule.standing]),)
    text = say("in channel {channel}; next: {next}", channel=schedule.channel.id, next=next_at)
    return Item(heading, text=text, marks=marks)


def _fields(say: Catalog, schedule: Schedule) -> tuple[Field, ...]:
    rule = schedule.rule
    next_at = say.moment(schedule.next_at, rule.zone) if schedule.next_at else say("none")
    policy = say("posted") if rule.policy is Policy.POST else say("skipped")
    pauses = ", ".join(f"{say.day(pause.first)} – {say.day(pause.last)}" for pause in rule.pauses)
    fields = (
        Field(say("What"), summary(say, rule)),
        Field(say("Where"), schedule.channel.id),
        Field(say("State"), say(STANDINGS[schedule.standing])),
        Field(say("Next"), next_at),
        Field(say("Topics"), ", ".join(rule.topics)),
        Field(say("Holidays left out"), rule.holidays),
        Field(say("Pauses"), pauses),
        Field(say("Approval"), say("in {channel}; else it is {policy}", channel=rule.approval, policy=policy)),
    )
    empty = {say("Approval")} if not rule.approval else set()
    return tuple(field for field in fields if field.value and field.name not in empty)


def _past(say: Catalog, past: Past, zone: str) -> Item:
    title = past.reply.title or past.reply.text[:60] or say("nothing")
    marks = (say("late"),) if past.is_late else ()
    state = say(STATES[past.state])
    reason = say(REASONS[past.reason]) if past.reason in REASONS else past.reason
    purpose = say("answer") if past.purpose is Purpose.ANSWER else ""
    text = ", ".join(part for part in (purpose, f"{state}: {reason}" if reason else state, _link(past)) if part)
    return Item(title, say.moment(past.due_at, zone), text, marks=marks)


def _link(past: Past) -> str:
    """Return where a post can be read."""
    if not past.external_id:
        return ""
    if past.channel.platform == "discord":
        return f"https://discord.com/channels/{past.channel.community}/{past.channel.id}/{past.external_id}"
    if past.channel.platform == "slack":
        return f"https://slack.com/archives/{past.channel.id}/p{past.external_id.replace('.', '')}"
    return past.external_id


def _weekdays(say: Catalog, rule: Rule) -> str:
    if rule.weekdays == EVERY_DAY:
        return say("every day")
    return say.several([say(DAYS[day]) for day in rule.weekdays])


def _next(say: Catalog, schedule: Schedule, said: str) -> str:
    if schedule.next_at is None:
        return said
    following = say("The next post comes on {moment}.", moment=say.moment(schedule.next_at, schedule.rule.zone))
    return f"{said} {following}"
