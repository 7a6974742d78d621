"""Understands a language that the bot speaks."""

from __future__ import annotations

from bot.chat import UsageError
from bot.commands.context import Context
from bot.commands.reading.asking import Asking, Completion
from bot.replies.catalog import languages
from bot.replies.moderation import community as community_words

# What one writes to leave the language to each person.
OWN = "own"


def read_language(text: str, asking: Asking) -> str:
    """Read a language, "" for each person's own."""
    language = "" if text.casefold() == OWN else text.casefold()
    if language not in ("", *languages()):
        raise UsageError(community_words.no_language(asking.say, text, languages()))
    return language


def complete_language(context: Context, beginning: str) -> Completion:
    """Offer the languages the bot speaks, and each person's own."""
    offered = [(community_words.language(context.say, locale), locale or OWN) for locale in ("", *languages())]
    return tuple(pair for pair in offered if beginning.casefold() in " ".join(pair).casefold())
