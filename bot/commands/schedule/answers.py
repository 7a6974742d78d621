"""What moderators press: approve, another one, skip; post again, it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Change, Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of
from bot.commands.row import Command, Kind, Option, Outcome, action_of
from bot.commands.schedule.keeping import SCHEDULE, chosen
from bot.community import AuditEntry
from bot.posts import compose, topic_of
from bot.replies.catalog import N_, catalog
from bot.replies.schedule import history as past_words
from bot.replies.schedule import posts as words
from bot.replies.schedule import refusals
from bot.schedule.delivery import Purpose, State
from bot.schedule.dispatcher import UNKNOWN
from bot.schedule.history import DeliverySettled, FactsTold, Past
from bot.schedule.planner import GRACE
from bot.schedule.recurrence import Run

BY_MODERATOR = "moderator"


def approve(request: Request, context: Context) -> Outcome:
    """Let a post go out at its time."""
    post, _ = _waiting(request, context)
    settled = DeliverySettled(post.id, (State.WAITING,), State.READY, request.at)
    return _told(past_words.approved(context.say, post), request, post, settled)


def omit(request: Request, context: Context) -> Outcome:
    """Leave a post out; what it would have told stays untold."""
    post, answer = _waiting(request, context)
    gone = [
        DeliverySettled(each.id, (State.WAITING, State.READY), State.CANCELLED, request.at, BY_MODERATOR)
        for each in (post, answer)
        if each
    ]
    return _told(past_words.omitted(context.say, post), request, post, *gone, _untold(post, request, context))


def swap(request: Request, context: Context) -> Outcome:
    """Put another fact or question in its place."""
    post, answer = _waiting(request, context)
    schedule = chosen(request, context)
    run = Run(date.fromisoformat(request.options["day"]), post.due_at)
    topic, say = topic_of(schedule.rule, run.day), catalog(post.locale, context.platform)
    told = records_of(context).told(schedule.id, topic)
    other = compose(schedule, run, context.library, say, told, post.facts)
    if other is None or other.facts == post.facts:
        raise UsageError(refusals.no_other(context.say))
    those = (State.WAITING, State.READY)
    changes: list[Change] = [
        DeliverySettled(post.id, those, State.WAITING, request.at, reply=other.reply, facts=other.facts),
        FactsTold(schedule.id, topic, other.facts, post.facts),
    ]
    if answer and other.answer:
        changes.append(DeliverySettled(answer.id, those, State.READY, request.at, reply=other.answer))
    entry = AuditEntry(request.user, request.at, request.command, f"{schedule.id}: {run.day}")
    actions = (action_of(f"schedule {w}", schedule=schedule.id, day=run.day) for w in ("approve", "swap", "omit"))
    choices = words.approval_choices(context.say, *actions)
    when = context.say.moment(run.at, schedule.rule.zone)
    reply = words.approval(context.say, other.reply, schedule.id, when, "", choices)
    return Outcome(replace(reply, replaces=True), (*changes, entry))


def again(request: Request, context: Context) -> Outcome:
    """Post what did not arrive, as a moderator has seen."""
    post = _unknown(request, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.READY, request.at, expires_at=request.at + GRACE)
    return _told(past_words.again(context.say), request, post, settled)


def there(request: Request, context: Context) -> Outcome:
    """Note that a post did arrive, as a moderator has seen."""
    post = _unknown(request, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.SENT, post.due_at, BY_MODERATOR)
    return _told(past_words.there(context.say), request, post, settled)


def _told(reply: Reply, request: Request, post: Past, *changes: Change) -> Outcome:
    entry = AuditEntry(request.user, request.at, request.command, f"{post.schedule or post.id}: {post.day or ''}")
    return Outcome(replace(reply, replaces=True), (*changes, entry))


def _untold(post: Past, request: Request, context: Context) -> FactsTold:
    schedule = chosen(request, context)
    day = date.fromisoformat(request.options["day"])
    return FactsTold(schedule.id, topic_of(schedule.rule, day), untold=post.facts)


def _waiting(request: Request, context: Context) -> tuple[Past, Past | None]:
    """Return a post that waits for moderators, and the answer that follows it; UsageError when it waits no more."""
    schedule, day = chosen(request, context), request.options["day"]
    found = records_of(context).unsettled(community_of(request), schedule.id)
    posts = {past.purpose: past for past in found if past.day and past.day.isoformat() == day}
    post = posts.get(Purpose.POST)
    if post is None or post.state is not State.WAITING:
        raise UsageError(refusals.decided_already(context.say))
    return post, posts.get(Purpose.ANSWER)


def _unknown(request: Request, context: Context) -> Past:
    found = records_of(context).delivery(community_of(request), int(request.options["delivery"]))
    if found is None or found.state is not State.FAILED or found.reason != UNKNOWN:
        raise UsageError(refusals.decided_already(context.say))
    return found


_DAY = Option("day", N_("the post's day"), required=True)
_DELIVERY = Option("delivery", N_("the post's number"), Kind.INTEGER, required=True, least=1, most=9_999_999_999)


def _button(name: str, run: Callable[[Request, Context], Outcome], text: str, *options: Option) -> Command:
    return replace(moderated(name, run, text, options), hidden=True)


ROWS = (
    _button("schedule approve", approve, N_("Let a post go out"), SCHEDULE, _DAY),
    _button("schedule swap", swap, N_("Put another in its place"), SCHEDULE, _DAY),
    _button("schedule omit", omit, N_("Leave a post out"), SCHEDULE, _DAY),
    _button("schedule again", again, N_("Post again what did not arrive"), _DELIVERY),
    _button("schedule there", there, N_("Note that a post did arrive"), _DELIVERY),
)
