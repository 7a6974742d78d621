"""What can go wrong with the store, for whoever starts the bot and for whoever talks to it."""

from __future__ import annotations

from bot.community import Trouble


class StoreError(Exception):
    """The store cannot be used as asked; the text says why and what to do, for whoever runs the bot."""


class StoreInUseError(StoreError):
    """Another process has the SQLite file."""


class VersionError(StoreError):
    """The database was made by another version of Dateline."""


class StoreUnavailableError(StoreError):
    """Nothing can be stored just now, and nothing of this transaction was, but for `Trouble.UNSURE`.

    It passes by itself when its cause does: the next transaction tries afresh.
    """

    def __init__(self, trouble: Trouble, cause: object = "") -> None:
        super().__init__(f"The database is unavailable ({trouble.value}). {cause}".strip())
        self.trouble = trouble
