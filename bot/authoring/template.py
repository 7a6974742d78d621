"""Writes a small valid pack for an author to start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.authoring.writing import make_folder

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
