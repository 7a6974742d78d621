"""Files that come with a command, and files that go out again."""

from __future__ import annotations

import pytest

from adapters.discord.app import DiscordApp
from tests.standins.discord import DiscordStandin
from tests.standins.discord.asked import Asked
from tests.standins.discord.files import Attached
from tests.standins.faults import cut_before, says
from tests.standins.wire import Answer

DOWNLOADS = r"GET /ephemeral-attachments/"
GIFT = b"::one::Who built the wall? {=Ada Marsh ~Ida Marsh}\n\nWhen? {=1930 ~1931 ~1932}\n"


async def imported(standin: DiscordStandin, file: Attached) -> Asked:
    return await standin.slash("packs import", {"file": file}, user=standin.moderator)


def downloads(standin: DiscordStandin) -> list[str]:
    return [one.path for one in standin.requests if one.path.startswith("/ephemeral-attachments/")]


async def test_an_attached_file_becomes_a_pack(standin: DiscordStandin, app: DiscordApp) -> None:
    shown = await (await imported(standin, standin.attach("walls.gift", GIFT))).message()
    assert "2 questions for the pack “walls”." in shown.text

    told = await (await standin.click(shown, "Import", user=standin.moderator)).message()

    assert "2 questions are in the pack “walls”." in told.text
    listed = await (await standin.slash("packs list", user=standin.moderator)).message()
    assert "walls" in listed.text


async def test_a_file_goes_out_again(standin: DiscordStandin, app: DiscordApp) -> None:
    shown = await (await imported(standin, standin.attach("walls.gift", GIFT))).message()
    await (await standin.click(shown, "Import", user=standin.moderator)).message()

    given = await standin.slash("packs export", {"pack": "walls", "format": "gift"}, user=standin.moderator)

    assert [one["filename"] for one in (await given.message()).attachments] == ["walls.gift.txt"]


async def test_the_token_is_not_told_to_who_hands_out_files(standin: DiscordStandin, app: DiscordApp) -> None:
    await (await imported(standin, standin.attach("walls.gift", GIFT))).message()

    (download,) = [one for one in standin.requests if one.path.startswith("/ephemeral-attachments/")]
    assert "authorization" not in download.headers


async def test_a_file_that_is_too_large_is_refused_by_its_size_alone(standin: DiscordStandin, app: DiscordApp) -> None:
    file = standin.attach("large.csv", b"x" * (5 * 1024 * 1024 + 1))

    told = await (await imported(standin, file)).message()

    assert "larger than 5 MB" in told.text
    assert told.ephemeral
    assert downloads(standin) == []


async def test_a_file_of_the_full_size_is_read(standin: DiscordStandin, app: DiscordApp) -> None:
    comment = b"// " + b"x" * 1020 + b"\n"
    file = standin.attach("large.gift", (GIFT + comment * 5 * 1024)[: 5 * 1024 * 1024])

    assert "2 questions" in (await (await imported(standin, file)).message(timeout=60)).text


async def test_a_file_of_millions_of_lines_is_refused_in_a_sentence(standin: DiscordStandin, app: DiscordApp) -> None:
    file = standin.attach("large.gift", GIFT + b"\n" * (5 * 1024 * 1024 - len(GIFT)))

    assert "more than 200,000 lines" in (await (await imported(standin, file)).message()).text


@pytest.mark.parametrize(
    "fault", [says(Answer(403, b"")), says(Answer(404, b"")), says(Answer(502, b"")), cut_before()]
)
async def test_a_file_that_cannot_be_had_is_told_plainly(
    standin: DiscordStandin, app: DiscordApp, caplog: pytest.LogCaptureFixture, fault: object
) -> None:
    standin.faults.order(DOWNLOADS, fault, times=None)  # type: ignore[arg-type]  # each is a fault

    told = await (await imported(standin, standin.attach("walls.gift", GIFT))).message()

    assert "could not fetch the file “walls.gift”" in told.text
    assert told.ephemeral
    assert "request failed" not in caplog.text


async def test_who_may_not_import_is_told_so_and_nothing_is_fetched(standin: DiscordStandin, app: DiscordApp) -> None:
    told = await (await standin.slash("packs import", {"file": standin.attach("walls.gift", GIFT)})).message()

    assert "for moderators" in told.text
    assert downloads(standin) == []
