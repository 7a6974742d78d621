"""/schedule week: what all schedules post in the next seven days, and what can be done about each post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date as Day, datetime, timedelta
from itertools import takewhile

from bot.chat import Reply, UsageError, needed
from bot.commands.context import StoredContext
from bot.commands.options import Options, option
from bot.commands.row import Outcome, Response, Right, command, moderated
from bot.commands.schedule import answers
from bot.commands.schedule.answers import OfDay, OfShown
from bot.commands.schedule.keeping import HISTORY, Numbered, called_back, composed, schedule_of
from bot.frozen import Frozen, replace
from bot.posts import lack_of, topic_of
from bot.replies.catalog import N_
from bot.replies.schedule import forms, refusals, week as replies
from bot.schedule.delivery import Purpose, State, mark_of
from bot.schedule.history import FactsTold, Past, ScheduleChanged
from bot.schedule.recurrence import DAY, Run, gaps, runs
from bot.schedule.rule import Kind, Pause, Rule, Schedule, Standing

WEEK = timedelta(days=7)
# How many posts one menu offers.
PAGE = 20
NOTHING: Mapping[str, Set[str]] = {}


class Week(Options):
    """With which post to begin."""

    first: int = option(N_("the post to begin with"), default=0, low=0, high=10_000, hidden=True)


class Coming(Frozen, frozen=True):
    """A post to come, or a day without one for a `reason`; `past` is its delivery, if it was planned already.

    `starts_over` tells that everything that could be told had been told before.
    """

    schedule: Schedule
    run: Run
    reply: Reply | None
    facts: tuple[str, ...] = ()
    reason: str = ""
    past: Past | None = None
    starts_over: bool = False


@moderated("schedule week", N_("The posts of the next seven days, and what can be done about each"), "/schedule week")
def week(options: Week, context: StoredContext) -> Outcome:
    """List the posts of the next seven days, of all schedules."""
    schedules = [
        schedule for schedule in context.records.schedules(context.community) if schedule.standing is Standing.ACTIVE
    ]
    until = context.now + WEEK
    posts = sorted(
        (coming for schedule in schedules for coming in coming_of(schedule, until, context)),
        key=lambda coming: (coming.run.at, coming.schedule.id),
    )
    entries = tuple(_entry(coming) for coming in posts[options.first : options.first + PAGE])
    later = options.first + PAGE if len(posts) > options.first + PAGE else None
    zones = {schedule.rule.zone for schedule in schedules}
    zone = zones.pop() if len(zones) == 1 else context.settings.zone
    reply = replies.week(context.say, entries, len(posts), zone, later)
    return Outcome(replace(reply, replaces=options.first > 0))


@moderated("schedule day", N_("A post of one day"), hidden=True)
def day(options: OfDay, context: StoredContext) -> Outcome:
    """Show a post exactly as it will be, with what can be done about it."""
    return Outcome(_shown(_coming_on(options, context), context))


@moderated("schedule leave", N_("Post nothing on one day"), hidden=True)
def leave(options: OfDay, context: StoredContext) -> Outcome:
    """Leave out one day, which can be taken back."""
    schedule, pause = schedule_of(options, context), Pause(options.day, options.day)
    if pause in schedule.rule.pauses:
        raise UsageError(context.say(refusals.LEFT_OUT_ALREADY, number=schedule.id, day=context.say.day(options.day)))
    _coming_on(options, context)
    rule = replace(schedule.rule, pauses=(*schedule.rule.pauses, pause))
    following = _first(rule, schedule.next_day, context.now)
    return _repaused(
        schedule, rule, following, options.day, replies.left_out(context.say, schedule, options.day), context
    )


@moderated("schedule restore", N_("Post on a day again that was left out"), hidden=True)
def restore(options: OfDay, context: StoredContext) -> Outcome:
    """Take back that a day is left out."""
    schedule, pause = schedule_of(options, context), Pause(options.day, options.day)
    if pause not in schedule.rule.pauses:
        raise UsageError(context.say(refusals.NOT_LEFT_OUT, number=schedule.id, day=context.say.day(options.day)))
    rule = replace(schedule.rule, pauses=tuple(each for each in schedule.rule.pauses if each != pause))
    following = _first(rule, min(options.day, schedule.next_day or options.day), context.now)
    return _repaused(
        schedule, rule, following, options.day, replies.restored(context.say, schedule, options.day), context
    )


@moderated("schedule other", N_("Put another fact or question in the place of a day's"), hidden=True)
def other(options: OfShown, context: StoredContext) -> Outcome:
    """Have something else posted on a day, and show it; the schedule counts what was shown before as told."""
    coming = _coming_on(options, context)
    if coming.past and coming.past.state is State.WAITING:
        return answers.swap.run(options, context)
    if not coming.facts or coming.past:
        raise UsageError(context.say(refusals.NO_OTHER))
    if options.shown not in ("", _mark(coming)):
        raise UsageError(*refusals.other_waits(context.say, options.schedule, options.day))
    topic = topic_of(coming.schedule.rule, coming.run.day)
    told = context.records.told(coming.schedule.id, topic)
    again = {*told} - {*coming.facts} if coming.starts_over else set()
    instead = _coming_on(options, context, {topic: {*told, *coming.facts} - again})
    if instead.facts == coming.facts:
        raise UsageError(context.say(refusals.NO_OTHER))
    changes = (
        FactsTold(coming.schedule.id, topic, coming.facts, tuple(sorted(again))),
        context.audited(f"{options.schedule}: {context.say.day(options.day)}"),
    )
    return Outcome(replace(_shown(instead, context), replaces=True), changes)


@command(
    "schedule change", N_("Change a schedule in a form"), right=Right.MODERATOR, response=Response.FORM, hidden=True
)
def change(options: Numbered, context: StoredContext) -> Outcome:
    """Open a form that holds what is set."""
    form = forms.change(context.say, context.library, schedule_of(options, context), context.platform.form_limit)
    return Outcome(Reply(form=form))


def coming_of(
    schedule: Schedule, until: datetime, context: StoredContext, told: Mapping[str, Set[str]] = NOTHING
) -> Iterator[Coming]:
    """Return what a schedule posts from now on until a moment, and the days in between that are left out.

    Of the topics in `told`, the schedule counts as having told those facts; of others, those that are stored.
    """
    planned = [
        past
        for past in context.records.unsettled(context.community, schedule.id)
        if past.purpose is Purpose.POST and past.day and context.now < past.due_at <= until
    ]
    for past in planned:
        if past.day:
            yield Coming(schedule, Run(past.day, past.due_at), past.reply, past.facts, past=past)
    yield from _runs_of(schedule, until, {past.day for past in planned}, context, told)
    empty = (*_gaps_of(schedule, until, context), *_left_out_of(schedule, until, context))
    yield from {coming.run.day: coming for coming in empty}.values()


def _left_out_of(schedule: Schedule, until: datetime, context: StoredContext) -> Iterator[Coming]:
    """Return the days to come on which nothing will be posted, since that was stored already."""
    for past in context.records.history(context.community, schedule.id, HISTORY):
        is_left_out = past.state in (State.SKIPPED, State.CANCELLED) and past.purpose is Purpose.POST
        if is_left_out and past.day and context.now < past.due_at <= until:
            yield Coming(schedule, Run(past.day, past.due_at), None, reason=past.reason)


def _runs_of(
    schedule: Schedule,
    until: datetime,
    planned: set[Day | None],
    context: StoredContext,
    before: Mapping[str, Set[str]],
) -> Iterator[Coming]:
    """Return the posts that are not planned yet, each chosen as if those before it had been posted."""
    if schedule.next_day is None or schedule.next_at is None:
        return
    told = {**before}
    coming = takewhile(lambda run: run.at <= until, runs(schedule.rule, schedule.next_day))
    for run in (each for each in coming if each.at >= max(context.now, schedule.next_at) and each.day not in planned):
        topic = topic_of(schedule.rule, run.day)
        if topic not in told:
            told[topic] = context.records.told(schedule.id, topic)
        post = composed(schedule, run, told[topic], context)
        if post is None:
            yield Coming(schedule, run, None, reason=lack_of(schedule.rule))
            continue
        told[topic] = {*post.facts} if post.starts_over else {*told[topic], *post.facts}
        if schedule.rule.kind is Kind.QUESTION:
            schedule = replace(schedule, question=post.facts[0])
        yield Coming(schedule, run, post.reply, post.facts, starts_over=post.starts_over)


def _gaps_of(schedule: Schedule, until: datetime, context: StoredContext) -> Iterator[Coming]:
    """Return the days to come on which a pause, a holiday or the zone prevents a post."""
    rule, first = replace(schedule.rule, pauses=(), holidays=""), context.now.date() - DAY
    reasons = {gap.day: gap.reason for gap in gaps(schedule.rule, first, until.date() + 2 * DAY)}
    times = takewhile(lambda run: run.at <= until, runs(rule, first))
    for run in times:
        if run.day in reasons and run.at > context.now:
            yield Coming(schedule, run, None, reason=reasons[run.day])


def _coming_on(options: OfDay, context: StoredContext, told: Mapping[str, Set[str]] = NOTHING) -> Coming:
    schedule, until = schedule_of(options, context), context.now + 2 * WEEK
    posts = coming_of(schedule, until, context, told) if schedule.standing is Standing.ACTIVE else ()
    coming = next((each for each in posts if each.run.day == options.day), None)
    return needed(coming, context.say(refusals.NO_POST_ON, number=schedule.id, day=context.say.day(options.day)))


def _shown(coming: Coming, context: StoredContext) -> Reply:
    return replies.day(context.say, _entry(coming))


def _entry(coming: Coming) -> replies.Entry:
    is_restorable = Pause(coming.run.day, coming.run.day) in coming.schedule.rule.pauses
    waits = coming.past is not None and coming.past.state is State.WAITING
    is_swappable = waits or (bool(coming.facts) and coming.past is None)
    mark = _mark(coming) if is_swappable else ""
    return replies.Entry(coming.schedule, coming.run, coming.reply, coming.reason, mark, waits, is_restorable)


def _mark(coming: Coming) -> str:
    return mark_of(coming.facts, coming.reply) if coming.reply else ""


def _first(rule: Rule, day: Day | None, now: datetime) -> Run | None:
    """Return the first post to come from a day on, None where there is none."""
    return next((run for run in runs(rule, day) if run.at > now), None) if day else None


def _repaused(
    schedule: Schedule, rule: Rule, following: Run | None, day: Day, reply: Reply, context: StoredContext
) -> Outcome:
    """Store a schedule with changed pauses; of its planned posts only that of the day is called back."""
    standing = schedule.standing
    if standing in (Standing.ACTIVE, Standing.DONE):
        standing = Standing.ACTIVE if following else Standing.DONE
    next_day, next_at = (following.day, following.at) if following else (None, None)
    changed = replace(schedule, rule=rule, standing=standing, next_day=next_day, next_at=next_at)
    entry = context.audited(f"{schedule.id}: {context.say.day(day)}")
    change = ScheduleChanged(changed, context.now, replans=True, day=day)
    return Outcome(reply, (change, entry, *called_back(schedule.id, context, day)))


ROWS = (week, day, leave, restore, other, change)
