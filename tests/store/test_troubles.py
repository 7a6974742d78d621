"""What happens to a SQLite file in use: it is taken, locked, full, damaged, gone, and comes back."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.community import SettingsChanged, Trouble
from bot.replies import troubles
from bot.replies.catalog import catalog
from bot.store.engine.errors import StoreInUseError, StoreUnavailableError, VersionError
from bot.store.engine.maintenance import check
from bot.store.engine.sqlite import SqliteDatabase, trouble_of_system
from bot.store.store import Store
from tests.store.killed import PROCESSES
from tests.store.memories import PARIS, SCHOOL, remark, save, texts

LONG = "x" * 100_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Store]:
    """A store on a SQLite file, in which the community has settings."""
    with Store.open(path) as store:
        save(store, SettingsChanged(SCHOOL, PARIS))
        yield store


def trouble_of(store: Store, text: str = "lost") -> Trouble:
    with pytest.raises(StoreUnavailableError) as caught:
        save(store, remark(text))
    return caught.value.trouble


def take(path: str) -> None:
    try:
        Store.open(path)
    except StoreInUseError:
        raise SystemExit(3) from None


def test_a_second_store_on_a_file_is_refused(opened: Store, path: Path) -> None:
    with pytest.raises(StoreInUseError, match=r"in use by another Dateline.* set DATABASE_URL"):
        Store.open(path)

    save(opened, remark())


def test_a_second_process_on_a_file_is_refused(opened: Store, path: Path) -> None:
    process = PROCESSES.Process(target=take, args=(str(path),))
    process.start()
    process.join()

    assert process.exitcode == 3


def test_a_file_is_free_again_when_its_store_is_closed(path: Path) -> None:
    for _ in range(2):
        with Store.open(path):
            pass


def look(path: str) -> None:
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("SELECT count(*) FROM settings").fetchone()


def test_whoever_looks_into_the_file_from_outside_leaves_the_log_to_who_writes_it(opened: Store, path: Path) -> None:
    process = PROCESSES.Process(target=look, args=(str(path),))
    process.start()
    process.join()

    save(opened, remark("kept"))

    assert process.exitcode == 0
    with Store.open(shutil.copytree(path.parent, path.parent.with_name("killed")) / "bot.db") as found:
        assert "kept" in texts(found)


def test_only_the_owner_may_read_the_file(opened: Store, path: Path) -> None:
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.glob("bot.db*")}

    assert {modes["bot.db"], modes["bot.db-wal"], modes["bot.db-shm"]} == {"0o600"}


def test_a_full_disk_is_said_and_passes(opened: Store) -> None:
    pages = opened.run(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    opened.run(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}").scalar_one())

    assert trouble_of(opened, LONG) is Trouble.FULL
    assert opened.settings(SCHOOL) == PARIS
    opened.run(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one())
    save(opened, remark("room again"))
    assert texts(opened) == ["room again"]


def fill(path: str) -> None:
    """Meet the system's own refusal to let a file grow, and go on when it is over."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Store.open(path) as store:
        save(store, remark("before"))
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        troubles = {trouble_of(store, LONG * 3) for _ in range(3)}
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        save(store, remark("after"))
        assert (troubles, texts(store)) == ({Trouble.FULL}, ["before", "after"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    with Store.open(path) as store, pytest.raises(StoreUnavailableError) as caught:
        texts(store)
    assert caught.value.trouble is Trouble.FULL


def test_a_file_that_may_not_grow_is_said_and_passes(path: Path) -> None:
    process = PROCESSES.Process(target=fill, args=(str(path),))
    process.start()
    process.join()

    assert process.exitcode == 0
    assert check(path) == []


def test_a_file_that_somebody_locked_is_said_and_passes(opened: Store, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert trouble_of(opened) is Trouble.LOCKED
        assert texts(opened) == []

    save(opened, remark("free again"))
    assert texts(opened) == ["free again"]


def test_a_damaged_file_opens_for_look_ups_and_is_used_again_when_it_is_replaced(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        save(store, SettingsChanged(SCHOOL, PARIS))
    sound = path.read_bytes()
    path.write_bytes(b"This is no database." * 1000)

    with Store.open(path) as store:
        assert trouble_of(store) is Trouble.CORRUPT
        restore(path, sound)
        save(store, remark("restored"))
        assert texts(store) == ["restored"]
        assert store.settings(SCHOOL) == PARIS


def test_a_file_damaged_in_use_is_said_and_used_again_when_it_is_replaced(opened: Store, path: Path) -> None:
    copy = path.with_name("copy.db")
    SqliteDatabase(path).backup(copy)
    # More than SQLite keeps in memory (2 MB a connection), so that it has to look at the file.
    save(opened, *(remark(LONG + str(number)) for number in range(50)))
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.write_bytes(b"\xff" * path.stat().st_size)

    with pytest.raises(StoreUnavailableError) as caught:
        texts(opened)
    assert caught.value.trouble is Trouble.CORRUPT
    assert trouble_of(opened) is Trouble.CORRUPT
    assert opened.settings(SCHOOL) == PARIS
    restore(path, copy.read_bytes())
    save(opened, remark("restored"))
    assert texts(opened) == ["restored"]


def restore(path: Path, content: bytes) -> None:
    """Put a sound copy where the damaged file is, as an operator does."""
    for name in ("bot.db-wal", "bot.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    fresh = path.with_name("fresh")
    fresh.write_bytes(content)
    os.replace(fresh, path)


def test_a_file_that_is_gone_is_said_and_used_again_when_it_is_back(opened: Store, path: Path) -> None:
    save(opened, remark("before"))
    away = path.parent / "away"
    away.mkdir()
    for file in path.parent.glob("bot.db*"):
        if file.suffix != ".lock":
            shutil.move(file, away / file.name)

    assert trouble_of(opened) is Trouble.GONE
    assert not path.exists()
    assert opened.settings(SCHOOL) == PARIS
    for file in away.iterdir():
        shutil.move(file, path.parent / file.name)
    save(opened, remark("after"))
    assert texts(opened) == ["before", "after"]


def test_a_newer_file_is_refused_and_says_what_to_do(path: Path) -> None:
    with Store.open(path) as store:
        store.run(lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(VersionError, match=r"version 9999.*a newer one made it"):
        Store.open(path)
    with pytest.raises(VersionError):
        Store.open(path)


def test_a_folder_that_cannot_be_used_opens_for_look_ups(tmp_path: Path) -> None:
    (tmp_path / "bot.db").mkdir()

    with Store.open(tmp_path / "bot.db") as store:
        assert trouble_of(store) is Trouble.BARRED


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_place_where_the_bot_may_not_write_is_told_apart_from_one_that_is_gone(code: int) -> None:
    error = OSError(code, os.strerror(code))

    assert trouble_of_system(error) is Trouble.BARRED
    assert "waiting does not help" in troubles.store_unavailable(catalog("en"), trouble_of_system(error))
    assert trouble_of_system(OSError(errno.EIO, "?")) is Trouble.GONE


def test_a_folder_that_cannot_be_written_at_the_start_is_no_end_and_is_tried_again(tmp_path: Path) -> None:
    obstacle = tmp_path / "data"
    obstacle.write_text("a file is in the way", encoding="utf-8")
    with Store.open(obstacle / "dateline.db") as store:
        with pytest.raises(StoreUnavailableError):
            save(store, SettingsChanged(SCHOOL, PARIS))
        obstacle.unlink()

        save(store, SettingsChanged(SCHOOL, PARIS))

        assert store.settings(SCHOOL) == PARIS
        with pytest.raises(StoreInUseError):
            Store.open(obstacle / "dateline.db")
