"""/schedule new, daily, question, puzzle, post: set up what is posted, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date as Day, time as TimeOfDay
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat import Channel, Reply, Request, UsageError, action_of, button
from bot.commands.context import Context, StoredContext
from bot.commands.options import HERE, Options, option
from bot.commands.places import CHANNELS, target
from bot.commands.reading.days import read_weekdays
from bot.commands.reading.languages import complete_language, read_language
from bot.commands.reading.people import read_channel_or_none
from bot.commands.reading.time_completions import complete_weekdays
from bot.commands.row import Outcome, Right, form, moderated
from bot.commands.schedule.keeping import Numbered, schedule_of
from bot.commands.schedule.reading import complete_region, complete_topics, read_pauses, read_region, read_topics
from bot.facts.model import Fact
from bot.frozen import replace
from bot.posts import compose
from bot.replies.catalog import N_
from bot.replies.schedule import forms, refusals, schedules as replies
from bot.replies.trivia import daily as game
from bot.schedule.history import ScheduleMade
from bot.schedule.recurrence import Run, next_run
from bot.schedule.rule import Empty, Kind, LeapDay, Pause, Policy, Rule, Schedule, Standing
from bot.trivia.daily import is_small, pool_size

# How many schedules a community can have.
MOST_SCHEDULES = 100
TEXT_LIMIT = 1500
LIST_LIMIT = 500
NINE = TimeOfDay(9)
# Seconds. A moderator is warned where more schedules post at the same moment than the platform takes within this.
WORTH_SAYING = 60
KINDS = {
    Kind.DAILY: N_("what happened on the day"),
    Kind.QUESTION: N_("a question a day"),
    Kind.POST: N_("a text, once"),
    Kind.PUZZLE: N_("the daily game"),
}
POLICIES = {Policy.POST: N_("post it"), Policy.SKIP: N_("skip it")}
LEAP_DAYS = {LeapDay.BEFORE: N_("on 28 February"), LeapDay.AFTER: N_("on 1 March")}
EMPTY = {Empty.SKIP: N_("post nothing"), Empty.NEAREST: N_("tell of the nearest day")}
# The fields of a rule that have another name than the option that sets them, by that option.
_OTHERWISE = {"time": "at", "date": "once", "skip_holidays": "holidays"}
_FIELDS = frozenset(field.name for field in fields(Rule))


class Timed(Options):
    """At which time, and where."""

    time: TimeOfDay = option(N_("time of day, as 09:00"))
    channel: Channel = option(N_("where; here if left out"), default=HERE, named=True)


class Zoned(Options):
    """In which time zone."""

    zone: ZoneInfo | None = option(N_("a city or zone; else this place's"), named=True)


class Recurring(Zoned):
    """About what, in which language, and on which days."""

    topics: tuple[str, ...] | None = option(
        N_("only these topics, commas between"),
        limit=LIST_LIMIT,
        read=read_topics,
        complete=complete_topics,
        named=True,
    )
    language: str | None = option(
        N_("the language of the posts"), read=read_language, complete=complete_language, named=True
    )
    weekdays: tuple[int, ...] | None = option(
        N_("days, as mon-fri or mon,wed"), read=read_weekdays, complete=complete_weekdays, named=True
    )
    skip_holidays: str | None = option(
        N_("leave out public holidays, as of Bavaria"),
        read=read_region,
        complete=complete_region,
        named=True,
    )
    pauses: tuple[Pause, ...] | None = option(
        N_("days to leave out, as 2026-12-20..2027-01-06"), limit=LIST_LIMIT, read=read_pauses, named=True
    )


class Approved(Options):
    """Whether moderators approve it before it is posted."""

    approval: Channel | None = option(
        N_("moderators' channel, asked a day before"), read=read_channel_or_none, named=True
    )
    policy: Policy | None = option(N_("if nobody approves in time"), choices=POLICIES, named=True)


class OfFacts(Options):
    """Which facts, and how many."""

    count: int | None = option(N_("how many facts"), low=1, high=5, named=True)
    grave: bool | None = option(N_("whether deaths and disasters may be told"), named=True)
    empty: Empty | None = option(N_("what to do on a day without a fact"), choices=EMPTY, named=True)
    leap_day: LeapDay | None = option(N_("facts of 29 February in other years"), choices=LEAP_DAYS, named=True)


class OfQuestions(Options):
    """When the answer follows."""

    reveal: int | None = option(
        N_("minutes until the answer; 0: with the next question"),
        low=0,
        high=1440,
        named=True,
    )


class Daily(OfFacts, Approved, Recurring, Timed):
    """What is posted of each day."""


class Question(OfQuestions, Approved, Recurring, Timed):
    """Which question is posted each day."""


class Puzzle(Zoned, Timed):
    """When and where the daily game is announced."""


class Content(Options):
    """What is posted once, when and where."""

    date: Day = option(N_("on which day, as 2026-05-01"))
    time: TimeOfDay = option(N_("time of day, as 09:00"))
    text: str = option(N_("what to post"), default="", limit=TEXT_LIMIT)
    fact: Fact | None = option(N_("or which fact"), named=True)
    channel: Channel = option(N_("where; here if left out"), default=HERE, named=True)


class Post(Approved, Zoned, Content):
    """What is posted once, and whether moderators approve it before."""


class New(Options):
    """What is to be posted, and where: the form carries the channel along, since platforms may submit it elsewhere."""

    kind: Kind = option(N_("what is to be posted"), choices=KINDS)
    channel: Channel = option(N_("where; here if left out"), default=HERE, named=True)
    approval: Channel | None = option(N_("moderators' channel, asked a day before"), named=True)


@form(
    "schedule new",
    N_("Fill in a form to have something posted"),
    "/schedule new daily",
    right=Right.MODERATOR,
    posts_into=target,
)
def new(options: New, context: Context) -> Outcome:
    """Open the form for a schedule; where forms have few inputs it leaves out the channels, which the command took."""
    if options.kind is Kind.PUZZLE and options.approval:
        raise UsageError(context.say(refusals.UNAPPROVED), wrong="approval")
    rule = Rule(options.kind, NINE, context.settings.zone, approval=options.approval.id if options.approval else "")
    form = forms.new(context.say, rule, options.channel.id, context.platform.form_limit)
    return Outcome(Reply(form=form))


def _in_form(request: Request) -> str:
    """Return the action that opens the form again in which a schedule was filled in."""
    where = {name: request.options[name] for name in CHANNELS if request.options.get(name)}
    return action_of("schedule new", kind=request.command.removeprefix("schedule "), **where)


@moderated(
    "schedule daily",
    N_("Have what happened on this day posted every day"),
    "/schedule daily 09:00",
    "/schedule daily 09:00 zone:Paris weekdays:mon-fri skip_holidays:FR",
    posts_into=target,
    form=_in_form,
)
def daily(options: Daily, context: StoredContext) -> Outcome:
    """Have what happened on each day posted."""
    return _made(Kind.DAILY, options, context)


@moderated(
    "schedule question",
    N_("Have a question posted every day, and its answer"),
    "/schedule question 12:00 reveal:120",
    posts_into=target,
    form=_in_form,
)
def question(options: Question, context: StoredContext) -> Outcome:
    """Have a question posted each day."""
    return _made(Kind.QUESTION, options, context)


@moderated(
    "schedule puzzle",
    N_("Invite to the daily game"),
    "/schedule puzzle 09:00",
    posts_into=target,
    form=_in_form,
)
def puzzle(options: Puzzle, context: StoredContext) -> Outcome:
    """Have the daily game announced, with how the last one ended."""
    if is_small(context.library):
        raise UsageError(game.is_off(context.say, pool_size(context.library)))
    return _made(Kind.PUZZLE, options, context)


@moderated(
    "schedule post",
    N_("Have a text or a fact posted once"),
    "/schedule post 2027-04-04 09:00 The test is today.",
    posts_into=target,
    form=_in_form,
)
def post(options: Post, context: StoredContext) -> Outcome:
    """Have a text or a fact posted once."""
    if bool(options.text) == bool(options.fact):
        raise UsageError(context.say(refusals.TEXT_OR_FACT), wrong="text")
    return _made(Kind.POST, options, context)


def changed(rule: Rule, options: Options) -> Rule:
    """Return a rule with those of its fields changed that were given as options."""
    values = {_OTHERWISE.get(name, name): _stored(value) for name, value in options.given().items()}
    return replace(rule, **{name: value for name, value in values.items() if name in _FIELDS})


def _stored(value: Any) -> Any:
    """Return a value as a rule keeps it: a zone by its name, a channel and a fact by their ids."""
    return value.key if isinstance(value, ZoneInfo) else getattr(value, "id", value)


@moderated("schedule twice", N_("Set up a second schedule that is like one there is"), hidden=True)
def twice(options: Numbered, context: StoredContext) -> Outcome:
    """Set up a schedule equal to another, after the moderator was asked whether that is meant."""
    schedule = schedule_of(options, context)
    return _set(schedule.rule, schedule.channel, context.records.schedules(context.community), context)


def _made(kind: Kind, options: Timed | Content, context: StoredContext) -> Outcome:
    rule = changed(Rule(kind, options.time, context.settings.zone), options)
    others = context.records.schedules(context.community)
    _check_new(rule, options.channel, others, context)
    return _set(rule, options.channel, others, context)


def _set(rule: Rule, channel: Channel, others: Sequence[Schedule], context: StoredContext) -> Outcome:
    records, say = context.records, context.say
    run = next_run(rule, context.now)
    if run is None:
        raise UsageError(say(refusals.NEVER), wrong="date" if rule.once else "")
    if len(others) >= MOST_SCHEDULES:
        raise UsageError(say(refusals.TOO_MANY, most=say.number(MOST_SCHEDULES)))
    rule = in_turn(rule, channel, others)
    schedule = Schedule(records.free_schedule(), channel, rule, next_day=run.day, next_at=run.at)
    notes = warnings(schedule, context)
    entry = context.audited(f"{schedule.id}: {replies.summary(say, rule)}")
    return Outcome(replies.made(say, context.library, schedule, notes), (ScheduleMade(schedule, context.user), entry))


def in_turn(rule: Rule, channel: Channel, others: Sequence[Schedule]) -> Rule:
    """Return a rule with a turn that no other schedule of the same kind has in its channel."""
    turns = {other.rule.turn for other in others if (other.channel, other.rule.kind) == (channel, rule.kind)}
    return replace(rule, turn=min(set(range(len(turns) + 1)) - turns))


def _check_new(rule: Rule, channel: Channel, others: Sequence[Schedule], context: StoredContext) -> None:
    """Ask whether a schedule equal to another is meant: people repeat a command when they did not see its answer."""
    for other in (other for other in others if other.standing is not Standing.DONE):
        if (replace(other.rule, turn=rule.turn), other.channel) == (rule, channel):
            show = button(context.say(refusals.SHOW_IT, number=other.id), "schedule show", schedule=other.id)
            again = button(context.say(refusals.TWICE), "schedule twice", schedule=other.id)
            raise UsageError(
                context.say(refusals.EQUAL, number=other.id, summary=replies.summary(context.say, rule)), (show, again)
            )


def warnings(schedule: Schedule, context: StoredContext) -> tuple[str, ...]:
    """Return what a moderator should know: the time in the zone, an empty day, a late post, no place for notices."""
    say, at, platform = context.say, schedule.next_at, context.platform
    seconds = context.records.crowd(platform.name, at) / platform.rate.of_all.posts if at else 0
    late = (replies.crowded(say, round(seconds / 60)),) if seconds > WORTH_SAYING else ()
    is_told = context.settings.moderator_channel or schedule.rule.approval
    untold = () if is_told else (say(replies.NOBODY_TOLD),)
    time = replies.local_time(say, schedule.rule.zone, context.now)
    return (time, *_nothing_next(schedule, context), *late, *untold)


def _nothing_next(schedule: Schedule, context: StoredContext) -> tuple[str, ...]:
    """Return the warning that there is nothing to tell on the schedule's next day, if there is not."""
    if schedule.next_day is None or schedule.next_at is None or schedule.rule.kind in (Kind.POST, Kind.PUZZLE):
        return ()
    run = Run(schedule.next_day, schedule.next_at)
    post = compose(schedule, run, context.library, context.say, frozenset())
    return () if post else (refusals.nothing_to_post(context.say, schedule, run.day),)


ROWS = (new, daily, question, puzzle, post, twice)
