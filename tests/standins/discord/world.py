"""Who and what is there: users, guilds, their channels and members, as Discord's JSON tells of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tests.standins.clock import Clock, iso
from tests.standins.discord.refusals import MISSING_ACCESS, UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_USER, refuse
from tests.standins.wire import Json

# Snowflakes count milliseconds from the first second of 2015 (developers/reference#snowflakes).
EPOCH = 1_420_070_400.0
# A guild's shard is (id >> 22) % shards: numbered from here on, consecutive guilds fall on consecutive shards.
FIRST_GUILD = 300_000_000_000
TEXT_CHANNEL, DIRECT_MESSAGE = 0, 1

# Permission bits (developers/topics/permissions).
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
USE_APPLICATION_COMMANDS = 1 << 31
EVERYBODY = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | USE_APPLICATION_COMMANDS


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account; `locale` is the language of their client."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"

    @property
    def payload(self) -> Json:
        """As Discord tells it."""
        return {
            "id": self.id,
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel of a guild, or a direct message with `recipient`; `forbidden` bits are denied to the bot."""

    id: str
    name: str
    guild_id: str | None = None
    recipient: User | None = None
    forbidden: int = 0

    @property
    def kind(self) -> int:
        """Discord's number for this kind of channel."""
        return TEXT_CHANNEL if self.guild_id else DIRECT_MESSAGE

    def payload(self, bot: User) -> Json:
        """As Discord tells it to the bot."""
        if self.recipient:
            recipients = [self.recipient.payload]
            return {"id": self.id, "type": DIRECT_MESSAGE, "last_message_id": None, "recipients": recipients}
        denied = {"id": bot.id, "type": 1, "allow": "0", "deny": str(self.forbidden)}
        return {
            "id": self.id,
            "type": TEXT_CHANNEL,
            "guild_id": self.guild_id,
            "name": self.name,
            "position": 0,
            "permission_overwrites": [denied] if self.forbidden else [],
            "topic": None,
            "nsfw": False,
            "last_message_id": None,
            "rate_limit_per_user": 0,
            "parent_id": None,
        }


@dataclass(frozen=True, slots=True)
class Guild:
    """A server; `locale` is the language of its community."""

    id: str
    name: str
    owner: User
    locale: str = "en-US"
    everybody: int = EVERYBODY
    joined_at: float = EPOCH

    @property
    def roles(self) -> list[Json]:
        """The one role that everybody has, which carries the guild's own id."""
        role = {"id": self.id, "name": "@everyone", "permissions": str(self.everybody), "position": 0, "color": 0}
        extra = {"hoist": False, "managed": False, "mentionable": False, "flags": 0, "icon": None}
        return [role | extra | {"colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}}]

    def member(self, user: User, permissions: int | None = None) -> Json:
        """A user as a member here; with permissions as an interaction tells them."""
        told = {} if permissions is None else {"permissions": str(permissions)}
        return told | {
            "user": user.payload,
            "nick": None,
            "avatar": None,
            "roles": [],
            "joined_at": iso(self.joined_at),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }

    @property
    def payload(self) -> Json:
        """As `GET /guilds/{id}` tells it."""
        return {
            "id": self.id,
            "name": self.name,
            "icon": None,
            "owner_id": self.owner.id,
            "preferred_locale": self.locale,
            "roles": self.roles,
            "emojis": [],
            "stickers": [],
            "features": ["COMMUNITY"],
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "vanity_url_code": None,
            "description": None,
            "banner": None,
            "splash": None,
            "discovery_splash": None,
            "application_id": None,
        }


@dataclass(slots=True)
class World:
    """All of it, and the ids; what left stays known, so that its refusals are the true ones."""

    clock: Clock
    bot: User = field(init=False)
    users: dict[str, User] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    members: dict[str, dict[str, User]] = field(default_factory=dict)
    _left: set[str] = field(default_factory=set)
    _count: int = 0

    def __post_init__(self) -> None:
        self.bot = self.add_user("Dateline", bot=True)

    def snowflake(self) -> str:
        """A new id, later than all before it on the same clock."""
        self._count += 1
        milliseconds = int((self.clock() - EPOCH) * 1000)
        return str(milliseconds << 22 | self._count & 0x3FFFFF)

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Somebody new."""
        user = User(self.snowflake(), name, bot, locale)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, locale: str = "en-US") -> Guild:
        """A guild with the bot in it."""
        number = FIRST_GUILD + len(self.guilds) + len(self._left)
        guild = Guild(str(number << 22), name, owner, locale, joined_at=self.clock())
        self.guilds[guild.id] = guild
        self.members[guild.id] = {owner.id: owner, self.bot.id: self.bot}
        return guild

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """A text channel."""
        return self._put(Channel(self.snowflake(), name, guild.id))

    def direct_channel(self, user: User) -> Channel:
        """The direct messages between this user and the bot; the same each time."""
        known = (channel for channel in self.channels.values() if channel.recipient == user)
        return next(known, None) or self._put(Channel(self.snowflake(), user.name, recipient=user))

    def forbid(self, channel: Channel, permissions: int) -> Channel:
        """Deny these permissions to the bot in a channel; 0 gives all of them back."""
        return self._put(replace(channel, forbidden=permissions))

    def allowed(self, channel: Channel) -> int:
        """What the bot may do in a channel."""
        guild = self.guilds.get(channel.guild_id or "")
        return (guild.everybody if guild else EVERYBODY) & ~channel.forbidden

    def leave(self, guild: Guild) -> None:
        """The bot is no longer in this guild."""
        del self.guilds[guild.id]
        self._left.add(guild.id)

    def drop_channel(self, channel: Channel) -> None:
        """The channel is deleted."""
        del self.channels[channel.id]

    def user(self, id: str) -> User:
        """A user, or Discord's refusal."""
        if id not in self.users:
            raise refuse(UNKNOWN_USER)
        return self.users[id]

    def guild(self, id: str) -> Guild:
        """A guild that the bot is in, or Discord's refusal."""
        if id not in self.guilds:
            raise refuse(MISSING_ACCESS if id in self._left else UNKNOWN_GUILD)
        return self.guilds[id]

    def channel(self, id: str) -> Channel:
        """A channel that the bot can see, or Discord's refusal."""
        if id not in self.channels:
            raise refuse(UNKNOWN_CHANNEL)
        channel = self.channels[id]
        if channel.guild_id in self._left or not self.allowed(channel) & VIEW_CHANNEL:
            raise refuse(MISSING_ACCESS)
        return channel

    def channels_of(self, guild: Guild) -> Iterable[Channel]:
        """The channels of one guild."""
        return (channel for channel in self.channels.values() if channel.guild_id == guild.id)

    def _put(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel
