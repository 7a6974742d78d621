"""What people do: they type commands, click buttons, choose, fill in modals, and write messages."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.standins.bell import PATIENCE, Bell
from tests.standins.discord.asked import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Asked
from tests.standins.discord.gateway import Gateway
from tests.standins.discord.messages import Message, Messages
from tests.standins.discord.modals import Filled, submission
from tests.standins.discord.options import Typed, command_payload
from tests.standins.discord.rest.application import Application
from tests.standins.discord.rest.interactions import Interactions
from tests.standins.discord.world import EVERYBODY, Channel, Guild, User, World
from tests.standins.wire import Json

GUILD_INSTALL, USER_INSTALL = "0", "1"
IN_GUILD, IN_BOT_DM, IN_PRIVATE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Place:
    """Who asks, and where: a guild's channel, or a direct message when there is no guild."""

    user: User
    channel: Channel
    guild: Guild | None = None
    permissions: int = EVERYBODY
    locale: str | None = None
    visiting: bool = False  # the app is installed by the user, not by the guild


@dataclass(slots=True)
class People:
    """Sends interactions to the session that must have them; `duplicate` sends the same event twice."""

    world: World
    gateway: Gateway
    messages: Messages
    interactions: Interactions
    application: Application
    bell: Bell

    async def slash(self, name: str, typed: Mapping[str, Typed], at: Place, *, duplicate: bool = False) -> Asked:
        """Type a command; `name` may hold a subcommand, as in "schedule daily"."""
        content = self._command(name, typed, at, None)
        return await self._ask(COMMAND, content, at, duplicate=duplicate)

    async def on_message(self, name: str, message: Message, at: Place) -> Asked:
        """Choose a command in the menu of a message."""
        command = self.application.command(name, at.guild.id if at.guild else None)
        content = {"id": command["id"], "name": name, "type": command["type"], "target_id": message.id}
        return await self._ask(COMMAND, content | {"resolved": {"messages": {message.id: message.payload}}}, at)

    async def autocomplete(self, name: str, typed: Mapping[str, Typed], focused: str | None, at: Place) -> Asked:
        """Be in the middle of typing; the last option is the one under the cursor unless another is named."""
        content = self._command(name, typed, at, focused or list(typed)[-1])
        return await self._ask(AUTOCOMPLETE, content, at)

    async def click(self, message: Message, custom_id: str, at: Place, *, duplicate: bool = False) -> Asked:
        """Press a button, named by its custom id or its label."""
        part = _pressable(message, custom_id)
        content = {"component_type": part["type"], "custom_id": part["custom_id"], "id": part["id"]}
        return await self._ask(COMPONENT, content, at, message, duplicate=duplicate)

    async def choose(self, message: Message, custom_id: str, values: Sequence[str], at: Place) -> Asked:
        """Choose in a select."""
        part = _pressable(message, custom_id)
        offered = [option["value"] for option in part.get("options") or ()]
        if part["type"] == 3 and not set(values) <= set(offered):
            raise LookupError(f"{custom_id} offers {offered}, not {list(values)}")
        named = {"component_type": part["type"], "custom_id": part["custom_id"], "id": part["id"]}
        return await self._ask(COMPONENT, named | {"values": list(values)}, at, message)

    async def submit(self, opened: Asked, filled: Mapping[str, Filled], at: Place, *, duplicate: bool = False) -> Asked:
        """Fill in the modal that an earlier interaction opened, and send it."""
        content = submission(await opened.modal(), filled)
        return await self._ask(MODAL, content, at, opened.source, duplicate=duplicate)

    def say(self, channel: Channel, author: User, content: str) -> Message:
        """Write an ordinary message."""
        return self.messages.say(channel, author, content)

    def _command(self, name: str, typed: Mapping[str, Typed], at: Place, focused: str | None) -> Json:
        root, *path = name.split()
        command = self.application.command(root, at.guild.id if at.guild else None)
        return command_payload(command, path, typed, focused)

    async def _ask(
        self, kind: int, content: Json, at: Place, source: Message | None = None, *, duplicate: bool = False
    ) -> Asked:
        guild_id = at.guild.id if at.guild else None
        await self.bell.until(lambda: self.gateway.live(guild_id), PATIENCE)
        asked = self._asked(kind, content, at, source)
        self.interactions.asked[asked.token] = asked
        for _ in range(1 + duplicate):
            self.gateway.dispatch("INTERACTION_CREATE", asked.payload, guild_id)
        return asked

    def _asked(self, kind: int, content: Json, at: Place, source: Message | None) -> Asked:
        id = self.world.snowflake()
        return Asked(
            id=id,
            token=f"interaction-token-{id}",
            kind=kind,
            user=at.user,
            channel=at.channel,
            guild_id=at.guild.id if at.guild else None,
            at=self.world.clock(),
            sent=asyncio.get_running_loop().time(),
            bell=self.bell,
            messages=self.messages,
            payload=self._payload(id, kind, content, at) | ({"message": source.payload} if source else {}),
            source=source,
            visiting=at.visiting,
        )

    def _payload(self, id: str, kind: int, content: Json, at: Place) -> Json:
        locale = at.locale or at.user.locale
        installed = {USER_INSTALL: at.user.id} if at.visiting else {GUILD_INSTALL: at.guild.id if at.guild else "0"}
        payload = {
            "id": id,
            "application_id": self.world.bot.id,
            "type": kind,
            "token": f"interaction-token-{id}",
            "version": 1,
            "data": content,
            "channel_id": at.channel.id,
            "channel": at.channel.payload(self.world.bot),
            "app_permissions": str(self.world.allowed(at.channel)),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": installed,
            "context": IN_GUILD if at.guild else IN_PRIVATE if at.visiting else IN_BOT_DM,
            "attachment_size_limit": 10 * 1024**2,
        }
        return payload | self._person(at)

    def _person(self, at: Place) -> Json:
        if not at.guild:
            return {"user": at.user.payload}
        guild = {"id": at.guild.id, "locale": at.guild.locale, "features": ["COMMUNITY"]}
        member = at.guild.member(at.user, at.permissions)
        return {"guild_id": at.guild.id, "guild_locale": at.guild.locale, "guild": guild, "member": member}


def _pressable(message: Message, custom_id: str) -> Json:
    part = message.component(custom_id)
    if part.get("disabled") or "custom_id" not in part:
        raise LookupError(f"{custom_id!r} cannot be used: {part}")
    return part
