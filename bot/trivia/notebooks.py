"""A notebook: what a browser keeps for somebody without an account, if they ask: cards, and the daily game."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat import User
from bot.frozen import Frozen

# So long it is kept after it was last looked into, and all that is in it.
LIFE = timedelta(days=90)
# Looked into every minute, it is written anew once a day.
RENEWED_AFTER = timedelta(days=1)


class Notebook(Frozen, frozen=True):
    """Whose cards and games a browser keeps, and until when if it is not looked into again."""

    user: User
    expires_at: datetime

    def is_to_renew(self, now: datetime) -> bool:
        """Whether it is time to keep it for longer."""
        return self.expires_at - now < LIFE - RENEWED_AFTER


class NotebookKept(Frozen, frozen=True):
    """A notebook that is kept from now on, or for longer, under the hash of its secret."""

    hash: str
    notebook: Notebook
