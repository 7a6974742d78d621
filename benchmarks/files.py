"""Files: how long pupils' answers take while 20 moderators import workbooks of 2.6 MB at once, and in quiet times.

`python -m benchmarks.files` prints the p99 of both, measured in one run on SQLite, and their ratio; it is quiet before
the imports and after them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from random import Random
from string import ascii_letters
from time import perf_counter, sleep

from openpyxl import Workbook

from benchmarks.figures import Figure, Held, report
from benchmarks.trivia import FACTS, Watch, asked, start
from bot.app import Bot
from bot.chat import Attachment, Reply
from bot.shelf import Shelf
from bot.store.store import Store
from tests.platforms import PLATFORMS

BAR = 2.0
IMPORTS, QUESTIONS = 20, 2_000
# Pupils press their buttons so often, in seconds.
EVERY, QUIET = 0.03, 500
MEGABYTE = 1_000_000


def main() -> int:
    """Measure; 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/bot.db") as store:
        bot = Bot(Shelf([FACTS], Path(folder)), store, platforms=PLATFORMS)
        (code,) = start(bot, 1)
        pupils = (f"u{number}" for number in count())
        content = workbook(Random(7))
        press(bot, code, pupils, enough(100))
        quiet = press(bot, code, pupils, enough(QUIET // 2))
        begun = perf_counter()
        imports = [importing(bot, number, content) for number in range(IMPORTS)]
        busy = press(bot, code, pupils, lambda pressed: all(answer.done() for answer in imports))
        seconds = perf_counter() - begun
        quiet += press(bot, code, pupils, enough(QUIET // 2))
    refused = sum(answer.result().is_error for answer in imports)
    print(f"{IMPORTS} imports of {len(content) / MEGABYTE:.1f} MB took {seconds:.0f} s; {refused} were refused")
    return summed_up(quiet, busy) or int(refused > 0)


def summed_up(quiet: Sequence[float], busy: Sequence[float]) -> int:
    """Report the answers beside the imports, over those in a quiet time; 1 when the bar is missed."""
    what = f"an answer beside {IMPORTS} imports, p99"
    return report([Figure(what, p99(busy) * 1000, "ms", BAR, p99(quiet) * 1000, Held.RATIO)])


def p99(waited: Sequence[float]) -> float:
    """Return what 99 of 100 take at most, in seconds."""
    return sorted(waited)[int(len(waited) * 0.99)]


def enough(number: int) -> Callable[[int], bool]:
    """Return what ends pressing after so many answers."""
    return lambda pressed: pressed >= number


def press(bot: Bot, code: str, pupils: Iterator[str], is_over: Callable[[int], bool]) -> list[float]:
    """Let one pupil after the other answer, and return how long each waited, in seconds."""
    watch, answers = Watch(), list[Future[Reply]]()
    while not is_over(len(answers)):
        answer = asked("answer", next(pupils), 0, {"round": code, "question": "0", "choice": "1"})
        begun = perf_counter()
        answers.append(bot.submit(answer))
        watch.watch(answers[-1], begun)
        sleep(EVERY)
    wait(answers)
    if watch.refused:
        raise RuntimeError(f"{watch.refused} answers were refused")
    return watch.waited


def importing(bot: Bot, number: int, content: bytes) -> Future[Reply]:
    """Begin an import by a moderator, in a channel of its own."""
    request = asked("packs import", f"teacher{number}", number + 1, {"name": f"pack{number}"})
    return bot.submit(replace(request, is_moderator=True, attachment=Attachment("questions.xlsx", content)))


def workbook(rng: Random) -> bytes:
    """Return a workbook of random letters, which no compression makes small."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Question", "Right answer", "Wrong answer 1", "Wrong answer 2", "Wrong answer 3", "Explanation"])
    for _ in range(QUESTIONS):
        sheet.append([letters(rng, length) for length in (290, 190, 190, 190, 190, 700)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def letters(rng: Random, length: int) -> str:
    """Return random letters."""
    return "".join(rng.choices(ascii_letters, k=length))


if __name__ == "__main__":
    sys.exit(main())
