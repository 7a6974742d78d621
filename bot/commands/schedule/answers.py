"""What moderators press: approve, another one, skip; post again, it is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.chat import Reply, UsageError, action_of
from bot.commands.context import Change, StoredContext
from bot.commands.options import Options, option
from bot.commands.row import Outcome, moderated
from bot.commands.schedule.keeping import Numbered, schedule_of
from bot.community import AuditEntry
from bot.posts import compose, topic_of
from bot.replies.catalog import N_, catalog
from bot.replies.schedule import history as past_words
from bot.replies.schedule import posts as words
from bot.replies.schedule import refusals
from bot.schedule.delivery import Purpose, State
from bot.schedule.history import DeliverySettled, FactsTold, Past
from bot.schedule.planner import GRACE
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import Run


class OfDay(Numbered):
    """Which schedule's post of which day."""

    day: date = option(N_("the post's day"))


class OfDelivery(Options):
    """Which post."""

    delivery: int = option(N_("the post's number"), low=1, high=9_999_999_999)


@moderated("schedule approve", N_("Let a post go out"), hidden=True)
def approve(options: OfDay, context: StoredContext) -> Outcome:
    """Let a post go out at its time."""
    post, _ = _waiting(options, context)
    settled = DeliverySettled(post.id, (State.WAITING,), State.READY, context.now)
    return _decided(past_words.approved(context.say, post), context, post, settled)


@moderated("schedule omit", N_("Leave a post out"), hidden=True)
def omit(options: OfDay, context: StoredContext) -> Outcome:
    """Leave a post out; what it would have told stays untold."""
    post, answer = _waiting(options, context)
    gone = [
        DeliverySettled(each.id, (State.WAITING, State.READY), State.CANCELLED, context.now, Reason.MODERATOR)
        for each in (post, answer)
        if each
    ]
    return _decided(past_words.omitted(context.say, post), context, post, *gone, _untold(post, options, context))


@moderated("schedule swap", N_("Put another in its place"), hidden=True)
def swap(options: OfDay, context: StoredContext) -> Outcome:
    """Put another fact or question in its place."""
    post, answer = _waiting(options, context)
    schedule = schedule_of(options, context)
    run = Run(options.day, post.due_at)
    topic, say = topic_of(schedule.rule, run.day), catalog(post.locale, context.platform)
    told = context.records.told(schedule.id, topic)
    other = compose(schedule, run, context.library, say, told, post.facts)
    if other is None or other.facts == post.facts:
        raise UsageError(refusals.no_other(context.say))
    those = (State.WAITING, State.READY)
    changes: list[Change] = [
        DeliverySettled(post.id, those, State.WAITING, context.now, reply=other.reply, facts=other.facts),
        FactsTold(schedule.id, topic, other.facts, post.facts),
    ]
    if answer and other.answer:
        changes.append(DeliverySettled(answer.id, those, State.READY, context.now, reply=other.answer))
    entry = AuditEntry(context.user, context.now, context.command, f"{schedule.id}: {run.day}")
    actions = (action_of(f"schedule {w}", schedule=schedule.id, day=run.day) for w in ("approve", "swap", "omit"))
    choices = words.approval_choices(context.say, *actions)
    when = context.say.moment(run.at, schedule.rule.zone)
    reply = words.approval(context.say, other.reply, schedule.id, when, "", choices)
    return Outcome(replace(reply, replaces=True), (*changes, entry))


@moderated("schedule again", N_("Post again what did not arrive"), hidden=True)
def again(options: OfDelivery, context: StoredContext) -> Outcome:
    """Post what did not arrive, as a moderator has seen."""
    post = _unknown(options, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.READY, context.now, expires_at=context.now + GRACE)
    return _decided(past_words.again(context.say), context, post, settled)


@moderated("schedule there", N_("Note that a post did arrive"), hidden=True)
def there(options: OfDelivery, context: StoredContext) -> Outcome:
    """Note that a post did arrive, as a moderator has seen."""
    post = _unknown(options, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.SENT, post.due_at, Reason.MODERATOR)
    return _decided(past_words.there(context.say), context, post, settled)


def _decided(reply: Reply, context: StoredContext, post: Past, *changes: Change) -> Outcome:
    entry = AuditEntry(context.user, context.now, context.command, f"{post.schedule or post.id}: {post.day or ''}")
    return Outcome(replace(reply, replaces=True), (*changes, entry))


def _untold(post: Past, options: OfDay, context: StoredContext) -> FactsTold:
    schedule = schedule_of(options, context)
    return FactsTold(schedule.id, topic_of(schedule.rule, options.day), untold=post.facts)


def _waiting(options: OfDay, context: StoredContext) -> tuple[Past, Past | None]:
    """Return a post that waits for moderators, and the answer that follows it; UsageError when it waits no more."""
    unsettled = context.records.unsettled(context.community, schedule_of(options, context).id)
    posts = {past.purpose: past for past in unsettled if past.day == options.day}
    post = posts.get(Purpose.POST)
    if post is None or post.state is not State.WAITING:
        raise UsageError(refusals.decided_already(context.say))
    return post, posts.get(Purpose.ANSWER)


def _unknown(options: OfDelivery, context: StoredContext) -> Past:
    post = context.records.delivery(context.community, options.delivery)
    if post is None or post.state is not State.FAILED or post.reason != Reason.UNKNOWN:
        raise UsageError(refusals.decided_already(context.say))
    return post


ROWS = (approve, swap, omit, again, there)
