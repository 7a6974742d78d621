"""What the console is as a platform: one person's own terminal, which takes whatever is written to it."""

from __future__ import annotations

from datetime import timedelta

from bot.chat import Platform, Rate

# A dialogue may ask as much as it likes.
CONSOLE = Platform("console", Rate(1000.0, 100, timedelta()), form_limit=20)
