"""/trivia start and /trivia again: what is asked, of whom, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from bot.chat import Reply, Request, UsageError
from bot.commands import rights
from bot.commands.context import Change, Context
from bot.commands.lookups.timeline import period_of
from bot.commands.moderation.settings import complete_pack
from bot.commands.places import community_of, records_of
from bot.commands.reading.dates import ALWAYS
from bot.commands.reading.names import complete_topic, complete_year
from bot.commands.reading.subjects import subject_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, button
from bot.commands.trivia.playing import channel_lock, join_buttons, last
from bot.replies.catalog import N_
from bot.replies.trivia import refusals
from bot.replies.trivia import rounds as replies
from bot.trivia.plan import Mode, Plan
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.questions.draw import draw
from bot.trivia.questions.own import draw_own
from bot.trivia.questions.pool import Wishes
from bot.trivia.records import Joined, Started
from bot.trivia.round import Round, begin

MOST_QUESTIONS, MOST_SECONDS, MOST_TEAMS = 50, 600, 8
# Letters and digits that are not taken for one another, read aloud or off a screen.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 8


def start(request: Request, context: Context) -> Outcome:
    """Start a round in this channel."""
    rights.check_start(request, context)
    mode = Mode(request.options.get("mode", Mode.EVERYONE.value))
    _check_free(request, context, mode)
    return _started(_plan(request, context, mode), request, context)


def again(request: Request, context: Context) -> Outcome:
    """Start a round like the last one here, with other questions and the same players' teams and extra time."""
    rights.check_start(request, context)
    before = last(request, context)
    plan = before.round.plan
    _check_free(request, context, plan.mode)
    if plan.mode is Mode.OWN:
        raise UsageError(refusals.until_missing(context.say))
    outcome = _started(replace(plan, questions=_drawn(plan, request, context, plan.questions)), request, context)
    (begun,) = (change for change in outcome.store if isinstance(change, Started))
    kept = (
        Joined(begun.round.id, replace(request.user, id=player.id), replace(player, since=0), request.at)
        for player in before.round.players
        if player.id
    )
    return replace(outcome, store=(*outcome.store, *kept))


def _check_free(request: Request, context: Context, mode: Mode) -> None:
    found = records_of(context).running(request.channel)
    if found and mode is not Mode.OWN and found.round.plan.mode is not Mode.OWN:
        raise UsageError(refusals.is_running(context.say, found.round))


def _started(plan: Plan, request: Request, context: Context) -> Outcome:
    code = new_code(context.rng)
    while records_of(context).round(code):
        code = new_code(context.rng)
    current = begin(code, plan, request.at)
    stored: tuple[Change, ...] = (Started(current, request.channel, request.user, request.at),)
    return Outcome(_announced(current, context), stored)


def _announced(current: Round, context: Context) -> Reply:
    if current.plan.mode is Mode.OWN:
        go = button(replies.begin_label(context.say), "trivia next", round=current.id)
        return replies.started_own(context.say, current.plan, context.settings.zone, go)
    return replies.started(context.say, current.plan, join_buttons(current, context))


def new_code(rng: Random) -> str:
    """Return a round's opaque id."""
    return "".join(rng.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def _plan(request: Request, context: Context, mode: Mode) -> Plan:
    options = request.options
    wishes, title = _wishes(request, context)
    plan = Plan(
        questions=(),
        mode=mode,
        seconds=int(options.get("seconds", "30" if mode is Mode.TYPE else "20")),
        until=_until(request, context) if mode is Mode.OWN else None,
        teams=_teams(options.get("teams", ""), context),
        can_change=options.get("change") == "yes" and mode not in (Mode.FIRST, Mode.OWN),
        has_hints=options.get("hints") == "yes",
        has_names=options.get("names") == "yes",
        title=title,
        locale=context.say.locale,
        wishes=wishes,
        count=int(options.get("number", "10")),
    )
    return replace(plan, questions=_drawn(plan, request, context))


def _drawn(plan: Plan, request: Request, context: Context, before: Sequence[Asked] = ()) -> tuple[Asked, ...]:
    forms = tuple(form for form in Form if not plan.is_typed or form in TYPED)
    tally = records_of(context).tally
    asked = {question.id for question in before}
    own = records_of(context).own_pack(community_of(request), plan.wishes.pack) if plan.wishes.pack else None
    if own:
        rest = (plan.wishes, plan.count, context.rng, tally, asked)
        drawn = draw_own(own.questions, *rest, is_typed=plan.is_typed)
    else:
        drawn = draw(context.library, plan.wishes, plan.count, context.rng, forms, tally, asked, is_typed=plan.is_typed)
    if len(drawn) < plan.count:
        raise UsageError(refusals.too_few(context.say, len(drawn)))
    return drawn


TYPED = (Form.WRITTEN, Form.YEAR, Form.OFFICE, Form.ACTOR, Form.TERM)


def _wishes(request: Request, context: Context) -> tuple[Wishes, str]:
    """Return what to ask about, and what that is called."""
    options, say = request.options, context.say
    period = period_of(options["years"], say) if options.get("years") else ALWAYS
    subject = subject_of(request, context)
    wishes = Wishes(
        pack=subject.pack.name if subject.pack else "",
        topics=(subject.topic,) if subject.topic else (),
        first=period.first,
        last=period.last,
        difficulty=int(options.get("difficulty", "0")),
    )
    return wishes, ", ".join(part for part in (subject.title, options.get("years", "")) if part)


def _teams(text: str, context: Context) -> tuple[str, ...]:
    """Read a number of teams, or their names."""
    if not text:
        return ()
    names = tuple(dict.fromkeys(part.strip()[:30] for part in text.split(",") if part.strip()))
    if text.strip().isdecimal() and 2 <= int(text) <= MOST_TEAMS:
        return tuple(replies.team_name(context.say, number) for number in range(1, int(text) + 1))
    if not 2 <= len(names) <= MOST_TEAMS:
        raise UsageError(refusals.teams_wrong(context.say, MOST_TEAMS))
    return names


def _until(request: Request, context: Context) -> datetime:
    """Read the day after which a round is closed, in the community's zone."""
    text = request.options.get("until", "")
    if not text:
        raise UsageError(refusals.until_missing(context.say))
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(hour=23, minute=59, tzinfo=ZoneInfo(context.settings.zone))
    except ValueError:
        raise UsageError(refusals.until_wrong(context.say, text)) from None
    if day <= request.at:
        raise UsageError(refusals.until_wrong(context.say, text))
    return day


_OPTIONS = (
    Option("topic", N_("only this topic, organization or treaty"), complete=complete_topic),
    Option("years", N_("only these years, as 1989-1991"), named=True, complete=complete_year),
    Option("number", N_("how many questions"), Kind.INTEGER, least=1, most=MOST_QUESTIONS, named=True),
    Option("seconds", N_("how long each question is open"), Kind.INTEGER, least=5, most=MOST_SECONDS, named=True),
    Option(
        "mode", N_("how it is played"), choices=tuple((m.value, text) for m, text in replies.MODES.items()), named=True
    ),
    Option("difficulty", N_("how hard"), choices=tuple(replies.DIFFICULTIES.items()), named=True),
    Option("teams", N_("how many teams, or their names with commas"), named=True),
    Option("names", N_("whether real names are shown and reported"), Kind.BOOLEAN, named=True),
    Option("change", N_("whether an answer can be changed until time is up"), Kind.BOOLEAN, named=True),
    Option("hints", N_("whether one can ask for a hint"), Kind.BOOLEAN, named=True),
    Option("until", N_("the last day of a round at everyone's own tempo, as 2026-12-24"), named=True),
    Option("pack", N_("only this pack"), named=True, complete=complete_pack),
)

ROWS = (
    Command(
        "trivia start",
        start,
        N_("Start a trivia round in this channel"),
        _OPTIONS,
        (
            "/trivia start",
            "/trivia start enlargement number:5 seconds:30",
            "/trivia start years:1989-1991 mode:type teams:Owls,Larks",
            "/trivia start mode:own until:2026-12-24",
        ),
        response=Response.DEFER,
        visibility=Visibility.PUBLIC,
        stored=True,
        lock=channel_lock,
    ),
    Command(
        "trivia again",
        again,
        N_("Start another round like the last one here"),
        examples=("/trivia again",),
        response=Response.DEFER,
        visibility=Visibility.PUBLIC,
        stored=True,
        lock=channel_lock,
    ),
)
