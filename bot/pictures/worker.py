"""The worker process; what draws is loaded only here, so that the bot's own process stays small."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path

from bot.pictures.recipes import Look, Recipe, is_kept, name_of

NICE = 5


def start() -> None:
    """Prepare the worker process: it ignores Ctrl-C, which also reaches the bot's own process, and ends with that.

    Its priority is lower than the bot's, since answers are more urgent than pictures.
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
        # With a full disk the picture is shown all the same, and only not kept.
        with contextlib.suppress(OSError):
            _keep(folder / name_of(recipe, look), content, kept)
    return content


def _end_with_parent() -> None:
    """End this process when the bot has ended, which cannot end its worker itself when it is killed."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(0)


def _keep(path: Path, content: bytes, kept: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    ages = sorted(((picture.stat().st_mtime, picture) for picture in path.parent.glob("*.png")), reverse=True)
    total = 0
    for _, picture in ages:
        total += picture.stat().st_size
        if total > kept:
            picture.unlink(missing_ok=True)
