"""/trivia start and /trivia again: what is asked, of whom, and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.chat import Field, Reply, UsageError, button, needed
from bot.commands import rights
from bot.commands.context import Change, Context, StoredContext
from bot.commands.lookups.parts import closed, period_name
from bot.commands.options import Nothing, Options, option
from bot.commands.places import channel_lock, here
from bot.commands.reading.asking import Asking
from bot.commands.reading.dates import ALWAYS, Period
from bot.commands.reading.names import complete_topic
from bot.commands.reading.stored import complete_any_pack
from bot.commands.reading.subjects import subject_of
from bot.commands.row import Outcome, Visibility, command
from bot.commands.trivia.boards import check as check_board
from bot.commands.trivia.playing import join_buttons, latest
from bot.facts.model import Question
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import boards, refusals, rounds as replies
from bot.trivia.material import of_pack
from bot.trivia.plan import NAME_LIMIT, Mode, Pace, Plan
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.draw import draw, draw_own
from bot.trivia.questions.pool import Wishes
from bot.trivia.questions.written import opinions
from bot.trivia.records import Joined, Started
from bot.trivia.round import Round, begin
from bot.trivia.seats import Room, RoomMoved, RoomOpened, new_code as new_join_code

MOST_QUESTIONS, MOST_SECONDS, MOST_TEAMS = 50, 600, 8
# Letters and digits that are not confused with each other when they are read out or read off a screen.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 8
LONGEST_LOBBY = 900


class Lobby(int):
    """How many seconds people gather before the first question."""


# People gather until the host begins.
WAITS = Lobby(-1)


def read_teams(text: str, asking: Asking) -> tuple[str, ...]:
    """Read a number of teams, or their names."""
    names = tuple(dict.fromkeys(part.strip()[:NAME_LIMIT] for part in text.split(",") if part.strip()))
    if text.isdecimal() and 2 <= int(text) <= MOST_TEAMS:
        return tuple(asking.say(replies.TEAM_NAME, number=number) for number in range(1, int(text) + 1))
    if not 2 <= len(names) <= MOST_TEAMS:
        raise UsageError(asking.say(refusals.TEAMS_WRONG, most=MOST_TEAMS))
    return names


def read_last_day(text: str, asking: Asking) -> datetime:
    """Read the last day of a round, and return its last minute in the community's zone."""
    try:
        zone = ZoneInfo(asking.context.settings.zone)
        day = datetime.strptime(text, "%Y-%m-%d").replace(hour=23, minute=59, tzinfo=zone)
    except ValueError:
        raise UsageError(asking.say(refusals.UNTIL_WRONG, text=text)) from None
    if day <= asking.request.at:
        raise UsageError(asking.say(refusals.UNTIL_WRONG, text=text))
    return day


def read_lobby(text: str, asking: Asking) -> Lobby:
    """Read how many seconds people gather, or `wait`, which is WAITS."""
    if text.casefold() == "wait":
        return WAITS
    if not (text.isascii() and text.isdecimal() and int(text) <= LONGEST_LOBBY):
        raise UsageError(asking.say(refusals.LOBBY_WRONG, text=text, most=LONGEST_LOBBY))
    return Lobby(text)


class Start(Options):
    """What is asked, and how it is played."""

    topic: str = option(N_("only this topic, organization or treaty"), default="", complete=complete_topic)
    years: Period | None = option(N_("only these years, as 1989-1991"), named=True)
    number: int = option(N_("how many questions"), default=10, low=1, high=MOST_QUESTIONS, named=True)
    seconds: int | None = option(N_("how long each question is open"), low=5, high=MOST_SECONDS, named=True)
    mode: Mode = option(N_("how it is played"), default=Mode.EVERYONE, choices=replies.MODES, named=True)
    difficulty: int = option(N_("how hard"), default=0, choices=replies.DIFFICULTIES, named=True)
    teams: tuple[str, ...] = option(
        N_("how many teams, or their names with commas"), default=(), limit=300, read=read_teams, named=True
    )
    names: bool = option(N_("whether real names are shown and reported"), default=False, named=True)
    change: bool = option(N_("whether an answer can be changed until time is up"), default=False, named=True)
    hints: bool = option(N_("whether one can ask for a hint"), default=False, named=True)
    until: datetime | None = option(
        N_("the last day of a round at everyone's own tempo, as 2026-12-24"), read=read_last_day, named=True
    )
    pack: str = option(N_("only this pack"), default="", complete=complete_any_pack, named=True)
    pace: Pace = option(N_("what goes on to the next question"), default=Pace.CLOCK, choices=replies.PACES, named=True)
    lobby: Lobby | None = option(N_("seconds before the first question, or wait"), read=read_lobby, named=True)
    pause: int = option(N_("seconds after an answer is told"), default=8, low=3, high=300, named=True)
    board: bool = option(N_("whether it can be joined in a browser"), default=False, named=True)


def draw_round(options: Start, context: StoredContext) -> Plan:
    """Return the plan of a round with its questions; UsageError where none may be started here."""
    rights.check_start(context)
    _check_none_runs(options.mode, context)
    plan = _plan(options, context)
    return replace(plan, questions=_drawn(plan, context))


@command(
    "trivia start",
    N_("Start a trivia round in this channel"),
    "/trivia start",
    "/trivia start enlargement number:5 seconds:30",
    "/trivia start years:1989-1991 mode:type teams:Owls,Larks",
    "/trivia start mode:own until:2026-12-24",
    visibility=Visibility.PUBLIC,
    lock=channel_lock,
    posts_into=here,
    draws=draw_round,
)
def start(options: Start, context: StoredContext) -> Outcome:
    """Start a round in this channel."""
    rights.check_start(context)
    _check_free(options.mode, context)
    plan = _ready(context)
    if not options.board:
        return _begun(plan, context)
    check_board(plan, context.address, context)
    return _with_new_room(_begun(plan, context), context)


def _with_new_room(outcome: Outcome, context: StoredContext) -> Outcome:
    """Return the start of a round with a room, in which browsers can join it."""
    (begun,) = (change for change in outcome.store if isinstance(change, Started))
    room = Room(begun.round.id, new_join_code(context.records.is_code_free, context.rng))
    return _with_room(outcome, room, RoomOpened(room), context)


def _with_room(outcome: Outcome, room: Room, change: Change, context: StoredContext) -> Outcome:
    """Return the start of a round that says how to join in a browser, with a button for the host's links."""
    links = button(context.say(boards.LINKS), "trivia board")
    reply = replace(
        outcome.reply,
        fields=(
            *outcome.reply.fields,
            Field(context.say(boards.WAY), boards.way(context.say, context.address, room)),
        ),
        choices=(*outcome.reply.choices, links),
    )
    return replace(outcome, reply=reply, store=(*outcome.store, change))


def draw_again(options: Nothing, context: StoredContext) -> Plan:
    """Return the plan of a round like the last one here, with other questions."""
    rights.check_start(context)
    plan = needed(context.records.glimpsed(context.channel), context.say(refusals.NO_ROUND_YET)).round.plan
    _check_none_runs(plan.mode, context)
    if plan.mode is Mode.OWN:
        raise UsageError(context.say(refusals.UNTIL_MISSING))
    return plan if plan.is_list else replace(plan, questions=_drawn(plan, context, plan.questions))


@command(
    "trivia again",
    N_("Start another round like the last one here"),
    "/trivia again",
    visibility=Visibility.PUBLIC,
    lock=channel_lock,
    posts_into=here,
    draws=draw_again,
)
def again(options: Nothing, context: StoredContext) -> Outcome:
    """Start a round like the last one here with other questions; players keep their names, teams, time and seats."""
    rights.check_start(context)
    before, plan = latest(context), _ready(context)
    _check_free(plan.mode, context)
    outcome = _begun(plan, context)
    (begun,) = (change for change in outcome.store if isinstance(change, Started))
    kept = (
        Joined(begun.round.id, replace(context.user, id=player.id), replace(player, since=0), context.now)
        for player in before.round.players
        if player.id
    )
    return _moved_on(replace(outcome, store=(*outcome.store, *kept)), before.round.id, begun.round.id, context)


def _moved_on(outcome: Outcome, before: str, after: str, context: StoredContext) -> Outcome:
    """Return the start of a round that takes over the room of the one before: its code, links and seats."""
    room = context.records.room_of(before)
    return _with_room(outcome, room, RoomMoved(before, after), context) if room else outcome


def _check_free(mode: Mode, context: StoredContext) -> None:
    started = context.records.running(context.channel)
    if started and mode is not Mode.OWN and started.round.plan.mode is not Mode.OWN:
        raise UsageError(refusals.is_running(context.say, started.round))


def _check_none_runs(mode: Mode, context: StoredContext) -> None:
    """Raise UsageError where a round runs, as `_check_free` does, but before questions are drawn and without a lock."""
    glimpsed = context.records.glimpsed(context.channel)
    if glimpsed and mode is not Mode.OWN and context.records.running_code(context.channel):
        raise UsageError(refusals.is_running(context.say, glimpsed.round))


def _ready(context: StoredContext) -> Plan:
    if not isinstance(context.drawn, Plan):
        raise RuntimeError("the round was not drawn before the row was asked")
    return context.drawn


def _begun(plan: Plan, context: StoredContext) -> Outcome:
    code = new_code(context.rng)
    while context.records.round(code):
        code = new_code(context.rng)
    current = begin(code, plan, context.now)
    stored: tuple[Change, ...] = (Started(current, context.channel, context.user, context.now),)
    return Outcome(_announced(current, context), stored)


def _announced(current: Round, context: Context) -> Reply:
    if current.plan.mode is Mode.OWN:
        go = button(context.say(replies.BEGIN), "trivia next", round=current.id)
        return replies.started_own(context.say, current.plan, context.settings.zone, go)
    return replies.started(context.say, current.plan, join_buttons(current, context))


def new_code(rng: Random) -> str:
    """Return a round's opaque id."""
    return "".join(rng.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def _plan(options: Start, context: StoredContext) -> Plan:
    wishes, title = _wishes(options, context)
    mode = options.mode
    if mode is Mode.OWN and options.until is None:
        raise UsageError(context.say(refusals.UNTIL_MISSING))
    if mode is not Mode.OWN and options.until:
        raise UsageError(context.say(refusals.UNTIL_ALONE), wrong="until")
    return Plan(
        questions=(),
        mode=mode,
        seconds=options.seconds or (30 if mode is Mode.TYPE else 20),
        until=options.until,
        teams=options.teams,
        can_change=options.change and mode not in (Mode.FIRST, Mode.OWN),
        has_hints=options.hints and mode is not Mode.SURVEY,
        has_names=options.names,
        title=title,
        locale=context.say.locale,
        wishes=wishes,
        count=options.number,
        pace=options.pace,
        lobby=None if options.lobby in (None, WAITS) else int(options.lobby),
        waits=options.lobby == WAITS or (options.lobby is None and options.board),
        pause=options.pause,
    )


def _drawn(plan: Plan, context: StoredContext, before: Sequence[Asked] = ()) -> tuple[Asked, ...]:
    records, wishes = context.records, plan.wishes
    before_ids, is_survey = {question.id for question in before}, not plan.is_scored
    own = records.own_pack(context.community, wishes.pack) if wishes.pack else None
    listed = own.questions if own else _opinions(plan, context) if is_survey else ()
    if listed:
        rules = (wishes, plan.count, context.rng, records.measured, before_ids)
        drawn = draw_own(listed, *rules, is_typed=plan.is_typed, is_survey=is_survey)
    else:
        forms = tuple(form for form in Form if not plan.is_typed or form.can_be_typed)
        drawn = draw(
            context.library,
            wishes,
            plan.count,
            context.rng,
            forms,
            records.measured,
            before_ids,
            is_typed=plan.is_typed,
        )
    if len(drawn) < plan.count:
        raise UsageError(_why_few(len(drawn), listed, plan, context))
    return drawn


def _opinions(plan: Plan, context: Context) -> Sequence[Question]:
    """Return the questions for opinions in a pack of facts; UsageError where it has none."""
    questions = opinions(of_pack(context.library, plan.wishes.pack))
    if not questions:
        raise UsageError(context.say(refusals.SURVEY_WITHOUT_PACK))
    return questions


def _why_few(number: int, listed: Sequence[Question], plan: Plan, context: Context) -> str:
    pack = plan.wishes.pack
    if plan.is_scored and not number and opinions(listed or of_pack(context.library, pack)):
        return context.say(refusals.ONLY_OPINIONS, pack=pack)
    if number and listed and pack:
        plain = sum(not question.choices for question in listed) if plan.is_scored and not plan.is_typed else 0
        return refusals.too_few_of(context.say, pack, number, plain)
    return refusals.too_few(context.say, number)


def _wishes(options: Start, context: StoredContext) -> tuple[Wishes, str]:
    """Return what to ask about, and what that is called."""
    period = options.years or ALWAYS
    subject = subject_of(options.pack, options.topic, context)
    wishes = Wishes(
        pack=subject.pack.name if subject.pack else "",
        topics=(subject.topic,) if subject.topic else (),
        first=period.first,
        last=period.last,
        difficulty=options.difficulty,
    )
    years = period_name(closed(options.years, context.library), context.say) if options.years else ""
    return wishes, ", ".join(part for part in (subject.title, years) if part)


ROWS = (start, again)
