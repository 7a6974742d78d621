"""The class's pages over HTTP: who may come in, what is shown to whom, and what is stored."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar

from adapters.web.guard import HEADERS
from bot.app import Bot
from bot.chat import Channel, User
from bot.trivia.plan import Mode, Pace, Player
from bot.trivia.questions.pool import Wishes
from bot.trivia.records import Joined, Moved
from bot.trivia.round import Phase
from bot.trivia.seats import MOST_DEVICES, WEB, Naming, RoomMoved
from tests.adapters.web.lesson import CHANNEL, PLAN, Lesson, lesson, stored, with_other_answers

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
AGAIN = 'http-equiv="refresh"'


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


async def phase(session: ClientSession, held: Lesson, wanted: str) -> None:
    """Wait until a page is told that the round stands there."""
    told = await news(session, held)
    while told["shared"]["phase"] != wanted:
        told = await news(session, held, after=told["version"])


async def test_a_seat_is_taken_and_a_question_answered_by_plain_forms(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        door = await pupil.post(f"{held.address}/", data={"code": f" {held.links.room.code.lower()} "}, headers=HTML)
        assert str(door.url).endswith(f"/c/{held.links.room.code}")
        assert str((await sit(pupil, held)).url).endswith("/play")
        assert AGAIN in await (await pupil.get(f"{held.address}/play")).text()
        await held.move("begin")

        page = await (await pupil.get(f"{held.address}/play")).text()
        assert 'name="choice"' in page
        # Nothing that is half typed may go with a page that is loaded again.
        assert AGAIN not in page
        form = {"question": "0", "choice": "0"}
        after = await (await pupil.post(f"{held.address}/answer", data=form, headers=HTML)).text()

        assert "Your answer is in: A: Alpha" in after
        assert AGAIN in after
        (given,) = held.round().answers
        assert (given.choice, given.is_right, given.player.startswith(WEB)) == (0, True, True)


async def test_several_choices_are_ticked_and_sent_together_by_a_plain_form(bot: Bot) -> None:
    several = replace(PLAN.questions[0], several=(0, 2))
    async with lesson(bot, replace(PLAN, questions=(several,))) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        page = await (await pupil.get(f"{held.address}/play")).text()
        assert page.count('type="checkbox"') == 4
        assert "Several are right" in page

        form = [("question", "0"), ("text", "A"), ("text", "C")]
        after = await pupil.post(f"{held.address}/answer", data=form, headers=HTML)
        assert "Your answer is in: A: Alpha and C: Gamma" in await after.text()
        again = await pupil.post(f"{held.address}/answer", data=form, headers=JSON)
        assert again.status == 200
        assert (await news(pupil, held))["own"]["chosen"] == [0, 2]

        (given,) = held.round().answers
        assert (given.text, given.is_right) == ("A, C", True)
        await held.move("reveal")
        board = await (await pupil.get(f"{held.address}/board/{held.links.board}")).text()
        assert board.count('class="choice right"') == 2


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


async def test_what_was_missed_is_what_was_wrong_or_left_out_since_one_came(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as early, browser() as late:
        await sit(early, held)
        await held.move("begin")
        await answer(early, held, 3)
        for move in ("reveal", "next"):
            await held.move(move)
        await sit(late, held)
        for move in ("reveal", "next", "skip", "stop"):
            await held.move(move)
        missed = [
            re.findall(r'<h3 class="question">(.*?)</h3><p class="said">(.*?)</p>', page)
            for page in [await (await one.get(f"{held.address}/play")).text() for one in (early, late)]
        ]

        spoken = (await news(late, held))["own"]["spoken"]

    # What was skipped counts for nobody.
    assert spoken == "0 of 2 right · place 1 of 2, shared"
    left_out = ("Which letter is number 1?", "You gave no answer.")
    assert missed == [[("Which letter is number 0?", "You said <s>D: Delta</s>"), left_out], [left_out]]


async def test_nothing_that_is_sent_before_the_reveal_depends_on_which_choice_is_right(bot: Bot) -> None:
    other = Channel("web", "school", "other")
    plans = (PLAN, with_other_answers(PLAN))
    sent: list[list[bytes]] = [[], []]
    async with lesson(bot, plans[0]) as one, lesson(bot, plans[1], code="another2", channel=other) as two:
        for index, held in enumerate((one, two)):
            async with browser() as pupil:
                await sit(pupil, held)
                await held.move("begin")
                await answer(pupil, held, 1)
                told = await news(pupil, held, held.links.board)
                while "1 of 1 answered" not in str(told):
                    told = await news(pupil, held, held.links.board, told["version"])
                for key in (held.links.board, held.links.host, ""):
                    told = await news(pupil, held, key)
                    sent[index].append(json.dumps([told["shared"], told["own"]]).encode())
                    assert told["shared"]["phase"] == "open"
                for path in (f"/board/{held.links.board}", "/play"):
                    sent[index].append(await (await pupil.get(held.address + path)).read())
                await held.move("reveal")
                sent[index].append(json.dumps((await news(pupil, held, held.links.board))["shared"]).encode())
    same, others = ([neutral(text, held) for text in texts] for held, texts in zip((one, two), sent, strict=True))

    assert same[:5] == others[:5]
    assert same[5] != others[5]


def neutral(text: bytes, held: Lesson) -> bytes:
    """Return what was sent without that by which one round is known from another: code, id, links and version."""
    for own in (held.links.room.code, held.code, held.links.board, held.links.host):
        text = text.replace(own.encode(), b"OWN")
    return re.sub(rb'"version":"\w*\.\w*"', b"", text)


async def test_a_double_press_and_an_answer_sent_again_count_once(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        both = await asyncio.gather(answer(pupil, held, 2), answer(pupil, held, 2))

        assert [one.status for one in both] == [200, 200]
        assert (await answer(pupil, held, 1)).status == 409
        assert [one.choice for one in held.round().answers] == [2]


async def test_an_answer_can_be_changed_where_that_is_allowed(bot: Bot) -> None:
    async with lesson(bot, replace(PLAN, can_change=True)) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 2)

        assert (await answer(pupil, held, 1)).status == 200
        assert [one.choice for one in held.round().answers] == [1]


async def test_an_answer_after_the_deadline_is_told_to_be_late_and_extra_time_is_the_seat_s_own(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as slow, browser() as quick:
        await sit(slow, held)
        await sit(quick, held)
        await held.move("extra", player=1)
        await held.move("begin")
        until = [(await news(one, held))["own"]["until"] for one in (slow, quick)]
        held.clock.wait(62)

        assert until[0] - until[1] == 15_000
        assert (await answer(quick, held, 0, 0)).status == 409
        assert (await answer(slow, held, 0, 0)).status == 200


async def test_who_is_removed_is_told_and_cannot_answer(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await held.move("remove", player=1)

        assert "taken you out" in await (await pupil.get(f"{held.address}/play")).text()
        assert (await answer(pupil, held, 0, 0)).status == 409
        assert (await news(pupil, held))["own"]["phase"] == "removed"
        assert held.round().answers == ()


async def test_a_locked_round_takes_nobody_new_and_keeps_those_in_it(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil, browser() as late:
        await sit(pupil, held)
        await held.move("lock")

        assert (await sit(late, held)).status == 409
        assert str((await sit(pupil, held)).url).endswith("/play")
        await held.move("unlock")
        assert (await sit(late, held)).status == 200


async def test_a_late_joiner_answers_the_open_question(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as late:
        await held.move("begin")
        await held.move("reveal")
        await held.move("next")
        await sit(late, held)

        assert (await answer(late, held, 1)).status == 200
        assert [player.since for player in held.round().players] == [1]


async def test_a_second_press_of_the_same_button_does_nothing(bot: Bot) -> None:
    async with lesson(bot) as held:
        step = held.round().state.step
        for _ in range(2):
            await held.move("begin", step=step)

        assert held.round().state.phase is Phase.OPEN


async def test_the_same_seat_goes_on_after_a_restart_and_in_another_tab(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 0)
        from aiohttp.test_utils import TestServer

        from adapters.web.app import application
        from tests.adapters.web.lesson import pages

        again = pages(bot, held.clock)
        async with TestServer(application(again.routes(), [again.close])) as server:
            cookies = {one.key: one.value for one in pupil.cookie_jar}
            async with ClientSession(cookies=cookies) as tab, tab.get(server.make_url("/play")) as page:
                assert "Your answer is in: A: Alpha" in await page.text()


@pytest.mark.parametrize(
    ("naming", "name", "status"),
    [
        (Naming.ANIMALS, "Swift Heron", 200),
        (Naming.ANIMALS, "Rude Word", 409),
        (Naming.ANIMALS, "", 409),
        (Naming.LIST, "Ann", 200),
        (Naming.LIST, "Somebody", 409),
        (Naming.NUMBER, "anything", 200),
        (Naming.FREE, "Zoë", 200),
        (Naming.FREE, " ", 409),
    ],
)
async def test_a_name_is_as_the_host_has_chosen(bot: Bot, naming: Naming, name: str, status: int) -> None:
    async with lesson(bot, naming=naming, names=("Ann", "Bob")) as held, browser() as pupil:
        assert (await sit(pupil, held, name)).status == status
        taken = naming in (Naming.ANIMALS, Naming.LIST) and status == 200
        assert [player.name for player in held.round().players] == ([name if taken else ""] if status == 200 else [])


async def test_one_of_the_names_that_are_offered_is_ticked_and_one_can_be_chosen(bot: Bot) -> None:
    async with lesson(bot, naming=Naming.ANIMALS) as held, browser() as pupil:
        page = await (await pupil.get(f"{held.address}/c/{held.links.room.code}")).text()

    boxes = re.findall(r'<input type="radio" name="name" value="[^"]+" required( checked)?>', page)
    assert boxes.count(" checked") == 1
    assert len(boxes) > 1


async def test_a_name_that_is_taken_is_offered_to_nobody_else(bot: Bot) -> None:
    async with lesson(bot, naming=Naming.LIST, names=("Ann", "Bob")) as held, browser() as ann, browser() as bob:
        await sit(ann, held, "Ann")
        page = await (await bob.get(f"{held.address}/c/{held.links.room.code}")).text()

        assert re.findall(r'<option value="(\w+)"', page) == ["Bob"]
        assert (await sit(bob, held, "Ann")).status == 409


async def test_a_free_name_is_on_the_board_once_the_host_has_seen_it(bot: Bot) -> None:
    async with lesson(bot, naming=Naming.FREE) as held, browser() as pupil:
        await sit(pupil, held, "Zoë")
        board = (await news(pupil, held, held.links.board))["shared"]["parts"]["main"]
        host = (await news(pupil, held, held.links.host))["shared"]["parts"]["players"]
        assert "Zoë" not in board
        assert "would like to be “Zoë”" in host

        await held.move("allow", player=1, name="Zoë")

        assert "Zoë" in (await news(pupil, held, held.links.board))["shared"]["parts"]["main"]
        assert "would like" not in (await news(pupil, held, held.links.host))["shared"]["parts"]["players"]


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


async def test_a_waiting_answer_comes_with_the_next_move(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        before = await news(pupil, held)
        waiting = asyncio.create_task(news(pupil, held, after=before["version"]))
        await held.move("begin")

        assert (await waiting)["shared"]["phase"] == "open"


async def test_what_another_process_stores_is_seen_without_being_told_of(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        before = await news(pupil, held)
        waiting = asyncio.create_task(news(pupil, held, after=before["version"]))
        begun = Moved(held.round().go_on(held.clock()), held.clock())
        await asyncio.to_thread(bot.store.transact, lambda records: (None, (begun,)))

        assert (await waiting)["shared"]["phase"] == "open"


async def test_a_stream_tells_each_move(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        headers = {"Accept": "text/event-stream"}
        async with pupil.get(f"{held.address}/events/{held.code}", headers=headers) as stream:
            assert stream.headers["X-Accel-Buffering"] == "no"
            await stream.content.readuntil(b"event: own\n")
            await held.move("begin")
            await stream.content.readuntil(b'"phase":"open"')


async def test_the_host_gets_the_results_as_a_workbook(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 0)
        await held.move("reveal")
        link = f"{held.address}/host/{held.links.host}"
        # Whoever goes on by their own word is not told so.
        assert "The host goes on" not in await (await pupil.get(link)).text()
        await held.move("stop")
        async with pupil.get(f"{link}?results") as told:
            assert (await told.read()).startswith(b"PK")


async def test_typed_answers_are_typed(bot: Bot) -> None:
    async with lesson(bot, replace(PLAN, mode=Mode.TYPE)) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        form = {"question": "0", "text": "alpha"}
        await pupil.post(f"{held.address}/answer", data=form, headers=JSON)

        assert [(one.text, one.is_right) for one in held.round().answers] == [("alpha", True)]
        assert 'name="choice"' not in await (await pupil.get(f"{held.address}/play")).text()


async def test_a_round_of_the_clock_goes_on_by_itself(bot: Bot) -> None:
    plan = replace(PLAN, pace=Pace.CLOCK, waits=False, lobby=10)
    async with lesson(bot, plan) as held, browser() as pupil:
        await sit(pupil, held)
        held.tick(10)
        await phase(pupil, held, "open")
        await answer(pupil, held, 0)
        held.tick()
        held.tick(2)
        await phase(pupil, held, "revealed")
        held.tick(8)

        assert held.round().state.question == 1


async def test_a_second_round_has_the_same_links_and_seats_and_whoever_looks_on_is_told(bot: Bot) -> None:
    async with lesson(bot) as held, browser() as pupil, browser() as waiting:
        await sit(pupil, held)
        await sit(waiting, held)
        await held.move("stop")
        headers = {"Accept": "text/event-stream"}
        async with pupil.get(f"{held.address}/events/{held.code}", headers=headers) as stream:
            await stream.content.readuntil(b'"phase":"ended"')
            stored(bot, "second22", PLAN, held.clock())
            again = (*(Joined("second22", user_of(one), one, held.clock()) for one in held.round().players),)
            bot.store.transact(lambda records: (None, (*again, RoomMoved(held.code, "second22"))))
            held.classes.nudge()
            await stream.content.readuntil(b"event: again")
        assert (await pupil.get(f"{held.address}/events/{held.code}", headers=JSON)).status in (403, 404)

        for session in (pupil, waiting):
            page = await (await session.get(f"{held.address}/play")).text()
            assert 'data-phase="lobby"' in page
            assert 'data-events="/events/second22"' in page
        assert str((await sit(pupil, held)).url).endswith("/play")
        for link in (f"/board/{held.links.board}", f"/host/{held.links.host}"):
            assert "2 have joined" in await (await pupil.get(held.address + link)).text()


async def test_another_round_asks_a_host_s_list_again_of_the_same_seats_and_the_results_before_stay_at_hand(
    bot: Bot,
) -> None:
    async with lesson(bot, replace(PLAN, is_list=True)) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 0)
        link = f"{held.address}/host/{held.links.host}"
        await pupil.get(link)
        await held.move("stop")
        again = {"move": "again", "step": str(held.round().state.step)}
        first = await (await pupil.get(f"{link}?results=last")).read()
        assert "Another round" in await (await pupil.get(link)).text()
        # A second press of the same button finds the next round, and begins no third.
        assert [(await pupil.post(link, data=again, headers=JSON)).status for _ in range(2)] == [200, 200]

        host = await (await pupil.get(link)).text()
        assert 'data-phase="lobby"' in host
        assert "1 has joined" in host
        assert cells(await (await pupil.get(f"{link}?results=before")).read()) == cells(first)
        current = bot.store.read(lambda records: records.glimpsed(CHANNEL))
        assert current
        assert current.round.plan.questions == PLAN.questions
        assert "Results of the round before" in host
        await press(pupil, held, "begin")
        assert "Results of the round before" not in await (await pupil.get(link)).text()
        # The device that had the first round's page open has the second one's, after its end too.
        await press(pupil, held, "stop")
        assert (await pupil.get(link)).status == 200


def cells(workbook: bytes) -> list[list[object]]:
    """Return what stands in the cells of a workbook, a list a sheet."""
    sheets = openpyxl.load_workbook(BytesIO(workbook)).worksheets
    return [[cell.value for row in sheet.iter_rows() for cell in row] for sheet in sheets]


async def press(session: ClientSession, held: Lesson, move: str) -> None:
    """Press a button of the host's page of whatever round is on it."""
    current = held.bot.store.read(lambda records: records.glimpsed(CHANNEL))
    assert current
    form = {"move": move, "step": str(current.round.state.step)}
    assert (await session.post(f"{held.address}/host/{held.links.host}", data=form, headers=JSON)).status == 200


async def test_another_round_for_which_there_are_no_questions_is_refused_with_the_reason(bot: Bot) -> None:
    async with lesson(bot, replace(PLAN, wishes=Wishes(topics=("#nothing",)))) as held, browser() as teacher:
        await teacher.get(f"{held.address}/host/{held.links.host}")
        await held.move("stop")
        form = {"move": "again", "step": str(held.round().state.step)}
        told = await teacher.post(f"{held.address}/host/{held.links.host}", data=form, headers=HTML)

        assert told.status == 409
        assert "question" in re.findall(r'class="notice"[^>]*>([^<]*)<', await told.text())[0]


async def test_a_survey_ends_with_thanks_and_speaks_of_nothing_right_or_missed(bot: Bot) -> None:
    async with lesson(bot, replace(PLAN, mode=Mode.SURVEY)) as held, browser() as pupil:
        await sit(pupil, held)
        await held.move("begin")
        await answer(pupil, held, 0)
        for move in ("reveal", "stop"):
            await held.move(move)
            for path in ("/play", f"/board/{held.links.board}", f"/host/{held.links.host}"):
                page = await (await pupil.get(held.address + path)).text()
                assert not re.search("(?i)right|missed|correct|because", re.sub("<[^>]*>", " ", body_of(page))), path
                if move == "stop" and not path.startswith("/host"):
                    assert "Thank you for taking part." in page
        assert "1 answer" in await (await pupil.get(f"{held.address}/board/{held.links.board}")).text()


def body_of(page: str) -> str:
    """Return what a page shows, without what its script begins with."""
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def user_of(player: Player) -> User:
    """Return a player of the school."""
    return User("web", "school", player.id)


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
