"""The worker process; what draws is loaded only here, so that the bot's own process stays as small as it was."""

from __future__ import annotations

import signal

from bot.pictures.recipes import Look, Recipe


def start() -> None:
    """Leave Ctrl-C, which a terminal sends to the whole group, to the bot's own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def work(recipe: Recipe, look: Look) -> bytes | None:
    """Return the picture as PNG; None when the font lacks a character of it."""
    from bot.pictures.drawing import png

    return png(recipe, look)
