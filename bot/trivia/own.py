"""A community's own packs: questions that its moderators imported, which no other community is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import TypeAlias

import msgspec

from bot.community import Community
from bot.facts.model import Question
from bot.frozen import Frozen, replace
from bot.trivia.formats.imported import Imported, Remark
from bot.trivia.formats.tables.columns import Columns
from bot.trivia.formats.texts import slug_of

Questions: TypeAlias = tuple[Question, ...]

TITLE_LIMIT, AUTHOR_LIMIT = 90, 100
# How many bytes are stored in one transaction, which takes some 2 ms.
PIECE = 128 * 1024


class OwnPack(Frozen, frozen=True):
    """A pack of one community's; `name` is unique there, `at` is when it was imported, aware and in UTC."""

    name: str
    title: str
    author: str
    questions: Questions
    at: datetime

    @property
    def listed(self) -> Listed:
        """The pack as a list shows it."""
        return Listed(self.name, self.title, self.author, len(self.questions), self.at)


class Listed(Frozen, frozen=True):
    """A community's own pack as a list shows it: with the number of its questions instead of the questions."""

    name: str
    title: str
    author: str
    count: int
    at: datetime


class Piece(Frozen, frozen=True):
    """A piece of something too large to be stored at once; `bundle` names all the pieces that belong together.

    `at` is when it came; a bundle that nothing refers to is deleted after a while.
    """

    bundle: str
    number: int
    content: bytes
    at: datetime


class PackDraft(Frozen, frozen=True):
    """A pack that waits for a decision: one that was read and may be imported, or one that was replaced.

    `key` is unique in its community; the `bundle` has the questions in JSON, and `tags` are all of theirs. A table is
    kept too, since a moderator may name its columns: `file` is its name, and `kept` the bundle that it is in.
    """

    key: str
    pack: Listed
    bundle: str = ""
    tags: tuple[str, ...] = ()
    columns: Columns | None = None
    file: str = ""
    kept: str = ""


class PackDrafted(Frozen, frozen=True):
    """A pack that waits from now on."""

    community: Community
    draft: PackDraft
    at: datetime


class PackDraftDropped(Frozen, frozen=True):
    """A pack that waits no longer."""

    community: Community
    key: str


class PackTaken(Frozen, frozen=True):
    """The pack that waits under a key becomes the community's own, and replaces one of the same name."""

    community: Community
    key: str
    at: datetime


class PackSetAside(Frozen, frozen=True):
    """A copy of a community's own pack waits under a key from now on, since another will replace the pack."""

    community: Community
    name: str
    key: str
    at: datetime


class PackImported(Frozen, frozen=True):
    """A pack that is a community's own from now on, and replaces one of the same name."""

    community: Community
    pack: OwnPack


class PackRemoved(Frozen, frozen=True):
    """A pack that a community has no longer."""

    community: Community
    name: str


def named(imported: Imported) -> Imported:
    """Return questions with ids that depend on what they say: the same question has the same id in any file.

    A question that is in the file twice is kept once, with a remark.
    """
    questions: dict[str, Question] = {}
    remarks = list(imported.remarks)
    for number, question in enumerate(imported.questions, 1):
        id = _id(question)
        if id in questions:
            text = "stands in the file before, with the same answer"
            remarks.append(Remark(f"question {number}, “{question.question[:60]}”", text, is_lost=True))
        else:
            questions[id] = replace(question, id=id)
    return replace(imported, questions=tuple(questions.values()), remarks=tuple(remarks))


def pack_of(imported: Imported, file: str, name: str, now: datetime) -> OwnPack:
    """Return the pack that a file makes, called as `listed_of` says."""
    listed = listed_of(imported, len(imported.questions), file, name, now)
    return OwnPack(listed.name, listed.title, listed.author, imported.questions, now)


def listed_of(imported: Imported, count: int, file: str, name: str, now: datetime) -> Listed:
    """Return the pack of a file as a list shows it, named by `name`, or else by the file's title or the file's name.

    The pack's name is "" when none of these has a Latin letter or a digit.
    """
    stem = file.partition(".")[0]
    best = name or imported.title or stem
    title = (imported.title or best)[:TITLE_LIMIT]
    return Listed(slug_of(best) or slug_of(stem), title, imported.author[:AUTHOR_LIMIT], count, now)


def tags_of(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return the tags of questions, each once."""
    return tuple(dict.fromkeys(tag for question in questions for tag in question.tags))


def in_pieces(questions: Sequence[Question]) -> Iterator[bytes]:
    """Return questions as lists in JSON of at most PIECE bytes each; only a single question may be longer."""
    waiting: list[bytes] = []
    for question in map(msgspec.json.encode, questions):
        if waiting and sum(map(len, waiting)) + len(waiting) + len(question) >= PIECE:
            yield b"[%b]" % b",".join(waiting)
            waiting = []
        waiting.append(question)
    if waiting:
        yield b"[%b]" % b",".join(waiting)


def cut(content: bytes) -> Iterator[bytes]:
    """Cut a file into pieces."""
    return (content[first : first + PIECE] for first in range(0, len(content), PIECE))


def bundle(contents: Sequence[bytes], now: datetime) -> tuple[Piece, ...]:
    """Return contents as the pieces of one bundle, which is named after them and the moment."""
    digest = blake2b(now.isoformat().encode(), digest_size=16)
    for content in contents:
        digest.update(content)
    name = digest.hexdigest()
    return tuple(Piece(name, number, content, now) for number, content in enumerate(contents))


def _id(question: Question) -> str:
    # Two questions for an opinion may differ in their choices alone.
    right = question.choices if question.is_opinion else (question.answer,)
    text = "\n".join((question.question, *right)).casefold()
    return f"own-{blake2b(text.encode(), digest_size=8).hexdigest()}"
