"""Who and what is there: workspaces, their members and channels, and the tokens of the bot in each."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.standins.clock import Clock
from tests.standins.slack.refusals import CHANNEL_NOT_FOUND, INVALID_AUTH, refuse
from tests.standins.wire import Call, Json

SCOPES = (
    "commands,chat:write,users:read,chat:write.public,app_mentions:read,files:read,files:write,im:write,im:history,"
    "channels:read,groups:read"
)


@dataclass(frozen=True, slots=True)
class User:
    """A member of a workspace: `stranger` is somebody of another one in a shared channel."""

    id: str
    name: str
    team_id: str
    admin: bool = False
    owner: bool = False
    restricted: bool = False
    stranger: bool = False
    bot: bool = False
    locale: str = "en-US"
    zone: str = "Europe/Paris"

    @property
    def payload(self) -> Json:
        """As `users.info` tells it."""
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name.lower().replace(" ", "."),
            "real_name": self.name,
            "deleted": False,
            "tz": self.zone,
            "tz_label": "",
            "tz_offset": 3600,
            "locale": self.locale,
            "profile": {"real_name": self.name, "display_name": self.name, "team": self.team_id},
            "is_admin": self.admin,
            "is_owner": self.owner,
            "is_primary_owner": False,
            "is_restricted": self.restricted,
            "is_ultra_restricted": False,
            "is_stranger": self.stranger,
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": 0,
        }


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or the direct messages with `reader`; `joined` says whether the bot is in it."""

    id: str
    name: str
    team_id: str
    joined: bool = True
    private: bool = False
    archived: bool = False
    reader: User | None = None

    @property
    def payload(self) -> Json:
        """As `conversations.info` tells it."""
        told = {"user": self.reader.id} if self.reader else {"name": self.name, "name_normalized": self.name}
        return told | {
            "id": self.id,
            "is_channel": self.reader is None and not self.private,
            "is_group": False,
            "is_im": self.reader is not None,
            "is_mpim": False,
            "is_private": self.private or self.reader is not None,
            "is_archived": self.archived,
            "is_general": False,
            "is_member": self.joined,
            "is_shared": False,
            "is_ext_shared": False,
            "context_team_id": self.team_id,
            "created": 1_600_000_000,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace in which the app is installed, and the bot as it is called there."""

    id: str
    name: str
    bot: User
    bot_id: str
    token: str
    scopes: str = SCOPES

    @property
    def payload(self) -> Json:
        """As `team.info` tells it."""
        domain = self.name.lower().replace(" ", "-")
        return {"id": self.id, "name": self.name, "domain": domain, "url": f"https://{domain}.slack.com/"}


@dataclass(slots=True)
class World:
    """All of it; `dead` says with which word a token that was once good is refused now."""

    clock: Clock
    app_id: str = "A0STANDIN"
    # Whether the app is distributed outside of the Marketplace: of a channel's history it is told little, and seldom.
    is_distributed: bool = False
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    dead: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def id(self, letter: str) -> str:
        """A new id: T for workspaces, U for users, C for channels, D for direct messages, and so on."""
        return f"{letter}{next(self._numbers):010d}"

    def add_team(self, name: str, scopes: str = SCOPES) -> Team:
        """A workspace with the app in it."""
        id = self.id("T")
        bot = User(self.id("U"), "Dateline", id, bot=True)
        team = Team(id, name, bot, self.id("B"), f"xoxb-{id}-standin", scopes)
        self.teams[id] = team
        self.users[bot.id] = bot
        return team

    def add_user(self, name: str, team: Team, **rights: bool | str) -> User:
        """Somebody; `rights` are `admin`, `owner`, `restricted`, `stranger`, and `locale` and `zone`."""
        user = replace(User(self.id("U"), name, team.id), **rights)  # type: ignore[arg-type]  # checked by replace
        self.users[user.id] = user
        return user

    def add_channel(self, name: str, team: Team, *, joined: bool = True, private: bool = False) -> Channel:
        """A channel."""
        return self.put(Channel(self.id("C"), name, team.id, joined, private))

    def direct_channel(self, user: User) -> Channel:
        """The direct messages between this user and the bot; the same each time."""
        known = (channel for channel in self.channels.values() if channel.reader == user)
        return next(known, None) or self.put(Channel(self.id("D"), "", user.team_id, reader=user))

    def put(self, channel: Channel) -> Channel:
        """A channel as it is from now on."""
        self.channels[channel.id] = channel
        return channel

    def caller(self, call: Call) -> Team:
        """The workspace whose token a request carries, or Slack's refusal."""
        token = call.headers.get("authorization", "").removeprefix("Bearer ") or str(call.fields.get("token", ""))
        if not token:
            raise refuse("not_authed")
        if token in self.dead:
            raise refuse(self.dead[token])
        return next((team for team in self.teams.values() if team.token == token), None) or _nobody()

    def channel(self, team: Team, id: str) -> Channel:
        """A channel that the bot can see, by its id or its reader's, or Slack's refusal."""
        reader = self.users.get(id)
        if reader and not reader.bot:
            return self.direct_channel(reader)
        channel = self.channels.get(id)
        if channel is None or channel.team_id != team.id or (channel.private and not channel.joined):
            raise refuse(CHANNEL_NOT_FOUND)
        return channel

    def user(self, id: str) -> User:
        """A user, or Slack's refusal."""
        if id not in self.users:
            raise refuse("user_not_found")
        return self.users[id]


def _nobody() -> Team:
    raise refuse(INVALID_AUTH)
