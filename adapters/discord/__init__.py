"""Discord: slash commands, buttons and posts through discord.py."""
