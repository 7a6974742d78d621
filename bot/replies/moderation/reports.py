"""What is said about members' reports of facts."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, File, Form, Input, Item, Menu, Reply, button
from bot.community import FactReport
from bot.replies.card import shortened
from bot.replies.catalog import N_, Catalog
from bot.replies.moderation.community import person

NOTHING_TO_REPORT = N_(
    "That message shows no fact of mine. Open the fact, as by /search, and press “Report a mistake” below it."
)
UNKNOWN_FACT = N_(
    "No fact is called “{text}”. Open the fact, as by /search, and press “Report a mistake” below it; or begin to "
    "type its title and choose it from the list."
)
TOO_MANY = N_("You have sent {limit} reports within a day. Please send the next one tomorrow.")
CLOSE = N_("Close {number}")
NO_REPORT = N_("There is no report {number} here. /reports list shows those that wait.")
CLOSED = N_("Report {number} is closed.")
# So much of a title every menu shows.
SHOWN = 75


def form(say: Catalog, title: str, action: str, limit: int) -> Reply:
    """Ask what is wrong with a fact."""
    field = Input("text", say("What is wrong, and how do you know?"), is_long=True, limit=limit)
    return Reply(form=Form(say("Report “{title}”", title=title), action, (field,), say("Send")))


def thanks(say: Catalog, title: str) -> Reply:
    """Thank for a report and say who will see it."""
    return Reply(
        text=say("Thank you. The moderators here will read what you wrote about “{title}”.", title=title),
        notes=(say("They see who sent it; whoever keeps the pack does not. /privacy tells how long it is kept."),),
    )


def which_fact(say: Catalog, facts: Sequence[tuple[str, str]]) -> Reply:
    """Ask which of the facts of a message is wrong; `facts` are their ids and titles."""
    choices = tuple(button(shortened(title, SHOWN), "report form", id=id) for id, title in facts)
    return Reply(text=say("In which of these is the mistake?"), menu=Menu(say("Choose one"), choices), is_private=True)


def queue(say: Catalog, reports: Sequence[tuple[FactReport, str]], zone: str, choices: Sequence[Choice]) -> Reply:
    """List reports that wait, each with its fact's title."""
    return Reply(
        title=say("Reports that wait"),
        text="" if reports else say("No report waits."),
        items=tuple(_item(say, report, title, zone) for report, title in reports),
        choices=tuple(choices),
        people=tuple(dict.fromkeys(report.reporter.id for report, _ in reports if report.reporter.id)),
    )


def _item(say: Catalog, report: FactReport, title: str, zone: str) -> Item:
    heading = say("{number}: {title}", number=report.id, title=title)
    who = say("{person} wrote: {text}", person=person(say, report.reporter.id), text=report.text)
    return Item(heading, say.moment(report.at, zone), who, report.fact)


def exported(say: Catalog, number: int, file: File) -> Reply:
    """Hand out the reports as a file."""
    text = say.count("{number} report waits.", "{number} reports wait.", number)
    return Reply(
        text=text,
        files=(file,),
        notes=(say("The file does not say who sent them; you can pass it on to whoever keeps the pack."),),
    )
