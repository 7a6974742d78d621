"""Understands the name of a pack to which a look-up is narrowed."""

from __future__ import annotations

from bot.chat import UsageError
from bot.commands.context import Context
from bot.commands.reading.asking import MOST_CHOICES, Asking, Completion
from bot.facts.model import PackInfo
from bot.facts.names import fold
from bot.replies.lookups import headings


def read_pack(text: str, asking: Asking) -> PackInfo:
    """Read the name of a pack that is switched on, its title, or the only one that has these words in it."""
    packs = asking.context.library.packs
    folded = fold(text)
    whole = [pack for pack in packs if folded in (fold(pack.id), fold(pack.title))]
    named = whole or [pack for pack in packs if folded and folded in fold(f"{pack.id} {pack.title}")]
    if len(named) != 1:
        raise UsageError(headings.no_pack(asking.say, text, tuple(pack.id for pack in packs)))
    return named[0]


def complete_packs(context: Context, beginning: str) -> Completion:
    """Offer the packs of facts that are switched on."""
    folded = fold(beginning)
    packs = (pack for pack in context.library.packs if folded in fold(f"{pack.id} {pack.title}"))
    return tuple((pack.title, pack.id) for pack in packs)[:MOST_CHOICES]
