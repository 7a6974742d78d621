"""The stand-in of Slack: Web API, Socket Mode and signed requests on loopback, and people who use the bot."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.standins.bell import Bell
from tests.standins.clock import Clock, system_clock
from tests.standins.faults import Faults
from tests.standins.gate import Gate, one_for_all
from tests.standins.loopback import Loopback
from tests.standins.recorder import Acceptance, Recorder
from tests.standins.slack.api.chat import Chat
from tests.standins.slack.api.directory import Directory
from tests.standins.slack.api.files import Files
from tests.standins.slack.api.oauth import Oauth
from tests.standins.slack.api.views import Views
from tests.standins.slack.asked import Asked
from tests.standins.slack.filling import Filled
from tests.standins.slack.http_push import HttpPush
from tests.standins.slack.messages import Message, Shelf, View
from tests.standins.slack.people import People, Transport
from tests.standins.slack.refusals import ACCOUNT_INACTIVE, too_many_requests
from tests.standins.slack.routes import API, Method, Routes
from tests.standins.slack.socket_mode import SocketMode
from tests.standins.slack.triggers import Triggers
from tests.standins.slack.world import Channel, Team, User, World
from tests.standins.wire import Answer, Call, Json

APP_TOKEN, SIGNING_SECRET = "xapp-standin", "standin-signing-secret"


class SlackStandin:
    """Slack for one app; `team`, `channel`, `user` and `moderator` are there from the start."""

    def __init__(self, clock: Clock = system_clock, rng: Random | None = None, journal: Path | None = None) -> None:
        self.bell = Bell()
        self.recorder = Recorder(journal)
        self.faults = Faults(rng or Random(0))
        self.world = World(clock)
        self.shelf = Shelf(self.world)
        self.triggers = Triggers(self.shelf, self.recorder)
        self.people = People(self.world, self.shelf, self.triggers, self.recorder, self.bell)
        self.socket_mode = SocketMode(self.world.app_id, APP_TOKEN, self.bell, self.people.settle)
        self.chat = Chat(self.shelf, self.recorder)
        self.views = Views(self.shelf, self.triggers, self.recorder)
        self.files = Files(self.shelf)
        self.oauth = Oauth(self.world)
        self.directory = Directory(self.world, self.shelf)
        self.transport: Transport = self.socket_mode
        self.team = self.world.add_team("History class")
        self.moderator = self.world.add_user("Ada Moderator", self.team, admin=True)
        self.user = self.world.add_user("Marie Student", self.team)
        self.channel = self.world.add_channel("general", self.team)
        self.loopback = Loopback(clock, self.recorder, self.faults, self.bell)
        self._pushes: list[HttpPush] = []

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1."""
        open = {"apps.connections.open": self.socket_mode.open, "oauth.v2.access": self.oauth.access}
        Routes(self.loopback, self.world).lay(self._methods(), open)
        self.loopback.serve("POST", ["/response/{id}"], self.triggers.respond)
        self.loopback.serve("POST", ["/upload/{id}"], self.files.upload)
        self.loopback.serve("GET", ["/files-pri/{id}/download/{name}"], self.files.download)
        self.loopback.serve("GET", ["/oauth/v2/authorize"], self.oauth.authorize)
        self.loopback.stream("/socket-mode", self.socket_mode.serve)
        await self.loopback.start(port)
        self.triggers.url = self.files.url = self.loopback.url
        self.socket_mode.ws_url = f"ws://127.0.0.1:{self.loopback.port}"

    async def stop(self) -> None:
        """Drop everybody and stop."""
        for push in self._pushes:
            await push.stop()
        self.socket_mode.cut()
        await self.loopback.stop()

    @property
    def api_url(self) -> str:
        """What `AsyncWebClient(base_url=…)` must be."""
        return f"{self.loopback.url}{API}/"

    @property
    def requests(self) -> list[Call]:
        """Every request since the start."""
        return self.recorder.requests

    @property
    def acceptances(self) -> list[Acceptance]:
        """Every message that was taken."""
        return self.recorder.acceptances

    @property
    def violations(self) -> list[str]:
        """What broke a documented limit: a test ends with none."""
        return self.recorder.violations

    def push_to(self, url: str, signing_secret: str = SIGNING_SECRET) -> HttpPush:
        """From now on send events as signed requests to the app at this address, not over Socket Mode."""
        push = HttpPush(url, signing_secret, self.bell, self.people.settle)
        self._pushes.append(push)
        self.transport = push
        return push

    async def slash(
        self,
        command: str,
        text: str = "",
        *,
        user: User | None = None,
        channel: Channel | None = None,
        copies: int = 1,
    ) -> Asked:
        """Type a command with its slash, in the first channel unless another is named."""
        who, where = user or self.user, channel or self.channel
        return await self.people.slash(self.transport, who, where, command, text, copies)

    async def click(self, source: Message | View, name: str, *, user: User | None = None, copies: int = 1) -> Asked:
        """Press a button, named by action id or by what is written on it."""
        return await self.people.use(self.transport, user or self.user, source, name, None, copies)

    async def choose(
        self, source: Message | View, name: str, value: Filled, *, user: User | None = None, copies: int = 1
    ) -> Asked:
        """Choose in a select, an overflow menu, or among radio buttons or checkboxes."""
        return await self.people.use(self.transport, user or self.user, source, name, value, copies)

    async def suggest(self, source: Message | View, name: str, typed: str, *, user: User | None = None) -> Asked:
        """Type into a select with external data."""
        return await self.people.suggest(self.transport, user or self.user, source, name, typed)

    async def submit_view(self, view: View, filled: Mapping[str, Filled] | None = None, *, copies: int = 1) -> Asked:
        """Fill in a modal, by action ids or labels, and submit it as the one it was opened for."""
        return await self.people.submit(self.transport, view, filled or {}, copies)

    def attach(self, name: str, content: bytes) -> Json:
        """A file of somebody's, to be given to a form."""
        return self.files.attach(self.team, name, content)

    async def close_view(self, view: View) -> Asked:
        """Close a modal."""
        return await self.people.close(self.transport, view)

    async def shortcut(self, callback_id: str, *, user: User | None = None) -> Asked:
        """Use a global shortcut."""
        return await self.people.shortcut(self.transport, user or self.user, callback_id)

    async def on_message(self, message: Message, callback_id: str, *, user: User | None = None) -> Asked:
        """Use a shortcut of a message's menu."""
        return await self.people.on_message(self.transport, user or self.user, message, callback_id)

    async def event(
        self, content: Json, *, team: Team | None = None, user: User | None = None, copies: int = 1
    ) -> Asked:
        """Anything of the Events API, as its inner event."""
        return await self.people.event(self.transport, team or self.team, user or self.user, content, copies)

    async def mention(
        self, text: str, *, user: User | None = None, channel: Channel | None = None, copies: int = 1
    ) -> Asked:
        """Write a message that begins with the bot's name."""
        who, where = user or self.user, channel or self.channel
        team = self.world.teams[where.team_id]
        message = self.shelf.say(team, where, who, f"<@{team.bot.id}> {text}")
        told = {"user": who.id, "text": message.text, "ts": message.ts, "event_ts": message.ts, "team": team.id}
        content = {"type": "app_mention", "channel": where.id} | told
        return await self.people.event(self.transport, team, who, content, copies)

    async def open_home(self, *, user: User | None = None) -> Asked:
        """Open the bot's home."""
        who = user or self.user
        content: Json = {"type": "app_home_opened", "user": who.id, "tab": "home", "event_ts": self.shelf.ts()}
        return await self.event(content, team=self.world.teams[who.team_id], user=who)

    async def uninstall(self, team: Team | None = None) -> Asked:
        """Remove the app from a workspace: its token is dead, and two events tell so."""
        there = self.world.teams[(team or self.team).id]
        self.world.dead[there.token] = ACCOUNT_INACTIVE
        await self.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [there.bot.id]}}, team=there)
        return await self.event({"type": "app_uninstalled"}, team=there)

    def kill_token(self, error: str, team: Team | None = None) -> None:
        """Refuse the bot's token from now on with this word, and tell nobody."""
        self.world.dead[(team or self.team).token] = error

    def posted(self, channel: Channel | None = None) -> list[Message]:
        """What stands in a channel for everybody, the oldest first."""
        return [one for one in self.shelf.inside(channel or self.channel) if one.reader is None]

    def limit_posts(self, most: int, seconds: float = 1.0, *, each_channel: bool = False) -> None:
        """Answer 429 to every post beyond so many in any such span: over all channels, or in each."""
        key = _channel if each_channel else one_for_all
        limit = Gate(r"POST /api/chat\.postMessage$", most, self.world.clock, _wait, seconds=seconds, key=key)
        self.loopback.gates.append(limit)

    def _methods(self) -> dict[str, Method]:
        directory, chat, views, files = self.directory, self.chat, self.views, self.files
        return {
            "auth.test": directory.test,
            "auth.revoke": directory.revoke,
            "users.info": directory.user,
            "conversations.info": directory.channel,
            "conversations.list": directory.channels,
            "conversations.members": directory.members,
            "conversations.open": directory.open_direct,
            "conversations.join": directory.join,
            "conversations.history": directory.history,
            "bots.info": directory.bot,
            "team.info": directory.team,
            "chat.postMessage": chat.post,
            "chat.update": chat.update,
            "chat.delete": chat.delete,
            "chat.postEphemeral": chat.whisper,
            "views.open": views.open,
            "views.push": views.push,
            "views.update": views.update,
            "views.publish": views.publish,
            "files.getUploadURLExternal": files.address,
            "files.completeUploadExternal": files.complete,
        }


def _wait(seconds: float) -> Answer:
    # Slack's Retry-After is in whole seconds.
    return too_many_requests(max(1, round(seconds + 0.5)))


def _channel(call: Call) -> str:
    return str(call.fields.get("channel"))
