"""A classroom over each of the two databases, with the real pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.trivia.classroom import Classroom, Luck

FACTS = Path(__file__).parents[2] / "facts" / "nato-russia"


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The real pack, compiled once."""
    return Shelf([FACTS], tmp_path_factory.mktemp("facts"))


@pytest.fixture
def classroom(shelf: Shelf, store: Store) -> Classroom:
    """A classroom on each of the two kinds of database."""
    return Classroom(Bot(shelf, store, Luck(), platforms=PLATFORMS))
