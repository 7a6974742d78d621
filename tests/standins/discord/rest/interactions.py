"""Answers to interactions, and the messages that follow them for a quarter of an hour."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from tests.standins.discord.asked import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFERRED,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    OPENS_MODAL,
    UPDATE,
    Asked,
    Callback,
)
from tests.standins.discord.limits import callback_problems, is_empty, message_problems
from tests.standins.discord.messages import EPHEMERAL, LOADING, Message, Messages
from tests.standins.discord.refusals import (
    ALREADY_ACKNOWLEDGED,
    EMPTY_MESSAGE,
    INVALID_WEBHOOK_TOKEN,
    TOO_MANY_FOLLOW_UPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    invalid_form,
    refuse,
)
from tests.standins.discord.world import World
from tests.standins.recorder import Acceptance, Recorder
from tests.standins.wire import Answer, Call, Json

FIRST_SECONDS, TOKEN_SECONDS = 3.0, 900.0
VISITING_FOLLOW_UPS = 5

# Which answers are allowed to which interaction (developers/interactions/receiving-and-responding).
ALLOWED = {
    COMMAND: {MESSAGE, DEFERRED, OPENS_MODAL},
    COMPONENT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, OPENS_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}


@dataclass(slots=True)
class Interactions:
    """All interactions by their tokens; `answers` counts what was accepted as a first answer."""

    world: World
    messages: Messages
    recorder: Recorder
    asked: dict[str, Asked] = field(default_factory=dict)

    def callback(self, call: Call, now: float) -> Answer:
        """`POST /interactions/{id}/{token}/callback`; `now` is the event loop's time, for measuring."""
        asked = self.asked.get(call.parts["token"])
        if asked is None or asked.id != call.parts["interaction_id"]:
            raise refuse(UNKNOWN_INTERACTION)
        if asked.callback:
            raise refuse(ALREADY_ACKNOWLEDGED)
        if self.world.clock() - asked.at > FIRST_SECONDS:
            raise refuse(UNKNOWN_INTERACTION)
        self._check(call, chain(callback_problems(call, asked.source), _kind_problems(call, asked)))
        content = call.fields.get("data") or {}
        if call.fields["type"] == MESSAGE and is_empty(content, call):
            raise refuse(EMPTY_MESSAGE)
        asked.callback = Callback(call.fields["type"], content, now - asked.sent)
        message = self._effect(asked, call, content)
        wanted = call.query.get("with_response", "").lower() in ("1", "true")
        return Answer(200, _response(asked, message)) if wanted else Answer(204)

    def follow_up(self, call: Call) -> Answer:
        """`POST /webhooks/{application}/{token}`: the first one after a deferral fills the placeholder."""
        asked = self._open(call)
        self._check(call, message_problems(call, asked.original if asked.placeholder else None))
        if is_empty(call.fields, call):
            raise refuse(EMPTY_MESSAGE)
        if asked.placeholder and asked.original:
            asked.placeholder = False
            return Answer(200, self.messages.edit(asked.original, call).payload)
        if asked.visiting and len(asked.follow_up_ids) >= VISITING_FOLLOW_UPS:
            raise refuse(TOO_MANY_FOLLOW_UPS)
        message = self._write(asked, call)
        asked.follow_up_ids.append(message.id)
        return Answer(200, message.payload)

    def read(self, call: Call) -> Answer:
        """`GET …/messages/@original` or of one follow-up."""
        return Answer(200, self._message(call).payload)

    def edit(self, call: Call) -> Answer:
        """`PATCH …/messages/@original` or of one follow-up."""
        message = self._message(call)
        self._check(call, message_problems(call, message))
        asked = self._open(call)
        if message.id == asked.original_id:
            asked.placeholder = asked.awaits_edit = False
        return Answer(200, self.messages.edit(message, call).payload)

    def delete(self, call: Call) -> Answer:
        """`DELETE …/messages/@original` or of one follow-up."""
        message, asked = self._message(call), self._open(call)
        self.messages.delete(message)
        if message.id == asked.original_id:
            asked.deleted, asked.placeholder = True, False
        return Answer(204)

    def _open(self, call: Call) -> Asked:
        asked = self.asked.get(call.parts["token"])
        if asked is None or call.parts["application_id"] != self.world.bot.id:
            raise refuse(UNKNOWN_WEBHOOK)
        if self.world.clock() - asked.at > TOKEN_SECONDS:
            raise refuse(INVALID_WEBHOOK_TOKEN)
        if asked.callback is None:
            raise refuse(UNKNOWN_WEBHOOK)
        return asked

    def _message(self, call: Call) -> Message:
        asked = self._open(call)
        id = call.parts["message_id"]
        if id not in ("@original", asked.original_id, *asked.follow_up_ids):
            raise refuse(UNKNOWN_MESSAGE)
        return self.messages.any((asked.original_id or "") if id == "@original" else id)

    def _effect(self, asked: Asked, call: Call, content: Json) -> Message | None:
        kind = call.fields["type"]
        inner = Call(call.at, call.method, call.path, call.query, call.headers, content, call.uploads, call.parts)
        message = asked.source if kind in (DEFERRED_UPDATE, UPDATE) else None
        if kind == MESSAGE:
            message = self._write(asked, inner)
        elif kind == DEFERRED:
            message = self._placeholder(asked, content)
        elif kind == UPDATE and asked.source:
            message = self.messages.edit(self.messages.any(asked.source.id), inner)
        asked.placeholder, asked.awaits_edit = kind == DEFERRED, kind == DEFERRED_UPDATE
        asked.original_id = message.id if message else None
        return message

    def _write(self, asked: Asked, call: Call) -> Message:
        message = self.messages.write(asked.channel, call, metadata=_metadata(asked))
        self.recorder.accepted(Acceptance(self.world.clock(), asked.channel.id, None, message.id, message.text))
        return message

    def _placeholder(self, asked: Asked, content: Json) -> Message:
        flags = LOADING | ((content.get("flags") or 0) & EPHEMERAL)
        id, at = self.world.snowflake(), self.world.clock()
        blank = Message(id, asked.channel, self.world.bot, at, flags=flags, metadata=_metadata(asked))
        return self.messages.put("CREATE", blank)

    def _check(self, call: Call, problems: Iterable[str]) -> None:
        if self.recorder.holds_limits and (found := list(problems)):
            self.recorder.violated(call, found)
            raise refuse(invalid_form(found))


def _kind_problems(call: Call, asked: Asked) -> list[str]:
    kind: Any = call.fields.get("type")
    if kind not in ALLOWED[asked.kind]:
        return [f"an interaction of type {asked.kind} cannot be answered with type {kind}"]
    if kind in (UPDATE, DEFERRED_UPDATE) and asked.source is None:
        return [f"there is no message that an answer of type {kind} could change"]
    return []


def _metadata(asked: Asked) -> Json:
    owners = asked.payload["authorizing_integration_owners"]
    return {
        "id": asked.id,
        "type": asked.kind,
        "user": asked.user.payload,
        "authorizing_integration_owners": owners,
    }


def _response(asked: Asked, message: Message | None) -> Json:
    callback = asked.callback
    kind = callback.kind if callback else 0
    told: Json = {
        "id": asked.id,
        "type": asked.kind,
        "channel_id": asked.channel.id,
        "guild_id": asked.guild_id,
        "response_message_id": message.id if message else None,
        "response_message_loading": kind == DEFERRED,
        "response_message_ephemeral": bool(message and message.ephemeral),
    }
    resource: Json = {"type": kind} | ({"message": message.payload} if message else {})
    return {"interaction": told, "resource": resource}
