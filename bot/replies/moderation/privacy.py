"""What is said about what is kept of a person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Field, File, Reply
from bot.community import Kept
from bot.replies.catalog import N_, Catalog

NOTHING = N_("Nothing. Looking things up leaves no trace.")
DELETE = N_("Delete everything")
# By the names of `Kept`.
KINDS = {
    "moderator": N_("That you were named as a moderator"),
    "audit": N_("What you changed as a moderator"),
    "audit_subject": N_("What moderators changed about you"),
    "schedule": N_("Schedules you set up"),
    "report": N_("Reports of facts you sent"),
    "round": N_("Trivia rounds you started"),
    "player": N_("Trivia rounds you played in"),
    "seat": N_("Seats you have in a browser"),
    "notebook": N_("What a browser keeps for you"),
    "answer": N_("Answers you gave in trivia"),
    "result": N_("Results you had in trivia"),
    "card": N_("Cards you study"),
    "sitting": N_("The study session you are in"),
    "reminder": N_("Reminders to study"),
    "game": N_("Daily games you played"),
}


def kept(say: Catalog, found: Sequence[Kept]) -> Reply:
    """Tell what is kept about a person, by kind."""
    if not found:
        return Reply(title=say("What I keep about you"), text=say(NOTHING))
    return Reply(
        title=say("What I keep about you"),
        text=say("Your id on this platform, and with it:"),
        fields=_counted(say, found),
        notes=(say("/privacy export hands you all of it as a file; /privacy delete deletes it at once."),),
    )


def exported(say: Catalog, file: File) -> Reply:
    """Hand out what is kept."""
    return Reply(text=say("This is all I keep about you."), files=(file,))


def ask_to_delete(say: Catalog, found: Sequence[Kept], sure: Choice) -> Reply:
    """Tell what will be deleted, and ask whether it shall."""
    return Reply(
        title=say("Delete everything about you?"),
        text=say(
            "This cannot be taken back. Your reports go, and you are no longer named as a moderator. What others' "
            "results and the list of changes need stays, linked to nobody."
        ),
        fields=_counted(say, found),
        choices=(sure,),
    )


def deleted(say: Catalog) -> Reply:
    """Say that it is done."""
    return Reply(
        text=say("Done: nothing here leads to you any more."),
        notes=(say("Copies in the operator's backups go as those are replaced."),),
    )


def _counted(say: Catalog, found: Sequence[Kept]) -> tuple[Field, ...]:
    numbers: dict[str, int] = {}
    for one in found:
        numbers[one.name] = numbers.get(one.name, 0) + len(one.entries)
    return tuple(Field(say(KINDS[name]), say.number(number)) for name, number in numbers.items())
