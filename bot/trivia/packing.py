"""A file of questions as the child that read it hands it on: what is shown of it, and its questions as they are stored.

What the bot itself does for a large file, it does while people wait for it; so the child does all that it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.facts.model import Question
from bot.frozen import Frozen, replace
from bot.trivia.formats.columns import Columns
from bot.trivia.formats.imported import Imported
from bot.trivia.own import in_pieces, named, tags_of

# What reads a dozen formats takes as long to load as a look-up does, and is needed for the first file alone.
if TYPE_CHECKING:
    from bot.trivia.formats.known import Read

# More questions than this are no pack of a community's own.
MOST_QUESTIONS = 2_000


class Packed(Frozen, frozen=True):
    """What a file gave: what is said of it, without its questions, and these in pieces, each a list in JSON."""

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
    """Read a file of questions, and pack what it gives."""
    from bot.trivia.formats.known import read_known

    return packed(read_known(content, name, format, columns))


def packed(read: Read) -> Packed:
    """Pack what was read, under the ids by which the same question is known again."""
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
