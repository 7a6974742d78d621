"""/answer, /trivia join, and the buttons under a question."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Change, Context
from bot.commands.places import records_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, action_of, button
from bot.commands.trivia.hosting import NAME_LIMIT, ROUND
from bot.commands.trivia.playing import channel_lock, choice_buttons, moved, running
from bot.replies.catalog import N_
from bot.replies.trivia import questions, refusals
from bot.replies.trivia import rounds as replies
from bot.trivia.answers import initial
from bot.trivia.plan import Answer, Mode, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.records import Answered, Joined, Started
from bot.trivia.round import Phase, Round, Verdict
from bot.trivia.standings import smallest_team

TEXT_LIMIT = 100
_GOOD = (Verdict.RIGHT, Verdict.WRONG, Verdict.TAKEN)


def answer(request: Request, context: Context) -> Outcome:
    """Take an answer: a choice that was pressed, or what was typed."""
    started = _asked(request, context)
    before, player = _with_player(started.round, request, context)
    given = _given(request, before)
    if given.choice < 0 and not given.text:
        raise UsageError(refusals.empty_answer(context.say))
    after, verdict = before.answer(given)
    if verdict not in _GOOD:
        raise UsageError(refusals.refused(context.say, verdict))
    judged = after.answer_of(request.user.id, given.question) or given
    known = started.round.player(request.user.id)
    joined = () if known else (Joined(after.id, request.user, player, request.at),)
    stored = (*joined, Answered(after.id, request.user, judged, before.plan.can_change))
    if before.plan.mode is Mode.OWN:
        return Outcome(_own(after, judged, verdict, request, context), stored)
    won = _won(started, after, request, context)
    return Outcome(_told(after, judged, verdict, context), (*stored, *won))


def _won(started: Started, after: Round, request: Request, context: Context) -> tuple[Change, ...]:
    """Return the reveal, where the first right answer ends the question."""
    done = after.tick(request.at)
    is_won = after.plan.mode is Mode.FIRST and done.state.phase is Phase.REVEALED
    return moved(started, done, request.at, context) if is_won else ()


def _asked(request: Request, context: Context) -> Started:
    records = records_of(context)
    code = request.options.get("round") or records.running_code(request.channel)
    found = records.round_to_answer(code, request.user) if code else None
    if found is None:
        raise UsageError(refusals.no_round(context.say))
    return found


def _with_player(current: Round, request: Request, context: Context) -> tuple[Round, Player]:
    """Return the round with whoever answers in it; a late joiner plays from now on."""
    if not current.admits(request.user.id):
        raise UsageError(refusals.not_admitted(context.say, is_removed=request.user.id in current.removed))
    found = current.player(request.user.id)
    if found:
        return current, found
    name = request.user_name[:NAME_LIMIT] if current.plan.has_names else ""
    player = Player(
        request.user.id, len(current.players) + 1, name, smallest_team(current), since=max(current.state.question, 0)
    )
    return current.join(player), player


def _given(request: Request, current: Round) -> Answer:
    options = request.options
    number = int(options.get("question", current.state.question))
    text = options.get("text", "").strip()[:TEXT_LIMIT]
    choice = int(options.get("choice", "-1"))
    if choice < 0 and not current.plan.is_typed and 0 <= number < len(current.plan.questions):
        choice = _meant(text, current.plan.questions[number])
    return Answer(request.user.id, number, request.at, choice, "" if choice >= 0 else text)


def _meant(text: str, asked: Asked) -> int:
    """Return the choice whose letter, or text, was typed; -1 for neither."""
    letters = questions.LETTERS[: len(asked.choices)]
    if len(text) == 1 and text.upper() in letters:
        return letters.index(text.upper())
    return next((index for index, one in enumerate(asked.choices) if one.casefold() == text.casefold()), -1)


def _shown(given: Answer, asked: Asked, context: Context) -> str:
    return questions.lettered(context.say, asked, given.choice) if given.choice >= 0 else given.text


def _told(after: Round, given: Answer, verdict: Verdict, context: Context) -> Reply:
    asked = after.plan.questions[given.question]
    right = questions.said(context.say, asked, asked.answer)
    return replies.answered(context.say, after, verdict, _shown(given, asked, context), right)


def _own(after: Round, given: Answer, verdict: Verdict, request: Request, context: Context) -> Reply:
    """Return, at one's own tempo, what became of the answer and why, with a button to the next question."""
    say, asked = context.say, after.plan.questions[given.question]
    told = replies.own_verdict(say, asked, verdict, questions.choice(say, asked, given.choice))
    follow = button(replies.next_label(say), "trivia next", round=after.id)
    return replace(
        replies.hint(say, f"{told}\n\n{questions.explanation(say, context.library, asked)}".strip()),
        sources=questions.sources(say, context.library, asked),
        choices=(follow,),
        replaces=True,
    )


def following(request: Request, context: Context) -> Outcome:
    """Ask somebody, at their own tempo, the next question they have not answered."""
    started, say = _asked(request, context), context.say
    current, me = started.round, request.user.id
    if current.is_over:
        raise UsageError(refusals.refused(say, Verdict.CLOSED))
    open_ones = [n for n in range(len(current.plan.questions)) if not current.answer_of(me, n)]
    if not open_ones:
        right = sum(bool(one.is_right) for one in current.answers if one.player == me)
        return Outcome(replies.own_done(say, right, len(current.plan.questions), (), current.plan.is_scored))
    number = open_ones[0]
    asked = replies.own_question(say, current, number, choice_buttons(current, number, context), ())
    return Outcome(asked)


def ask_text(request: Request, context: Context) -> Outcome:
    """Open the form in which one types the answer."""
    options = request.options
    action = action_of("answer", round=options["round"], question=options["question"])
    return Outcome(replies.answer_form(context.say, action, TEXT_LIMIT))


def hint(request: Request, context: Context) -> Outcome:
    """Give whoever asks a hint: a choice that it is not, or the first letters."""
    started = _asked(request, context)
    current, number = started.round, int(request.options["question"])
    if current.state.phase is not Phase.OPEN or number != current.state.question or current.asked is None:
        raise UsageError(refusals.refused(context.say, Verdict.CLOSED))
    asked = current.asked
    if current.plan.is_typed:
        text = replies.hint_letters(context.say, initial(asked.answer))
    else:
        text = replies.hint_not(context.say, asked, asked.choices.index(asked.wrong[0]))
    return Outcome(replies.hint(context.say, text))


def join(request: Request, context: Context) -> Outcome:
    """Join the round, under a nickname or in a team, and keep the score one has."""
    started, options = running(request, context), request.options
    current = started.round
    team, name = options.get("team", ""), options.get("name", "").strip()[:NAME_LIMIT]
    if team and team not in current.plan.teams:
        raise UsageError(refusals.no_team(context.say, team, current.plan.teams))
    _, known = _with_player(current, request, context)
    if name and any(one.name.casefold() == name.casefold() and one.id != known.id for one in current.players):
        raise UsageError(refusals.name_taken(context.say, name))
    shown = known.name if current.plan.has_names else name or known.name
    player = replace(known, team=team or known.team, name=shown)
    return Outcome(replies.joined(context.say, player), (Joined(current.id, request.user, player, request.at),))


_QUESTION = Option("question", N_("which question"), Kind.INTEGER, hidden=True)
_IN = replace(ROUND, required=False)

ROWS = (
    Command(
        "answer",
        answer,
        N_("Answer the question of the round; only you see that"),
        (
            Option("text", N_("your answer, or the letter of a choice")),
            _IN,
            _QUESTION,
            Option("choice", N_("which choice"), Kind.INTEGER, hidden=True),
        ),
        ("/answer Robertson", "/answer B"),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
    ),
    Command(
        "trivia join",
        join,
        N_("Join the round, with a nickname or in a team"),
        (Option("name", N_("the nickname you are shown by"), named=True), Option("team", N_("the team"), named=True)),
        ("/trivia join", "/trivia join name:Heron team:Owls"),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=channel_lock,
    ),
    Command(
        "trivia type",
        ask_text,
        N_("Type the answer"),
        (ROUND, replace(_QUESTION, required=True)),
        response=Response.FORM,
        visibility=Visibility.PRIVATE,
        hidden=True,
    ),
    Command(
        "trivia hint",
        hint,
        N_("Get a hint"),
        (ROUND, replace(_QUESTION, required=True)),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        hidden=True,
    ),
    Command(
        "trivia next",
        following,
        N_("Go on to the next question"),
        (ROUND,),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        hidden=True,
    ),
)
