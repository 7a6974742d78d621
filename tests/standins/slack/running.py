"""Run the real slack-bolt on a stand-in, over Socket Mode or over HTTP, and stop it whatever happens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack.http_push import HttpPush
from tests.standins.slack.standin import APP_TOKEN, SIGNING_SECRET, SlackStandin

EVENTS = "/slack/events"


def app_on(standin: SlackStandin) -> AsyncApp:
    """A new Bolt app whose calls go to the stand-in's first workspace, and which retries nothing."""
    client = AsyncWebClient(token=standin.team.token, base_url=standin.api_url, retry_handlers=[])
    return AsyncApp(client=client, signing_secret=SIGNING_SECRET)


@asynccontextmanager
async def over_socket_mode(app: AsyncApp, standin: SlackStandin) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app, connected, for as long as the block lasts."""
    handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=0.05)
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # slack-bolt left it untyped
        await standin.socket_mode.connected()
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # slack-bolt left it untyped


@asynccontextmanager
async def over_http(app: AsyncApp, standin: SlackStandin) -> AsyncIterator[HttpPush]:
    """The app behind a port of its own, to which the stand-in posts, for as long as the block lasts."""
    runner = web.AppRunner(app.web_app(EVENTS), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield standin.push_to(f"http://127.0.0.1:{runner.addresses[0][1]}{EVENTS}")
    finally:
        await runner.cleanup()
