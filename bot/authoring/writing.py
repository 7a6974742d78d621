"""Writes packs that the reader of packs takes: a small one to start from, questions, and what a spreadsheet gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import yaml

from bot.authoring.fields import ID
from bot.authoring.sheets import TITLE_LIMIT, Drafting
from bot.facts.model import NAME_LIMIT, Question

_FILES = {
    "pack.yaml": """\
# yaml-language-server: $schema=.schema/pack.schema.json
title: {title}
description: Say here in a sentence or two what the pack tells.
license: CC-BY-SA-4.0
languages: [en]
version: "1"
as_of: {month}
format: 2
maintainers: [Your name]
topics:
  bridges: Bridges
""",
    "publishers.yaml": """\
# yaml-language-server: $schema=.schema/publishers.schema.json
# How far a publisher can be leaned on, with the reason. One that is in no table is weak.
# primary, official, scholarly, agency, press, reference or weak
Simon & Schuster: {{tier: reference, reason: a history with notes on where each thing stands}}
""",
    "sources.yaml": """\
# yaml-language-server: $schema=.schema/sources.schema.json
# A source is a page, document or book that you have read. Its id is what facts cite.
# This one is a book, and is cited without an address; a page has a url. Never make an address up.
mccullough-great-bridge:
  title: The Great Bridge
  author: David McCullough
  publisher: Simon & Schuster
  published: 1972
  read: {today}
""",
    "people.yaml": """\
# yaml-language-server: $schema=.schema/people.schema.json
emily-roebling:
  name: Emily Warren Roebling
  aliases: [Emily Roebling]
  text: She carried her sick husband's orders to the builders of the Brooklyn Bridge until it was done.
  country: United States
  roles:
    - {{title: Assistant to the chief engineer of the Brooklyn Bridge, from: 1872, to: 1883}}
  sources:
    - mccullough-great-bridge, chapters on the years of her husband’s illness
""",
    "terms.yaml": """\
# yaml-language-server: $schema=.schema/terms.schema.json
suspension-bridge:
  name: Suspension bridge
  kind: concept
  text: A bridge whose roadway hangs from cables that run over towers.
  sources:
    - mccullough-great-bridge, chapter on the plan
""",
    "events/1883.yaml": """\
# yaml-language-server: $schema=../.schema/events.schema.json
# Dates are EDTF: 1883, 1883-05, 1883-05-24, 1870-01-02/1883-05-24, 1883~ (about), 1883? (uncertain).
brooklyn-bridge-opens:
  title: The Brooklyn Bridge opens in New York
  date: 1883-05-24
  text: >-
    After more than thirteen years of building the bridge over the East River was opened. Emily Roebling was among the
    first who crossed it.
  importance: 3
  people:
    - emily-roebling, Assistant to the chief engineer of the Brooklyn Bridge
  terms: [suspension-bridge]
  places: [New York]
  tags: [bridges]
  sources:
    - {{source: mccullough-great-bridge, locator: last chapter, says: the bridge opened on 24 May 1883}}
# A disputed event says what is disputed and has two or more positions; each says who holds it, and where they say it:
#  disputed: who ordered it
#  positions:
#    - who: One side
#      says: What it says, in words it would accept as its own.
#      stake: What interest it has in the matter.
#      sources: [some-source]
#    - who: The other side
#      says: …
#      stake: …
#      sources: [another-source]
""",
    "questions.yaml": """\
# yaml-language-server: $schema=.schema/questions.schema.json
q-brooklyn-bridge-river:
  question: Which river does the Brooklyn Bridge cross?
  answer: The East River
  accept: [East River]
  choices: [The Hudson, The Thames, The Potomac]
  explanation: The bridge, opened in 1883, crosses the East River in New York.
  difficulty: 1
  about: [brooklyn-bridge-opens]
  tags: [bridges]
  sources:
    - mccullough-great-bridge, last chapter
""",
}


def write_questions(folder: Path, title: str, author: str, questions: Sequence[Question], today: date) -> None:
    """Write a pack of questions alone; ValueError when the folder cannot name a pack, or is there already."""
    make_folder(folder)
    tags = dict.fromkeys(tag for question in questions for tag in question.tags)
    topics = {tag: tag.replace("-", " ").capitalize() for tag in tags}
    info = _info(title or folder.name.replace("-", " "), f"{len(questions)} imported questions.", topics, today)
    _dump(folder / "pack.yaml", info | ({"maintainers": [author[:NAME_LIMIT]]} if author else {}))
    _dump(folder / "questions.yaml", {question.id: _fields(question) for question in questions})


def write_draft(folder: Path, drafting: Drafting) -> None:
    """Write a pack of a spreadsheet's rows; ValueError when the folder cannot name a pack, or is there already."""
    make_folder(folder)
    description = f"{len(drafting.events)} events from a spreadsheet."
    info = _info(folder.name.replace("-", " ").capitalize(), description, drafting.topics, drafting.today)
    _dump(folder / "pack.yaml", info | {"license": "unknown; say here who may use it"})
    for name, records in drafting.files.items():
        _dump(folder / name, records)


def make_folder(folder: Path) -> None:
    """Make a new pack's folder; ValueError when it cannot name a pack, or is there already."""
    if not ID.fullmatch(folder.name):
        raise ValueError(f"“{folder.name}” cannot name a pack; use lower-case letters, digits and hyphens")
    if folder.exists():
        raise ValueError(f"“{folder}” exists already; choose another name")
    folder.mkdir(parents=True)


def _info(title: str, description: str, topics: Mapping[str, str], today: date) -> dict[str, object]:
    return {
        "title": title[:TITLE_LIMIT],
        "description": description,
        "license": "unknown; ask the author before you hand it on",
        "languages": ["en"],
        "version": "1",
        "as_of": f"{today:%Y-%m}",
        **({"topics": dict(topics)} if topics else {}),
    }


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
    """Return the explanation, which only an opinion may lack."""
    text = question.explanation or ("" if question.is_opinion else f"The answer is: {question.answer}")
    return {"explanation": text} if text else {}


def _dump(path: Path, content: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        yaml.safe_dump(content, file, allow_unicode=True, sort_keys=False, width=110)


def write_template(folder: Path, today: date) -> tuple[Path, ...]:
    """Write the files of a new pack and return them; ValueError when the name cannot be one, or is taken."""
    make_folder(folder)
    values = {"title": folder.name.replace("-", " ").capitalize(), "today": today, "month": f"{today:%Y-%m}"}
    paths = []
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**values), encoding="utf-8")
        paths.append(path)
    return tuple(paths)
