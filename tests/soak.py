"""`make soak`: a mixed load on a bot, for half an hour or as many minutes as are named, and whether anything grows.

Look-ups, completions, buttons, schedules, rounds and cards are asked of a bot on the stand-in of Discord, by many
people. Told are memory, tasks, threads and descriptors, once a tenth of the time; the run fails where there are more of
the last three at the end than after the first tenth, or where memory grew by over 2 % in the last two thirds.
"""

from __future__ import annotations

import asyncio
import gc
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.adapters.discord.spoilt import DiscordGround, opened
from tests.adapters.spoiling import memory
from tests.standins.discord import DiscordStandin
from tests.standins.discord.world import User

MINUTES, PARTS, PEOPLE = 30.0, 10, 50
MOST_GROWTH = 0.02
# What comes and goes with a connection that is kept open.
SLACK = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of what may grow: kilobytes, tasks, threads, descriptors."""

    memory: int
    tasks: int
    threads: int
    descriptors: int


def size() -> Size:
    """Return how much there is now."""
    gc.collect()
    return Size(memory(), len(asyncio.all_tasks()), threading.active_count(), len(os.listdir("/proc/self/fd")))


async def look_up(standin: DiscordStandin, user: User, rng: Random) -> None:
    """Look something up, and turn a page."""
    year = str(rng.randint(1925, 1965))
    await (await standin.slash("timeline", {"when": year}, user=user)).message()
    pages = await (await standin.slash("pages", user=user)).message()
    await (await standin.click(pages, "Next ▶", user=user)).message()


async def complete(standin: DiscordStandin, user: User, rng: Random) -> None:
    """Type a few letters."""
    for text in ("h", "ha", "har"):
        await (await standin.autocomplete("who", {"name": text}, user=user)).choices()


async def schedule(standin: DiscordStandin, user: User, rng: Random) -> None:
    """Set something up, and take it away."""
    time = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"
    made = await (await standin.slash("schedule daily", {"time": time}, user=standin.moderator)).message()
    await (await standin.slash("schedule list", user=standin.moderator)).message()
    if found := re.search(r"Schedule (\d+) is set", made.text):
        number = {"schedule": int(found[1])}
        await (await standin.slash("schedule remove", number, user=standin.moderator)).message()


async def play(standin: DiscordStandin, user: User, rng: Random) -> None:
    """Start a round, and end it."""
    await (await standin.slash("trivia start", {"number": 1}, user=user)).message()
    await (await standin.slash("trivia stop", user=standin.moderator)).message()


async def study(standin: DiscordStandin, user: User, rng: Random) -> None:
    """Take up one's cards."""
    await (await standin.slash("study", user=user)).message()


async def is_done(deed: Awaitable[None]) -> bool:
    """Whether a deed was answered in time; on a busy machine one may not be, and the others go on."""
    try:
        await deed
    except TimeoutError:
        return False
    return True


Deed = Callable[[DiscordStandin, User, Random], Awaitable[None]]
# The likelier ones stand here more often.
DEEDS: Sequence[Deed] = (look_up, look_up, look_up, complete, complete, schedule, play, study)


async def load(
    ground: DiscordGround, standin: DiscordStandin, people: Sequence[User], seconds: float
) -> tuple[int, int]:
    """Ask as long as the time lasts, and return how often, and how often no answer came in time."""
    loop, rng, number, late = asyncio.get_running_loop(), Random(7), 0, 0
    end = loop.time() + seconds
    while loop.time() < end:
        deeds = (is_done(rng.choice(DEEDS)(standin, rng.choice(people), rng)) for _ in range(5))
        late += (await asyncio.gather(*deeds)).count(False)
        ground.forget()
        for kept in (standin.messages.public, standin.messages.ephemeral, standin.interactions.asked):
            kept.clear()
        for session in standin.gateway.sessions:
            session.events.clear()
        number += 5
    return number, late


async def soak(minutes: float) -> int:
    """Run, tell what grew, and return 1 where something did that should not."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder)) as ground:
            standin = ground.standin
            standin.recorder.keeps_requests = False
            people = [standin.world.add_user(f"Student {number}") for number in range(PEOPLE)]
            sizes = [size()]
            for part in range(PARTS):
                begun = time.process_time()
                number, late = await load(ground, standin, people, minutes * 60 / PARTS)
                # Of a deed, the stand-in's part too: on a busy machine there are fewer, and each costs as much.
                cost = (time.process_time() - begun) / max(number, 1) * 1000
                sizes.append(size())
                print(f"{part + 1} of {PARTS}: {number} deeds of {cost:.1f} ms, {late} late; {sizes[-1]}", flush=True)
    return judged(sizes[1:], is_long=minutes >= MINUTES)


def judged(sizes: Sequence[Size], *, is_long: bool) -> int:
    """Tell what grew since the first tenth; memory is judged after half an hour only, for caches fill before."""
    first, last, third = sizes[0], sizes[-1], sizes[len(sizes) // 3]
    growth = last.memory / third.memory - 1
    leaks = [
        f"{name}: {before} then, {now} now"
        for name, before, now in (
            ("tasks", first.tasks, last.tasks),
            ("threads", first.threads, last.threads),
            ("descriptors", first.descriptors, last.descriptors),
        )
        if now > before + SLACK
    ]
    if is_long and growth > MOST_GROWTH:
        leaks.append(f"memory: {third.memory} KB then, {last.memory} KB now")
    print(f"memory in the last two thirds: {growth:+.1%}", *leaks, sep="\n")
    return 1 if leaks else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(soak(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)))
