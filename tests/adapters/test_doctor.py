"""`dateline doctor`: every fault that can be made is made, and is found with what to do about it."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import discord as library
import msgspec
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from adapters.discord import checkup as on_discord
from adapters.discord.settings import DiscordSettings
from adapters.doctor import examine, is_ill, report
from adapters.slack import checkup as on_slack
from adapters.slack.settings import SlackSettings
from bot import clock
from bot.chat import Channel
from bot.config import Config, ConfigError
from bot.diagnosis import Diagnosis, Grade, ill, lines, well
from bot.shelf import Shelf, pack_folders
from bot.store.store import Store
from bot.store.vault import Vault
from bot.tasks import doctor
from tests.adapters.running import started
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import QUIZ, make
from tests.standins.clock import system_clock
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.discord.pointing import pointed_at as discord_at
from tests.standins.faults import says
from tests.standins.slack import APP_TOKEN, SIGNING_SECRET, SlackStandin
from tests.standins.slack.pointing import pointed_at as slack_at
from tests.standins.slack.refusals import refusal

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


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
    chosen: Config,
    *channels: Channel,
    token: str = TOKEN,
    now: datetime | None = None,
    intents: library.Intents | None = None,
) -> list[Diagnosis]:
    config = replace(chosen, own=(DiscordSettings(token),))
    return [one async for one in on_discord.checkup(config, channels, now or clock.now(), intents=intents)]


async def ask_slack(standin: SlackStandin, chosen: Config, *channels: Channel, **given: str | bool) -> list[Diagnosis]:
    own = {"bot_token": standin.team.token, "app_token": APP_TOKEN, **given}
    config = replace(chosen, own=(SlackSettings(**own),))  # type: ignore[arg-type]  # each of its own kind
    return [one async for one in on_slack.checkup(config, channels, clock.now())]


@dataclass(frozen=True, slots=True)
class House:
    """A machine, and both platforms: what a fault is made in."""

    chosen: Config
    discord: DiscordStandin
    slack: SlackStandin

    @property
    def room(self) -> Channel:
        """A channel on Slack to which something is scheduled."""
        return Channel("slack", self.slack.team.id, self.slack.channel.id)


@pytest.fixture
def house(chosen: Config, discord: DiscordStandin, slack: SlackStandin) -> House:
    return House(chosen, discord, slack)


Fault = Callable[[House], Awaitable[Sequence[Diagnosis]]]
FAULTS: dict[str, Fault] = {}


def fault(name: str) -> Callable[[Fault], Fault]:
    """Name what makes a fault and returns what the doctor finds, as the table in docs/operating.md does."""

    def named(make: Fault) -> Fault:
        FAULTS[name] = make
        return make

    return named


@fault("wrong token, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_discord(house.chosen, token="an.old.one")


@fault("wrong token, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_slack(house.slack, house.chosen, bot_token="xoxb-wrong")


@fault("wrong app token, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_slack(house.slack, house.chosen, app_token="xapp-wrong")


@fault("wrong token of a workspace that installed the bot, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_installed(house, "xoxb-revoked")


@fault("token of another app, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    (house.chosen.data / "discord-commands-4711.hash").write_text("x")
    return await ask_discord(house.chosen)


@fault("tokens of two apps, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    house.slack.socket_mode.app_token = token = "xapp-1-A0OTHER-2-3"
    return await ask_slack(house.slack, house.chosen, app_token=token)


@fault("missing scope, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    house.slack.world.teams[house.slack.team.id] = replace(house.slack.team, scopes="commands,channels:read")
    return await ask_slack(house.slack, house.chosen)


@fault("missing intent, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_discord(house.chosen, intents=library.Intents(guilds=True, message_content=True))


@fault("bot not in the server of a scheduled channel, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    there = place(house.discord)
    house.discord.remove_guild(house.discord.guild)
    return await ask_discord(house.chosen, there)


@fault("bot not in a scheduled channel, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    hidden = house.slack.world.put(replace(house.slack.channel, private=True, joined=False))
    return await ask_slack(house.slack, house.chosen, replace(house.room, id=hidden.id))


@fault("no permission in a scheduled channel, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    house.discord.forbid(house.discord.channel)
    return await ask_discord(house.chosen, place(house.discord))


@fault("deleted channel, Discord")
async def _(house: House) -> Sequence[Diagnosis]:
    gone = place(house.discord)
    house.discord.delete_channel(house.discord.channel)
    return await ask_discord(house.chosen, gone)


@fault("deleted channel, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_slack(house.slack, house.chosen, replace(house.room, id="C0GONE"))


@fault("deleted channel of a workspace that installed the bot, Slack")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_installed(house, house.slack.team.token, replace(house.room, id="C0GONE"))


@fault("wrong key")
async def _(house: House) -> Sequence[Diagnosis]:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    sealed = {"T1": Vault([old]).seal("{}"), "T2": Vault([new]).seal("{}")}
    return [one async for one in on_slack.checkup(consenting(house.chosen, new), (), clock.now(), sealed)]


@fault("key missing")
async def _(house: House) -> Sequence[Diagnosis]:
    return [one async for one in on_slack.checkup(consenting(house.chosen), (), clock.now())]


@fault("clock 10 minutes off")
async def _(house: House) -> Sequence[Diagnosis]:
    return await ask_discord(house.chosen, now=clock.now() + timedelta(minutes=10))


@fault("zone data old")
async def _(house: House) -> Sequence[Diagnosis]:
    return [doctor.zones(date(2026, 11, 28), lambda: "2024a")]


LIMITED = """
import json, resource, signal, sys
from dataclasses import asdict
from pathlib import Path
from bot.tasks.doctor import folder
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
print(json.dumps([asdict(one) for one in folder(Path(sys.argv[1]))]))
"""


@fault("disk full")
async def _(house: House) -> Sequence[Diagnosis]:
    command = [sys.executable, "-c", LIMITED, str(house.chosen.data)]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True)
    assert list(house.chosen.data.iterdir()) == []
    return msgspec.json.decode(done.stdout, type=list[Diagnosis])


@fault("folder read-only")
async def _(house: House) -> Sequence[Diagnosis]:
    return list(doctor.folder(Path("/proc/dateline")))


@fault("database of another version")
async def _(house: House) -> Sequence[Diagnosis]:
    with Store.open(house.chosen.database) as store:
        store.run(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    return list(doctor.database(house.chosen))


@fault("database unreachable")
async def _(house: House) -> Sequence[Diagnosis]:
    return list(doctor.database(replace(house.chosen, database_url="postgresql://u:geheim@127.0.0.1:9/x")))


@fault("another program's database")
async def _(house: House) -> Sequence[Diagnosis]:
    with closing(sqlite3.connect(house.chosen.database)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")
    return list(doctor.database(house.chosen))


@fault("database damaged")
async def _(house: House) -> Sequence[Diagnosis]:
    Path(house.chosen.database).write_bytes(b"no database" * 1000)
    return list(doctor.database(house.chosen))


@fault("port taken")
async def _(house: House) -> Sequence[Diagnosis]:
    port = int(house.discord.api_url.split(":")[2].split("/")[0])
    return list(doctor.port(replace(house.chosen, port=port, wants_web=True)))


@fault("URL not https")
async def _(house: House) -> Sequence[Diagnosis]:
    return list(doctor.address(replace(house.chosen, url="http://dateline.example.org")))


@fault("packs broken")
async def _(house: House) -> Sequence[Diagnosis]:
    folder = house.chosen.data / "facts" / FOLDER.name
    shutil.copytree(FOLDER, folder)
    (folder / "pack.yaml").write_text("title: [", encoding="utf-8")
    return list(doctor.packs(Shelf([folder], house.chosen.data / "cache")))


@fault("own pack not opened")
async def _(house: House) -> Sequence[Diagnosis]:
    own = house.chosen.packs
    shutil.copytree(FOLDER, own / FOLDER.name)
    return list(doctor.own_packs(own, Shelf(pack_folders(FOLDER.parent, own), house.chosen.data / "cache")))


@fault("proxy dead")
async def _(house: House) -> Sequence[Diagnosis]:
    return list(doctor.proxy(replace(house.chosen, proxy="http://127.0.0.1:9")))


@fault("two processes on one SQLite file")
async def _(house: House) -> Sequence[Diagnosis]:
    with Store.open(house.chosen.database):
        return list(doctor.database(house.chosen))


@fault("platform out of reach")
async def _(house: House) -> Sequence[Diagnosis]:
    await house.discord.stop()
    return await ask_discord(house.chosen)


def told_in_docs() -> Mapping[str, str]:
    """Return what docs/operating.md says that the doctor says, by the fault."""
    rows = re.findall(
        r"^\| ([^|]+) \| `((?:FAIL|note) [^`]+)` \|$", OPERATING.read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(rows)


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_that_is_made_is_found_and_told_as_the_docs_say(name: str, house: House) -> None:
    found = [one for one in await FAULTS[name](house) if one.grade is not Grade.WELL]
    head, *remedy = lines(found)
    pattern = ".+".join(map(re.escape, told_in_docs()[name].split("…")))

    assert re.fullmatch(pattern, head)
    assert len(remedy) == 1
    assert "geheim" not in head


def test_the_docs_tell_of_every_fault_that_is_made() -> None:
    assert set(told_in_docs()) == set(FAULTS)


async def test_all_is_well_on_discord(discord: DiscordStandin, chosen: Config) -> None:
    assert not is_ill(await ask_discord(chosen, place(discord)))


async def test_all_is_well_on_slack(house: House) -> None:
    found = await ask_slack(house.slack, house.chosen, house.room)

    assert [one for one in found if one.grade is not Grade.WELL] == []


async def test_an_app_that_cannot_be_told_keeps_nothing_from_being_looked_at(house: House) -> None:
    house.slack.faults.order("bots.info", says(refusal("missing_scope")))
    found = await ask_slack(house.slack, house.chosen, replace(house.room, id="C0GONE"))

    assert [one.text.split()[0] for one in found if one.grade is Grade.ILL] == ["channel"]


async def test_all_is_well_in_a_workspace_that_installed_the_bot_itself(house: House) -> None:
    found = await ask_installed(house, house.slack.team.token)

    assert [one for one in found if one.grade is not Grade.WELL] == []
    assert f"the bot's token is good in workspace {house.slack.team.id}" in [one.text for one in found]


async def test_of_very_many_workspaces_some_are_asked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_slack, "MOST_ASKED", 0)
    (said,) = [one for one in await ask_installed(house, house.slack.team.token) if one.grade is Grade.REMARK]

    assert said.text.startswith("1 more workspaces")


async def ask_installed(house: House, token: str, *channels: Channel) -> Sequence[Diagnosis]:
    """Ask about a workspace that installed the bot itself, with this token."""
    key = Fernet.generate_key().decode()
    sealed = {house.slack.team.id: Vault([key]).seal(json.dumps({"bot_token": token}))}
    config = consenting(house.chosen, key)
    return [one async for one in on_slack.checkup(config, channels or (house.room,), clock.now(), sealed)]


async def test_the_scopes_of_the_history_are_missed_where_the_operator_wants_them(house: House) -> None:
    remarks = [
        [one.text for one in await ask_slack(house.slack, house.chosen, reads_history=wanted) if one.remedy]
        for wanted in (False, True)
    ]

    assert remarks == [[], ["scopes are missing: channels:history, groups:history"]]


def consenting(chosen: Config, *keys: str) -> Config:
    """Return settings with which workspaces install the bot themselves."""
    own = SlackSettings(client_id="1.2", client_secret="s", signing_secret=SIGNING_SECRET)
    return replace(chosen, keys=keys, own=(own,))


def test_new_zone_data_is_well() -> None:
    assert doctor.zones(date(2026, 11, 28), lambda: "2026a").grade is Grade.WELL


def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE", 1 << 62)
    (wrong,) = doctor.folder(tmp_path)

    assert "MB left" in wrong.text


def test_packs_are_named_where_none_has_a_problem(cache: Path) -> None:
    assert list(doctor.packs(Shelf([FOLDER], cache))) == [well("packs", "saltmarsh")]


def test_a_folder_that_is_no_pack_is_told_of(cache: Path, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "lesson" / "saltmarsh")
    shutil.copytree(FOLDER, tmp_path / "history")
    (tmp_path / "notes.txt").write_text("to do")

    (told,) = doctor.own_packs(tmp_path, Shelf(pack_folders(tmp_path), cache))

    assert told.text == f"{tmp_path / 'lesson'} is not opened: it has no pack.yaml"


def test_an_address_on_this_machine_need_not_be_https(chosen: Config) -> None:
    assert not is_ill(list(doctor.address(replace(chosen, url="http://localhost:3000"))))


def test_settings_that_cannot_be_used() -> None:
    def config() -> Config:
        raise ConfigError("PORT is “x”: write a number\nDISCORD_TOKEN cannot be used: it has a blank")

    found = list(examine(config, lambda chosen: Shelf([], Path("/nowhere")), clock.now()))

    assert [one.text.split()[0] for one in found] == ["PORT", "DISCORD_TOKEN"]
    assert is_ill(found)


def test_each_fault_is_printed_with_what_to_do_and_as_json() -> None:
    found = [ill("port", "taken", "Set another.")]

    assert lines(found) == ["FAIL port: taken", "     → Set another."]
    assert json.loads(report(found, as_json=True))["found"][0]["remedy"] == "Set another."


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
