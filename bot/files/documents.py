"""Reads a YAML file into nodes that know their line and column, and refuses what could hurt.

Scalars stay strings (YAML would turn *no* into False and 08:30 into 510), so only the shape is taken from YAML.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.files.problems import Place, Reading

# A thousand events are about one megabyte; the largest benchmark pack has files of 4 MB.
FILE_LIMIT = 16 * 1024 * 1024
# libyaml composes recursively: a file of opening brackets would exhaust the C stack, which no exception catches.
DEPTH_LIMIT = 40
# What YAML finds out by itself of a plain text; we take all of these as texts.
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# How an event changes the depth.
_STEPS = {
    yaml.SequenceStartEvent: 1,
    yaml.MappingStartEvent: 1,
    yaml.SequenceEndEvent: -1,
    yaml.MappingEndEvent: -1,
}


def read_document(path: Path, reading: Reading) -> MappingNode | None:
    """Return the file's top-level mapping; None for an empty file, and after noting why it cannot be read."""
    text = _read_text(path, reading)
    return None if text is None else parse_document(text, reading)


def parse_document(text: str, reading: Reading) -> MappingNode | None:
    """Return the top-level mapping of a text; None for an empty one, and after noting why it cannot be read."""
    try:
        root = yaml.compose(text, Loader=_LOADER) if _is_shallow(text, reading) else None
    except yaml.YAMLError as error:
        _note_syntax(error, reading)
        return None
    if root is None:
        return None
    if not isinstance(root, MappingNode):
        reading.wrong(root, "the file must be a mapping; begin each record with its id and a colon")
        return None
    return root if _is_plain(root, reading) else None


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
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        reading.wrong_at(Place(reading.file, line, column), "this is not UTF-8; save the file with UTF-8 encoding")
        return None


def _is_shallow(text: str, reading: Reading) -> bool:
    """Whether nothing is nested deeper than any pack needs; YAMLError as from composing."""
    depth = 0
    # Events come one after the other, however deep they are.
    for event in iter(_LOADER(text).get_event, None):
        depth += _STEPS.get(type(event), 0)
        if depth > DEPTH_LIMIT:
            place = Place(reading.file, event.start_mark.line + 1, event.start_mark.column + 1)
            reading.wrong_at(place, "this is nested too deeply; write plain lists and mappings")
            return False
    return True


def _note_syntax(error: yaml.YAMLError, reading: Reading) -> None:
    mark = getattr(error, "problem_mark", None)
    place = Place(reading.file, mark.line + 1, mark.column + 1) if mark else Place(reading.file)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    reading.wrong_at(place, f"this is not YAML: {what}; quote text that holds “: ” or “ #” and check the indentation")


def _is_plain(root: Node, reading: Reading) -> bool:
    """Whether the tree has no aliases (a few lines of them can stand for gigabytes) and no tags of its own."""
    seen: set[int] = set()
    waiting: list[Node] = [root]
    plain = True
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            reading.wrong(node, "this is used again through an alias (*name); write it out where it is needed")
            plain = False
            continue
        seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            reading.wrong(node, f"the tag {node.tag} is not used in packs; leave it out")
            plain = False
        waiting.extend(_children(node))
    return plain


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [child for pair in node.value for child in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def entries(node: MappingNode, reading: Reading) -> list[tuple[ScalarNode, Node]]:
    """Return a mapping's keys and values, noting keys that come twice or are not plain words."""
    found: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            reading.wrong(key, "a key must be a plain word")
        elif key.value in found:
            first = found[key.value][0].start_mark.line + 1
            reading.wrong(key, f"“{key.value}” is already written in line {first}; keep one of the two")
        else:
            found[key.value] = (key, value)
    return list(found.values())
