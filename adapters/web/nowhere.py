"""The platform of a class without a chat: what a round would post there is shown on its pages instead."""

from __future__ import annotations

from adapters.web.platform import WEB
from bot.chat import Channel, Reply
from bot.replies.catalog import Catalog


class Nowhere:
    """Takes every post, and shows it to nobody."""

    platform = WEB

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Take a post."""
        return marker
