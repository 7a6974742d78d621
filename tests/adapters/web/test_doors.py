"""The ways into a class and what each opens: codes, links, cookies, and for how long."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from adapters.web.guard import HEADERS
from bot.app import Bot
from bot.chat import Channel
from bot.trivia.round import Phase
from bot.trivia.seats import MOST_DEVICES
from tests.adapters.web.lesson import lesson
from tests.adapters.web.pupils import HTML, JSON, answer, browser, sit


async def test_a_seat_and_a_device_are_cookies_that_no_script_and_no_other_page_has(bot: Bot) -> None:
    async with lesson(bot) as held, ClientSession() as pupil:
        door, board = f"{held.address}/c/{held.links.room.code}", f"{held.address}/board/{held.links.board}"
        for headers, is_secure in ((HTML, False), ({**HTML, "X-Forwarded-Proto": "https"}, True)):
            async with pupil.post(door, data={"name": ""}, headers=headers, allow_redirects=False) as told:
                cookies = [told.headers["Set-Cookie"]]
            pupil.cookie_jar.clear()
            async with pupil.get(board, headers=headers) as told:
                cookies.append(told.headers["Set-Cookie"])

            assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies)
            assert ["Secure" in one for one in cookies] == [is_secure] * 2


async def test_only_the_hash_of_a_secret_is_kept(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        (cookie,) = (one.value for one in pupil.cookie_jar)
        rows = bot.store.run(lambda connection: connection.exec_driver_sql("SELECT hash FROM passes").scalars().all())

        assert len(rows) == 3
        assert not {cookie, held.links.board, held.links.host} & set(rows)


async def test_wrong_codes_are_limited_and_seats_are_not(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        for _ in range(40):
            assert (await sit(pupil, held)).status == 200
            pupil.cookie_jar.clear()
        wrong = "AAAAAA" if held.links.room.code != "AAAAAA" else "BBBBBB"
        statuses = [(await pupil.get(f"{held.address}/c/{wrong}")).status for _ in range(61)]

        assert statuses == [404] * 60 + [429]
        held.clock.wait(61)
        assert (await pupil.get(f"{held.address}/c/{held.links.room.code}")).status == 200


async def test_wrong_links_are_limited_as_wrong_codes_are(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as guesser:
        statuses = [(await guesser.get(f"{held.address}/host/{number:022d}")).status for number in range(61)]

        assert statuses == [404] * 60 + [429]
        # Whoever guesses is not told, either, that one was right; from elsewhere it opens as before.
        assert (await guesser.get(f"{held.address}/host/{held.links.host}")).status == 429
        elsewhere = {"X-Forwarded-For": "203.0.113.7"}
        assert (await guesser.get(f"{held.address}/host/{held.links.host}", headers=elsewhere)).status == 200


async def test_a_link_opens_its_own_door_alone(bot: Bot) -> None:
    other = Channel("web", "school", "other")
    async with lesson(bot) as held, lesson(bot, code="another2", channel=other) as second, browser() as pupil:
        await sit(pupil, second)
        doors = [
            f"/host/{held.links.board}",
            f"/board/{held.links.host}",
            f"/board/{'x' * 22}",
            f"/events/{held.code}?key={second.links.board}",
            f"/events/{held.code}",
        ]

        assert [(await pupil.get(held.address + door)).status for door in doors] == [404, 404, 404, 403, 403]


async def test_after_the_end_the_code_leads_nowhere_and_the_seat_shows_what_was_missed(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil, browser() as late:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 3)
        await held.move("reveal")
        await held.move("stop")

        assert (await sit(late, held)).status == 404
        page = await (await pupil.get(f"{held.address}/play")).text()
        assert "What you missed" in page
        assert "Letter 0, because &lt;b&gt;it is&lt;/b&gt;." in page


@pytest.mark.parametrize("page", ["board", "host"])
async def test_a_link_that_is_copied_after_the_end_opens_nothing_and_goes_on_where_it_was_open(
    bot: Bot, page: str
) -> None:
    async with lesson(bot) as held, browser() as device, browser() as copied:
        key = getattr(held.links, page)
        link, events = f"{held.address}/{page}/{key}", f"{held.address}/events/{held.code}?key={key}"
        assert (await device.get(link)).status == 200
        await held.move("stop")

        assert [(await device.get(one, headers=JSON)).status for one in (link, events)] == [200, 200]
        assert [(await copied.get(one, headers=JSON)).status for one in (link, events)] == [403, 403]
        told = await copied.get(f"{held.address}/host/{held.links.host}?results=last")
        assert "opens only where it was open" in await told.text()
        assert await held.move("again") == 403


async def test_a_link_is_kept_for_so_many_devices_and_no_more(bot: Bot) -> None:
    async with lesson(bot) as held:
        link = f"{held.address}/board/{held.links.board}"
        given = []
        for _ in range(MOST_DEVICES + 2):
            async with ClientSession() as device, device.get(link) as told:
                given.append("Set-Cookie" in told.headers)

        assert given == [True] * MOST_DEVICES + [False] * 2


async def test_what_no_page_of_ours_sends_is_refused(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        url = f"{held.address}/answer"
        foreign = await pupil.post(
            url, data={"question": "0", "choice": "0"}, headers={"Origin": "https://elsewhere.example"}
        )
        large = await pupil.post(url, data={"text": "x" * 3000}, headers=JSON)
        odd = [
            await pupil.post(url, data={"question": one, "choice": "0"}, headers=JSON) for one in ("-1", "x", "", "٣")
        ]

        assert (foreign.status, large.status) == (403, 413)
        assert [one.status for one in odd] == [400] * 4
        assert held.round().answers == ()


async def test_every_page_allows_nothing_but_our_own_files(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        for path in (
            "/",
            f"/c/{held.links.room.code}",
            "/play",
            f"/board/{held.links.board}",
            f"/host/{held.links.host}",
        ):
            async with pupil.get(held.address + path) as told:
                page = await told.text()
                assert HEADERS.items() - told.headers.items() == {("Referrer-Policy", "no-referrer")}
                assert not re.search(r"<style| style=|<script(?![^>]*(src=|application/json))|https?://(?!class)", page)


async def test_seats_and_links_end(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        held.clock.now += timedelta(hours=12)

        assert (await pupil.get(f"{held.address}/play")).status == 403
        for link in (f"/board/{held.links.board}", f"/host/{held.links.host}"):
            assert (await pupil.get(held.address + link)).status == 404
            assert await held.post(link, {"move": "begin", "step": "0"}) in (404, 405)
        assert held.round().state.phase is Phase.LOBBY
        bot.store.purge(held.clock() + timedelta(seconds=1))
        count = bot.store.run(lambda connection: connection.exec_driver_sql("SELECT count(*) FROM passes").scalar())
        assert count == 0
