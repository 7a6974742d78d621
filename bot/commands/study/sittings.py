"""/study: learn by being asked again when one is about to forget, a few minutes at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.chat import Choice, Reply, Request, Style, UsageError
from bot.commands.context import Context
from bot.commands.moderation.settings import complete_pack
from bot.commands.places import records_of
from bot.commands.reading.names import complete_topic
from bot.commands.reading.subjects import subject_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, action_of, button
from bot.commands.study.reminding import OPTIONS as REMINDING
from bot.commands.study.reminding import is_about_reminders, remind, told_of_refusal
from bot.replies.catalog import N_
from bot.replies.study import sittings as replies
from bot.replies.trivia import questions
from bot.trivia import material
from bot.trivia.answers import is_right
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
    waits,
)

TEXT_LIMIT = 100
_STYLES = {Grade.AGAIN: Style.DANGER, Grade.GOOD: Style.PRIMARY}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to learn; `is_everything` takes along whatever card is due."""

    questions: tuple[Asked, ...]
    title: str = ""
    is_everything: bool = False


def study(request: Request, context: Context) -> Outcome:
    """Go on with one's cards, begin with some, answer the one that is open, or set one's reminder."""
    if is_about_reminders(request):
        return remind(request, context)
    return told_of_refusal(_studied(request, context), request, context)


def _studied(request: Request, context: Context) -> Outcome:
    if "answer" in request.options:
        # Typed without quotation marks, an answer of several words goes on where the topic would stand.
        text = f"{request.options['answer']} {request.options.get('topic', '')}".strip()
        return answer(replace(request, options={"answer": text}), context)
    found = records_of(context).sitting(request.user)
    if found and not found.is_over and not request.options:
        return Outcome(_question(found, request, context))
    sitting = _begun(request, context)
    if sitting.is_over:
        return Outcome(replies.nothing(context.say, _counts(request, context), context.settings.zone, ()))
    return Outcome(_question(sitting, request, context), (SittingMoved(request.user, sitting, request.at),))


def _begun(request: Request, context: Context) -> Sitting:
    wanted = _wanted(request, context)
    cards = records_of(context).cards(request.user)
    among = {asked.id for asked in wanted.questions}
    fit = [card for card in cards if wanted.is_everything or card.asked.id in among]
    due = [_current(card, context) for card in fit if card.memory.due <= request.at]
    return Sitting(context.rng.randrange(10**6), pick(due, wanted.questions, cards), wanted.title)


def _current(card: Card, context: Context) -> Card:
    return replace(card, asked=material.current(context.library, card.asked))


def _wanted(request: Request, context: Context) -> Wanted:
    options = request.options
    if options.get("missed") == "yes":
        return _checked(Wanted(_missed(request, context), replies.missed_title(context.say)), context)
    subject = subject_of(request, context)
    if subject.pack:
        fit = [one for one in subject.pack.questions if not subject.topic or material.is_about(one, subject.topic)]
        return _checked(Wanted(material.cards_of(context.library, fit), subject.title), context)
    if subject.topic:
        return _checked(Wanted(material.on_topic(context.library, subject.topic), subject.title), context)
    return Wanted((*_missed(request, context), *material.everything(context.library)), is_everything=True)


def _checked(wanted: Wanted, context: Context) -> Wanted:
    if wanted.questions:
        return wanted
    is_missed = wanted.title == replies.missed_title(context.say)
    raise UsageError(replies.nothing_missed(context.say) if is_missed else replies.no_material(context.say))


def _missed(request: Request, context: Context) -> tuple[Asked, ...]:
    return tuple(missed.asked for missed in records_of(context).missed(request.user))


def show(request: Request, context: Context) -> Outcome:
    """Show the open card's answer."""
    sitting = _sitting(request, context)
    return Outcome(_answer(sitting, "", request, context))


def answer(request: Request, context: Context) -> Outcome:
    """Judge what somebody typed, and show the answer."""
    sitting = _sitting(request, context)
    asked, text = _open(sitting), request.options["answer"][:TEXT_LIMIT]
    return Outcome(_answer(sitting, replies.verdict(context.say, text, _is_right(text, asked)), request, context))


def _is_right(text: str, asked: Asked) -> bool:
    """Whether a typed answer, or where choices are shown its letter, is right."""
    letters = "" if asked.can_be_typed else questions.LETTERS[: len(asked.choices)]
    if len(text) == 1 and text.upper() in letters:
        return letters.index(text.upper()) == asked.right
    return is_right(text, asked)


def grade(request: Request, context: Context) -> Outcome:
    """Take a grade, and ask the next card; the grade and the sitting's next step are stored together."""
    sitting, user = _sitting(request, context), request.user
    asked, grade = _open(sitting), Grade(request.options["grade"])
    known = records_of(context).card(user, asked.id)
    before = known.memory if known else None
    after = sitting.grade(grade, before)
    studied = Studied(user, Card(asked, review(before, grade, request.at)))
    stored = (studied, SittingMoved(user, after, request.at))
    return Outcome(_following(after, studied, request, context), stored)


def undo(request: Request, context: Context) -> Outcome:
    """Take the last grade back, and show its card again."""
    sitting = records_of(context).sitting(request.user)
    if sitting is None or sitting.last is None:
        raise UsageError(replies.nothing_to_undo(context.say))
    if request.options.get("card") not in (None, sitting.key):
        raise UsageError(replies.gone(context.say))
    before, last = sitting.undo(sitting.last), sitting.last
    asked = _open(before)
    card = Studied(request.user, Card(asked, last.before)) if last.before else Unstudied(request.user, last.question)
    shown = _question(before, request, context)
    return Outcome(replace(shown, replaces=True), (card, SittingMoved(request.user, before, request.at)))


def stop(request: Request, context: Context) -> Outcome:
    """End the sitting; what is graded stays."""
    found = records_of(context).sitting(request.user)
    if found is None:
        raise UsageError(replies.no_sitting(context.say))
    done = replies.done(
        context.say, found.position, _counts(request, context), context.settings.zone, (_more(context),)
    )
    return Outcome(replace(done, replaces=True), (SittingStopped(request.user),))


def ask_text(request: Request, context: Context) -> Outcome:
    """Open the form in which one types the answer."""
    return Outcome(replies.form(context.say, action_of("card answer", card=request.options["card"]), TEXT_LIMIT))


def _sitting(request: Request, context: Context) -> Sitting:
    """Return the sitting whose open card is meant; UsageError when the card is no longer open."""
    found = records_of(context).sitting(request.user)
    if found is None or found.is_over:
        raise UsageError(replies.no_sitting(context.say))
    if request.options.get("card") not in (None, found.key):
        raise UsageError(replies.gone(context.say), (_more(context),))
    return found


def _open(sitting: Sitting) -> Asked:
    asked = sitting.current
    assert asked is not None
    return asked


def _question(sitting: Sitting, request: Request, context: Context, after: Studied | None = None) -> Reply:
    say, asked = context.say, _open(sitting)
    choices = (
        replace(button(replies.show_label(say), "card show", card=sitting.key), style=Style.PRIMARY),
        button(replies.type_label(say), "card type", card=sitting.key),
        *_undo(sitting, context),
        button(replies.stop_label(say), "card stop"),
    )
    return replies.question(say, sitting, asked, _counts(request, context, after).due, choices)


def _answer(sitting: Sitting, verdict: str, request: Request, context: Context) -> Reply:
    asked = _open(sitting)
    known = records_of(context).card(request.user, asked.id)
    found = waits(known.memory if known else None, request.at)
    choices = tuple(
        Choice(
            replies.grade_label(context.say, grade, wait),
            action_of("card grade", card=sitting.key, grade=grade),
            style=_STYLES.get(grade, Style.PLAIN),
        )
        for grade, wait in found.items()
    )
    told = replies.answer(context.say, context.library, sitting, asked, verdict, choices)
    return replace(told, replaces="card" in request.options)


def _following(after: Sitting, studied: Studied, request: Request, context: Context) -> Reply:
    """Return the next card, or what there is to say after the last one."""
    if not after.is_over:
        return replace(_question(after, request, context, studied), replaces=True)
    counts = _counts(request, context, studied)
    choices = (*_undo(after, context), _more(context))
    return replace(
        replies.done(context.say, after.position, counts, context.settings.zone, choices),
        replaces=True,
    )


def _undo(sitting: Sitting, context: Context) -> tuple[Choice, ...]:
    return (button(replies.undo_label(context.say), "card undo", card=sitting.key),) if sitting.last else ()


def _more(context: Context) -> Choice:
    return button(replies.more_label(context.say), "study")


def _counts(request: Request, context: Context, after: Studied | None = None) -> replies.Counts:
    """Count somebody's cards, with what is about to be stored of one of them."""
    cards = {card.asked.id: card for card in records_of(context).cards(request.user)}
    if after:
        cards[after.card.asked.id] = after.card
    moments = sorted(card.memory.due for card in cards.values())
    later = [due for due in moments if due > request.at]
    return replies.Counts(len(moments), len(moments) - len(later), later[0] if later else None)


def study_lock(request: Request) -> Sequence[str]:
    """Name the person: what is decided about their cards is decided one after the other, in all processes."""
    return ("study", request.user.platform, request.user.id)


def _as_learner(run: Callable[[Request, Context], Outcome]) -> Callable[[Request, Context], Outcome]:
    """Let somebody who pressed a reminder's button, and so asks in a place of its own, go on with what they learn."""

    def asked(request: Request, context: Context) -> Outcome:
        reminder = records_of(context).reminder_anywhere(request.user) if request.is_direct else None
        return run(replace(request, user=reminder.user) if reminder else request, context)

    return asked


def _own(
    name: str,
    run: Callable[[Request, Context], Outcome],
    help_text: str,
    options: tuple[Option, ...] = (),
    examples: tuple[str, ...] = (),
) -> Command:
    return Command(
        name,
        _as_learner(run),
        help_text,
        options,
        examples,
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=study_lock,
    )


_CARD = Option("card", N_("which card"), required=True, hidden=True)
_GRADE = Option(
    "grade",
    N_("how well you knew it"),
    required=True,
    hidden=True,
    choices=tuple((grade.value, text) for grade, text in replies.GRADES.items()),
)
_ANSWER = Option("answer", N_("your answer to the open card"), named=True)
_OPTIONS = (
    Option("topic", N_("only this topic, organization or treaty"), complete=complete_topic),
    Option("pack", N_("only this pack"), named=True, complete=complete_pack),
    Option("missed", N_("only what you had wrong in trivia"), Kind.BOOLEAN, named=True),
    _ANSWER,
    *REMINDING,
)

ROWS = (
    _own(
        "study",
        study,
        N_("Learn with cards that come back when you are about to forget them; only you see them"),
        _OPTIONS,
        ("/study", "/study enlargement", "/study missed:yes", "/study answer:1949", "/study remind:18:00 zone:Paris"),
    ),
    *(
        replace(row, hidden=True)
        for row in (
            _own("card show", show, N_("Show the answer"), (_CARD,)),
            _own("card answer", answer, N_("Answer the open card"), (_CARD, replace(_ANSWER, required=True))),
            _own("card grade", grade, N_("Say how well you knew it"), (_CARD, _GRADE)),
            _own("card undo", undo, N_("Take the last grade back"), (replace(_CARD, required=False),)),
            _own("card stop", stop, N_("End the sitting")),
            Command(
                "card type",
                ask_text,
                N_("Type the answer"),
                (_CARD,),
                response=Response.FORM,
                visibility=Visibility.PRIVATE,
            ),
        )
    ),
)
