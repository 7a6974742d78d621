"""Pages for everybody: axe-core finds nothing wrong, without a script, and by the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.app import Bot
from bot.trivia.plan import Mode
from bot.trivia.seats import Naming
from tests.adapters.web.lesson import PLAN, lesson

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page
from tests.adapters.web.browsers.test_lesson import STYLE, faults, go_to
from tests.adapters.web.browsing import IN_BROWSERS, LARGE, PHONE, is_at, open_page, opened, sit, take_seat

pytestmark = IN_BROWSERS


async def test_axe_finds_nothing_wrong_on_any_kind_of_page(bot: Bot, browser: Browser, axe: str) -> None:
    more: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}
    async with lesson(bot, naming=Naming.ANIMALS) as held:
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", LARGE, **more)
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE, **more)
        seat = await open_page(browser, f"{held.address}/c/AAAAAA", PHONE, **more)
        assert await faults(seat, axe) == []
        for address in (held.address, f"{held.address}/c/{held.links.room.code}"):
            await seat.goto(address)
            assert await faults(seat, axe) == []
        await seat.click("button")
        await seat.wait_for_url("**/play")
        for step in ("lobby", "open", "revealed", "ended"):
            await go_to(host, step)
            for page in (board, host, seat):
                await is_at(page, step)
                assert await faults(page, axe) == [], step


async def test_a_browser_s_cards_and_game_work_without_a_script_fit_a_phone_and_axe_finds_nothing_wrong(
    almanac: Bot, browser: Browser, axe: str
) -> None:
    async with lesson(almanac) as held:
        page = await open_page(browser, f"{held.address}/daily", PHONE, java_script_enabled=False)
        audited = await opened(await browser.new_context(bypass_csp=True, reduced_motion="reduce"), held.address)

        async def is_fit(path: str, shown: Page) -> None:
            await audited.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            await audited.set_content(await shown.content())
            await audited.add_style_tag(path=STYLE)
            assert await faults(audited, axe) == [], path
            assert await audited.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

        await page.click("button.primary")
        for turn in range(5):
            await page.locator(".slot button").nth(turn % 2).click()
            if turn in (1, 4):
                await is_fit(f"/daily, {turn + 1} placed", page)
        await page.wait_for_selector(".told .line")
        await page.click("text=Learn these")
        await page.fill("#answer", "1900")
        await page.click("text=Send")
        await page.wait_for_selector("text=The answer")
        await is_fit("/cards, answered", page)
        await page.click("summary")
        await page.click("details button")
        await page.wait_for_selector("text=Deleted.")


async def test_a_pupil_gets_along_without_a_script(bot: Bot, browser: Browser) -> None:
    async with lesson(bot, replace(PLAN, mode=Mode.EVERYONE)) as held:
        await held.move("begin")
        seat = await take_seat(browser, held, java_script_enabled=False)
        await seat.click("#choice-0")

        assert await seat.inner_text(".taken") == "Your answer is in: A: Alpha"
        await held.move("reveal")
        await seat.reload()
        assert "Right" in await seat.inner_text(".verdict")


async def test_a_seat_works_by_the_keyboard_alone(bot: Bot, browser: Browser) -> None:
    async with lesson(bot) as held:
        seat = await sit(browser, held)
        await held.move("begin")
        await is_at(seat, "open")
        assert "Which letter is number 0?" in await seat.inner_text("#spoken")
        await seat.focus("#choice-1")
        await seat.keyboard.press("Enter")
        await seat.wait_for_selector(".taken")

        assert [one.choice for one in held.round().answers] == [1]
        assert await seat.inner_text("#spoken") == "Your answer is in: B: Beta"
