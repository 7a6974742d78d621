"""A community's own packs: questions that its moderators brought, which nobody else is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import TypeAlias

from bot.facts.model import Question
from bot.trivia.formats.columns import Columns
from bot.trivia.formats.imported import Imported, Remark, slug_of

Questions: TypeAlias = tuple[Question, ...]

TITLE_LIMIT, AUTHOR_LIMIT = 90, 100


@dataclass(frozen=True, slots=True)
class OwnPack:
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


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list tells of a community's own pack."""

    name: str
    title: str
    author: str
    count: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack that waits for somebody's word: one that was read, before it is taken, or one that another replaced.

    `key` is unique in its community. Of a table whose columns somebody may know better, `file` and `content` are kept.
    """

    key: str
    pack: OwnPack
    columns: Columns | None = None
    file: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class PackDrafted:
    """A pack that waits from now on."""

    platform: str
    community: str
    draft: PackDraft
    at: datetime


@dataclass(frozen=True, slots=True)
class PackDraftDropped:
    """A pack that waits no longer."""

    platform: str
    community: str
    key: str


@dataclass(frozen=True, slots=True)
class PackImported:
    """A pack that is a community's own from now on, in place of one of the same name."""

    platform: str
    community: str
    pack: OwnPack


@dataclass(frozen=True, slots=True)
class PackRemoved:
    """A pack that a community has no longer."""

    platform: str
    community: str
    name: str


def named(imported: Imported) -> Imported:
    """Return questions under ids by which the same question is known again, in whatever file it comes.

    One that stands in the file twice is kept once, and told of.
    """
    found: dict[str, Question] = {}
    remarks = list(imported.remarks)
    for number, question in enumerate(imported.questions, 1):
        id = _id(question)
        if id in found:
            text = "stands in the file before, with the same answer"
            remarks.append(Remark(f"question {number}, “{question.question[:60]}”", text, is_lost=True))
        else:
            found[id] = replace(question, id=id)
    return replace(imported, questions=tuple(found.values()), remarks=tuple(remarks))


def pack_of(imported: Imported, file: str, name: str, now: datetime) -> OwnPack:
    """Return the pack that a file makes: called `name`, or else as it calls itself, or else as the file is.

    Its name is "" when there is no Latin letter or digit in any of these.
    """
    stem = file.partition(".")[0]
    called = name or imported.title or stem
    title = (imported.title or called)[:TITLE_LIMIT]
    slug = slug_of(called) or slug_of(stem)
    return OwnPack(slug, title, imported.author[:AUTHOR_LIMIT], imported.questions, now)


def _id(question: Question) -> str:
    # Opinions may be asked for in the same words, of other choices.
    right = question.choices if question.is_opinion else (question.answer,)
    said = "\n".join((question.question, *right)).casefold()
    return f"own-{blake2b(said.encode(), digest_size=8).hexdigest()}"
