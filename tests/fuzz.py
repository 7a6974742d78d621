"""`python -m tests.fuzz [minutes]`: mutated files through every reader of questions, ten minutes if nothing is said.

A reader may refuse a file, and do nothing else: an exception, more than two seconds of processor time or 100 MB more
memory is a finding, and its file is kept in `fuzz-findings/`.
"""

from __future__ import annotations

import faulthandler
import json
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import perf_counter
from types import FrameType

from bot.files.child import RefusedError
from bot.trivia.formats.known import READERS, read
from tests.trivia.formats import (
    test_aiken,
    test_anki,
    test_gift,
    test_lists,
    test_moodle,
    test_pasted,
    test_qti,
    test_tables,
)
from tests.trivia.formats.sample import Sample

SECONDS, MEGABYTES = 2, 100
FOUND = Path("fuzz-findings")
# Pieces that mean something to one format or another, and so lead far into its reader.
PIECES = (
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"::",
    b"\\",
    b"\n\n",
    b"\t",
    b"\r",
    b'"',
    b"%50%",
    b"%-1.2.3%",
    b"->",
    b"//",
    b"[html]",
    b"ANSWER: ",
    b"A. ",
    b"<b>",
    b"<!--",
    b"]]>",
    b"&amp;",
    b"&#0;",
    b"{{c1::",
    b"}}",
    b"[sound:",
    b"$CATEGORY:",
    b"|",
    b"- ",
    b": ",
    b"? ",
    b"[",
    b"]",
    b"<answer>",
    b"</text>",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"9" * 400,
    b"1e999",
    b"-",
    b"..",
    b"*",
    b"PK\x03\x04",
)
SEEDS: tuple[Sample, ...] = (
    *test_gift.SAMPLES, *test_aiken.SAMPLES, *test_anki.SAMPLES, *test_anki.PACKAGES, *test_lists.RED,
    *test_lists.OPEN_TRIVIA, *test_lists.KOTOBA, *test_lists.TERMS, *test_moodle.SAMPLES, *test_pasted.SAMPLES,
    *test_qti.SAMPLES, *test_tables.SAMPLES, *test_tables.BOOKS,
)  # fmt: skip


class TooLongError(BaseException):
    """A reader that took more than its seconds; no reader catches it."""


def mutated(content: bytes, rng: Random) -> bytes:
    """Return a file with a few changes."""
    found = content[:200_000]
    for _ in range(rng.randint(1, 8)):
        found = changed(found, rng)
    return found[:400_000]


def changed(content: bytes, rng: Random) -> bytes:
    """Return a file with bytes left out, repeated or turned over, or a piece of this or another file put in."""
    start = rng.randint(0, len(content))
    end = start + rng.choice((1, 4, 40, 400))
    other = rng.choice(SEEDS).content
    between = rng.choice(
        (
            b"",
            rng.choice(PIECES),
            rng.choice(PIECES) * rng.choice((2, 50, 5_000)),
            content[start:end] * rng.choice((2, 20, 300)),
            rng.randbytes(1),
            other[: rng.randint(0, len(other))],
        )
    )
    return content[:start] + between + content[end if rng.random() < 0.5 else start :]


def files(seed: int) -> Iterator[tuple[str, bytes]]:
    """Return files without end, each with the format it is read as; "" where the structure decides."""
    rng = Random(seed)
    while True:
        yield rng.choice(("", *READERS)), mutated(rng.choice(SEEDS).content, rng)


def ring(_: int, __: FrameType | None) -> None:
    raise TooLongError


def limit_memory() -> None:
    """Let this process have 100 MB more than it has, so that a reader that wants more raises."""
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def fault(format: str, content: bytes) -> str:
    """Return what was wrong with a reading; "" when nothing was."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        imported = read("x", content, format)
    except RefusedError:
        return ""
    except (Exception, TooLongError):
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    told = len(imported.questions) + imported.lost
    return "" if imported.blocks == told else f"{imported.blocks} blocks, but {told} asked or told"


def run(minutes: float, seed: int) -> int:
    """Read mutated files for so long; return how many findings there were."""
    faulthandler.enable()
    signal.signal(signal.SIGPROF, ring)
    for one in SEEDS[::7]:
        with suppress(RefusedError):
            read("x", one.content)
    limit_memory()
    end, count, findings = perf_counter() + minutes * 60, 0, 0
    for format, content in files(seed):
        if perf_counter() > end:
            break
        count += 1
        if why := fault(format, content):
            findings += 1
            keep(findings, format, content, why)
    print(f"{count} files, {findings} findings (seed {seed})")
    return findings


def keep(number: int, format: str, content: bytes, why: str) -> None:
    """Write down a file that a reader could not stand, and what happened."""
    FOUND.mkdir(exist_ok=True)
    (FOUND / f"{number}.bin").write_bytes(content)
    (FOUND / f"{number}.json").write_text(json.dumps({"format": format, "why": why}), encoding="utf-8")
    print(f"as {format or 'what it is'}: {why}", file=sys.stderr)


if __name__ == "__main__":
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    raise SystemExit(1 if run(minutes, seed) else 0)
