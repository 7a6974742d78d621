"""A lesson in browsers: a real server over a real database, with a clock that only the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from aiohttp import ClientSession
from aiohttp.test_utils import BaseTestServer, TestServer

from adapters.web.app import application
from adapters.web.classes import Classes
from adapters.web.hub import Hub
from bot.app import Bot
from bot.chat import Channel, User
from bot.rooms import Rooms
from bot.trivia.plan import Pace, Plan
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.records import Started
from bot.trivia.round import Round, begin
from bot.trivia.seats import Links, Naming

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
CHANNEL = Channel("web", "school", "class")
TEACHER = User("web", "school", "teacher")
QUESTIONS = tuple(
    Asked(
        f"q{number}",
        Form.WRITTEN,
        f"Which letter is number {number}?",
        ("Alpha", "Beta", "Gamma", "Delta"),
        number % 4,
        explanation=f"Letter {number}, because <b>it is</b>.",
    )
    for number in range(4)
)
PLAN = Plan(QUESTIONS, seconds=60, pace=Pace.HOST, waits=True, title="Letters", count=len(QUESTIONS))


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NINE

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """Return it as a clock that never steps."""
        return self.now.timestamp()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Lesson:
    """A round, its server, and what its host can do."""

    bot: Bot
    clock: Clock
    classes: Classes
    server: BaseTestServer
    links: Links
    code: str
    opened: list[Classes] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return where the server is, without a slash at the end."""
        return str(self.server.make_url("")).rstrip("/")

    def round(self) -> Round:
        """Return the round with all that was answered."""
        started = self.bot.store.transact(lambda records: (records.round(self.code), ()))
        assert started
        return started.round

    def tick(self, seconds: float = 0) -> None:
        """Let time pass, and do what is due."""
        self.clock.wait(seconds)
        self.bot.step_rounds(self.clock())
        self.classes.nudge()

    async def move(self, move: str, /, **options: object) -> int:
        """Press a button on the host's page, as it shows the present moment; return the status."""
        form = {"move": move, "step": self.round().state.step, **options}
        return await self.post(f"/host/{self.links.host}", {key: str(value) for key, value in form.items()})

    async def post(self, path: str, form: dict[str, str], cookies: dict[str, str] | None = None) -> int:
        """Send a form as the script does, and return the status."""
        headers = {"Accept": "application/json"}
        async with (
            ClientSession(cookies=cookies) as session,
            session.post(self.address + path, data=form, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status


def stored(bot: Bot, code: str, plan: Plan, now: datetime, channel: Channel = CHANNEL) -> None:
    """Store a round that begins now."""
    host = replace(TEACHER, platform=channel.platform, community=channel.community)
    started = Started(begin(code, plan, now), channel, host, now)
    bot.store.transact(lambda records: (None, (started,)))


def pages(bot: Bot, clock: Clock) -> Classes:
    """Return the pages, as a process that has just started has them."""
    rooms = Rooms(bot.store)
    hub = Hub(bot, rooms, "http://class.example")
    classes = Classes(bot, hub, rooms, clock, clock.seconds)
    loop = asyncio.get_running_loop()
    bot.on_stored = lambda: loop.call_soon_threadsafe(classes.nudge)
    return classes


@asynccontextmanager
async def lesson(
    bot: Bot,
    plan: Plan = PLAN,
    naming: Naming = Naming.NUMBER,
    names: Sequence[str] = (),
    code: str = "lesson22",
    channel: Channel = CHANNEL,
    port: int | None = None,
) -> AsyncIterator[Lesson]:
    """Hold a lesson."""
    clock = Clock()
    stored(bot, code, plan, clock(), channel)
    classes = pages(bot, clock)
    links = await asyncio.wrap_future(Rooms(bot.store).open(code, naming, names, clock()))
    behind = application(classes.routes(), [classes.close], [ip_network("127.0.0.1")])
    async with TestServer(behind, port=port) as server:
        yield Lesson(bot, clock, classes, server, links, code)


def with_other_answers(plan: Plan) -> Plan:
    """Return the same questions with another choice right."""
    return replace(plan, questions=tuple(replace(one, right=(one.right + 1) % 4) for one in plan.questions))
