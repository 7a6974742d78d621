"""Reads a stranger's file in a process of its own, with limits of time, memory and output.

A harmful file harms the child alone: it is ended, and whoever sent the file is told why. Memory and processor time are
limited where the system can do that (`resource`, on Linux and macOS), time on the clock and output everywhere.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from bot.files.progress import READING, Show, show_lines
from bot.files.wording import Said, Worded, spoken, value_of, worded
from bot.frozen import Frozen

T = TypeVar("T")
MEGABYTE = 1024 * 1024
# The bot's own folder, from which the child imports it.
_ROOT = Path(__file__).parents[2]
_PIECE = 64 * 1024
# Two at a time, where that leaves a processor to whoever answers people.
MOST = 2 if (os.cpu_count() or 1) > 2 else 1
# How much lower than the bot's a child's priority is, of 19, on systems without SCHED_IDLE.
NICENESS = 10
# Exit codes of the child.
_REFUSED, _MEMORY = 3, 4


class RefusedError(ValueError):
    """What a reader says of a file that it does not take: a sentence that says what to do instead, and its values."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        # A text with braces and no values is a message from elsewhere: its braces are no placeholders.
        is_plain = isinstance(sentence, Worded) or ("{" in sentence and not values)
        self.why = sentence if is_plain else worded(sentence, **values)
        super().__init__(self.why)


class Limits(Frozen, frozen=True):
    """What a child may use: seconds of processor time and on the clock; bytes of memory beyond its own, of output."""

    processor: int = 10
    # Long, for a child has little of a busy machine's processor; shorter where nothing limits its processor time.
    seconds: int = 240 if find_spec("resource") else 30
    memory: int = 256 * MEGABYTE
    output: int = 16 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Readers:
    """Reads files in children, at most `most` at a time; further files wait for their turn."""

    limits: Limits = field(default_factory=Limits)
    most: int = MOST
    _turns: threading.BoundedSemaphore = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_turns", threading.BoundedSemaphore(self.most))

    def read(
        self, reader: str, type: type[T], content: bytes, arguments: Mapping[str, str], show: Show | None = None
    ) -> T:
        """Return what the function `reader` ("package.module:name") makes of a file; raises its RefusedError.

        The function takes the content, and the arguments by name, and returns a value that JSON can hold. `show` is
        called in a thread of its own with how much is done, and of how much.
        """
        with self._turns:
            code, output = _run(_Order(reader, dict(arguments), self.limits, show is not None), content, show)
        if len(output) > self.limits.output:
            raise RefusedError("there is too much to read in it; split it into smaller files")
        if code == 0:
            return msgspec.json.decode(output, type=type)
        raise RefusedError(_said(output) if code == _REFUSED else _why(code))


def _said(output: bytes) -> str:
    return spoken(msgspec.json.decode(output, type=str | Said))


def _why(code: int | None) -> Worded:
    if code is None:
        return worded("it takes too long to read; split it into smaller files")
    if code == _MEMORY:
        return worded("it needs too much memory to read; split it into smaller files")
    return worded("it is built in a way that cannot be read; save it anew in the program it comes from")


def _run(order: _Order, content: bytes, show: Show | None) -> tuple[int | None, bytes]:
    """Return the child's exit code, None when its time was over, and its output."""
    child = _started(subprocess.PIPE if show else subprocess.DEVNULL)
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the child has no pipes")
    is_late = threading.Event()
    alarm = threading.Timer(order.limits.seconds, _kill, (child, is_late))
    alarm.start()
    threads = (
        threading.Thread(target=_send, args=(child.stdin, order, content), daemon=True),
        threading.Thread(target=_watch, args=(child.stderr, show), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        output = _bounded(child.stdout, order.limits.output)
    finally:
        child.stdout.close()
        code = _ended(child)
        alarm.cancel()
        for thread in threads:
            thread.join()
    return (None if is_late.is_set() or _is_out_of_time(code) else code), output


def _started(stderr: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot.files.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=_ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
    )


def _kill(child: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    is_late.set()
    child.kill()


def _ended(child: subprocess.Popen[bytes]) -> int:
    """Return a child's exit code, having killed it if it goes on for a second after its output was closed."""
    with suppress(subprocess.TimeoutExpired):
        return child.wait(1)
    child.kill()
    return child.wait()


def _watch(pipe: IO[bytes] | None, show: Show | None) -> None:
    """Show how far the child is, until it has ended."""
    if pipe and show:
        with pipe:
            show_lines(pipe, show)


def _send(pipe: IO[bytes], order: _Order, content: bytes) -> None:
    # A child that was ended reads no further.
    with suppress(OSError):
        pipe.write(msgspec.json.encode(order) + b"\n" + content)
    with suppress(OSError):
        pipe.close()


def _bounded(pipe: IO[bytes], limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= limit and (piece := pipe.read(_PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _is_out_of_time(code: int) -> bool:
    # The system ends a process that has used its processor time by SIGXCPU (24), and after a second by SIGKILL.
    return code in (-24, -9)


def _give_way() -> None:
    """Let the process that answers people go first, as far as the system can and a sandbox permits."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICENESS)
    if sys.platform == "linux":
        # It runs only while no other process would: https://man7.org/linux/man-pages/man7/sched.7.html.
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _limit(limits: Limits) -> None:
    """Hold this process to its limits, as far as the system has such."""
    try:
        import resource
    except ImportError:
        return
    # Starting has cost some already.
    usage = resource.getrusage(resource.RUSAGE_SELF)
    processor = math.ceil(usage.ru_utime + usage.ru_stime) + limits.processor
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = _address_space()
    # macOS has the limit and does not keep it.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, used + limits.memory))


def _address_space() -> int:
    """Return how many bytes of addresses this process has, which its libraries take before any file is read."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 * MEGABYTE
    return pages * os.sysconf("SC_PAGE_SIZE")


class _Order(Frozen, frozen=True):
    reader: str
    arguments: dict[str, str]
    limits: Limits
    is_watched: bool = False


def main() -> int:
    """Read the order and the file from the standard input, and write what the reader makes of it."""
    _give_way()
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=_Order)
    module, _, name = order.reader.partition(":")
    reader: Callable[..., object] = getattr(import_module(module), name)
    _limit(order.limits)
    if order.is_watched:
        READING.begin(sys.stderr.buffer)
    # The module that runs as a program is not the one that readers import.
    refused = import_module("bot.files.child").RefusedError
    try:
        output = msgspec.json.encode(reader(sys.stdin.buffer.read(), **order.arguments))
    except refused as error:
        sys.stdout.buffer.write(msgspec.json.encode(value_of(error.why)))
        return _REFUSED
    except MemoryError:
        return _MEMORY
    sys.stdout.buffer.write(output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
