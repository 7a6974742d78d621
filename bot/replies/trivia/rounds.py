"""What is said in the course of a round: its start, its questions, what they turned out to be, its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat import Choice, Countdown, Field, Fill, Form, Input, Reply
from bot.facts.library import Library
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.boards import in_browsers
from bot.replies.trivia.pictures import of_answers, of_standings
from bot.replies.trivia.standings import team_fields, top_fields, winner
from bot.trivia.plan import Mode, Pace, Plan, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Ending, Phase, Round, Verdict, lead

CHOOSE = N_("Choose")
TYPE = N_("Answer")
HINT = N_("Hint")
BEGIN = N_("Begin, or go on")
NEXT = N_("Next question")
AGAIN = N_("Play again")
REVIEW = N_("What I missed")
HINT_LETTERS = N_("Hint: {letters}")
TEAM_NAME = N_("Team {number}")
PAUSED = N_("The round is paused. /trivia resume goes on; after a day without that it ends.")
RESUMED = N_("The round goes on.")
SKIPPED = N_("Skipped.")
# A choice that is longer stands in the text, and its button shows the letter alone.
BUTTON_LENGTH = 40
MOST_SHOWN = 3
MODES: Mapping[Mode, str] = {
    Mode.EVERYONE: N_("everyone answers until time is up"),
    Mode.FIRST: N_("the first right answer wins"),
    Mode.TYPE: N_("everyone types the answer"),
    Mode.SURVEY: N_("a survey: nothing is right or wrong"),
    Mode.OWN: N_("everyone at their own tempo, until a date"),
}
PACES: Mapping[Pace, str] = {
    Pace.CLOCK: N_("the clock"),
    Pace.HOST: N_("the host, with /trivia go"),
}
# Under a question that is closed, by what came next.
_CLOSED: Mapping[Phase, str] = {
    Phase.REVEALED: N_("Closed. The answer is below."),
    Phase.OPEN: N_("The question is asked again below."),
    Phase.ENDED: N_("The round is over."),
}
DIFFICULTIES = {"1": N_("easy"), "2": N_("medium"), "3": N_("hard")}
WENT_ON = {
    Phase.OPEN: N_("The question is asked."),
    Phase.REVEALED: N_("The answer is told."),
    Phase.ENDED: N_("The round is over."),
}


def started(say: Catalog, plan: Plan, choices: Sequence[Choice]) -> Reply:
    """Announce a round that begins in a moment."""
    number = len(plan.questions)
    about = say("Trivia: {about}", about=plan.title) if plan.title else say("Trivia")
    told = say.count("{number} question", "{number} questions", number)
    return Reply(
        title=about,
        text=say(
            "{questions}, {seconds} seconds each; {mode}.",
            questions=told,
            seconds=plan.seconds,
            mode=say(MODES[plan.mode]),
        ),
        fields=(
            *((Field(say("Teams"), say.several(plan.teams)),) if plan.teams else ()),
            Field(say("First question"), _begins(say, plan)),
        ),
        notes=tuple(_rules(say, plan)),
        choices=tuple(choices),
    )


def _begins(say: Catalog, plan: Plan) -> str:
    if plan.waits:
        return say("when the host begins, with /trivia go")
    seconds = int(lead(plan).total_seconds())
    return say.count("in {number} second", "in {number} seconds", seconds) if seconds else say("at once")


def started_own(say: Catalog, plan: Plan, zone: str, begin: Choice) -> Reply:
    """Announce a round at everyone's own tempo."""
    told = say.count("{number} question", "{number} questions", len(plan.questions))
    until = say.moment(plan.until, zone) if plan.until else ""
    return Reply(
        title=say("Trivia: {about}", about=plan.title) if plan.title else say("Trivia"),
        text=say("{questions} at your own tempo. Open until: {until}.", questions=told, until=until),
        notes=(say("Questions and answers are seen by you alone."), *_rules(say, plan)),
        choices=(begin,),
    )


def _rules(say: Catalog, plan: Plan) -> list[str]:
    notes = []
    if plan.mode not in (Mode.OWN, Mode.FIRST):
        notes.append(say("Answers are private; nobody is told who was wrong."))
    if plan.can_change:
        notes.append(say("You can change your answer until time is up."))
    if plan.has_names:
        notes.append(say("The host asked for real names: standings and the host's report show yours."))
    else:
        notes.append(say("You are shown by a number, or by a nickname: /trivia join name:Heron."))
    return notes


def question(say: Catalog, current: Round, buttons: Sequence[Choice]) -> Reply:
    """Ask the current question."""
    asked, total = current.asked, len(current.plan.questions)
    if asked is None:
        raise RuntimeError("no question is asked")
    deadline = current.state.deadline
    return Reply(
        title=say("Question {number} of {total}", number=current.state.question + 1, total=total),
        text=questions.sentence(say, asked),
        fields=choice_fields(say, asked) if current.plan.shows_choices(asked) else (),
        notes=several_notes(say, asked),
        countdown=Countdown(say("Time is up"), deadline) if deadline else None,
        choices=tuple(buttons),
    )


def closed(say: Catalog, current: Round, after: Round) -> Reply:
    """Show a question whose time is over, in its own message: what was asked, and nothing to press any more."""
    asked = current.asked
    open_one = question(say, current, ())
    fields = lettered_fields(say, asked) if asked and not current.plan.is_typed else ()
    return replace(open_one, fields=fields, countdown=None, notes=(say(_CLOSED[after.state.phase]),))


def own_question(say: Catalog, current: Round, number: int, buttons: Sequence[Choice]) -> Reply:
    """Ask somebody their next question."""
    asked = current.plan.questions[number]
    total = len(current.plan.questions)
    return Reply(
        title=say("Question {number} of {total}", number=number + 1, total=total),
        text=questions.sentence(say, asked),
        fields=choice_fields(say, asked),
        notes=several_notes(say, asked),
        choices=tuple(buttons),
    )


def choice_fields(say: Catalog, asked: Asked) -> tuple[Field, ...]:
    """Return the choices by letter, where they are too long for buttons, or where no button is for one alone."""
    fields = lettered_fields(say, asked)
    is_short = all(len(field.value) <= BUTTON_LENGTH for field in fields)
    return () if is_short and not asked.several else fields


def lettered_fields(say: Catalog, asked: Asked) -> tuple[Field, ...]:
    """Return the choices by letter."""
    shown = (questions.choice(say, asked, index) for index in range(len(asked.choices)))
    return tuple(Field(letter, text) for letter, text in zip(questions.LETTERS, shown, strict=False))


def several_notes(say: Catalog, asked: Asked) -> tuple[str, ...]:
    """Say that several choices are right, where they are."""
    return (say("Several are right: all of them, and no other, must be chosen."),) if asked.several else ()


def choice_label(say: Catalog, asked: Asked, index: int) -> str:
    """Label the button of a choice."""
    return questions.LETTERS[index] if choice_fields(say, asked) else questions.lettered(say, asked, index)


def join_label(say: Catalog, team: str) -> str:
    """Label the button by which one joins a round, or a team of it."""
    return say("Join {team}", team=team) if team else say("Join")


def answer_form(say: Catalog, name: str, action: str, limit: int) -> Reply:
    """Ask for a typed answer; `name` is the option that takes it."""
    return Reply(form=Form(say("Your answer"), action, (Input(name, say("Answer"), limit=limit),), say("Send")))


def choose_form(say: Catalog, asked: Asked, name: str, action: str, chosen: str = "") -> Reply:
    """Ask for all the right choices; `name` is the option that takes their letters, `chosen` are those held already."""
    letters = questions.LETTERS[: len(asked.choices)]
    choices = tuple((letter, questions.lettered(say, asked, index)) for index, letter in enumerate(letters))
    boxes = Input(
        name,
        say("All that are right"),
        chosen,
        questions.sentence(say, asked),
        choices=choices,
        fill=Fill.SEVERAL,
    )
    return Reply(form=Form(say("Your answer"), action, (boxes,), say("Send")))


def hint_not(say: Catalog, asked: Asked, wrong: int) -> str:
    """Rule a choice out."""
    return say("Hint, one that is wrong: {choice}.", choice=questions.lettered(say, asked, wrong))


def answered(say: Catalog, current: Round, verdict: Verdict, told: str, right: str) -> Reply:
    """Tell somebody privately what became of their answer; `told` is what they answered, `right` the right answer."""
    if verdict in (Verdict.RIGHT, Verdict.WRONG) and current.plan.tells_at_once:
        text = (
            say("Right: {answer}", answer=right)
            if verdict is Verdict.RIGHT
            else say("Not right: {answer}.", answer=told)
        )
        return Reply(text=text)
    return Reply(
        text=say("Your answer is in: {answer}", answer=told),
        notes=(say("You can change it until time is up."),) if current.plan.can_change else (),
    )


def own_verdict(say: Catalog, asked: Asked, verdict: Verdict, told: str) -> str:
    """Say, at one's own tempo, whether an answer was right, and which is."""
    if verdict is Verdict.RIGHT:
        return say("Right: {answer}", answer=told)
    return say("Not right: {answer}. The answer: {right}", answer=told, right=questions.said(say, asked, asked.answer))


def own_done(say: Catalog, right: int, total: int, is_scored: bool) -> Reply:
    """Say that all questions are answered."""
    score = say("You had {right} of {total} right.", right=right, total=total) if is_scored else ""
    done = say("That was the last question.")
    return Reply(text="\n\n".join(part for part in (done, score) if part))


def reveal(say: Catalog, library: Library, current: Round) -> Reply:
    """Tell the answer, why, by which source, and how many chose what; nobody is named but for the best."""
    asked, number = current.asked, current.state.question
    if asked is None:
        raise RuntimeError("no question is asked")
    is_skipped = number in current.state.skipped
    notes = (say("The question was skipped; it counts for nobody."),) if is_skipped else ()
    return Reply(
        title=_reveal_title(say, current, asked),
        text=questions.explanation(say, library, asked) if current.plan.is_scored else "",
        fields=(*_counts(say, current, asked), *_best(say, current)),
        items=questions.entries(say, library, asked) if current.plan.is_scored else (),
        picture=of_answers(say, current),
        notes=(*notes, *in_browsers(say, current)),
        sources=questions.sources(say, library, asked) if current.plan.is_scored else (),
    )


def _reveal_title(say: Catalog, current: Round, asked: Asked) -> str:
    if not current.plan.is_scored:
        return say("What you said")
    if current.plan.is_typed:
        return say("The answer: {answer}", answer=asked.answer)
    return say("The answer: {answer}", answer=questions.right_lettered(say, asked))


def _counts(say: Catalog, current: Round, asked: Asked) -> tuple[Field, ...]:
    given = current.answers_to(current.state.question)
    if current.plan.is_typed:
        right = sum(bool(one.is_right) for one in given)
        return (Field(say("Right"), say("{right} of {total}", right=say.number(right), total=say.number(len(given)))),)
    return tuple(
        Field(
            # In front, where no narrow screen puts the mark on a line of its own.
            ("✓ " if index in asked.rights and current.plan.is_scored else "") + questions.lettered(say, asked, index),
            say.number(sum(index in one.picks(asked) for one in given)),
        )
        for index in range(len(asked.choices))
    )


def _best(say: Catalog, current: Round) -> tuple[Field, ...]:
    is_told = current.plan.is_scored and current.plan.has_scores
    return top_fields(say, current, MOST_SHOWN) if is_told else ()


def ended(say: Catalog, current: Round, choices: Sequence[Choice]) -> Reply:
    """Tell how a round ended, and who won it."""
    why = {
        Ending.ABANDONED: N_("Nobody has answered for a while, so I end the round here."),
        Ending.STALE: N_("The round stood still for long, so I end it here."),
    }.get(current.state.ending or Ending.DONE)
    is_told = current.plan.is_scored and bool(current.answers)
    return Reply(
        title=say("The round is over"),
        text="\n".join(part for part in (say(why) if why else "", winner(say, current) if is_told else "") if part),
        fields=(*team_fields(say, current), *top_fields(say, current, 10)) if is_told else (),
        picture=of_standings(say, current) if is_told else None,
        notes=(say("Whoever started the round gets the results with /trivia report."),),
        choices=tuple(choices),
    )


def joined(say: Catalog, player: Player) -> Reply:
    """Welcome a player."""
    name = player.name or say("Player {number}", number=player.number)
    if player.team:
        return Reply(text=say("Your name: {name}. Your team: {team}.", name=name, team=player.team))
    return Reply(text=say("Your name: {name}.", name=name))


def locked(say: Catalog, *, is_locked: bool) -> Reply:
    """Confirm who may join."""
    if is_locked:
        return Reply(text=say("Nobody new can join now. /trivia lock no lets people in again."))
    return Reply(text=say("People can join again."))
