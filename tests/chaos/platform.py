"""The two platforms as plain as can be: one call a post, over a connection that breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import aiohttp

from bot.chat import Channel, NotNow, Refused, Reply
from bot.replies.catalog import Catalog
from tests.platforms import PLATFORMS

DISCORD_EPOCH_MS = 1_420_070_400_000
# The clocks of the processes are wrong by minutes.
SKEW = timedelta(hours=1)


class DiscordLike:
    """Posts under a nonce, and can read the channel."""

    platform = PLATFORMS["discord"]

    def __init__(self, place: Mapping[str, str], session: aiohttp.ClientSession) -> None:
        self._api = place["api"]
        # As in life, nobody's channel holds everybody's posts.
        self._channels = place["channels"].split()
        self._headers = {"Authorization": f"Bot {place['token']}"}
        self._session = session

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Post."""
        said = {
            "content": f"{words(reply)} [{marker}]",
            "nonce": nonce,
            "enforce_nonce": True,
            "allowed_mentions": {"parse": []},
        }
        async with self._session.post(self._url(channel), json=said, headers=self._headers) as answer:
            check(answer)
            return str((await answer.json())["id"])

    async def find(self, channel: Channel, marker: str, since: datetime) -> str:
        """Look through all that was posted since."""
        after = str((int((since - SKEW).timestamp() * 1000) - DISCORD_EPOCH_MS) << 22)
        while True:
            asked = {"after": after, "limit": "100"}
            async with self._session.get(self._url(channel), params=asked, headers=self._headers) as answer:
                check(answer)
                page = await answer.json()
            if found := next((one["id"] for one in page if f"[{marker}]" in one["content"]), ""):
                return str(found)
            if len(page) < 100:
                return ""
            after = max((one["id"] for one in page), key=int)

    def _url(self, channel: Channel) -> str:
        return f"{self._api}/channels/{self._channels[int(channel.id) % len(self._channels)]}/messages"


class SlackLike:
    """Posts, and knows no more."""

    platform = PLATFORMS["slack"]

    def __init__(self, place: Mapping[str, str], session: aiohttp.ClientSession) -> None:
        self._url = f"{place['api']}chat.postMessage"
        self._headers = {"Authorization": f"Bearer {place['token']}"}
        self._channel = place["channel"]
        self._session = session

    async def post(self, channel: Channel, reply: Reply, say: Catalog, nonce: str, marker: str) -> str:
        """Post."""
        said = {
            "channel": self._channel,
            "text": f"{words(reply)} [{marker}]",
            "unfurl_links": False,
            "unfurl_media": False,
        }
        async with self._session.post(self._url, json=said, headers=self._headers) as answer:
            check(answer)
            told = await answer.json()
            if not told["ok"]:
                raise Refused(told["error"])
            return str(told["ts"])


def words(reply: Reply) -> str:
    """Return what is posted: of a notice its title and the post it asks about."""
    return f"{reply.title} {reply.text}".strip()


def check(answer: aiohttp.ClientResponse) -> None:
    """Raise what an answer that is no success means."""
    if answer.status == 429:
        raise NotNow(float(answer.headers.get("Retry-After", "1")))
    if 400 <= answer.status < 500:
        raise Refused(str(answer.status))
    answer.raise_for_status()
