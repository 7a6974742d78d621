"""What pictures cost: years, decades, topics, people and days of the pack drawn, and the event loop meanwhile.

`python -m benchmarks.pictures` prints how long a picture takes and how large it is, how much later the event loop
comes round while fifty are drawn, and what the bot's own process holds before and after. It ends with 1 when a bar is
missed.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from adapters.easel import Easel
from benchmarks.figures import Figure, Held, report
from bot.app import Bot
from bot.chat import Picture, Reply
from bot.cli import facts_folder, platforms
from bot.facts.model import Kind, Person
from bot.pictures.studio import Studio
from bot.shelf import Shelf
from bot.store.store import Store
from tests.saltmarsh import request

MOST_SECONDS, MOST_BYTES, MOST_LAG, MOST_GROWTH = 0.25, 200_000, 1.2, 1.0
SAMPLE, DRAWN, TURN = 150, 50, 0.001


def main() -> int:
    """Measure and print; 1 when a bar is missed."""
    with TemporaryDirectory() as place, Store.open(Path(place) / "dateline.db") as store:
        bot = Bot(Shelf([facts_folder() / "nato-russia"], Path(place) / "cache"), store, platforms=platforms())
        pictures = tuple(islice(every_picture(bot), SAMPLE))
        studio = Studio(Path(place) / "pictures")
        try:
            return max([drawn_one_by_one(studio, pictures), asyncio.run(lag(studio, pictures))])
        finally:
            studio.close()


def every_picture(bot: Bot) -> Iterator[Picture]:
    """Return the pictures of every year, decade, topic and person of the pack, and of days, as luck has it."""
    library = bot.shelf.full
    first, last = library.years()
    times = [*range(first, last + 1), *(f"{decade}s" for decade in range(first // 10 * 10, last + 1, 10)), "all"]
    people = [person.id for person in library.records(Kind.PERSON) if isinstance(person, Person)]
    questions = [
        *(("timeline", {"when": str(when)}) for when in times),
        *(("timeline", {"when": "all", "topic": topic}) for topic in library.topics),
        *(("who", {"name": person}) for person in people),
        *(("onthisday", {"date": f"{month:02}-{day:02}"}) for month in range(1, 13) for day in range(1, 29)),
    ]
    Random(7).shuffle(questions)
    for command, options in questions:
        if picture := bot.handle(request(command, options)).picture:
            yield picture


def drawn_one_by_one(studio: Studio, pictures: tuple[Picture, ...]) -> int:
    """Draw each picture alone, after one that starts the worker."""
    started = perf_counter()
    studio.draw(pictures[0].recipe, pictures[0].look).result()
    print(f"the first picture, which starts the worker: {perf_counter() - started:.2f} s")
    seconds, sizes = [], []
    for picture in pictures[1:]:
        started = perf_counter()
        content = studio.draw(picture.recipe, picture.look).result()
        seconds.append(perf_counter() - started)
        sizes.append(len(content or b""))
    p50, p99 = (quantiles(seconds, n=100)[at] for at in (49, 98))
    return report(
        [
            Figure("a picture, median", p50 * 1000, "ms"),
            Figure("a picture, p99", p99 * 1000, "ms", MOST_SECONDS * 1000),
            Figure("the largest picture", max(sizes) / 1000, "KB", MOST_BYTES / 1000),
            Figure("pictures that could not be drawn", sizes.count(0), "", 0),
        ]
    )


async def lag(studio: Studio, pictures: tuple[Picture, ...]) -> int:
    """Compare how late the event loop comes round with and without fifty pictures being drawn, and the memory."""
    chosen = pictures[:: len(pictures) // DRAWN][:DRAWN]
    with TemporaryDirectory() as place:
        fresh = Studio(Path(place))
        easel = Easel(fresh)
        try:
            await easel.drawn(Reply(picture=pictures[-1]))
            before = held()
            began = perf_counter()
            drawing = asyncio.gather(*(shown(easel, picture) for picture in chosen))
            busy = await turns(drawing.done)
            seconds = perf_counter() - began
            quiet = await turns(lambda: perf_counter() - began > 2 * seconds)
            after = held()
        finally:
            fresh.close()
    ratio = sum(busy) / len(busy) / (sum(quiet) / len(quiet))
    p99 = quantiles(busy, n=100)[98] / quantiles(quiet, n=100)[98]
    print(f"{DRAWN} pictures in {seconds:.1f} s; the loop comes round {ratio:.2f}× as late, p99 {p99:.2f}×")
    late, in_time = (sum(times) / len(times) * 1000 for times in (busy, quiet))
    return report(
        [
            Figure(
                "the loop's turn while pictures are drawn; floor: none are", late, "ms", MOST_LAG, in_time, Held.RATIO
            ),
            Figure("memory after fifty pictures; floor: before", after, "MB", MOST_GROWTH, before, Held.MORE),
        ]
    )


async def shown(easel: Easel, picture: Picture) -> None:
    """Have a picture drawn, and let go of it, as who has sent it does."""
    await easel.drawn(Reply(picture=picture))


async def turns(is_over: Callable[[], bool]) -> list[float]:
    """Return how long the loop took each time it was asked to come back after a millisecond."""
    times = []
    while not is_over():
        started = perf_counter()
        await asyncio.sleep(TURN)
        times.append(perf_counter() - started)
    return times


def held() -> float:
    """Return what this process alone holds in memory, in megabytes."""
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8")
    private = (line.split() for line in rollup.splitlines() if line.startswith("Private_"))
    return sum(int(parts[1]) for parts in private) / 1024


if __name__ == "__main__":
    sys.exit(main())
