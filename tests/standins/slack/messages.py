"""Messages and views that exist, as people see them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.standins.slack.blocks import Part, completed, part, parts, texts
from tests.standins.slack.refusals import refuse
from tests.standins.slack.world import Channel, Team, User, World
from tests.standins.wire import Json


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now; `reader` is who alone sees it."""

    ts: str
    channel: Channel
    author: User
    team: Team
    text: str = ""
    blocks: tuple[Json, ...] = ()
    reader: User | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: bool = False

    @property
    def shown(self) -> str:
        """All that can be read in it: its blocks, or its text where there are none."""
        return "\n".join(texts(self.blocks)) or self.text

    @property
    def parts(self) -> list[Part]:
        """What can be used in it."""
        return list(parts(self.blocks))

    @property
    def buttons(self) -> dict[str, Json]:
        """Its buttons by what is written on them."""
        return {one.label: one.element for one in self.parts if one.element["type"] == "button"}

    def part(self, name: str) -> Part:
        """The element with this action id or this label."""
        return part(self.blocks, name)

    @property
    def payload(self) -> Json:
        """As Slack tells it."""
        told = {"thread_ts": self.thread_ts, "metadata": self.metadata}
        return {name: value for name, value in told.items() if value} | {
            "type": "message",
            "subtype": "bot_message",
            "ts": self.ts,
            "text": self.text,
            "blocks": list(self.blocks),
            "user": self.author.id,
            "team": self.team.id,
            **({"bot_id": self.team.bot_id, "app_id": "A0STANDIN"} if self.author == self.team.bot else {}),
            **({"edited": {"user": self.author.id, "ts": self.ts}} if self.edited else {}),
        }


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a home as it stands now; `hash` changes with each update."""

    id: str
    team: Team
    user: User
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None

    @property
    def shown(self) -> str:
        """All that can be read in it."""
        return "\n".join(texts([self.body.get("title"), self.body["blocks"]]))

    @property
    def parts(self) -> list[Part]:
        """What can be used in it."""
        return list(parts(self.body["blocks"]))

    def part(self, name: str) -> Part:
        """The element with this action id or this label."""
        return part(self.body["blocks"], name)

    @property
    def payload(self) -> Json:
        """As Slack tells it."""
        given: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "state": {"values": {}}}
        given |= {"submit": None, "close": None, "clear_on_close": False, "notify_on_close": False}
        place = {"team_id": self.team.id, "app_installed_team_id": self.team.id, "app_id": "A0STANDIN"}
        stack = {"root_view_id": self.root_id, "previous_view_id": self.previous_id}
        own = {"id": self.id, "hash": self.hash, "bot_id": self.team.bot_id}
        return given | self.body | place | stack | own


@dataclass(slots=True)
class Shelf:
    """All messages and views, and the numbers they get."""

    world: World
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ts(self) -> str:
        """A new time stamp, which is also a message's id in its channel."""
        return f"{int(self.world.clock())}.{next(self._numbers):06d}"

    def write(self, team: Team, channel: Channel, fields: Json, reader: User | None = None) -> Message:
        """The bot writes."""
        blank = Message(self.ts(), channel, team.bot, team, reader=reader, thread_ts=fields.get("thread_ts"))
        return self._put(self._filled(blank, fields))

    def say(self, team: Team, channel: Channel, author: User, text: str) -> Message:
        """Somebody else writes."""
        return self._put(Message(self.ts(), channel, author, team, text))

    def edit(self, message: Message, fields: Json) -> Message:
        """The bot changes a message; text without blocks takes the blocks away."""
        return self._put(replace(self._filled(message, fields), edited=True))

    def delete(self, message: Message) -> None:
        """The message is gone."""
        del self.messages[message.channel.id, message.ts]

    def message(self, channel: Channel, ts: str) -> Message:
        """A message that stands for everybody, or Slack's refusal."""
        found = self.messages.get((channel.id, ts))
        if found is None or found.reader:
            raise refuse("message_not_found")
        return found

    def current(self, message: Message) -> Message | None:
        """A message as it stands now; None when it is gone."""
        return self.messages.get((message.channel.id, message.ts))

    def inside(self, channel: Channel) -> list[Message]:
        """What stands in a channel, the oldest first."""
        return [one for one in self.messages.values() if one.channel.id == channel.id]

    def open_view(self, team: Team, user: User, body: Json, previous: View | None = None) -> View:
        """A modal is opened, or pushed onto another."""
        id = self.world.id("V")
        root = previous.root_id if previous else id
        return self.put_view(View(id, team, user, body, "", root, previous.id if previous else None))

    def put_view(self, view: View) -> View:
        """A view as it is from now on, with a new hash."""
        number = next(self._numbers)
        body = view.body | {"blocks": completed(view.body["blocks"], f"v{number}b")}
        changed = replace(view, body=body, hash=f"{int(self.world.clock())}.{number:x}")
        self.views[view.id] = changed
        return changed

    def depth(self, view: View) -> int:
        """How many views lie on one another, this one included."""
        below = self.views.get(view.previous_id or "")
        return 1 + (self.depth(below) if below else 0)

    def _filled(self, message: Message, fields: Json) -> Message:
        blocks = completed(fields.get("blocks"), f"m{next(self._numbers)}b")
        text, metadata = fields.get("text") or "", fields.get("metadata") or message.metadata
        return replace(message, text=text, blocks=tuple(blocks), metadata=metadata)

    def _put(self, message: Message) -> Message:
        self.messages[message.channel.id, message.ts] = message
        return message
