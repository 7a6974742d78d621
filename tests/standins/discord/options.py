"""What a person typed after a slash, as Discord passes it on: only what its own client would let through."""

from collections.abc import Mapping

from tests.standins.discord import command_limits as kind
from tests.standins.discord.files import Attached
from tests.standins.discord.world import EVERYBODY, Channel, User
from tests.standins.wire import Json

Typed = str | int | float | bool | User | Channel | Attached
PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    kind.STRING: (str,),
    kind.INTEGER: (int,),
    kind.BOOLEAN: (bool,),
    kind.NUMBER: (float, int),
    kind.USER: (User,),
    kind.MENTIONABLE: (User,),
    kind.CHANNEL: (Channel,),
    kind.ATTACHMENT: (Attached,),
}


def command_payload(command: Json, path: list[str], typed: Mapping[str, Typed], focused: str | None = None) -> Json:
    """The `data` of a command or an autocompletion; `path` names the subcommand, if there is one."""
    level, nests = command, []
    for name in path:
        level = _named(level, name)
        nests.append({"name": name, "type": level["type"]})
    options = _options(level, typed, focused)
    for nest in reversed(nests):
        options = [nest | {"options": options}]
    resolved = _resolved(typed)
    place = {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    return {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "options": options,
        **({"resolved": resolved} if resolved else {}),
        **place,
    }


def _named(level: Json, name: str) -> Json:
    for option in level.get("options") or ():
        if option["name"] == name:
            return dict(option)
    raise LookupError(f"{level['name']} has no {name!r}, only {[one['name'] for one in level.get('options') or ()]}")


def _options(level: Json, typed: Mapping[str, Typed], focused: str | None) -> list[Json]:
    if any(option["type"] in (kind.SUBCOMMAND, kind.GROUP) for option in level.get("options") or ()):
        raise ValueError(f"{level['name']} needs one of its subcommands")
    missing = [one["name"] for one in level.get("options") or () if one.get("required") and one["name"] not in typed]
    if missing and focused is None:
        raise ValueError(f"{level['name']} needs {missing}")
    return [_option(_named(level, name), value, is_focused=name == focused) for name, value in typed.items()]


def _option(option: Json, value: Typed, *, is_focused: bool) -> Json:
    if is_focused:
        return {"name": option["name"], "type": option["type"], "value": value, "focused": True}
    allowed = PYTHON_TYPES[option["type"]]
    if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
        raise ValueError(f"{option['name']} is of type {option['type']}, {value!r} cannot be typed there")
    wire = value.id if isinstance(value, (User, Channel, Attached)) else value
    _check(option, wire)
    return {"name": option["name"], "type": option["type"], "value": wire}


def _check(option: Json, wire: str | float) -> None:
    choices = [choice["value"] for choice in option.get("choices") or ()]
    if choices and wire not in choices:
        raise ValueError(f"{option['name']} is {wire!r}, which is none of {choices}")
    size = len(wire) if isinstance(wire, str) else wire
    least = option.get("min_length") or option.get("min_value")
    most = option.get("max_length") or option.get("max_value")
    if (least is not None and size < least) or (most is not None and size > most):
        raise ValueError(f"{option['name']} is {wire!r}, which is not within {least} to {most}")


def _resolved(typed: Mapping[str, Typed]) -> Json:
    users = {one.id: one.payload for one in typed.values() if isinstance(one, User)}
    channels = {one.id: _partial(one) for one in typed.values() if isinstance(one, Channel)}
    files = {one.id: one.payload for one in typed.values() if isinstance(one, Attached)}
    found = {"users": users, "channels": channels, "attachments": files}
    return {name: values for name, values in found.items() if values}


def _partial(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name, "type": channel.kind, "permissions": str(EVERYBODY)}
