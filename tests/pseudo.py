"""A pseudo-locale: each sentence accented, 40 % longer and in ⟦brackets⟧, so that what bypasses the catalogue shows.

What is filled in, and the commands that one types, stay as they are, as a translator would leave them.
"""

from __future__ import annotations

import gettext
import re

from bot.app import Bot
from bot.chat import Request
from bot.replies.catalog import Catalog

# How much longer a sentence gets at most when it is translated from English.
LONGER = 0.4
_ACCENTED = str.maketrans("AEIOUYaeiouycdnrst", "ÀÉÎÕÛÝàéîõûýçďñřšť")
# A placeholder; a command; an option's name with its colon, and what is typed for it.
_KEPT = re.compile(r"(\{[^{}]*\}|(?<!\w)/[a-z]+|\b[a-z_]+:<?[\w,-]+>?)")


class PseudoTranslations(gettext.NullTranslations):
    """Puts each sentence in brackets, with accents and longer, and leaves its placeholders alone; `said` are all."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def gettext(self, message: str) -> str:
        """Return the sentence as another language might write it."""
        self.said.add(message)
        parts = _KEPT.split(message)
        accented = "".join(part if number % 2 else part.translate(_ACCENTED) for number, part in enumerate(parts))
        return f"⟦{accented}{'~' * round(len(message) * LONGER)}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the sentence for a number in brackets."""
        return self.gettext(msgid1 if n == 1 else msgid2)


TRANSLATIONS = PseudoTranslations()
PSEUDO = Catalog("en", TRANSLATIONS)


class PseudoBot(Bot):
    """A bot that speaks the pseudo-locale, whatever is asked for."""

    def words(self, request: Request) -> Catalog:
        """Return the pseudo-locale."""
        return PSEUDO


def outside(text: str) -> str:
    """Return what of a text does not stand in brackets."""
    depth, left = 0, []
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        left.append(character if depth == 0 and character != "⟧" else " ")
    return "".join(left)
