"""Looks for a post of unknown outcome in its channel, by the marker in its metadata, as slowly as Slack permits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.posting import EVENT_TYPE, called
from bot.chat import Channel, NotNow, Refused
from bot.frozen import Frozen, replace
from bot.memory import Memory

# How long a search may take before the moderators are asked instead.
LONGEST = timedelta(hours=1)
# Slack's clock may be behind ours.
MARGIN = timedelta(minutes=1)
# How long a workspace that has not granted the scope is not asked again.
UNGRANTED = timedelta(minutes=10)
NO_SCOPE, TOO_LONG = "missing_scope", "not_found_in_time"
REMEMBERED = 1000


class Pace(Frozen, frozen=True):
    """How often a workspace's history may be asked for, and how many messages it tells at once."""

    pause: timedelta
    messages: int


# https://docs.slack.dev/reference/methods/conversations.history: an app of one's own workspace, or of the Marketplace,
# may ask 50 times a minute; others once, for 15 messages.
INTERNAL, DISTRIBUTED = Pace(timedelta(seconds=2), 100), Pace(timedelta(minutes=1), 15)


class Search(Frozen, frozen=True):
    """A post that is looked for: since when, and from which page on."""

    begun: datetime
    cursor: str = ""


class Finder:
    """The searches of one process. `now` returns the moment, aware, in UTC."""

    def __init__(self, pace: Pace, now: Callable[[], datetime]) -> None:
        self._pace = pace
        self._now = now
        self._free_at: Memory[str, datetime] = Memory(REMEMBERED)
        self._ungranted: Memory[str, datetime] = Memory(REMEMBERED)
        self._searches: Memory[str, Search] = Memory(REMEMBERED)
        # The messages of other posts in doubt that were seen on the way.
        self._seen: Memory[str, str] = Memory(REMEMBERED)

    async def find(self, client: AsyncWebClient, bot_id: str, channel: Channel, marker: str, since: datetime) -> str:
        """Return the `ts` of our message with this marker since a moment, "" if there is none.

        Refused where that cannot be found out, or not in time; NotNow where the search goes on a while later.
        """
        try:
            while marker not in self._seen:
                search = self._search(marker)
                self._take_turn(channel.community)
                page = await self._page(client, channel, since - MARGIN, search.cursor)
                self._note(page, bot_id)
                if not (cursor := _next(page)):
                    break
                self._searches[marker] = replace(search, cursor=cursor)
        except Refused:
            self._searches.pop(marker, None)
            raise
        self._searches.pop(marker, None)
        return self._seen.get(marker, "")

    def _search(self, marker: str) -> Search:
        """Return how far a search has come, which may begin now; Refused when it has gone on for too long."""
        search = self._searches.get(marker) or Search(self._now())
        self._searches[marker] = search
        if self._now() - search.begun >= LONGEST:
            raise Refused(TOO_LONG)
        return search

    def _take_turn(self, workspace: str) -> None:
        """Take a workspace's next turn; NotNow until it has come, Refused where it lets nobody look."""
        now = self._now()
        if now < self._ungranted.get(workspace, now):
            raise Refused(NO_SCOPE)
        wait = self._free_at.get(workspace, now) - now
        if wait > timedelta():
            raise NotNow(wait.total_seconds(), is_everywhere=False)
        self._free_at[workspace] = now + self._pace.pause

    async def _page(self, client: AsyncWebClient, channel: Channel, since: datetime, cursor: str) -> Any:
        id = channel.id
        try:
            if channel.person:
                id = (await called(client.conversations_open(users=[channel.person])))["channel"]["id"]
            call = client.conversations_history(
                channel=id,
                oldest=f"{since.timestamp():.6f}",
                limit=self._pace.messages,
                include_all_metadata=True,
                cursor=cursor or None,
            )
            return (await called(call)).data
        except Refused as refused:
            if refused.reason == NO_SCOPE:
                self._ungranted[channel.community] = self._now() + UNGRANTED
            raise
        except NotNow as limited:
            self._free_at[channel.community] = self._now() + timedelta(seconds=limited.retry_after)
            raise

    def _note(self, page: Any, bot_id: str) -> None:
        for message in page["messages"]:
            metadata = message.get("metadata") or {}
            if message.get("bot_id") == bot_id and metadata.get("event_type") == EVENT_TYPE:
                self._seen[str(metadata["event_payload"]["id"])] = str(message["ts"])


def _next(page: Any) -> str:
    """Return where the next page begins, "" after the last."""
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")
