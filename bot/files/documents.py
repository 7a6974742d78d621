"""Reads a YAML file into nodes that know their line and column, and refuses what could hurt.

Scalars stay strings (YAML would turn *no* into False and 08:30 into 510), so only the shape is taken from YAML.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from bot.files.composing import compose
from bot.files.faults import yaml_fault
from bot.files.problems import Place, Reading
from bot.files.wording import worded

# A thousand events are about one megabyte; the largest benchmark pack has files of 4 MB.
FILE_LIMIT = 16 * 1024 * 1024


def read_document(path: Path, reading: Reading) -> MappingNode | None:
    """Return the file's top-level mapping; None for an empty file, or after noting why it cannot be read."""
    text = _read_text(path, reading)
    return None if text is None else parse_document(text, reading)


def parse_document(text: str, reading: Reading) -> MappingNode | None:
    """Return the top-level mapping of a text; None for an empty text, or after noting why it cannot be read."""
    before = len(reading.problems)
    try:
        root = compose(text, reading)
    except yaml.YAMLError as error:
        _note_syntax(error, text, reading)
        return None
    if root is None or len(reading.problems) > before:
        return None
    if not isinstance(root, MappingNode):
        reading.wrong(root, worded("the file must be a mapping; begin each record with its id and a colon"))
        return None
    return root


def _read_text(path: Path, reading: Reading) -> str | None:
    start = Place(reading.file)
    try:
        if (size := path.stat().st_size) > FILE_LIMIT:
            reading.wrong_at(start, f"the file has {size:,} bytes; split it into files of at most {FILE_LIMIT:,}")
            return None
        content = path.read_bytes()
    except OSError as error:
        reading.wrong_at(start, f"the file cannot be read: {error.strerror}")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = len(before.split(b"\n")), error.start - before.rfind(b"\n")
        reading.wrong_at(Place(reading.file, line, column), "this is not UTF-8; save the file with UTF-8 encoding")
        return None


def _note_syntax(error: yaml.YAMLError, text: str, reading: Reading) -> None:
    mark = getattr(error, "problem_mark", None)
    place = Place(reading.file, mark.line + 1, mark.column + 1) if mark else Place(reading.file)
    line = next(iter(text.split("\n")[place.line - 1 : place.line]), "")
    if mark and "\t" in line[: len(line) - len(line.lstrip())]:
        reading.wrong_at(place, worded("this line begins with a tab; indent it with blanks, two a level"))
        return
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    reading.wrong_at(place, worded("this is not YAML: {why}", why=yaml_fault(problem, line[: place.column - 1])))


def entries(node: MappingNode, reading: Reading) -> list[tuple[ScalarNode, Node]]:
    """Return a mapping's keys and values, noting keys that come twice or are not plain words."""
    pairs: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            reading.wrong(key, worded("a key must be a plain word"))
        elif key.value in pairs:
            first = pairs[key.value][0].start_mark.line + 1
            text = worded("“{key}” is already written in line {line}; keep one of the two", key=key.value, line=first)
            reading.wrong(key, text)
        else:
            pairs[key.value] = (key, value)
    return list(pairs.values())
