"""`dateline db`: upgrades, copies and checks."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from msgspec import json
from sqlalchemy import Connection, column, insert, table as table_of, text

from bot.chat import Channel
from bot.community import Community
from bot.facts.model import Question
from bot.store.changes import write
from bot.store.engine import versions
from bot.store.engine.databases import database_at
from bot.store.engine.errors import StoreError, StoreInUseError
from bot.store.engine.maintenance import backup, check, upgrade
from bot.store.engine.sqlite import COPIED_EVERY
from bot.store.schema import communities, metadata
from bot.store.store import PAUSE_SECONDS, Store
from bot.store.version import VERSION
from bot.trivia.own import PIECE, Piece
from tests.postgres import PostgresServer
from tests.schedule.deeds import order
from tests.store.memories import NOON, remark, save, texts

# As it was stored at version 0016.
DELIVERY = {
    **dict.fromkeys(("nonce", "purpose", "locale", "error"), ""),
    **dict.fromkeys(("priority", "due_at", "turn_at", "not_before", "expires_at", "attempt"), 0),
    **{"community_id": 1, "destination_id": 2, "platform": "console", "purpose": "post", "state": "sent"},
    **{"payload": "{}", "facts": "[]"},
}


def test_the_migrations_make_the_tables_the_code_uses(store: Store) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    assert store.run(differences) == []


def test_the_newest_migration_is_the_codes_version() -> None:
    assert ScriptDirectory.from_config(versions.config()).get_current_head() == VERSION


def test_packs_that_were_stored_whole_are_read_after_the_upgrade(tmp_path: Path) -> None:
    place = tmp_path / "bot.db"
    school, walls = Community("console", "school"), Question("own-1", "Wer? «Стена»", "Ada", "", tags=("stone", "old"))
    database = database_at(place)
    versions.upgrade(database, "0014")
    pack = {"name": "walls", "title": "Walls", "author": "", "questions": json.encode([walls]).decode(), "at": 1}
    with database.writer.begin() as connection:
        connection.execute(communities.insert().values(id=1, platform="console", external_id="school"))
        _insert(connection, "imported_packs", {**pack, "community_id": 1, "count": 1})
        waiting = {"key": "k", "imported_at": 1, "columns": "null", "file": "a.csv", "content": b"a,b"}
        _insert(connection, "pack_drafts", {**pack, **waiting, "community_id": 1})
    database.close()

    upgrade(place)

    with Store.open(place) as store:
        own = store.read(lambda records: records.own_pack_tagged(school, "stone"))
        assert own
        assert (own.name, own.questions) == ("walls", (walls,))
        draft = store.read(lambda records: records.pack_draft(school, "k"))
        assert draft
        assert (draft.pack.count, draft.tags) == (1, ("stone", "old"))
        assert store.read(lambda records: records.bundle(draft.kept)) == [b"a,b"]


def test_deliveries_keep_their_rows_and_give_no_number_again_when_their_table_is_made_anew(tmp_path: Path) -> None:
    database = database_at(tmp_path / "bot.db")
    versions.upgrade(database, "0016")
    with database.writer.begin() as connection:
        connection.execute(communities.insert().values(id=1, platform="console", external_id="school"))
        _insert(connection, "channels", {"id": 2, "community_id": 1, "external_id": "room"})
        _insert(connection, "destinations", {"channel_id": 2, "next_ok_at": 0})
        for number, key in ((7, "kept"), (9, "gone")):
            _insert(connection, "deliveries", {**DELIVERY, "id": number, "dedupe_key": key})
        connection.execute(text("DELETE FROM deliveries WHERE id = 9"))
    database.close()

    upgrade(tmp_path / "bot.db")

    later = order("later", channel=Channel("console", "school", "room"))
    with Store.open(tmp_path / "bot.db") as store:
        save(store, later)
        rows = store.run(lambda connection: connection.execute(text("SELECT id, dedupe_key FROM deliveries")).all())
        post = store.read(lambda records: records.delivery(Community("console", "school"), 7))
        assert rows == [(7, "kept"), (10, "later")]
        assert post
        assert post.channel == later.channel


def _insert(connection: Connection, name: str, row: dict[str, object]) -> None:
    connection.execute(insert(table_of(name, *map(column, row))).values(row))


def test_upgrading_twice_changes_nothing(place: str) -> None:
    assert upgrade(place) == VERSION
    assert upgrade(place) == VERSION
    assert check(place) == []


def test_a_file_in_use_is_not_upgraded(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db"), pytest.raises(StoreInUseError):
        upgrade(tmp_path / "bot.db")


def test_a_file_is_copied_while_it_is_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db") as store:
        save(store, remark("before"))
        backup(tmp_path / "bot.db", tmp_path / "copy.db")
        save(store, remark("after"))

    with Store.open(tmp_path / "copy.db") as copy:
        assert texts(copy) == ["before"]


def test_a_postgresql_database_is_copied_so_that_it_can_be_restored(postgres: PostgresServer, tmp_path: Path) -> None:
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not on the path")
    source, target = postgres.create(), postgres.create()
    upgrade(source)
    with Store.open(source) as store:
        save(store, remark("kept"))

    backup(source, tmp_path / "copy.dump")

    subprocess.run(["pg_restore", f"--dbname={target}", str(tmp_path / "copy.dump")], check=True)
    with Store.open(target) as store:
        assert texts(store) == ["kept"]


def test_a_copy_overwrites_nothing(place: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("precious")

    with pytest.raises(StoreError, match="exists already"):
        backup(place, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="until the bot has been started once"):
        backup(tmp_path / "none.db", tmp_path / "copy")


def test_a_damaged_file_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database" * 100)

    with pytest.raises(StoreError, match="could not be copied"):
        backup(tmp_path / "bot.db", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_sound_database_in_use_has_no_problems(store: Store, place: str) -> None:
    save(store, remark())

    assert check(place) == []


def test_a_missing_table_and_an_older_version_are_found(store: Store, place: str) -> None:
    def break_it(connection: Connection) -> None:
        connection.execute(text("DROP TABLE reports"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    store.run(break_it)

    assert check(place) == [
        f"it is at version 0000, not {VERSION}; run: dateline db upgrade",
        "table reports is missing",
    ]


def test_rows_that_refer_to_nothing_are_found(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db") as store:
        save(store, remark())
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as shell:
        shell.execute("DELETE FROM users")

    assert check(tmp_path / "bot.db") == ["1 rows of reports refer by reporter_id to what is not there"]


def test_a_file_that_is_no_database_is_a_problem_and_not_an_error(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database" * 100)

    assert check(tmp_path / "bot.db") == ["file is not a database"]


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert check(tmp_path / "bot.db") == [f"There is none at {tmp_path / 'bot.db'}: it is made at the first start."]


def test_nobody_who_commits_waits_for_the_log_to_be_copied_which_a_thread_of_its_own_does(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    with Store.open(file) as store:
        for number in range(COPIED_EVERY // 2):
            save(store, Piece("walls", number, bytes(8 * PIECE), NOON))
        # SQLite's own way is to copy after 1,000 pages of 4 KB.
        assert file.stat().st_size < 1000 * 4096 < file.with_name("bot.db-wal").stat().st_size

        for number in range(COPIED_EVERY, 3 * COPIED_EVERY):
            save(store, Piece("walls", number, b"", NOON))
            if file.stat().st_size > 1000 * 4096:
                break

        assert file.stat().st_size > 1000 * 4096


class Levels(list[str]):
    """A change that stores nothing, and notes for how much of the disk its transaction waits."""


@write.register
def _(change: Levels, connection: Connection) -> None:
    change.append({1: "NORMAL", 2: "FULL"}[connection.exec_driver_sql("PRAGMA synchronous").scalar_one()])


def test_what_is_stored_ahead_does_not_wait_for_the_disk_and_what_speaks_of_it_does(tmp_path: Path) -> None:
    levels = Levels()
    with Store.open(tmp_path / "bot.db") as store:
        save(store, levels)
        store.put([levels, levels])
        save(store, levels)

    assert levels == ["FULL", "NORMAL", "NORMAL", "FULL"]


def test_between_the_parts_of_much_the_disk_is_left_to_others(tmp_path: Path) -> None:
    with Store.open(tmp_path / "bot.db") as store, ThreadPoolExecutor(1) as storing:
        begun, others = perf_counter(), 0
        stored = storing.submit(store.put, [Piece("walls", number, b"", NOON) for number in range(3)])
        while not stored.done():
            save(store, Levels())
            others += 1

        assert perf_counter() - begun >= 2 * PAUSE_SECONDS
        assert others > 3
