"""Files that people give by a form, since Slack's commands take none; they are fetched from Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.parse import text
from adapters.turn import NotFetched, Upload

FETCH_SECONDS = 30.0


def given(view: Mapping[str, Any]) -> Upload | None:
    """Return the file that was given in a modal, None when it asks for none."""
    for block in view["state"]["values"].values():
        for value in block.values():
            for file in value.get("files") or ():
                # Where somebody else keeps the file, its address is theirs, and our token is not for them.
                url = "" if file.get("is_external") else text(file.get("url_private_download", ""))
                return Upload(text(file["name"]), int(file.get("size", 0)), url)
    return None


async def fetched(client: AsyncWebClient, upload: Upload) -> bytes:
    """Return the content of a file; NotFetched when it cannot be had."""
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return await _content(client, upload.address)
    except (aiohttp.ClientError, OSError) as error:
        raise NotFetched(type(error).__name__) from error


async def _content(client: AsyncWebClient, url: str) -> bytes:
    if client.session is None or not url:
        raise NotFetched("it is not on Slack")
    async with client.session.get(url, headers={"Authorization": f"Bearer {client.token}"}) as response:
        if response.status != 200:
            raise NotFetched(str(response.status))
        # To a token without the scope files:read Slack shows its page to sign in.
        # https://docs.slack.dev/reference/objects/file-object
        if response.content_type == "text/html":
            raise NotFetched("a page to sign in: is the scope files:read granted?")
        return await response.read()
