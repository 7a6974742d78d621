"""Files that moderators give to a form."""

from __future__ import annotations

import pytest

from adapters.slack.app import SlackApp
from tests.adapters.slack.reading import read
from tests.standins.faults import cut_before, says
from tests.standins.slack import SlackStandin
from tests.standins.slack.asked import Asked
from tests.standins.wire import Answer, Json

DOWNLOADS = r"GET /files-pri/"
GIFT = b"::one::Who built the wall? {=Ada Marsh ~Ida Marsh}\n\nWhen? {=1930 ~1931 ~1932}\n"


async def imported(standin: SlackStandin, file: Json, text: str = "import") -> Asked:
    """Ask for the form, and give it a file."""
    form = await (await standin.slash("/packs", text, user=standin.moderator)).view()
    return await standin.submit_view(form, {"file": file})


def downloads(standin: SlackStandin) -> list[str]:
    """Return what was fetched."""
    return [one.path for one in standin.requests if one.path.startswith("/files-pri/")]


async def told(standin: SlackStandin, part: str) -> str:
    """Return what the moderator is told, once it holds these words."""
    found = await standin.bell.until(
        lambda: next((m for m in standin.shelf.inside(standin.channel) if part in m.shown), None)
    )
    return found.shown


async def refused(asked: Asked, part: str) -> None:
    """Wait until the form, which stays open, says beside its field why the file is not taken."""
    assert part in (await asked.errors())["file"]


async def test_a_file_given_to_the_form_becomes_a_pack(standin: SlackStandin, app: SlackApp) -> None:
    await imported(standin, standin.attach("walls.gift", GIFT))

    await told(standin, "2 questions for the pack “walls”.")
    shown = await standin.bell.until(lambda: next((m for m in standin.shelf.inside(standin.channel) if m.reader), None))
    await standin.click(shown, "Import", user=standin.moderator)
    await told(standin, "2 questions are in the pack “walls”.")
    assert "walls" in read(await (await standin.slash("/packs", "list", user=standin.moderator)).message())


async def test_what_was_typed_beside_the_command_counts(standin: SlackStandin, app: SlackApp) -> None:
    await imported(standin, standin.attach("walls.txt", GIFT), 'import name:"Old walls" format:gift')

    await told(standin, "2 questions for the pack “old-walls”.")


async def test_who_may_not_import_is_not_asked_for_a_file(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/packs", "import")).message()

    assert "for moderators" in read(message)


async def test_a_file_that_is_too_large_is_refused_by_its_size_alone(standin: SlackStandin, app: SlackApp) -> None:
    asked = await imported(standin, standin.attach("large.csv", b"x" * (5 * 1024 * 1024 + 1)))

    await refused(asked, "larger than 5 MB")
    assert downloads(standin) == []


@pytest.mark.parametrize(
    "fault",
    [says(Answer(404, b"gone")), says(Answer(502, b"bad gateway")), cut_before],
)
async def test_a_file_that_slack_does_not_hand_out_is_asked_for_again(
    standin: SlackStandin, app: SlackApp, fault: object
) -> None:
    for _ in range(3):
        standin.faults.order(DOWNLOADS, fault)  # type: ignore[arg-type]  # any of the stand-in's faults

    asked = await imported(standin, standin.attach("walls.gift", GIFT))

    await refused(asked, "could not fetch the file “walls.gift”")


async def test_a_page_to_sign_in_is_no_file(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    file = standin.attach("walls.gift", GIFT)
    standin.faults.order(DOWNLOADS, says(Answer(200, b"<!DOCTYPE html>", {"Content-Type": "text/html"})))

    asked = await imported(standin, file)

    await refused(asked, "could not fetch the file “walls.gift”")
    assert "files:read" in caplog.text


async def test_who_keeps_a_file_elsewhere_does_not_learn_our_token(standin: SlackStandin, app: SlackApp) -> None:
    asked = await imported(standin, standin.attach("walls.gift", GIFT) | {"is_external": True})

    await refused(asked, "could not fetch the file “walls.gift”")
    assert downloads(standin) == []


async def test_a_form_for_a_file_opens_by_a_button_in_a_thread(standin: SlackStandin, app: SlackApp) -> None:
    await standin.mention("packs import", user=standin.moderator)
    shown = await standin.bell.until(lambda: next((m for m in standin.shelf.inside(standin.channel) if m.reader), None))

    clicked = await standin.click(shown, "Give a file", user=standin.moderator)

    assert "Give a file" in str((await clicked.view()).body)
