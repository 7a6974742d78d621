"""A browser for all tests of pages; these are skipped, loudly, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from tests.almanac import write_almanac
from tests.blank import blank
from tests.platforms import PLATFORMS

if TYPE_CHECKING:
    from playwright.async_api import Browser
from tests.adapters.web.browsing import CHROMIUM


@pytest_asyncio.fixture(loop_scope="package")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """Return the browser, with nothing in it, and leave nothing in it."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="package", scope="package")
async def chromium() -> AsyncIterator[Browser]:
    """Start a browser."""
    playwright = pytest.importorskip("playwright.async_api", reason="no Playwright: pip install playwright")
    async with playwright.async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        await running.close()


@pytest.fixture
def almanac(tmp_path: Path) -> Iterator[Bot]:
    """A bot with enough events for a daily game."""
    with Store.open(blank(tmp_path / "almanac.db")) as store:
        shelf = Shelf([write_almanac(tmp_path, 80)], tmp_path / "cache")
        yield Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS)


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return axe-core's script, from AXE_CORE or from npm."""
    named = os.environ.get("AXE_CORE")
    if named:
        return Path(named).read_text(encoding="utf-8")
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("axe")
    if npm is None:
        pytest.skip("no npm here, and AXE_CORE names no axe.min.js: accessibility is not checked")
    done = subprocess.run([npm, "install", "--prefix", str(folder), "axe-core@4"], capture_output=True, timeout=120)
    if done.returncode:
        pytest.skip("axe-core cannot be had from npm: accessibility is not checked")
    return (folder / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
