"""A file of questions as the child process that read it returns it: what to show of it, and its questions to store.

The child process does as much of the work as it can, since people wait while the bot itself works on a large file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.facts.model import Question
from bot.frozen import Frozen, replace
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.own import in_pieces, named, tags_of

# Imported where it is needed, since it loads the readers of a dozen formats.
if TYPE_CHECKING:
    from bot.trivia.formats.known import Read

# How many questions a community's own pack has at most.
MOST_QUESTIONS = 2_000


class Packed(Frozen, frozen=True):
    """What was read in a file: what to show of it, and its questions in pieces, each a list in JSON."""

    format: str
    imported: Imported
    count: int
    preview: tuple[Question, ...]
    is_typed_only: bool
    opinions: int
    tags: tuple[str, ...]
    pieces: tuple[msgspec.Raw, ...]


def read_packed_apart(name: str, content: bytes, format: str = "", columns: Columns | None = None) -> Packed:
    """Read a stranger's file in a process of its own; RefusedError when it cannot be read."""
    from bot.trivia.formats.known import READ_APART

    arguments = {"name": name, "format": format, "columns": str(columns) if columns else ""}
    return READ_APART.read("bot.trivia.packing:read_packed", Packed, content, arguments)


def read_packed(content: bytes, name: str, format: str = "", columns: str = "") -> Packed:
    """Read a file of questions, and pack them."""
    from bot.trivia.formats.known import read_known

    return packed(read_known(content, name, format, columns))


def packed(read: Read) -> Packed:
    """Pack what was read; the questions get their ids here."""
    from bot.trivia.formats.known import PREVIEWED

    read = replace(read, imported=named(read.imported))
    questions = read.imported.questions
    return Packed(
        read.format,
        replace(read.imported, questions=()),
        len(questions),
        questions[:PREVIEWED],
        read.is_typed_only,
        read.opinions,
        tags_of(questions),
        tuple(map(msgspec.Raw, in_pieces(questions))) if len(questions) <= MOST_QUESTIONS else (),
    )
