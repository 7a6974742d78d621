"""Slack's documented limits of messages and views, and what of a request breaks them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.standins.shapes import Anything, Items, OneOf, Record, Rule, Tagged, Text, Truth, repeated
from tests.standins.slack.block_limits import GROUP, HOME, IN_MESSAGE, MODAL, OPTION
from tests.standins.slack.blocks import parts, texts
from tests.standins.wire import Json

TEXT, VIEW_BYTES, MARKDOWN = 40_000, 250_000, 12_000
SHOUTS = re.compile(r"<!(channel|here|everyone|subteam)")

METADATA = Record({"event_type": Text(255, 1), "event_payload": Anything()})
SHOWN: dict[str, Rule] = {
    "text": Text(TEXT),
    "blocks": IN_MESSAGE,
    "attachments": Items(Anything(), 0),
    "unfurl_links": Truth(),
    "unfurl_media": Truth(),
    "mrkdwn": Truth(),
    "thread_ts": Text(20, 1, r"\d+\.\d+"),
    "metadata": METADATA,
}
# Ours, not Slack's: nothing that the bot writes calls anybody, or makes Slack fetch a page.
SILENT: dict[str, Rule] = {"parse": OneOf(("none",)), "link_names": OneOf((False,))}
ADDRESSED: dict[str, Rule] = {"channel": Text(20, 1)}
POSTED = Record(ADDRESSED, {**SHOWN, **SILENT, "reply_broadcast": Truth(), "team_id": Anything()})
EDITED = Record({**ADDRESSED, "ts": Text(20, 1, r"\d+\.\d+")}, {**SHOWN, **SILENT, "team_id": Anything()})
WHISPERED = Record({**ADDRESSED, "user": Text(20, 1)}, {**SHOWN, **SILENT, "team_id": Anything()})
RESPONDED = Record(
    optional={
        **SHOWN,
        **SILENT,
        "response_type": OneOf(("ephemeral", "in_channel")),
        "replace_original": Truth(),
        "delete_original": Truth(),
    }
)
VIEW = Tagged({"modal": MODAL, "home": HOME})
SUBMITTED = Tagged(
    {
        "clear": Record({"response_action": OneOf(("clear",))}),
        "errors": Record({"response_action": OneOf(("errors",)), "errors": Anything()}),
        "update": Record({"response_action": OneOf(("update",)), "view": MODAL}),
        "push": Record({"response_action": OneOf(("push",)), "view": MODAL}),
    },
    tag="response_action",
)
SUGGESTED = Record(optional={"options": Items(OPTION, 100), "option_groups": Items(GROUP, 100)})


def message_problems(fields: Json, shape: Record) -> Iterator[str]:
    """What breaks a limit in a message: posted, edited, whispered, or sent to a response_url."""
    yield from shape.problems(fields, "message")
    yield from _block_problems(_objects(fields.get("blocks")))
    if fields.get("blocks") and not fields.get("text"):
        yield "message has blocks and no text, which is what notifications and screen readers use"
    if shape is POSTED or fields.get("response_type") == "in_channel":
        unfurled = [name for name in ("unfurl_links", "unfurl_media") if fields.get(name) is not False]
        yield from (f"message does not say {name}: false" for name in unfurled)
    for shown in texts([fields.get("text") and {"text": fields["text"]}, _objects(fields.get("blocks"))]):
        if SHOUTS.search(shown):
            yield f"message calls everybody: {SHOUTS.findall(shown)}"


def view_problems(view: Any) -> Iterator[str]:
    """What breaks a limit in a modal or a home."""
    yield from VIEW.problems(view, "view")
    fields: Json = view if isinstance(view, dict) else {}
    blocks = _objects(fields.get("blocks"))
    yield from _block_problems(blocks)
    if (size := len(json.dumps(view))) > VIEW_BYTES:
        yield f"view has {size} bytes, {VIEW_BYTES} are allowed"
    if fields.get("type") == "modal" and not fields.get("submit") and any(one.get("type") == "input" for one in blocks):
        yield "view has inputs and no submit"


def submission_problems(answer: Any) -> Iterator[str]:
    """What breaks a limit in the acknowledgement of a submitted view."""
    if not answer:
        return
    yield from SUBMITTED.problems(answer, "acknowledgement")
    if isinstance(answer, dict) and "view" in answer:
        yield from view_problems(answer["view"])


def suggestion_problems(answer: Any) -> Iterator[str]:
    """What breaks a limit in the options that a select with external data gets."""
    yield from SUGGESTED.problems(answer, "options")


def _block_problems(blocks: list[Json]) -> Iterator[str]:
    yield from repeated([str(block["block_id"]) for block in blocks if block.get("block_id")], "the block_id")
    for block in blocks:
        ids = [str(part.element["action_id"]) for part in parts([block])]
        yield from repeated(ids, f"in one {block.get('type')} block the action_id")
        yield from _own_problems(block)
    marked = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if marked > MARKDOWN:
        yield f"the markdown blocks have {marked} characters in all, {MARKDOWN} are allowed"


def _own_problems(block: Json) -> Iterator[str]:
    if block.get("type") == "section" and not (block.get("text") or block.get("fields")):
        yield "a section has neither text nor fields"
    for element in (block, block.get("accessory") or {}, *_objects(block.get("elements"))):
        if element.get("type") == "image" and bool(element.get("image_url")) == bool(element.get("slack_file")):
            yield "an image needs one of image_url and slack_file"
    for found in parts([block]):
        yield from _select_problems(found.element)


def _select_problems(element: Json) -> Iterator[str]:
    is_static = str(element.get("type")).endswith("static_select")
    if is_static and bool(element.get("options")) == bool(element.get("option_groups")):
        yield f"the select {element['action_id']!r} needs one of options and option_groups"
    groups = [_objects(group.get("options")) for group in _objects(element.get("option_groups"))]
    for options in (_objects(element.get("options")), *groups):
        values = [str(option.get("value")) for option in options]
        yield from repeated(values, f"in {element['action_id']!r} the option value")


def _objects(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
