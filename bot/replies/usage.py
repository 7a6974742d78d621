"""What is said when a command was not typed as it has to be; `usage` is how it is typed, with an example."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.card import shortened
from bot.replies.catalog import N_, Catalog

NO_USER = N_("“{text}” is nobody here. Write it with @, as @ada; where a list opens, choose the person there.")
NO_CHANNEL = N_("“{text}” is no channel here. Write it with #, as #history; where a list opens, choose it there.")
NO_ROLE = N_(
    "“{text}” is no role here. Write @ and choose it from the list that opens, or write none. Where there are no "
    "roles, /moderators add @ada lets one person moderate."
)

# Of what was typed so much is repeated: a whole page would hide what is said about it.
HEAD_LENGTH = 100


def usage(say: Catalog, syntax: str, example: str) -> str:
    """Say how a command is typed."""
    line = say("Usage: {usage}", usage=say.typed(syntax))
    return line + "\n" + say("Example: {example}", example=say.typed(example)) if example else line


def unknown_command(say: Catalog, name: str, hint: str) -> str:
    """Refuse a command that does not exist; `hint` is the name of the nearest one, or empty."""
    if not name:
        return say("Type a command, such as /timeline 2008. /help lists them all.")
    name = shortened(name, HEAD_LENGTH)
    if hint:
        return say("There is no command “{name}”. Did you mean /{hint}? /help lists them all.", name=name, hint=hint)
    return say("There is no command “{name}”. /help lists them all.", name=name)


def subcommands(say: Catalog, name: str, names: Sequence[str]) -> str:
    """Say what may follow a word that begins several commands."""
    listed = say.alternatives([each.removeprefix(f"{name} ") for each in names])
    return say("“/{name}” needs one more word: {names}. /help {name} tells of each.", name=name, names=listed)


def too_much(say: Catalog, text: str, usage: str) -> str:
    """Refuse words that no option takes."""
    return say("I do not know what to do with “{text}”.", text=shortened(text, HEAD_LENGTH)) + "\n" + usage


def no_option(say: Catalog, option: str, usage: str) -> str:
    """Refuse an option that the command does not have."""
    return say("There is no “{option}” here any more.", option=option) + "\n" + usage


def missing(say: Catalog, option: str, help: str, usage: str) -> str:
    """Ask for an option that is needed."""
    return say("“{option}” is missing: {help}.", option=option, help=help) + "\n" + usage


def not_a_number(say: Catalog, option: str, value: str, bounds: tuple[int, int], usage: str) -> str:
    """Refuse what is no whole number within the bounds."""
    least, most = (say.number(bound) for bound in bounds)
    text = say(
        "“{value}” does not fit {option}: write a whole number from {least} to {most}.",
        value=value,
        option=option,
        least=least,
        most=most,
    )
    return text + "\n" + usage


def not_a_choice(say: Catalog, option: str, value: str, choices: Sequence[str], usage: str) -> str:
    """Refuse what is not among an option's choices."""
    listed = say.alternatives(choices)
    text = say("“{value}” does not fit {option}: write {choices}.", value=value, option=option, choices=listed)
    return text + "\n" + usage


def too_long(say: Catalog, option: str, limit: int, length: int) -> str:
    """Refuse a text that is too long, in one sentence."""
    return say(
        "“{option}” has room for {limit} characters and these are {length}: please make it shorter.",
        option=option,
        limit=say.number(limit),
        length=say.number(length),
    )


def line_too_long(say: Catalog, limit: int, length: int) -> str:
    """Refuse a line that is longer than any command."""
    return say(
        "A command has room for {limit} characters and these are {length}: please make it shorter.",
        limit=say.number(limit),
        length=say.number(length),
    )


def too_many(say: Catalog, seconds: int) -> str:
    """Ask somebody who has asked very much to wait."""
    return say.count(
        "That was a great deal within a minute, and others are asking too. Please go on in {number} second.",
        "That was a great deal within a minute, and others are asking too. Please go on in {number} seconds.",
        seconds,
    )
