"""A stand-in of Discord on loopback, for the real discord.py."""

from tests.standins.discord.asked import Asked, Callback
from tests.standins.discord.messages import Message
from tests.standins.discord.standin import TOKEN, DiscordStandin
from tests.standins.discord.world import Channel, Guild, User

__all__ = ["TOKEN", "Asked", "Callback", "Channel", "DiscordStandin", "Guild", "Message", "User"]
