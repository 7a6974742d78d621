"""Browsers in a lesson: a page on a device of its own, and what is pressed on it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

from tests.adapters.web.lesson import Lesson

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, PROJECTOR, LARGE, FOUR_K = (390, 844), (1024, 768), (1920, 1080), (3840, 2160)
# A browser takes seconds to start: all tests have one, and each page a device of its own.
IN_BROWSERS = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.asyncio(loop_scope="package"),
]


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
