"""What an event gives the bot for a while: a trigger for one modal, and an address for five answers."""

from dataclasses import dataclass, field

from tests.standins.recorder import Acceptance, Recorder
from tests.standins.slack.asked import Asked
from tests.standins.slack.limits import RESPONDED, message_problems
from tests.standins.slack.messages import Message, Shelf
from tests.standins.slack.refusals import invalid, refuse
from tests.standins.wire import Answer, Call, Json

TRIGGER_SECONDS, RESPONSE_SECONDS, RESPONSES = 3.0, 1800.0, 5


@dataclass(slots=True)
class Triggers:
    """All of them; `url` is the stand-in's own address."""

    shelf: Shelf
    recorder: Recorder
    url: str = ""
    asked: dict[str, Asked] = field(default_factory=dict)

    def grant(self, asked: Asked, id: str) -> None:
        """From now on this id opens a modal, and is the end of a response_url."""
        self.asked[id] = asked

    def response_url(self, id: str) -> str:
        """Where the bot may answer, five times in half an hour."""
        return f"{self.url}/response/{id}"

    def use(self, id: str) -> Asked:
        """What a trigger was given for, or Slack's refusal; it is good once and for three seconds."""
        asked = self.asked.get(id)
        if asked is None:
            raise refuse("invalid_trigger_id")
        if asked.trigger_used:
            raise refuse("exchanged_trigger_id")
        if self.shelf.world.clock() - asked.at > TRIGGER_SECONDS:
            raise refuse("expired_trigger_id")
        asked.trigger_used = True
        return asked

    def respond(self, call: Call) -> Answer:
        """A post to a response_url."""
        asked = self.asked.get(call.parts["id"])
        if asked is None or asked.channel is None:
            return Answer(404, {"ok": False, "error": "invalid_url"})
        if self.shelf.world.clock() - asked.at > RESPONSE_SECONDS:
            return Answer(404, {"ok": False, "error": "expired_url"})
        if len(asked.responses) >= RESPONSES:
            return Answer(404, {"ok": False, "error": "used_url"})
        asked.responses.append(call.fields)
        self.say(asked, call.fields, call)
        return Answer(200, b"ok", {"Content-Type": "text/plain"})

    def say(self, asked: Asked, fields: Json, call: Call | None = None) -> None:
        """Show what the bot answered: new, in place of what it answers, or that being deleted."""
        self._check(fields, call)
        source = self.shelf.current(asked.source) if isinstance(asked.source, Message) else None
        if fields.get("delete_original"):
            if source:
                self.shelf.delete(source)
        elif fields.get("replace_original") and source:
            asked.messages.append(self.shelf.edit(source, fields))
        else:
            self._write(asked, fields)

    def _write(self, asked: Asked, fields: Json) -> None:
        if asked.channel is None:
            return
        alone = None if fields.get("response_type") == "in_channel" else asked.user
        message = self.shelf.write(asked.team, asked.channel, fields, alone)
        asked.messages.append(message)
        at = self.shelf.world.clock()
        self.recorder.accepted(Acceptance(at, asked.channel.id, None, message.ts, message.shown))

    def _check(self, fields: Json, call: Call | None) -> None:
        nothing = not fields.get("delete_original") and not fields.get("text") and not fields.get("blocks")
        problems = [*message_problems(fields, RESPONDED), *(["message has neither text nor blocks"] if nothing else [])]
        if problems:
            self.recorder.violated(call or _acknowledgement(fields), problems)
            raise invalid("invalid_blocks", problems)


def _acknowledgement(fields: Json) -> Call:
    return Call(0.0, "ACK", "acknowledgement", {}, {}, fields)
