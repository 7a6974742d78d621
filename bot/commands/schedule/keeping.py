"""/schedule list, show, preview, pause, resume, skip, remove, history; and what calls posts back."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import date, datetime, timedelta
from itertools import islice

from bot.chat import Reply, UsageError, needed
from bot.commands.context import Context, StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.reading.stored import complete_schedule
from bot.commands.row import Outcome, moderated
from bot.frozen import replace
from bot.posts import Composed, compose, topic_of
from bot.replies.catalog import N_, Catalog, catalog
from bot.replies.schedule import history as past_words, refusals, schedules as replies
from bot.schedule.delivery import Order, Purpose, State, edit_of, once_key, schedule_key
from bot.schedule.history import Past, ScheduleChanged
from bot.schedule.reasons import OF_RULE, Reason
from bot.schedule.recurrence import DAY, Run, next_run, runs
from bot.schedule.rule import Kind as Posts, Rule, Schedule, Standing

TIMES = 5
HISTORY = 15
# How long the edit of a message may wait to be posted.
VALID = timedelta(days=1)


class Numbered(Options):
    """Which schedule."""

    schedule: int = option(N_("its number"), low=1, high=9_999_999_999, complete=complete_schedule)


@moderated("schedule list", N_("What is posted here, when"), "/schedule list")
def listed(options: Nothing, context: StoredContext) -> Outcome:
    """List the schedules."""
    return Outcome(replies.listed(context.say, context.records.schedules(context.community)))


@moderated("schedule show", N_("A schedule and its next five times"), "/schedule show 3")
def show(options: Numbered, context: StoredContext) -> Outcome:
    """Show a schedule and its next five times."""
    schedule = schedule_of(options, context)
    start = schedule.next_day if schedule.standing is Standing.ACTIVE else None
    times = tuple(islice(runs(schedule.rule, start), TIMES)) if start else ()
    return Outcome(replies.shown(context.say, context.library, schedule, times))


@moderated("schedule preview", N_("Exactly what will be posted next"), "/schedule preview 3")
def preview(options: Numbered, context: StoredContext) -> Outcome:
    """Show exactly the next post."""
    schedule = schedule_of(options, context)
    records = context.records
    if waiting := next_of(records.unsettled(context.community, schedule.id)):
        return Outcome(replies.preview(context.say, waiting.reply, waiting.due_at, schedule.rule.zone))
    run = _next_run(schedule, context)
    composing = composed(schedule, run, records.told(schedule.id, topic_of(schedule.rule, run.day)), context)
    post = needed(composing, refusals.nothing_to_post(context.say, schedule, run.day))
    return Outcome(replies.preview(context.say, post.reply, run.at, schedule.rule.zone))


@moderated("schedule pause", N_("Post nothing until it is resumed"), "/schedule pause 3")
def pause(options: Numbered, context: StoredContext) -> Outcome:
    """Post nothing until it is resumed; what was on its way is called back."""
    schedule = schedule_of(options, context)
    if schedule.standing is not Standing.ACTIVE:
        raise UsageError(refusals.not_active(context.say, schedule))
    paused = replace(schedule, standing=Standing.PAUSED)
    return _changed(paused, Reply(text=context.say(replies.PAUSED, number=schedule.id)), context, Reason.MODERATOR)


@moderated("schedule resume", N_("Post again"), "/schedule resume 3")
def resume(options: Numbered, context: StoredContext) -> Outcome:
    """Go on from the next time that is to come."""
    schedule = schedule_of(options, context)
    run = next_free(schedule.rule, schedule.id, context)
    if schedule.standing is Standing.ACTIVE or run is None:
        raise UsageError(refusals.not_paused(context.say, schedule))
    resumed = replace(schedule, standing=Standing.ACTIVE, next_day=run.day, next_at=run.at, failures=0)
    return _changed(resumed, replies.resumed(context.say, resumed), context, replans=True)


@moderated("schedule skip", N_("Leave out the next post"), "/schedule skip 3")
def skip(options: Numbered, context: StoredContext) -> Outcome:
    """Leave out the next post."""
    schedule = schedule_of(options, context)
    if next_of(context.records.unsettled(context.community, schedule.id)):
        return _changed(schedule, replies.skipped(context.say, schedule), context, Reason.MODERATOR)
    run = _next_run(schedule, context)
    following = next_run(schedule.rule, run.at)
    moved = replace(
        schedule, next_day=following.day if following else None, next_at=following.at if following else None
    )
    moved = moved if following else replace(moved, standing=Standing.DONE)
    outcome = _changed(moved, replies.skipped(context.say, moved), context)
    return replace(outcome, store=(*outcome.store, _left_out(schedule, run)))


@moderated("schedule remove", N_("Take a schedule away for good"), "/schedule remove 3")
def remove(options: Numbered, context: StoredContext) -> Outcome:
    """Take a schedule away for good."""
    schedule = schedule_of(options, context)
    removed = replace(schedule, standing=Standing.REMOVED)
    return _changed(removed, Reply(text=context.say(replies.REMOVED, number=schedule.id)), context, Reason.MODERATOR)


@moderated("schedule history", N_("What was posted, what was not, and why"), "/schedule history 3")
def history(options: Numbered, context: StoredContext) -> Outcome:
    """Tell what was posted, what was not, and why."""
    schedule = schedule_of(options, context)
    past = context.records.history(context.community, schedule.id, HISTORY)
    return Outcome(past_words.history(context.say, schedule, past, context.platform))


def schedule_of(options: Numbered, context: StoredContext) -> Schedule:
    """Return the schedule that was named; UsageError when this community has none of that number."""
    schedule = context.records.schedule(context.community, options.schedule)
    return needed(schedule, context.say(refusals.NO_SCHEDULE, number=options.schedule))


def composed(schedule: Schedule, run: Run, told: Set[str], context: StoredContext) -> Composed | None:
    """Return what a schedule posts if it has `told` these facts, in its language; None on a day without anything."""
    say, invitation = catalog(schedule.rule.language or context.settings.locale, context.platform), None
    if schedule.rule.kind is Posts.PUZZLE:
        # By the games that are over now; there may be more of them when it is posted.
        invitation = context.records.invitation(context.community, run.at, context.settings.zone, context.now)
    return compose(schedule, run, context.library, say, told, invitation=invitation)


def next_of(unsettled: Sequence[Past]) -> Past | None:
    """Return the next post that has been planned already, None when none has."""
    planned = [past for past in unsettled if past.purpose is Purpose.POST]
    return planned[0] if planned else None


def next_free(rule: Rule, id: int, context: StoredContext) -> Run | None:
    """Return a schedule's next post on a day that has none yet: neither posted, nor left out, nor on its way."""
    past = context.records.history(context.community, id, HISTORY)
    days = {post.day for post in past if post.purpose is Purpose.POST and not _is_replanned(post, context.now)}
    # From yesterday on: where clocks are behind UTC it may still be that day.
    free = (run for run in runs(rule, context.now.date() - DAY) if run.at > context.now and run.day not in days)
    return next(free, None)


def _is_replanned(past: Past, now: datetime) -> bool:
    """Whether a delivery will be planned again when its schedule is changed, so that its day is free."""
    is_open = past.state in (State.WAITING, State.READY, State.CANCELLED)
    return past.due_at > now and (is_open or (past.state is State.SKIPPED and past.reason in OF_RULE))


def _next_run(schedule: Schedule, context: Context) -> Run:
    if schedule.next_day is None or schedule.next_at is None:
        raise UsageError(refusals.over(context.say, schedule.id))
    return Run(schedule.next_day, schedule.next_at)


def _changed(
    schedule: Schedule, reply: Reply, context: StoredContext, cancels: str = "", *, replans: bool = False
) -> Outcome:
    entry = context.audited(str(schedule.id))
    ended = called_back(schedule.id, context) if cancels or replans else ()
    return Outcome(reply, (ScheduleChanged(schedule, context.now, cancels, replans), entry, *ended))


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
        error=Reason.MODERATOR,
    )


def shown_to_all(post: Past, show: Callable[[Catalog], Reply], context: StoredContext) -> tuple[Order, ...]:
    """Return the edit of the message that asks moderators about a post, if there is one, to the reply of `show`."""
    asking = context.records.asking(context.community, post.schedule, post.day) if post.schedule and post.day else None
    if asking is None:
        return ()
    say = catalog(context.settings.locale, context.platform)
    return (edit_of(asking, show(say), context.now, context.now + VALID),)


def called_back(schedule: int, context: StoredContext, day: date | None = None) -> tuple[Order, ...]:
    """Return edits by which messages that ask about a schedule's posts, or that of a day, say they are called back."""
    unsettled = context.records.unsettled(context.community, schedule)
    posts = [post for post in unsettled if post.purpose is Purpose.POST and (day is None or post.day == day)]
    return tuple(edit for post in posts for edit in shown_to_all(post, _called_back(post, context), context))


def _called_back(post: Past, context: StoredContext) -> Callable[[Catalog], Reply]:
    return lambda say: past_words.decided(say, post.reply, past_words.CALLED_BACK, context.user.id)


ROWS = (listed, show, preview, pause, resume, skip, remove, history)
