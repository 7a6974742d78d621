"""The buttons under messages that ask moderators about a post: approve, another one, skip; post again, it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.chat import Reply, UsageError
from bot.commands.context import Change, StoredContext
from bot.commands.options import Options, option
from bot.commands.row import Outcome, moderated
from bot.commands.schedule.keeping import Numbered, schedule_of, shown_to_all
from bot.posts import compose, topic_of
from bot.replies.catalog import N_, Catalog, catalog
from bot.replies.schedule import history as past_words, posts as words, refusals
from bot.schedule.delivery import Purpose, State, mark_of
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


class OfShown(OfDay):
    """Which post, and the mark of what was shown of it: another post may have taken its place."""

    shown: str = option(N_("the mark of what was shown"), default="", hidden=True)


@moderated("schedule approve", N_("Let a post go out"), hidden=True)
def approve(options: OfShown, context: StoredContext) -> Outcome:
    """Let a post go out at its time."""
    post, _ = _waiting(options, context)
    settled = DeliverySettled(post.id, (State.WAITING,), State.READY, context.now)
    return _decided(_showing(past_words.APPROVED, post, options, context), context, post, settled)


@moderated("schedule omit", N_("Leave a post out"), hidden=True)
def omit(options: OfShown, context: StoredContext) -> Outcome:
    """Leave a post out; what it would have told stays untold."""
    post, answer = _waiting(options, context)
    omitted = [
        DeliverySettled(each.id, (State.WAITING, State.READY), State.CANCELLED, context.now, Reason.MODERATOR)
        for each in (post, answer)
        if each
    ]
    show = _showing(past_words.OMITTED, post, options, context)
    return _decided(show, context, post, *omitted, _untold(post, options, context))


@moderated("schedule swap", N_("Put another in its place"), hidden=True)
def swap(options: OfShown, context: StoredContext) -> Outcome:
    """Put another fact or question in its place, for all who see it wait."""
    post, answer = _waiting(options, context)
    schedule = schedule_of(options, context)
    run = Run(options.day, post.due_at)
    topic, say = topic_of(schedule.rule, run.day), catalog(post.locale, context.platform)
    told = context.records.told(schedule.id, topic)
    other = compose(schedule, run, context.library, say, told, post.facts)
    if other is None or other.facts == post.facts:
        raise UsageError(context.say(refusals.NO_OTHER))
    those = (State.WAITING, State.READY)
    changes: list[Change] = [
        DeliverySettled(post.id, those, State.WAITING, context.now, reply=other.reply, facts=other.facts),
        FactsTold(schedule.id, topic, other.facts, post.facts),
    ]
    if answer and other.answer:
        changes.append(DeliverySettled(answer.id, those, State.READY, context.now, reply=other.answer))
    mark = mark_of(other.facts, other.reply)

    def show(say: Catalog) -> Reply:
        return past_words.swapped(say, words.approval(say, other.reply, schedule, run, mark), context.user.id)

    return _decided(show, context, post, *changes)


@moderated("schedule again", N_("Post again what did not arrive"), hidden=True)
def again(options: OfDelivery, context: StoredContext) -> Outcome:
    """Post what did not arrive, as a moderator has seen."""
    post = _unknown(options, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.READY, context.now, expires_at=context.now + GRACE)
    return _noted(_looked(past_words.AGAIN, post, context), context, post, settled)


@moderated("schedule there", N_("Note that a post did arrive"), hidden=True)
def there(options: OfDelivery, context: StoredContext) -> Outcome:
    """Note that a post did arrive, as a moderator has seen."""
    post = _unknown(options, context)
    settled = DeliverySettled(post.id, (State.FAILED,), State.SENT, post.due_at, Reason.MODERATOR)
    return _noted(_looked(past_words.THERE, post, context), context, post, settled)


def _decided(show: Callable[[Catalog], Reply], context: StoredContext, post: Past, *changes: Change) -> Outcome:
    """Answer the moderator, and edit the message that asked: the button may have been under another message."""
    return _noted(show(context.say), context, post, *changes, *shown_to_all(post, show, context))


def _noted(reply: Reply, context: StoredContext, post: Past, *changes: Change) -> Outcome:
    day = context.say.day(post.day) if post.day else ""
    return Outcome(reply, (*changes, context.audited(f"{post.schedule or post.id}: {day}")))


def _looked(sentence: str, post: Past, context: StoredContext) -> Reply:
    """Return the message that asked whether a post arrived, with what the moderator answered."""
    question = words.unknown(context.say, post, context.settings.zone)
    return past_words.decided(context.say, question, sentence, context.user.id)


def _showing(sentence: str, post: Past, options: OfDay, context: StoredContext) -> Callable[[Catalog], Reply]:
    """Return a function that shows a post with what was decided about it, in a given language."""
    when = context.say.moment(post.due_at, schedule_of(options, context).rule.zone)
    return lambda say: past_words.decided(say, post.reply, sentence, context.user.id, moment=when)


def _untold(post: Past, options: OfDay, context: StoredContext) -> FactsTold:
    schedule = schedule_of(options, context)
    return FactsTold(schedule.id, topic_of(schedule.rule, options.day), untold=post.facts)


def _waiting(options: OfShown, context: StoredContext) -> tuple[Past, Past | None]:
    """Return a post that waits for moderators, and the delivery of the answer to its question, if there is one.

    UsageError when it no longer waits, or another one than was shown waits in its place.
    """
    unsettled = context.records.unsettled(context.community, schedule_of(options, context).id)
    posts = {past.purpose: past for past in unsettled if past.day == options.day}
    post = posts.get(Purpose.POST)
    if post is None or post.state is not State.WAITING:
        raise UsageError(context.say(refusals.DECIDED_ALREADY))
    if options.shown not in ("", mark_of(post.facts, post.reply)):
        raise UsageError(*refusals.other_waits(context.say, options.schedule, options.day))
    return post, posts.get(Purpose.ANSWER)


def _unknown(options: OfDelivery, context: StoredContext) -> Past:
    post = context.records.delivery(context.community, options.delivery)
    if post is None or post.state is not State.FAILED or post.reason != Reason.UNKNOWN:
        raise UsageError(context.say(refusals.DECIDED_ALREADY))
    return post


ROWS = (approve, swap, omit, again, there)
