"""Commands that only tests ask: what the real ones do rarely, these do whenever they are told to."""

from __future__ import annotations

from msgspec.structs import replace

from bot.chat import (
    Attachment,
    Channel,
    Choice,
    Countdown,
    File,
    Form,
    Input,
    Item,
    Picture,
    Reply,
    UsageError,
    User,
    button,
)
from bot.commands.context import Context
from bot.commands.options import Nothing, Options, option
from bot.commands.row import Command, Outcome, Response, Right, Visibility, command, form as form_row, look_up
from bot.pictures.recipes import DayCard
from tests.saltmarsh import MAY_DAY

SECRET = "what nobody else may read"
CARD = DayCard("May", "1", "1950", "The sea wall is begun", "Stone by stone.", "Source: Town Archive")
PICTURE = Picture("1 May 1950: The sea wall is begun", CARD)


def fail_to_complete(context: Context, beginning: str) -> tuple[tuple[str, str], ...]:
    """Fail while somebody types."""
    raise ValueError(SECRET)


class Vote(Options):
    """For what."""

    choice: str = option("what for")
    color: str = option("in which color", default="")


class Page(Options):
    """Which page; 0 is the first one, as it is asked for by typing."""

    page: int = option("which page", default=0, low=0, high=9)


class Word(Options):
    """A word."""

    word: str = option("a word", default="", complete=fail_to_complete)


class Typed(Options):
    """One option of each kind."""

    number: int = option("a number", default=1, low=1, high=10)
    choice: str = option("a choice", choices={"right": "Right", "wrong": "Wrong"})
    user: User | None = option("somebody")
    channel: Channel | None = option("somewhere")
    sure: bool = option("whether you are sure", default=False)
    file: Attachment = option("a file")
    hidden: str = option("nothing to see", default="", hidden=True)


def turn_pages(options: Page, context: Context) -> Outcome:
    """Show a page of nine, with buttons to the one before and the one after."""
    page = max(options.page, 1)
    moves = (("◀ Previous", page - 1), ("Next ▶", page + 1))
    choices = tuple(button(label, "pages", page=number) for label, number in moves if 0 < number < 10)
    picture = Picture(f"Picture {page}", replace(CARD, day=str(page)))
    return Outcome(Reply(text=f"Page {page} of 9", picture=picture, choices=choices, replaces=options.page > 0))


def vote(options: Vote, context: Context) -> Outcome:
    """Refuse the one answer that is wrong."""
    if options.choice == "wrong":
        raise UsageError("That is not up for a vote.", (Choice("Vote right", "vote choice:right"),))
    return Outcome(Reply(title="Thank you", text=options.choice, replaces=options.choice == "again"))


def vote_typed(options: Typed, context: Context) -> Outcome:
    """Thank for a choice."""
    return Outcome(Reply(title="Thank you", text=options.choice))


def fail(options: Word, context: Context) -> Outcome:
    """Fail with words in the error that must not get anywhere."""
    raise ValueError(SECRET)


def form(options: Nothing, context: Context) -> Outcome:
    """Open a form of both kinds of input."""
    inputs = (
        Input("choice", "Your choice", hint="one word", limit=20),
        Input("color", "Its color", "red", choices=(("red", "Red"), ("blue", "Blue"))),
    )
    return Outcome(Reply(form=Form("Vote", "vote", inputs)))


def show(options: Nothing, context: Context) -> Outcome:
    """Show one of everything."""
    return Outcome(
        Reply(
            title="Everything",
            picture=PICTURE,
            files=(File("the results.csv", b"a,b\n"),),
            countdown=Countdown("Ends", MAY_DAY),
            choices=tuple(button(f"Vote {number}", "vote", choice="right") for number in range(2)),
        )
    )


def flood(options: Nothing, context: Context) -> Outcome:
    """Say more than fits."""
    items = tuple(Item(f"Event {number}", "1950", "so much " * 100, f"event-{number}") for number in range(10))
    return Outcome(Reply(title="Flood", items=items))


ROWS: tuple[Command, ...] = (
    command("vote", "Vote", visibility=Visibility.PUBLIC)(vote),
    look_up("fail now", "Fail at once")(fail),
    command("fail later", "Fail in the store", visibility=Visibility.PUBLIC)(fail),
    form_row("form", "Vote by a form")(form),
    command("stored form", "Vote by a form", response=Response.FORM)(form),
    look_up("everything", "Show one of everything")(show),
    look_up("flood", "Say more than fits")(flood),
    look_up("typed", "Take each kind of option")(vote_typed),
    look_up("pages", "Turn pages")(turn_pages),
    look_up("guard", "Only for moderators", right=Right.MODERATOR)(vote),
    command(
        "public guard",
        "Only for moderators, before everybody",
        visibility=Visibility.PUBLIC,
        right=Right.MODERATOR,
    )(flood),
)
