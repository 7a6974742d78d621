"""How far the reading of a file is: the process that reads it writes it down, and the one that waits shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

Show = Callable[[int, int], None]
# So many steps are told of, however much there is.
STEPS = 100


class Progress:
    """Tells how much is done of how much, once somebody wants to know."""

    def __init__(self) -> None:
        self._out: IO[bytes] | None = None

    def begin(self, out: IO[bytes]) -> None:
        """Write each step as a line of two numbers from now on."""
        self._out = out

    def tell(self, done: int, total: int) -> None:
        """Say that so much of so much is done."""
        if self._out and done % max(total // STEPS, 1) == 0:
            self._out.write(f"{done} {total}\n".encode())
            self._out.flush()


# Of the process that reads; nobody but its `main` begins it.
READING = Progress()


def show_lines(lines: IO[bytes], show: Show) -> None:
    """Show each step that is read, until the other process has ended; what is no step is left out."""
    for line in lines:
        done, _, total = line.decode("ascii", "replace").strip().partition(" ")
        if done.isdecimal() and total.isdecimal():
            show(int(done), int(total))


def bar(done: int, total: int, width: int = 30) -> str:
    """Draw how far it is: a bar and a percentage."""
    share = min(done / total, 1.0) if total else 0.0
    filled = int(share * width)
    return f"[{'#' * filled}{'.' * (width - filled)}] {int(share * 100):3} %"
