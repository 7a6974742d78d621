"""A modal as its reader fills it in, and what is sent when it is submitted."""

from collections.abc import Mapping

from tests.standins.discord.messages import flattened
from tests.standins.wire import Json

Filled = str | bool | list[str] | None
TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 4, 19, 21, 22, 23
LISTS = (3, 5, 6, 7, 8, CHECKBOX_GROUP)


def submission(modal: Json, filled: Mapping[str, Filled]) -> Json:
    """The `data` of a submission: what was filled in by custom id, and what the modal had for the rest."""
    known = {part["custom_id"] for part in flattened(modal["components"]) if "custom_id" in part}
    if unknown := set(filled) - known:
        raise LookupError(f"the modal has no {sorted(unknown)}, only {sorted(known)}")
    components = [_sent(part, filled) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": components}


def _sent(part: Json, filled: Mapping[str, Filled]) -> Json:
    sent: Json = {"type": part["type"], "id": part.get("id", 0)}
    if "component" in part:
        return sent | {"component": _sent(part["component"], filled)}
    if "components" in part:
        return sent | {"components": [_sent(inner, filled) for inner in part["components"]]}
    if "custom_id" not in part:
        return sent
    return sent | {"custom_id": part["custom_id"]} | _value(part, filled.get(part["custom_id"], _default(part)))


def _default(part: Json) -> Filled:
    chosen = [option["value"] for option in part.get("options") or () if option.get("default")]
    if part["type"] in LISTS:
        return [*chosen, *(str(one["id"]) for one in part.get("default_values") or ())]
    if part["type"] == CHECKBOX:
        return bool(part.get("default"))
    return part.get("value") or (chosen[0] if chosen else "" if part["type"] == TEXT_INPUT else None)


def _value(part: Json, value: Filled) -> Json:
    _check(part, value)
    return {"values": value} if part["type"] in LISTS else {"value": value}


def _check(part: Json, value: Filled) -> None:
    """Refuse what Discord's own client would not send."""
    name = part["custom_id"]
    if part.get("required", part["type"] != CHECKBOX) and not value and part["type"] != CHECKBOX:
        raise ValueError(f"{name} must be filled in")
    if part["type"] == TEXT_INPUT and value:
        least, most = part.get("min_length") or 0, part.get("max_length") or 4000
        if not least <= len(str(value)) <= most:
            raise ValueError(f"{name} has {len(str(value))} characters, {least} to {most} are allowed")
    options = [option["value"] for option in part.get("options") or ()]
    chosen = value if isinstance(value, list) else [value] if value and options else []
    if options and any(one not in options for one in chosen):
        raise ValueError(f"{name} offers {options}, not {chosen}")
