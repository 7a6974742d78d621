"""Channels and their messages, guilds and their members."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.standins.discord.limits import is_empty, message_problems
from tests.standins.discord.messages import Message, Messages
from tests.standins.discord.refusals import (
    CANNOT_MESSAGE_USER,
    EMPTY_MESSAGE,
    MISSING_PERMISSIONS,
    UNKNOWN_MEMBER,
    invalid_form,
    refuse,
)
from tests.standins.discord.world import (
    ATTACH_FILES,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    Channel,
    World,
)
from tests.standins.recorder import Acceptance, Recorder
from tests.standins.wire import Answer, Call, Json


@dataclass(slots=True)
class Channels:
    """The part of the API in which the bot speaks of its own accord."""

    world: World
    messages: Messages
    recorder: Recorder
    reads_content: Callable[[], bool]
    shut_doors: set[str] = field(default_factory=set)  # users who take no direct messages

    def one(self, call: Call) -> Answer:
        """`GET /channels/{id}`."""
        return Answer(200, self._channel(call).payload(self.world.bot))

    def typing(self, call: Call) -> Answer:
        """`POST /channels/{id}/typing`."""
        self._channel(call)
        return Answer(204)

    def post(self, call: Call) -> Answer:
        """`POST /channels/{id}/messages`, which an enforced nonce makes safe to repeat."""
        channel = self._writable(call)
        problems = list(message_problems(call, posted=True))
        if problems:
            self.recorder.violated(call, problems)
            raise refuse(invalid_form(problems))
        if is_empty(call.fields, call):
            raise refuse(EMPTY_MESSAGE)
        known = self.messages.known_nonce(call.fields.get("nonce")) if call.fields.get("enforce_nonce") else None
        message = known or self.messages.write(channel, call)
        self.recorder.accepted(self._acceptance(message, repeated=known is not None))
        return Answer(200, message.payload)

    def history(self, call: Call) -> Answer:
        """`GET /channels/{id}/messages`, the newest first."""
        channel = self._channel(call)
        if not self.world.allowed(channel) & READ_MESSAGE_HISTORY:
            return Answer(200, [])
        limit = int(call.query.get("limit", "50"))
        if not 1 <= limit <= 100:
            raise refuse(invalid_form([f"limit is {limit}, 1 to 100 are allowed"]))
        return Answer(200, [self.readable(one) for one in _page(self.messages.history(channel), call, limit)])

    def read(self, call: Call) -> Answer:
        """`GET /channels/{id}/messages/{id}`."""
        channel = self._channel(call)
        self._need(channel, READ_MESSAGE_HISTORY)
        return Answer(200, self.readable(self.messages.one(channel, call.parts["message_id"])))

    def edit(self, call: Call) -> Answer:
        """`PATCH /channels/{id}/messages/{id}`."""
        message = self.messages.one(self._channel(call), call.parts["message_id"])
        if problems := list(message_problems(call, message)):
            self.recorder.violated(call, problems)
            raise refuse(invalid_form(problems))
        return Answer(200, self.messages.edit(message, call).payload)

    def delete(self, call: Call) -> Answer:
        """`DELETE /channels/{id}/messages/{id}`; of others only with a permission that the bot never has."""
        message = self.messages.one(self._channel(call), call.parts["message_id"])
        if message.author != self.world.bot:
            raise refuse(MISSING_PERMISSIONS)
        self.messages.delete(message)
        return Answer(204)

    def create_direct(self, call: Call) -> Answer:
        """`POST /users/@me/channels`."""
        user = self.world.user(str(call.fields.get("recipient_id")))
        return Answer(200, self.world.direct_channel(user).payload(self.world.bot))

    def user(self, call: Call) -> Answer:
        """`GET /users/{id}`."""
        return Answer(200, self.world.user(call.parts["user_id"]).payload)

    def guild(self, call: Call) -> Answer:
        """`GET /guilds/{id}`."""
        guild = self.world.guild(call.parts["guild_id"])
        members = len(self.world.members[guild.id])
        return Answer(200, guild.payload | {"approximate_member_count": members, "approximate_presence_count": 1})

    def guild_channels(self, call: Call) -> Answer:
        """`GET /guilds/{id}/channels`."""
        guild = self.world.guild(call.parts["guild_id"])
        return Answer(200, [channel.payload(self.world.bot) for channel in self.world.channels_of(guild)])

    def roles(self, call: Call) -> Answer:
        """`GET /guilds/{id}/roles`."""
        return Answer(200, self.world.guild(call.parts["guild_id"]).roles)

    def member(self, call: Call) -> Answer:
        """`GET /guilds/{id}/members/{id}`."""
        guild = self.world.guild(call.parts["guild_id"])
        user = self.world.members[guild.id].get(call.parts["user_id"])
        if user is None:
            raise refuse(UNKNOWN_MEMBER)
        return Answer(200, guild.member(user))

    def _channel(self, call: Call) -> Channel:
        return self.world.channel(call.parts["channel_id"])

    def _writable(self, call: Call) -> Channel:
        channel = self._channel(call)
        if channel.recipient and channel.recipient.id in self.shut_doors:
            raise refuse(CANNOT_MESSAGE_USER)
        self._need(channel, SEND_MESSAGES | (ATTACH_FILES if call.uploads else 0))
        return channel

    def _need(self, channel: Channel, permissions: int) -> None:
        if permissions & ~self.world.allowed(channel):
            raise refuse(MISSING_PERMISSIONS)

    def _acceptance(self, message: Message, *, repeated: bool) -> Acceptance:
        return Acceptance(self.world.clock(), message.channel.id, message.nonce, message.id, message.text, repeated)

    def readable(self, message: Message) -> Json:
        """Without the message content intent, others' words are left out, except where the bot is addressed."""
        ours = message.author == self.world.bot or self.world.bot in message.mentions or message.channel.recipient
        hidden = {} if ours or self.reads_content() else {"content": "", "embeds": [], "components": []}
        return message.payload | hidden


def _page(messages: list[Message], call: Call, limit: int) -> list[Message]:
    """At most so many messages, before, after or around another."""
    if "before" in call.query:
        return [one for one in messages if int(one.id) < int(call.query["before"])][:limit]
    if "after" in call.query:
        return [one for one in messages if int(one.id) > int(call.query["after"])][-limit:]
    if "around" in call.query:
        older = [one for one in messages if int(one.id) <= int(call.query["around"])]
        first = max(0, len(messages) - len(older) - limit // 2)
        return messages[first : first + limit]
    return messages[:limit]
