"""Takes the pictures of docs/classrooms.md, of a lesson in browsers: `python -m tests.adapters.web.pictures`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from playwright.async_api import Page, async_playwright

from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.questions.asked import Asked
from bot.trivia.questions.draw import draw
from bot.trivia.questions.pool import Wishes
from bot.trivia.seats import Naming
from tests.adapters.web.browsing import CHROMIUM, LARGE, PHONE, PROJECTOR, choose, is_at, open_page, take_seat
from tests.adapters.web.lesson import PLAN, lesson
from tests.blank import blank
from tests.platforms import PLATFORMS

ROOT = Path(__file__).parents[3]
FACTS, DOCS = ROOT / "facts" / "nato-russia", ROOT / "docs"
PUPILS = 4
# Each screen that is looked at, with how much smaller its pictures are.
SCREENS = {"hall": (LARGE, 1 / 3), "board": (PROJECTOR, 0.625), "phone": (PHONE, 0.8)}
# What is taken in which state, by the name of its file: whose page, on which screen.
PICTURES = {
    "lobby": {"class-lobby.png": ("board", "hall")},
    "open": {
        "class-question.png": ("board", "hall"),
        "class-host.png": ("host", "phone"),
        "class-seat-question.png": ("seat", "phone"),
    },
    "revealed": {"class-reveal.png": ("board", "board"), "class-seat.png": ("seat", "phone")},
    "ended": {"class-end.png": ("board", "board"), "class-seat-end.png": ("seat", "phone")},
}


def size(screen: str) -> tuple[float, float]:
    """Return how large the pictures of a screen are."""
    (width, height), scale = SCREENS[screen]
    return width * scale, height * scale


def look(screen: str) -> dict[str, Any]:
    """Return how a screen is opened; bars that still grow would be seen half grown."""
    return {"reduced_motion": "reduce", "device_scale_factor": SCREENS[screen][1]}


async def take(bot: Bot, folder: Path) -> None:
    """Hold a lesson with some pupils, and take what is seen in each state."""
    questions = draw(bot.shelf.full, Wishes(pack="nato-russia"), 3, Random(2))
    plan = replace(PLAN, questions=questions, title="NATO and Russia", count=len(questions))
    async with async_playwright() as driver, lesson(bot, plan, Naming.ANIMALS) as held:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        pages = {
            (page, screen): await open_page(browser, f"{held.address}/{page}/{key}", SCREENS[screen][0], **look(screen))
            for page, screen, key in (
                ("board", "hall", held.links.board),
                ("board", "board", held.links.board),
                ("host", "phone", held.links.host),
            )
        }
        seats = [await take_seat(browser, held, **look("phone")) for _ in range(PUPILS)]
        pages["seat", "phone"] = seats[1]
        await pages["board", "hall"].wait_for_selector(f".names li:nth-child({PUPILS})")
        for state, move in (("lobby", "begin"), ("open", "reveal"), ("revealed", "stop"), ("ended", "")):
            for name, place in PICTURES[state].items():
                await is_at(pages[place], state)
                await pages[place].screenshot(path=folder / name)
            if state == "open":
                await answered(seats, questions[0])
            if move:
                await held.move(move)
        await browser.close()


async def answered(seats: Sequence[Page], asked: Asked) -> None:
    """Let every other pupil be right."""
    for number, seat in enumerate(seats):
        await is_at(seat, "open")
        await choose(seat, asked.right if number % 2 == 0 else (asked.right + 1) % len(asked.choices))


def main(folder: Path) -> None:
    """Take them with a bot of its own."""
    with tempfile.TemporaryDirectory() as cache, Store.open(blank(Path(cache) / "bot.db")) as store:
        bot = Bot(Shelf([FACTS], Path(cache)), store, lambda: Random(7), platforms=PLATFORMS)
        asyncio.run(take(bot, folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else DOCS)
