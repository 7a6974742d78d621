"""Who somebody is in their workspace: Slack is asked after the acknowledgement, and the answer is kept for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.calls import CALL_SECONDS, word_of
from adapters.turn import Unidentified
from bot.chat import Request, User
from bot.frozen import Frozen, replace
from bot.memory import Memory

REMEMBERED = 10_000
# A new administrator, or one who is none any more, is recognized after this.
KEPT_FOR = timedelta(minutes=5)
# Before Slack is asked a second time, and no third.
PAUSE_SECONDS = 0.5
NOBODY = ("user_not_found", "user_not_visible", "users_not_found")


class Rights(Frozen, frozen=True):
    """What Slack says of a person at a moment; somebody of another workspace is a guest too."""

    name: str
    locale: str
    is_moderator: bool
    is_guest: bool
    at: datetime


class People:
    """The rights of those who asked."""

    def __init__(self) -> None:
        self._known: Memory[User, Rights] = Memory(REMEMBERED)

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
        """Return the request with the person's rights, name and language; Unidentified when Slack does not tell."""
        identified = self.known(request)
        if request.is_guest or identified is not request:
            return identified
        self._known[request.user] = _rights(await _info(request.user, client), request.at)
        return self.known(request)

    async def is_guest(self, user: User, client: AsyncWebClient) -> bool:
        """Whether somebody is a guest here, of another workspace, or nobody; Unidentified when Slack does not tell."""
        try:
            return _is_guest(await _info(user, client))
        except Unknown:
            return True


class Unknown(Unidentified):
    """Slack knows nobody of that id."""


async def _info(user: User, client: AsyncWebClient) -> Mapping[str, Any]:
    """Return Slack's record of somebody, asked for once more where that fails."""
    try:
        return await _call(user, client)
    except Unknown:
        raise
    except Unidentified:
        await asyncio.sleep(PAUSE_SECONDS)
        return await _call(user, client)


async def _call(user: User, client: AsyncWebClient) -> Mapping[str, Any]:
    try:
        async with asyncio.timeout(CALL_SECONDS):
            answer: Any = await client.users_info(user=user.id, include_locale=True)
    except SlackApiError as error:
        word = word_of(error)
        raise (Unknown if word in NOBODY else Unidentified)(word or type(error).__name__) from error
    except (aiohttp.ClientError, OSError) as error:
        raise Unidentified(type(error).__name__) from error
    return dict(answer["user"])


def _rights(user: Mapping[str, Any], at: datetime) -> Rights:
    is_guest = _is_guest(user)
    is_moderator = bool(user.get("is_admin") or user.get("is_owner")) and not is_guest
    return Rights(_name(user), str(user.get("locale") or ""), is_moderator, is_guest, at)


def _is_guest(user: Mapping[str, Any]) -> bool:
    return any(user.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"))


def _name(user: Mapping[str, Any]) -> str:
    """Return the name under which Slack shows somebody."""
    profile = user.get("profile") or {}
    return str(profile.get("display_name") or user.get("real_name") or user.get("name") or "")
