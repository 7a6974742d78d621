"""What a class is shown when a round is over, and the round after it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
from aiohttp import ClientSession

from bot.app import Bot
from bot.chat import User
from bot.trivia.plan import Mode, Player
from bot.trivia.questions.pool import Wishes
from bot.trivia.records import Joined
from bot.trivia.seats import RoomMoved
from tests.adapters.web.lesson import CHANNEL, PLAN, Lesson, lesson, stored
from tests.adapters.web.pupils import HTML, JSON, answer, browser, news, sit


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
