"""Slack over HTTP: what is let in, and with which status the rest is refused."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.slack.app import SlackApp
from adapters.slack.settings import SlackSettings
from adapters.watch import Pulse
from bot import clock as own_clock
from bot.config import Config, ConfigError
from tests.adapters.slack.conftest import House
from tests.standins.slack import SIGNING_SECRET, SlackStandin
from tests.standins.slack.http_push import FORM, HttpPush

HELLO = json.dumps({"type": "url_verification", "challenge": "abc"})


@pytest.fixture
async def push(house: House) -> AsyncIterator[HttpPush]:
    async with house.serve() as served:
        yield served


async def test_a_command_a_click_and_a_form_are_answered(standin: SlackStandin, push: HttpPush) -> None:
    shown = await (await standin.slash("/dateline", "pages")).message()
    turned = await (await standin.click(shown, "Next ▶")).message()
    opened = await (await standin.slash("/dateline", "form")).view()

    submitted = await standin.submit_view(opened, {"choice": "late"})

    assert "Page 2 of 9" in turned.shown
    assert (await submitted.acked()).status == 200


async def test_a_repeated_event_is_acknowledged_and_done_once(standin: SlackStandin, push: HttpPush) -> None:
    asked = await standin.mention("who Ida Marsh", copies=2)

    statuses = {(await asked.acked(index)).status for index in (0, 1)}

    await standin.bell.until(lambda: len(standin.posted()) > 1)
    await (await standin.slash("/timeline", "1950")).message()
    assert statuses == {200}
    assert len([message for message in standin.posted() if message.author == standin.team.bot]) == 1


async def test_an_address_is_verified(push: HttpPush) -> None:
    assert (await push.post(HELLO)).content == {"challenge": "abc"}


@pytest.mark.parametrize("age", [301, -301, 10**6])
async def test_an_old_or_early_request_is_refused(push: HttpPush, age: float) -> None:
    assert (await push.post(HELLO, age=age)).status == 401


@pytest.mark.parametrize("age", [295, -295])
async def test_a_request_within_five_minutes_is_taken(push: HttpPush, age: float) -> None:
    assert (await push.post(HELLO, age=age)).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=forged"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=ü"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Request-Timestamp": "٣"},
        {"X-Slack-Request-Timestamp": "9" * 5000},
    ],
)
async def test_what_slack_has_not_signed_is_refused(push: HttpPush, headers: dict[str, str]) -> None:
    reply = await push.post(HELLO, headers=headers)

    assert (reply.status, reply.body) == (401, "not signed by Slack")


async def test_a_tampered_body_is_refused(push: HttpPush) -> None:
    proof = {"X-Slack-Signature": (await _signed(push))["X-Slack-Signature"]}

    assert (await push.post(HELLO.replace("abc", "xyz"), headers=proof)).status == 401


async def test_a_replayed_request_is_refused(push: HttpPush) -> None:
    proof = await _signed(push)
    first = await push.post(HELLO, headers=proof)

    again = await push.post(HELLO, headers=proof)

    assert (first.status, again.status) == (200, 401)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
async def test_an_unknown_content_type_is_refused(push: HttpPush, kind: str) -> None:
    assert (await push.post(HELLO, kind or "application/octet-stream")).status == 415


# aiohttp's client warns of sending that much at once.
@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_an_oversized_body_is_refused(push: HttpPush) -> None:
    assert (await push.post("x" * (1024 * 1024 + 1))).status == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [("{", "application/json"), ("[]", "application/json"), ("payload={", FORM), ("payload=[]", FORM), ("%%", FORM)],
)
async def test_a_body_that_cannot_be_read_is_refused(push: HttpPush, body: str, kind: str) -> None:
    reply = await push.post(body, kind)

    assert reply.status == 400
    assert "Traceback" not in reply.body


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_other_methods_are_refused(push: HttpPush, method: str) -> None:
    async with aiohttp.ClientSession() as session, session.request(method, push.url) as answer:
        assert answer.status == 405


@pytest.mark.parametrize("body", [{}, {"type": "event_callback"}, {"type": "event_callback", "event": {"type": "x"}}])
async def test_what_is_signed_and_means_nothing_breaks_nothing(push: HttpPush, body: dict[str, object]) -> None:
    reply = await push.post(json.dumps(body))

    assert reply.status < 500
    assert "Traceback" not in reply.body


async def test_a_command_without_its_fields_breaks_nothing(push: HttpPush) -> None:
    reply = await push.post(urlencode({"command": "/timeline"}), FORM)

    assert "Traceback" not in reply.body


async def test_what_comes_before_the_bot_is_ready_is_put_off(house: House) -> None:
    config = Config(house.folder, own=(SlackSettings(bot_token="xoxb", signing_secret=SIGNING_SECRET),))

    app = SlackApp(house.bot, config, own_clock.now)

    assert not app.is_ready
    assert app.pulse() == Pulse(is_connected=False)


async def test_a_signing_secret_alone_does_not_start(house: House) -> None:
    config = Config(house.folder, own=(SlackSettings(signing_secret=SIGNING_SECRET),))

    with pytest.raises(ConfigError, match="SLACK_BOT_TOKEN"):
        SlackApp(house.bot, config, own_clock.now)


async def _signed(push: HttpPush) -> dict[str, str]:
    from tests.standins.clock import system_clock
    from tests.standins.slack.http_push import signed

    return signed(SIGNING_SECRET, HELLO, system_clock())


@pytest.mark.parametrize("kind", ["application/json", FORM])
async def test_a_body_that_is_no_text_stays_outside(push: HttpPush, kind: str) -> None:
    headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": str(int(own_clock.now().timestamp()))}

    async with (
        aiohttp.ClientSession() as session,
        session.post(
            push.url, data=b"\xff\xfe\x00", headers={**headers, "X-Slack-Signature": "v0=\udcff"[:3]}
        ) as answer,
    ):
        assert answer.status == 401


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000])
async def test_a_signed_body_that_is_too_deep_is_refused(push: HttpPush, body: str) -> None:
    assert (await push.post(body)).status == 400


async def test_what_cannot_be_read_is_one_line_in_the_log(push: HttpPush, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(3):
        event = {"type": "app_mention", "text": ["x"], "user": "U1", "channel": "C1", "ts": "1.1"}
        body = {"type": "event_callback", "team_id": "T1", "event_id": f"E{number}", "event": event}
        assert (await push.post(json.dumps(body))).status == 200

    assert caplog.text.count("cannot be read") == 1
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "wrong", [{"user": ["U1"]}, {"user": "U" * 99}, {"channel": {"id": ["C1"]}}, {"channel": "\ud800"}]
)
async def test_who_asks_and_where_is_told_by_ids_or_nothing_is_done(
    push: HttpPush, caplog: pytest.LogCaptureFixture, wrong: dict[str, object]
) -> None:
    event = {"type": "app_home_opened", "user": "U1", "channel": "C1", "tab": "home"}
    body = {"type": "event_callback", "team_id": "T1", "event_id": "E1", "event": {**event, **wrong}}

    assert (await push.post(json.dumps(body))).status == 200
    assert caplog.text.count("cannot be read") == 1
    assert "Traceback" not in caplog.text
