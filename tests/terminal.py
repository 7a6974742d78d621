"""A terminal in memory: a program runs on a pseudo-terminal, and what its user would see can be read."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from time import perf_counter
from types import TracebackType
from typing import Self

import pyte

# Seconds a program has to show something; a busy machine takes long to start Python.
PATIENCE = 60.0
# Seconds after which a terminal is asked again how it is set, of which it sends no word.
GLANCE = 0.02
Cell = pyte.screens.Char


class _Screen(pyte.Screen):
    """A screen that answers a program which asks where the cursor is."""

    def __init__(self, columns: int, lines: int, terminal: int) -> None:
        super().__init__(columns, lines)
        self._terminal = terminal

    def write_process_input(self, data: str) -> None:
        os.write(self._terminal, data.encode())


class Terminal:
    """A program on a terminal of some kind, of so many columns and lines, until the `with` ends."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        columns: int = 80,
        lines: int = 120,
        kind: str = "xterm-256color",
        encoding: str = "utf-8",
    ) -> None:
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen = _Screen(columns, lines, self._end)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        environ = {**environ, "TERM": kind}
        self._program = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._end)

    def type(self, keys: str) -> None:
        r"""Press keys; Return is \r, Ctrl-C \x03, Ctrl-D \x04."""
        os.write(self._end, keys.encode())

    def wait_for(self, text: str, times: int = 1) -> None:
        """Wait until a text stands on the screen so many times; AssertionError with the screen if it never does."""
        until = perf_counter() + PATIENCE
        while self.text.count(text) < times:
            assert perf_counter() < until, f"{text!r} is not shown {times} times:\n{self.text}"
            self._read(until)

    def wait_until_it_reads(self) -> None:
        """Wait until the program shows itself what is typed; before that the terminal would, byte by byte."""
        until = perf_counter() + PATIENCE
        while termios.tcgetattr(self._end)[3] & termios.ECHO:
            assert perf_counter() < until, f"it reads no keys:\n{self.text}"
            self._read(perf_counter() + GLANCE)

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and return its exit code."""
        until = perf_counter() + PATIENCE
        while self._read(until):
            assert perf_counter() < until, f"it does not end:\n{self.text}"
        return self._program.wait()

    @property
    def text(self) -> str:
        """What stands on the screen, a line a line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def cell(self, text: str) -> Cell:
        """Return the first letter of a text as it is shown: its colour, and whether it is bold."""
        for row, line in enumerate(self._screen.display):
            if (column := line.find(text)) >= 0:
                return self._screen.buffer[row][column]
        raise AssertionError(f"{text!r} is not shown:\n{self.text}")

    def _read(self, until: float) -> bool:
        """Show what has come meanwhile; False once the program has closed the terminal."""
        if not select.select([self._end], [], [], max(0.0, until - perf_counter()))[0]:
            return True
        try:
            came = os.read(self._end, 65536)
        except OSError:
            # Linux says so where others send nothing.
            return False
        self._stream.feed(self._decoder.decode(came))
        return bool(came)
