"""Where the bot may post, as far as memory tells: the permissions that came with an interaction, or of a channel."""

from __future__ import annotations

import discord

from adapters.discord.parse import is_direct, is_visit
from bot.chat import Channel


def may_post(interaction: discord.Interaction, channel: Channel) -> bool:
    """Whether the bot may post into a channel; so it is taken to be where nobody can tell."""
    if is_direct(channel.community):
        return True
    # Somebody brought the bot along for themselves: the server has none that could post.
    if is_visit(channel.community):
        return False
    permissions = _permissions(interaction, channel)
    return permissions is None or (permissions.view_channel and _may_write(interaction, channel, permissions))


def _permissions(interaction: discord.Interaction, channel: Channel) -> discord.Permissions | None:
    if channel.id == str(interaction.channel_id):
        return interaction.app_permissions
    known = interaction.client.get_channel(int(channel.id)) if channel.id.isdecimal() else None
    return known.permissions_for(known.guild.me) if isinstance(known, discord.abc.GuildChannel) else None


def _may_write(interaction: discord.Interaction, channel: Channel, permissions: discord.Permissions) -> bool:
    is_thread = channel.id == str(interaction.channel_id) and isinstance(interaction.channel, discord.Thread)
    return permissions.send_messages_in_threads if is_thread else permissions.send_messages
