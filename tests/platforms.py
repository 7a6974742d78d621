"""The platforms that there are, as the composition root registers them; as a command, writes `.env.example`."""

from __future__ import annotations

from bot.cli import platforms
from bot.settings import example, table

PLATFORMS = platforms()
# What operators set for them.
OWN = tuple(platform.settings for platform in PLATFORMS.values() if platform.settings.rows)

if __name__ == "__main__":
    print(example(table(OWN)), end="")
