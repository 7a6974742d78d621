"""The smallest bot, connected to a stand-in of Slack whose clock stands still."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.clock import HandClock
from tests.standins.slack import SlackStandin
from tests.standins.slack.running import over_socket_mode
from tests.standins.slack.smallest import smallest_app


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def standin(clock: HandClock) -> AsyncIterator[SlackStandin]:
    server = SlackStandin(clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def client(standin: SlackStandin) -> AsyncWebClient:
    return AsyncWebClient(token=standin.team.token, base_url=standin.api_url, retry_handlers=[])


@pytest.fixture
async def connected(standin: SlackStandin) -> AsyncIterator[SlackStandin]:
    async with over_socket_mode(smallest_app(standin), standin):
        yield standin
