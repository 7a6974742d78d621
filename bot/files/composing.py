"""Builds the nodes of a YAML text one event after the other, so that no depth exhausts the stack.

libyaml's own composer calls itself for each level, and takes plain scalars for numbers, dates and truth values; here
every scalar is a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.files.problems import Place, Reading
from bot.files.wording import worded

DEPTH_LIMIT = 40
_STR, _SEQ, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
# Tags of plain scalars and of containers, which say nothing that is needed here.
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str, reading: Reading) -> Node | None:
    """Return the root of a text, None for an empty one, or after noting a construct that packs do not use.

    Raises YAMLError for what is no YAML.
    """
    building = _Building(reading)
    events: Iterator[Any] = iter(_Loader(text).get_event, None)
    for event in events:
        # Five of six events are scalars.
        kind = type(event)
        if kind is yaml.ScalarEvent:
            node = ScalarNode(_STR, event.value, event.start_mark, event.end_mark, event.style)
            building.children.append(node)
            if event.tag:
                building.check(event, node)
        elif building.take(event):
            return None
    return building.children[0] if building.children else None


class _Building:
    """What is being built: the children of the innermost container that is open, and the containers around it.

    The children of a mapping are its keys and values by turns, until it is closed.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.children: list[Node] = []
        self.open: list[tuple[Any, list[Node]]] = []
        self.is_over = False

    def take(self, event: Any) -> bool:
        """Take an event that is no scalar, and return whether it ends the reading."""
        _TAKE.get(type(event), _skip)(self, event)
        return self.is_over

    def enter(self, event: Any, node: Node) -> None:
        """Open a container."""
        self.check(event, node)
        self.children.append(node)
        self.open.append((node, self.children))
        self.children = []
        if len(self.open) > DEPTH_LIMIT:
            self.refuse(node, "this is nested too deeply; write plain lists and mappings")

    def check(self, event: Any, node: Node) -> None:
        """Note a tag of the author's own."""
        if event.tag and event.tag not in PLAIN_TAGS and event.tag != "!":
            self.reading.wrong(node, worded("the tag {tag} is not used in packs; leave it out", tag=event.tag))

    def refuse(self, node: Node, message: str) -> None:
        """Note what ends the reading."""
        self.reading.wrong(node, message)
        self.is_over = True


def _sequence(building: _Building, event: Any) -> None:
    building.enter(event, SequenceNode(_SEQ, [], event.start_mark, event.end_mark, event.flow_style))


def _mapping(building: _Building, event: Any) -> None:
    building.enter(event, MappingNode(_MAP, [], event.start_mark, event.end_mark, event.flow_style))


def _close(building: _Building, event: Any) -> None:
    children = building.children
    node, building.children = building.open.pop()
    is_mapping = isinstance(node, MappingNode)
    node.value = list(zip(children[::2], children[1::2], strict=True)) if is_mapping else children
    node.end_mark = event.end_mark


def _alias(building: _Building, event: Any) -> None:
    # A few lines of aliases can stand for gigabytes.
    node = ScalarNode(_STR, "", event.start_mark, event.end_mark)
    building.refuse(node, "this is used again through an alias (*name); write it out where it is needed")


def _document(building: _Building, event: Any) -> None:
    if building.children:
        mark = event.start_mark
        place = Place(building.reading.file, mark.line + 1, mark.column + 1)
        building.reading.wrong_at(place, "this is not YAML: a second document begins here; leave out the line “---”")
        building.is_over = True


def _skip(building: _Building, event: Any) -> None:
    """Ignore an event that says nothing of a pack."""


_TAKE: dict[type, Any] = {
    yaml.SequenceStartEvent: _sequence,
    yaml.MappingStartEvent: _mapping,
    yaml.SequenceEndEvent: _close,
    yaml.MappingEndEvent: _close,
    yaml.AliasEvent: _alias,
    yaml.DocumentStartEvent: _document,
}
