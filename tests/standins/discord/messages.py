"""Messages that exist: written, edited, deleted, and read back."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.standins.clock import iso
from tests.standins.discord.refusals import NOT_THE_AUTHOR, TOO_MANY_OLD_EDITS, UNKNOWN_MESSAGE, refuse
from tests.standins.discord.world import Channel, User, World
from tests.standins.wire import Call, Json

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
CONTENT_TYPES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}

# Discord documents "the past few minutes"; the code 30046 has no documented number of edits.
NONCE_SECONDS = 180.0
OLD_SECONDS = 3600.0
OLD_EDITS = 30


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; moments in seconds since 1970."""

    id: str
    channel: Channel
    author: User
    at: float
    content: str = ""
    components: tuple[Json, ...] = ()
    embeds: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    flags: int = 0
    nonce: str | None = None
    edited_at: float | None = None
    old_edits: int = 0
    reference: Json | None = None
    metadata: Json | None = None
    mentions: tuple[User, ...] = ()

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it is still the placeholder of a deferred answer."""
        return bool(self.flags & LOADING)

    @property
    def everything(self) -> Iterator[Json]:
        """Every component, the nested ones too, in the order in which they are read."""
        return flattened(self.components)

    @property
    def text(self) -> str:
        """All that can be read in it, a line for each part."""
        shown = (part["content"] for part in self.everything if part["type"] == 10)
        return "\n".join(part for part in (self.content, *shown) if part)

    @property
    def buttons(self) -> dict[str, Json]:
        """Its buttons by label."""
        return {part.get("label") or "": part for part in self.everything if part["type"] == 2}

    @property
    def selects(self) -> list[Json]:
        """Its selects, in order."""
        return [part for part in self.everything if part["type"] in (3, 5, 6, 7, 8)]

    def component(self, custom_id: str) -> Json:
        """The component with this custom id, or the button with this label."""
        for part in self.everything:
            if custom_id in (part.get("custom_id"), part.get("label")):
                return part
        raise LookupError(f"{custom_id!r} is not in {[part.get('custom_id') for part in self.everything]}")

    @property
    def payload(self) -> Json:
        """As Discord tells it."""
        optional = {"nonce": self.nonce, "message_reference": self.reference, "interaction_metadata": self.metadata}
        told = {name: value for name, value in optional.items() if value is not None}
        return told | {
            "id": self.id,
            "type": 20 if self.metadata else 0,
            "channel_id": self.channel.id,
            "author": self.author.payload,
            "content": self.content,
            "timestamp": iso(self.at),
            "edited_timestamp": None if self.edited_at is None else iso(self.edited_at),
            "tts": False,
            "mention_everyone": False,
            "mentions": [user.payload for user in self.mentions],
            "mention_roles": [],
            "attachments": list(self.attachments),
            "embeds": list(self.embeds),
            "components": list(self.components),
            "pinned": False,
            "flags": self.flags,
        }


def flattened(components: Any) -> Iterator[Json]:
    """These components and all within them."""
    for part in components:
        yield part
        inner = [part[name] for name in ("accessory", "component") if part.get(name)]
        yield from flattened([*inner, *part.get("components", ())])


class Messages:
    """All messages, and the nonces of the last minutes."""

    def __init__(self, world: World, on_change: Callable[[str, Message], None]) -> None:
        self.nonce_seconds = NONCE_SECONDS
        self.ephemeral: dict[str, Message] = {}
        self.public: dict[str, Message] = {}
        self._world = world
        self._on_change = on_change
        self._nonces: dict[str, tuple[float, str]] = {}
        self._by_channel: defaultdict[str, list[str]] = defaultdict(list)

    def known_nonce(self, nonce: str | None) -> Message | None:
        """The message that was made with this nonce a short while ago."""
        at, id = self._nonces.get(nonce or "", (float("-inf"), ""))
        return self.public.get(id) if self._world.clock() - at < self.nonce_seconds else None

    def write(self, channel: Channel, call: Call, **told: Any) -> Message:
        """The bot writes what a request says; fields of an interaction may be told besides."""
        blank = Message(self._world.snowflake(), channel, self._world.bot, self._world.clock())
        nonce = call.fields.get("nonce")
        message = replace(self._filled(blank, call), nonce=None if nonce is None else str(nonce), **told)
        if message.nonce:
            self._nonces[message.nonce] = (message.at, message.id)
        return self.put("CREATE", message)

    def say(self, channel: Channel, author: User, content: str) -> Message:
        """Somebody else writes."""
        mentioned = (self._world.bot,) if f"<@{self._world.bot.id}>" in content else ()
        id, at = self._world.snowflake(), self._world.clock()
        return self.put("CREATE", Message(id, channel, author, at, content, mentions=mentioned))

    def edit(self, message: Message, call: Call) -> Message:
        """The bot changes what a request names, and nothing else."""
        if message.author != self._world.bot:
            raise refuse(NOT_THE_AUTHOR)
        now = self._world.clock()
        old = message.old_edits + (now - message.at >= OLD_SECONDS)
        if old > OLD_EDITS:
            raise refuse(TOO_MANY_OLD_EDITS)
        changed = replace(self._filled(message, call), edited_at=now, old_edits=old)
        return self.put("UPDATE", replace(changed, flags=changed.flags & ~LOADING))

    def put(self, change: str, message: Message) -> Message:
        """Keep a message as it is now, and tell the gateway unless only one person sees it."""
        (self.ephemeral if message.ephemeral else self.public)[message.id] = message
        if not message.ephemeral:
            self._by_channel[message.channel.id] += [message.id] if change == "CREATE" else []
            self._on_change(f"MESSAGE_{change}", message)
        return message

    def delete(self, message: Message) -> None:
        """The message is gone."""
        (self.ephemeral if message.ephemeral else self.public).pop(message.id)
        if not message.ephemeral:
            self._on_change("MESSAGE_DELETE", message)

    def any(self, id: str) -> Message:
        """A message, ephemeral or not, or Discord's refusal."""
        found = self.ephemeral.get(id) or self.public.get(id)
        if found is None:
            raise refuse(UNKNOWN_MESSAGE)
        return found

    def one(self, channel: Channel, id: str) -> Message:
        """A message that stands in the channel for everybody, or Discord's refusal."""
        found = self.public.get(id)
        if found is None or found.channel.id != channel.id:
            raise refuse(UNKNOWN_MESSAGE)
        return found

    def history(self, channel: Channel) -> list[Message]:
        """What stands in a channel, the newest first."""
        here = (self.public.get(id) for id in reversed(self._by_channel[channel.id]))
        return [message for message in here if message]

    def _filled(self, message: Message, call: Call) -> Message:
        fields = call.fields
        numbered = _numbered(fields.get("components") or ())
        attachments = self._attachments(message, call)
        named: Json = {
            "content": fields.get("content") or "",
            "components": tuple(_resolved(part, attachments) if attachments else part for part in numbered),
            "embeds": tuple(fields.get("embeds") or ()),
            "flags": message.flags & (EPHEMERAL | COMPONENTS_V2) | (fields.get("flags") or 0),
            "reference": fields.get("message_reference"),
        }
        return replace(
            message, attachments=attachments, **{name: value for name, value in named.items() if name in _names(fields)}
        )

    def _attachments(self, message: Message, call: Call) -> tuple[Json, ...]:
        kept = {str(one["id"]) for one in call.fields.get("attachments") or ()}
        stay = [one for one in message.attachments if "attachments" not in call.fields or one["id"] in kept]
        return (*stay, *(self._attachment(message, call, index) for index in range(len(call.uploads))))

    def _attachment(self, message: Message, call: Call, index: int) -> Json:
        upload = call.uploads[index]
        told = (one for one in call.fields.get("attachments") or () if str(one.get("id")) == str(index))
        description = next((one.get("description") for one in told), None)
        url = f"https://cdn.discordapp.com/attachments/{message.channel.id}/{message.id}/{upload.filename}"
        kind = CONTENT_TYPES.get(upload.filename.rpartition(".")[2], "application/octet-stream")
        sizes = {"size": len(upload.content), "url": url, "proxy_url": url, "content_type": kind}
        described = {"description": description}
        return {"id": self._world.snowflake(), "filename": upload.filename} | sizes | described


def _names(fields: Json) -> set[str]:
    return {"reference" if name == "message_reference" else name for name in fields}


def _numbered(components: Any) -> list[Json]:
    """Copies in which every component has a number; Discord gives the missing ones, from 1."""
    taken = {part["id"] for part in flattened(components) if part.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)

    def numbered(part: Json) -> Json:
        copy = part | {"id": part.get("id") or next(free)}
        copy |= {name: numbered(part[name]) for name in ("accessory", "component") if part.get(name)}
        return copy | ({"components": [numbered(one) for one in part["components"]]} if "components" in part else {})

    return [numbered(part) for part in components]


def _resolved(part: Any, attachments: tuple[Json, ...]) -> Any:
    """The same with `attachment://name` replaced by the address of the attachment."""
    if isinstance(part, dict):
        return {name: _resolved(value, attachments) for name, value in part.items()}
    if isinstance(part, list):
        return [_resolved(one, attachments) for one in part]
    urls = {f"attachment://{one['filename']}": one["url"] for one in attachments}
    return urls.get(part, part) if isinstance(part, str) else part
