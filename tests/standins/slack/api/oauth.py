"""Installing the app: the page that people are sent to, and `oauth.v2.access`."""

import base64
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tests.standins.slack.refusals import refuse
from tests.standins.slack.world import Team, User, World
from tests.standins.wire import Answer, Call

CLIENT_ID, CLIENT_SECRET = "1.2", "standin-client-secret"


@dataclass(slots=True)
class Oauth:
    """Codes that can be exchanged once; whoever visits the page allows it as `installer`."""

    world: World
    installer: tuple[Team, User] | None = None
    _codes: dict[str, tuple[Team, User]] = field(default_factory=dict)

    def code(self, team: Team, user: User) -> str:
        """Somebody allows the app in their workspace."""
        code = self.world.id("code")
        self._codes[code] = (team, user)
        return code

    def authorize(self, call: Call) -> Answer:
        """`/oauth/v2/authorize`: back to the app with a code and the state that it gave."""
        if self.installer is None or call.query.get("client_id") != CLIENT_ID:
            return Answer(400, {"ok": False, "error": "invalid_client_id"})
        back = {"code": self.code(*self.installer), "state": call.query.get("state", "")}
        return Answer(302, None, {"Location": f"{call.query.get('redirect_uri', '')}?{urlencode(back)}"})

    def access(self, call: Call) -> Answer:
        """`oauth.v2.access`: a code for a token; a token that was revoked gives way to a new one."""
        if _credentials(call) != (CLIENT_ID, CLIENT_SECRET):
            raise refuse("bad_client_secret")
        team, user = self._codes.pop(str(call.fields.get("code")), (None, None))
        if team is None or user is None:
            raise refuse("invalid_code")
        team = self._with_token(team)
        return Answer(
            200,
            {
                "ok": True,
                "app_id": self.world.app_id,
                "authed_user": {"id": user.id},
                "scope": team.scopes,
                "token_type": "bot",
                "access_token": team.token,
                "bot_user_id": team.bot.id,
                "team": {"id": team.id, "name": team.name},
                "enterprise": None,
                "is_enterprise_install": False,
            },
        )

    def _with_token(self, team: Team) -> Team:
        current = self.world.teams[team.id]
        if current.token in self.world.dead:
            current = replace(current, token=f"xoxb-{team.id}-{self.world.id('again')}")
            self.world.teams[team.id] = current
        return current


def _credentials(call: Call) -> tuple[str, str]:
    scheme, _, encoded = call.headers.get("authorization", "").partition(" ")
    if scheme == "Basic":
        id, _, secret = base64.b64decode(encoded).decode().partition(":")
        return id, secret
    return str(call.fields.get("client_id")), str(call.fields.get("client_secret"))
