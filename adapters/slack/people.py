"""Who somebody is in their workspace: asked of Slack after the acknowledgement, and remembered for a while."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import CALL_SECONDS
from bot.chat import Request, User

log = logging.getLogger(__name__)
REMEMBERED = 10_000
# Somebody who was made an administrator, or is one no longer, is recognized after so long.
KEPT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Rights:
    """What Slack says of a person at a moment; a guest is also who belongs to another workspace."""

    name: str
    locale: str
    is_moderator: bool
    is_guest: bool
    at: datetime


class People:
    """The rights of those who asked."""

    def __init__(self) -> None:
        self._known: OrderedDict[User, Rights] = OrderedDict()

    def known(self, request: Request) -> Request:
        """Return the request with the person's rights, as far as they are known without asking."""
        rights = self._known.get(request.user)
        if rights is None or request.at - rights.at >= KEPT_FOR:
            return request
        return replace(
            request,
            is_moderator=rights.is_moderator,
            is_guest=rights.is_guest,
            user_name=rights.name,
            locale=rights.locale or request.locale,
        )

    async def asked(self, request: Request, client: AsyncWebClient) -> Request:
        """Return the request with the person's rights, name and language; an unknown person has a guest's rights."""
        known = self.known(request)
        if request.is_guest or known is not request:
            return known
        rights = await _rights(request, client)
        if rights is None:
            return replace(request, is_moderator=False, is_guest=True)
        self._known[request.user] = rights
        self._known.move_to_end(request.user)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return self.known(request)


async def _rights(request: Request, client: AsyncWebClient) -> Rights | None:
    try:
        async with asyncio.timeout(CALL_SECONDS):
            told = await client.users_info(user=request.user.id, include_locale=True)
    except (SlackApiError, aiohttp.ClientError, OSError) as error:
        log.warning("nothing is known of a user: %s", type(error).__name__)
        return None
    user = told["user"]
    is_guest = any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"))
    is_moderator = bool(user.get("is_admin") or user.get("is_owner")) and not is_guest
    return Rights(_name(user), str(user.get("locale") or ""), is_moderator, is_guest, request.at)


def _name(user: Mapping[str, Any]) -> str:
    """Return the name under which Slack shows somebody."""
    profile = user.get("profile") or {}
    return str(profile.get("display_name") or user.get("real_name") or user.get("name") or "")
