"""What is in sight: the board fits its screen, and the host's next button is never out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app import Bot
from tests.adapters.web.lesson import PLAN, lesson

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page
from tests.adapters.web.browsing import (
    FOUR_K,
    IN_BROWSERS,
    LARGE,
    PHONE,
    PROJECTOR,
    choose,
    is_at,
    open_page,
    press,
    sit,
)

pytestmark = IN_BROWSERS


async def fits(board: Page) -> bool:
    """Whether all of the board is on one screen."""
    script = """async () => { await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const main = document.querySelector('main');
        return main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1
            && document.documentElement.scrollHeight <= innerHeight; }"""
    return bool(await board.evaluate(script))


async def test_the_board_fits_one_screen_in_every_state_and_size(bot: Bot, browser: Browser) -> None:
    long = "A sentence that goes on and on, for whoever sits at the back of the room and wants to read it. " * 3
    questions = tuple(
        replace(one, subject=long, choices=tuple(f"{text} {long[:270]}" for text in one.choices), explanation=long * 2)
        for one in PLAN.questions
    )
    async with lesson(bot, replace(PLAN, questions=questions)) as held:
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", LARGE)
        seat = await sit(browser, held)
        for move, step in (*2 * (("", "open"), ("", "revealed")), ("stop", "ended")):
            assert await crowded(board) == []
            await held.move(move or {"open": "next", "revealed": "reveal"}[step])
            await is_at(board, step)
            if step == "revealed":
                await board.set_viewport_size({"width": PROJECTOR[0], "height": PROJECTOR[1]})
                assert await fits(board)
                assert float(await board.evaluate("document.body.style.getPropertyValue('--fit')")) >= READ_FROM_AFAR
            if step == "open":
                await is_at(seat, "open")
                assert await seat.evaluate(IS_BELOW)
                await choose(seat, 1)
        assert await crowded(board) == []


# What is said after the reveal is still read at the back of the room, however long the wrong choices were.
READ_FROM_AFAR = 0.74
# However long both are, no choice lies over the question.
IS_BELOW = """() => document.querySelector('.asked').getBoundingClientRect().bottom
    <= document.querySelector('#answering').getBoundingClientRect().top"""


async def crowded(board: Page) -> list[tuple[int, int]]:
    """Return the sizes of screen that the board does not fit as it stands."""
    found = []
    for size in (LARGE, PROJECTOR, FOUR_K):
        await board.set_viewport_size({"width": size[0], "height": size[1]})
        found += [] if await fits(board) else [size]
    return found


async def test_the_host_s_next_button_is_in_sight_under_a_long_question(bot: Bot, browser: Browser) -> None:
    long = "A choice that goes on and on, as some teachers write them. " * 5
    asked = replace(PLAN.questions[0], choices=tuple(f"{letter} {long}" for letter in "ABCD"))
    async with lesson(bot, replace(PLAN, questions=(asked, *PLAN.questions[1:]))) as held:
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE)
        for phase in ("open", "revealed"):
            await host.click(".others summary")
            await press(host, phase)
            assert not await host.is_visible("button[value=stop]")
            box = await host.locator("nav .primary").bounding_box()
            assert box
            assert box["y"] + box["height"] <= PHONE[1]
