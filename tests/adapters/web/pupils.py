"""Pupils in browsers that run no script: they take seats, answer, and are told the news."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar

from tests.adapters.web.lesson import Lesson

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}


def browser() -> ClientSession:
    """Return a browser that keeps its cookies, also of an address without a name."""
    return ClientSession(cookie_jar=CookieJar(unsafe=True))


async def sit(session: ClientSession, held: Lesson, name: str = "") -> ClientResponse:
    """Take a seat by the plain form."""
    url = f"{held.address}/c/{held.links.room.code}"
    return await session.post(url, data={"name": name}, headers=HTML)


async def answer(session: ClientSession, held: Lesson, choice: int, question: int | None = None) -> ClientResponse:
    """Press a choice."""
    number = held.round().state.question if question is None else question
    form = {"question": str(number), "choice": str(choice)}
    return await session.post(f"{held.address}/answer", data=form, headers=JSON)


async def news(session: ClientSession, held: Lesson, key: str = "", after: str = "") -> Any:
    """Return what a page is told now."""
    query = {"key": key, "after": after} if key else {"after": after}
    async with session.get(f"{held.address}/events/{held.code}", params=query, headers=JSON) as told:
        assert told.status == 200
        return await told.json()
