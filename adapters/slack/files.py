"""Files that people give: asked for by a form, since a slash command of Slack's takes none, and fetched from Slack."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import words
from bot.chat import Attachment, Form, Input, Request, UsageError, action_of
from bot.commands.kinds import Kind
from bot.commands.moderation.packs import MEGABYTE, SIZE_LIMIT
from bot.commands.options import Option
from bot.commands.row import Command
from bot.replies.catalog import Catalog
from bot.replies.moderation import packs

log = logging.getLogger(__name__)
FETCH_SECONDS = 30.0


class NoFileError(Exception):
    """Slack answered with something else than the file; the text is its status or type."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a form tells of it; `size` in bytes, `url` "" when it lies elsewhere than on Slack."""

    name: str
    size: int
    url: str


def wanted(row: Command) -> Option | None:
    """Return the option of a command that takes a file, None when none does."""
    return next((option for option in row.options if option.kind is Kind.FILE), None)


def asked_for(option: Option, request: Request, say: Catalog) -> Form:
    """Return the form that asks for the file; submitting it asks the same again."""
    field = Input(option.name, say(option.help), is_file=True)
    return Form(words.give_file(say), action_of(request.command, **request.options), (field,))


def given(view: Mapping[str, Any]) -> Upload | None:
    """Return the file that was given in a modal, None when it asks for none."""
    for block in view["state"]["values"].values():
        for value in block.values():
            for file in value.get("files") or ():
                # Where somebody else keeps the file, its address is theirs, and our token is not for them.
                url = "" if file.get("is_external") else file.get("url_private_download", "")
                return Upload(file["name"], int(file.get("size", 0)), url)
    return None


async def fetched(client: AsyncWebClient, upload: Upload, say: Catalog) -> Attachment:
    """Return a file; UsageError when it is too large, or cannot be had."""
    if upload.size > SIZE_LIMIT * MEGABYTE:
        raise UsageError(packs.too_large(say, SIZE_LIMIT))
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return Attachment(upload.name, await _content(client, upload.url))
    except (aiohttp.ClientError, OSError, NoFileError) as error:
        log.warning("a file cannot be fetched: %s %s", type(error).__name__, error)
        raise UsageError(packs.not_fetched(say, upload.name)) from error


async def _content(client: AsyncWebClient, url: str) -> bytes:
    if client.session is None or not url:
        raise NoFileError("it is not on Slack")
    async with client.session.get(url, headers={"Authorization": f"Bearer {client.token}"}) as response:
        if response.status != 200:
            raise NoFileError(str(response.status))
        # To a token without the scope files:read Slack shows its page to sign in.
        # https://docs.slack.dev/reference/objects/file-object
        if response.content_type == "text/html":
            raise NoFileError("a page to sign in: is the scope files:read granted?")
        return await response.read()
