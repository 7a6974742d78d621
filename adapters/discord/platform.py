"""Discord as a platform: its limits, what it promises, and where a message can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from adapters.discord.settings import DiscordSettings
from adapters.discord.words import REMEDIES
from bot.chat import Channel, Platform, Rate

# 50 requests a second to a bot, and about 5 messages in 5 s to a channel. The bursts stay within, whatever second one
# looks at, with room for posts that come 50 ms later than others.
# https://discord.com/developers/docs/topics/rate-limits
RATE = Rate(44.0, 3, timedelta(milliseconds=1100))
# It de-duplicates within "the past few minutes"; two of them are surely meant.
NONCE = timedelta(minutes=2)
# A custom id has 100 characters, of which two are put in front of an action that is on a message twice.
ACTION_LIMIT = 98


_SNOWFLAKE = re.compile(r"[0-9]{1,20}")


class DiscordPlatform(Platform, frozen=True):
    """Discord; the link that adds the bot to a server asks for the right to read its messages."""

    def is_user(self, id: str) -> bool:
        """Whether a text is a snowflake: https://docs.discord.com/developers/reference#snowflakes."""
        return _SNOWFLAKE.fullmatch(id) is not None

    is_channel = is_role = is_user

    def reads_back(self, channel: Channel) -> bool:
        """Whether the bot may look for its own messages: yes, though Discord may refuse it for a channel."""
        return True

    def remedy(self, reason: str, say: Callable[..., str]) -> str:
        """Return what to do about a refusal of a post, "" where that is not known."""
        return say(REMEDIES[reason]) if reason in REMEDIES else ""

    def link(self, channel: Channel, message: str) -> str:
        """Return where a message can be read."""
        return f"https://discord.com/channels/{channel.community}/{channel.id}/{message}"


# Its ids name the same person everywhere: https://discord.com/developers/docs/reference#snowflakes
DISCORD = DiscordPlatform(
    "discord", RATE, NONCE, ids_are_global=True, action_limit=ACTION_LIMIT, has_roles=True, settings=DiscordSettings
)
