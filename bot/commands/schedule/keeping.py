"""/schedule list, show, preview, pause, resume, skip, remove, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of
from bot.commands.row import Kind, Option, Outcome
from bot.community import AuditEntry
from bot.posts import compose, topic_of
from bot.replies.catalog import N_, catalog
from bot.replies.schedule import history as past_words
from bot.replies.schedule import refusals
from bot.replies.schedule import schedules as replies
from bot.schedule.delivery import Order, Purpose, State, once_key, schedule_key
from bot.schedule.history import Past, ScheduleChanged
from bot.schedule.recurrence import DAY, Run, next_run, runs
from bot.schedule.rule import Kind as Posts
from bot.schedule.rule import Rule, Schedule, Standing

TIMES = 5
HISTORY = 15
BY_MODERATOR = "moderator"


def listed(request: Request, context: Context) -> Outcome:
    """List the schedules."""
    found = records_of(context).schedules(community_of(request))
    return Outcome(replies.listed(context.say, found))


def show(request: Request, context: Context) -> Outcome:
    """Show a schedule and its next five times."""
    schedule = chosen(request, context)
    start = schedule.next_day if schedule.standing is Standing.ACTIVE else None
    times = tuple(islice(runs(schedule.rule, start), TIMES)) if start else ()
    return Outcome(replies.shown(context.say, schedule, times))


def preview(request: Request, context: Context) -> Outcome:
    """Show exactly the next post."""
    schedule = chosen(request, context)
    records, community = records_of(context), community_of(request)
    if waiting := next_of(records.unsettled(community, schedule.id)):
        return Outcome(replies.preview(context.say, waiting.reply, waiting.due_at, schedule.rule.zone))
    run = _next_run(schedule, context)
    say = catalog(schedule.rule.language or context.settings.locale, context.platform)
    told = records.told(schedule.id, topic_of(schedule.rule, run.day))
    composed = compose(schedule, run, context.library, say, told)
    if composed is None:
        raise UsageError(refusals.nothing_to_post(context.say, schedule.id, run.day))
    return Outcome(replies.preview(context.say, composed.reply, run.at, schedule.rule.zone))


def pause(request: Request, context: Context) -> Outcome:
    """Post nothing until it is resumed; what was on its way is called back."""
    schedule = chosen(request, context)
    if schedule.standing is not Standing.ACTIVE:
        raise UsageError(refusals.not_active(context.say, schedule))
    paused = replace(schedule, standing=Standing.PAUSED)
    return _changed(paused, replies.paused(context.say, schedule.id), request, BY_MODERATOR)


def resume(request: Request, context: Context) -> Outcome:
    """Go on from the next time that is to come."""
    schedule = chosen(request, context)
    run = next_free(schedule.rule, schedule.id, request, context)
    if schedule.standing is Standing.ACTIVE or run is None:
        raise UsageError(refusals.not_paused(context.say, schedule))
    resumed = replace(schedule, standing=Standing.ACTIVE, next_day=run.day, next_at=run.at, failures=0)
    return _changed(resumed, replies.resumed(context.say, resumed), request, replans=True)


def skip(request: Request, context: Context) -> Outcome:
    """Leave out the next post."""
    schedule = chosen(request, context)
    if next_of(records_of(context).unsettled(community_of(request), schedule.id)):
        return _changed(schedule, replies.skipped(context.say, schedule), request, BY_MODERATOR)
    run = _next_run(schedule, context)
    following = next_run(schedule.rule, run.at)
    moved = replace(
        schedule, next_day=following.day if following else None, next_at=following.at if following else None
    )
    moved = moved if following else replace(moved, standing=Standing.DONE)
    outcome = _changed(moved, replies.skipped(context.say, moved), request)
    return replace(outcome, store=(*outcome.store, _left_out(schedule, run)))


def remove(request: Request, context: Context) -> Outcome:
    """Take a schedule away for good."""
    schedule = chosen(request, context)
    removed = replace(schedule, standing=Standing.REMOVED)
    return _changed(removed, replies.removed(context.say, schedule.id), request, BY_MODERATOR)


def history(request: Request, context: Context) -> Outcome:
    """Tell what was posted, what was not, and why."""
    schedule = chosen(request, context)
    found = records_of(context).history(community_of(request), schedule.id, HISTORY)
    return Outcome(past_words.history(context.say, schedule, found, context.platform))


def chosen(request: Request, context: Context) -> Schedule:
    """Return the schedule that was named; UsageError when this community has none of that number."""
    number = int(request.options["schedule"])
    found = records_of(context).schedule(community_of(request), number)
    if found is None:
        raise UsageError(refusals.no_schedule(context.say, number))
    return found


def next_of(unsettled: Sequence[Past]) -> Past | None:
    """Return the next post that has been planned already, None when none has."""
    planned = [past for past in unsettled if past.purpose is Purpose.POST]
    return planned[0] if planned else None


def next_free(rule: Rule, id: int, request: Request, context: Context) -> Run | None:
    """Return a schedule's next post on a day on which there was none, none was left out, and none is on its way."""
    past = records_of(context).history(community_of(request), id, HISTORY)
    taken = {
        one.day for one in past if one.purpose is Purpose.POST and not _is_replanned(one.state, one.due_at > request.at)
    }
    # A local day may have begun before the one in UTC.
    found = (run for run in runs(rule, request.at.date() - DAY) if run.at > request.at and run.day not in taken)
    return next(found, None)


def _is_replanned(state: State, is_to_come: bool) -> bool:
    return is_to_come and state in (State.WAITING, State.READY, State.CANCELLED)


def _next_run(schedule: Schedule, context: Context) -> Run:
    if schedule.next_day is None or schedule.next_at is None:
        raise UsageError(refusals.over(context.say, schedule.id))
    return Run(schedule.next_day, schedule.next_at)


def _changed(
    schedule: Schedule, reply: Reply, request: Request, cancels: str = "", *, replans: bool = False
) -> Outcome:
    entry = AuditEntry(request.user, request.at, request.command, str(schedule.id))
    return Outcome(reply, (ScheduleChanged(schedule, request.at, cancels, replans), entry))


def _left_out(schedule: Schedule, run: Run) -> Order:
    return Order(
        once_key(schedule.id) if schedule.rule.kind is Posts.POST else schedule_key(schedule.id, run.day),
        schedule.channel,
        Reply(),
        "",
        run.at,
        run.at,
        schedule=schedule.id,
        day=run.day,
        state=State.SKIPPED,
        error=BY_MODERATOR,
    )


SCHEDULE = Option("schedule", N_("the schedule's number"), Kind.INTEGER, required=True, least=1, most=9_999_999_999)

ROWS = (
    moderated("schedule list", listed, N_("What is posted here, when"), examples=("/schedule list",)),
    moderated("schedule show", show, N_("A schedule and its next five times"), (SCHEDULE,), ("/schedule show 3",)),
    moderated(
        "schedule preview", preview, N_("Exactly what will be posted next"), (SCHEDULE,), ("/schedule preview 3",)
    ),
    moderated("schedule pause", pause, N_("Post nothing until it is resumed"), (SCHEDULE,), ("/schedule pause 3",)),
    moderated("schedule resume", resume, N_("Post again"), (SCHEDULE,), ("/schedule resume 3",)),
    moderated("schedule skip", skip, N_("Leave out the next post"), (SCHEDULE,), ("/schedule skip 3",)),
    moderated("schedule remove", remove, N_("Take a schedule away for good"), (SCHEDULE,), ("/schedule remove 3",)),
    moderated(
        "schedule history", history, N_("What was posted, what was not, and why"), (SCHEDULE,), ("/schedule history 3",)
    ),
)
