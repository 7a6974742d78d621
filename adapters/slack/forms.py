"""Writes a Form as a modal; its metadata carry the command line that submitting it asks, and where to answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.slack import words
from adapters.slack.controls import LABEL_LIMIT, OPTIONS_LIMIT, Json, plain
from adapters.slack.parse import Place
from bot.chat import Form, Input
from bot.replies.catalog import Catalog

# https://docs.slack.dev/reference/views/modal-views
TITLE_LIMIT = 24
TEXT_LIMIT = 3000
INPUT_LIMIT = 2000
CALLBACK = "form"


def modal(form: Form, place: Place, say: Catalog) -> Json:
    """Return a form as a modal."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(form.title, TITLE_LIMIT),
        "submit": plain(form.submit or words.send(say), TITLE_LIMIT),
        "private_metadata": json.dumps({"action": form.action, **place.lasting()}),
        "blocks": [*_full_title(form), *(_block(field) for field in form.inputs)],
    }


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled into a modal, by the names of its inputs; what was left empty is left out."""
    inputs = {name: value for block in view["state"]["values"].values() for name, value in block.items()}
    return {name: text for name, value in inputs.items() if (text := _text(value))}


def _full_title(form: Form) -> list[Json]:
    if len(form.title) <= TITLE_LIMIT:
        return []
    return [{"type": "section", "text": plain(form.title, TEXT_LIMIT)}]


def _block(field: Input) -> Json:
    block = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, INPUT_LIMIT),
        "optional": not field.required,
        "element": _element(field),
    }
    return {**block, "hint": plain(field.hint, INPUT_LIMIT)} if field.hint else block


def _element(field: Input) -> Json:
    if field.is_file:
        return {"type": "file_input", "action_id": field.name, "max_files": 1}
    return _select(field) if field.choices else _line(field)


def _line(field: Input) -> Json:
    element = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.is_long,
        "max_length": min(field.limit, TEXT_LIMIT),
    }
    return {**element, "initial_value": field.value} if field.value else element


def _select(field: Input) -> Json:
    options = [{"text": plain(label, LABEL_LIMIT), "value": value} for value, label in field.choices[:OPTIONS_LIMIT]]
    element = {"type": "static_select", "action_id": field.name, "options": options}
    chosen = [option for option in options if option["value"] == field.value]
    return {**element, "initial_option": chosen[0]} if chosen else element


def _text(value: Mapping[str, Any]) -> str:
    chosen = value.get("selected_option")
    return str((chosen["value"] if chosen else value.get("value")) or "")
