"""Socket Mode: two connections, cut, silent, refreshed and refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.slack.app import SlackApp
from adapters.slack.connection import HEARTBEAT_SECONDS, LONGEST_WAIT
from adapters.slack.settings import SlackSettings
from bot.chat import TokenRefused
from bot.config import Config
from tests.adapters.slack.conftest import House
from tests.saltmarsh import MAY_DAY
from tests.standins.faults import cut_before, says
from tests.standins.slack import APP_TOKEN, SlackStandin
from tests.standins.slack.refusals import refusal, server_error

SOON = 5.0


async def test_both_connections_are_used(standin: SlackStandin, app: SlackApp) -> None:
    first, second = standin.socket_mode.lines

    answers = [await (await standin.slash("/timeline", year)).message() for year in ("1950", "1951", "1952")]

    assert first.open
    assert second.open
    assert len(answers) == 3


async def test_connections_cut_without_goodbye_are_back_within_five_seconds(
    standin: SlackStandin, app: SlackApp
) -> None:
    standin.socket_mode.cut()

    await standin.bell.until(lambda: standin.socket_mode.opened >= 4, SOON)
    await standin.socket_mode.connected(2, SOON)
    assert "1950" in (await (await standin.slash("/timeline", "1950")).message(timeout=SOON)).shown


async def test_attempts_that_are_refused_are_made_again(standin: SlackStandin, app: SlackApp) -> None:
    standin.socket_mode.refuse(attempts=3)
    standin.faults.order("apps.connections.open", says(server_error(503)))
    standin.faults.order("apps.connections.open", cut_before())
    standin.socket_mode.cut()

    await standin.bell.until(lambda: standin.socket_mode.opened >= 7)
    assert len(await standin.socket_mode.connected(2)) == 2


async def test_an_outage_costs_no_new_address_and_ends_with_a_line_in_the_log(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    before = opens(standin)
    standin.socket_mode.refuse(attempts=6)
    standin.socket_mode.cut()

    await standin.bell.until(lambda: standin.socket_mode.opened >= 10)
    await standin.socket_mode.connected(2)

    assert opens(standin) - before == 2
    assert caplog.text.count("well again") >= 1


def test_after_any_outage_the_next_try_comes_within_five_seconds() -> None:
    assert LONGEST_WAIT < SOON


def opens(standin: SlackStandin) -> int:
    """Return how often an address was asked for."""
    return len([one for one in standin.requests if "apps.connections.open" in one.path])


async def test_a_refresh_opens_new_connections_while_the_old_ones_still_answer(
    standin: SlackStandin, app: SlackApp
) -> None:
    old = list(standin.socket_mode.lines)
    standin.socket_mode.disconnect("refresh_requested")

    await standin.bell.until(lambda: standin.socket_mode.opened == 4)

    answers = [await standin.slash("/timeline", "1950") for _ in range(4)]
    assert [bool(await asked.message()) for asked in answers] == [True] * 4
    assert all(line.open for line in old)


async def test_a_goodbye_is_answered_by_another_connection(standin: SlackStandin, app: SlackApp) -> None:
    standin.socket_mode.close()

    await standin.bell.until(lambda: standin.socket_mode.opened >= 4)
    assert len(await standin.socket_mode.connected(2)) == 2


class Relay:
    """Passes everything on to a port until it falls silent: then nothing passes, and nobody is told."""

    def __init__(self, port: int) -> None:
        self.is_silent = False
        self._port = port
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[int]:
        """Listen, as long as the block lasts, on the port that it gives."""
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._tasks |= {asyncio.create_task(self._pump(*pair)) for pair in ((reader, back), (there, writer))}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while content := await reader.read(65536):
            if not self.is_silent:
                writer.write(content)
        writer.close()


def test_a_silent_connection_is_noticed_within_five_seconds() -> None:
    # aiohttp gives a ping's answer half a heartbeat, then calls the connection dead.
    assert HEARTBEAT_SECONDS * 1.5 < 5.0


async def test_a_silent_connection_is_replaced(standin: SlackStandin, house: House) -> None:
    relay = Relay(standin.loopback.port)
    async with relay.open() as port:
        standin.socket_mode.ws_url = f"ws://127.0.0.1:{port}"
        async with house.open():
            standin.socket_mode.ws_url = f"ws://127.0.0.1:{standin.loopback.port}"
            relay.is_silent = True

            # On a busy machine the new ones take their time; when the old ones were given up is the claim above.
            await standin.bell.until(lambda: standin.socket_mode.opened == 4, 4 * SOON)


async def test_a_token_that_slack_refuses_ends_it(standin: SlackStandin, house: House) -> None:
    config = Config(house.folder, own=(SlackSettings(bot_token="xoxb-wrong", app_token=APP_TOKEN),))

    with pytest.raises(TokenRefused, match="SLACK_BOT_TOKEN"):
        await SlackApp(house.bot, config, lambda: MAY_DAY).run()


async def test_an_app_token_that_slack_refuses_ends_it(standin: SlackStandin, house: House) -> None:
    good = Config(house.folder, own=(SlackSettings(bot_token=standin.team.token, app_token=APP_TOKEN),))

    with pytest.raises(TokenRefused, match="SLACK_APP_TOKEN"):
        await SlackApp(
            house.bot, replace(good, own=(SlackSettings(standin.team.token, "xapp-wrong"),)), lambda: MAY_DAY
        ).run()


async def test_a_start_waits_until_slack_can_be_reached(standin: SlackStandin, house: House) -> None:
    standin.faults.order("auth.test", says(server_error(503)), times=2)
    standin.faults.order("auth.test", says(refusal("internal_error")))

    async with house.open():
        assert "1950" in (await (await standin.slash("/timeline", "1950")).message()).shown


async def test_a_slack_that_is_out_of_reach_at_the_start_is_told_of_once_and_waited_for(
    standin: SlackStandin, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    standin.faults.order("auth.test", says(server_error(503)), times=2)

    async with house.open():
        await standin.socket_mode.connected(2)

    told = [record.getMessage() for record in caplog.records if "Slack cannot be reached" in record.getMessage()]
    assert [line.endswith("well again") for line in told] == [False, True]
