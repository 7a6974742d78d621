"""The studio: one worker process draws, from the first picture on until it is idle; pictures are kept on disk."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path
from typing import TYPE_CHECKING

from bot.pictures.recipes import Look, Recipe, name_of
from bot.pictures.worker import start, work

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

# The size of about a thousand of the largest pictures.
KEPT_BYTES = 64 * 1024 * 1024
IDLE_SECONDS = 120.0
# How many names of pictures that cannot be drawn are remembered.
MOST_BLANK = 1_000


class Studio:
    """Draws pictures, each content once. May be used by several threads; `close` ends the worker."""

    def __init__(self, folder: Path, kept: int = KEPT_BYTES, idle: float = IDLE_SECONDS) -> None:
        self._folder = folder
        self._kept = kept
        self._idle = idle
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._timer: threading.Timer | None = None
        self._drawing: dict[str, Future[bytes | None]] = {}
        self._blank: set[str] = set()

    def draw(self, recipe: Recipe, look: Look) -> Future[bytes | None]:
        """Return a future of the picture as PNG, or of None when our font lacks a character of it.

        The future raises what went wrong in the worker; the next picture gets a new worker. This reads the disk and may
        start a process, so it must not be called on an event loop.
        """
        name = name_of(recipe, look)
        content = self.drawn(name)
        if content is not None or name in self._blank:
            done: Future[bytes | None] = Future()
            done.set_result(content)
            return done
        with self._lock:
            known = self._drawing.get(name)
            drawing = self._drawing[name] = known or self._submit(recipe, look)
        if known is None:
            drawing.add_done_callback(lambda drawn: self._finish(drawn, name))
        return drawing

    def drawn(self, name: str) -> bytes | None:
        """Return a picture that was drawn before, by the name of its file; None when it is not kept."""
        with contextlib.suppress(OSError):
            path = self._folder / name
            content = path.read_bytes()
            path.touch()
            return content
        return None

    def close(self) -> None:
        """End the worker, if there is one, after the pictures that it is drawing."""
        with self._lock:
            pool, self._pool = self._pool, None
            if self._timer:
                self._timer.cancel()
        if pool:
            pool.shutdown()

    def _submit(self, recipe: Recipe, look: Look) -> Future[bytes | None]:
        self._wait_for_idleness()
        if self._pool is None:
            self._pool = _pool()
        try:
            return self._pool.submit(work, recipe, look, self._folder, self._kept)
        except BrokenExecutor:
            self._pool = _pool()
            return self._pool.submit(work, recipe, look, self._folder, self._kept)

    def _wait_for_idleness(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(self._idle, self.close)
        self._timer.daemon = True
        self._timer.start()

    def _finish(self, drawing: Future[bytes | None], name: str) -> None:
        with self._lock:
            self._drawing.pop(name, None)
            if len(self._blank) >= MOST_BLANK:
                self._blank.clear()
            if not (drawing.cancelled() or drawing.exception() or drawing.result()):
                self._blank.add(name)


def _pool() -> ProcessPoolExecutor:
    # Loaded with the first picture, before which nothing needs it.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked child would share the database's connections and locks.
    return ProcessPoolExecutor(1, get_context("spawn"), start)
