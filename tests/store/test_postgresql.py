"""Several processes on one PostgreSQL database, and a server that comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Event

import pytest
from sqlalchemy import Connection, text

from bot.community import Community, ModeratorNamed, PersonForgotten, Settings, SettingsChanged, Trouble
from bot.store.engine.errors import StoreUnavailableError, VersionError
from bot.store.engine.maintenance import check, upgrade
from bot.store.engine.postgresql import PostgresDatabase
from bot.store.posts.planning import due_schedules
from bot.store.records import StoredRecords
from bot.store.store import Store
from tests.postgres import TEMPLATE, PostgresServer, programs
from tests.schedule.deeds import MORNING, make
from tests.store.memories import ADA, CLUB, LOCK, PARIS, SCHOOL, remark, save, switch_off, texts

PATIENCE = 10.0
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def url(postgres: PostgresServer) -> str:
    return postgres.create(TEMPLATE)


def eventually(is_so: Callable[[], bool]) -> bool:
    """Whether something becomes so within some seconds."""
    pause = Event()
    return any(is_so() or pause.wait(0.01) for _ in range(int(PATIENCE * 100)))


def test_what_one_process_sets_the_others_know(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        save(here, SettingsChanged(SCHOOL, PARIS), ModeratorNamed(ADA))
        assert here.settings(SCHOOL) == replace(PARIS, moderators=("ada",))
        assert eventually(lambda: there.settings(SCHOOL) == replace(PARIS, moderators=("ada",)))

        save(there, PersonForgotten(ADA))
        assert eventually(lambda: here.settings(SCHOOL) == PARIS)


def test_what_two_processes_set_at_once_both_know_alike(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        packs = {f"pack-{number}" for number in range(100)}
        stores = (here, there)
        wait([stores[number % 2].submit(partial(switch_off, pack), LOCK) for number, pack in enumerate(packs)])

        assert eventually(lambda: all(set(store.settings(SCHOOL).packs_off) == packs for store in stores))


def test_news_that_were_missed_are_made_good(url: str, postgres: PostgresServer) -> None:
    with Store.open(url) as here:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND query LIKE 'LISTEN%'"
        database = url.rpartition("/")[2]
        assert eventually(lambda: _listens(here))
        postgres.execute(cut.format(database))
        with Store.open(url) as there:
            save(there, SettingsChanged(SCHOOL, PARIS))

        assert eventually(lambda: here.settings(SCHOOL) == PARIS)


def _listens(store: Store) -> bool:
    query = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
    return store.run(lambda connection: int(connection.execute(query).scalar_one())) == 1


def tell(number: int, records: object) -> tuple[None, tuple[object, ...]]:
    return None, (remark(str(number)),)


def test_the_same_rows_made_at_once_are_made_once(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        answers = [(here, there)[number % 2].submit(partial(tell, number)) for number in range(200)]
        wait(answers)

        assert [answer.exception() for answer in answers if answer.exception()] == []
        assert len(texts(here)) == 200
    assert check(url) == []


def test_an_empty_database_says_what_to_run(postgres: PostgresServer) -> None:
    url = postgres.create()

    with pytest.raises(VersionError, match=r"empty.*Run: dateline db upgrade"):
        Store.open(url)


def test_an_older_database_says_what_to_run(url: str) -> None:
    with Store.open(url) as store:
        store.run(lambda connection: connection.execute(text("DELETE FROM alembic_version")))

    with pytest.raises(VersionError, match="Run: dateline db upgrade"):
        Store.open(url)


def test_upgrades_at_the_same_time_wait_for_one_another(postgres: PostgresServer) -> None:
    url = postgres.create()

    with ThreadPoolExecutor(4) as pool:
        versions = [answer.result() for answer in [pool.submit(upgrade, url) for _ in range(4)]]

    assert len(set(versions)) == 1
    assert check(url) == []


def test_a_server_that_restarts_is_used_again(postgres: PostgresServer) -> None:
    found = programs()
    assert found
    server = PostgresServer(found)
    try:
        url = server.create()
        upgrade(url)
        with Store.open(url) as store:
            save(store, SettingsChanged(SCHOOL, PARIS), remark("before"))
            server.stop()
            with pytest.raises(StoreUnavailableError) as caught:
                save(store, remark("lost"))
            assert caught.value.trouble is Trouble.GONE
            with pytest.raises(StoreUnavailableError):
                texts(store)
            assert store.settings(SCHOOL) == PARIS

            server.start()
            save(store, remark("after"), SettingsChanged(CLUB, PARIS))
            assert texts(store) == ["before", "after"]
            assert store.settings(CLUB) == PARIS
    finally:
        server.remove()


def test_connections_that_broke_unnoticed_cost_nobody_anything(url: str, postgres: PostgresServer) -> None:
    with Store.open(url) as store:
        save(store, remark("before"))
        assert texts(store) == ["before"]
        database = url.rpartition("/")[2]
        postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")

        save(store, remark("after"), SettingsChanged(SCHOOL, PARIS))

        assert texts(store) == ["before", "after"]
        assert store.settings(SCHOOL) == PARIS


def test_a_server_that_is_not_there_opens_for_look_ups(postgres: PostgresServer) -> None:
    with Store.open("postgresql://dateline@127.0.0.1:1/nothing") as store:
        assert store.settings(SCHOOL) == Settings()
        with pytest.raises(StoreUnavailableError):
            save(store, remark())


def test_a_deadlock_is_tried_again(url: str) -> None:
    first, second = LOCK, ("discord", "club")
    met = Event()

    def cross(store: Store, mine: tuple[str, str], other: tuple[str, str]) -> None:
        database = PostgresDatabase(url)

        def work(records: StoredRecords) -> tuple[None, tuple[object, ...]]:
            met.wait(0.2)
            database.lock(records.connection, other)
            return None, (SettingsChanged(Community(*mine), PARIS),)

        store.transact(work, mine)

    with Store.open(url) as store, ThreadPoolExecutor(2) as pool:
        both = [pool.submit(cross, store, first, second), pool.submit(cross, store, second, first)]
        wait(both)

        assert [answer.exception() for answer in both] == [None, None]
        assert (store.settings(SCHOOL), store.settings(CLUB)) == (PARIS, PARIS)


def test_what_would_be_planned_again_does_not_wait_for_the_disk_and_the_rest_does(url: str) -> None:
    def how(connection: Connection, *, plans: bool) -> object:
        if plans:
            due_schedules(connection, NOW)
        return connection.execute(text("SHOW synchronous_commit")).scalar()

    with Store.open(url) as store:
        assert [store.run(partial(how, plans=plans)) for plans in (True, False)] == ["off", "on"]


def test_two_that_plan_at_once_take_different_schedules(url: str) -> None:
    def taken(connection: Connection) -> list[int]:
        return [row.id for alike in due_schedules(connection, MORNING, 1) for row in alike.rows]

    with Store.open(url) as store:
        numbers = [make(store), make(store)]

        def both(connection: Connection) -> list[int]:
            return [*taken(connection), *store.start(taken).result()]

        assert store.run(both) == numbers


def test_a_password_stands_in_no_error(postgres: PostgresServer) -> None:
    url = postgres.url("nowhere").replace("dateline@", "dateline:s3cret@")

    assert "s3cret" not in " ".join(check(url))
