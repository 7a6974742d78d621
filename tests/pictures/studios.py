"""A studio whose pictures are drawn when a test says so, and that starts no process."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from bot.pictures.recipes import Look, Recipe, name_of
from bot.pictures.studio import Studio

PNG = b"\x89PNG\r\n\x1a\n"


class HandStudio(Studio):
    """Remembers what is to be drawn; `finish` draws all of it."""

    def __init__(self, *, is_fast: bool = False) -> None:
        super().__init__(Path("unused"))
        self.is_fast = is_fast
        self.content: bytes | None = PNG
        self.error: Exception | None = None
        self.waiting: dict[str, Future[bytes | None]] = {}
        self.known: dict[str, bytes] = {}

    def draw(self, recipe: Recipe, look: Look) -> Future[bytes | None]:
        drawing = self.waiting.setdefault(name_of(recipe, look), Future())
        if self.is_fast:
            self.finish()
        return drawing

    def drawn(self, name: str) -> bytes | None:
        return self.known.get(name)

    def finish(self, content: bytes | None = PNG) -> None:
        """Draw what waits, or nothing of it where there is no content, or fail."""
        drawn = content and self.content
        for name, drawing in self.waiting.items():
            if self.error:
                drawing.set_exception(self.error)
                continue
            if drawn:
                self.known[name] = drawn
            drawing.set_result(drawn)
        self.waiting.clear()
