"""A whole lesson in a real browser: a board, a host's phone and seats; skipped, loudly, where there is no Chromium."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.web.app import application
from bot.app import Bot
from bot.trivia.plan import Mode
from bot.trivia.seats import Naming
from tests.adapters.web.lesson import PLAN, Lesson, lesson, pages

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, PROJECTOR, LARGE = (390, 844), (1024, 768), (1920, 1080)
playwright = pytest.importorskip("playwright.async_api", reason="no Playwright: pip install playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Return a browser, with nothing in it."""
    async with playwright.async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        await running.close()


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


async def open_page(browser: Browser, address: str, size: tuple[int, int], **more: Any) -> Page:
    """Open a page on a device of its own; whatever its console complains of fails the test."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    page = await context.new_page()
    page.set_default_timeout(20_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A server that is restarted, and a code that is refused, are told of there too.
    page.on("console", lambda message: _note(complaints, message.text) if message.type == "error" else None)
    page.complaints = complaints  # type: ignore[attr-defined]
    await page.goto(address)
    return page


def _note(complaints: list[str], text: str) -> None:
    if "Failed to load resource" not in text:
        complaints.append(text)


async def take_seat(browser: Browser, held: Lesson, size: tuple[int, int] = PHONE, **more: Any) -> Page:
    """Join as a pupil does: by the code, then by a press."""
    page = await open_page(browser, held.address, size, **more)
    await page.fill("#code", held.links.room.code.lower())
    await page.click("button")
    await page.click("button")
    await page.wait_for_url("**/play")
    return page


async def press(host: Page, phase: str) -> None:
    """Press the host's great button, and wait until the page shows what it led to."""
    await host.click("nav .primary")
    await host.wait_for_selector(f"body[data-phase={phase}]")


async def is_at(page: Page, phase: str) -> None:
    """Wait until a page shows a phase."""
    await page.wait_for_selector(f"body[data-phase={phase}]")


async def choose(seat: Page, choice: int) -> None:
    """Press a choice, and wait until the answer is in."""
    await seat.click(f"#choice-{choice}")
    await seat.wait_for_selector(".taken")


async def fits(board: Page) -> bool:
    """Whether all of the board is on one screen."""
    script = """() => { const main = document.querySelector('main');
        return main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1
            && document.documentElement.scrollHeight <= innerHeight; }"""
    return bool(await board.evaluate(script))


async def test_a_lesson_with_a_reload_in_each_state_a_late_joiner_and_a_removal(bot: Bot, browser: Browser) -> None:
    async with lesson(bot) as held:
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", PROJECTOR)
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE)
        ann, bob = await take_seat(browser, held), await take_seat(browser, held)
        await board.wait_for_selector(".names li:nth-child(2)")
        for page in (board, host, ann):
            await page.reload()
            await is_at(page, "lobby")

        await press(host, "open")
        await is_at(ann, "open")
        await choose(ann, 0)
        for page in (board, host, ann):
            await page.reload()
            await is_at(page, "open")
        assert await ann.inner_text(".taken") == "Your answer is in: A: Alpha"
        assert await ann.is_disabled("#choice-1")
        late = await take_seat(browser, held)
        await choose(bob, 1)
        await choose(late, 1)

        await press(host, "revealed")
        for page in (board, host, ann):
            await page.reload()
            await is_at(page, "revealed")
        await is_at(bob, "revealed")
        assert "Right" in await ann.inner_text(".verdict")
        assert "Not this time" in await bob.inner_text(".verdict")
        assert await fits(board)

        await host.click("#player-2 summary")
        await host.click("#player-2 button[value=remove]")
        await is_at(bob, "removed")
        await press(host, "open")
        await is_at(ann, "open")
        assert await host.locator(".players li").count() == 2

        await host.click("button[value=stop]")
        for page in (board, host, ann):
            await is_at(page, "ended")
            await page.reload()
            await is_at(page, "ended")
        assert "Player 1" in await board.inner_text(".places")
        for page in (board, host, ann, bob, late):
            assert page.complaints == []  # type: ignore[attr-defined]


async def test_several_choices_are_ticked_and_stay_ticked_while_the_round_is_paused(bot: Bot, browser: Browser) -> None:
    several = replace(PLAN.questions[0], several=(0, 2))
    async with lesson(bot, replace(PLAN, questions=(several,))) as held:
        seat = await take_seat(browser, held)
        await held.move("begin")
        await is_at(seat, "open")
        await seat.check("#choice-0")
        await held.move("pause")
        await seat.wait_for_selector("fieldset:disabled")
        await held.move("resume")
        await seat.wait_for_selector("fieldset:enabled")
        await seat.check("#choice-2")
        await seat.click("#answering button")
        await seat.wait_for_selector(".taken")

        assert await seat.inner_text(".taken") == "Your answer is in: A: Alpha and C: Gamma"
        assert await seat.is_disabled("#choice-1")
        await seat.reload()
        await seat.wait_for_selector("fieldset:disabled")
        assert [await seat.is_checked(f"#choice-{index}") for index in range(4)] == [True, False, True, False]
        assert seat.complaints == []  # type: ignore[attr-defined]


async def test_a_server_that_is_restarted_in_a_question_is_found_again(bot: Bot, browser: Browser) -> None:
    async with lesson(bot) as held:
        seat = await take_seat(browser, held)
        await held.move("begin")
        await is_at(seat, "open")
        port = held.server.port
        await held.server.close()
        await seat.wait_for_selector("#notice:not([hidden])")
        await seat.click("#choice-0")

        again = pages(bot, held.clock)
        async with TestServer(application(again.routes(), [again.close]), port=port):
            await seat.wait_for_selector(".taken")
            await seat.wait_for_selector("#notice", state="hidden")

    assert [one.choice for one in held.round().answers] == [0]


async def test_news_come_where_a_proxy_holds_event_streams_back(bot: Bot, browser: Browser) -> None:
    async with lesson(bot) as held, ClientSession() as upstream:

        async def pass_on(request: web.Request) -> web.StreamResponse:
            # It passes on what is whole: of a stream that never ends, nothing.
            headers = {name: value for name, value in request.headers.items() if name not in ("Host", "Origin")}
            async with upstream.request(
                request.method,
                held.address + request.path_qs,
                headers=headers,
                data=await request.read(),
                allow_redirects=False,
            ) as answer:
                kept = ("Content-Type", "Location", "Set-Cookie", "Content-Security-Policy")
                passed = {name: value for name, value in answer.headers.items() if name in kept}
                return web.Response(status=answer.status, headers=passed, body=await answer.read())

        proxy = web.Application()
        proxy.add_routes([web.route("*", "/{path:.*}", pass_on)])
        async with TestServer(proxy) as between:
            seat = await take_seat(browser, replace(held, server=between))
            await is_at(seat, "lobby")
            await held.move("begin")
            await is_at(seat, "open")
            await choose(seat, 0)

        assert len(held.round().answers) == 1


@pytest.mark.parametrize("size", [LARGE, PROJECTOR, (3840, 2160)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_board_fits_one_screen_in_every_state(bot: Bot, browser: Browser, size: tuple[int, int]) -> None:
    long = "A sentence that goes on and on, for whoever sits at the back of the room and wants to read it. " * 3
    questions = tuple(
        replace(one, subject=long, choices=tuple(f"{text} {long[:90]}" for text in one.choices), explanation=long * 2)
        for one in PLAN.questions
    )
    async with lesson(bot, replace(PLAN, questions=questions), Naming.ANIMALS) as held:
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", size)
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE)
        seats = [await take_seat(browser, held) for _ in range(3)]
        assert await fits(board)
        for number in range(2):
            await press(host, "open")
            await is_at(board, "open")
            assert await fits(board)
            for seat in seats:
                await is_at(seat, "open")
                await choose(seat, number)
            await press(host, "revealed")
            await is_at(board, "revealed")
            assert await fits(board)
        await host.click("button[value=stop]")
        await is_at(board, "ended")
        assert await fits(board)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_wrong_on_any_page(bot: Bot, browser: Browser, axe: str, scheme: str) -> None:
    more: dict[str, Any] = {"color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}
    async with lesson(bot, naming=Naming.ANIMALS) as held:
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", LARGE, **more)
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE, **more)
        door = await open_page(browser, held.address, PHONE, **more)
        name = await open_page(browser, f"{held.address}/c/{held.links.room.code}", PHONE, **more)
        wrong = await open_page(browser, f"{held.address}/c/AAAAAA", PHONE, **more)
        seat = await take_seat(browser, held, **more)
        for page in (door, name, wrong):
            assert await faults(page, axe) == []
        for step in ("lobby", "open", "revealed", "ended"):
            await go_to(host, step)
            for page in (board, host, seat):
                await is_at(page, step)
                assert await faults(page, axe) == [], step


async def go_to(host: Page, step: str) -> None:
    """Go on to a phase from the host's page, where it is not there yet."""
    if step == "ended":
        await host.click("button[value=stop]")
    elif step != "lobby":
        await press(host, step)


async def faults(page: Page, axe: str) -> list[str]:
    """Return what axe-core has to say against a page, by WCAG 2.2 A and AA."""
    await page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = await page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


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
        seat = await take_seat(browser, held)
        await held.move("begin")
        await is_at(seat, "open")
        await seat.focus("#choice-1")
        await seat.keyboard.press("Enter")
        await seat.wait_for_selector(".taken")

        assert [one.choice for one in held.round().answers] == [1]
        assert "Which letter is number 0?" in await seat.inner_text("#spoken")
        await asyncio.sleep(0)
