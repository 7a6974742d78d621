"""A small file of questions, and what is to come of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.trivia.formats.imported import Imported
from bot.trivia.formats.known import read_known
from tests.gathered import gathered

# Question, answer, other spellings, wrong choices.
Told = tuple[str, str, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file: what is asked of it, how many blocks are left out, and a piece of each remark that must be there."""

    name: str
    content: bytes
    questions: tuple[Told, ...] = ()
    lost: int = 0
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def sample(name: str, content: str | bytes, *questions: Told, lost: int = 0, remarks: tuple[str, ...] = ()) -> Sample:
    """Return a sample, its text in UTF-8."""
    return Sample(name, content.encode() if isinstance(content, str) else content, questions, lost, remarks)


def choice(question: str, answer: str, *wrong: str) -> Told:
    """Return a question with choices."""
    return question, answer, (), wrong


def typed(question: str, answer: str, *accept: str) -> Told:
    """Return a question without choices."""
    return question, answer, accept, ()


def opinion(question: str, *choices: str) -> Told:
    """Return a question of which nothing is right."""
    return question, "", (), choices


def told(imported: Imported) -> tuple[Told, ...]:
    """Return what is asked."""
    return tuple((one.question, one.answer, one.accept, one.choices) for one in imported.questions)


def recognize(name: str, content: bytes) -> str:
    """Return the format of a file; UnreadableError when it is of none."""
    return read_known(content, name).format


def check(given: Sample, imported: Imported) -> None:
    """Hold what was imported against a sample: nothing else is asked, and every block is asked or told."""
    remarks = [str(remark) for remark in imported.remarks]
    assert told(imported) == given.questions
    assert imported.lost == given.lost, remarks
    assert imported.blocks == len(imported.questions) + imported.lost
    assert [piece for piece in given.remarks if not any(piece in remark for remark in remarks)] == [], remarks


def samples() -> dict[str, tuple[Sample, ...]]:
    """Return the files of each format, which its test names in FILES."""
    return {format: files for given in gathered("trivia/formats", "FILES") for format, files in given.items()}
