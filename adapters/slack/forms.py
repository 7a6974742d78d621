"""Writes a Form as a modal, whose metadata hold the command line to run when it is submitted, and where to answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from adapters.slack import words
from adapters.slack.controls import LABEL_LIMIT, OPTIONS_LIMIT, plain
from adapters.slack.fitting import Json
from adapters.slack.parse import Place
from bot.chat import Fill, Form, Input
from bot.replies.catalog import Catalog

# https://docs.slack.dev/reference/views/modal-views
TITLE_LIMIT = 24
TEXT_LIMIT = 3000
INPUT_LIMIT = 2000
VALUE_LIMIT = 150
CALLBACK = "form"
# Where an element's state has its value (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload).
_VALUES = ("value", "selected_time", "selected_date", "selected_conversation")


def modal(form: Form, place: Place, say: Catalog) -> Json:
    """Return a form as a modal."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(form.title, TITLE_LIMIT),
        "submit": plain(form.submit or say(words.SEND), TITLE_LIMIT),
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
    hint = field.hint if field.fill in _ELEMENTS else field.hint_of_line
    return {**block, "hint": plain(hint, INPUT_LIMIT)} if hint else block


def _element(field: Input) -> Json:
    if field.is_file:
        return {"type": "file_input", "action_id": field.name, "max_files": 1}
    if field.fill in _ELEMENTS:
        return {"action_id": field.name, **_ELEMENTS[field.fill](field)}
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
    element = {"type": "static_select", "action_id": field.name, "options": _options(field.choices)}
    return {**element, **_chosen(field)}


def _time(field: Input) -> Json:
    return {"type": "timepicker"} | ({"initial_time": field.value} if _CLOCK.fullmatch(field.value) else {})


def _day(field: Input) -> Json:
    return {"type": "datepicker"} | ({"initial_date": field.value} if _DATE.fullmatch(field.value) else {})


def _boxes(field: Input) -> Json:
    return {"type": "checkboxes", "options": _options(field.choices), **_all_chosen(field)}


def _channel(field: Input) -> Json:
    # https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element#conversation_multi_select
    only = {"include": ["public", "private"], "exclude_bot_users": True}
    shown = {"initial_conversation": field.value} if _CHANNEL.fullmatch(field.value) else {}
    return {"type": "conversations_select", "filter": only, **shown}


def _suggested(field: Input) -> Json:
    return {"type": "external_select", "min_query_length": 0, **_chosen(field)}


def _suggestions(field: Input) -> Json:
    return {"type": "multi_external_select", "min_query_length": 0, **_all_chosen(field)}


_CLOCK, _DATE, _CHANNEL = re.compile(r"\d\d:\d\d"), re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"[CG][A-Z0-9]+")
# Slack has no roles: one is a line of text like another.
_ELEMENTS: Mapping[Fill, Callable[[Input], Json]] = {
    Fill.TIME: _time,
    Fill.DAY: _day,
    Fill.SEVERAL: _boxes,
    Fill.CHANNEL: _channel,
    Fill.SUGGESTED: _suggested,
    Fill.SUGGESTIONS: _suggestions,
}


def options(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    """Return (label, value) pairs as what a select offers; a value that Slack refuses is left out."""
    return _options((value, label) for label, value in pairs if 0 < len(value) <= VALUE_LIMIT)


def _options(choices: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"text": plain(label, LABEL_LIMIT), "value": value} for value, label in choices][:OPTIONS_LIMIT]


def _chosen(field: Input) -> Json:
    chosen = _options(pair for pair in field.choices if pair[0] == field.value)
    return {"initial_option": chosen[0]} if chosen else {}


def _all_chosen(field: Input) -> Json:
    chosen = _options(pair for pair in field.choices if pair[0] in field.value.split(","))
    return {"initial_options": chosen} if chosen else {}


def _text(value: Mapping[str, Any]) -> str:
    if several := value.get("selected_options"):
        return ",".join(str(option["value"]) for option in several)
    if chosen := value.get("selected_option"):
        return str(chosen["value"])
    return str(next((value[name] for name in _VALUES if value.get(name)), ""))
