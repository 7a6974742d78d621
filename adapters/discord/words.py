"""What only Discord's limits and habits make necessary to say."""

from __future__ import annotations

from bot.replies.catalog import N_, Catalog

_LET_IN = N_(
    "Whoever manages the server can let me: in the channel's settings, under Permissions, “View Channel” and “Send "
    "Messages”."
)
# By the words of adapters/discord/caller.py for Discord's codes.
REMEDIES = {
    "missing_access": _LET_IN,
    "missing_permissions": _LET_IN,
    "unknown_channel": N_("/schedule edit gives a schedule another channel."),
    "thread_locked": N_("Have the thread unlocked, or choose another channel."),
}


def may_not_post(say: Catalog) -> str:
    """Refuse what would be posted where the bot may not post, and say which permissions it lacks."""
    return say(
        "I may not write in that channel, so nothing was set up. Whoever manages the server can let me: in the "
        "channel's settings, under Permissions, “View Channel” and “Send Messages”."
    )


def token_refused(say: Catalog) -> str:
    """Tell the operator that the token is of no use."""
    return say(
        "Discord does not accept the token in DISCORD_TOKEN: it was reset, or belongs to nothing. Copy a new one from "
        "your application's Bot page in the Developer Portal (docs/deploy.md)."
    )


def synced(say: Catalog, number: int) -> str:
    """Tell the operator how many commands Discord knows now."""
    return say.count("Discord knows {number} command.", "Discord knows {number} commands.", number)
