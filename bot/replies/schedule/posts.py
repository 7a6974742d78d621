"""What is posted unasked: the day's facts, questions and their answers, single posts, and notices to moderators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.chat import Choice, Field, Item, Reply, Style
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Question
from bot.replies.catalog import Catalog
from bot.replies.lookups.facts import card, cited, item
from bot.replies.lookups.pictures import pictured


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
    return say("Of {day}, which {year} does not have.", day=leap_day, year=str(day.year))


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


def reveal_with_next(say: Catalog) -> str:
    """Say when the answer comes."""
    return say("The answer comes with the next question.")


def reveal_after(say: Catalog, at: datetime, zone: str) -> str:
    """Say when the answer comes."""
    return say("The answer comes at {time}.", time=say.time(at, zone))


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
    note = say("This was meant for {moment} and comes late.", moment=say.moment(due_at, zone))
    return replace(reply, notes=(*reply.notes, note))


def approval(say: Catalog, draft: Reply, schedule: int, when: str, unanswered: str, choices: Sequence[Choice]) -> Reply:
    """Show moderators what waits for them."""
    note = say(
        "This is schedule {number}, for {moment}. {unanswered}", number=schedule, moment=when, unanswered=unanswered
    )
    return replace(draft, notes=(*draft.notes, note), choices=tuple(choices), menu=None)


def posted_unanswered(say: Catalog) -> str:
    """Say what happens if nobody decides."""
    return say("If nobody decides until then, it is posted.")


def skipped_unanswered(say: Catalog) -> str:
    """Say what happens if nobody decides."""
    return say("If nobody decides until then, it is not posted.")


def approval_choices(say: Catalog, approve: str, swap: str, skip: str) -> tuple[Choice, ...]:
    """Label the buttons under what waits."""
    return (
        Choice(say("Approve"), approve, style=Style.GOOD),
        Choice(say("Another one"), swap),
        Choice(say("Skip this one"), skip, style=Style.DANGER),
    )


def unknown(say: Catalog, title: str, channel: str, moment: str, again: str, there: str) -> Reply:
    """Tell moderators of a post of which nobody knows whether it was accepted."""
    return Reply(
        title=say("Was this posted?"),
        text=say(
            "The connection broke while I posted “{title}” in {channel}, meant for {moment}. I cannot see "
            "whether it arrived, and I do not post it twice. Please look, and press one of these.",
            title=title,
            channel=say.channel(channel),
            moment=moment,
        ),
        choices=(
            Choice(say("Post again"), again, style=Style.PRIMARY),
            Choice(say("It is there"), there),
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


def resume_one(say: Catalog, number: int) -> str:
    """Label the button that resumes one of several schedules."""
    return say("Resume schedule {number}", number=number)


def resume(say: Catalog) -> str:
    """Label the button that resumes a schedule."""
    return say("Resume")


def _answer(asked: Question) -> str:
    return f"{asked.answer}. {asked.explanation}".strip()
