"""Which request goes where, and who may make it."""

import asyncio
from collections.abc import Callable

from tests.standins.discord.refusals import UNAUTHORIZED, refuse
from tests.standins.discord.rest.application import Application
from tests.standins.discord.rest.channels import Channels
from tests.standins.discord.rest.interactions import Interactions
from tests.standins.loopback import Handler, Loopback
from tests.standins.wire import Answer, Call

API = "/api/v10"


class Routes:
    """Lays the paths of the REST API onto a server."""

    def __init__(self, loopback: Loopback, token: Callable[[], str]) -> None:
        self._loopback = loopback
        self._token = token

    def lay(self, application: Application, channels: Channels, interactions: Interactions) -> None:
        """All of them; what is not among them is a violation."""
        self._lay_application(application)
        self._lay_channels(channels)
        self._lay_interactions(interactions)
        self._loopback.serve("*", [f"{API}/{{rest:.*}}"], self._unknown)

    def _lay_application(self, application: Application) -> None:
        commands = "/applications/{application_id}/commands"
        guild_commands = "/applications/{application_id}/guilds/{guild_id}/commands"
        one = [f"{commands}/{{command_id}}", f"{guild_commands}/{{command_id}}"]
        self._bot("GET", ["/gateway/bot"], application.gateway_address)
        self._bot("GET", ["/users/@me"], application.me)
        self._bot("GET", ["/oauth2/applications/@me", "/applications/@me"], application.about)
        self._bot("GET", [commands, guild_commands], application.list_commands)
        self._bot("PUT", [commands, guild_commands], application.overwrite_commands)
        self._bot("POST", [commands, guild_commands], application.create_command)
        for method in ("GET", "PATCH", "DELETE"):
            self._bot(method, one, application.one_command)

    def _lay_channels(self, channels: Channels) -> None:
        messages = "/channels/{channel_id}/messages"
        self._bot("GET", ["/channels/{channel_id}"], channels.one)
        self._bot("POST", ["/channels/{channel_id}/typing"], channels.typing)
        self._bot("POST", [messages], channels.post)
        self._bot("GET", [messages], channels.history)
        self._bot("GET", [f"{messages}/{{message_id}}"], channels.read)
        self._bot("PATCH", [f"{messages}/{{message_id}}"], channels.edit)
        self._bot("DELETE", [f"{messages}/{{message_id}}"], channels.delete)
        self._bot("POST", ["/users/@me/channels"], channels.create_direct)
        self._bot("GET", ["/users/{user_id}"], channels.user)
        self._bot("GET", ["/guilds/{guild_id}"], channels.guild)
        self._bot("GET", ["/guilds/{guild_id}/channels"], channels.guild_channels)
        self._bot("GET", ["/guilds/{guild_id}/roles"], channels.roles)
        self._bot("GET", ["/guilds/{guild_id}/members/{user_id}"], channels.member)

    def _lay_interactions(self, interactions: Interactions) -> None:
        def callback(call: Call) -> Answer:
            return interactions.callback(call, asyncio.get_running_loop().time())

        webhook = "/webhooks/{application_id}/{token}"
        # The token in the path is the right to answer: no Authorization is needed here.
        self._open("POST", "/interactions/{interaction_id}/{token}/callback", callback)
        self._open("POST", webhook, interactions.follow_up)
        self._open("GET", f"{webhook}/messages/{{message_id}}", interactions.read)
        self._open("PATCH", f"{webhook}/messages/{{message_id}}", interactions.edit)
        self._open("DELETE", f"{webhook}/messages/{{message_id}}", interactions.delete)

    def _bot(self, method: str, paths: list[str], handler: Handler) -> None:
        self._loopback.serve(method, [API + path for path in paths], handler, self._authorized)

    def _open(self, method: str, path: str, handler: Handler) -> None:
        self._loopback.serve(method, [API + path], handler)

    def _authorized(self, call: Call) -> None:
        # discord.py says who it is in all requests but the answers to interactions.
        if not call.headers.get("user-agent", "").startswith("DiscordBot ("):
            self._loopback.recorder.violated(call, ["the User-Agent is not of the form DiscordBot (url, version)"])
        if call.headers.get("authorization") != f"Bot {self._token()}":
            raise refuse(UNAUTHORIZED)

    def _unknown(self, call: Call) -> Answer:
        self._loopback.recorder.violated(call, ["the stand-in knows no such path"])
        return Answer(404, {"message": "404: Not Found", "code": 0})
