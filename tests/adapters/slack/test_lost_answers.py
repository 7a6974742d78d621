"""Answers that Slack does not take, or takes too late: they come another way, once more, or with an apology."""

from __future__ import annotations

import re

import pytest

from adapters.slack.app import SlackApp
from tests.adapters.slack.reading import read
from tests.standins.faults import Fault, cut_after, cut_before, says
from tests.standins.slack import SlackStandin
from tests.standins.slack.refusals import refusal, too_many_requests
from tests.standins.wire import Answer

BUSY = Answer(503, b"upstream connect error", {"Content-Type": "text/plain", "Retry-After": "0"})


@pytest.mark.parametrize("fault", [says(too_many_requests(0)), says(BUSY)])
async def test_the_answer_to_a_mention_is_made_once_more(standin: SlackStandin, app: SlackApp, fault: Fault) -> None:
    standin.faults.order(r"chat\.postMessage", fault)

    await standin.mention("who Ida Marsh")

    await standin.bell.until(lambda: any("Second mayor" in one.shown for one in standin.shelf.inside(standin.channel)))


@pytest.mark.parametrize("fault", [says(too_many_requests(0)), says(BUSY), cut_before(), cut_after()])
async def test_a_private_answer_is_given_once_more(standin: SlackStandin, app: SlackApp, fault: Fault) -> None:
    standin.faults.order(r"/response/", fault)

    asked = await standin.slash("/schedule", "list", user=standin.moderator)

    await standin.bell.until(lambda: asked.responses)
    assert "Something went wrong" not in str(asked.responses)


async def test_an_answer_after_the_address_is_used_up_comes_another_way(standin: SlackStandin, app: SlackApp) -> None:
    shown = await (await standin.slash("/dateline", "pages")).message()
    standin.faults.order(r"/response/", says(Answer(404, {"ok": False, "error": "used_url"})))

    await standin.click(shown, "Show to everyone")

    await standin.bell.until(lambda: standin.posted())
    assert "Page 1 of 9" in read(standin.posted()[0])


async def test_a_failure_is_apologized_for_with_an_id(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    message = await (await standin.slash("/dateline", "fail now")).message()

    number = read(message).rpartition(" ")[2]
    assert f"id {number}" in caplog.text
    assert "nobody else may read" not in caplog.text + message.shown


async def test_a_failure_in_the_store_is_apologized_for(standin: SlackStandin, app: SlackApp) -> None:
    message = await (await standin.slash("/dateline", "fail later")).message()

    assert "Something went wrong" in read(message)


async def test_a_home_that_was_published_meanwhile_is_left_alone(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    standin.faults.order(r"views\.publish", says(refusal("hash_conflict")))

    asked = await standin.open_home()

    await asked.acked()
    await standin.bell.until(lambda: any("views.publish" in call.path for call in standin.requests))
    await (await standin.slash("/timeline", "1950s")).message()
    assert "request failed" not in caplog.text


@pytest.mark.parametrize("is_home", [True, False])
async def test_an_answer_that_is_lost_on_its_way_is_one_line_in_the_log(
    standin: SlackStandin, app: SlackApp, caplog: pytest.LogCaptureFixture, is_home: bool
) -> None:
    standin.faults.order(r"views\.publish|chat\.postMessage", cut_before())

    asked = await (standin.open_home() if is_home else standin.mention("who Ida Marsh"))

    await asked.acked()
    await standin.bell.until(lambda: "request failed" in caplog.text)
    assert re.search(
        r"request failed, id \w+, request .*: \w+ in (calls|listeners)\.py:\d+$", caplog.text, re.MULTILINE
    )
    assert "File" not in caplog.text
