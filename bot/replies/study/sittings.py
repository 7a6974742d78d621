"""What is said to somebody who learns: a question, its answer, when it comes back, and how much is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat import Choice, Field, Form, Input, Reply
from bot.facts.library import Library
from bot.frozen import Frozen
from bot.replies.catalog import N_, Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.rounds import several_notes
from bot.trivia.questions.asked import Asked
from bot.trivia.study import Grade, Sitting

SHOW = N_("Show answer")
TYPE = N_("Type the answer")
UNDO = N_("Undo the last grade")
STOP = N_("Stop")
MORE = N_("Study more")
MISSED_TITLE = N_("What you missed in trivia")
NO_MATERIAL = N_("There are no questions to study there. Try /study alone, another topic, or pack:<pack>.")
NOTHING_MISSED = N_("There is nothing you had wrong in a trivia round lately. /study alone takes the packs' questions.")
GONE = N_("That card is graded already, or its sitting is over. /study goes on.")
NO_SITTING = N_("You have no open card. /study shows you one.")
NOTHING_TO_UNDO = N_("There is no grade to take back.")
GRADES = {
    Grade.AGAIN: N_("Again"),
    Grade.HARD: N_("Hard"),
    Grade.GOOD: N_("Good"),
    Grade.EASY: N_("Easy"),
}
MINUTE, HOUR, DAY, MONTH = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=30)


class Counts(Frozen, frozen=True):
    """How many cards somebody has, how many of them are due, and when the next of the others is (None: never)."""

    total: int
    due: int
    next_at: datetime | None


def question(say: Catalog, sitting: Sitting, asked: Asked, due: int, choices: Sequence[Choice]) -> Reply:
    """Ask the current card's question."""
    count = (say.count("{number} card is due in all.", "{number} cards are due in all.", due),) if due else ()
    return Reply(
        title=_title(say, sitting),
        text=_asked(say, asked),
        notes=(*((sitting.title,) if sitting.title else ()), *several_notes(say, asked), *count),
        choices=tuple(choices),
    )


def answer(
    say: Catalog, library: Library, sitting: Sitting, asked: Asked, verdict: str, choices: Sequence[Choice]
) -> Reply:
    """Tell the current card's answer, and ask how well it was known; `verdict` is about what was typed, or empty."""
    told = say("The answer: {answer}", answer=questions.said(say, asked, asked.answer))
    because = questions.explanation(say, library, asked)
    return Reply(
        title=_title(say, sitting),
        text="\n\n".join(part for part in (_asked(say, asked), verdict, told, because) if part),
        items=questions.entries(say, library, asked),
        notes=(say("How well did you know it? Each button says when the card comes back."),),
        sources=questions.sources(say, library, asked),
        choices=tuple(choices),
    )


def _title(say: Catalog, sitting: Sitting) -> str:
    return say("Card {number} of {total}", number=sitting.position + 1, total=len(sitting.queue))


def _asked(say: Catalog, asked: Asked) -> str:
    """Write a question, with its choices only where nobody could answer without them."""
    sentence = questions.sentence(say, asked)
    if asked.form.can_be_typed and not asked.several:
        return sentence
    return "\n".join((sentence, "", *(questions.lettered(say, asked, index) for index in range(len(asked.choices)))))


def verdict(say: Catalog, text: str, is_right: bool) -> str:
    """Say whether what somebody typed is right."""
    return say("Right: {answer}", answer=text) if is_right else say("Not right: {answer}.", answer=text)


def done(say: Catalog, graded: int, counts: Counts, zone: str, choices: Sequence[Choice]) -> Reply:
    """Say that a sitting is over, and when there is more to do."""
    text = say.count("You went through {number} card.", "You went through {number} cards.", graded)
    return Reply(title=say("Done for now"), text=text, fields=_counted(say, counts, zone), choices=tuple(choices))


def nothing(say: Catalog, counts: Counts, zone: str, choices: Sequence[Choice] = (), *, is_own: bool = False) -> Reply:
    """Say that nothing is due, and nothing new to learn either, unless only one's own cards were asked for."""
    everything = say("No card is due, and you know every question there is of this already.")
    return Reply(
        title=say("Nothing to study now"),
        text=say("No card is due. Each comes back before you forget it.") if is_own else everything,
        fields=_counted(say, counts, zone),
        choices=tuple(choices),
    )


def _counted(say: Catalog, counts: Counts, zone: str) -> tuple[Field, ...]:
    later = (Field(say("Next card"), say.moment(counts.next_at, zone)),) if counts.next_at else ()
    return (
        Field(say("Your cards"), say.number(counts.total)),
        Field(say("Due now"), say.number(counts.due)),
        *later,
    )


def interval(say: Catalog, wait: timedelta) -> str:
    """Write after what time a card comes back, roughly."""
    if wait < HOUR:
        return say.count("{number} minute", "{number} minutes", max(round(wait / MINUTE), 1))
    if wait < DAY:
        return say.count("{number} hour", "{number} hours", round(wait / HOUR))
    if wait < 3 * MONTH:
        return say.count("{number} day", "{number} days", round(wait / DAY))
    return say.count("{number} month", "{number} months", round(wait / MONTH))


def grade_label(say: Catalog, grade: Grade, wait: timedelta) -> str:
    """Label the button of a grade."""
    return say("{grade}: {interval}", grade=say(GRADES[grade]), interval=interval(say, wait))


def form(say: Catalog, action: str, limit: int) -> Reply:
    """Ask for a typed answer."""
    return Reply(form=Form(say("Your answer"), action, (Input("answer", say("Answer"), limit=limit),), say("Send")))
