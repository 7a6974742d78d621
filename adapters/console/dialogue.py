"""A form as a dialogue: how each of its inputs is asked for, and what is offered while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from adapters.console import words
from adapters.console.parse import request
from bot.app import Bot
from bot.chat import Fill, Input, Request, without_mentions
from bot.commands.options import NAME_LIMIT
from bot.frozen import replace
from bot.replies.card import filled
from bot.replies.catalog import Catalog


def offered(bot: Bot, request: Request, option: str, beginning: str) -> Iterable[tuple[str, str]]:
    """Return (label, value) pairs that may follow, none for a long text: a paste would look up each of its keys."""
    return bot.complete(request, option, beginning) if len(beginning) <= NAME_LIMIT else ()


class FieldCompleter(Completer):
    """Completes what is filled into one input of a form: one of its choices, or what its command's option offers."""

    def __init__(self, bot: Bot, now: Callable[[], datetime], action: str, field: Input) -> None:
        self._bot = bot
        self._now = now
        self._action = action
        self._field = field

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Offer what may be meant by the text before the cursor."""
        typed = document.text_before_cursor
        return (Completion(value, -len(typed), label) for label, value in self._offered(typed))

    def _offered(self, typed: str) -> Iterable[tuple[str, str]]:
        if self._field.fill in (Fill.SUGGESTED, Fill.SUGGESTIONS):
            current = request(self._now())
            current = replace(current, command=self._bot.named(self._action, current).name)
            return offered(self._bot, current, self._field.name, typed)
        return ((label, value) for value, label in self._field.choices if value.startswith(typed.casefold()))


def question(say: Catalog, field: Input) -> str:
    """Return how an input is asked for: its label, and what can be answered, or is taken if nothing is."""
    offered = " | ".join(value for value, _ in field.choices) if field.fill in (Fill.TEXT, Fill.SEVERAL) else ""
    hints = [hint for hint in (offered, field.hint_of_line) if hint]
    if field.value and not field.is_file:
        hints.append(say(words.DEFAULT, value=without_mentions(filled(field))))
    return f"{field.label} ({'; '.join(hints)}): " if hints else f"{field.label}: "
