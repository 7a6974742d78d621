"""SQLite: a file with one writer, in WAL mode, and one process."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.community import Community, Trouble
from bot.store.engine.errors import StoreError, StoreInUseError, StoreUnavailableError

# How long a write waits for another program that has locked the file, such as a shell or a backup program.
PATIENCE_SECONDS = 2.0
# https://sqlite.org/fileformat.html#magic_header_string
MAGIC = b"SQLite format 3\0"

# After so many transactions a thread of its own copies the log into the file: 4 MB take some 60 ms, in which commits
# wait for the disk, so it is done often. Only a log of so many pages of 4 KB is copied by a commit itself.
COPIED_EVERY, MOST_PAGES = 10, 10_000

# How much is written on trial where SQLite does not say why it cannot open or grow a file; `-shm` needs 32 KB.
ROOM = 64 * 1024

# https://sqlite.org/rescode.html: names begin with their primary result code.
TROUBLES = {
    "SQLITE_FULL": Trouble.FULL,
    # ENOSPC is FULL, but a quota or a limit on the file's size ends as a write or a sync that failed.
    "SQLITE_IOERR_WRITE": Trouble.FULL,
    "SQLITE_IOERR_FSYNC": Trouble.FULL,
    "SQLITE_BUSY": Trouble.LOCKED,
    "SQLITE_LOCKED": Trouble.LOCKED,
    "SQLITE_CORRUPT": Trouble.CORRUPT,
    "SQLITE_NOTADB": Trouble.CORRUPT,
    "SQLITE_IOERR": Trouble.GONE,
    "SQLITE_CANTOPEN": Trouble.GONE,
    "SQLITE_READONLY": Trouble.BARRED,
}


_OF_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EACCES: Trouble.BARRED,
    errno.EPERM: Trouble.BARRED,
    errno.EROFS: Trouble.BARRED,
    errno.ENOTDIR: Trouble.BARRED,
    errno.EEXIST: Trouble.BARRED,
}


class SqliteDatabase:
    """A file, and beside it `-wal` and `-shm` (SQLite's own) and `.lock` (held while a process uses the file)."""

    writers = 1
    # About 10 ms of work, and one wait for the disk.
    together = 50
    readers = 2
    upgrades_itself = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._transactions = 0
        # Held while the log is copied, since SQLite refuses to do that twice at once.
        self._copying = threading.Lock()
        self._copier = ThreadPoolExecutor(1, "store-log")

    @cached_property
    def writer(self) -> Engine:
        """The one connection that writes."""
        return self._engine(1, self._connect_writer, "BEGIN IMMEDIATE")

    @cached_property
    def reader(self) -> Engine:
        """Connections that cannot write."""
        return self._engine(self.readers, self._connect_reader, "BEGIN")

    @cached_property
    def migrator(self) -> Engine:
        """A connection that ignores references: to change a table, Alembic drops and makes it again."""
        return self._engine(1, self._connect_migrator, "BEGIN IMMEDIATE")

    def reserve(self) -> None:
        """Lock a file beside the database, in SQLite's own way: it holds on every system and ends with the process."""
        if self._lock:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
        except OSError as error:
            raise StoreUnavailableError(trouble_of_system(error), error) from error
        except sqlite3.OperationalError as error:
            raise StoreUnavailableError(self._meant(error) or Trouble.GONE, error) from error

    def _locked(self) -> sqlite3.Connection:
        lock = sqlite3.connect(f"{self.path}.lock", timeout=0, isolation_level=None, check_same_thread=False)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if _meaning(error) is not Trouble.LOCKED:
                raise
            raise StoreInUseError(
                f"{self.path} is in use by another Dateline. Stop that one first; to run several, "
                "set DATABASE_URL to a PostgreSQL database."
            ) from error
        return lock

    def close(self) -> None:
        """Close all connections and let others in."""
        self._copier.shutdown()
        self.reopen()
        if self._lock:
            self._lock.close()

    def is_in_place(self) -> bool:
        """Whether the file was not moved, deleted or replaced, since then what is written would be lost."""
        if self._identity is None:
            return True
        try:
            return self._stat() == self._identity
        except OSError as error:
            raise StoreUnavailableError(Trouble.GONE, error) from error

    def reopen(self) -> None:
        """Close all connections that are not in use, and the others when they no longer are."""
        for engine in (self.reader, self.writer, self.migrator):
            engine.dispose()

    def lock(self, connection: Connection, words: Sequence[str]) -> None:
        """Do nothing: the one writer is alone."""

    def announce(self, connection: Connection, community: Community | None) -> None:
        """Do nothing: there is no other process."""

    def listen(self, hear: Callable[[Community | None], None]) -> None:
        """Do nothing: there is no other process."""

    def sweep(self) -> None:
        """Empty the log, which keeps older pages until then; `secure_delete` has overwritten the others."""
        # A checkpoint within a transaction is refused, and SQLAlchemy's own connections begin one.
        connection = self.writer.raw_connection()
        try:
            with self._copying:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def tidy(self) -> None:
        """Have the log copied into the file after some transactions, in a thread of its own."""
        self._transactions += 1
        if self._transactions % COPIED_EVERY == 0:
            self._copier.submit(self._copy_log)

    def _copy_log(self) -> None:
        # On an error here, a later commit copies the log, and raises the error if it still happens.
        with suppress(sqlite3.Error), closing(self._connect("rw")) as connection, self._copying:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def trouble(self, error: DBAPIError) -> Trouble | None:
        """Read SQLite's result code."""
        return self._meant(error.orig)

    def _meant(self, error: BaseException | None) -> Trouble | None:
        """Return what an error means; where it only says that a file cannot be opened, find out why."""
        trouble = _meaning(error)
        return self._why() if trouble is Trouble.GONE else trouble

    def _why(self) -> Trouble:
        """Return why files cannot be opened, by trying to write one beside the database."""
        try:
            with TemporaryFile(dir=self.path.parent) as file:
                file.write(bytes(ROOM))
        except OSError as error:
            return trouble_of_system(error)
        return Trouble.BARRED if self.path.is_dir() else Trouble.GONE

    def may_try_again(self, error: DBAPIError) -> bool:
        """Return False: SQLite has waited already."""
        return False

    def backup(self, file: Path) -> None:
        """Copy the file in one read transaction, beside which writing goes on."""
        if file.exists():
            raise StoreError(f"{file} exists already; name a new file.")
        if not self.path.exists():
            raise StoreError(
                f"{self.path} does not exist: there is nothing to copy until the bot has been started once. If yours "
                "is elsewhere, DATELINE_DATA or DATABASE_URL has to say so."
            )
        _copied(self.path, file)

    def restore(self, file: Path, prepare: Callable[[str | Path], None]) -> Path | None:
        """Prepare a copy beside the file, and rename both; whatever fails before that leaves all as it was."""
        if _head(file) != MAGIC:
            raise StoreError(f"{file} is no backup of an SQLite database: `dateline db backup` makes one.")
        fresh = self.path.with_name(f"{self.path.name}.restored")
        fresh.unlink(missing_ok=True)
        _copied(file, fresh)
        try:
            prepare(fresh)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        finally:
            Path(f"{fresh}.lock").unlink(missing_ok=True)
        kept = self._put_aside()
        fresh.rename(self.path)
        return kept

    def _put_aside(self) -> Path | None:
        """Rename the file, with what SQLite has written beside it, to a name that is free."""
        if not self.path.exists():
            return None
        names = (self.path.with_name(f"{self.path.name}.before-restore{number or ''}") for number in count())
        kept = next(name for name in names if not name.exists())
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{kept}{suffix}")
        return kept

    def problems(self, connection: Connection) -> list[str]:
        """Read every page and index."""
        rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [] if rows == ["ok"] else [str(row) for row in rows]

    def _engine(self, size: int, connect: Callable[[], sqlite3.Connection], begin: str) -> Engine:
        # Two more than the threads have: settings are loaded beside them.
        engine = create_engine(
            "sqlite://", creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=2, pool_timeout=5
        )

        @event.listens_for(engine, "begin")
        def start(connection: Connection) -> None:
            _wait_for_disk(connection)
            connection.exec_driver_sql(begin)

        return engine

    def _connect_writer(self) -> sqlite3.Connection:
        connection = self._connect_migrator()
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _connect_migrator(self) -> sqlite3.Connection:
        # A folder that could not be written at the start may be there now.
        self.reserve()
        try:
            self._create()
            self._identity = self._stat()
        except OSError as error:
            raise StoreUnavailableError(trouble_of_system(error), error) from error
        connection = self._connect("rw")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            # What is deleted is overwritten, in the file as in its free pages.
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {MOST_PAGES}")
        except sqlite3.Error:
            # Nobody else knows of this connection yet.
            connection.close()
            raise
        return connection

    def _create(self) -> None:
        """Make an empty file, if there is none, that nobody else on the machine reads; SQLite's own get its mode.

        One that is there is not opened: closing it would end this process's locks on it, and whoever closes the
        database next would take the log from under it (https://sqlite.org/howtocorrupt.html, 2.2).
        """
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def _connect_reader(self) -> sqlite3.Connection:
        return self._connect("ro")

    def _connect(self, mode: str) -> sqlite3.Connection:
        # `isolation_level=None`: Python begins no transaction by itself.
        return sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )

    def _stat(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_dev, found.st_ino


def _wait_for_disk(connection: Connection) -> None:
    """Have a transaction's commit wait for the disk, unless it stores ahead of another, whose commit will.

    Both are in the same log, in their order: https://sqlite.org/pragma.html#pragma_synchronous
    """
    is_ahead = connection.get_execution_options().get("is_ahead", False)
    if is_ahead is not connection.info.get("is_ahead", False):
        connection.exec_driver_sql(f"PRAGMA synchronous = {'NORMAL' if is_ahead else 'FULL'}")
        connection.info["is_ahead"] = is_ahead


def _meaning(error: BaseException | None) -> Trouble | None:
    parts = getattr(error, "sqlite_errorname", "").split("_")
    names = ("_".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((TROUBLES[known] for known in names if known in TROUBLES), None)


def _head(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(len(MAGIC))


def trouble_of_system(error: OSError) -> Trouble:
    """Return what an error of the operating system about a file or a folder means."""
    return _OF_SYSTEM.get(error.errno or 0, Trouble.GONE)


def _copied(source: Path, target: Path) -> None:
    """Copy and verify a database; nobody but its owner may read the copy."""
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        _copy(source, unfinished)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"{source} could not be copied to {target}: {error}") from error
    unfinished.rename(target)


def _copy(source: Path, target: Path) -> None:
    reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    writing = sqlite3.connect(target)
    try:
        reading.backup(writing)
        # One file, beside which a reader makes no others; the bot changes it back when it opens it.
        writing.execute("PRAGMA journal_mode = DELETE")
        found = writing.execute("PRAGMA quick_check").fetchall()
        if found != [("ok",)]:
            raise sqlite3.DatabaseError(str(found))
    finally:
        reading.close()
        writing.close()
