"""What people enter into elements, in the form in which Slack passes it on."""

from collections.abc import Mapping, Sequence

from tests.standins.slack.blocks import Part, part, parts
from tests.standins.wire import Json

Filled = str | int | Sequence[str] | Json | None

# The field that carries the value, by the type of element (docs.slack.dev/reference/interaction-payloads).
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
OPTION = ("static_select", "external_select", "radio_buttons", "overflow")
OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")
PLAIN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
INITIAL = {
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "datetimepicker": "initial_date_time",
    "users_select": "initial_user",
    "conversations_select": "initial_conversation",
    "channels_select": "initial_channel",
}


def entered(element: Json, value: Filled) -> Json:
    """The state of one element after this was entered; only what Slack's own client would let through."""
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": _typed(element, value)}
    if kind in OPTION:
        return {"type": kind, "selected_option": _option(element, str(value)) if value else None}
    if kind in OPTIONS:
        chosen = [value] if isinstance(value, str) else value if isinstance(value, Sequence) else []
        return {"type": kind, "selected_options": [_option(element, one) for one in chosen]}
    if kind == "file_input":
        return {"type": kind, "files": [value] if value else []}
    if kind in PLAIN:
        return {"type": kind, PLAIN[kind]: value}
    raise LookupError(f"nothing can be entered into a {kind}")


def state(blocks: Sequence[Json], filled: Mapping[str, Filled], *, submitting: bool = False) -> Json:
    """The state of all inputs, by block id and action id; named by action id or label in `filled`."""
    named = {part(blocks, name).element["action_id"]: value for name, value in filled.items()}
    values: Json = {}
    for found in parts(blocks):
        if found.element["type"] in ("button", "overflow"):
            continue
        value = named.get(found.element["action_id"], _initial(found.element))
        if submitting:
            _check_filled(found, value)
        values.setdefault(found.block["block_id"], {})[found.element["action_id"]] = entered(found.element, value)
    return {"values": values}


def _check_filled(found: Part, value: Filled) -> None:
    if found.block["type"] == "input" and not found.block.get("optional") and not value:
        raise ValueError(f"{found.element['action_id']} must be filled in")


def _initial(element: Json) -> Filled:
    if element["type"] in OPTIONS:
        return [option["value"] for option in element.get("initial_options", ())]
    if element["type"] in OPTION:
        return str(element["initial_option"]["value"]) if "initial_option" in element else None
    initial: str | int | None = element.get(INITIAL.get(element["type"], "initial_value"))
    return initial


def _typed(element: Json, value: Filled) -> str | None:
    if value is None or value == "":
        return None
    text = str(value)
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not least <= len(text) <= most:
        raise ValueError(f"{element['action_id']} has {len(text)} characters, {least} to {most} are allowed")
    return text


def _option(element: Json, value: str) -> Json:
    if "external" in element["type"]:
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    options = [*element.get("options", ()), *grouped]
    for option in options:
        if value in (option["value"], option["text"]["text"]):
            return dict(option)
    raise LookupError(f"{element['action_id']} offers {[option['value'] for option in options]}, not {value!r}")
