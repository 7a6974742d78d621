"""What is said when the bot itself fails."""

from __future__ import annotations

from bot.community import Trouble
from bot.replies.catalog import N_, Catalog

NO_ROOM = N_("Several files are still being read, so this one was not taken. Please send it again in a minute.")
UNIDENTIFIED = N_(
    "I could not find out whether you may do this: the platform did not tell me who you are. Nothing was changed; "
    "please try again in a moment."
)
OPEN_FORM = N_("Press the button to open the form.")
FILL_IN_AGAIN = N_("Go on filling in")
APOLOGY = N_("Something went wrong on my side. Please tell whoever runs me this number: {id}")


def store_unavailable(say: Catalog, trouble: Trouble) -> str:
    """Say that nothing can be stored, whether anything was, and who can do something about it."""
    if trouble is Trouble.UNSURE:
        return say(
            "My memory broke off in the middle: I cannot tell whether this was stored. Please look, then try again."
        )
    if trouble in (Trouble.CORRUPT, Trouble.OUTDATED):
        return say(
            "My memory is damaged or of another version, so nothing was changed. Look-ups such as /timeline still "
            "work; waiting does not help: whoever runs me has to see to it."
        )
    if trouble is Trouble.FULL:
        return say(
            "There is no room left where I keep my memory, so nothing was changed. Look-ups such as /timeline still "
            "work; whoever runs me has to make room."
        )
    if trouble is Trouble.BARRED:
        return say(
            "I may not write where I keep my memory, so nothing was changed. Look-ups such as /timeline still work; "
            "waiting does not help: whoever runs me has to let me write there."
        )
    return say(
        "I cannot reach my memory at the moment, so nothing was changed. Look-ups such as /timeline still work; "
        "please try this again in a minute."
    )


def done_all_the_same(say: Catalog, listing: str) -> str:
    """Add to an apology that what was asked for is done; `listing` is the command that shows it, "" for none."""
    done = say("What you asked for was done all the same; only its answer could not be shown.")
    return " ".join(filter(None, (done, listing and say("/{command} shows what there is.", command=listing))))
