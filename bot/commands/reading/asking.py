"""One option on its way from what was typed to a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.chat import Request
from bot.commands.context import Context
from bot.replies.catalog import Catalog

# No menu and no list of completions may be longer, wherever they are shown.
MOST_CHOICES = 25
Completion: TypeAlias = tuple[tuple[str, str], ...]
# Offers (label, value) pairs for what has been typed.
Completer: TypeAlias = Callable[[Context, str], Completion]


@dataclass(frozen=True, slots=True)
class Asking:
    """An option's name, and the request and the context that it is asked in."""

    name: str
    request: Request
    context: Context

    @property
    def say(self) -> Catalog:
        """The words in which one is refused."""
        return self.context.say


# Makes a value of a text that is not empty; UsageError says what to type instead.
Reader: TypeAlias = Callable[[str, Asking], object]


def as_text(text: str, asking: Asking) -> str:
    """Take a text as it is."""
    return text
