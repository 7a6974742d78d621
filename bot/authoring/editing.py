"""Changes fields in the text of a YAML file, and leaves everything else as its author wrote it, comments and order."""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Editing:
    """The text of one file of records, and the changes that are to be made to it, all at once, by `text`."""

    original: str
    _root: MappingNode = field(init=False)
    _edits: list[tuple[int, int, str]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        root = yaml.compose(self.original, Loader=_Loader)
        self._root = root if isinstance(root, MappingNode) else MappingNode("", [])

    @property
    def text(self) -> str:
        """The text with all changes made."""
        text = self.original
        ordered = sorted(enumerate(self._edits), key=lambda edit: (edit[1][0], edit[0]), reverse=True)
        for _, (start, end, new) in ordered:
            text = text[:start] + new + text[end:]
        return text

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the file's records, in order."""
        return tuple(key.value for key, _ in self._root.value)

    def record(self, id: str) -> MappingNode:
        """Return the mapping of a record; KeyError where the file has none of that id."""
        record = self.value(self._root, id)
        if not isinstance(record, MappingNode):
            raise KeyError(id)
        return record

    def value(self, record: MappingNode, name: str) -> Node | None:
        """Return the value of a field, or None where it has none."""
        return next((node for key, node in record.value if key.value == name), None)

    def replace(self, node: Node, text: str) -> None:
        """Write another text in a node's place."""
        self._edits.append((node.start_mark.index, self._end(node), text))

    def rename(self, record: MappingNode, name: str, other: str) -> None:
        """Give a field another name."""
        key = next(key for key, _ in record.value if key.value == name)
        self.replace(key, other)

    def put_top(self, name: str, text: str) -> None:
        """Write a field of the file itself, as pack.yaml has them; a new one stands last."""
        if value := self.value(self._root, name):
            self.replace(value, text)
        else:
            end, separator = self._end(self._root.value[-1][1]), ", "
            if not self._root.flow_style:
                # A comment behind the last field stays in its line.
                end, separator = end + len(self.original[end:].partition("\n")[0]), "\n"
            self._edits.append((end, end, f"{separator}{name}: {text}"))

    def drop(self, record: MappingNode, name: str) -> None:
        """Take a field out, with its line."""
        key, node = next((key, node) for key, node in record.value if key.value == name)
        self._cut(key.start_mark.index, self._end(node))

    def drop_record(self, id: str) -> None:
        """Take a record out, with its lines."""
        self.drop(self._root, id)

    def _cut(self, start: int, end: int) -> None:
        start = self.original.rfind("\n", 0, start) + 1
        after = self.original.find("\n", end)
        end = len(self.original) if after < 0 else after + 1
        while self.original[end : end + 1] == "\n" and self.original[start - 2 : start] in ("\n\n", ""):
            end += 1
        self._edits.append((start, end, ""))

    def _end(self, node: Node) -> int:
        """Return where the text of a node ends, without the line break and the comments behind it."""
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return self._end(node.value[-1][1])
        if isinstance(node, SequenceNode) and not node.flow_style and node.value:
            return self._end(node.value[-1])
        end = int(node.end_mark.index)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return _end_of_block(self.original, node)
        return len(self.original[:end].rstrip())


def _end_of_block(text: str, node: ScalarNode) -> int:
    """Return where a block of text ends: before the first line that is indented less and not empty."""
    end = text.index("\n", node.start_mark.index)
    indent = None
    for line in text[end + 1 :].split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        if line.strip() and indent is None:
            indent = depth
        if line.strip() and depth < (indent or 1):
            break
        end += len(line) + 1
    return len(text[:end].rstrip())
