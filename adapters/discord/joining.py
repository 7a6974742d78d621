"""What Discord brings to a process: its gateway, but to none that only listens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from adapters.joining import Joined, Role
from adapters.watch import Watch
from bot.app import Bot
from bot.config import Config


def join(bot: Bot, chosen: Config, role: Role, now: Callable[[], datetime], watch: Watch) -> Joined:
    """Return what Discord does in a process of a role."""
    if role is Role.WEB:
        return Joined()
    # A process that only listens does without Discord's library.
    from adapters.discord.app import DiscordApp

    return Joined(DiscordApp(bot, chosen, now, bot.channel_gone, watch=watch))
