"""A community's own packs: questions that its moderators brought, which nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import TypeAlias

import msgspec

from bot.community import Community
from bot.facts.model import Question
from bot.frozen import Frozen, replace
from bot.trivia.formats.columns import Columns
from bot.trivia.formats.imported import Imported, Remark, slug_of

Questions: TypeAlias = tuple[Question, ...]

TITLE_LIMIT, AUTHOR_LIMIT = 90, 100
# So many bytes are stored in one transaction: some 2 ms of work.
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
        """What a list tells of it."""
        return Listed(self.name, self.title, self.author, len(self.questions), self.at)


class Listed(Frozen, frozen=True):
    """What a list tells of a community's own pack."""

    name: str
    title: str
    author: str
    count: int
    at: datetime


class Piece(Frozen, frozen=True):
    """A piece of what is too large to be stored at once: of a bundle, which whoever needs all of it knows by its name.

    `at` is when it came; a bundle that nothing refers to goes after a while.
    """

    bundle: str
    number: int
    content: bytes
    at: datetime


class PackDraft(Frozen, frozen=True):
    """A pack that waits for somebody's word: one that was read, before it is taken, or one that another replaced.

    `key` is unique in its community; `bundle` has the questions, in JSON, and `tags` are all of theirs. Of a table
    whose columns somebody may know better the file is kept: its name is `file`, and `kept` is the bundle it is in.
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
    """The pack that waits under a key is the community's own since `at`, in place of one of the same name."""

    community: Community
    key: str
    at: datetime


class PackSetAside(Frozen, frozen=True):
    """A pack of the community's own, by its name, waits under a key from now on as well: another takes its place."""

    community: Community
    name: str
    key: str
    at: datetime


class PackImported(Frozen, frozen=True):
    """A pack that is a community's own from now on, in place of one of the same name."""

    community: Community
    pack: OwnPack


class PackRemoved(Frozen, frozen=True):
    """A pack that a community has no longer."""

    community: Community
    name: str


def named(imported: Imported) -> Imported:
    """Return questions under ids by which the same question is known again, in whatever file it comes.

    One that stands in the file twice is kept once, and told of.
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
    """Return what a list tells of the pack of a file: called `name`, or else as it calls itself, or as the file is.

    Its name is "" when there is no Latin letter or digit in any of these.
    """
    stem = file.partition(".")[0]
    called = name or imported.title or stem
    title = (imported.title or called)[:TITLE_LIMIT]
    return Listed(slug_of(called) or slug_of(stem), title, imported.author[:AUTHOR_LIMIT], count, now)


def tags_of(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return all that questions are tagged with, each once."""
    return tuple(dict.fromkeys(tag for question in questions for tag in question.tags))


def in_pieces(questions: Sequence[Question]) -> Iterator[bytes]:
    """Return questions as lists in JSON that each have at most PIECE bytes, if only one question has no more."""
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
    # Opinions may be asked for in the same words, of other choices.
    right = question.choices if question.is_opinion else (question.answer,)
    said = "\n".join((question.question, *right)).casefold()
    return f"own-{blake2b(said.encode(), digest_size=8).hexdigest()}"
