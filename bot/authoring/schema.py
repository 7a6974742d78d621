"""JSON Schemas of the pack's files, so that an editor completes and checks while an author types."""

from __future__ import annotations

import json
from pathlib import Path

from bot.authoring.fields import ID, Schema
from bot.authoring.format import FORMATS, PACK
from bot.authoring.publishers import ROW
from bot.authoring.rules import RULES
from bot.facts.files import PACK_FILE

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, Schema]:
    """Return a schema for pack.yaml and for each kind of record, by the file's name without its ending."""
    records = {kind.value: _file_of(record.schema()) for kind, record in FORMATS.items()}
    others = {
        Path(PACK_FILE).stem: PACK.schema(),
        "publishers": {"type": "object", "additionalProperties": ROW.schema()},
        "exceptions": _exceptions(),
    }
    every = {**others, **records}
    return {name: {"$schema": _DIALECT, "title": f"Dateline pack: {name}"} | schema for name, schema in every.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write each schema as `<name>.schema.json` into a folder and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def _exceptions() -> Schema:
    ids = {"type": "array", "items": {"type": ["string", "integer"]}}
    rules = {rule: ids | {"description": wanted} for rule, wanted in RULES.items()}
    return {"type": "object", "properties": rules, "additionalProperties": False}


def _file_of(record: Schema) -> Schema:
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{ID.pattern}$"},
        "additionalProperties": {"$ref": "#/$defs/record"},
        "$defs": {"record": record},
    }
