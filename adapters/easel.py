"""Easel: the pictures of replies, for adapters. Nobody waits long for one, and one that fails is only logged."""

from __future__ import annotations

import asyncio
import logging

from bot.chat import Reply
from bot.pictures.studio import Studio

log = logging.getLogger(__name__)
# Seconds for which an answer that was acknowledged waits for its picture; after that it is shown without.
PATIENCE = 0.2
NO_PICTURE = b""


class Easel:
    """Returns pictures that a studio draws; without a studio there are none."""

    def __init__(self, studio: Studio | None) -> None:
        self._studio = studio

    @property
    def draws(self) -> bool:
        """Whether there is a studio, so that a picture that was not drawn before may come later."""
        return self._studio is not None

    def kept(self, reply: Reply) -> bytes:
        """Return the picture of a reply if it was drawn before, as PNG; b"" for none."""
        picture, studio = reply.picture, self._studio
        return (studio.drawn(picture.name) if studio and picture else None) or NO_PICTURE

    async def drawn(self, reply: Reply) -> bytes:
        """Return the picture of a reply as PNG; b"" where it has none or it cannot be drawn."""
        picture, studio = reply.picture, self._studio
        if not (studio and picture):
            return NO_PICTURE
        try:
            drawing = await asyncio.to_thread(studio.draw, picture.recipe, picture.look)
            # Others may wait for the same picture: cancelling this task must not cancel theirs.
            return await asyncio.shield(asyncio.wrap_future(drawing)) or NO_PICTURE
        except Exception as error:
            log.warning("a picture could not be drawn (%s)", type(error).__name__)
            return NO_PICTURE

    async def soon(self, reply: Reply) -> bytes | None:
        """Return the picture as PNG, b"" where there is none, or None when it takes longer than PATIENCE."""
        drawing = asyncio.create_task(self.drawn(reply))
        done, _ = await asyncio.wait([drawing], timeout=PATIENCE)
        return drawing.result() if done else None
