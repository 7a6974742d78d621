"""The class's pages over HTTP: what is shown to whom while a round goes on, and what is stored."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace

from aiohttp import ClientSession

from bot.app import Bot
from bot.chat import Channel
from bot.trivia.plan import Mode, Pace
from bot.trivia.records import Moved
from bot.trivia.round import Phase
from bot.trivia.seats import WEB
from tests.adapters.web.lesson import PLAN, Lesson, lesson, with_other_answers
from tests.adapters.web.pupils import HTML, JSON, answer, browser, news, sit

AGAIN = 'http-equiv="refresh"'


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


async def test_a_second_press_of_the_same_button_does_nothing(bot: Bot) -> None:
    async with lesson(bot) as held:
        step = held.round().state.step
        for _ in range(2):
            await held.move("begin", step=step)

        assert held.round().state.phase is Phase.OPEN


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
