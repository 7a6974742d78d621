"""The addresses of pictures, below the bot's own address; without that, Slack shows none.

A file that is not shared in a channel is refused in blocks (slackapi/python-slack-sdk#1658), so a picture needs an
address; Slack fetches it when the message is posted.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from adapters.easel import NO_PICTURE, Easel
from adapters.slack.calls import CallFailed, is_about_blocks
from adapters.slack.settings import SlackSettings
from adapters.tasks import Tasks
from bot.chat import Refused, Reply
from bot.config import Config
from bot.pictures.addresses import Addresses, addresses

log = logging.getLogger(__name__)
Sent = TypeVar("Sent")


class Gallery:
    """Knows the addresses of pictures, and has them drawn before Slack comes for them."""

    def __init__(self, easel: Easel, addresses: Addresses) -> None:
        self._easel = easel
        self._addresses = addresses
        self._drawing = Tasks()

    def address(self, reply: Reply) -> str:
        """Return the address of a reply's picture, "" where it has none."""
        return self._addresses.of(reply.picture.recipe, reply.picture.look) if reply.picture else ""

    async def ready(self, reply: Reply) -> str:
        """Return the address once the picture is drawn, or after a moment; "" for one that cannot be drawn."""
        address = self.address(reply)
        return address if address and await self._easel.soon(reply) != NO_PICTURE else ""

    def begun(self, reply: Reply) -> str:
        """Return the address at once; the picture is drawn meanwhile."""
        if address := self.address(reply):
            self._drawing.start(self._easel.drawn(reply))
        return address


async def shown(address: str, send: Callable[[str], Awaitable[Sent]]) -> Sent:
    """Send a message with a picture's address; without it where Slack refuses it, having sent nothing yet."""
    try:
        return await send(address)
    except (Refused, SlackApiError, CallFailed) as error:
        if not (address and is_about_blocks(error)):
            raise
    log.warning("Slack does not show a picture of ours: is DATELINE_URL reached from outside?")
    return await send("")


def addresses_of(config: Config) -> Addresses:
    """Return the addresses at which Slack finds pictures, signed with secrets that the operator has set."""
    own = config.of(SlackSettings)
    return addresses(config.url, (*config.keys, own.signing_secret, own.bot_token))
