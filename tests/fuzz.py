"""`python -m tests.fuzz [minutes [seed]]`: mutated files through every reader of questions.

Without a word, ten minutes by a seed that is drawn and printed. `--files 40000` reads so many by a seed that is always
the same, as CI does: what passes on one machine passes on another.

A reader may refuse a file, and do nothing else: an exception, more than two seconds of processor time or 100 MB more
memory is a finding, and its file is kept in `fuzz-findings/`.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import json
import secrets
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from types import FrameType
from zipfile import ZipFile, ZipInfo

from bot.files.archives import Archive, is_archive
from bot.files.child import RefusedError
from bot.trivia.formats.known import read
from bot.trivia.formats.readers import READERS
from tests.trivia.formats.sample import samples

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
SAMPLES = tuple(dict.fromkeys(one for files in samples().values() for one in files))
# The seed of what is always the same.
FIXED = 1


class TooLongError(BaseException):
    """A reader that took more than its seconds; no reader catches it."""


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a zip, but those that say when it was written; none of another file."""
    archive = Archive(content) if is_archive(content) else None
    return {name: archive.read(name) for name in archive.names if not name.startswith("docProps/")} if archive else {}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes tell neither the hour nor which library packed it."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content)
    return out.getvalue()


PACKAGES = {number: parts for number, one in enumerate(SAMPLES) if (parts := unpacked(one.content))}
SEEDS = tuple(packed(PACKAGES[number]) if number in PACKAGES else one.content for number, one in enumerate(SAMPLES))


def spoilt(rng: Random) -> bytes:
    """Return one of the samples with a few changes; of most packages, one part with changes, for a zip is summed up."""
    number = rng.randrange(len(SEEDS))
    if number not in PACKAGES or rng.random() < 0.2:
        return mutated(SEEDS[number], rng)
    name = rng.choice(list(PACKAGES[number]))
    return packed({**PACKAGES[number], name: mutated(PACKAGES[number][name], rng)})


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
    other = rng.choice(SEEDS)
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
        yield rng.choice(("", *READERS)), spoilt(rng)


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


def run(minutes: float, most: int | None, seed: int) -> int:
    """Read mutated files for so long, or so many; return how many findings there were."""
    faulthandler.enable()
    signal.signal(signal.SIGPROF, ring)
    for one in SEEDS[::7]:
        with suppress(RefusedError):
            read("x", one)
    limit_memory()
    end, count, findings, slowest = perf_counter() + minutes * 60, 0, 0, 0.0
    for format, content in islice(files(seed), most):
        if most is None and perf_counter() > end:
            break
        count += 1
        before = process_time()
        if why := fault(format, content):
            findings += 1
            keep(findings, format, content, why)
        slowest = max(slowest, process_time() - before)
    print(f"{count} files, {findings} findings, the slowest took {slowest:.2f} s (seed {seed})")
    return findings


def keep(number: int, format: str, content: bytes, why: str) -> None:
    """Write down a file that a reader could not stand, and what happened."""
    FOUND.mkdir(exist_ok=True)
    (FOUND / f"{number}.bin").write_bytes(content)
    (FOUND / f"{number}.json").write_text(json.dumps({"format": format, "why": why}), encoding="utf-8")
    print(f"as {format or 'what it is'}: {why}", file=sys.stderr)


def main() -> int:
    """Read the arguments and the files; return 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("minutes", nargs="?", type=float, default=10)
    parser.add_argument("seed", nargs="?", type=int)
    parser.add_argument("--files", type=int)
    given = parser.parse_args()
    drawn = FIXED if given.files else secrets.randbelow(1_000_000)
    seed = drawn if given.seed is None else given.seed
    print(f"Seed {seed}.")
    return 1 if run(given.minutes, given.files, seed) else 0


if __name__ == "__main__":
    raise SystemExit(main())
