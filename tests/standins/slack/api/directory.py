"""Who and what there is: `auth.*`, `users.*`, `conversations.*`, `bots.info`, `team.info`."""

from dataclasses import dataclass, field, replace

from tests.standins.slack.messages import Shelf
from tests.standins.slack.refusals import NOT_IN_CHANNEL, TOKEN_REVOKED, refuse, too_many_requests
from tests.standins.slack.world import Channel, Team, World
from tests.standins.wire import Answer, Call, Refused

PAGE = 100
HISTORY = {"im": "im:history", "private_channel": "groups:history", "public_channel": "channels:history"}


@dataclass(slots=True)
class Directory:
    """Look-ups, and the end of a token."""

    world: World
    shelf: Shelf
    _looked: dict[str, float] = field(default_factory=dict)

    def test(self, team: Team, call: Call) -> Answer:
        """`auth.test`, whose header tells the scopes."""
        who = {"user": team.bot.name, "user_id": team.bot.id, "bot_id": team.bot_id}
        where = {"team": team.name, "team_id": team.id, "url": team.payload["url"], "is_enterprise_install": False}
        return Answer(200, {"ok": True} | who | where, {"x-oauth-scopes": team.scopes})

    def revoke(self, team: Team, call: Call) -> Answer:
        """`auth.revoke`: the token is good no longer."""
        if call.fields.get("test") in ("1", "true", True):
            return Answer(200, {"ok": True, "revoked": False})
        self.world.dead[team.token] = TOKEN_REVOKED
        return Answer(200, {"ok": True, "revoked": True})

    def user(self, team: Team, call: Call) -> Answer:
        """`users.info`."""
        return Answer(200, {"ok": True, "user": self.world.user(str(call.fields.get("user"))).payload})

    def channel(self, team: Team, call: Call) -> Answer:
        """`conversations.info`, whose header tells the scopes, as every answer's does."""
        return Answer(200, {"ok": True, "channel": self._channel(team, call).payload}, {"x-oauth-scopes": team.scopes})

    def channels(self, team: Team, call: Call) -> Answer:
        """`conversations.list`, in pages."""
        kinds = str(call.fields.get("types") or "public_channel").split(",")
        mine = [one for one in self.world.channels.values() if one.team_id == team.id and _kind(one) in kinds]
        first, limit = int(call.fields.get("cursor") or 0), int(call.fields.get("limit") or PAGE)
        rest = str(first + limit) if first + limit < len(mine) else ""
        page = [one.payload for one in mine[first : first + limit]]
        return Answer(200, {"ok": True, "channels": page, "response_metadata": {"next_cursor": rest}})

    def members(self, team: Team, call: Call) -> Answer:
        """`conversations.members`: in the stand-in everybody of a workspace is in each of its channels."""
        self._channel(team, call)
        ids = [user.id for user in self.world.users.values() if user.team_id == team.id]
        return Answer(200, {"ok": True, "members": ids, "response_metadata": {"next_cursor": ""}})

    def open_direct(self, team: Team, call: Call) -> Answer:
        """`conversations.open`."""
        users = str(call.fields.get("users") or "").split(",")
        channel = self.world.direct_channel(self.world.user(users[0]))
        return Answer(200, {"ok": True, "channel": channel.payload})

    def join(self, team: Team, call: Call) -> Answer:
        """`conversations.join`."""
        channel = self._channel(team, call)
        if channel.private:
            raise refuse("method_not_supported_for_channel_type")
        return Answer(200, {"ok": True, "channel": self.world.put(replace(channel, joined=True)).payload})

    def history(self, team: Team, call: Call) -> Answer:
        """`conversations.history`, the newest first; distributed apps are told 15 once a minute."""
        channel = self._channel(team, call)
        if HISTORY[_kind(channel)] not in team.scopes.split(","):
            raise refuse("missing_scope")
        if not channel.joined:
            raise refuse(NOT_IN_CHANNEL)
        self._count(team)
        first, most = int(call.fields.get("cursor") or 0), 15 if self.world.is_distributed else 999
        end = first + min(int(call.fields.get("limit") or 100), most)
        said = [one for one in reversed(self.shelf.inside(channel)) if one.reader is None]
        said = [one for one in said if float(one.ts) > float(call.fields.get("oldest") or 0)]
        hidden = () if call.fields.get("include_all_metadata") in (True, "true", "1") else ("metadata",)
        page = [{key: value for key, value in one.payload.items() if key not in hidden} for one in said[first:end]]
        more = {"response_metadata": {"next_cursor": str(end)}} if end < len(said) else {}
        return Answer(200, {"ok": True, "messages": page, "has_more": bool(more)} | more)

    def _count(self, team: Team) -> None:
        """Refuse a distributed app whose last look was less than a minute ago."""
        wait = self._looked.get(team.id, -60.0) + 60.0 - self.world.clock()
        if self.world.is_distributed and wait > 0:
            raise Refused(too_many_requests(int(wait) + 1))
        self._looked[team.id] = self.world.clock()

    def bot(self, team: Team, call: Call) -> Answer:
        """`bots.info`."""
        if call.fields.get("bot") not in (None, team.bot_id):
            raise refuse("bot_not_found")
        about = {"id": team.bot_id, "name": team.bot.name, "app_id": self.world.app_id, "user_id": team.bot.id}
        return Answer(200, {"ok": True, "bot": about | {"deleted": False, "icons": {}}})

    def team(self, team: Team, call: Call) -> Answer:
        """`team.info`."""
        return Answer(200, {"ok": True, "team": team.payload})

    def _channel(self, team: Team, call: Call) -> Channel:
        return self.world.channel(team, str(call.fields.get("channel")))


def _kind(channel: Channel) -> str:
    if channel.reader:
        return "im"
    return "private_channel" if channel.private else "public_channel"
