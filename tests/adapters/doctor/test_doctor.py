"""`dateline doctor`: all is well, settings, packs and disk, and how what it finds is told."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.doctor import examine, is_ill, report
from adapters.slack import checkup as on_slack
from bot import clock
from bot.config import Config, ConfigError
from bot.diagnosis import Grade, ill, lines, well
from bot.shelf import Shelf, pack_folders
from bot.store.store import Store
from bot.tasks import doctor
from tests.adapters.doctor.machine import House, ask_discord, ask_installed, ask_slack, place
from tests.adapters.running import started
from tests.saltmarsh import FOLDER
from tests.schedule.deeds import QUIZ, make
from tests.standins.discord import TOKEN, DiscordStandin
from tests.standins.faults import says
from tests.standins.slack import APP_TOKEN, SlackStandin
from tests.standins.slack.refusals import refusal

OPERATING = Path(__file__).parents[3] / "docs" / "operating.md"


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


async def test_the_scopes_of_the_history_are_missed_where_the_operator_wants_them(house: House) -> None:
    remarks = [
        [one.text for one in await ask_slack(house.slack, house.chosen, reads_history=wanted) if one.remedy]
        for wanted in (False, True)
    ]

    assert remarks == [[], ["scopes are missing: channels:history, groups:history"]]


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
