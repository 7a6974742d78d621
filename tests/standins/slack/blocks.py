"""Reading blocks as a person does: what they say, and what can be pressed in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.standins.wire import Json


@dataclass(frozen=True, slots=True)
class Part:
    """An element that one can use, and the block in which it stands."""

    block: Json
    element: Json

    @property
    def label(self) -> str:
        """What is written on it."""
        text = self.element.get("text") or self.element.get("placeholder") or {}
        return str(text.get("text", ""))


def parts(blocks: Any) -> Iterator[Part]:
    """All elements with an action id, in the order in which they are read."""
    for block in blocks:
        inner = [block.get("accessory"), block.get("element"), *block.get("elements", ())]
        for element in inner:
            if isinstance(element, dict) and "action_id" in element:
                yield Part(block, element)


def part(blocks: Any, name: str) -> Part:
    """The element with this action id or this label."""
    for found in parts(blocks):
        if name in (found.element["action_id"], found.label):
            return found
    raise LookupError(f"{name!r} is not in {[(one.element['action_id'], one.label) for one in parts(blocks)]}")


def texts(value: Any) -> Iterator[str]:
    """Every text in blocks, in order; the labels of buttons too."""
    if isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
    if isinstance(value, dict):
        yield from [value["text"]] if isinstance(value.get("text"), str) else []
        yield from texts([inner for name, inner in value.items() if name not in ("confirm", "placeholder")])


def completed(blocks: Any, salt: str) -> list[Json]:
    """Copies in which every block has an id and every usable element an action id; Slack gives the missing ones."""
    return [_complete(block, f"{salt}{number}") for number, block in enumerate(blocks or (), 1)]


def _complete(block: Json, id: str) -> Json:
    copy: Json = {"block_id": id, **block}
    for name in ("accessory", "element"):
        if isinstance(copy.get(name), dict) and copy[name]["type"] != "image":
            copy[name] = {"action_id": f"{id}a", **copy[name]}
    if copy["type"] == "actions":
        copy["elements"] = [{"action_id": f"{id}a{number}", **one} for number, one in enumerate(copy["elements"])]
    return copy
