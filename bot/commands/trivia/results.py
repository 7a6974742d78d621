"""The results of rounds: standings, answers accepted afterwards, reports, leaderboards, and what a person had wrong."""

from __future__ import annotations

from bot.chat import Reply, UsageError, button
from bot.commands.context import Change, Context, HostContext, StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import channel_lock, user_of
from bot.commands.reading.stored import complete_question
from bot.commands.row import Command, Outcome, Visibility, command, hosted, moderated
from bot.commands.trivia.playing import latest
from bot.facts.names import fold
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.trivia import report as tables, standings as replies
from bot.trivia.plan import Answer
from bot.trivia.records import Accepted, Moved, SeasonBegun

MOST_LISTED = 20
# Buttons under one message: five rows of five.
MOST_OFFERED = 20
FORMATS = {"csv": N_("CSV, two tables"), "xlsx": N_("Excel")}
PLACES = {"channel": N_("this channel"), "everywhere": N_("everywhere here")}


class Accept(Options):
    """Which answer to which question."""

    question: int = option(N_("the question's number"), low=1, high=50, complete=complete_question)
    text: str = option(N_("the answer that shall count; left out, the wrong ones are listed"), default="")


class Report(Options):
    """As which kind of file."""

    format: str = option(N_("the kind of file"), default="csv", choices=FORMATS)


class Leaderboard(Options):
    """Of the channel, or of the whole community."""

    where: str = option(N_("this channel, or everywhere here"), default="channel", choices=PLACES)


@command(
    "trivia standings", N_("The standings of the round, and your own place"), "/trivia standings", lock=channel_lock
)
def table(options: Nothing, context: StoredContext) -> Outcome:
    """Show the standings of the round that runs, or ran last, and the person's own place."""
    current = latest(context).round
    if not current.plan.is_scored:
        return Outcome(Reply(text=context.say(replies.NO_SCORES)))
    return Outcome(replies.table(context.say, current, current.player(context.user.id)))


@hosted(
    latest,
    "trivia accept",
    N_("Count a typed answer as right after all"),
    "/trivia accept 3",
    "/trivia accept 3 Lord Ismay",
)
def accept(options: Accept, context: HostContext) -> Outcome:
    """Count a typed answer as right after all, for everybody who gave it; the scores follow."""
    number, text = options.question - 1, options.text
    answers = context.started.round.answers_to(number)
    wrong = [answer for answer in answers if answer.is_right is False and answer.text]
    if not text:
        return Outcome(_offered(number, wrong, context))
    accepted = [answer for answer in wrong if fold(answer.text) == fold(text)]
    if not accepted:
        raise UsageError(context.say(replies.NOTHING_TO_ACCEPT, text=text))
    return Outcome(replies.accepted(context.say, len(accepted), text), _accepted(number, accepted, context))


def _accepted(number: int, accepted: list[Answer], context: HostContext) -> tuple[Change, ...]:
    after = context.started.round
    for answer in accepted:
        after = after.accept(answer)
    users = tuple(user_of(context.request, answer.player) for answer in accepted)
    # The results of a round that is over are stored again.
    results = (Moved(after, context.started.ended_at or context.now),) if after.is_over else ()
    return (Accepted(after.id, number, users), *results)


def _offered(number: int, wrong: list[Answer], context: Context) -> Reply:
    texts = list(dict.fromkeys(answer.text for answer in wrong))[:MOST_OFFERED]
    # A text that does not fit a button can be typed.
    fitting = [text for text in texts if len(text.encode()) <= 40 and '"' not in text and "\\" not in text]
    choices = [button(text, "trivia accept", question=number + 1, text=text) for text in fitting]
    return replies.which_answer(context.say, number + 1, choices)


@hosted(
    latest,
    "trivia report",
    N_("The results of the round, as a file for its host"),
    "/trivia report",
    "/trivia report xlsx",
)
def report(options: Report, context: HostContext) -> Outcome:
    """Give the host the results as files: each question with the share of right answers, each student's answers."""
    say, started, zone = context.say, context.started, context.settings.zone

    def with_files() -> Reply:
        is_workbook = options.format == "xlsx"
        files = (tables.workbook(say, started, zone),) if is_workbook else tables.tables(say, started, zone)
        return replace(replies.report(say, started.round), files=files)

    return Outcome(Reply(), late=with_files)


@command(
    "trivia leaderboard",
    N_("Who had most right this season"),
    "/trivia leaderboard",
    "/trivia leaderboard everywhere",
    visibility=Visibility.PUBLIC,
)
def leaderboard(options: Leaderboard, context: StoredContext) -> Outcome:
    """Show the best of the season, where a moderator has switched leaderboards on."""
    if not context.settings.has_leaderboards:
        raise UsageError(context.say(replies.LEADERBOARDS_OFF))
    is_channel = options.where == "channel"
    scores = context.records.leaderboard(context.community, context.channel if is_channel else None, MOST_LISTED)
    return Outcome(replies.leaderboard(context.say, scores, is_channel=is_channel))


@moderated("trivia season", N_("Begin a new season of the leaderboards"), "/trivia season")
def season(options: Nothing, context: StoredContext) -> Outcome:
    """Begin a new season: the leaderboards count from now on."""
    begun = SeasonBegun(context.community, context.now)
    return Outcome(Reply(text=context.say(replies.SEASON_BEGUN)), (begun, context.audited()))


@command("trivia review", N_("What you had wrong lately, with the right answers"), "/trivia review")
def review(options: Nothing, context: StoredContext) -> Outcome:
    """Show the person the questions that they had wrong, with the right answers."""
    missed = context.records.missed(context.user)
    return Outcome(replies.missed(context.say, context.library, missed if context.whole else missed[:5]))


ROWS: tuple[Command, ...] = (table, accept, report, leaderboard, season, review)
