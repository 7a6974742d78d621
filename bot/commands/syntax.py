"""How a command is typed, in the notation that manuals use."""

from __future__ import annotations

from bot.commands.options import Option
from bot.commands.row import Command
from bot.replies import usage
from bot.replies.catalog import Catalog


def syntax(command: Command) -> str:
    """Return a command's options in the usual notation: <needed>, [may be left out], name:<value>."""
    return " ".join((f"/{command.name}", *(_option(option) for option in command.options if not option.hidden)))


def usage_of(say: Catalog, command: Command) -> str:
    """Return how a command is typed, with its first example."""
    return usage.usage(say, syntax(command), command.examples[0] if command.examples else "")


def _option(option: Option) -> str:
    text = f"{option.name}:<{option.name}>" if option.named else option.name
    if option.required:
        return text if option.named else f"<{text}>"
    return f"[{text}]"
