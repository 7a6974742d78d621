"""What is said to those who play in a browser, when they may not."""

from __future__ import annotations

from bot.replies.catalog import N_, Catalog

NAME_MISSING = N_("Choose a name first.")


def full(say: Catalog, most: int) -> str:
    """Refuse one seat more than there are."""
    return say.count(
        "This round has {number} seat in browsers, and it is taken.",
        "This round has {number} seats in browsers, and all are taken.",
        most,
    )
