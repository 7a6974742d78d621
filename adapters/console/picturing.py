"""Writes the picture of an answer into a file, drawn at once: whoever asks for one on the command line waits for it."""

from __future__ import annotations

from pathlib import Path

from adapters.console import words
from bot.chat import Picture, UsageError
from bot.replies.catalog import Catalog

ENDINGS = (".png", ".svg")


def write_picture(picture: Picture | None, path: Path, say: Catalog) -> str:
    """Write a picture into a file, in place of what is there, and return what to say of it; UsageError why not."""
    if picture is None:
        raise UsageError(say(words.NO_PICTURE))
    content = _drawn(picture, path.suffix.lower())
    if content is None:
        raise UsageError(say(words.NOT_DRAWABLE))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(say(words.NOT_SAVED, name=path.name, reason=error.strerror or type(error).__name__)) from None
    return say(words.SAVED, path=path.absolute())


def _drawn(picture: Picture, ending: str) -> bytes | None:
    # Loading what draws takes 20 MB, which only this command needs in its own process.
    from bot.pictures.drawing import png, svg

    return svg(picture.recipe, picture.look).encode() if ending == ".svg" else png(picture.recipe, picture.look)
