"""/schedule edit: another time, place or content for what is posted already; history and what was told stay."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from bot.chat import Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.row import Option, Outcome
from bot.commands.schedule.keeping import SCHEDULE, chosen, next_free
from bot.commands.schedule.reading import channel_id, other_target, read_date, read_rule, read_time, read_zone
from bot.commands.schedule.setup import DAILY, RECURRING, REVEAL, TIME, checked_text, warnings
from bot.community import AuditEntry
from bot.replies.catalog import N_
from bot.replies.schedule import refusals
from bot.replies.schedule import schedules as replies
from bot.schedule.history import ScheduleChanged
from bot.schedule.recurrence import Run
from bot.schedule.rule import Kind, Rule, Schedule, Standing

_ONCE = {"date", "text"}
_DAILY = {option.name for option in DAILY}
_RECURRING = {"topics", "language", "weekdays", "skip_holidays", "pauses"}
# What can be changed of each kind; time, zone, channel, approval and policy of all.
_OWN: Mapping[Kind, Set[str]] = {
    Kind.DAILY: {*_RECURRING, *_DAILY},
    Kind.QUESTION: {*_RECURRING, REVEAL.name},
    Kind.POST: _ONCE,
}


def edit(request: Request, context: Context) -> Outcome:
    """Change what was given, and leave the rest as it is."""
    schedule, say = chosen(request, context), context.say
    given = [name for name in request.options if name != SCHEDULE.name]
    if not given:
        raise UsageError(refusals.nothing_to_edit(say, schedule.id))
    _check(given, schedule, context)
    rule = _edited(schedule.rule, request, context)
    run = _next(rule, schedule, request, context)
    channel = replace(schedule.channel, id=channel_id(request) if "channel" in given else schedule.channel.id)
    edited = replace(schedule, rule=rule, channel=channel, next_day=run.day, next_at=run.at)
    before, after = replies.summary(say, schedule.rule), replies.summary(say, rule)
    detail = f"{schedule.id}: {before}" + (f" → {after}" if after != before else f"; {', '.join(sorted(given))}")
    entry = AuditEntry(request.user, request.at, request.command, detail)
    change = ScheduleChanged(edited, request.at, replans=True)
    return Outcome(replies.edited(say, edited, warnings(edited, context)), (change, entry))


def _check(given: list[str], schedule: Schedule, context: Context) -> None:
    kinds = {name for own in _OWN.values() for name in own}
    foreign = [name for name in given if name in kinds and name not in _OWN[schedule.rule.kind]]
    if foreign:
        raise UsageError(refusals.not_of_this_kind(context.say, schedule, foreign))
    if schedule.standing is Standing.DONE:
        raise UsageError(refusals.over(context.say, schedule.id))


def _edited(rule: Rule, request: Request, context: Context) -> Rule:
    options = request.options
    if "time" in options:
        rule = replace(rule, at=read_time(options["time"], context))
    if "zone" in options:
        rule = replace(rule, zone=read_zone(options["zone"], context, request.command, options))
    if "date" in options:
        rule = replace(rule, once=read_date(options["date"], context))
    if "text" in options:
        rule = replace(rule, text=checked_text(options["text"], context), fact="")
    return read_rule(rule, request, context)


def _next(rule: Rule, schedule: Schedule, request: Request, context: Context) -> Run:
    run = next_free(rule, schedule.id, request, context)
    if run is None:
        raise UsageError(refusals.never(context.say))
    return run


# What is left out stays as it is.
_HELP = {"channel": N_("where"), "zone": N_("whose time: a time zone, or a city in it")}
_EVERYTHING = (
    replace(TIME, required=False, named=True),
    *(replace(option, help=_HELP.get(option.name, option.help)) for option in RECURRING),
    *DAILY,
    REVEAL,
    Option("date", N_("of a single post: on which day, as 2026-05-01"), named=True),
    Option("text", N_("of a single post: what to post"), named=True),
)

ROWS = (
    moderated(
        "schedule edit",
        edit,
        N_("Change when, where or what a schedule posts"),
        (SCHEDULE, *_EVERYTHING),
        ("/schedule edit 3 time:10:30", "/schedule edit 3 channel:#history weekdays:mon-fri"),
        other_target,
    ),
)
