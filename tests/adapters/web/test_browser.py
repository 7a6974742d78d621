"""A whole lesson in a real browser: a board, a host's phone and seats; skipped, loudly, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Literal

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from aiohttp.test_utils import BaseTestServer, TestServer

from adapters.web import classes
from adapters.web.app import application
from bot.app import Bot
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.plan import Mode
from bot.trivia.seats import Naming
from tests.adapters.web.beside import beside, places
from tests.adapters.web.chats import CHATS
from tests.adapters.web.lesson import PLAN, Lesson, lesson, pages
from tests.almanac import write_almanac
from tests.blank import blank
from tests.platforms import PLATFORMS

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
STYLE = Path(classes.__file__).parent / "static" / "class.css"
PHONE, PROJECTOR, LARGE, FOUR_K = (390, 844), (1024, 768), (1920, 1080), (3840, 2160)
playwright = pytest.importorskip("playwright.async_api", reason="no Playwright: pip install playwright")
# A browser takes seconds to start: all tests have one, and each page a device of its own.
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """Return the browser, with nothing in it, and leave nothing in it."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Start a browser."""
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


async def open_page(browser: Browser, address: str, size: tuple[int, int], **more: Any) -> Page:
    """Open a page on a device of its own; whatever its console complains of fails the test."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    return await opened(context, address)


async def opened(context: BrowserContext, address: str) -> Page:
    """Open a page on a device."""
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


async def sit(browser: Browser, held: Lesson) -> Page:
    """Open a pupil's page, who has taken a seat by the plain form."""
    url = f"{held.address}/c/{held.links.room.code}"
    async with ClientSession() as session, session.post(url, data={"name": ""}, allow_redirects=False) as told:
        (seat,) = told.cookies.values()
    cookie: Any = {"name": seat.key, "value": seat.value, "url": held.address}
    context = await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    await context.add_cookies([cookie])
    return await opened(context, f"{held.address}/play")


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


async def end(host: Page) -> None:
    """End the round, which takes a second press: one by mistake is none."""
    await host.click(".others summary")
    await host.click("button[value=stop]")


async def is_at(page: Page, phase: str) -> None:
    """Wait until a page shows a phase."""
    await page.wait_for_selector(f"body[data-phase={phase}]")


async def choose(seat: Page, choice: int) -> None:
    """Press a choice, and wait until the answer is in."""
    await seat.click(f"#choice-{choice}")
    await seat.wait_for_selector(".taken")


async def fits(board: Page) -> bool:
    """Whether all of the board is on one screen."""
    script = """async () => { await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const main = document.querySelector('main');
        return main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1
            && document.documentElement.scrollHeight <= innerHeight; }"""
    return bool(await board.evaluate(script))


@pytest.mark.parametrize("chat", CHATS)
async def test_a_whole_lesson_in_browsers_beside_a_chat(
    chat: str, tmp_path: Path, cache: Path, browser: Browser
) -> None:
    async with (
        CHATS[chat](tmp_path, cache) as there,
        lesson(there.bot, channel=there.channel) as held,
        beside(held, there.poster) as later,
        holding_back(held.address) as proxy,
    ):
        board = await open_page(browser, f"{held.address}/board/{held.links.board}", PROJECTOR)
        host = await open_page(browser, f"{held.address}/host/{held.links.host}", PHONE)
        ann, bob = await take_seat(browser, held), await sit(browser, replace(held, server=proxy))
        await board.wait_for_selector(".names li:nth-child(2)")
        await again(ann, "lobby")

        await press(host, "open")
        later()
        assert (await there.shown("Which letter is number 0?")).has_buttons
        assert "Your answer is in: A: Alpha" in await there.press("Which letter is number 0?", "A: Alpha")
        await choose(ann, 0)
        for page in (board, host, ann):
            await again(page, "open")
        assert await ann.inner_text(".taken") == "Your answer is in: A: Alpha"
        assert await ann.is_disabled("#choice-1")
        await host.click("button[value=lock]")
        await host.wait_for_selector("button[value=unlock]")
        stranger = await open_page(browser, f"{held.address}/c/{held.links.room.code}", PHONE)
        await stranger.click("button")
        assert "nobody new" in (await stranger.inner_text("#problem")).lower()
        await host.click("button[value=unlock]")
        await host.wait_for_selector("button[value=lock]")
        late = await sit(browser, held)
        await choose(bob, 1)
        await choose(late, 1)
        thaw = await frozen(late)

        await press(host, "revealed")
        later()
        assert "3 of the players are in a browser." in (await there.shown("The answer: A: Alpha")).text
        later()
        assert not (await there.shown("Closed. The answer is below.")).has_buttons
        await again(ann, "revealed")
        await is_at(bob, "revealed")
        assert "Right" in await ann.inner_text(".verdict")
        assert "Not this time" in await bob.inner_text(".verdict")

        await host.click("#player-2 summary")
        await host.click("#player-2 button[value=remove]")
        await is_at(bob, "removed")
        # What waits on the proxy would hold up its end, and the server's.
        await bob.context.close()
        await press(host, "open")
        await is_at(ann, "open")
        assert await host.locator(".players li").count() == 3
        port = held.server.port
        assert port
        await held.server.close()
        await ann.wait_for_selector("#notice:not([hidden])")
        await ann.click("#choice-2")
        async with started_again(held, port):
            await ann.wait_for_selector(".taken")
            await ann.wait_for_selector("#notice", state="hidden")
            await thaw()
            await late.wait_for_function("document.querySelector('.place').textContent.includes('2')")
            await choose(late, 1)
            await end(host)
            for page in (board, host, ann):
                await is_at(page, "ended")
                await again(page, "ended")

        # Ann and the pupil in the chat had one right, and so had the one who came late.
        assert places(held) == [(1, True), (1, False), (1, True)]
        assert "Player 1" in await board.inner_text(".places")
        for page in (board, host, ann, late):
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


async def again(page: Page, phase: str) -> None:
    """Load a page again, and wait until it shows a phase."""
    await page.reload()
    await is_at(page, phase)


async def frozen(page: Page) -> Callable[[], Awaitable[None]]:
    """Let the browser freeze a tab, as it does with one that nobody looks at, and return what thaws it."""
    protocol = await page.context.new_cdp_session(page)
    await protocol.send("Page.setWebLifecycleState", {"state": "frozen"})

    async def thaw() -> None:
        await protocol.send("Page.setWebLifecycleState", {"state": "active"})

    return thaw


@asynccontextmanager
async def started_again(held: Lesson, port: int) -> AsyncIterator[None]:
    """Run another server where a lesson's was, as long as the block lasts."""
    again = pages(held.bot, held.clock)
    async with TestServer(application(again.routes(), [again.close]), port=port):
        yield


@asynccontextmanager
async def holding_back(address: str) -> AsyncIterator[BaseTestServer]:
    """Stand before a server, and pass on what is whole: of a stream that never ends, nothing."""
    async with ClientSession() as upstream:

        async def pass_on(request: web.Request) -> web.StreamResponse:
            headers = {name: value for name, value in request.headers.items() if name not in ("Host", "Origin")}
            async with upstream.request(
                request.method,
                address + request.path_qs,
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
            yield between


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


async def go_to(host: Page, step: str) -> None:
    """Go on to a phase from the host's page, where it is not there yet."""
    if step == "ended":
        await end(host)
    elif step != "lobby":
        await press(host, step)


async def faults(page: Page, axe: str) -> list[str]:
    """Return what axe-core has to say against a page, by WCAG 2.2 A and AA; in the dark, of its colors alone."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    told, colors = [], {"type": "rule", "values": ["color-contrast"]}
    looks: tuple[tuple[Literal["light", "dark"], object], ...] = (("light", tags), ("dark", colors))
    for scheme, rules in looks:
        await page.emulate_media(color_scheme=scheme)
        found = await page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
        told += [f"{scheme} {one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
    return told


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
