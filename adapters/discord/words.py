"""What only Discord's limits and habits make necessary to say."""

from __future__ import annotations

from bot.replies.catalog import Catalog


def form_again(say: Catalog) -> str:
    """Explain a button that opens a form which Discord did not let open by itself."""
    return say("It took me too long to open the form. Press the button to open it.")


def token_refused(say: Catalog) -> str:
    """Tell the operator that the token is of no use."""
    return say(
        "Discord does not accept the token in DISCORD_TOKEN: it was reset, or belongs to nothing. Copy a new one from "
        "your application's Bot page in the Developer Portal (docs/deploy.md)."
    )


def synced(say: Catalog, number: int) -> str:
    """Tell the operator how many commands Discord knows now."""
    return say.count("Discord knows {number} command.", "Discord knows {number} commands.", number)
