"""Every test that takes a `store` or a `place` runs on both databases; `outbox` and `other` are two processes'."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.outbox.outbox import Outbox
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER


@pytest.fixture
def shelf(cache: Path) -> Shelf:
    return Shelf([FOLDER], cache)


@pytest.fixture
def outbox(store: Store, shelf: Shelf) -> Outbox:
    return Outbox(store, shelf, "one", PLATFORMS)


@pytest.fixture
def other(store: Store, shelf: Shelf) -> Outbox:
    return Outbox(store, shelf, "two", PLATFORMS)
