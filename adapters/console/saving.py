"""Puts files that come with an answer into the folder somebody is in, beside whatever lies there already."""

from __future__ import annotations

from pathlib import Path

from adapters.console import words
from bot.chat import File, Reply
from bot.frozen import replace
from bot.replies.catalog import Catalog


def saved(reply: Reply, folder: Path, say: Catalog) -> Reply:
    """Return a reply that says where its files lie now, or why they could not be written."""
    notes = tuple(_save(file, folder, say) for file in reply.files)
    return replace(reply, files=(), notes=(*reply.notes, *notes))


def _save(file: File, folder: Path, say: Catalog) -> str:
    try:
        return say(words.SAVED, path=_written(file, folder).absolute())
    except OSError as error:
        return say(words.NOT_SAVED, name=file.name, reason=error.strerror or type(error).__name__)


def _written(file: File, folder: Path) -> Path:
    """Write a file under the first name that is free."""
    first = path = folder / Path(file.name).name
    number = 1
    while True:
        try:
            with path.open("xb") as new:
                new.write(file.content)
            return path
        except FileExistsError:
            number += 1
            path = first.with_stem(f"{first.stem}-{number}")
