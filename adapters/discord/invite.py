"""The link with which somebody adds the bot to a server, with the permissions it uses and no others."""

from __future__ import annotations

import discord

# What is posted unasked needs these; answers to commands need none. Own messages are looked for in a channel's
# history when it is not known whether a post arrived.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
)
SCOPES = ("bot", "applications.commands")


def invite_url(application_id: int | str) -> str:
    """Return the link for an application."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)
