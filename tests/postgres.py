"""A real PostgreSQL server on loopback, started for the tests and thrown away, and stores on both databases."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from tests.blank import blank

TEMPLATE = "dateline_template"
_numbers = count(1)


class PostgresServer:
    """A server of its own in a new folder. `is_safe` makes it wait for the disk, as one in use does."""

    def __init__(self, programs: Path, *, is_safe: bool = False) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
        self.port = _free_port()
        self._programs = programs
        if os.geteuid() == 0:
            # initdb and the server refuse to run as root.
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", self._data, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--no-sync")
        sync = "on" if is_safe else "off"
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync={sync}"
        self._options = f"{options} -c max_connections=200"
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._run("pg_ctl", "-D", self._data, "-w", "-s", "-o", self._options, "-l", f"{self.folder}/log", "start")

    def stop(self) -> None:
        """Stop at once, as a crash does: connections break, what was committed stays."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-s", "stop")

    def remove(self) -> None:
        """Stop it and throw it away; tens of thousands of files take minutes, for which nobody waits."""
        self.stop()
        os.spawnlp(os.P_NOWAIT, "rm", "rm", "-rf", str(self.folder))

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://dateline@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template1") -> str:
        """Make a new database and return its address."""
        name = f"dateline_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def execute(self, statement: str) -> None:
        """Run a statement as an administrator."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    @property
    def _data(self) -> str:
        return str(self.folder / "database")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, cwd=self.folder
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")


@cache
def programs() -> Path | None:
    """Return the folder of the server's programs: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda folder: float(folder.parent.name), default=None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server with an upgraded database to copy."""
    found = programs()
    if not found:
        reason = "PostgreSQL is not installed (on Debian or Ubuntu: apt install postgresql)"
        if os.environ.get("DATELINE_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {reason}")
    server = PostgresServer(found)
    server.execute(f"CREATE DATABASE {TEMPLATE}")
    upgrade(server.url(TEMPLATE))
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new database is, on each of the two kinds: a file's path or a URL."""
    if request.param == "sqlite":
        return str(blank(tmp_path / "bot.db"))
    server = request.getfixturevalue("postgres")
    assert isinstance(server, PostgresServer)
    return server.create(TEMPLATE)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An open store, on each of the two kinds of database."""
    with Store.open(place) as opened:
        yield opened


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
