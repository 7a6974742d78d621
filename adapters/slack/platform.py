"""What Slack is as a platform: its limits, how commands are typed there, and where a message of its can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from adapters.slack.settings import SlackSettings
from adapters.slack.words import INVITE, REMEDIES
from bot.chat import Channel, Platform, Rate

# The one command that takes all others; nothing of Slack's has its name, and no other app takes it over.
OWN_COMMAND = "/dateline"
# One message a second to a channel, and "several hundred a minute" to each workspace.
# https://docs.slack.dev/apis/web-api/rate-limits
RATE = Rate(5.0, 2, timedelta(milliseconds=1100), is_by_community=True)
# https://docs.slack.dev/reference/block-kit/composition-objects/option-object: the value of a menu's option, in front
# of which up to three characters number those that are in it twice.
ACTION_LIMIT = 147


# What Slack makes of a name that somebody chose; a name that it did not find stands as it was typed.
_USER = re.compile(r"(?:[TE][A-Z0-9]+-)?[UW][A-Z0-9]+")
_CHANNEL = re.compile(r"[CGD][A-Z0-9]+")


class SlackPlatform(Platform, frozen=True):
    """Slack, which knows no nonce, and whose ids may name another person in the next workspace."""

    def command(self, name: str) -> str:
        """Return how a command is typed: behind the bot's own, for Slack keeps some names, and other apps may too."""
        return f"{OWN_COMMAND} {name}"

    def is_user(self, id: str) -> bool:
        """Whether a text is a member's id, or that of somebody of another workspace in a shared channel."""
        return _USER.fullmatch(id) is not None

    def is_channel(self, id: str) -> bool:
        """Whether a text is a channel's id."""
        return _CHANNEL.fullmatch(id) is not None

    def is_role(self, id: str) -> bool:
        """Slack has no roles."""
        return False

    def reads_back(self, channel: Channel) -> bool:
        """Whether the bot may look for its own posts: where it has no scope for that, the look itself is refused."""
        return True

    def remedy(self, reason: str, say: Callable[..., str]) -> str:
        """Say what helps against a reason for which a post was refused."""
        return say(REMEDIES[reason], invite=INVITE) if reason in REMEDIES else ""

    def link(self, channel: Channel, message: str) -> str:
        """Return where a message can be read; its id is the moment at which it was posted."""
        return f"https://slack.com/archives/{channel.id}/p{message.replace('.', '')}"


# A modal has a hundred blocks; whoever has to fill in so many inputs stops before.
FORM_LIMIT = 20

SLACK = SlackPlatform("slack", RATE, action_limit=ACTION_LIMIT, form_limit=FORM_LIMIT, settings=SlackSettings)
