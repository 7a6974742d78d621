"""A pseudo-locale: every sentence of the catalogue stands in ⟦brackets⟧, so that what bypasses it shows."""

from __future__ import annotations

import gettext

from bot.app import Bot
from bot.chat import Request
from bot.replies.catalog import Catalog


class PseudoTranslations(gettext.NullTranslations):
    """Puts each sentence in brackets and leaves its placeholders alone."""

    def gettext(self, message: str) -> str:
        """Return the sentence in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the sentence for a number in brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


class PseudoBot(Bot):
    """A bot that speaks the pseudo-locale, whatever is asked for."""

    def words(self, request: Request) -> Catalog:
        """Return the pseudo-locale."""
        return Catalog("en", PseudoTranslations())


def outside(text: str) -> str:
    """Return what of a text does not stand in brackets."""
    depth, left = 0, []
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        left.append(character if depth == 0 and character != "⟧" else " ")
    return "".join(left)
