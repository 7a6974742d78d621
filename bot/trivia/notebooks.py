"""A notebook: cards and daily games that are kept for a browser of a person without an account, if they wish it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat import User
from bot.frozen import Frozen

# How long a notebook, with all that is in it, is kept after it was last opened.
LIFE = timedelta(days=90)
# However often it is opened, its end is moved once a day at most.
RENEWED_AFTER = timedelta(days=1)


class Notebook(Frozen, frozen=True):
    """The user of a browser, whose cards and games are kept until `expires_at` if it is not opened again."""

    user: User
    expires_at: datetime

    def is_to_renew(self, now: datetime) -> bool:
        """Whether its end is to be moved."""
        return self.expires_at - now < LIFE - RENEWED_AFTER


class NotebookKept(Frozen, frozen=True):
    """A notebook that is kept from now on, or kept longer, under the hash of its secret."""

    hash: str
    notebook: Notebook
