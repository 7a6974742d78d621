"""What all tests share: the small pack, opened, and a bot that answers from it over a real database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings

from bot.app import Bot
from bot.facts.library import Library
from bot.replies.catalog import catalog
from bot.schedule.calendar import regions_beginning
from bot.schedule.zones import find_zones
from bot.settings import table
from bot.shelf import Shelf, open_library
from bot.store.store import Store
from tests import locked
from tests.blank import blank
from tests.platforms import OWN, PLATFORMS
from tests.postgres import place, postgres, store
from tests.saltmarsh import FOLDER

# One server a run: whoever imported these into a folder of tests would start another.
__all__ = ["place", "postgres", "store"]

# What the machine sets for a bot of its own, or to reach the world through, is no part of a test.
FOREIGN = {row.name for row in table(OWN)} | {"NO_COLOR"}
for name in [name for name in os.environ if name in FOREIGN or name.upper().endswith("_PROXY")]:
    del os.environ[name]

# A busy machine fails nothing: what something may cost is counted in steps where it matters.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _locked() -> Iterator[None]:
    """Measure what is done under stores' locks, in all tests; what a bot that runs has loaded by then is loaded."""
    find_zones("a")
    regions_beginning("a", 1)
    catalog("").number(0)
    with locked.timed():
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what took longest under a lock."""
    for call in locked.longest():
        terminalreporter.write_line(call.line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which it took longer than it was to."""
    if any(call.seconds > locked.LIMIT for call in locked.longest()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for compiled packs, one for the whole run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def library(cache: Path) -> Library:
    """Return the library of the small pack."""
    opened, problems = open_library([FOLDER], cache)
    assert problems == ()
    return opened


@pytest.fixture(scope="session")
def shared_bot(cache: Path) -> Iterator[Bot]:
    """Return a bot for tests that only look things up, however often."""
    with Store.open(blank(cache / "shared.db")) as store:
        yield Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS)


@pytest.fixture
def bot(tmp_path: Path, cache: Path) -> Iterator[Bot]:
    """Return a bot over a SQLite file of its own."""
    with Store.open(blank(tmp_path / "dateline.db")) as store:
        yield Bot(Shelf([FOLDER], cache), store, lambda: Random(7), platforms=PLATFORMS)
