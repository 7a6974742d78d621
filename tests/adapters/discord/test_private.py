"""What of discord.py is none of its promises stands in one file, and is where that file looks for it."""

from __future__ import annotations

import ast
import asyncio
import inspect
from collections.abc import Iterator
from pathlib import Path

import discord
import discord.client
import discord.shard
import discord.utils
import pytest
from discord.backoff import ExponentialBackoff
from discord.http import HTTPClient, MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from adapters.discord.caller import REMEMBERED, Answer, Limits
from adapters.discord.private import LONGEST_WAIT, Calls, ShortBackoff, from_json, install, to_json

FOLDER = Path("adapters/discord")
# What it documents nowhere but keeps by these names: addresses and forms, which its own subclasses build on.
KEPT = {"discord.http": {"HTTPClient", "MultipartParameters", "Route", "handle_message_parameters"}}


def modules() -> Iterator[Path]:
    return (path for path in FOLDER.glob("*.py") if path.name != "private.py")


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Return what a module imports of discord.py's own modules, as (module, name)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("discord."):
            yield from ((node.module or "", alias.name) for alias in node.names)


def test_no_other_file_imports_what_is_none_of_its_promises() -> None:
    public = {"discord.app_commands": {"Choice"}} | KEPT
    found = {pair for path in modules() for pair in imported(path)}

    assert {(module, name) for module, name in found if name not in public.get(module, set())} == set()


def test_no_other_file_uses_a_private_name_of_discord_py() -> None:
    used = [
        f"{path.name}: {ast.unparse(node)}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if ast.unparse(node.value) not in {"self", "cls"} and not ast.unparse(node.value).startswith("self._")
    ]

    assert used == []


def test_it_is_the_release_that_was_read() -> None:
    assert discord.version_info[:2] == (2, 7)


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (
            AsyncWebhookAdapter.create_interaction_response,
            ["self", "interaction_id", "token", "session", "proxy", "proxy_auth", "params"],
        ),
        (
            AsyncWebhookAdapter.request,
            ["self", "route", "session", "payload", "multipart", "proxy", "proxy_auth", "files", "reason", "auth_token",
             "params"],
        ),
    ],
)  # fmt: skip
def test_what_is_overridden_takes_what_it_took(function: object, parameters: list[str]) -> None:
    assert list(inspect.signature(function).parameters) == parameters  # type: ignore[arg-type]  # a function


def test_what_is_put_in_place_is_looked_for_there() -> None:
    assert async_context.get().__class__ in (AsyncWebhookAdapter, Calls)
    assert "_to_json" in inspect.getsource(discord.utils)
    assert "utils._to_json(" in inspect.getsource(HTTPClient.request)
    assert "utils._from_json(" in inspect.getsource(discord.gateway)
    assert "ExponentialBackoff()" in inspect.getsource(discord.client.Client.connect)
    assert "ExponentialBackoff()" in inspect.getsource(discord.shard.Shard)
    assert {"warn_nacl", "warn_dave"} <= set(vars(discord.VoiceClient))
    assert inspect.signature(ExponentialBackoff.delay).parameters.keys() == {"self"}


async def test_posts_are_made_where_its_own_calls_are() -> None:
    assert {"token", "user_agent", "proxy", "proxy_auth"} <= set(vars(HTTPClient(asyncio.get_running_loop())))
    assert MultipartParameters._fields == ("payload", "multipart", "files")
    assert Route("GET", "/channels/{channel_id}/messages", channel_id="1").url == f"{Route.BASE}/channels/1/messages"


def test_delays_stay_short() -> None:
    backoff = ShortBackoff()

    assert max(backoff.delay() for _ in range(50)) <= LONGEST_WAIT


def test_json_is_written_and_read_as_its_own() -> None:
    assert from_json(to_json({"a": [1, "é", None]})) == {"a": [1, "é", None]}
    assert to_json({"a": "\ud800"}) == '{"a": "\\ud800"}'
    assert from_json(memoryview(b"[1]")) == [1]


async def test_tasks_that_are_started_later_use_its_calls() -> None:
    install()

    assert isinstance(async_context.get(), Calls)


def test_limits_that_are_over_are_forgotten() -> None:
    limits = Limits()
    for number in range(REMEMBERED + 1):
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=number)
        limits.note(route, Answer(200, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1"}, None), number)

    assert len(limits.routes) == 1
