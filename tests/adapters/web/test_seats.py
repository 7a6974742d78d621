"""Seats in a class: who has one, by which name, and what they keep of it."""

from __future__ import annotations

import re

import pytest
from aiohttp import ClientSession

from bot.app import Bot
from bot.trivia.seats import Naming
from tests.adapters.web.lesson import lesson
from tests.adapters.web.pupils import answer, browser, news, sit


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
