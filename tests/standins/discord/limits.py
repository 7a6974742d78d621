"""Discord's documented limits of messages, modals and interaction callbacks, and what of a request breaks them."""

from collections.abc import Iterator
from typing import Any

from tests.standins.discord.component_limits import CHOICES, CLASSIC, MODAL, MODERN, SELECTS, SNOWFLAKE
from tests.standins.discord.messages import COMPONENTS_V2, EPHEMERAL, Message, flattened
from tests.standins.shapes import Anything, Items, OneOf, Record, Rule, Text, Truth, Whole, repeated
from tests.standins.wire import Call, Json

CONTENT, ALL_TEXT, ALL_COMPONENTS, ALL_EMBEDS = 2000, 4000, 40, 6000
SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12

URL = Text(2048, 1, r"(https?|attachment)://\S+")
EMBED = Record(
    optional={
        "title": Text(256),
        "type": OneOf(("rich",)),
        "description": Text(4096),
        "url": URL,
        "timestamp": Text(64, 1),
        "color": Whole(0, 0xFFFFFF),
        "flags": Whole(),
        "footer": Record({"text": Text(2048, 1)}, {"icon_url": URL}),
        "author": Record({"name": Text(256, 1)}, {"url": URL, "icon_url": URL}),
        "image": Record({"url": URL}, {"description": Text(1024)}),
        "thumbnail": Record({"url": URL}, {"description": Text(1024)}),
        "fields": Items(Record({"name": Text(256, 1), "value": Text(1024, 1)}, {"inline": Truth()}), 25),
    }
)
ALLOWED_MENTIONS = Record(
    # Ours, not Discord's: nothing that the bot writes ever calls anybody.
    {"parse": Items(Anything(), 0)},
    {"users": Items(SNOWFLAKE, 0), "roles": Items(SNOWFLAKE, 0), "replied_user": OneOf((False,))},
)
ATTACHMENT = Record(
    {"id": Anything()},
    {
        "filename": Text(1024, 1),
        "description": Text(1024),
        "spoiler": Truth(),
        **{
            name: Anything()
            for name in ("size", "url", "proxy_url", "content_type", "height", "width", "title", "flags", "ephemeral")
        },
    },
)
MESSAGE: dict[str, Rule] = {
    "content": Text(CONTENT),
    "embeds": Items(EMBED, 10),
    "components": MODERN,
    "attachments": Items(ATTACHMENT, 10),
    "allowed_mentions": ALLOWED_MENTIONS,
    "flags": Whole(0, 2**31),
    "tts": Truth(),
}
REFERENCE = Record(
    {"message_id": Anything()},
    {name: Anything() for name in ("channel_id", "guild_id", "fail_if_not_exists", "type")},
)
POSTED = Record(
    optional={
        **MESSAGE,
        "nonce": Text(25, 1),
        "enforce_nonce": Truth(),
        "message_reference": REFERENCE,
        "sticker_ids": Items(SNOWFLAKE, 3),
    }
)
WRITTEN = Record(optional=MESSAGE)
CALLBACK = Record({"type": OneOf((1, 4, 5, 6, 7, 8, 9))}, {"data": Anything()})


def message_problems(call: Call, before: Message | None = None, *, posted: bool = False) -> Iterator[str]:
    """What breaks a limit in a message that is written, or edited from what it was before."""
    yield from _message_problems(call.fields, call, before, POSTED if posted else WRITTEN)


def callback_problems(call: Call, before: Message | None) -> Iterator[str]:
    """What breaks a limit in the answer to an interaction; `before` is the message that an update changes."""
    yield from CALLBACK.problems(call.body, "callback")
    content = call.fields.get("data")
    kind = call.fields.get("type")
    if kind in (4, 7):
        yield from _message_problems(content or {}, call, before if kind == 7 else None, WRITTEN)
    if kind == 5 and content:
        yield from Record(optional={"flags": OneOf((0, EPHEMERAL))}).problems(content, "deferral")
    if kind == 8:
        yield from choices_problems(content)
    if kind == 9:
        yield from modal_problems(content)


def choices_problems(content: Any) -> Iterator[str]:
    """What breaks a limit in the choices of an autocompletion."""
    yield from CHOICES.problems(content, "autocomplete")
    for choice in _objects(content, "choices"):
        value = choice.get("value")
        if isinstance(value, str) and not 1 <= len(value) <= 100:
            yield f"the autocomplete value {value!r} has {len(value)} characters, 1 to 100 are allowed"
        if not isinstance(value, (str, int, float)):
            yield f"the autocomplete value {value!r} is neither text nor a number"


def modal_problems(content: Any) -> Iterator[str]:
    """What breaks a limit in a modal."""
    yield from MODAL.problems(content, "modal")
    yield from _component_problems(_objects(content, "components"))


def _message_problems(fields: Json, call: Call, before: Message | None, shape: Record) -> Iterator[str]:
    flags = fields.get("flags") if isinstance(fields.get("flags"), int) else 0
    modern = bool((flags or 0) & COMPONENTS_V2 or (before and before.flags & COMPONENTS_V2))
    layout: dict[str, Rule] = {"components": MODERN if modern else CLASSIC}
    yield from Record(optional={**shape.optional, **layout}).problems(fields, "message")
    yield from _component_problems(_objects(fields, "components"))
    yield from _flag_problems(flags or 0, posted=shape is POSTED, before=before)
    yield from _mention_problems(fields)
    yield from _embed_problems(_objects(fields, "embeds"))
    yield from _file_problems(fields, call, before)
    if modern:
        used = [name for name in ("content", "embeds", "poll", "sticker_ids") if fields.get(name)]
        yield from (f"message has {name}, which the flag for Components V2 rules out" for name in used)
    if fields.get("enforce_nonce") and not fields.get("nonce"):
        yield "message has enforce_nonce and no nonce"


def is_empty(fields: Json, call: Call) -> bool:
    """Whether a new message would show nothing at all."""
    return not call.uploads and not any(fields.get(name) for name in ("content", "embeds", "components", "sticker_ids"))


def _flag_problems(flags: int, *, posted: bool, before: Message | None) -> Iterator[str]:
    allowed = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2 | (0 if posted else EPHEMERAL)
    if flags & ~allowed:
        yield f"message.flags has bits {flags & ~allowed:#x}, which may not be set here"
    if before and flags & EPHEMERAL and not before.ephemeral:
        yield "message.flags makes a message ephemeral that is not"


def _mention_problems(fields: Json) -> Iterator[str]:
    if any(fields.get(name) for name in ("content", "components", "embeds")) and not fields.get("allowed_mentions"):
        yield "message has no allowed_mentions with parse: []"


def _embed_problems(embeds: list[Json]) -> Iterator[str]:
    total = sum(_embed_length(embed) for embed in embeds)
    if total > ALL_EMBEDS:
        yield f"message.embeds have {total} characters in all, {ALL_EMBEDS} are allowed"


def _embed_length(embed: Json) -> int:
    named = [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    rows = [text for row in embed.get("fields") or () for text in (row.get("name"), row.get("value"))]
    return sum(len(text or "") for text in (embed.get("title"), embed.get("description"), *named, *rows))


def _file_problems(fields: Json, call: Call, before: Message | None) -> Iterator[str]:
    if len(call.uploads) > 10:
        yield f"message has {len(call.uploads)} files, 10 are allowed"
    there = {upload.filename for upload in call.uploads}
    there |= {one["filename"] for one in before.attachments} if before else set()
    for name in _attached_names(fields):
        if name not in there:
            yield f"message speaks of attachment://{name}, which is not among its files"


def _attached_names(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("attachment://"):
        yield value.removeprefix("attachment://")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _attached_names(one)


def _component_problems(components: list[Json]) -> Iterator[str]:
    parts = [part for part in flattened(components) if isinstance(part, dict)]
    if len(parts) > ALL_COMPONENTS:
        yield f"there are {len(parts)} components in all, {ALL_COMPONENTS} are allowed"
    shown = sum(len(str(part.get("content", ""))) for part in parts if part.get("type") == 10)
    if shown > ALL_TEXT:
        yield f"the text displays have {shown} characters in all, {ALL_TEXT} are allowed"
    yield from repeated([part["custom_id"] for part in parts if part.get("custom_id")], "the custom_id")
    yield from repeated([str(part["id"]) for part in parts if part.get("id")], "the component id")
    for part in parts:
        yield from _part_problems(part)


def _part_problems(part: Json) -> Iterator[str]:
    inner = [one.get("type") for one in part.get("components") or () if isinstance(one, dict)]
    if part.get("type") == 1 and len(inner) > 1 and any(kind in SELECTS for kind in inner):
        yield "an action row holds a select and something else"
    if part.get("type") == 2 and part.get("style") != 6 and not (part.get("label") or part.get("emoji")):
        yield f"the button {part.get('custom_id') or part.get('url')!r} has neither label nor emoji"
    if "options" in part:
        yield from _option_problems(part)


def _option_problems(part: Json) -> Iterator[str]:
    options = _objects(part, "options")
    yield from repeated([str(option.get("value")) for option in options], "the option value")
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    chosen = sum(bool(option.get("default")) for option in options)
    if (least or 0) > (most or 1) or (most or 1) > len(options):
        yield f"the select {part.get('custom_id')!r} wants {least} to {most} of {len(options)} options"
    if chosen > (most or 1):
        yield f"the select {part.get('custom_id')!r} has {chosen} defaults, {most} are allowed"


def _objects(value: Any, name: str) -> list[Json]:
    found = value.get(name) if isinstance(value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
