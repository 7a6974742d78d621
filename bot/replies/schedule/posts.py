"""What is posted unasked: the day's facts, questions and their answers, single posts, and notices to moderators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.chat import Choice, Field, Item, Reply, Style, button
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Question
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.lookups.facts import card, cited, item
from bot.replies.lookups.pictures import pictured
from bot.schedule.history import Past
from bot.schedule.recurrence import Run
from bot.schedule.rule import Policy, Schedule
from bot.schedule.zones import zone_label

REVEAL_WITH_NEXT = N_("The answer comes with the next question.")
RESUME = N_("Resume")
RESUME_ONE = N_("Resume schedule {number}")
UNANSWERED = {
    Policy.POST: N_("If nobody decides until then, it is posted."),
    Policy.SKIP: N_("If nobody decides until then, it is not posted."),
}


def of_the_day(say: Catalog, library: Library, events: Sequence[Event], day: date) -> Reply:
    """Tell what happened on a day of the year: one event in full, several as a list; grave ones soberly.

    What happened on 29 February is said to be of that day, on whichever it is told.
    """
    name, leap_day = say.day_of_year(day.month, day.day), say.day_of_year(2, 29)
    are_of_leap_day = [_is_of_leap_day(event) and (day.month, day.day) != (2, 29) for event in events]
    if len(events) == 1:
        told = pictured(card(say, library, events[0]), events[0], say)
        is_moved = are_of_leap_day[0]
        note = _no_leap_day(say, leap_day, day) if is_moved else say("On this day: {day}.", day=name)
        return replace(told, notes=(*told.notes, note))
    return Reply(
        title=say("On this day: {day}", day=name),
        items=tuple(item(say, library, event) for event in events),
        notes=(_no_leap_day(say, leap_day, day),) if any(are_of_leap_day) else (),
        is_grave=any(event.is_grave for event in events),
    )


def _is_of_leap_day(event: Event) -> bool:
    return (event.date.first.month, event.date.first.day) == (2, 29)


def _no_leap_day(say: Catalog, leap_day: str, day: date) -> str:
    return say("Day: {day}. The year {year} has no such day.", day=leap_day, year=str(day.year))


def question(say: Catalog, library: Library, asked: Question, before: Question | None, reveal: str) -> Reply:
    """Ask the question of the day; the answer to the one before stands above it."""
    told = (
        (Field(say("The last question"), before.question), Field(say("Its answer"), _answer(before))) if before else ()
    )
    listed = tuple(Item(choice) for choice in sorted((asked.answer, *asked.choices))) if asked.choices else ()
    return Reply(
        title=say("Question of the day"),
        text=asked.question,
        fields=told,
        items=listed,
        notes=(reveal,),
        sources=cited(say, library, before.sources) if before else (),
    )


def reveal_after(say: Catalog, at: datetime, zone: str) -> str:
    """Say when the answer comes."""
    return say("The answer comes at {time} ({zone}).", time=say.time(at, zone), zone=zone_label(zone))


def answer(say: Catalog, library: Library, asked: Question) -> Reply:
    """Tell the answer to the question of the day."""
    return Reply(
        title=say("The answer"),
        text=_answer(asked),
        fields=(Field(say("The question"), asked.question),),
        sources=cited(say, library, asked.sources),
        id=asked.id,
    )


def fact(say: Catalog, library: Library, told: Fact) -> Reply:
    """Tell a fact that a moderator has chosen."""
    return card(say, library, told)


def late(say: Catalog, reply: Reply, due_at: datetime, zone: str) -> Reply:
    """Mark a post that comes later than it was meant to."""
    note = say("This comes late. It was due: {moment}.", moment=say.moment(due_at, zone))
    return replace(reply, notes=(*reply.notes, note))


def approval(say: Catalog, draft: Reply, schedule: Schedule, run: Run, mark: str) -> Reply:
    """Show moderators what waits for them; `mark` is that of what it tells."""
    when, policy = say.moment(run.at, schedule.rule.zone), say(UNANSWERED[schedule.rule.policy])
    note = say("Schedule {number}. Due: {moment}. {unanswered}", number=schedule.id, moment=when, unanswered=policy)
    choices = approval_choices(say, schedule.id, run.day, mark)
    return replace(draft, notes=(*draft.notes, note), choices=choices, menu=None)


def approval_choices(say: Catalog, schedule: int, day: date, mark: str) -> tuple[Choice, ...]:
    """Return the buttons under what waits, which decide about nothing but what has this mark."""
    of_day = {"schedule": schedule, "day": day, "shown": mark}
    return (
        replace(button(say("Approve"), "schedule approve", **of_day), style=Style.GOOD),
        button(say("Another one"), "schedule swap", **of_day),
        replace(button(say("Skip this one"), "schedule omit", **of_day), style=Style.DANGER),
    )


def unknown(say: Catalog, post: Past, zone: str) -> Reply:
    """Tell moderators of a post of which nobody knows whether it was accepted."""
    return Reply(
        title=say("Was this posted?"),
        text=say(
            "The connection broke while I posted “{title}” in {channel}. It was due: {moment}. I cannot see "
            "whether it arrived, and I do not post it twice. Please look, and press one of these.",
            title=post.reply.heading,
            channel=say.channel(post.channel.id),
            moment=say.moment(post.due_at, zone),
        ),
        choices=(
            replace(button(say("Post again"), "schedule again", delivery=post.id), style=Style.PRIMARY),
            button(say("It is there"), "schedule there", delivery=post.id),
        ),
    )


def paused(say: Catalog, number: int, channel: str, times: int, resume: Choice) -> Reply:
    """Tell moderators that a channel refuses what a schedule posts."""
    return Reply(
        title=say("Schedule {number} is paused", number=number),
        text=say(
            "{channel} has refused {times} posts in a row. Please check that it exists and that I may write "
            "there; then /schedule resume {number} goes on.",
            channel=say.channel(channel),
            number=number,
            times=say.number(times),
        ),
        choices=(resume,),
    )


def back(say: Catalog, paused: int, resume: Sequence[Choice]) -> Reply:
    """Tell a community that has the bot again what has become of its schedules."""
    return Reply(
        title=say("I am back"),
        text=say.count(
            "{number} schedule is paused since I was removed, and posts nothing. /schedule list shows it, and "
            "/schedule resume brings it back.",
            "{number} schedules are paused since I was removed, and post nothing. /schedule list shows them, and "
            "/schedule resume brings one back.",
            paused,
        ),
        choices=tuple(resume),
    )


def _answer(asked: Question) -> str:
    return f"{asked.answer}. {asked.explanation}".strip()
