"""What only the console says."""

from __future__ import annotations

from bot.replies.catalog import N_, Catalog

WELCOME = N_(
    "Try /timeline 2008, /who Robertson or /what Article 5. /help shows all commands; "
    "press a number for a choice; Ctrl-D leaves."
)
HOW_TO_LEAVE = N_("Ctrl-D leaves.")
HOW_TO_CLOSE = N_("Ctrl-C closes the form, and nothing is sent.")
FORM_LEFT = N_("The form is closed; nothing was sent.")
NOTHING_SET = N_(
    "No platform has its tokens, so this is the console. For Discord set DISCORD_TOKEN; for Slack set "
    "SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET (docs/deploy.md). They may stand in .env."
)
STARTING_WEB = N_("Starting the web server.")
NO_PICTURE = N_(
    "This answer has no picture. There are pictures of times, as in /timeline 2008, of people who held an office, "
    "and of a day, as in /onthisday 4 April. /settings set pictures:on brings them back where they are off."
)
NOT_DRAWABLE = N_(
    "The picture would have boxes in it: its font lacks a letter of this answer. Let the name end in .svg: that is "
    "drawn with the fonts of who opens it."
)
DEFAULT = N_("{value} if you only press Enter")
SAVED = N_("Written to {path}")
NOT_SAVED = N_("“{name}” could not be written here: {reason}. Go to a folder that you may write in, and ask again.")
NO_SUCH_PICTURE = N_("“{name}” is no name for a picture. Let it end in .png or .svg, as in --picture 2008.png")
AS_OPTIONS = N_("Here no form opens. Add what it would ask for: {names}")


# What shows all of a menu, as it is typed.
MORE = "more"


def more(say: Catalog, number: int) -> str:
    """Say how many entries of a menu are not shown, and what shows them."""
    return say.count("{number} more: type “{word}”", "{number} more: type “{word}”", number, word=MORE)


def starting(say: Catalog, platforms: tuple[str, ...]) -> str:
    """Say which platforms have what they need."""
    return say("Starting {platforms}.", platforms=say.several([name.capitalize() for name in platforms]))


def packs_with_problems(say: Catalog, number: int) -> str:
    """Warn that some packs were left out."""
    return say.count(
        "{number} problem in the packs; what has problems is not loaded: dateline packs check facts",
        "{number} problems in the packs; what has problems is not loaded: dateline packs check facts",
        number,
    )
