"""`chat.*`: the bot speaks of its own accord."""

from dataclasses import dataclass

from tests.standins.recorder import Acceptance, Recorder
from tests.standins.shapes import Record
from tests.standins.slack.limits import EDITED, POSTED, TEXT, WHISPERED, message_problems
from tests.standins.slack.messages import Message, Shelf
from tests.standins.slack.refusals import IS_ARCHIVED, NOT_IN_CHANNEL, invalid, refuse
from tests.standins.slack.world import Channel, Team
from tests.standins.wire import Answer, Call


@dataclass(slots=True)
class Chat:
    """Messages in channels."""

    shelf: Shelf
    recorder: Recorder

    def post(self, team: Team, call: Call) -> Answer:
        """`chat.postMessage`."""
        self._check(call, POSTED)
        channel = self._writable(team, call)
        message = self.shelf.write(team, channel, call.fields)
        self.recorder.accepted(Acceptance(self.shelf.world.clock(), channel.id, None, message.ts, message.shown))
        return Answer(200, {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.payload})

    def update(self, team: Team, call: Call) -> Answer:
        """`chat.update`."""
        self._check(call, EDITED)
        before = self._own(team, call, "cant_update_message")
        message = self.shelf.edit(before, call.fields)
        told = {"ok": True, "channel": message.channel.id, "ts": message.ts, "text": message.text}
        return Answer(200, told | {"message": message.payload})

    def delete(self, team: Team, call: Call) -> Answer:
        """`chat.delete`."""
        message = self._own(team, call, "cant_delete_message")
        self.shelf.delete(message)
        return Answer(200, {"ok": True, "channel": message.channel.id, "ts": message.ts})

    def whisper(self, team: Team, call: Call) -> Answer:
        """`chat.postEphemeral`: only the reader sees it, and it can be neither edited nor deleted by `chat.*`."""
        self._check(call, WHISPERED)
        channel = self._writable(team, call)
        message = self.shelf.write(team, channel, call.fields, self.shelf.world.user(call.fields["user"]))
        return Answer(200, {"ok": True, "message_ts": message.ts})

    def _check(self, call: Call, shape: Record) -> None:
        fields = call.fields
        if not fields.get("text") and not fields.get("blocks"):
            raise refuse("no_text")
        problems = list(message_problems(fields, shape))
        if problems:
            self.recorder.violated(call, problems)
            raise invalid("msg_too_long" if len(str(fields.get("text"))) > TEXT else "invalid_blocks", problems)

    def _writable(self, team: Team, call: Call) -> Channel:
        channel = self.shelf.world.channel(team, str(call.fields.get("channel")))
        if channel.archived:
            raise refuse(IS_ARCHIVED)
        may_everywhere = "chat:write.public" in team.scopes.split(",")
        if not channel.joined and not may_everywhere:
            raise refuse(NOT_IN_CHANNEL)
        return channel

    def _own(self, team: Team, call: Call, otherwise: str) -> Message:
        channel = self.shelf.world.channel(team, str(call.fields.get("channel")))
        message = self.shelf.message(channel, str(call.fields.get("ts")))
        if message.author != team.bot:
            raise refuse(otherwise)
        return message
