"""How far the reading of a file is: the process that reads it writes lines, the one that waits shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

Show = Callable[[int, int], None]
# How many lines are written, however much there is to do.
STEPS = 100


class Progress:
    """Writes how much is done, and of how much, once `begin` has said where to."""

    def __init__(self) -> None:
        self._out: IO[bytes] | None = None

    def begin(self, out: IO[bytes]) -> None:
        """Write each step as a line of two numbers from now on."""
        self._out = out

    def tell(self, done: int, total: int) -> None:
        """Write that `done` of `total` is done, at every hundredth of it."""
        if self._out and done % max(total // STEPS, 1) == 0:
            self._out.write(f"{done} {total}\n".encode())
            self._out.flush()


# Of the process that reads; nobody but its `main` begins it.
READING = Progress()


def show_lines(lines: IO[bytes], show: Show) -> None:
    """Show each step, until the other process has ended; a line that is no step is ignored."""
    for line in lines:
        done, _, total = line.decode("ascii", "replace").strip().partition(" ")
        if done.isdecimal() and total.isdecimal():
            show(int(done), int(total))


def bar(done: int, total: int, width: int = 30) -> str:
    """Return a bar and a percentage: "[###.......]  30 %"."""
    share = min(done / total, 1.0) if total else 0.0
    filled = int(share * width)
    return f"[{'#' * filled}{'.' * (width - filled)}] {int(share * 100):3} %"
