"""/study: learn by being asked again when one is about to forget, a few minutes at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from bot.chat import Choice, Reply, Style, UsageError, action_of, button, needed
from bot.commands.context import Context, StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import study_lock
from bot.commands.reading.names import complete_topic
from bot.commands.reading.stored import complete_any_pack
from bot.commands.reading.subjects import subject_of
from bot.commands.row import Outcome, Response, SomeOptions, command, form
from bot.commands.study.reminding import Reminding, remind, with_refusal
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.study import sittings as replies
from bot.replies.trivia import questions
from bot.replies.trivia.rounds import CHOOSE, answer_form, choose_form
from bot.trivia import material
from bot.trivia.answers import is_right
from bot.trivia.material import Material
from bot.trivia.questions.asked import Asked
from bot.trivia.study import (
    Card,
    Grade,
    Sitting,
    SittingMoved,
    SittingStopped,
    Studied,
    Unstudied,
    pick,
    review,
    sitting_of,
    taken_up,
    waits,
)

TEXT_LIMIT = 100
Made = TypeVar("Made")
_STYLES = {Grade.AGAIN: Style.DANGER, Grade.GOOD: Style.PRIMARY}


class Topics(Options):
    """What is learned, or an answer; the topic comes first, since it may be typed without its name."""

    topic: str = option(N_("only this topic, organization or treaty"), default="", complete=complete_topic)
    pack: str = option(N_("only this pack"), default="", complete=complete_any_pack, named=True)
    missed: bool = option(N_("only what you had wrong in trivia"), default=False, named=True)
    answer: str = option(N_("your answer to the open card"), default="", limit=TEXT_LIMIT, named=True)


class Study(Reminding, Topics):
    """What is learned, or when to be reminded of it."""


class OnCard(Options):
    """Which card."""

    card: str = option(N_("which card"), hidden=True)


class Answered(OnCard):
    """Which card, and what was answered."""

    answer: str = option(N_("your answer to the open card"), limit=TEXT_LIMIT, named=True)


class Graded(OnCard):
    """Which card, and how well it was known."""

    grade: Grade = option(N_("how well you knew it"), choices=replies.GRADES, hidden=True)


class LastCard(Options):
    """Which card; "" for the last one."""

    card: str = option(N_("which card"), default="", hidden=True)


def _as_learner(run: Callable[[SomeOptions, StoredContext], Made]) -> Callable[[SomeOptions, StoredContext], Made]:
    """Have a row answer a press in a private message, where reminders come, as if in the community of the reminder."""

    @wraps(run)
    def as_learner(options: SomeOptions, context: StoredContext) -> Made:
        reminder = context.records.reminder_anywhere(context.user) if context.request.is_direct else None
        request = replace(context.request, user=reminder.user) if reminder else context.request
        return run(options, replace(context, request=request))

    return as_learner


@_as_learner
def draw(options: Study, context: StoredContext) -> Material | None:
    """Return the questions of a new sitting, None where none begins."""
    begins_none = options.is_about_reminders or options.answer or _open_sitting(options, context)
    return None if begins_none else _material(options, context)


@command(
    "study",
    N_("Learn with cards that come back; only you see them"),
    "/study",
    "/study enlargement",
    "/study missed:yes",
    "/study answer:1949",
    "/study remind:18:00 zone:Paris",
    lock=study_lock,
    draws=draw,
)
@_as_learner
def study(options: Study, context: StoredContext) -> Outcome:
    """Go on with the open sitting, begin one, answer the open card, or set a reminder."""
    if options.is_about_reminders:
        return remind(options, context)
    return with_refusal(_studied(options, context), context)


def _studied(options: Topics, context: StoredContext) -> Outcome:
    if options.answer:
        # The further words of an answer that was typed without quotation marks were read as the topic.
        return _answered(f"{options.answer} {options.topic}".strip(), _sitting("", context), context)
    if sitting := _open_sitting(options, context):
        return Outcome(_question(sitting, context))
    begun = _begun(options, context)
    if begun.is_over:
        return Outcome(replies.nothing(context.say, _counts(context), context.settings.zone))
    return Outcome(_question(begun, context), (SittingMoved(context.user, begun, context.now),))


def _open_sitting(options: Topics, context: StoredContext) -> Sitting | None:
    """Return the sitting to go on with, None where it is over or another one is asked for."""
    sitting = context.records.sitting(context.user)
    is_other = bool(options.topic or options.pack or options.missed)
    return None if sitting is None or sitting.is_over or is_other else sitting


def begin(cards: tuple[Asked, ...], title: str, context: StoredContext) -> Outcome:
    """Make cards of questions that a person has just had wrong, and begin with them."""
    begun = sitting_of(cards, context.rng, title)
    return Outcome(_question(begun, context), taken_up(context.user, begun, context.records.card, context.now))


def _begun(options: Topics, context: StoredContext) -> Sitting:
    # Nothing was drawn if a sitting was open then that has ended since.
    subject = context.drawn if isinstance(context.drawn, Material) else _material(options, context)
    cards = context.records.cards(context.user)
    ids = {question.id for question in subject.questions}
    cards_of_subject = [card for card in cards if subject.is_everything or card.asked.id in ids]
    due = [_current(card, context) for card in cards_of_subject if card.memory.due <= context.now]
    return sitting_of(pick(due, subject.questions, cards), context.rng, subject.title)


def _current(card: Card, context: Context) -> Card:
    return replace(card, asked=material.current(context.library, card.asked))


def _material(options: Topics, context: StoredContext) -> Material:
    if options.missed:
        return _checked(Material(_missed(context), context.say(replies.MISSED_TITLE)), context)
    subject = subject_of(options.pack, options.topic, context)
    if subject.pack:
        questions = [
            question for question in subject.pack.questions if not subject.topic or subject.topic in question.topics
        ]
        return _checked(Material(material.cards_of(context.library, questions), subject.title), context)
    if subject.topic:
        return _checked(Material(material.on_topic(context.library, subject.topic), subject.title), context)
    return Material((*_missed(context), *material.everything(context.library)), is_everything=True)


def _checked(subject: Material, context: Context) -> Material:
    """Return what is to be learned; UsageError where it has no questions."""
    if subject.questions:
        return subject
    is_missed = subject.title == context.say(replies.MISSED_TITLE)
    raise UsageError(context.say(replies.NOTHING_MISSED) if is_missed else context.say(replies.NO_MATERIAL))


def _missed(context: StoredContext) -> tuple[Asked, ...]:
    return tuple(missed.asked for missed in context.records.missed(context.user))


@command("card due", N_("Go on with the cards you have, and no new ones"), lock=study_lock, hidden=True)
def due(options: Nothing, context: StoredContext) -> Outcome:
    """Go on with the open sitting, or begin one with the cards that are due, and no new ones."""
    sitting = context.records.sitting(context.user)
    if sitting and not sitting.is_over:
        return Outcome(_question(sitting, context))
    cards = [card for card in context.records.cards(context.user) if card.memory.due <= context.now]
    begun = sitting_of(pick([_current(card, context) for card in cards], (), ()), context.rng)
    if begun.is_over:
        return Outcome(
            replies.nothing(context.say, _counts(context), context.settings.zone, (_more(context),), is_own=True)
        )
    return Outcome(_question(begun, context), (SittingMoved(context.user, begun, context.now),))


@command("card show", N_("Show the answer"), lock=study_lock, hidden=True)
@_as_learner
def show(options: OnCard, context: StoredContext) -> Outcome:
    """Show the open card's answer."""
    return Outcome(_with_answer(_sitting(options.card, context), "", context, is_pressed=True))


@command("card answer", N_("Answer the open card"), lock=study_lock, hidden=True)
@_as_learner
def answer(options: Answered, context: StoredContext) -> Outcome:
    """Judge what was typed, and show the answer."""
    return _answered(options.answer, _sitting(options.card, context), context, is_pressed=True)


def _answered(text: str, sitting: Sitting, context: StoredContext, *, is_pressed: bool = False) -> Outcome:
    asked = _open(sitting)
    shown = questions.named(context.say, asked, text) if asked.several else text
    verdict = replies.verdict(context.say, shown, _is_right(text, asked))
    return Outcome(_with_answer(sitting, verdict, context, is_pressed=is_pressed))


def _is_right(text: str, asked: Asked) -> bool:
    """Whether a typed answer is right; where choices are shown, it may be a letter."""
    letters = "" if asked.form.can_be_typed else questions.LETTERS[: len(asked.choices)]
    if len(text) == 1 and text.upper() in letters:
        return letters.index(text.upper()) == asked.right
    return is_right(text, asked)


@command("card grade", N_("Say how well you knew it"), lock=study_lock, hidden=True)
@_as_learner
def grade(options: Graded, context: StoredContext) -> Outcome:
    """Store a grade and the sitting's next step, and ask the next card."""
    sitting, user = _sitting(options.card, context), context.user
    asked = _open(sitting)
    card = context.records.card(user, asked.id)
    before = card.memory if card else None
    after = sitting.grade(options.grade, before)
    studied = Studied(user, Card(asked, review(before, options.grade, context.now)))
    return Outcome(_following(after, studied, context), (studied, SittingMoved(user, after, context.now)))


@command("card undo", N_("Take the last grade back"), lock=study_lock, hidden=True)
@_as_learner
def undo(options: LastCard, context: StoredContext) -> Outcome:
    """Take the last grade back, and show its card again."""
    sitting, user = context.records.sitting(context.user), context.user
    if sitting is None or sitting.last is None:
        raise UsageError(context.say(replies.NOTHING_TO_UNDO))
    if options.card not in ("", sitting.key):
        raise UsageError(context.say(replies.GONE))
    before, last = sitting.undo(sitting.last), sitting.last
    asked = _open(before)
    card = Studied(user, Card(asked, last.before)) if last.before else Unstudied(user, last.question)
    shown = _question(before, context)
    return Outcome(replace(shown, replaces=True), (card, SittingMoved(user, before, context.now)))


@command("card stop", N_("End the sitting"), lock=study_lock, hidden=True)
@_as_learner
def stop(options: Nothing, context: StoredContext) -> Outcome:
    """End the sitting; grades that were given stay."""
    sitting = needed(context.records.sitting(context.user), context.say(replies.NO_SITTING))
    done = replies.done(context.say, sitting.position, _counts(context), context.settings.zone, (_more(context),))
    return Outcome(replace(done, replaces=True), (SittingStopped(context.user),))


@form("card type", N_("Type the answer"), hidden=True)
def ask_text(options: OnCard, context: Context) -> Outcome:
    """Open the form in which the answer is typed."""
    return Outcome(answer_form(context.say, "answer", action_of("card answer", card=options.card), TEXT_LIMIT))


@command("card choose", N_("Choose all that are right"), response=Response.FORM, hidden=True)
@_as_learner
def ask_several(options: OnCard, context: StoredContext) -> Outcome:
    """Open the form in which several choices are chosen."""
    sitting = _sitting(options.card, context)
    action = action_of("card answer", card=sitting.key)
    return Outcome(choose_form(context.say, _open(sitting), "answer", action))


def _sitting(card: str, context: StoredContext) -> Sitting:
    """Return the sitting whose open card this is, "" for any; UsageError when the card is no longer open."""
    sitting = context.records.sitting(context.user)
    if sitting is None or sitting.is_over:
        raise UsageError(context.say(replies.NO_SITTING))
    if card not in ("", sitting.key):
        raise UsageError(context.say(replies.GONE), (_more(context),))
    return sitting


def _open(sitting: Sitting) -> Asked:
    asked = sitting.current
    if asked is None:
        raise RuntimeError("the sitting is over")
    return asked


def _question(sitting: Sitting, context: StoredContext, after: Studied | None = None) -> Reply:
    say, asked = context.say, _open(sitting)
    choices = (
        replace(button(say(replies.SHOW), "card show", card=sitting.key), style=Style.PRIMARY),
        _answering(asked, sitting, context),
        *_undo(sitting, context),
        button(say(replies.STOP), "card stop"),
    )
    return replies.question(say, sitting, asked, _counts(context, after).due, choices)


def _answering(asked: Asked, sitting: Sitting, context: Context) -> Choice:
    """Return the button to the form in which a card is answered."""
    if asked.several:
        return button(context.say(CHOOSE), "card choose", card=sitting.key)
    return button(context.say(replies.TYPE), "card type", card=sitting.key)


def _with_answer(sitting: Sitting, verdict: str, context: StoredContext, *, is_pressed: bool = False) -> Reply:
    asked = _open(sitting)
    card = context.records.card(context.user, asked.id)
    choices = tuple(
        Choice(
            replies.grade_label(context.say, grade, wait),
            action_of("card grade", card=sitting.key, grade=grade),
            style=_STYLES.get(grade, Style.PLAIN),
        )
        for grade, wait in waits(card.memory if card else None, context.now).items()
    )
    reply = replies.answer(context.say, context.library, sitting, asked, verdict, choices)
    return replace(reply, replaces=is_pressed)


def _following(after: Sitting, studied: Studied, context: StoredContext) -> Reply:
    """Return the reply after a grade: the next card, or the end of the sitting."""
    if not after.is_over:
        return replace(_question(after, context, studied), replaces=True)
    counts = _counts(context, studied)
    choices = (*_undo(after, context), _more(context))
    return replace(
        replies.done(context.say, after.position, counts, context.settings.zone, choices),
        replaces=True,
    )


def _undo(sitting: Sitting, context: Context) -> tuple[Choice, ...]:
    return (button(context.say(replies.UNDO), "card undo", card=sitting.key),) if sitting.last else ()


def _more(context: Context) -> Choice:
    return button(context.say(replies.MORE), "study")


def _counts(context: StoredContext, after: Studied | None = None) -> replies.Counts:
    """Count the person's cards, one of them as it is about to be stored."""
    cards = {card.asked.id: card for card in context.records.cards(context.user)}
    if after:
        cards[after.card.asked.id] = after.card
    moments = sorted(card.memory.due for card in cards.values())
    later = [due for due in moments if due > context.now]
    return replies.Counts(len(moments), len(moments) - len(later), later[0] if later else None)


ROWS = (study, due, show, answer, grade, undo, stop, ask_text, ask_several)
