"""Where the bot may post, of places that the stand-in has not: threads, and channels in which nobody can write."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from adapters.discord.access import closed, why_not_into
from adapters.discord.words import Closed

ALL = discord.Permissions.all()
MEMBER = discord.Permissions(view_channel=True, send_messages=True, send_messages_in_threads=True)


def thread(*, locked: bool) -> discord.Thread:
    """A thread of which nothing else is known."""
    made = discord.Thread.__new__(discord.Thread)
    made.locked = locked
    return made


@pytest.mark.parametrize(
    ("locked", "permissions", "expected"),
    [
        (True, MEMBER, Closed.LOCKED),
        (True, ALL, None),
        (False, MEMBER, None),
        (False, discord.Permissions(view_channel=True, send_messages=True), Closed.SILENT),
        (False, discord.Permissions(send_messages_in_threads=True), Closed.UNSEEN),
    ],
)
def test_a_thread_takes_posts_unless_it_is_locked(
    locked: bool, permissions: discord.Permissions, expected: Closed | None
) -> None:
    assert closed(thread(locked=locked), permissions) is expected


def test_nobody_can_tell_of_a_thread_whose_channel_is_not_known() -> None:
    orphan = thread(locked=False)
    orphan.guild, orphan.parent_id = discord.Guild.__new__(discord.Guild), 7
    orphan.guild.id, orphan.guild._channels = 1, {}

    assert orphan.parent is None
    assert why_not_into(orphan, "1") is None


@pytest.mark.parametrize("kind", [discord.CategoryChannel, discord.ForumChannel])
def test_nobody_can_write_in_what_only_holds_channels(kind: Any) -> None:
    assert why_not_into(kind.__new__(kind), "1") is Closed.NO_TEXT
