"""Writes a small valid pack for an author to start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.authoring.fields import ID

_FILES = {
    "pack.yaml": """\
# yaml-language-server: $schema=.schema/pack.schema.json
title: {title}
description: Say here in a sentence or two what the pack tells.
license: CC-BY-SA-4.0
languages: [en]
version: "1"
as_of: {month}
maintainers: [Your name]
topics:
  treaties: Treaties
""",
    "sources.yaml": """\
# yaml-language-server: $schema=.schema/sources.schema.json
# A source is a page, document or book that you have read. Its id is what facts cite.
nato-treaty:
  title: The North Atlantic Treaty
  publisher: NATO
  url: https://www.nato.int/cps/en/natohq/official_texts_17120.htm
  published: 1949-04-04
  read: {today}
""",
    "people.yaml": """\
# yaml-language-server: $schema=.schema/people.schema.json
dean-acheson:
  name: Dean Acheson
  aliases: [Dean Gooderham Acheson]
  text: American lawyer and diplomat who signed the North Atlantic Treaty for the United States.
  country: United States
  sources:
    - nato-treaty, list of signatures
""",
    "terms.yaml": """\
# yaml-language-server: $schema=.schema/terms.schema.json
north-atlantic-treaty:
  name: North Atlantic Treaty
  aliases: [Washington Treaty]
  kind: treaty
  text: The treaty on which NATO rests; twelve states signed it in Washington.
  signed: 1949-04-04
  sources:
    - nato-treaty, first and last paragraphs
""",
    "events/1949.yaml": """\
# yaml-language-server: $schema=../.schema/events.schema.json
# Dates are EDTF: 1949, 1949-04, 1949-04-04, 1949-04-04/1949-08-24, 1949~ (about), 1949? (uncertain).
treaty-signed-1949:
  title: Twelve states sign the North Atlantic Treaty
  date: 1949-04-04
  text: >-
    Ministers of ten European states, the United States and Canada signed the North Atlantic Treaty in Washington.
  importance: 5
  people: [dean-acheson]
  terms: [north-atlantic-treaty]
  places: [Washington]
  tags: [treaties]
  sources:
    - nato-treaty, list of signatures
# A disputed event has two or more positions; each says who holds it and where they say it:
#  positions:
#    - who: One side
#      says: What it says, in words it would accept as its own.
#      sources: [some-source]
#    - who: The other side
#      says: …
#      sources: [another-source]
""",
    "questions.yaml": """\
# yaml-language-server: $schema=.schema/questions.schema.json
q-treaty-city:
  question: In which city was the North Atlantic Treaty signed?
  answer: Washington
  accept: [Washington DC]
  choices: [London, Paris, Brussels]
  explanation: The ministers signed it in Washington on 4 April 1949.
  difficulty: 1
  about: [treaty-signed-1949]
  tags: [treaties]
  sources:
    - nato-treaty, last paragraph
""",
}


def write_template(folder: Path, today: date) -> tuple[Path, ...]:
    """Write the files of a new pack and return them; ValueError when the name cannot be one, or is taken."""
    if not ID.fullmatch(folder.name):
        raise ValueError(f"“{folder.name}” cannot name a pack; use lower-case letters, digits and hyphens")
    if folder.exists():
        raise ValueError(f"“{folder}” exists already; choose another name")
    values = {"title": folder.name.replace("-", " ").capitalize(), "today": today, "month": f"{today:%Y-%m}"}
    paths = []
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**values), encoding="utf-8")
        paths.append(path)
    return tuple(paths)
