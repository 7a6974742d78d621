"""The store's errors."""

from __future__ import annotations

from pathlib import Path

from bot.community import Trouble


class StoreError(Exception):
    """The store cannot be used as asked; the text says why and what to do, for whoever runs the bot."""


class AnothersBackupError(StoreError):
    """A file that is the backup of another program's database."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is the backup of another program's database; name one of Dateline's.")


class StoreInUseError(StoreError):
    """Another process has the SQLite file."""


class VersionError(StoreError):
    """The database was made by another version of Dateline."""


class StoreUnavailableError(StoreError):
    """Nothing can be stored at the moment; nothing of this transaction was, except perhaps with `Trouble.UNSURE`.

    The next transaction tries again, so that it is over as soon as its cause is.
    """

    def __init__(self, trouble: Trouble, cause: object = "") -> None:
        super().__init__(f"The database is unavailable ({trouble.value}). {cause}".strip())
        self.trouble = trouble
