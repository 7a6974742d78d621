"""/answer, /trivia join, and what the buttons under a question ask."""

from __future__ import annotations

from bot.chat import Reply, UsageError, action_of, button, needed
from bot.commands.context import Change, Context, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import channel_lock
from bot.commands.reading.stored import complete_team
from bot.commands.row import Outcome, Response, command, form
from bot.commands.trivia.hosting import InRound
from bot.commands.trivia.playing import check_name, choice_buttons, moved, running
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import questions, refusals, rounds as replies
from bot.trivia.answers import accepts, chosen, initial, is_right, lettered
from bot.trivia.plan import NAME_LIMIT, Answer, Mode, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.records import Answered, Joined, Started
from bot.trivia.round import Phase, Round, Verdict
from bot.trivia.standings import smallest_team

TEXT_LIMIT = 100
_GOOD = (Verdict.RIGHT, Verdict.WRONG, Verdict.TAKEN)


class AnswerOptions(Options):
    """An answer: a choice that was pressed, or a text; without `round`, it is for the one that runs in the channel."""

    text: str = option(N_("your answer, or the letter of a choice"), default="", limit=TEXT_LIMIT)
    round: str = option(N_("the round"), default="", hidden=True)
    question: int | None = option(N_("which question"), hidden=True)
    choice: int | None = option(N_("which choice"), hidden=True)


class Question(InRound):
    """Which question of which round."""

    question: int = option(N_("which question"), hidden=True)


class Join(Options):
    """Under which nickname, and in which team."""

    name: str = option(N_("the nickname you are shown by"), default="", named=True)
    team: str = option(N_("the team"), default="", complete=complete_team, named=True)


@command("answer", N_("Answer the question of the round; only you see that"), "/answer Robertson", "/answer B")
def answer(options: AnswerOptions, context: StoredContext) -> Outcome:
    """Take an answer: a choice that was pressed, or what was typed."""
    started = _started(options.round, context)
    before, player = _with_player(started.round, context)
    unjudged = _answer(options, before, context)
    if unjudged.choice < 0 and not unjudged.text:
        raise UsageError(context.say(refusals.EMPTY_ANSWER))
    _check_choice(unjudged, before, context)
    after, verdict = before.answer(unjudged)
    if verdict not in _GOOD:
        raise UsageError(refusals.refused(context.say, verdict))
    judged = after.answer_of(context.user.id, unjudged.question) or unjudged
    has_joined = started.round.player(context.user.id) is not None
    joined = () if has_joined else (Joined(after.id, context.user, player, context.now),)
    stored = (*joined, Answered(after.id, context.user, judged, before.plan.can_change))
    if before.plan.mode is Mode.OWN:
        return Outcome(_judged_alone(after, judged, verdict, context), stored)
    return Outcome(_judged(after, judged, verdict, context), (*stored, *_won(started, after, context)))


def _won(started: Started, after: Round, context: StoredContext) -> tuple[Change, ...]:
    """Return the changes that reveal the question, where the first right answer ends it."""
    ticked = after.tick(context.now)
    is_won = after.plan.mode is Mode.FIRST and ticked.state.phase is Phase.REVEALED
    return moved(started, ticked, context.now, context) if is_won else ()


def _started(round_id: str, context: StoredContext) -> Started:
    code = round_id or context.records.running_code(context.channel)
    started = context.records.round_to_answer(code, context.user) if code else None
    return needed(started, context.say(refusals.NO_ROUND))


def _with_player(current: Round, context: StoredContext) -> tuple[Round, Player]:
    """Return the round and the person as a player of it; one who was none joins it now."""
    if not current.admits(context.user.id):
        raise UsageError(refusals.not_admitted(context.say, is_removed=context.user.id in current.removed))
    player = current.player(context.user.id)
    if player:
        return current, player
    name = context.request.user_name[:NAME_LIMIT] if current.plan.has_names else ""
    number, since = len(current.players) + 1, max(current.state.question, 0)
    joining = Player(context.user.id, number, name, smallest_team(current), since=since)
    return current.join(joining), joining


def _answer(options: AnswerOptions, current: Round, context: StoredContext) -> Answer:
    """Return the answer that was given, not judged yet; where choices are shown, a text that means one becomes it."""
    number = current.state.question if options.question is None else options.question
    choice = -1 if options.choice is None else options.choice
    if not 0 <= number < len(current.plan.questions):
        return Answer(context.user.id, number, context.now, choice, "" if choice >= 0 else options.text)
    asked = current.plan.questions[number]
    if asked.several:
        return Answer(context.user.id, number, context.now, text=_several(options.text, choice, asked))
    if choice < 0 and not current.plan.is_typed:
        choice = _meant(options.text, asked, context)
    return Answer(context.user.id, number, context.now, choice, "" if choice >= 0 else options.text)


def _several(text: str, choice: int, asked: Asked) -> str:
    """Return the letters of the choices that were pressed or named; the text as typed where it names none."""
    choices = (choice,) if 0 <= choice < len(asked.choices) else chosen(text, asked)
    return lettered(choices) or text


def _meant(text: str, asked: Asked, context: StoredContext) -> int:
    """Return the choice whose letter, or text, was typed; -1 for neither."""
    letters = questions.LETTERS[: len(asked.choices)]
    if len(text) == 1 and text.upper() in letters:
        return letters.index(text.upper())
    shown = [questions.choice(context.say, asked, index) for index in range(len(asked.choices))]
    near = [
        place for place, choice in enumerate(shown) if accepts(text, (choice,), (*shown[:place], *shown[place + 1 :]))
    ]
    exact = [place for place, choice in enumerate(shown) if choice.casefold() == text.casefold()]
    return next(iter((*exact, *near)), -1)


def _check_choice(answer: Answer, current: Round, context: StoredContext) -> None:
    """Raise UsageError for a text that means none of the choices that are shown."""
    if answer.choice >= 0 or current.plan.is_typed or not 0 <= answer.question < len(current.plan.questions):
        return
    asked = current.plan.questions[answer.question]
    # A text may be right without being a choice, if the question accepts it.
    if not asked.several and not is_right(answer.text, asked):
        raise UsageError(
            context.say(
                refusals.NO_CHOICE,
                text=answer.text,
                letters=context.say.alternatives(questions.LETTERS[: len(asked.choices)]),
            )
        )


def _judged(after: Round, answer: Answer, verdict: Verdict, context: Context) -> Reply:
    asked = after.plan.questions[answer.question]
    right = questions.said(context.say, asked, asked.answer)
    given = questions.given_lettered(context.say, asked, answer)
    return replies.answered(context.say, after, verdict, given, right)


def _judged_alone(after: Round, answer: Answer, verdict: Verdict, context: Context) -> Reply:
    """Return, in a round at everyone's own tempo, the verdict and why, with a button to the next question."""
    say, asked = context.say, after.plan.questions[answer.question]
    sentence = replies.own_verdict(say, asked, verdict, questions.given(say, asked, answer))
    follow = button(say(replies.NEXT), "trivia next", round=after.id)
    parts = (sentence, questions.list_of(say, asked), questions.explanation(say, context.library, asked))
    return Reply(
        text="\n\n".join(part for part in parts if part),
        items=questions.entries(say, context.library, asked),
        sources=questions.sources(say, context.library, asked),
        choices=(follow,),
        replaces=True,
    )


@command("trivia next", N_("Go on to the next question"), hidden=True)
def following(options: InRound, context: StoredContext) -> Outcome:
    """Ask the person, in a round at everyone's own tempo, the first question that they have not answered."""
    started, say = _started(options.round, context), context.say
    current, player = started.round, context.user.id
    if current.is_over:
        raise UsageError(refusals.refused(say, Verdict.CLOSED))
    numbers = range(len(current.plan.questions))
    number = next((number for number in numbers if not current.answer_of(player, number)), None)
    if number is None:
        right = sum(bool(answer.is_right) for answer in current.answers if answer.player == player)
        return Outcome(replies.own_done(say, right, len(current.plan.questions), current.plan.is_scored))
    return Outcome(replies.own_question(say, current, number, choice_buttons(current, number, context)))


@form("trivia type", N_("Type the answer"), hidden=True)
def ask_text(options: Question, context: Context) -> Outcome:
    """Open the form in which the answer is typed."""
    action = action_of("answer", round=options.round, question=options.question)
    return Outcome(replies.answer_form(context.say, "text", action, TEXT_LIMIT))


@command("trivia choose", N_("Choose all that are right"), response=Response.FORM, hidden=True)
def ask_several(options: Question, context: StoredContext) -> Outcome:
    """Open the form in which several choices are chosen; it holds those that the person chose before."""
    current, number = _started(options.round, context).round, options.question
    if current.is_over or not 0 <= number < len(current.plan.questions):
        raise UsageError(refusals.refused(context.say, Verdict.CLOSED))
    asked = current.plan.questions[number]
    before = current.answer_of(context.user.id, number)
    held = ",".join(questions.LETTERS[index] for index in before.picks(asked)) if before else ""
    action = action_of("answer", round=current.id, question=number)
    return Outcome(replies.choose_form(context.say, asked, "text", action, held))


@command("trivia hint", N_("Get a hint"), hidden=True)
def hint(options: Question, context: StoredContext) -> Outcome:
    """Give the person a hint: a choice that is wrong, or the first letters of the answer."""
    current = _started(options.round, context).round
    is_open = current.state.phase is Phase.OPEN and options.question == current.state.question
    if not is_open or current.asked is None:
        raise UsageError(refusals.refused(context.say, Verdict.CLOSED))
    asked = current.asked
    if current.plan.is_typed:
        text = context.say(replies.HINT_LETTERS, letters=initial(asked.answer))
    else:
        text = replies.hint_not(context.say, asked, asked.choices.index(asked.wrong[0]))
    return Outcome(Reply(text=text))


@command(
    "trivia join",
    N_("Join the round, with a nickname or in a team"),
    "/trivia join",
    "/trivia join name:Heron team:Owls",
    lock=channel_lock,
)
def join(options: Join, context: StoredContext) -> Outcome:
    """Join the round, under a nickname or in a team; a player who joins again keeps their score."""
    current, team, name = running(context).round, options.team, options.name[:NAME_LIMIT]
    if team and team not in current.plan.teams:
        raise UsageError(refusals.no_team(context.say, team, current.plan.teams))
    _, player = _with_player(current, context)
    check_name(name, player, current, context)
    shown = player.name if current.plan.has_names else name or player.name
    joining = replace(player, team=team or player.team, name=shown)
    return Outcome(replies.joined(context.say, joining), (Joined(current.id, context.user, joining, context.now),))


ROWS = (answer, join, ask_text, ask_several, hint, following)
