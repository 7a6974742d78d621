"""Forms in whole dialogues: opened, filled in, and answered."""

from __future__ import annotations

from adapters.slack.app import SlackApp
from tests.adapters.slack.conftest import House
from tests.adapters.slack.reading import read
from tests.standins.clock import HandClock
from tests.standins.faults import says
from tests.standins.slack import SlackStandin
from tests.standins.slack.refusals import refusal


async def test_a_form_is_opened_filled_in_and_answered(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "form")).view()

    submitted = await standin.submit_view(opened, {"choice": 'a "quoted" <b> & c', "color": "blue"})

    await submitted.acked()
    answer = await standin.bell.until(
        lambda: next((m for m in standin.shelf.inside(standin.channel) if "quoted" in m.shown), None)
    )
    assert 'a "quoted" <b> & c' in answer.shown


async def test_a_form_that_needs_the_store_is_opened(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "stored form")).view()

    assert "Your choice" in opened.shown


async def test_a_form_asked_for_in_a_thread_opens_by_a_button(standin: SlackStandin, app: SlackApp) -> None:
    await standin.mention("form")
    told = await standin.bell.until(lambda: next((m for m in standin.shelf.inside(standin.channel) if m.reader), None))

    clicked = await standin.click(told, "Vote")

    assert "Your choice" in (await clicked.view()).shown


async def test_a_form_is_submitted_after_a_restart(standin: SlackStandin, house: House) -> None:
    async with house.open():
        opened = await (await standin.slash("/dateline", "form")).view()

    async with house.open():
        await standin.submit_view(opened, {"choice": "late"})

        await standin.bell.until(
            lambda: next((m for m in standin.shelf.inside(standin.channel) if "late" in m.shown), None)
        )


async def test_a_report_goes_from_the_form_to_the_moderators(standin: SlackStandin, app: SlackApp) -> None:
    await (await standin.slash("/report", "great-flood It was in *December* <3")).message()

    queue = await (await standin.slash("/reports", "list", user=standin.moderator)).message()

    assert "It was in *December* <3" in read(queue)


async def test_a_form_that_comes_too_late_is_opened_by_a_button(
    standin: SlackStandin, app: SlackApp, clock: HandClock
) -> None:
    standin.faults.order(r"views\.open", says(refusal("expired_trigger_id")))

    told = await (await standin.slash("/dateline", "form")).message()

    assert "Your choice" in (await (await standin.click(told, "Vote")).view()).shown


async def test_a_mistake_in_a_form_is_told_in_the_form(standin: SlackStandin, app: SlackApp) -> None:
    opened = await (await standin.slash("/dateline", "form")).view()

    submitted = await standin.submit_view(opened, {"choice": "   "})

    assert "choice" in await submitted.errors()
