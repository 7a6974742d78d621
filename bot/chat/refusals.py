"""Requests that cannot be done as asked."""

from __future__ import annotations

from typing import TypeVar

from bot.chat.controls import Choice

Value = TypeVar("Value")


class UsageError(Exception):
    """A request that cannot be done as asked: the text says why and what to do instead, for the person who asked.

    `people` are the ids of those whom it names, as in a Reply; `wrong` is the name of the option that is, if one is.
    """

    def __init__(
        self, text: str, choices: tuple[Choice, ...] = (), people: tuple[str, ...] = (), wrong: str = ""
    ) -> None:
        super().__init__(text)
        self.text = text
        self.choices = choices
        self.people = people
        self.wrong = wrong


class NotAllowedError(UsageError):
    """A request by somebody who lacks the right; the text says who may."""


def needed(value: Value | None, refusal: str) -> Value:
    """Return a value that a request cannot do without; UsageError with the refusal where it is None."""
    if value is None:
        raise UsageError(refusal)
    return value
