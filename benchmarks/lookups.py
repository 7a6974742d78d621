"""What look-ups cost in packs of 1,000, 10,000 and 100,000 events, and how long opening such a pack takes.

`python -m benchmarks.lookups` prints median and 99th percentile of each look-up in milliseconds, and how many times
dearer it is than in the pack a tenth as large.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure, report
from benchmarks.synthetic import common_words, write_pack
from bot.chat import NOWHERE, Channel, Request, UsageError, User
from bot.commands.context import Context
from bot.commands.row import LookUp
from bot.commands.table import COMMANDS
from bot.community import Settings
from bot.facts.library import Library
from bot.facts.model import Kind, Person
from bot.replies.catalog import catalog
from bot.shelf import open_library

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 400
NOW = datetime(2026, 11, 23, tzinfo=UTC)
Ask = Callable[[Random], tuple[str, dict[str, str]]]
COMPILE_BAR, LOOKUP_BAR = 60.0, 5.0


@dataclass(frozen=True, slots=True)
class Costs:
    """What a pack costs: seconds to compile it, and the 99th percentile of each look-up in milliseconds."""

    compiled: float
    lookups: Mapping[str, float]


def main() -> int:
    """Measure and print; 1 when a bar is missed."""
    before = Costs(0.0, {})
    with TemporaryDirectory() as place:
        for size in SIZES:
            folder = Path(place) / f"synthetic-{size}"
            write_pack(folder, size)
            tenth, before = before, measure(folder, Path(place) / "cache", size, before)
    pack = f"{SIZES[-1]:,} events"
    slowest, tenths = (max(costs.lookups.values()) for costs in (before, tenth))
    return report(
        [
            Figure(f"{pack}: compiled", before.compiled, "s", COMPILE_BAR),
            Figure(f"{pack}: the dearest look-up, p99; floor: with a tenth", slowest, "ms", LOOKUP_BAR, tenths),
        ]
    )


def measure(folder: Path, cache: Path, size: int, before: Costs) -> Costs:
    """Measure one pack, and compare it with the one before."""
    started = perf_counter()
    library, problems = open_library([folder], cache)
    assert not problems, problems[0]
    compiled = perf_counter() - started
    print(f"{size:,} events: compiled in {compiled:.1f} s (once for each change of the pack)")
    print(opened_again(folder, cache))
    percentiles = {}
    questions = asks(library, size)
    # As `dateline run` does: what stays for good is not walked through while somebody waits.
    gc.freeze()
    for name, ask in questions.items():
        times = timed(library, ask)
        p99 = percentiles[name] = quantiles(times, n=100)[98]
        growth = f"{p99 / before.lookups[name]:5.2f}×" if name in before.lookups else "     –"
        print(f"  {name:<22} median {median(times):7.3f} ms   p99 {p99:7.3f} ms   growth {growth}")
    return Costs(compiled, percentiles)


def timed(library: Library, ask: Ask) -> list[float]:
    """Return how many milliseconds each of many questions took, after a few that do not count."""
    rng = Random(1)
    times = []
    for number in range(ROUNDS + 20):
        command, options = ask(rng)
        request = Request(User("x", "x", "x"), Channel("x", "x", "x"), command, NOW, options)
        context = Context(
            library, catalog("en"), Settings(), NOWHERE, command, NOW.date(), is_moderator=False, whole=False
        )
        row = COMMANDS.named[command]
        assert isinstance(row, LookUp)
        started = perf_counter()
        # Some questions are of nobody, which takes as long to find out.
        with suppress(UsageError):
            row.run(row.read(request, context), context)
        if number >= 20:
            times.append((perf_counter() - started) * 1000)
    return times


def asks(library: Library, size: int) -> dict[str, Ask]:
    """Return the questions, by name."""
    people = [record.name for record in library.records(Kind.PERSON) if isinstance(record, Person)]
    rare = [title for (title,) in library.rows("SELECT title FROM search WHERE rowid % 97 = 1 LIMIT 500")]
    common = list(common_words(size))
    return {
        "timeline, a year": lambda rng: ("timeline", {"when": str(rng.randint(1900, 2020))}),
        "timeline, last page": lambda rng: ("timeline", {"when": "all", "from": str(size - 5)}),
        "timeline, a topic": lambda rng: ("timeline", {"when": "1950-1990", "topic": f"tag{rng.randrange(8)}"}),
        "who, exact": lambda rng: ("who", {"name": rng.choice(people)}),
        "who, misspelt": lambda rng: ("who", {"name": misspelt(rng.choice(people), rng)}),
        "onthisday": lambda rng: ("onthisday", {"date": f"{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"}),
        "search, two words": lambda rng: ("search", {"text": _begins(rare, 2, rng)}),
        "search, commonest": lambda rng: ("search", {"text": rng.choice(common)}),
        "search, two commonest": lambda rng: ("search", {"text": " ".join(rng.sample(common, 2))}),
        "ask, when": lambda rng: ("ask", {"text": f"when did {_begins(rare, 3, rng)}?"}),
        "ask, when, misspelt": lambda rng: ("ask", {"text": f"when was {misspelt(rng.choice(people), rng)} born?"}),
        "ask, who": lambda rng: ("ask", {"text": f"who {_begins(rare, 2, rng)}?"}),
        "ask, why": lambda rng: ("ask", {"text": f"why did {_begins(rare, 2, rng)}?"}),
        "ask, how many": lambda rng: ("ask", {"text": f"how many {_begins(rare, 2, rng)}?"}),
        "ask, of a year": lambda rng: ("ask", {"text": f"did {_begins(rare, 3, rng)} in {rng.randint(1900, 2020)}?"}),
        "ask, ten words": lambda rng: ("ask", {"text": " ".join(_begins(rare, 1, rng) for _ in range(10))}),
    }


def _begins(titles: Sequence[str], number: int, rng: Random) -> str:
    """Return so many words with which one of some titles begins."""
    return " ".join(rng.choice(titles).split()[:number])


def misspelt(name: str, rng: Random) -> str:
    """Return a name with one letter of its longest word changed."""
    longest = max(name.split(), key=len)
    at = rng.randrange(1, len(longest))
    return name.replace(longest, longest[:at] + rng.choice("aeioust") + longest[at + 1 :])


def opened_again(folder: Path, cache: Path) -> str:
    """Return how long a fresh process takes to open the compiled pack and answer once, and its memory."""
    code = (
        "import sys, time; start = time.perf_counter(); from pathlib import Path; "
        "from bot.shelf import open_library; "
        "library, _ = open_library([Path(sys.argv[1])], Path(sys.argv[2])); library.timeline(limit=5); "
        "took = time.perf_counter() - start; status = Path('/proc/self/status').read_text(); "
        "print(took, int(status.split('VmHWM:')[1].split()[0]) / 1024)"
    )
    command = [sys.executable, "-c", code, str(folder), str(cache)]
    seconds, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return f"  opened again by a new process in {float(seconds):.2f} s with {float(megabytes):.0f} MB resident"


if __name__ == "__main__":
    sys.exit(main())
