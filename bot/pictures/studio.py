"""The studio: one warm worker draws, started at the first picture and ended when idle; pictures are kept on disk."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from bot.pictures.recipes import Look, Recipe, name_of
from bot.pictures.worker import start, work

# A thousand or so of the largest pictures.
KEPT_BYTES = 64 * 1024 * 1024
IDLE_SECONDS = 120.0


class Studio:
    """Draws pictures, each content once. May be used by several threads; `close` ends the worker."""

    def __init__(self, folder: Path, kept: int = KEPT_BYTES, idle: float = IDLE_SECONDS) -> None:
        self._folder = folder
        self._kept = kept
        self._idle = idle
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._timer: threading.Timer | None = None

    def draw(self, recipe: Recipe, look: Look) -> Future[bytes | None]:
        """Return the picture as PNG, soon or at once; None when it cannot be drawn with our font.

        The future raises what went wrong in the worker; the next picture gets a new one.
        """
        if content := self.drawn(name_of(recipe, look)):
            done: Future[bytes | None] = Future()
            done.set_result(content)
            return done
        drawing = self._submit(recipe, look)
        drawing.add_done_callback(lambda drawn: self._finish(drawn, name_of(recipe, look)))
        return drawing

    def drawn(self, name: str) -> bytes | None:
        """Return a picture that was drawn before, by the name of its file."""
        with contextlib.suppress(OSError):
            path = self._folder / name
            content = path.read_bytes()
            path.touch()
            return content
        return None

    def close(self) -> None:
        """End the worker, should there be one; what it is drawing is finished first."""
        with self._lock:
            pool, self._pool = self._pool, None
            if self._timer:
                self._timer.cancel()
        if pool:
            pool.shutdown()

    def _submit(self, recipe: Recipe, look: Look) -> Future[bytes | None]:
        with self._lock:
            self._wait_for_idleness()
            if self._pool is None:
                # A forked child would share the database's connections and locks.
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), start)
            try:
                return self._pool.submit(work, recipe, look)
            except BrokenProcessPool:
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), start)
                return self._pool.submit(work, recipe, look)

    def _wait_for_idleness(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(self._idle, self.close)
        self._timer.daemon = True
        self._timer.start()

    def _finish(self, drawing: Future[bytes | None], name: str) -> None:
        if drawing.cancelled() or drawing.exception():
            return
        if content := drawing.result():
            # A full disk keeps nothing, and hinders nobody.
            with contextlib.suppress(OSError):
                self._keep(name, content)

    def _keep(self, name: str, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f".{name}"
        unfinished.write_bytes(content)
        unfinished.replace(self._folder / name)
        pictures = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for path in pictures:
            total += path.stat().st_size
            if total > self._kept:
                path.unlink(missing_ok=True)
