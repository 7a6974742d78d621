"""`dateline doctor`: every fault that can be made is made, and is found with what to do about it."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import discord as library
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from adapters.discord import checkup as on_discord
from adapters.discord.settings import DiscordSettings
from adapters.doctor import examine, is_ill, told
from adapters.slack import checkup as on_slack
from adapters.slack.settings import SlackSettings
from bot import clock
from bot.chat import Channel
from bot.config import Config, ConfigError
from bot.diagnosis import Diagnosis, Grade, ill, lines
from bot.shelf import Shelf
from bot.store.store import Store
from bot.store.vault import Vault
from bot.tasks import doctor
from tests.adapters.running import started
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import QUIZ, make
from tests.standins.clock import system_clock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.pointing import pointed_at as discord_at
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin
from tests.standins.slack.pointing import pointed_at as slack_at


@pytest.fixture
async def discord() -> AsyncIterator[DiscordStandin]:
    server = DiscordStandin(system_clock)
    await server.start()
    with discord_at(server):
        yield server
    await server.stop()


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandin]:
    server = SlackStandin(system_clock)
    await server.start()
    with slack_at(server.api_url):
        yield server
    await server.stop()


@pytest.fixture
def chosen(tmp_path: Path) -> Config:
    return Config(tmp_path)


def place(server: DiscordStandin) -> Channel:
    return Channel("discord", server.guild.id, server.channel.id)


async def ask_discord(
    chosen: Config, *channels: Channel, token: str = TOKEN, now: datetime | None = None, **more: library.Intents
) -> list[Diagnosis]:
    config = replace(chosen, own=(DiscordSettings(token),))
    return [one async for one in on_discord.checkup(config, channels, now or clock.now(), **more)]


async def ask_slack(
    standin: SlackStandin, chosen: Config, *channels: Channel, sealed: Sequence[str] = (), **given: str | bool
) -> list[Diagnosis]:
    own = {"bot_token": standin.team.token, "app_token": APP_TOKEN, **given}
    config = replace(chosen, own=(SlackSettings(**own),))  # type: ignore[arg-type]  # each of its own kind
    return [one async for one in on_slack.checkup(config, channels, clock.now(), sealed)]


def only(found: Sequence[Diagnosis]) -> Diagnosis:
    """Return the one thing that is wrong, which has a remedy."""
    (wrong,) = [one for one in found if one.grade is Grade.ILL]
    assert wrong.remedy
    return wrong


async def test_all_is_well_on_discord(discord: DiscordStandin, chosen: Config) -> None:
    assert not is_ill(await ask_discord(chosen, place(discord)))


async def test_a_wrong_token_of_discord(discord: DiscordStandin, chosen: Config) -> None:
    assert "DISCORD_TOKEN is not accepted" in only(await ask_discord(chosen, token="an.old.one")).text


async def test_a_token_of_another_application(discord: DiscordStandin, chosen: Config) -> None:
    (chosen.data / "discord-commands-4711.hash").write_text("x")

    assert "before, this was 4711" in only(await ask_discord(chosen)).text


async def test_a_missing_intent(discord: DiscordStandin, chosen: Config) -> None:
    wanted = library.Intents(guilds=True, message_content=True)

    assert "message_content" in only(await ask_discord(chosen, intents=wanted)).text


async def test_a_scheduled_channel_without_permission(discord: DiscordStandin, chosen: Config) -> None:
    discord.forbid(discord.channel)

    assert "Send Messages" in only(await ask_discord(chosen, place(discord))).text


async def test_a_scheduled_channel_that_was_deleted(discord: DiscordStandin, chosen: Config) -> None:
    gone = place(discord)
    discord.delete_channel(discord.channel)

    assert "is gone" in only(await ask_discord(chosen, gone)).text


async def test_a_scheduled_server_that_has_removed_the_bot(discord: DiscordStandin, chosen: Config) -> None:
    there = place(discord)
    discord.remove_guild(discord.guild)

    assert "not in its server" in only(await ask_discord(chosen, there)).text


async def test_a_clock_ten_minutes_off(discord: DiscordStandin, chosen: Config) -> None:
    wrong = only(await ask_discord(chosen, now=clock.now() + timedelta(minutes=10)))

    assert "10 minutes ahead" in wrong.text


async def test_discord_out_of_reach(chosen: Config) -> None:
    server = DiscordStandin(system_clock)
    await server.start()
    await server.stop()
    with discord_at(server):
        assert "cannot be reached" in only(await ask_discord(chosen)).text


async def test_all_is_well_on_slack(slack: SlackStandin, chosen: Config) -> None:
    found = await ask_slack(slack, chosen, Channel("slack", slack.team.id, slack.channel.id))

    assert not is_ill(found)


@pytest.mark.parametrize("name", ["bot_token", "app_token"])
async def test_a_wrong_token_of_slack(slack: SlackStandin, chosen: Config, name: str) -> None:
    assert "invalid_auth" in only(await ask_slack(slack, chosen, **{name: "xoxb-wrong"})).text


async def test_two_tokens_of_two_apps(slack: SlackStandin, chosen: Config) -> None:
    token = "xapp-1-A0OTHER-2-3"
    slack.socket_mode.app_token = token

    assert "A0OTHER" in only(await ask_slack(slack, chosen, app_token=token)).text


async def test_a_missing_scope(slack: SlackStandin, chosen: Config) -> None:
    slack.world.teams[slack.team.id] = replace(slack.team, scopes="commands,channels:read")

    assert "chat:write" in only(await ask_slack(slack, chosen)).text


async def test_the_scopes_of_the_history_are_missed_where_the_operator_wants_them(
    slack: SlackStandin, chosen: Config
) -> None:
    remarks = [
        [one.text for one in await ask_slack(slack, chosen, reads_history=wanted) if one.grade is Grade.REMARK]
        for wanted in (False, True)
    ]

    assert remarks == [[], ["scopes are missing: channels:history, groups:history"]]


async def test_a_private_channel_that_the_bot_is_not_in(slack: SlackStandin, chosen: Config) -> None:
    hidden = slack.world.put(replace(slack.channel, private=True, joined=False))

    assert hidden.id in only(await ask_slack(slack, chosen, Channel("slack", slack.team.id, hidden.id))).text


async def test_a_channel_that_is_gone_from_slack(slack: SlackStandin, chosen: Config) -> None:
    assert "C0GONE" in only(await ask_slack(slack, chosen, Channel("slack", slack.team.id, "C0GONE"))).text


def consenting(chosen: Config, *keys: str) -> Config:
    """Return settings with which workspaces install the bot themselves."""
    own = SlackSettings(client_id="1.2", client_secret="s", signing_secret=SIGNING_SECRET)
    return replace(chosen, keys=keys, own=(own,))


async def test_a_key_that_is_missing(chosen: Config) -> None:
    found = [one async for one in on_slack.checkup(consenting(chosen), (), clock.now())]

    assert only(found).thing == "DATELINE_KEY"


async def test_a_wrong_key(chosen: Config) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    sealed = [Vault([old]).seal("{}"), Vault([new]).seal("{}")]
    found = [one async for one in on_slack.checkup(consenting(chosen, new), (), clock.now(), sealed)]

    assert "1 of 2 workspaces" in only(found).text


@pytest.mark.parametrize(("release", "is_old"), [("2024a", True), ("2026a", False)])
def test_old_zone_data(release: str, is_old: bool) -> None:
    assert (doctor.zones(date(2026, 11, 28), lambda: release).grade is Grade.ILL) is is_old


def test_a_folder_that_cannot_be_made(chosen: Config) -> None:
    (wrong,) = doctor.folder(Path("/proc/dateline"))

    assert (wrong.grade, "/proc/dateline" in wrong.text, "DATELINE_DATA" in wrong.remedy) == (Grade.ILL, True, True)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from bot.tasks.doctor import folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
print([one.remedy for one in folder(Path(sys.argv[1]))])
"""


def test_a_full_disk_and_nothing_is_left_behind(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True)

    assert "make room" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 1 << 62)
    (wrong,) = doctor.folder(tmp_path)

    assert "MB left" in wrong.text


def test_a_database_of_another_version(chosen: Config) -> None:
    with Store.open(chosen.database) as store:
        store.run(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))

    wrong = only(list(doctor.database(chosen)))
    assert "9999" in wrong.text
    assert "db upgrade" in wrong.remedy


def test_a_database_that_cannot_be_reached(chosen: Config) -> None:
    nowhere = replace(chosen, database_url="postgresql://u:geheim@127.0.0.1:9/x")
    wrong = only(list(doctor.database(nowhere)))

    assert "DATABASE_URL" in wrong.remedy
    assert "geheim" not in wrong.text


def test_a_damaged_database(chosen: Config) -> None:
    Path(chosen.database).write_bytes(b"no database" * 1000)

    assert "restore" in only(list(doctor.database(chosen))).remedy


def test_a_second_process_on_one_file(chosen: Config) -> None:
    with Store.open(chosen.database):
        found = list(doctor.database(chosen))

    assert [one.thing for one in found if one.grade is Grade.REMARK] == ["database in use"]


def test_a_port_that_is_taken(chosen: Config) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert f"port {port}" in only(list(doctor.port(replace(chosen, port=port, wants_web=True)))).text


@pytest.mark.parametrize(("url", "is_wrong"), [("http://example.org", True), ("http://localhost:3000", False)])
def test_an_address_that_is_not_https(chosen: Config, url: str, is_wrong: bool) -> None:
    assert is_ill(list(doctor.address(replace(chosen, url=url)))) is is_wrong


def test_packs_that_are_broken(tmp_path: Path) -> None:
    folder = tmp_path / "facts" / FOLDER.name
    shutil.copytree(FOLDER, folder)
    (folder / "pack.yaml").write_text("title: [", encoding="utf-8")

    assert "pack.yaml" in next(doctor.packs(Shelf([folder], tmp_path / "cache"))).text


def test_a_dead_proxy(chosen: Config) -> None:
    assert "takes no connection" in only(list(doctor.proxy(replace(chosen, proxy="http://127.0.0.1:9")))).text


def test_settings_that_cannot_be_used() -> None:
    def config() -> Config:
        raise ConfigError("PORT is “x”: write a number\nDISCORD_TOKEN cannot be used: it has a blank")

    found = list(examine(config, lambda chosen: Shelf([], Path("/nowhere")), clock.now()))

    assert [one.text.split()[0] for one in found] == ["PORT", "DISCORD_TOKEN"]
    assert is_ill(found)


def test_each_fault_is_printed_with_what_to_do_and_as_json() -> None:
    found = [ill("port", "taken", "Set another.")]

    assert lines(found) == ["FAIL port: taken", "     → Set another."]
    assert json.loads(told(found, as_json=True))["found"][0]["remedy"] == "Set another."


async def test_the_command_asks_the_platforms_of_scheduled_channels_and_fails(
    discord: DiscordStandin, slack: SlackStandin, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "dateline.db") as store:
        await asyncio.to_thread(make, store, QUIZ, datetime(2026, 5, 1, tzinfo=UTC), place(discord))
    discord.forbid(discord.channel)
    tokens = {"DISCORD_TOKEN": TOKEN, "SLACK_BOT_TOKEN": slack.team.token, "SLACK_APP_TOKEN": APP_TOKEN}
    packs = tmp_path / "facts"
    shutil.copytree(FOLDER, packs / FOLDER.name)
    where = (discord.api_url, discord.gateway_url)
    async with started(
        tmp_path, "doctor", "--json", discord=where, slack=slack.api_url, packs=packs, tokens=tokens
    ) as process:
        printed = (await process.process.stdout.read()).decode() if process.process.stdout else ""
        code = await process.ends()

    found = json.loads(printed)["found"]
    assert code == 1
    assert ["Send Messages" in one["text"] for one in found if one["grade"] == "ill"] == [True]
    assert not [token for token in tokens.values() if token in printed + process.log]
