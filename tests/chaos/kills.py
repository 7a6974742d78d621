"""The whole bot under kills: `python -m tests.chaos.kills [MINUTES [postgresql|sqlite]]`.

Three processes of `dateline run` on PostgreSQL, 40 ms away, each with a shard of Discord and a socket of Slack, or one
on SQLite; both stand-ins; look-ups, answers to trivia and posts at once; and a `kill -9` every few
seconds. Told are posts that were doubled or are missing without a word, answers that were counted and are lost, and how
long people waited for the acknowledgement of what they asked a process that was not killed meanwhile.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles

from sqlalchemy import text

from bot import clock
from bot.chat import Channel, Reply
from bot.schedule.delivery import Order
from bot.store.engine.maintenance import upgrade
from bot.store.store import Store
from tests.adapters.running import Running, started
from tests.chaos.turmoil import is_open
from tests.far import far
from tests.postgres import PostgresServer, programs
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import DAY, notices, save
from tests.standins.clock import system_clock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.messages import Message
from tests.standins.discord.world import Guild
from tests.standins.slack import APP_TOKEN, SlackStandin

MINUTES, PAUSE, POSTS = 5.0, (6.0, 14.0), 400
BAR = 0.5
# Whoever got no acknowledgement by then asked a process that was killed, or is lost.
PATIENCE, SETTLING = 10.0, 180.0
COUNTED = re.compile(r"counted|locked in|your answer", re.IGNORECASE)


@dataclass
class Slot:
    """A place for a process: the one that runs there, and the server of its shard."""

    number: int
    guild: Guild
    # How often a process was killed here, or began; what was asked between the two asked nobody.
    turns: int = 0
    running: Running | None = None
    question: Message | None = None


@dataclass
class Seen:
    """What people saw: seconds to acknowledgements, what a killed process left open, and what is lost."""

    waited: list[float] = field(default_factory=list)
    killed: int = 0
    unanswered: int = 0
    counted: int = 0
    lines: Counter[str] = field(default_factory=Counter)


class Kills:
    """One run over one database."""

    def __init__(self, place: str, near: str, folder: Path, processes: int, seconds: float) -> None:
        # Where the processes find the database, and where it is looked at from outside.
        self.place = place
        self.near = near
        self.folder = folder
        # So long there is trouble, and in it all posts come due.
        self.seconds = seconds
        self.seen = Seen()
        self.discord = DiscordStandin(system_clock)
        self.slack = SlackStandin(system_clock)
        self.is_over = False
        self.kills = 0
        self._names = count()
        self._rng = Random(7)
        self.slots = [Slot(number, self._guild(number, processes)) for number in range(processes)]

    def _guild(self, shard: int, shards: int) -> Guild:
        while True:
            guild = self.discord.add_guild(f"School {shard}")
            if (int(guild.id) >> 22) % shards == shard:
                self.discord.add_channel("posts", guild)
                return guild

    async def run(self) -> None:
        """Make trouble, then wait until all is settled."""
        await self.discord.start()
        await self.slack.start()
        try:
            await asyncio.to_thread(self._order)
            async with asyncio.TaskGroup() as together:
                keeping = [together.create_task(self._keep(slot)) for slot in self.slots]
                await self.discord.ready(len(self.slots), timeout=120)
                await self.slack.socket_mode.connected(timeout=120)
                asking = [together.create_task(self._ask(slot)) for slot in self.slots]
                await self._kill()
                for task in asking:
                    task.cancel()
                await self._settled()
                self.is_over = True
                for task in keeping:
                    task.cancel()
        finally:
            await self.discord.stop()
            await self.slack.stop()

    def _order(self) -> None:
        """Store posts that come due one after the other, to both platforms."""
        now = clock.now()
        guild = self.slots[0].guild
        (where,) = [
            channel
            for channel in self.discord.world.channels.values()
            if channel.guild_id == guild.id and channel.name == "posts"
        ]
        places = (Channel("discord", guild.id, where.id), Channel("slack", self.slack.team.id, self.slack.channel.id))
        dues = [now + number * self.seconds / POSTS * timedelta(seconds=1) for number in range(POSTS)]
        orders = [
            Order(f"c{number}", places[number % 2], Reply(text=f"post c{number}."), "en", due, now + DAY)
            for number, due in enumerate(dues)
        ]
        with Store.open(self.near) as store:
            save(store, *orders)

    async def _keep(self, slot: Slot) -> None:
        """Start a process, and another whenever it was killed."""
        shards = {} if len(self.slots) == 1 else {"DATELINE_SHARDS": f"{slot.number}/{len(self.slots)}"}
        where = {"DATABASE_URL": self.place} if self.place.startswith("postgres") else {}
        tokens = {"DISCORD_TOKEN": TOKEN, "SLACK_BOT_TOKEN": self.slack.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
        places = {"discord": (self.discord.api_url, self.discord.gateway_url), "slack": self.slack.api_url}
        while not self.is_over:
            running = started(self.folder, "run", **places, packs=FOLDER.parent, tokens=tokens, **shards, **where)  # type: ignore[arg-type]
            async with running as slot.running:
                slot.turns += 1
                await slot.running.process.wait()

    async def _kill(self) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + self.seconds
        while loop.time() < end:
            await asyncio.sleep(self._rng.uniform(*PAUSE))
            slot = self._rng.choice(self.slots)
            if slot.running and slot.running.process.returncode is None:
                slot.turns += 1
                self.kills += 1
                slot.running.process.kill()

    async def _ask(self, slot: Slot) -> None:
        """Ask on and on: a look-up on each platform, and an answer to the open question."""
        deeds = (self._look_up, self._answer, self._on_slack)
        while True:
            if self.discord.gateway.live(slot.guild.id):
                await asyncio.gather(*(self._timed(slot, deed) for deed in deeds))
            await asyncio.sleep(self._rng.uniform(0.1, 0.4))

    async def _timed(self, slot: Slot, deed: Callable[[Slot], Awaitable[float | None]]) -> None:
        # Nobody knows which process Slack hands an event to.
        asked = self.slots if deed == self._on_slack else [slot]
        turns = sum(one.turns for one in asked)
        try:
            waited = await deed(slot)
        except TimeoutError:
            waited = None
        if turns != sum(one.turns for one in asked):
            self.seen.killed += 1
        elif waited is None:
            self.seen.unanswered += 1
        else:
            self.seen.waited.append(waited)

    async def _look_up(self, slot: Slot) -> float:
        asked = await self.discord.slash("timeline", {"when": str(self._rng.randint(1925, 1965))}, guild=slot.guild)
        return (await asked.answered(PATIENCE)).after

    async def _on_slack(self, slot: Slot) -> float:
        # Without a socket Slack tells people that the app does not answer; here they ask again.
        await self.slack.socket_mode.connected(timeout=SETTLING)
        asked = await self.slack.slash("/timeline", str(self._rng.randint(1925, 1965)))
        return (await asked.acked(timeout=PATIENCE)).after

    async def _answer(self, slot: Slot) -> float:
        """Press a button of the question that is open in this server, as somebody new; or start a round."""
        slot.question = next(
            (one for one in reversed(self.discord.messages.public.values()) if self._is_open(one, slot)), None
        )
        if slot.question is None:
            asked = await self.discord.slash("trivia start", {"number": 3, "seconds": 600}, guild=slot.guild)
            after = (await asked.answered(PATIENCE)).after
            await asyncio.sleep(6)
            return after
        user = self.discord.world.add_user(f"Pupil {next(self._names)}")
        pressed = await self.discord.click(slot.question, next(iter(slot.question.buttons)), user=user)
        after = (await pressed.answered(PATIENCE)).after
        with suppress(TimeoutError):
            said = (await pressed.message(PATIENCE)).text
            self.seen.lines[said.splitlines()[0][:60]] += 1
            self.seen.counted += bool(COUNTED.search(said))
        return after

    def _is_open(self, message: Message, slot: Slot) -> bool:
        is_here = message.channel.guild_id == slot.guild.id
        return is_here and any(name.startswith("A:") for name in message.buttons)

    async def _settled(self) -> None:
        """Wait until nothing is under way any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLING):
                while await asyncio.to_thread(is_open, self.near):
                    await asyncio.sleep(1)

    def _number(self, query: str) -> int:
        with Store.open(self.near) as store:
            return int(store.read(lambda records: records.connection.execute(text(query)).scalar_one()))

    def told(self) -> int:
        """Print what came of it; 1 when a promise was broken."""
        taken = [*self.discord.acceptances, *self.slack.acceptances]
        texts = [found for one in taken if not one.repeated for found in re.findall(r"(?<!“)\bpost (c\d+)\.", one.text)]
        posts = Counter(texts)
        with Store.open(self.near) as store:
            asked = " ".join(notice.reply.text for notice in notices(store))
        missing = {f"c{number}" for number in range(POSTS)} - posts.keys()
        silent = sorted(name for name in missing - self._open() if f"post {name}." not in asked)
        doubled = sorted(name for name, times in posts.items() if times > 1)
        stored = self._number("SELECT count(*) FROM answers")
        waited = sorted(self.seen.waited)
        p99 = quantiles(waited, n=100)[98]
        print(f"{self.kills} kills; {POSTS} posts: {len(doubled)} doubled,", end=" ")
        print(f"{len(missing)} not posted,", end=" ")
        print(f"{len(self._open())} still on their way, {len(silent)} missing in silence")
        print(f"answers: {self.seen.counted} were said to be counted, {stored} are stored;", end=" ")
        print(*self.seen.lines.most_common(4))
        print(f"acknowledgements: {len(waited)}, p50 {median(waited) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms", end=" ")
        print(f"(bar {BAR * 1000:.0f} ms), slowest {waited[-1] * 1000:.0f} ms")
        print(
            f"{self.seen.killed} asked a process that was killed; {self.seen.unanswered} others got no answer",
            flush=True,
        )
        lost = max(self.seen.counted - stored, 0) + self.seen.unanswered
        return int(bool(doubled or silent or lost or self._open()) or p99 > BAR)

    def _open(self) -> set[str]:
        """Return the posts that are not settled: on a machine too busy for it, it did not come to its end."""
        query = text("SELECT dedupe_key FROM deliveries WHERE state IN ('ready', 'sending')")
        with Store.open(self.near) as store:
            return set(store.read(lambda records: records.connection.execute(query).scalars().all()))


def main(arguments: list[str]) -> int:
    """Run on the database that is named, PostgreSQL if none; 1 when a promise was broken."""
    minutes = float(arguments[0]) if arguments else MINUTES
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if "sqlite" in arguments:
            place = str(folder / "dateline.db")
            return on(Kills(place, place, folder, 1, minutes * 60))
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is not installed")
        server = PostgresServer(found)
        stack.callback(server.remove)
        place = server.create()
        upgrade(place)
        return on(Kills(stack.enter_context(far(place)), place, folder, 3, minutes * 60))


def on(kills: Kills) -> int:
    """Run one, and tell."""
    asyncio.run(kills.run())
    return kills.told()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
