"""Records: mappings with known fields, and how the fields of a record are declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yaml.nodes import MappingNode, Node

from bot.authoring.fields import ID, FieldType, Schema, Type, refer, scalar
from bot.files.documents import entries
from bot.files.problems import Reading, nearest
from bot.frozen import Frozen

# Words that authors write for a field, and its name.
_OTHER_WORDS = {
    "birth": "born",
    "birthday": "born",
    "death": "died",
    "description": "text",
    "summary": "text",
    "link": "url",
    "address": "url",
    "place": "places",
    "person": "people",
    "topics": "tags",
    "topic": "tags",
    "source": "sources",
    "when": "date",
    "start": "from",
    "end": "to",
    "role": "roles",
    "offices": "roles",
    "office": "roles",
    "wrong": "choices",
    "options": "choices",
    "why": "explanation",
}


def _meant(word: str, fields: Mapping[str, object]) -> str:
    """Return a hint to the field that a word most likely stands for, or ""."""
    name = _OTHER_WORDS.get(word.casefold(), "")
    return f"; write “{name}”" if name in fields else nearest(word, fields)


class IdWithDetail(Type[object], frozen=True):
    """A record as `id`, as `id, detail`, which are its first two fields, or as a mapping of all of them."""

    kinds: tuple[str, ...]
    record: Record

    def made(self, node: Node, reading: Reading) -> object:
        """Return the record's value."""
        if isinstance(node, MappingNode):
            return self.record.read(node, reading)
        id, _, detail = scalar(node).partition(",")
        return self.record.make(refer(id.strip(), self.kinds, node, reading), detail.strip())

    def schema(self) -> Schema:
        """Return a string that begins with an id, or the mapping."""
        short = {"type": "string", "pattern": f"^{ID.pattern}(, .+)?$"}
        return {"anyOf": [short, self.record.schema()]}


class Field(Frozen, frozen=True):
    """A field of a record: its YAML name, its type, its description, and the attribute it fills.

    `due` names the rule by which the second format requires it. Instead of a `required` field, any of the fields named
    in `instead` will do.
    """

    name: str
    type: FieldType
    help: str
    required: bool = False
    attribute: str = ""
    due: str = ""
    instead: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """The attribute of the value that the field fills."""
        return self.attribute or self.name


class Record(Frozen, frozen=True):
    """A mapping with known fields; `make` builds the value from them as keyword arguments."""

    make: Any
    fields: tuple[Field, ...]

    def read(self, node: Node, reading: Reading, **given: object) -> Any | None:
        """Return the value; None after noting what is wrong with it."""
        if not isinstance(node, MappingNode):
            names = ", ".join(field.name for field in self.fields)
            reading.wrong(node, f"this must be a mapping with the fields {names}")
            return None
        before = len(reading.problems)
        values = self._values(node, reading)
        self._note_missing(node, values, reading)
        if len(reading.problems) > before:
            return None
        return self.make(**given, **values)

    def schema(self) -> Schema:
        """Return an object that allows these fields and no other."""
        properties = {field.name: field.type.schema() | {"description": field.help} for field in self.fields}
        required = [field.name for field in self.fields if field.required and not field.instead]
        either = [
            [{"required": [name]} for name in (field.name, *field.instead)] for field in self.fields if field.instead
        ]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
            **({"allOf": [{"anyOf": names} for names in either]} if either else {}),
        }

    def _values(self, node: MappingNode, reading: Reading) -> dict[str, object]:
        fields = {field.name: field for field in self.fields}
        values: dict[str, object] = {}
        for key, value in entries(node, reading):
            if field := fields.get(key.value):
                values[field.target] = field.type.read(value, reading)
            else:
                hint = _meant(key.value, fields) or f"; known are {', '.join(fields)}"
                reading.wrong(key, f"unknown field “{key.value}”{hint}")
        return values

    def _note_missing(self, node: Node, values: Mapping[str, object], reading: Reading) -> None:
        for field in self.fields:
            if not (field.required or field.due) or self._is_given(field, values):
                continue
            if field.required:
                reading.wrong(node, f"“{field.name}” is missing: {field.help}")
            elif field.due:
                message = f"“{reading.record}”: “{field.name}” is missing: {field.help}"
                reading.breach(field.due, reading.record, message, reading.place(node))

    def _is_given(self, field: Field, values: Mapping[str, object]) -> bool:
        return any(other.target in values for other in self.fields if other.name in (field.name, *field.instead))
