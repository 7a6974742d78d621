"""Changes fields in the text of a YAML file, and leaves everything else as its author wrote it, comments and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

WIDTH = 100
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(yaml.SafeDumper):
    """Writes what packs read: plain scalars, every one of which is a text."""


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(int, lambda dumper, value: dumper.represent_str(str(value)))
_Dumper.add_representer(bool, lambda dumper, value: dumper.represent_str(str(value).lower()))


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
        found = next((node for key, node in self._root.value if key.value == id), None)
        if not isinstance(found, MappingNode):
            raise KeyError(id)
        return found

    def value(self, record: MappingNode, name: str) -> Node | None:
        """Return the value of a field, or None where it has none."""
        return next((node for key, node in record.value if key.value == name), None)

    def replace(self, node: Node, text: str) -> None:
        """Write another text in a node's place."""
        self._edits.append((node.start_mark.index, self._end(node), text))

    def rename(self, record: MappingNode, name: str, other: str) -> None:
        """Call a field otherwise."""
        key = next(key for key, _ in record.value if key.value == name)
        self.replace(key, other)

    def put(self, record: MappingNode, name: str, value: object, after: Iterable[str] = ()) -> None:
        """Give a field a value; a new one stands after the last of the fields `after` that there are, or at the end."""
        lines = written(name, value, self._indent(record))
        known = {key.value: (key, node) for key, node in record.value}
        if name in known:
            key, node = known[name]
            self._edits.append((key.start_mark.index, self._end(node), lines.strip()))
            return
        before = [node for word, (_, node) in known.items() if word in set(after)] or [record.value[-1][1]]
        last = max(before, key=lambda node: int(node.end_mark.index))
        end = self._end(last)
        if record.flow_style:
            self._edits.append((end, end, f", {flow({name: value})[1:-1]}"))
        else:
            self._edits.append((end, end, f"\n{lines.rstrip()}"))

    def put_top(self, name: str, value: object) -> None:
        """Give a field of the file itself a value, as pack.yaml has them."""
        self.put(self._root, name, value)

    def drop(self, record: MappingNode, name: str) -> None:
        """Take a field out, with its line."""
        key, node = next((key, node) for key, node in record.value if key.value == name)
        self._cut(key.start_mark.index, self._end(node))

    def drop_record(self, id: str) -> str:
        """Take a record out and return its text, to be written elsewhere."""
        key, node = next((key, node) for key, node in self._root.value if key.value == id)
        start, end = key.start_mark.index, self._end(node)
        self._cut(start, end)
        return self.original[start:end]

    def _cut(self, start: int, end: int) -> None:
        start = self.original.rfind("\n", 0, start) + 1
        after = self.original.find("\n", end)
        end = len(self.original) if after < 0 else after + 1
        while self.original[end : end + 1] == "\n" and self.original[start - 2 : start] in ("\n\n", ""):
            end += 1
        self._edits.append((start, end, ""))

    def _indent(self, record: MappingNode) -> int:
        return int(record.value[0][0].start_mark.column) if record.value else 2

    def _end(self, node: Node) -> int:
        """Return where the text of a node ends; a block's last line break and the comments behind it are not its."""
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


def flow(value: object) -> str:
    """Return a value as one line of YAML."""
    line: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    )
    return line.removesuffix("...\n").strip()


def written(name: str, value: object, indent: int) -> str:
    """Return a field as lines of YAML at an indentation; a list of short texts takes one line."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and sum(map(len, value)) < WIDTH // 2:
        return f"{' ' * indent}{name}: {flow(value)}\n"
    text: str = yaml.dump({name: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH - indent)
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())
