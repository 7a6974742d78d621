"""What a browser keeps if asked, over HTTP: cards of what a seat missed, and the daily game, private and deletable."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from random import Random

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer

from adapters.web.app import application
from adapters.web.notebook import ALONE, NotebookPages
from bot.app import Bot
from bot.chat import Channel, User
from bot.community import Community
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.web.lesson import CHANNEL, NINE, PLAN, Clock, Lesson, lesson
from tests.almanac import write_almanac
from tests.blank import blank
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER, request

HTML = {"Accept": "text/html"}
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("notebook")
    return Shelf([FOLDER, write_almanac(folder, 90)], folder / "cache")


@pytest.fixture
def bot(shelf: Shelf, tmp_path: Path) -> Iterator[Bot]:
    """A bot with an almanac, so that there is a daily game."""
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS, address="http://class.example")


class Pupil:
    """A browser."""

    def __init__(self, session: ClientSession, held: Lesson) -> None:
        self.session = session
        self.held = held

    async def open(self, path: str) -> str:
        """Return a page."""
        async with self.session.get(self.held.address + path, headers=HTML) as told:
            return await told.text()

    async def post(self, path: str, **form: str) -> ClientResponse:
        """Send a plain form, and follow where it leads."""
        answer = await self.session.post(self.held.address + path, data=form, headers=HTML)
        await answer.read()
        return answer

    async def press(self, label: str, page: str, path: str, **form: str) -> str:
        """Press the button with a label on a page, and return the page that follows."""
        answer = await self.post(path, action=action(page, label), **form)
        assert answer.status == 200
        return await answer.text()

    @property
    def cookies(self) -> dict[str, str]:
        """What it holds."""
        return {one.key: one.value for one in self.session.cookie_jar}


@asynccontextmanager
async def pupil(held: Lesson) -> AsyncIterator[Pupil]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Pupil(session, held)


def action(page: str, label: str) -> str:
    """Return what a button of a page asks."""
    forms: list[tuple[str, str]] = re.findall(
        r'name="action" value="([^"]+)"><button type="submit"[^>]*>([^<]+)<', page
    )
    return next(value for value, text in forms if text.startswith(label))


def slots(page: str) -> list[str]:
    """Return what the slots of a page ask, from the earliest on."""
    return re.findall(r'class="slot"><form [^>]*><input type="hidden" name="action" value="([^"]+)"', page)


async def miss(held: Lesson, one: Pupil, *choices: int) -> None:
    """Take a seat, have the first question wrong and what follows as chosen, and end the round."""
    await one.post(f"/c/{held.links.room.code}", name="")
    for number, choice in enumerate((3, *choices)):
        await held.move("next" if number else "begin")
        await one.post("/answer", question=str(number), choice=str(choice))
        await held.move("reveal")
    await held.move("stop")


async def test_what_was_missed_becomes_cards_that_are_asked_judged_told_and_graded(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await miss(held, ann, 1)
        assert 'action="/learn"' in await ann.open("/play")

        page = await (await ann.post("/learn")).text()
        assert "Card 1 of 1" in page
        assert "Which letter is number 0?" in page
        assert "Letter 0" not in page
        key = re.findall(r'value="card answer ([^"]+)"', page)[0]
        told = await (await ann.post("/cards", action=f"card answer {key}", answer="Beta")).text()
        assert "Not right: Beta." in told
        assert "The answer: Alpha" in told
        assert "Letter 0, because &lt;b&gt;it is&lt;/b&gt;." in told
        done = await ann.press("Good", told, "/cards")

        assert "Done for now" in done
        assert "<dt>Your cards</dt><dd>1</dd>" in done
        assert "No card is due." in await ann.open("/cards")
        held.clock.now += 3 * DAY
        assert "Which letter is number 0?" in await ann.open("/cards")


async def test_cards_have_a_cookie_of_their_own_that_nothing_links_to_the_seat(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await miss(held, ann)
        async with ann.session.post(f"{held.address}/learn", headers=HTML, allow_redirects=False) as told:
            (cookie,) = told.headers.getall("Set-Cookie")

        assert re.search(r"dateline_notebook=\w{22}; HttpOnly; Max-Age=7776000; Path=/; SameSite=Lax", cookie)
        secret = ann.cookies["dateline_notebook"]
        (user, kept), (owner,) = bot.store.run(
            lambda connection: (
                connection.exec_driver_sql("SELECT user_id, hash FROM notebooks").one(),
                connection.exec_driver_sql("SELECT user_id FROM cards").one(),
            )
        )
        assert kept != secret
        assert owner == user
        seats = bot.store.run(lambda connection: connection.exec_driver_sql("SELECT user_id FROM passes").all())
        assert (user,) not in seats


async def test_a_notebook_is_kept_for_90_days_after_the_last_look_and_then_goes_whole(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await miss(held, ann)
        await ann.post("/learn")
        for _ in range(2):
            held.clock.now += 80 * DAY
            bot.store.purge(held.clock())
            assert "Which letter" in await ann.open("/cards")

        held.clock.now += 91 * DAY
        assert "keeps no cards" in await ann.open("/cards")
        bot.store.purge(held.clock())
        for table in ("notebooks", "cards", "sittings", "games"):
            assert count(bot, table) == 0


async def test_all_that_a_browser_keeps_is_deleted_on_its_page(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await miss(held, ann)
        page = await (await ann.post("/learn")).text()
        await ann.open("/daily")
        assert 'action="/forget"' in page

        assert "Deleted" in await (await ann.post("/forget")).text()
        assert "dateline_notebook" not in ann.cookies
        for table in ("notebooks", "cards", "sittings", "games"):
            assert count(bot, table) == 0
        assert count(bot, "passes") == 3


def count(bot: Bot, table: str) -> int:
    query = f"SELECT count(*) FROM {table}"
    found: int = bot.store.run(lambda connection: connection.exec_driver_sql(query).scalar_one())
    return found


async def test_there_is_nothing_to_learn_before_the_end_or_without_a_seat(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann, pupil(held) as bob:
        await ann.post(f"/c/{held.links.room.code}", name="")
        await held.move("begin")
        await ann.post("/answer", question="0", choice="3")

        assert (await ann.post("/learn")).url.path == "/play"
        assert (await bob.post("/learn")).status == 403
        assert count(bot, "notebooks") == 0


async def test_a_browser_plays_the_day_s_puzzle_of_its_community_move_by_move(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await ann.post(f"/c/{held.links.room.code}", name="")
        assert "Six events, one row." in await ann.open("/daily")
        page = await (await ann.post("/daily")).text()
        puzzle = bot.store.read(lambda records: records.puzzle(Community("web", CHANNEL.community), NINE.date()))
        assert puzzle

        for number, piece in enumerate(puzzle.others):
            assert f"Place it 124 · {number + 1} of 5" in page
            assert f"<dd>{piece.title}</dd>" in page
            assert len(slots(page)) == number + 2
            page = await (await ann.post("/daily", action=slots(page)[0])).text()
            assert re.search(rf"(Right|Wrong) · [^<]*{piece.year}</h2>", page)
            assert piece.source
            assert escape(piece.text) in page
            assert f"{piece.source.publisher}: {piece.source.title}" in page

        assert re.search(r'data-copy="Dateline 124 · [0-5]/5 (🟩|🟥){5}"', page)
        assert "counts for no streak and no table" in page
        assert "Days in a row" not in page
        assert re.search(r'data-copy="Dateline 124', await ann.open("/daily"))


async def test_the_puzzle_is_the_one_that_the_chat_plays_and_its_table_knows_no_browser(bot: Bot) -> None:
    ann_in_chat = User("web", CHANNEL.community, "ann")
    asked = request("daily", at=NINE, user=ann_in_chat, channel=Channel("web", CHANNEL.community, "class"))
    async with lesson(bot) as held, pupil(held) as ann:
        first = await held_reply(bot, asked)
        await ann.post(f"/c/{held.links.room.code}", name="")
        page = await (await ann.post("/daily")).text()
        while slots(page):
            page = await (await ann.post("/daily", action=slots(page)[0])).text()

        assert first in page
        counted = "SELECT count(*) FROM games WHERE counts"
        assert bot.store.run(lambda connection: connection.exec_driver_sql(counted).scalar_one()) == 1
        ended = bot.store.read(lambda records: records.tallies(Community("web", CHANNEL.community), NINE.date()))
        assert ended == ()


async def held_reply(bot: Bot, asked: object) -> str:
    """Return the event that stands when the chat begins the day's game."""
    reply = bot.handle(asked)  # type: ignore[arg-type]  # a request
    return reply.items[0].title


async def test_who_has_no_seat_plays_the_packs_own_puzzle_alone(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann, pupil(held) as bob:
        pages = [await (await one.post("/daily")).text() for one in (ann, bob)]
        moved = await (await ann.post("/daily", action=slots(pages[0])[0])).text()

        assert bot.store.read(lambda records: records.puzzle(ALONE, NINE.date()))
        assert slots(pages[0]) == slots(pages[1])
        assert "2 of 5" in moved
        assert "1 of 5" in await bob.open("/daily")


async def test_a_press_that_comes_twice_shows_the_game_as_it_stands(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        page = await (await ann.post("/daily")).text()
        press = slots(page)[1]
        once = await (await ann.post("/daily", action=press)).text()

        assert slots(await (await ann.post("/daily", action=press)).text()) == slots(once)
        assert slots(await ann.open("/daily")) == slots(once)


async def test_a_game_begun_before_midnight_goes_on_until_three(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        held.clock.now = NINE.replace(hour=23, minute=50)
        await ann.post("/daily")
        held.clock.now += timedelta(hours=3)
        assert "Place it 124 · 1 of 5" in await ann.open("/daily")

        held.clock.now += timedelta(hours=1)
        assert "Place it 125 · 1 of 5" in await ann.open("/daily")


async def test_what_was_misplaced_becomes_cards(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        page = await (await ann.post("/daily")).text()
        while slots(page):
            # The last slot is as wrong as can be, unless it is right.
            page = await (await ann.post("/daily", action=slots(page)[-1])).text()
        answer = await ann.post("/daily", action=action(page, "Learn these"))

        assert answer.url.path == "/cards"
        assert re.search(r"Card 1 of \d", await answer.text())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/cards", "study remind:18:00 zone:Paris"),
        ("/cards", "privacy show"),
        ("/cards", "daily place day:2026-05-04 turn:0 slot:0"),
        ("/daily", "card due"),
        ("/daily", "daily table day:2026-05-04"),
        ("/daily", "trivia start"),
        ("/daily", "no such thing"),
        ("/daily", ""),
    ],
)
async def test_a_page_asks_nothing_but_what_it_offers(bot: Bot, path: str, said: str) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await ann.post("/daily")
        assert (await ann.post(path, action=said)).status == 400


async def test_forms_of_other_sites_are_refused(bot: Bot) -> None:
    async with lesson(bot) as held, pupil(held) as ann:
        await ann.post("/daily")
        for path in ("/daily", "/cards", "/learn", "/forget"):
            async with ann.session.post(held.address + path, headers={"Origin": "https://elsewhere.example"}) as told:
                assert told.status == 403
        assert count(bot, "notebooks") == 1


async def test_one_network_cannot_begin_notebooks_without_end(bot: Bot) -> None:
    clock = Clock()
    pages = NotebookPages(bot, nobody, clock, clock.seconds, most_begun=3)
    async with TestServer(application(pages.routes())) as server, ClientSession() as session:

        async def begun() -> int:
            async with session.post(server.make_url("/daily"), headers=HTML, allow_redirects=False) as told:
                return told.status

        assert [await begun() for _ in range(5)] == [303, 303, 303, 429, 429]
        clock.wait(3601)
        assert await begun() == 303


async def nobody(request: web.Request) -> None:
    """Have no seat."""


async def test_several_right_choices_are_ticked(bot: Bot) -> None:
    several = replace(PLAN.questions[0], several=(0, 2))
    async with lesson(bot, replace(PLAN, questions=(several, PLAN.questions[1]))) as held, pupil(held) as ann:
        await miss(held, ann)
        page = await (await ann.post("/learn")).text()
        boxes = await ann.press("Choose", page, "/cards")
        assert boxes.count('type="checkbox"') == 4
        (send,) = re.findall(r'name="action" value="(card answer [^"]+)"', boxes)
        form = [("action", send), ("answer", "A"), ("answer", "C")]
        async with ann.session.post(f"{held.address}/cards", data=form, headers=HTML) as told:
            assert "Right: Alpha and Gamma" in await told.text()
