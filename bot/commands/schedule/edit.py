"""/schedule edit: changes when, where or what a schedule posts; its history, and what it has told, stay."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date as Day, time as TimeOfDay
from zoneinfo import ZoneInfo

from bot.chat import Channel, Reply, Request, UsageError, action_of, needed
from bot.commands.context import Context, StoredContext
from bot.commands.options import option
from bot.commands.places import other_target
from bot.commands.row import Outcome, moderated
from bot.commands.schedule.keeping import Numbered, called_back, next_free, schedule_of
from bot.commands.schedule.setup import (
    TEXT_LIMIT,
    Approved,
    OfFacts,
    OfQuestions,
    Recurring,
    changed,
    in_turn,
    warnings,
)
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.schedule import refusals, schedules as replies
from bot.schedule.history import ScheduleChanged
from bot.schedule.rule import Kind, Schedule, Standing

_RECURRING = {"language", "weekdays", "skip_holidays", "pauses"}
_APPROVED = {"approval", "policy"}
# The options that change only some kinds of schedules, by the kind; time, zone and channel change all of them.
_OWN: Mapping[Kind, Set[str]] = {
    Kind.DAILY: {*_RECURRING, *_APPROVED, "topics", "count", "grave", "empty", "leap_day"},
    Kind.QUESTION: {*_RECURRING, *_APPROVED, "topics", "reveal"},
    Kind.POST: {*_APPROVED, "date", "text"},
    # Moderators cannot approve it a day before: what it tells is known only when it is posted.
    Kind.PUZZLE: _RECURRING,
}


class Retimed(Numbered):
    """Which schedule, and at which time and where it posts from now on."""

    time: TimeOfDay | None = option(N_("time of day, as 09:00"), named=True)
    channel: Channel | None = option(N_("where"), named=True)


class Edit(OfQuestions, OfFacts, Approved, Recurring, Retimed):
    """What is different from now on; what is left out stays as it is."""

    zone: ZoneInfo | None = option(N_("a city or a time zone"), named=True)
    date: Day | None = option(N_("of a single post: on which day, as 2026-05-01"), named=True)
    text: str | None = option(N_("of a single post: what to post"), limit=TEXT_LIMIT, named=True)


def _in_form(request: Request) -> str:
    """Return how the form is opened again in which a schedule was changed."""
    return action_of("schedule change", schedule=request.options.get("schedule", ""))


@moderated(
    "schedule edit",
    N_("Change when, where or what a schedule posts"),
    "/schedule edit 3 time:10:30",
    "/schedule edit 3 channel:#history weekdays:mon-fri",
    posts_into=other_target,
    form=_in_form,
)
def edit(options: Edit, context: StoredContext) -> Outcome:
    """Change what was given, and leave the rest as it is."""
    schedule, say = schedule_of(options, context), context.say
    names = [name for name in options.given() if name != "schedule"]
    if not names:
        raise UsageError(say(refusals.NOTHING_TO_EDIT, number=schedule.id))
    _check(names, schedule, context)
    rule = changed(schedule.rule, options)
    if options.text:
        rule = replace(rule, fact="")
    channel = options.channel or schedule.channel
    if (rule, channel) == (schedule.rule, schedule.channel):
        return Outcome(Reply(text=say(replies.UNCHANGED, number=schedule.id)))
    if channel != schedule.channel:
        rule = in_turn(rule, channel, context.records.schedules(context.community))
    run = needed(next_free(rule, schedule.id, context), say(refusals.NEVER))
    edited = replace(schedule, rule=rule, channel=channel, next_day=run.day, next_at=run.at)
    entry = context.audited(f"{schedule.id}: {replies.changes(say, context.library, schedule, edited)}")
    change = ScheduleChanged(edited, context.now, replans=True)
    reply = replies.edited(say, context.library, edited, warnings(edited, context))
    return Outcome(reply, (change, entry, *called_back(schedule.id, context)))


def _check(names: list[str], schedule: Schedule, context: Context) -> None:
    """Raise UsageError where an option is not for this kind of schedule, or the schedule is over."""
    of_kinds = {name for own in _OWN.values() for name in own}
    foreign = [name for name in names if name in of_kinds and name not in _OWN[schedule.rule.kind]]
    if foreign:
        raise UsageError(refusals.not_of_this_kind(context.say, schedule, foreign))
    if schedule.standing is Standing.DONE:
        raise UsageError(refusals.over(context.say, schedule.id))


ROWS = (edit,)
