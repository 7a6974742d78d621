"""`dateline run`, whole and in parts: what starts, what ends it, what reloads, what is told to those who watch."""

from __future__ import annotations

import asyncio
import gc
import json
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from adapters.joining import Role
from adapters.running import beside, serve
from bot.app import Bot
from bot.cli import TOKEN_REFUSED, USAGE_ERROR
from bot.config import Config
from bot.store.engine.errors import StoreError
from tests.adapters.running import free_port, page, started
from tests.postgres import TEMPLATE, PostgresServer
from tests.saltmarsh import FOLDER
from tests.standins.clock import system_clock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.faults import lost
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin


@pytest.fixture
async def discord() -> AsyncIterator[DiscordStandin]:
    server = DiscordStandin(system_clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandin]:
    server = SlackStandin(system_clock)
    await server.start()
    yield server
    await server.stop()


def place(server: DiscordStandin) -> tuple[str, str]:
    return server.api_url, server.gateway_url


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder of packs that may be changed."""
    shutil.copytree(FOLDER, tmp_path / "facts" / FOLDER.name)
    return tmp_path / "facts"


@pytest.fixture
def resting() -> Iterator[None]:
    """Let the collector rest for a test, as at a start; turns are as long as they were afterwards."""
    usual = sys.getswitchinterval()
    gc.disable()
    yield
    sys.setswitchinterval(usual)
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("resting")
async def test_the_collector_rests_until_the_store_is_loaded_and_no_longer() -> None:
    opening, seen = Future[object](), list[bool]()

    async def run() -> None:
        await asyncio.sleep(0)
        seen.append(gc.isenabled())
        opening.set_result(None)

    await beside(opening, run())

    assert seen == [False]
    assert gc.isenabled()


@pytest.mark.usefixtures("resting")
async def test_the_collector_is_back_where_the_store_is_there_already(bot: Bot, tmp_path: Path) -> None:
    opening: Future[object] = Future()
    opening.set_result(None)

    await serve(bot, Config(tmp_path), Role.WORKER, opening)

    assert gc.isenabled()


@pytest.mark.usefixtures("resting")
async def test_whoever_answers_waits_for_the_turn_of_a_thread_no_longer_than_a_millisecond(
    bot: Bot, tmp_path: Path
) -> None:
    opening: Future[object] = Future()
    opening.set_result(None)

    await serve(bot, Config(tmp_path), Role.WORKER, opening)

    assert sys.getswitchinterval() <= 0.001


async def test_what_runs_beside_a_store_that_cannot_be_opened_ends_and_tells_why() -> None:
    opening, ran = Future[object](), asyncio.Event()
    opening.set_exception(StoreError("The disk has gone."))

    async def run() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ran.set()

    with pytest.raises(StoreError, match="gone"):
        await beside(opening, run())

    assert ran.is_set()


async def test_one_platforms_bad_token_does_not_end_the_other(
    discord: DiscordStandin, slack: SlackStandin, tmp_path: Path, packs: Path
) -> None:
    tokens = {"DISCORD_TOKEN": TOKEN, "SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(
        tmp_path, "run", discord=place(discord), slack=slack.api_url, packs=packs, tokens=tokens
    ) as process:
        await process.until(lambda line: "slack cannot run" in line)
        await discord.ready(timeout=60)
        answer = await (await discord.slash("about")).message()

        assert "sources" in answer.text
        assert process.process.returncode is None
        process.tell(signal.SIGTERM)
        assert await process.ends(10) == 0


async def test_a_slack_token_revoked_while_running_ends_slack_alone_and_then_everything(
    discord: DiscordStandin, slack: SlackStandin, tmp_path: Path, packs: Path
) -> None:
    tokens = {"DISCORD_TOKEN": TOKEN, "SLACK_BOT_TOKEN": slack.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(
        tmp_path, "run", discord=place(discord), slack=slack.api_url, packs=packs, tokens=tokens
    ) as process:
        await slack.socket_mode.connected(2, timeout=60)
        await discord.ready(timeout=60)
        slack.kill_token("token_revoked")
        await slack.uninstall()
        await process.until(lambda line: "slack cannot run" in line)
        assert "sources" in (await (await discord.slash("about")).message()).text

        discord.revoke_token()
        assert await process.ends(30) == TOKEN_REFUSED


async def test_hangup_reads_the_packs_anew_and_never_ends_it(
    discord: DiscordStandin, tmp_path: Path, packs: Path
) -> None:
    async with started(tmp_path, "run", discord=place(discord), packs=packs, DISCORD_TOKEN=TOKEN) as process:
        await discord.ready(timeout=60)
        await process.until(lambda line: "connected to Discord; servers: 1" in line)
        pack = packs / FOLDER.name / "pack.yaml"
        text = pack.read_text(encoding="utf-8")
        pack.write_text(text.replace("Saltmarsh", "Saltmeadow"), encoding="utf-8")
        process.tell(signal.SIGHUP)
        await process.until(lambda line: "read anew" in line)
        assert "Saltmeadow" in (await (await discord.slash("about")).message()).text

        pack.write_text("title: [", encoding="utf-8")
        process.tell(signal.SIGHUP)
        await process.until(lambda line: "stay open" in line)
        assert "Saltmeadow" in (await (await discord.slash("about")).message()).text


async def test_it_ends_in_time_though_a_post_is_never_answered(
    slack: SlackStandin, tmp_path: Path, packs: Path
) -> None:
    tokens = {"SLACK_BOT_TOKEN": slack.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(tmp_path, "run", slack=slack.api_url, packs=packs, tokens=tokens) as process:
        await slack.socket_mode.connected(2, timeout=60)
        slack.faults.order("POST .*chat.postMessage", lost())
        await (await slack.slash("/dateline", "trivia start number:1 seconds:10")).message()

        process.tell(signal.SIGTERM)
        assert await process.ends(10) == 0
        assert "Traceback" not in process.log


async def test_a_taken_port_ends_what_needs_it_and_nothing_else(
    discord: DiscordStandin, slack: SlackStandin, tmp_path: Path, packs: Path
) -> None:
    tokens = {"DISCORD_TOKEN": TOKEN, "SLACK_BOT_TOKEN": slack.team.token, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with started(
            tmp_path, "run", discord=place(discord), slack=slack.api_url, packs=packs, PORT=port, tokens=tokens
        ) as process:
            await discord.ready(timeout=60)
            await process.until(lambda line: "slack cannot run" in line)
            answer = await (await discord.slash("about")).message()

    assert "sources" in answer.text
    assert f"PORT is {port}" in process.log


async def test_health_readiness_and_metrics_are_served_where_a_host_gives_a_port(
    discord: DiscordStandin, tmp_path: Path, packs: Path
) -> None:
    port = free_port()
    async with started(
        tmp_path, "run", discord=place(discord), packs=packs, DISCORD_TOKEN=TOKEN, PORT=str(port)
    ) as process:
        await discord.ready(timeout=60)
        await (await discord.slash("about")).message()
        while (await page(port, "/readyz"))[0] != 200:
            # Whoever asks without a pause is told that there were too many requests.
            await asyncio.sleep(0.1)
        status, health = await page(port, "/healthz")
        metrics = (await page(port, "/metrics"))[1]

        assert (status, json.loads(health)["status"]) == (200, "ok")
        assert json.loads(health)["platforms"]["discord"]["connected"] is True
        assert 'dateline_acknowledgement_seconds_count{command="about",platform="discord"} 1.0' in metrics
        assert 'dateline_requests_total{command="about",outcome="answered",platform="discord"} 1.0' in metrics
        assert 'dateline_part_running{part="ticker"} 1.0' in metrics
        assert process.process.returncode is None


async def test_slack_over_sockets_alone_opens_no_port(slack: SlackStandin, tmp_path: Path, packs: Path) -> None:
    tokens = {"SLACK_BOT_TOKEN": slack.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
    async with started(tmp_path, "run", slack=slack.api_url, packs=packs, tokens=tokens) as process:
        await slack.socket_mode.connected(2, timeout=60)

        assert listening(process.process.pid) == 0


async def test_web_alone_on_sqlite_says_what_to_do(tmp_path: Path, packs: Path) -> None:
    async with started(tmp_path, "run", "web", packs=packs, DISCORD_TOKEN=TOKEN) as process:
        assert await process.ends() == USAGE_ERROR
        await process.until(lambda line: "DATABASE_URL" in line)


async def test_worker_and_web_share_the_work_on_postgresql(
    discord: DiscordStandin, slack: SlackStandin, postgres: PostgresServer, tmp_path: Path, packs: Path
) -> None:
    port = free_port()
    given = {
        "DISCORD_TOKEN": TOKEN,
        "SLACK_BOT_TOKEN": slack.team.token,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "DATABASE_URL": postgres.create(TEMPLATE),
    }
    begin = partial(started, discord=place(discord), slack=slack.api_url, packs=packs)
    async with (
        begin(tmp_path, "run", "worker", tokens=given) as worker,
        begin(tmp_path, "run", "web", tokens=given, PORT=str(port)) as web,
    ):
        await discord.ready(timeout=60)
        while (await page(port, "/readyz"))[0] != 200:
            # Whoever asks without a pause is told that there were too many requests.
            await asyncio.sleep(0.1)
        slack.push_to(f"http://127.0.0.1:{port}/slack/events")
        shown = await (await slack.slash("/dateline", "about")).message()
        answer = await (await discord.slash("about")).message()

        assert "sources" in shown.shown
        assert "sources" in answer.text
        # The worker has no port of its host, so it listens on none; the gateway is the worker's alone.
        assert listening(worker.process.pid) == 0
        assert discord.gateway.identifies == 1
        assert "Starting the web server." in web.log
        assert "Starting Discord and Slack." in worker.log
        for process in (worker, web):
            process.tell(signal.SIGTERM)
            assert await process.ends(10) == 0


def listening(pid: int) -> int:
    """Return how many TCP ports a process listens on, by what Linux says."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(str(link.readlink()).removeprefix("socket:[").removesuffix("]"))
        except FileNotFoundError:
            continue
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()
    ]
    return sum(line[3] == "0A" and line[9] in inodes for line in lines)
