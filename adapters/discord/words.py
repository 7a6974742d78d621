"""Sentences that only Discord makes necessary."""

from __future__ import annotations

from enum import StrEnum

from bot.replies.catalog import N_, Catalog

TOKEN_REFUSED = N_(
    "Discord does not accept the token in DISCORD_TOKEN: it was reset, or belongs to nothing. Copy a new one from "
    "your application's Bot page in the Developer Portal (docs/deploy.md)."
)

_LET_IN = N_(
    "Whoever manages the server can let me: in the channel's settings, under Permissions, “View Channel” and “Send "
    "Messages”."
)
NOT_DONE = N_(
    "Discord cannot be reached, or refuses: {why}. Look at the network, and at HTTPS_PROXY where there is a proxy; "
    "then try again."
)


class Closed(StrEnum):
    """Why the bot may not post into a channel."""

    ABSENT = "absent"
    UNSEEN = "unseen"
    SILENT = "silent"
    LOCKED = "locked"
    UNKNOWN = "unknown"
    NO_TEXT = "no text"


_CLOSED = {
    Closed.ABSENT: N_("I am not on this server myself, so I can post nothing here and nothing was set up."),
    Closed.UNSEEN: N_("I may not see {channel}, so nothing was set up."),
    Closed.SILENT: N_("I may not write in {channel}, so nothing was set up."),
    Closed.LOCKED: N_("{channel} is a locked thread, so nothing was set up."),
    Closed.UNKNOWN: N_("{channel} is no channel of this server, so nothing was set up."),
    Closed.NO_TEXT: N_("Nobody can write in {channel} itself, so nothing was set up."),
}
_CHOOSE = N_("Choose a channel from the list that opens as you type.")
_HELPS = {
    Closed.ABSENT: N_("Whoever manages the server can add me; alone with me it works too."),
    Closed.UNSEEN: _LET_IN,
    Closed.SILENT: _LET_IN,
    Closed.LOCKED: N_("Have it unlocked, or choose another channel."),
    Closed.UNKNOWN: _CHOOSE,
    Closed.NO_TEXT: _CHOOSE,
}
# By the words of adapters/discord/caller.py for Discord's codes.
REMEDIES = {
    "missing_access": _LET_IN,
    "missing_permissions": _LET_IN,
    "unknown_channel": N_("/schedule edit gives a schedule another channel."),
    "thread_locked": N_("Have the thread unlocked, or choose another channel."),
}


def may_not_post(say: Catalog, why: Closed, channel: str) -> str:
    """Refuse what would be posted where the bot may not post: where, why, and what helps."""
    return f"{say(_CLOSED[why], channel=say.channel(channel))} {say(_HELPS[why])}"


def synced(say: Catalog, number: int) -> str:
    """Tell the operator how many commands Discord knows now."""
    return say.count("Discord knows {number} command.", "Discord knows {number} commands.", number)
