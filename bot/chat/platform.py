"""What an adapter tells of its platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.chat.controls import ACTION_LIMIT
from bot.chat.form import FORM_LIMIT
from bot.chat.people import Channel
from bot.frozen import Frozen
from bot.settings import PlatformSettings


class Rate(Frozen, frozen=True):
    """How fast one may post: `posts` a second, of which `burst` may go at once; a channel gets one every `spacing`.

    `is_by_community` tells that so many may go to each community, not to all together.
    """

    posts: float
    burst: int
    spacing: timedelta
    is_by_community: bool = False

    @property
    def of_all(self) -> Rate:
        """How fast one may post to all communities together: practically without a limit where each has its own."""
        return Rate(1_000_000.0, 100, self.spacing) if self.is_by_community else self

    def cost(self, posts: float) -> timedelta:
        """Return the time that so many posts take."""
        return timedelta(seconds=posts / self.posts)


class Platform(Frozen, frozen=True):
    """What an adapter tells of its platform; the defaults suit one of which nothing is known: slow, without a nonce.

    Within `nonce` of a post, posting again under its nonce makes no second message. `ids_are_global` tells that a
    user's id names the same person in every community. `action_limit` is how many characters a control carries,
    `form_limit` how many inputs a form has. `has_roles` tells that members have roles, one of which may moderate.
    `settings` is the class of what the operator sets for it.
    """

    name: str
    rate: Rate = Rate(1.0, 1, timedelta(seconds=1))
    nonce: timedelta = timedelta()
    ids_are_global: bool = False
    action_limit: int = ACTION_LIMIT
    form_limit: int = FORM_LIMIT
    has_roles: bool = False
    settings: type[PlatformSettings] = PlatformSettings

    def __post_init__(self) -> None:
        if self.action_limit < ACTION_LIMIT:
            raise ValueError(f"{self.name}: controls have to carry {ACTION_LIMIT} characters, not {self.action_limit}")

    def command(self, name: str) -> str:
        """Return how a command is typed here; `name`, which options may follow, is without the slash."""
        return f"/{name}"

    def is_user(self, id: str) -> bool:
        """Whether a text can be the id of a person here."""
        return True

    def is_channel(self, id: str) -> bool:
        """Whether a text can be the id of a channel here."""
        return True

    def is_role(self, id: str) -> bool:
        """Whether a text can be the id of a role here."""
        return True

    def reads_back(self, channel: Channel) -> bool:
        """Whether the bot may look for its own messages in a channel."""
        return False

    def remedy(self, reason: str, say: Callable[..., str]) -> str:
        """Return a sentence on what to do about the reason for which a post was refused, "" where nothing is known."""
        return ""

    def link(self, channel: Channel, message: str) -> str:
        """Return where a message can be read, "" where it has no address."""
        return ""


# A platform of which nothing is known.
NOWHERE = Platform("")


def platform_named(name: str, platforms: Mapping[str, Platform]) -> Platform:
    """Return a platform by its name; one with the defaults where there is no adapter of that name."""
    return platforms.get(name) or Platform(name)
