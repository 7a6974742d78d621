"""/schedule daily, question, post: what a moderator has posted, where and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.chat import Channel, Request, UsageError
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.moderation.settings import complete_language, complete_zone
from bot.commands.places import community_of, records_of
from bot.commands.reading.names import complete_topic, completing, resolve_one
from bot.commands.row import Command, Kind, Option, Outcome, Response, Right, Visibility, action_of
from bot.commands.schedule.reading import channel_id, read_date, read_rule, read_time, read_zone
from bot.community import AuditEntry
from bot.facts.model import Kind as FactKind
from bot.replies.catalog import N_
from bot.replies.schedule import refusals
from bot.replies.schedule import schedules as replies
from bot.schedule.history import ScheduleMade
from bot.schedule.limiter import LIMITS
from bot.schedule.recurrence import next_run
from bot.schedule.rule import Kind as Posts
from bot.schedule.rule import Rule, Schedule

# A community with more than these has no use for them, and its list would have no end.
MOST_SCHEDULES = 100
TEXT_LIMIT = 1500
# Who has to wait longer than this behind others hears of it.
WORTH_SAYING = 60
FACTS = (FactKind.EVENT, FactKind.PERSON, FactKind.COUNTRY, FactKind.ORGANIZATION, FactKind.TERM)


def daily(request: Request, context: Context) -> Outcome:
    """Have what happened on each day posted."""
    return _made(read_rule(_timed(Posts.DAILY, request, context), request, context), request, context)


def question(request: Request, context: Context) -> Outcome:
    """Have a question posted each day."""
    return _made(read_rule(_timed(Posts.QUESTION, request, context), request, context), request, context)


def post(request: Request, context: Context) -> Outcome:
    """Have a text or a fact posted once."""
    text, named = request.options.get("text", ""), request.options.get("fact", "")
    if bool(text) == bool(named):
        raise UsageError(refusals.text_or_fact(context.say))
    checked_text(text, context)
    fact = resolve_one(named, FACTS, "what", "name", context).id if named else ""
    day = read_date(request.options["date"], context)
    rule = replace(_timed(Posts.POST, request, context), once=day, text=text, fact=fact)
    return _made(read_rule(rule, request, context), request, context)


def new(request: Request, context: Context) -> Outcome:
    """Open the form in which a schedule is filled in."""
    kind = request.options["kind"]
    # It posts where the form was opened, wherever the platform says that it was submitted.
    action = action_of(f"schedule {kind}", channel=request.channel.id)
    return Outcome(replies.form(context.say, kind, context.settings.zone, action))


def _timed(kind: Posts, request: Request, context: Context) -> Rule:
    at: time = read_time(request.options["time"], context)
    typed = request.options.get("zone", "")
    zone = read_zone(typed, context, request.command, request.options) if typed else context.settings.zone
    return Rule(kind, at, zone)


def checked_text(text: str, context: Context) -> str:
    """Return a text that fits into a post."""
    if len(text) > TEXT_LIMIT:
        raise UsageError(refusals.text_too_long(context.say, TEXT_LIMIT, len(text)))
    return text


def _made(rule: Rule, request: Request, context: Context) -> Outcome:
    records, say = records_of(context), context.say
    run = next_run(rule, request.at)
    if run is None:
        raise UsageError(refusals.never(say))
    if len(records.schedules(community_of(request))) >= MOST_SCHEDULES:
        raise UsageError(refusals.too_many(say, MOST_SCHEDULES))
    channel = Channel(request.user.platform, request.user.community, channel_id(request))
    schedule = Schedule(records.free_schedule(), channel, rule, next_day=run.day, next_at=run.at)
    notes = warnings(schedule, context)
    entry = AuditEntry(request.user, request.at, request.command, f"{schedule.id}: {replies.summary(say, rule)}")
    return Outcome(replies.made(say, schedule, notes), (ScheduleMade(schedule), entry))


def warnings(schedule: Schedule, context: Context) -> tuple[str, ...]:
    """Return what a moderator should know beforehand: that it may come late, and that nobody would hear of trouble."""
    say, at, platform = context.say, schedule.next_at, schedule.channel.platform
    waited = records_of(context).crowd(platform, at) / LIMITS[platform].rate if at and platform in LIMITS else 0
    late = (replies.crowded(say, round(waited / 60)),) if waited > WORTH_SAYING else ()
    deaf = not context.settings.moderator_channel and not schedule.rule.approval
    return (*late, *((replies.nobody_told(say),) if deaf else ()))


CHANNEL = Option("channel", N_("where; here if left out"), Kind.CHANNEL, named=True)
TIME = Option("time", N_("at which time of day, as 09:00"), required=True)
ZONE = Option(
    "zone", N_("whose time: a time zone, or a city in it; else this place's"), complete=complete_zone, named=True
)
TOPICS = Option("topics", N_("only these topics, with commas between them"), complete=complete_topic, named=True)
LANGUAGE = Option("language", N_("the language of the posts"), complete=complete_language, named=True)
WEEKDAYS = Option("weekdays", N_("on which days, as mon-fri or mon,wed"), named=True)
HOLIDAYS = Option("skip_holidays", N_("leave out public holidays of a country or a part, as DE-BY"), named=True)
PAUSES = Option("pauses", N_("leave out these days, as 2026-12-20..2027-01-06"), named=True)
APPROVAL = Option("approval", N_("show it to moderators in this channel a day before"), Kind.CHANNEL, named=True)
POLICY = Option(
    "policy",
    N_("what happens if nobody approves in time"),
    choices=(("post", N_("post it")), ("skip", N_("skip it"))),
    named=True,
)
RECURRING = (CHANNEL, ZONE, TOPICS, LANGUAGE, WEEKDAYS, HOLIDAYS, PAUSES, APPROVAL, POLICY)

DAILY = (
    Option("count", N_("how many facts"), Kind.INTEGER, least=1, most=5, named=True),
    Option("grave", N_("whether deaths and disasters may be told"), Kind.BOOLEAN, named=True),
    Option(
        "empty",
        N_("what to do on a day without a fact"),
        choices=(("skip", N_("post nothing")), ("nearest", N_("tell of the nearest day"))),
        named=True,
    ),
)
REVEAL = Option(
    "reveal",
    N_("after how many minutes the answer follows; 0 or nothing: with the next question"),
    Kind.INTEGER,
    least=0,
    most=1440,
    named=True,
)

ROWS: tuple[Command, ...] = (
    Command(
        "schedule new",
        new,
        N_("Fill in a form to have something posted"),
        (
            Option(
                "kind",
                N_("what is to be posted"),
                required=True,
                choices=(
                    ("daily", N_("what happened on the day")),
                    ("question", N_("a question a day")),
                    ("post", N_("a text, once")),
                ),
            ),
        ),
        ("/schedule new daily",),
        response=Response.FORM,
        visibility=Visibility.PRIVATE,
        right=Right.MODERATOR,
    ),
    moderated(
        "schedule daily",
        daily,
        N_("Have what happened on this day posted every day"),
        (
            TIME,
            *RECURRING,
            *DAILY,
        ),
        ("/schedule daily 09:00", "/schedule daily 09:00 zone:Paris weekdays:mon-fri skip_holidays:FR"),
    ),
    moderated(
        "schedule question",
        question,
        N_("Have a question posted every day, and its answer"),
        (
            TIME,
            *RECURRING,
            REVEAL,
        ),
        ("/schedule question 12:00 reveal:120",),
    ),
    moderated(
        "schedule post",
        post,
        N_("Have a text or a fact posted once"),
        (
            Option("date", N_("on which day, as 2026-05-01"), required=True),
            TIME,
            Option("text", N_("what to post")),
            Option("fact", N_("or which fact"), complete=completing(*FACTS), named=True),
            CHANNEL,
            ZONE,
            APPROVAL,
            POLICY,
        ),
        ("/schedule post 2027-04-04 09:00 The test is today.",),
    ),
)
