"""What the commands of trivia share: the round of a channel, its posts and its buttons."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat import Choice, Reply, Style, UsageError, button, needed
from bot.commands.context import Change, Context, StoredContext
from bot.frozen import replace
from bot.replies.trivia import refusals, rounds as replies
from bot.schedule.delivery import Order, Purpose, Urgency, edit_key, round_key
from bot.trivia.plan import Mode, Player
from bot.trivia.records import Moved, Started
from bot.trivia.round import Phase, Round
from bot.trivia.seats import taken_names

# How late a question may be posted at most.
LATEST = timedelta(minutes=2)
MOST_TEAM_BUTTONS = 5


def running(context: StoredContext) -> Started:
    """Return the round that runs in the channel; UsageError when none does."""
    return needed(context.records.running(context.channel), context.say(refusals.NO_ROUND))


def latest(context: StoredContext) -> Started:
    """Return the round that was started last in the channel, running or over; UsageError when none was."""
    return needed(context.records.latest(context.channel), context.say(refusals.NO_ROUND_YET))


def check_name(name: str, player: Player, current: Round, context: Context) -> None:
    """Raise UsageError for a nickname that another player of the round has."""
    if name.casefold() in taken_names(other for other in current.players if other.id != player.id):
        raise UsageError(context.say(refusals.NAME_TAKEN, name=name), wrong="name")


def moved(started: Started, after: Round, now: datetime, context: Context) -> tuple[Change, ...]:
    """Return the changes to store for a round that has moved: its new state, and the posts and edits about it."""
    reply = announcement(started.round, after, context)
    posts = (post(started, after, reply, now),) if reply else ()
    return Moved(after, now), *posts, *edits(started, after, now, context)


def edits(started: Started, after: Round, now: datetime, context: Context) -> tuple[Order, ...]:
    """Return the edit of the question's message, where a move has closed the question or posted it again."""
    before = started.round
    if not before.state.is_asking or after.state.step == before.state.step:
        return ()
    order = post(started, before, replies.closed(context.say, before, after), now)
    return (replace(order, key=edit_key(order.key), urgency=Urgency.EDIT, purpose=Purpose.EDIT),)


def post(started: Started, after: Round, reply: Reply, now: datetime) -> Order:
    """Return the post about a step of a round; of two posts about the same step only one is stored."""
    return Order(
        key=round_key(after.id, after.state.step),
        channel=started.channel,
        reply=reply,
        locale=after.plan.locale,
        due_at=now,
        expires_at=now + LATEST,
        urgency=Urgency.ROUND,
        purpose=Purpose.ROUND,
    )


def announcement(before: Round, after: Round, context: Context) -> Reply | None:
    """Return the reply that is posted about a move, None where nothing is."""
    if after.state.step == before.state.step:
        return None
    if after.is_over:
        return end(after, context)
    if after.state.phase is Phase.REVEALED:
        return replies.reveal(context.say, context.library, after)
    return replies.question(context.say, after, question_buttons(after, context))


def end(current: Round, context: Context) -> Reply:
    """Return the reply at the end of a round."""
    say = context.say
    again = () if current.plan.mode is Mode.OWN else (button(say(replies.AGAIN), "trivia again"),)
    review = (button(say(replies.REVIEW), "trivia review"),) if current.plan.is_scored else ()
    return replies.ended(say, current, (*again, *review))


def question_buttons(current: Round, context: Context) -> tuple[Choice, ...]:
    """Return the buttons under a question that everybody sees."""
    asked, say = current.asked, context.say
    if asked is None:
        raise RuntimeError("no question is asked")
    place = {"round": current.id, "question": current.state.question}
    hint = (button(say(replies.HINT), "trivia hint", **place),) if current.plan.has_hints else ()
    if not current.plan.shows_choices(asked):
        return (button(say(replies.TYPE), "trivia type", **place), *hint)
    return (*choice_buttons(current, current.state.question, context), *hint)


def choice_buttons(current: Round, number: int, context: Context) -> tuple[Choice, ...]:
    """Return a button for each choice of a question, or one that opens a form to choose several."""
    asked, say = current.plan.questions[number], context.say
    if asked.several:
        choosing = button(say(replies.CHOOSE), "trivia choose", round=current.id, question=number)
        return (replace(choosing, style=Style.PRIMARY),)
    return tuple(
        button(
            replies.choice_label(say, asked, index),
            "answer",
            round=current.id,
            question=number,
            choice=index,
        )
        for index in range(len(asked.choices))
    )


def join_buttons(current: Round, context: Context) -> tuple[Choice, ...]:
    """Return the buttons with which people join before the first question."""
    if not current.plan.teams:
        return (button(replies.join_label(context.say, ""), "trivia join"),)
    shown = current.plan.teams[:MOST_TEAM_BUTTONS]
    return tuple(button(replies.join_label(context.say, team), "trivia join", team=team) for team in shown)
