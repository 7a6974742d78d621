"""What is known of a class without a chat, as a platform."""

from __future__ import annotations

from datetime import timedelta

from bot.chat import Platform, Rate

# What a round would post is shown on its pages instead, so nothing is too fast.
WEB = Platform("web", Rate(1000.0, 100, timedelta()))
