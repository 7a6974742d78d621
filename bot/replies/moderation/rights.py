"""What is said to somebody who lacks a right."""

from __future__ import annotations

from bot.replies.catalog import Catalog


def moderators_only(say: Catalog, command: str) -> str:
    """Refuse, and say who may."""
    return say(
        "/{command} is for moderators: who may manage the server or workspace, and those whom they named.",
        command=command,
    )
