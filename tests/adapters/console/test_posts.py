"""What is posted meanwhile is shown on the console, and its buttons can be pressed."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console

from adapters.console.app import ConsoleApp
from adapters.ticker import Ticker
from bot import clock
from bot.app import Bot
from bot.outbox.outbox import Outbox
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.trivia.classroom import Luck

FACTS = Path(__file__).parents[3] / "facts" / "nato-russia"


async def test_a_round_is_played_on_the_console(tmp_path: Path) -> None:
    shown = io.StringIO()
    with Store.open(blank(tmp_path / "bot.db")) as store:
        bot = Bot(Shelf([FACTS], tmp_path), store, Luck(), platforms=PLATFORMS)
        ahead = Ahead()
        app = ConsoleApp(bot, ahead, Console(file=shown, width=100), tmp_path / "history")
        ticker = Ticker(
            Outbox(store, bot.shelf, "test", PLATFORMS, step_rounds=bot.step_rounds),
            {"console": app},
            ahead,
            clock.monotonic,
        )
        ticking = asyncio.create_task(ticker.run())
        await app.say("/trivia start number:1")
        async with asyncio.timeout(10):
            ahead.skip(6)
            while "Question 1 of 1" not in shown.getvalue():
                ticker.nudge()
                await asyncio.sleep(0.05)
            await app.say("/trivia standing")
            await app.say("a")
        ticking.cancel()
        await asyncio.gather(ticking, return_exceptions=True)

    assert "Your answer is in: A" in shown.getvalue()


class Ahead:
    """A clock that somebody moves on."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def skip(self, seconds: float) -> None:
        """Move on."""
        self._ahead += timedelta(seconds=seconds)

    def __call__(self) -> datetime:
        """Return the moment."""
        return clock.now() + self._ahead
