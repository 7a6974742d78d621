"""The platforms that there are, as the composition root registers them."""

from __future__ import annotations

from bot.cli import platforms

PLATFORMS = platforms()
