"""One option on its way from what was typed to a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.chat import ACTION_LIMIT, Choice, Request, UsageError, action_of
from bot.commands.context import Context, StoredContext
from bot.frozen import Frozen
from bot.replies.catalog import Catalog

# No menu and no list of completions may be longer, wherever they are shown.
MOST_CHOICES = 25
Completion: TypeAlias = tuple[tuple[str, str], ...]
# Offers (label, value) pairs for what has been typed.
Completer: TypeAlias = Callable[[Context, str], Completion]


class FromStore(Frozen, frozen=True):
    """A completer that looks into the store, and so is asked elsewhere than on the event loop."""

    offer: Callable[[StoredContext, str], Completion]


class Asking(Frozen, frozen=True):
    """An option's name, and the request and the context that it is asked in."""

    name: str
    request: Request
    context: Context

    @property
    def say(self) -> Catalog:
        """The words in which one is refused."""
        return self.context.say


# A message asks "which one?" with so many buttons: no platform has fewer in a row.
MOST_ASKED = 5


def which(asking: Asking, question: str, labels: Sequence[tuple[str, str]]) -> UsageError:
    """Return the question which of several (label, value) is meant; each button asks the same again with its value."""
    given = asking.request.options
    pairs = [
        (label, action_of(asking.request.command, **{**given, asking.name: value}))
        for label, value in labels[:MOST_ASKED]
    ]
    # What was typed so far may be too long for a button.
    fits = all(len(action) <= ACTION_LIMIT for _, action in pairs)
    return UsageError(question, tuple(Choice(label, action) for label, action in pairs) if fits else ())


# Makes a value of a text that is not empty; UsageError says what to type instead.
Reader: TypeAlias = Callable[[str, Asking], object]


def as_text(text: str, asking: Asking) -> str:
    """Take a text as it is."""
    return text
