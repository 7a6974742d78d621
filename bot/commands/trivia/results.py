"""What comes of rounds: standings, answers accepted afterwards, reports, leaderboards, what one missed."""

from __future__ import annotations

from bot.chat import File, Reply, Request, UsageError
from bot.commands.context import Change, Context
from bot.commands.moderated import moderated
from bot.commands.places import community_of, records_of, user_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, button
from bot.commands.trivia.hosting import hosting
from bot.commands.trivia.playing import channel_lock, last, last_hosted
from bot.community import AuditEntry
from bot.facts.names import fold
from bot.replies.catalog import N_
from bot.replies.tables import write_csv, write_xlsx
from bot.replies.trivia import report as tables
from bot.replies.trivia import standings as replies
from bot.trivia.plan import Answer
from bot.trivia.records import Accepted, Moved, SeasonBegun, Started

MOST_LISTED = 20
# Buttons under one message: five rows of five.
MOST_OFFERED = 20


def table(request: Request, context: Context) -> Outcome:
    """Show the standings of the round that runs, or ran last, and one's own place."""
    current = last(request, context).round
    if not current.plan.is_scored:
        return Outcome(replies.no_scores(context.say))
    return Outcome(replies.table(context.say, current, current.player(request.user.id)))


def accept(request: Request, context: Context) -> Outcome:
    """Count a typed answer as right after all, for everybody who gave it; the scores follow."""
    started = last_hosted(request, context)
    number = int(request.options["question"]) - 1
    wrong = [one for one in started.round.answers_to(number) if one.is_right is False and one.text]
    text = request.options.get("text", "")
    if not text:
        return Outcome(_offered(number, wrong, context))
    accepted = [one for one in wrong if fold(one.text) == fold(text)]
    if not accepted:
        raise UsageError(replies.nothing_to_accept(context.say, text))
    return Outcome(replies.accepted(context.say, len(accepted), text), _accepted(started, number, accepted, request))


def _accepted(started: Started, number: int, accepted: list[Answer], request: Request) -> tuple[Change, ...]:
    after = started.round
    for one in accepted:
        after = after.accept(one)
    users = tuple(user_of(request, one.player) for one in accepted)
    # A round that is over writes its results once more.
    again = (Moved(after, started.ended_at or request.at),) if after.is_over else ()
    return (Accepted(after.id, number, users), *again)


def _offered(number: int, wrong: list[Answer], context: Context) -> Reply:
    texts = list(dict.fromkeys(one.text for one in wrong))[:MOST_OFFERED]
    # What does not fit a button can be typed.
    fitting = [text for text in texts if len(text.encode()) <= 40 and '"' not in text and "\\" not in text]
    choices = [button(text, "trivia accept", question=number + 1, text=text) for text in fitting]
    return replies.which_answer(context.say, number + 1, choices)


def report(request: Request, context: Context) -> Outcome:
    """Hand the host the results: each question with the share that was right, each student with each answer."""
    started = last_hosted(request, context)
    say, current = context.say, started.round
    sheets = tables.sheets(say, current)
    if request.options.get("format", "csv") == "xlsx":
        files: tuple[File, ...] = (File("trivia.xlsx", write_xlsx(sheets)),)
    else:
        names = ("questions.csv", "students.csv")
        files = tuple(
            File(name, write_csv(header, rows)) for name, (_, header, rows) in zip(names, sheets, strict=True)
        )
    return Outcome(replies.report(say, current, files))


def leaderboard(request: Request, context: Context) -> Outcome:
    """Show the best of the season, where a moderator has switched leaderboards on."""
    if not context.settings.has_leaderboards:
        raise UsageError(replies.leaderboards_off(context.say))
    is_channel = request.options.get("where", "channel") == "channel"
    channel = request.channel if is_channel else None
    scores = records_of(context).leaderboard(community_of(request), channel, MOST_LISTED)
    return Outcome(replies.leaderboard(context.say, scores, is_channel=is_channel))


def season(request: Request, context: Context) -> Outcome:
    """Begin a new season: the leaderboards count from now on."""
    community = community_of(request)
    entry = AuditEntry(request.user, request.at, request.command)
    stored = (SeasonBegun(community.platform, community.id, request.at), entry)
    return Outcome(replies.season_begun(context.say), stored)


def review(request: Request, context: Context) -> Outcome:
    """Show somebody the questions they had wrong, with the right answers."""
    found = records_of(context).missed(request.user)
    return Outcome(replies.missed(context.say, context.library, found if request.whole else found[:5]))


_NUMBER = Option("question", N_("the question's number"), Kind.INTEGER, required=True, least=1, most=50)
_TEXT = Option("text", N_("the answer that shall count; left out, the wrong ones are listed"))
_FORMAT = Option("format", N_("the kind of file"), choices=(("csv", N_("CSV, two tables")), ("xlsx", N_("Excel"))))
_WHERE = Option(
    "where",
    N_("this channel, or everywhere here"),
    choices=(("channel", N_("this channel")), ("everywhere", N_("everywhere here"))),
)

ROWS = (
    Command(
        "trivia standings",
        table,
        N_("The standings of the round, and your own place"),
        examples=("/trivia standings",),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=channel_lock,
    ),
    hosting(
        "trivia accept",
        accept,
        N_("Count a typed answer as right after all"),
        (_NUMBER, _TEXT),
        ("/trivia accept 3", "/trivia accept 3 Lord Ismay"),
    ),
    hosting(
        "trivia report",
        report,
        N_("The results of the round, as a file for its host"),
        (_FORMAT,),
        ("/trivia report", "/trivia report xlsx"),
    ),
    Command(
        "trivia leaderboard",
        leaderboard,
        N_("Who had most right this season"),
        (_WHERE,),
        ("/trivia leaderboard", "/trivia leaderboard everywhere"),
        response=Response.DEFER,
        visibility=Visibility.PUBLIC,
        stored=True,
    ),
    moderated("trivia season", season, N_("Begin a new season of the leaderboards"), examples=("/trivia season",)),
    Command(
        "trivia review",
        review,
        N_("What you had wrong lately, with the right answers"),
        examples=("/trivia review",),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
    ),
)
