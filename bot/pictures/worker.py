"""The worker process; what draws is loaded only here, so that the bot's own process stays as small as it was."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path

from bot.pictures.recipes import Look, Recipe, is_kept, name_of

NICE = 5


def start() -> None:
    """Leave Ctrl-C, which a terminal sends to the whole group, to the bot's own process, and end when that does.

    Where processors are short, answers go before pictures.
    """
    if hasattr(os, "nice"):
        # A sandbox need not permit it.
        with contextlib.suppress(OSError):
            os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def work(recipe: Recipe, look: Look, folder: Path, kept: int) -> bytes | None:
    """Return the picture as PNG, kept in a folder of so many bytes; None when the font lacks a character of it."""
    from bot.pictures.drawing import png

    content = png(recipe, look)
    if content and is_kept(recipe):
        # A full disk keeps nothing, and hinders nobody.
        with contextlib.suppress(OSError):
            _keep(folder / name_of(recipe, look), content, kept)
    return content


def _end_with_parent() -> None:
    """A bot that was killed cannot end its worker, which would wait for work for ever."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(0)


def _keep(path: Path, content: bytes, kept: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    ages = sorted(((one.stat().st_mtime, one) for one in path.parent.glob("*.png")), reverse=True)
    total = 0
    for _, picture in ages:
        total += picture.stat().st_size
        if total > kept:
            picture.unlink(missing_ok=True)
