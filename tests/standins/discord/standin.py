"""The stand-in of Discord: REST and gateway on loopback, a small world, and people who use the bot."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from tests.standins.bell import PATIENCE, Bell
from tests.standins.clock import Clock, system_clock
from tests.standins.discord.asked import Asked
from tests.standins.discord.files import PATH, Attached, Files
from tests.standins.discord.gateway import (
    BAD_TOKEN,
    DIRECT_MESSAGES,
    GUILD_MESSAGES,
    GUILDS,
    MESSAGE_CONTENT,
    Gateway,
)
from tests.standins.discord.messages import Message, Messages
from tests.standins.discord.modals import Filled
from tests.standins.discord.options import Typed
from tests.standins.discord.people import People, Place
from tests.standins.discord.refusals import too_many_requests
from tests.standins.discord.rest.application import Application
from tests.standins.discord.rest.channels import Channels
from tests.standins.discord.rest.interactions import Interactions
from tests.standins.discord.routes import API, Routes
from tests.standins.discord.session import Session
from tests.standins.discord.world import EVERYBODY, MANAGE_GUILD, SEND_MESSAGES, Channel, Guild, User, World
from tests.standins.faults import Faults
from tests.standins.gate import Gate, one_for_all
from tests.standins.loopback import Loopback
from tests.standins.recorder import Acceptance, Recorder
from tests.standins.wire import Answer, Call, Json

TOKEN = "standin.discord.token"


class DiscordStandin:
    """Discord for one bot; `guild`, `channel`, `user` and `moderator` are there from the start."""

    def __init__(self, clock: Clock = system_clock, rng: Random | None = None, journal: Path | None = None) -> None:
        self.token = TOKEN
        self.bell = Bell()
        self.recorder = Recorder(journal)
        self.faults = Faults(rng or Random(0))
        self.world = World(clock)
        self.gateway = Gateway(self.world, self.bell, TOKEN)
        self.messages = Messages(self.world, self._tell)
        self.application = Application(self.world, self.gateway, self.recorder)
        self.channels = Channels(self.world, self.messages, self.recorder, self._reads_content)
        self.files = Files(self.world)
        self.interactions = Interactions(self.world, self.messages, self.recorder)
        self.people = People(self.world, self.gateway, self.messages, self.interactions, self.application, self.bell)
        self.moderator = self.world.add_user("Ada Moderator")
        self.user = self.world.add_user("Marie Student")
        self.guild = self.world.add_guild("History class", self.moderator)
        self.world.members[self.guild.id][self.user.id] = self.user
        self.channel = self.world.add_channel(self.guild, "general")
        self.loopback = Loopback(clock, self.recorder, self.faults, self.bell)

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        Routes(self.loopback, lambda: self.token).lay(self.application, self.channels, self.interactions)
        self.loopback.serve("GET", [f"{PATH}/{{application_id}}/{{id}}/{{name}}"], self.files.fetch)
        for path in ("/gateway", "/gateway/", "/resume", "/resume/", "/"):
            self.loopback.stream(path, self.gateway.serve)
        await self.loopback.start(port)
        self.gateway.ws_url = f"ws://127.0.0.1:{self.loopback.port}"

    async def stop(self) -> None:
        """Drop everybody and stop."""
        self.gateway.cut()
        await self.loopback.stop()

    @property
    def api_url(self) -> str:
        """What `discord.http.Route.BASE` must be."""
        return self.loopback.url + API

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` must be."""
        return f"{self.gateway.ws_url}/gateway"

    @property
    def requests(self) -> list[Call]:
        """Every REST request since the start."""
        return self.recorder.requests

    @property
    def acceptances(self) -> list[Acceptance]:
        """Every message that was taken."""
        return self.recorder.acceptances

    @property
    def violations(self) -> list[str]:
        """What broke a documented limit: a test ends with none."""
        return self.recorder.violations

    async def ready(self, sessions: int = 1, timeout: float = PATIENCE) -> list[Session]:
        """Wait until so many sessions are connected."""
        return await self.bell.until(lambda: (len(live := self._live()) >= sessions and live) or [], timeout)

    async def slash(
        self,
        name: str,
        typed: Mapping[str, Typed] | None = None,
        *,
        user: User | None = None,
        guild: Guild | None = None,
        channel: Channel | None = None,
        permissions: int | None = None,
        locale: str | None = None,
        visiting: bool = False,
        duplicate: bool = False,
    ) -> Asked:
        """Type a command, in the first guild's first channel unless another place is named."""
        at = self.place(user, guild, channel, permissions, locale, visiting=visiting)
        return await self.people.slash(name, typed or {}, at, duplicate=duplicate)

    async def autocomplete(
        self,
        name: str,
        typed: Mapping[str, Typed],
        focused: str | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        locale: str | None = None,
    ) -> Asked:
        """Be in the middle of typing the option `focused`, else the last one."""
        at = self.place(user, None, channel, None, locale)
        return await self.people.autocomplete(name, typed, focused, at)

    async def click(
        self, message: Message, custom_id: str, *, user: User | None = None, duplicate: bool = False
    ) -> Asked:
        """Press a button of a message, named by custom id or label."""
        at = self.place(user, None, message.channel, None, None)
        return await self.people.click(message, custom_id, at, duplicate=duplicate)

    async def on_message(self, name: str, message: Message, *, user: User | None = None) -> Asked:
        """Choose a command in the menu of a message."""
        return await self.people.on_message(name, message, self.place(user, None, message.channel, None, None))

    async def choose(
        self, message: Message, custom_id: str, values: Sequence[str], *, user: User | None = None
    ) -> Asked:
        """Choose in a select of a message."""
        return await self.people.choose(message, custom_id, values, self.place(user, None, message.channel, None, None))

    async def submit_modal(
        self, opened: Asked, filled: Mapping[str, Filled], *, user: User | None = None, duplicate: bool = False
    ) -> Asked:
        """Fill in the modal that an interaction opened, by custom ids, and send it."""
        at = self.place(user or opened.user, None, opened.channel, None, None)
        return await self.people.submit(opened, filled, at, duplicate=duplicate)

    def place(
        self,
        user: User | None,
        guild: Guild | None,
        channel: Channel | None,
        permissions: int | None,
        locale: str | None,
        *,
        visiting: bool = False,
    ) -> Place:
        """Who and where, with what was not said filled in; a guild's owner may manage it."""
        where = channel or (next(iter(self.world.channels_of(guild))) if guild else self.channel)
        there = guild or self.world.guilds.get(where.guild_id or "")
        who = user or self.user
        usual = EVERYBODY | (MANAGE_GUILD if there and there.owner == who else 0)
        return Place(who, where, there, usual if permissions is None else permissions, locale, visiting)

    def add_guild(self, name: str, *, owner: User | None = None, locale: str = "en-US") -> Guild:
        """The bot is invited into another guild, which has one channel."""
        guild = self.world.add_guild(name, owner or self.moderator, locale)
        self.world.add_channel(guild, "general")
        self.gateway.dispatch("GUILD_CREATE", self.gateway.guild_create(guild), guild.id, GUILDS)
        return guild

    def remove_guild(self, guild: Guild, *, outage: bool = False) -> None:
        """The bot is thrown out of a guild; in an outage it is only not to be had."""
        told: Json = {"id": guild.id} | ({"unavailable": True} if outage else {})
        if not outage:
            self.world.leave(guild)
        self.gateway.dispatch("GUILD_DELETE", told, guild.id, GUILDS)

    def add_channel(self, name: str, guild: Guild | None = None) -> Channel:
        """A new text channel."""
        channel = self.world.add_channel(guild or self.guild, name)
        self._tell_channel("CHANNEL_CREATE", channel)
        return channel

    def delete_channel(self, channel: Channel) -> None:
        """A channel is deleted: later calls get code 10003."""
        self.world.drop_channel(channel)
        self._tell_channel("CHANNEL_DELETE", channel)

    def forbid(self, channel: Channel, permissions: int = SEND_MESSAGES) -> Channel:
        """Take permissions from the bot in a channel: posts get code 50013; 0 gives them back."""
        changed = self.world.forbid(channel, permissions)
        self._tell_channel("CHANNEL_UPDATE", changed)
        return changed

    def revoke_token(self) -> None:
        """The token is reset: REST answers 401, the gateway closes with 4004."""
        self.token = self.gateway.token = "a-newer-token"
        self.gateway.close(BAD_TOKEN)

    def limit_posts(self, most: int, seconds: float = 1.0, *, each_channel: bool = False) -> None:
        """Answer 429 to every post beyond so many in any such span: over all channels, or in each."""
        key = _channel if each_channel else one_for_all
        limit = Gate(r"POST .*/channels/\d+/messages$", most, self.world.clock, _everywhere, seconds=seconds, key=key)
        self.loopback.gates.append(limit)

    def attach(self, filename: str, content: bytes) -> Attached:
        """Choose a file for an option of a command."""
        return self.files.attach(self.loopback.url, filename, content)

    def say(self, content: str, *, user: User | None = None, channel: Channel | None = None) -> Message:
        """Write an ordinary message; `<@id>` mentions."""
        return self.people.say(channel or self.channel, user or self.user, content)

    def _live(self) -> list[Session]:
        return [session for session in self.gateway.sessions if session.live]

    def _reads_content(self) -> bool:
        return bool(self.gateway.privileged & MESSAGE_CONTENT)

    def _tell_channel(self, event: str, channel: Channel) -> None:
        self.gateway.dispatch(event, channel.payload(self.world.bot), channel.guild_id, GUILDS)

    def _tell(self, event: str, message: Message) -> None:
        guild_id = message.channel.guild_id
        intent = GUILD_MESSAGES if guild_id else DIRECT_MESSAGES
        told: Json = {"id": message.id, "channel_id": message.channel.id}
        content = told if event == "MESSAGE_DELETE" else self.channels.readable(message)
        self.gateway.dispatch(event, content | ({"guild_id": guild_id} if guild_id else {}), guild_id, intent)
        self.bell.ring()


def _everywhere(seconds: float) -> Answer:
    return too_many_requests(seconds, everywhere=True)


def _channel(call: Call) -> str:
    return call.path
