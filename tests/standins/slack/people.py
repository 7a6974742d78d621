"""What people do: they type commands, click, choose, fill in modals, mention the bot, open its home, remove it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tests.standins.bell import Bell
from tests.standins.recorder import Recorder
from tests.standins.slack import payloads
from tests.standins.slack.asked import EVENT, INTERACTIVE, SLASH, Ack, Asked
from tests.standins.slack.filling import Filled, entered, state
from tests.standins.slack.limits import submission_problems, suggestion_problems
from tests.standins.slack.messages import Message, Shelf, View
from tests.standins.slack.payloads import Grant
from tests.standins.slack.triggers import Triggers
from tests.standins.slack.world import Channel, Team, User, World
from tests.standins.wire import Call, Json, Refused


class Transport(Protocol):
    """How events reach the bot: Socket Mode, or HTTP."""

    async def deliver(self, asked: Asked, copies: int = 1) -> None:
        """Send an event so many times; acknowledgements are settled as they come."""
        ...


@dataclass(slots=True)
class People:
    """Sends what they do over the transport, and shows them what comes back."""

    world: World
    shelf: Shelf
    triggers: Triggers
    recorder: Recorder
    bell: Bell

    async def slash(self, by: Transport, user: User, channel: Channel, command: str, text: str, copies: int) -> Asked:
        """Type a command."""
        team, (id, grant) = self.world.teams[channel.team_id], self._grant()
        payload = payloads.slash(team, user, channel, command, text, grant)
        return await self._ask(by, SLASH, team, user, channel, payload, id, None, copies)

    async def use(
        self, by: Transport, user: User, source: Message | View, name: str, value: Filled, copies: int
    ) -> Asked:
        """Click a button, or choose in a select, of a message or a view."""
        found = source.part(name)
        element = found.element
        content = {"text": element.get("text"), "value": element.get("value")} if element["type"] == "button" else {}
        content |= {"type": element["type"]} if element["type"] == "button" else entered(element, value)
        blocks = source.body["blocks"] if isinstance(source, View) else source.blocks
        held = {} if element["type"] in ("button", "overflow") else {element["action_id"]: value}
        action = {name: one for name, one in content.items() if one is not None}
        action |= {"action_id": element["action_id"], "block_id": found.block["block_id"], "action_ts": self.shelf.ts()}
        team, (id, grant) = source.team, self._grant()
        payload = payloads.block_actions(team, user, source, [action], state(blocks, held), grant)
        channel = None if isinstance(source, View) else source.channel
        return await self._ask(by, INTERACTIVE, team, user, channel, payload, id, source, copies)

    async def suggest(self, by: Transport, user: User, source: Message | View, name: str, value: str) -> Asked:
        """Type into a select with external data."""
        found = source.part(name)
        ids = found.block["block_id"], found.element["action_id"]
        payload = payloads.block_suggestion(source.team, user, source, *ids, value)
        return await self._ask(by, INTERACTIVE, source.team, user, None, payload, self.world.id("K"), source, 1)

    async def submit(self, by: Transport, view: View, filled: Mapping[str, Filled], copies: int) -> Asked:
        """Fill in a modal and submit it."""
        id, grant = self._grant()
        values = state(view.body["blocks"], filled, submitting=True)
        payload = payloads.view_submission(view.team, view.user, view, values, grant)
        return await self._ask(by, INTERACTIVE, view.team, view.user, None, payload, id, view, copies)

    async def close(self, by: Transport, view: View) -> Asked:
        """Close a modal, which is told to apps that asked for it."""
        payload = payloads.view_closed(view.team, view.user, view)
        return await self._ask(by, INTERACTIVE, view.team, view.user, None, payload, self.world.id("K"), view, 1)

    async def shortcut(self, by: Transport, user: User, callback_id: str) -> Asked:
        """Use a global shortcut."""
        team, (id, grant) = self.world.teams[user.team_id], self._grant()
        payload = payloads.shortcut(team, user, callback_id, grant)
        return await self._ask(by, INTERACTIVE, team, user, None, payload, id, None, 1)

    async def on_message(self, by: Transport, user: User, message: Message, callback_id: str) -> Asked:
        """Use a shortcut of a message's menu."""
        id, grant = self._grant()
        payload = payloads.message_action(message.team, user, message, callback_id, grant)
        return await self._ask(by, INTERACTIVE, message.team, user, message.channel, payload, id, message, 1)

    async def event(self, by: Transport, team: Team, user: User, content: Json, copies: int = 1) -> Asked:
        """Anything of the Events API."""
        id = self.world.id("Ev")
        payload = payloads.event(team, id, self.world.clock(), content)
        return await self._ask(by, EVENT, team, user, None, payload, id, None, copies)

    def settle(self, asked: Asked, ack: Ack) -> None:
        """Show what an acknowledgement carries."""
        asked.acks.append(ack)
        kind = asked.payload.get("type")
        try:
            if asked.kind == SLASH and ack.content and ack.status == 200:
                fields = {"text": ack.content} if isinstance(ack.content, str) else ack.content
                self.triggers.say(asked, fields)
            elif kind == "view_submission" and ack.status == 200:
                self._settle_view(asked, ack)
            elif kind == "block_suggestion":
                self._check(asked, list(suggestion_problems(ack.content)))
        except Refused:
            # Slack tells the person that something failed; the violation is recorded.
            return

    def _settle_view(self, asked: Asked, ack: Ack) -> None:
        self._check(asked, list(submission_problems(ack.content)))
        answer: Json = ack.content or {}
        view = asked.source
        if not isinstance(view, View):
            return
        if answer.get("response_action") == "update":
            asked.view_ids.append(self.shelf.put_view(replace(view, body=answer["view"])).id)
        elif answer.get("response_action") == "push":
            asked.view_ids.append(self.shelf.open_view(view.team, view.user, answer["view"], view).id)
        asked.cleared = answer.get("response_action") == "clear"

    def _check(self, asked: Asked, problems: Sequence[str]) -> None:
        if problems:
            path = f"acknowledgement of {asked.payload.get('type')}"
            self.recorder.violated(Call(asked.at, "ACK", path, {}, {}, asked.acks[-1].content), list(problems))

    def _grant(self) -> tuple[str, Grant]:
        id = self.world.id("K")
        return id, Grant(id, self.triggers.response_url(id))

    async def _ask(
        self,
        by: Transport,
        kind: str,
        team: Team,
        user: User,
        channel: Channel | None,
        payload: Json,
        id: str,
        source: Message | View | None,
        copies: int,
    ) -> Asked:
        now, sent = self.world.clock(), asyncio.get_running_loop().time()
        asked = Asked(kind, team, user, channel, payload, now, sent, self.bell, self.shelf, source)
        self.triggers.grant(asked, id)
        await by.deliver(asked, copies)
        return asked
