"""`dateline doctor`: every fault that can be made is made, and is found with what to do about it."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import discord as library
import msgspec
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from adapters.slack import checkup as on_slack
from bot import clock
from bot.diagnosis import Diagnosis, Grade, lines
from bot.shelf import Shelf, pack_folders
from bot.store.store import Store
from bot.store.vault import Vault
from bot.tasks import doctor
from tests.adapters.doctor.machine import House, ask_discord, ask_installed, ask_slack, consenting, place
from tests.adapters.doctor.test_doctor import OPERATING
from tests.saltmarsh import FOLDER

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
