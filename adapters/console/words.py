"""What only the console says."""

from __future__ import annotations

from bot.replies.catalog import Catalog


def welcome(say: Catalog) -> str:
    """Return three commands to try and how to leave."""
    return say(
        "Try /timeline 2008, /who Robertson or /what Article 5. /help shows all commands; "
        "press a number for a choice; Ctrl-D leaves."
    )


def how_to_leave(say: Catalog) -> str:
    """Say how to leave, to somebody who tries Ctrl-C."""
    return say("Ctrl-D leaves.")


def default(say: Catalog, value: str) -> str:
    """Say what is taken if nothing is typed."""
    return say("{value} if you only press Enter", value=value)


def how_to_close(say: Catalog) -> str:
    """Say how to give a form up."""
    return say("Ctrl-C closes the form, and nothing is sent.")


def form_left(say: Catalog) -> str:
    """Say that a form was given up."""
    return say("The form is closed; nothing was sent.")


def nothing_set(say: Catalog) -> str:
    """Say why the console was started, and what to set for the platforms."""
    return say(
        "No platform has its tokens, so this is the console. For Discord set DISCORD_TOKEN; for Slack set "
        "SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET (docs/deploy.md). They may stand in .env."
    )


def starting(say: Catalog, platforms: tuple[str, ...]) -> str:
    """Say which platforms have what they need."""
    return say("Starting {platforms}.", platforms=say.several([name.capitalize() for name in platforms]))


def starting_web(say: Catalog) -> str:
    """Say that of the bot only what listens on a port is started."""
    return say("Starting the web server.")


def packs_with_problems(say: Catalog, number: int) -> str:
    """Warn that some packs were left out."""
    return say.count(
        "{number} problem in the packs; what has problems is not loaded: dateline packs check facts",
        "{number} problems in the packs; what has problems is not loaded: dateline packs check facts",
        number,
    )


def saved(say: Catalog, path: str) -> str:
    """Tell where a file that came with an answer lies."""
    return say("Written to {path}", path=path)


def not_saved(say: Catalog, name: str, reason: str) -> str:
    """Tell that a file that came with an answer could not be written."""
    return say(
        "“{name}” could not be written here: {reason}. Go to a folder that you may write in, and ask again.",
        name=name,
        reason=reason,
    )


def no_such_picture(say: Catalog, name: str) -> str:
    """Refuse a name that ends like no picture."""
    return say("“{name}” is no name for a picture. Let it end in .png or .svg, as in --picture 2008.png", name=name)


def no_picture(say: Catalog) -> str:
    """Say that there is no picture of an answer, and of which there are."""
    return say(
        "This answer has no picture. There are pictures of times, as in /timeline 2008, of people who held an office, "
        "and of a day, as in /onthisday 4 April. /settings set pictures:on brings them back where they are off."
    )


def not_drawable(say: Catalog) -> str:
    """Say that a picture would have boxes in it."""
    return say(
        "The picture would have boxes in it: its font lacks a letter of this answer. Let the name end in .svg: that is "
        "drawn with the fonts of who opens it."
    )


def as_options(say: Catalog, names: tuple[str, ...]) -> str:
    """Tell what to add to a command for which a form would be opened, where none can be."""
    return say("Here no form opens. Add what it would ask for: {names}", names=" ".join(names))
