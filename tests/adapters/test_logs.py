"""The log of a whole mixed run: ids and states, and never a token, a name or what somebody typed, even at DEBUG."""

from __future__ import annotations

import io
import json
import logging
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import logs
from tests.adapters.running import free_port, page, started
from tests.adapters.test_running import discord, packs, place, slack
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.faults import cut_after, says
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin
from tests.standins.wire import Answer

__all__ = ["discord", "packs", "slack"]
# Words that stand nowhere else.
TYPED = ("quaggaword", "zyzzyvaword", "okapiword", "axolotlword")


async def test_a_mixed_run_at_debug_tells_no_secret(
    discord: DiscordStandin, slack: SlackStandin, tmp_path: Path, packs: Path
) -> None:
    secrets = {
        "DISCORD_TOKEN": TOKEN,
        "SLACK_BOT_TOKEN": slack.team.token,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "DATELINE_METRICS_TOKEN": "metrics-secret",
    }
    port = free_port()
    async with started(
        tmp_path,
        "run",
        discord=place(discord),
        slack=slack.api_url,
        packs=packs,
        DATELINE_LOG="debug",
        PORT=str(port),
        tokens=secrets,
    ) as process:
        await discord.ready(timeout=60)
        await slack.socket_mode.connected(2, timeout=60)
        await (await discord.slash("search", {"text": TYPED[0]})).message()
        await (await discord.slash("timeline", {"when": TYPED[1]})).message()
        discord.faults.order("POST .*callback", cut_after())
        await discord.slash("search", {"text": TYPED[0]})
        await (await slack.slash("/dateline", f"search {TYPED[2]}")).message()
        slack.faults.order("POST .*users.info", says(Answer(500, {"error": TYPED[3]})))
        await slack.slash("/dateline", f"report text:{TYPED[2]}")
        await slack.mention(f"{TYPED[3]} {TYPED[2]}")
        await page(port, f"/slack/oauth_redirect?code={TYPED[3]}&state={TYPED[2]}")
        await page(port, "/metrics", Authorization="Bearer metrics-secret")
        discord.gateway.cut()
        await process.until(lambda line: '"level": "debug"' in line)
        process.tell(signal.SIGTERM)
        await process.ends(15)

    names = {user.name for user in discord.world.users.values()} | {user.name for user in slack.world.users.values()}
    names -= {"Dateline"}
    told = [word for word in (*secrets.values(), *TYPED, *names) if word in process.log]
    assert told == []
    assert any("request" in json.loads(line) for line in process.said if line.startswith("{"))


@pytest.fixture
def handlers() -> Iterator[None]:
    """Whatever a test configures is put back."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    yield
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("handlers")
def test_outside_a_terminal_a_line_is_an_object_with_the_requests_id() -> None:
    stream = io.StringIO()
    logs.configure(stream, "info")
    with logs.of_request("1a2b"):
        logging.getLogger("adapters.x").info("delivery %s: sent", 7)

    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["logger"]) == ("delivery 7: sent", "info", "adapters.x")
    assert line["request"] == "1a2b"
    assert line["timestamp"].endswith("Z")


@pytest.mark.usefixtures("handlers")
def test_in_a_terminal_a_line_is_for_people() -> None:
    stream = Terminal()
    logs.configure(stream, "info")
    logging.getLogger("bot.x").warning("well again")

    assert "well again" in stream.getvalue()
    assert "{" not in stream.getvalue()


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_librarys_error_is_told_by_where_it_happened_and_by_no_value(stream: io.StringIO) -> None:
    def fail(token: str) -> None:
        raise ValueError(token)

    logs.configure(stream, "info")
    try:
        fail(TYPED[0])
    except ValueError:
        logging.getLogger("asyncio").exception("never retrieved\nfuture: <Task exception=%s>", TYPED[0])

    assert TYPED[0] not in stream.getvalue()
    assert all(part in stream.getvalue() for part in ("never retrieved", "builtins.ValueError", "in fail"))


@pytest.mark.usefixtures("handlers")
def test_libraries_are_heard_from_warnings_on() -> None:
    stream = io.StringIO()
    logs.configure(stream, "debug")
    logging.getLogger("sqlalchemy.engine").info("INSERT … secret")
    logging.getLogger("bot.x").debug("ours")

    assert "secret" not in stream.getvalue()
    assert "ours" in stream.getvalue()
