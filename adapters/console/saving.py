"""Puts files that come with an answer into the folder somebody is in, beside whatever lies there already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from adapters.console import words
from bot.chat import File, Reply
from bot.replies.catalog import Catalog


def saved(reply: Reply, folder: Path, say: Catalog) -> Reply:
    """Return a reply that says where its files lie now, or why they could not be written."""
    notes = tuple(_save(file, folder, say) for file in reply.files)
    return replace(reply, files=(), notes=(*reply.notes, *notes))


def _save(file: File, folder: Path, say: Catalog) -> str:
    try:
        return words.saved(say, str(_written(file, folder).absolute()))
    except OSError as error:
        return words.not_saved(say, file.name, error.strerror or type(error).__name__)


def _written(file: File, folder: Path) -> Path:
    """Write a file under the first name that is free."""
    for path in _names(folder / Path(file.name).name):
        try:
            with path.open("xb") as new:
                new.write(file.content)
        except FileExistsError:
            continue
        return path
    raise AssertionError("names do not end")


def _names(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_stem(f"{path.stem}-{number}")
        number += 1
