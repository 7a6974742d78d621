"""Writes questions, and what a spreadsheet gave, as packs that the reader of packs takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from bot.authoring.fields import ID
from bot.authoring.sheets import Drafting
from bot.facts.model import Question


def write_questions(folder: Path, title: str, author: str, questions: Sequence[Question], today: date) -> None:
    """Write a pack of questions alone; ValueError when the folder cannot name a pack, or is there already."""
    make_folder(folder)
    _dump(folder / "pack.yaml", _info(title or folder.name.replace("-", " "), author, questions, today))
    _dump(folder / "questions.yaml", {question.id: _fields(question) for question in questions})


def write_draft(folder: Path, drafting: Drafting) -> None:
    """Write a pack of a spreadsheet's rows; ValueError when the folder cannot name a pack, or is there already."""
    make_folder(folder)
    info = {
        "title": folder.name.replace("-", " ").capitalize(),
        "description": f"{len(drafting.events)} events from a spreadsheet.",
        "license": "unknown; say here who may use it",
        "languages": ["en"],
        "version": "1",
        "as_of": f"{drafting.today:%Y-%m}",
        "topics": drafting.topics,
    }
    _dump(folder / "pack.yaml", {name: value for name, value in info.items() if value})
    for name, records in drafting.files.items():
        _dump(folder / name, records)


def make_folder(folder: Path) -> None:
    """Make a new pack's folder; ValueError when it cannot name a pack, or is there already."""
    if not ID.fullmatch(folder.name):
        raise ValueError(f"“{folder.name}” cannot name a pack; use lower-case letters, digits and hyphens")
    if folder.exists():
        raise ValueError(f"“{folder}” exists already; choose another name")
    folder.mkdir(parents=True)


def _info(title: str, author: str, questions: Sequence[Question], today: date) -> dict[str, object]:
    tags = dict.fromkeys(tag for question in questions for tag in question.tags)
    info: dict[str, object] = {
        "title": title[:90],
        "description": f"{len(questions)} imported questions.",
        "license": "unknown; ask the author before you hand it on",
        "languages": ["en"],
        "version": "1",
        "as_of": f"{today:%Y-%m}",
        "topics": {tag: tag.replace("-", " ").capitalize() for tag in tags},
    }
    return info | ({"maintainers": [author[:100]]} if author else {})


def _fields(question: Question) -> dict[str, object]:
    fields: dict[str, object] = {
        "question": question.question,
        **_right(question),
        "accept": list(question.accept),
        "choices": list(question.choices),
        **_why(question),
        "difficulty": question.difficulty,
        "tags": list(question.tags),
    }
    return {name: value for name, value in fields.items() if value != []}


def _right(question: Question) -> dict[str, object]:
    if question.is_opinion:
        return {"opinion": True}
    return {"right": list(question.right)} if question.right else {"answer": question.answer}


def _why(question: Question) -> dict[str, object]:
    """Return the explanation; only of an opinion there may be none."""
    text = question.explanation or ("" if question.is_opinion else f"The answer is: {question.answer}")
    return {"explanation": text} if text else {}


def _dump(path: Path, content: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        yaml.safe_dump(content, file, allow_unicode=True, sort_keys=False, width=110)
