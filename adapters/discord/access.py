"""Where the bot may post: an interaction's permissions tell, or what discord.py remembers, or Discord itself.

Error codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord

from adapters.discord.parse import is_direct, is_visit
from adapters.discord.words import Closed
from bot.chat import Channel

log = logging.getLogger(__name__)
# Within the three seconds in which an interaction has to be answered.
LOOK_SECONDS = 1.5
WRITABLE = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel, discord.Thread)


async def why_not(interaction: discord.Interaction, channel: Channel) -> Closed | None:
    """Return why the bot may not post into a channel, None where it may, or where that cannot be found out."""
    if is_direct(channel.community):
        return None
    # Somebody uses the bot for themselves: it is no member of this server, and cannot post there.
    if is_visit(channel.community):
        return Closed.ABSENT
    if channel.id == str(interaction.channel_id):
        return closed(interaction.channel, interaction.app_permissions)
    return await _elsewhere(interaction, channel)


async def _elsewhere(interaction: discord.Interaction, channel: Channel) -> Closed | None:
    """Return why the bot may not post into another channel than that of the interaction."""
    client, id = interaction.client, int(channel.id)
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            place = client.get_channel(id) or await client.fetch_channel(id)
    except discord.Forbidden:
        return Closed.UNSEEN
    except (discord.NotFound, discord.InvalidData):
        return Closed.UNKNOWN
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.warning("nothing is known of a channel: %s", type(error).__name__)
        return None
    return why_not_into(place, channel.community)


def why_not_into(place: object, community: str) -> Closed | None:
    """Return why the bot may not post into a channel or thread of discord.py's."""
    if not isinstance(place, WRITABLE):
        return Closed.NO_TEXT
    if str(place.guild.id) != community:
        return Closed.UNKNOWN
    # Without its channel a thread has no permissions to look at.
    if isinstance(place, discord.Thread) and place.parent is None:
        return None
    return closed(place, place.permissions_for(place.guild.me))


def closed(place: object, permissions: discord.Permissions) -> Closed | None:
    """Return why these permissions do not let the bot write in a channel or a thread."""
    if not permissions.view_channel:
        return Closed.UNSEEN
    if not isinstance(place, discord.Thread):
        return None if permissions.send_messages else Closed.SILENT
    if place.locked and not permissions.manage_threads:
        return Closed.LOCKED
    return None if permissions.send_messages_in_threads else Closed.SILENT
