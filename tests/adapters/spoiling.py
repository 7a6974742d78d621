"""Events that are not as a platform sends them: something is dropped, of another kind, nested, repeated, or huge.

`python -m tests.adapters.spoiling discord 20000` sends so many of each kind to a bot on the platform's stand-in, every
two hundredth of them good, and tells whether each good one was answered, after how long at most, what the log held, and
how the memory grew.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

from bot import clock

Json = dict[str, Any]
Way = tuple[str | int, ...]
# Half a surrogate pair is text in JSON and nowhere else.
STRANGE: tuple[object, ...] = (None, True, 0, -1, 2**70, 1.5, "", "x", "\ud800", "\x00", [], {}, [[]], {"id": "1"})
DEEP, MANY, LONG = 200, 300, 20_000


@dataclass(frozen=True, slots=True)
class Sample:
    """An event as it is sent: its kind, and its content."""

    kind: str
    content: Json


class Ground(Protocol):
    """A bot on a stand-in."""

    async def samples(self) -> Sequence[Sample]:
        """Have one of each event sent, and return them."""

    async def send(self, sample: Sample) -> None:
        """Send an event as it is."""

    async def is_answered(self) -> bool:
        """Ask something, and tell whether it is answered."""

    def forget(self) -> None:
        """Let go of what the stand-in remembers, whose memory is not the bot's."""


Opening = Callable[[Path], AbstractAsyncContextManager[Ground]]


def ways(content: object, way: Way = ()) -> Iterator[Way]:
    """Return the path of everything in an event."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield (*way, name)
            yield from ways(value, (*way, name))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield (*way, number)
            yield from ways(value, (*way, number))


def spoiled(content: Json, rng: Random) -> Json:
    """Return an event of which one thing is not as it should be."""
    changed = copy.deepcopy(content)
    *above, last = rng.choice(list(ways(content)))
    place: Any = changed
    for step in above:
        place = place[step]
    change = rng.choice((_drop, _retype, _nest, _repeat, _enlarge))
    change(place, last, rng)
    return changed


def _drop(place: Any, last: str | int, rng: Random) -> None:
    del place[last]


def _retype(place: Any, last: str | int, rng: Random) -> None:
    place[last] = copy.deepcopy(rng.choice(STRANGE))


def _nest(place: Any, last: str | int, rng: Random) -> None:
    inner = place[last]
    for _ in range(rng.choice((1, DEEP))):
        inner = rng.choice(([inner], {"id": inner}))
    place[last] = inner


def _repeat(place: Any, last: str | int, rng: Random) -> None:
    place[last] = [place[last]] * rng.choice((2, MANY))


def _enlarge(place: Any, last: str | int, rng: Random) -> None:
    place[last] = rng.choice(("9", "x", "🙂")) * LONG


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a barrage: good events and those of them that were answered."""

    asked: int
    answered: int
    longest: float


async def barrage(ground: Ground, number: int, rng: Random, every: int, tell: Callable[[int], None]) -> Outcome:
    """Send spoiled events, every so many one that is good."""
    samples, asked, answered, longest = await ground.samples(), 0, 0, 0.0
    for count in range(1, number + 1):
        sample = rng.choice(samples)
        await ground.send(Sample(sample.kind, spoiled(sample.content, rng)))
        if count % every == 0:
            asked += 1
            begun = clock.monotonic()
            answered += await ground.is_answered()
            longest = max(longest, clock.monotonic() - begun)
            ground.forget()
            tell(count)
    return Outcome(asked, answered, longest)


class Alarms(logging.Handler):
    """Keeps what a stranger should not be able to cause: tracebacks, and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record that holds a traceback or is an error."""
        text = record.getMessage()
        # Of the stand-in's own server, which is asked for what it does not have.
        if record.name == "aiohttp.server":
            return
        if record.exc_info or record.levelno >= logging.ERROR or "Traceback" in text:
            self.texts.append(text)


def memory() -> int:
    """Return how many kilobytes this process has in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4


async def _run(opening: Opening, number: int) -> int:
    sizes: list[int] = []
    alarms = Alarms()
    logging.getLogger().addHandler(alarms)
    with tempfile.TemporaryDirectory() as folder:
        async with opening(Path(folder)) as ground:
            outcome = await barrage(ground, number, Random(7), 200, lambda count: sizes.append(memory()))
    half = sizes[len(sizes) // 2]
    good = f"{outcome.answered} of {outcome.asked} good ones answered, each within {outcome.longest:.1f} s"
    print(f"{number} spoiled events; {good}")
    print(f"memory: {half} KB half way, {sizes[-1]} KB at the end ({sizes[-1] / half - 1:+.1%})")
    print(f"errors and tracebacks: {len(alarms.texts)}", *alarms.texts[:3], sep="\n")
    return 0 if outcome.answered == outcome.asked and not alarms.texts else 1


def openings() -> Mapping[str, Opening]:
    """Return how a bot is opened on each stand-in."""
    from tests.adapters.discord.spoilt import opened as on_discord
    from tests.adapters.slack.spoilt import opened as on_slack

    return {"discord": on_discord, "slack": on_slack}


if __name__ == "__main__":
    sys.exit(asyncio.run(_run(openings()[sys.argv[1]], int(sys.argv[2]))))
