"""Pictures at the bot's own address: drawn when they are fetched, and never changing, so that they can be cached."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aiohttp import web

from bot.pictures.addresses import FOLDER, Addresses
from bot.pictures.studio import Studio

log = logging.getLogger(__name__)
# The address says what is drawn: the picture never changes.
KEEP = "public, max-age=31536000, immutable"
# Who draws elsewhere may be slow; Slack does not wait for longer.
SECONDS = 10.0


class Pictures:
    """Hands out the pictures whose addresses the bot has signed, and nothing else."""

    def __init__(self, studio: Studio, addresses: Addresses) -> None:
        self._studio = studio
        self._addresses = addresses

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the web server is to carry."""
        return (web.get(f"{FOLDER}/{{signature}}.png", self.picture),)

    async def picture(self, request: web.Request) -> web.Response:
        """Return the picture of an address."""
        drawable = self._addresses.read(request.match_info["signature"], request.query.get("r", ""))
        if drawable is None:
            raise web.HTTPNotFound
        try:
            async with asyncio.timeout(SECONDS):
                drawing = await asyncio.to_thread(self._studio.draw, drawable.recipe, drawable.look)
                content = await asyncio.shield(asyncio.wrap_future(drawing))
        except Exception as error:
            log.warning("a picture could not be drawn (%s)", type(error).__name__)
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "5"}) from None
        if not content:
            raise web.HTTPNotFound
        headers = {"Cache-Control": KEEP, "Cross-Origin-Resource-Policy": "cross-origin"}
        return web.Response(body=content, content_type="image/png", headers=headers)
