"""Look-ups: what the packs know, and what the bot can do."""
