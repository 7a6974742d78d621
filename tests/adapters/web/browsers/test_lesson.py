"""A whole lesson in real browsers: a board, a host's phone and seats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import BaseTestServer, TestServer

from adapters.web import classes
from adapters.web.app import application
from bot.app import Bot
from tests.adapters.web.beside import beside, places
from tests.adapters.web.chats import CHATS
from tests.adapters.web.lesson import PLAN, Lesson, lesson, pages

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page
from tests.adapters.web.browsing import (
    IN_BROWSERS,
    PHONE,
    PROJECTOR,
    choose,
    end,
    is_at,
    open_page,
    press,
    sit,
    take_seat,
)

pytestmark = IN_BROWSERS


STYLE = Path(classes.__file__).parent / "static" / "class.css"


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
