"""Commands that only tests ask: what the real ones do rarely, these do whenever they are told to."""

from __future__ import annotations

from bot.chat import Choice, Countdown, File, Form, Image, Input, Item, Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.row import Command, Kind, Option, Outcome, Response, Right, Visibility, button
from tests.saltmarsh import MAY_DAY

SECRET = "what nobody else may read"
PNG = b"\x89PNG\r\n\x1a\n"


def vote(request: Request, context: Context) -> Outcome:
    """Refuse the one answer that is wrong."""
    if request.options["choice"] == "wrong":
        raise UsageError("That is not up for a vote.", (Choice("Vote right", "vote choice:right"),))
    return Outcome(
        Reply(title="Thank you", text=request.options["choice"], replaces=request.options["choice"] == "again")
    )


def fail(request: Request, context: Context) -> Outcome:
    """Fail with words in the error that must not get anywhere."""
    raise ValueError(SECRET)


def fail_to_complete(request: Request, context: Context, beginning: str) -> tuple[tuple[str, str], ...]:
    """Fail while somebody types."""
    raise ValueError(SECRET)


def form(request: Request, context: Context) -> Outcome:
    """Open a form of both kinds of input."""
    inputs = (
        Input("choice", "Your choice", hint="one word", limit=20),
        Input("color", "Its color", "red", choices=(("red", "Red"), ("blue", "Blue"))),
    )
    return Outcome(Reply(form=Form("Vote", "vote", inputs)))


def show(request: Request, context: Context) -> Outcome:
    """Show one of everything."""
    return Outcome(
        Reply(
            title="Everything",
            images=(Image("A map of the coast", content=PNG), Image("A photo", url="https://example.org/a.png")),
            files=(File("the results.csv", b"a,b\n"),),
            countdown=Countdown("Ends", MAY_DAY),
            choices=tuple(button(f"Vote {number}", "vote", choice="right") for number in range(2)),
        )
    )


def flood(request: Request, context: Context) -> Outcome:
    """Say more than fits."""
    items = tuple(Item(f"Event {number}", "1950", "so much " * 100, f"event-{number}") for number in range(10))
    return Outcome(Reply(title="Flood", items=items))


ROWS = (
    Command(
        "vote",
        vote,
        "Vote",
        (Option("choice", "what for", required=True), Option("color", "in which color")),
        response=Response.DEFER,
        visibility=Visibility.PUBLIC,
        stored=True,
    ),
    Command("fail now", fail, "Fail at once", (Option("word", "a word", complete=fail_to_complete),)),
    Command(
        "fail later", fail, "Fail in the store", stored=True, response=Response.DEFER, visibility=Visibility.PUBLIC
    ),
    Command("form", form, "Vote by a form", response=Response.FORM),
    Command("stored form", form, "Vote by a form", response=Response.FORM, stored=True),
    Command("everything", show, "Show one of everything"),
    Command("flood", flood, "Say more than fits"),
    Command(
        "typed",
        vote,
        "Take each kind of option",
        (
            Option("number", "a number", Kind.INTEGER, least=1, most=10),
            Option("choice", "a choice", required=True, choices=(("right", "Right"), ("wrong", "Wrong"))),
            Option("user", "somebody", Kind.USER),
            Option("channel", "somewhere", Kind.CHANNEL),
            Option("sure", "whether you are sure", Kind.BOOLEAN),
            Option("file", "a file", Kind.FILE),
            Option("hidden", "nothing to see", hidden=True),
        ),
    ),
    Command(
        "public guard",
        vote,
        "Only for moderators, before everybody",
        response=Response.DEFER,
        visibility=Visibility.PUBLIC,
        right=Right.MODERATOR,
        stored=True,
    ),
    Command("guard", vote, "Only for moderators", right=Right.MODERATOR),
)
