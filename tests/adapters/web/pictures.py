"""Takes the pictures of docs/classrooms.md, of a lesson in a browser: `python -m tests.adapters.web.pictures docs`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from playwright.async_api import async_playwright

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.questions.draw import draw
from bot.trivia.questions.pool import Wishes
from bot.trivia.seats import Naming
from tests.adapters.web.lesson import PLAN, lesson
from tests.adapters.web.test_browser import CHROMIUM, PROJECTOR, choose, is_at, open_page, take_seat
from tests.blank import blank
from tests.platforms import PLATFORMS

FACTS = Path(__file__).parents[3] / "facts" / "nato-russia"
PUPILS = 4


async def take(bot: Bot, folder: Path) -> None:
    """Hold a lesson with some pupils, and take the board before and after the first question, and a seat."""
    questions = draw(bot.shelf.full, Wishes(pack="nato-russia"), 3, Random(2))
    plan = replace(PLAN, questions=questions, title="NATO and Russia", count=len(questions))
    async with async_playwright() as driver, lesson(bot, plan, Naming.ANIMALS) as held:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        # Bars that still grow would be seen half grown.
        still: dict[str, Any] = {"reduced_motion": "reduce"}
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", PROJECTOR, **still)
        seats = [await take_seat(browser, held, **still) for _ in range(PUPILS)]
        await board.wait_for_selector(f".names li:nth-child({PUPILS})")
        await board.screenshot(path=folder / "class-lobby.png")
        await held.move("begin")
        right = questions[0].right
        for number, seat in enumerate(seats):
            await is_at(seat, "open")
            await choose(seat, right if number % 2 else (right + 1) % len(questions[0].choices))
        await held.move("reveal")
        for page, name in ((board, "class-reveal.png"), (seats[1], "class-seat.png")):
            await is_at(page, "revealed")
            await page.screenshot(path=folder / name)
        await browser.close()


def main(folder: Path) -> None:
    """Take them with a bot of its own."""
    with tempfile.TemporaryDirectory() as cache, Store.open(blank(Path(cache) / "bot.db")) as store:
        bot = Bot(Shelf([FACTS], Path(cache)), store, lambda: Random(7), platforms=PLATFORMS)
        asyncio.run(take(bot, folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
