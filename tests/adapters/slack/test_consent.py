"""The pages of consent: what they ask for, states that are good once, and what goes wrong behind them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select

from adapters.slack.app import SlackApp
from adapters.slack.consent import COOKIE
from adapters.slack.installations import States
from adapters.slack.settings import SlackSettings
from adapters.web.app import application
from bot import clock as own_clock, logs
from bot.app import Bot
from bot.store.schema import metadata
from tests.adapters.slack.browsers import KEY, Browser, many, secret_of, served
from tests.adapters.slack.conftest import House
from tests.adapters.test_logs import handlers
from tests.standins.faults import cut_after, says
from tests.standins.slack import SlackStandin
from tests.standins.wire import Answer

__all__ = ["handlers"]
# slack_sdk hands aiohttp its BasicAuth, which aiohttp 3.14 calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.mark.parametrize(
    ("cookie", "state", "title"),
    [("", "forged", "This was not begun here"), ("forged", "forged", "This link is used up")],
)
async def test_a_state_that_was_not_given_out_is_refused(
    standin: SlackStandin, house: House, cookie: str, state: str, title: str
) -> None:
    async with served(house) as browser:
        status, text = await browser.install(standin.team, standin.moderator, cookie, state)

    assert status == 400
    assert f"<h1>{title}</h1>" in text
    assert secret_of(house.bot, standin.team) is None


async def test_a_state_is_good_once_and_a_page_that_is_loaded_again_says_so(
    standin: SlackStandin, house: House
) -> None:
    async with served(house) as browser:
        state = await browser.begin()
        first, _ = await browser.install(standin.team, standin.moderator, state)

        again, text = await browser.install(standin.team, standin.moderator, state)

    assert (first, again) == (200, 400)
    assert "If Dateline answers in your workspace, all is well" in text


async def test_whoever_has_added_the_bot_reads_where_and_what_comes_next(standin: SlackStandin, house: House) -> None:
    hurtful = standin.world.add_team("<script>alert(1)</script> & sons")
    async with served(house) as browser:
        _, text = await browser.install(hurtful, standin.world.add_user("Clio", hurtful))

    assert "Workspace: &lt;script&gt;alert(1)&lt;/script&gt; &amp; sons" in text
    assert "/dateline timeline 2008" in text
    assert f"https://slack.com/app_redirect?app={standin.world.app_id}&amp;team={hurtful.id}" in text


@pytest.mark.parametrize(
    ("query", "status", "title"),
    [
        ("error=access_denied&state=x", 200, "Nothing was added"),
        ("error=invalid_scope", 502, "Slack refused"),
        ("error=%3Cscript%3E", 502, "Slack refused"),
        ("", 400, "This was not begun here"),
        ("state=%FF&code=1", 400, "This was not begun here"),
    ],
)
async def test_whoever_comes_back_without_consent_reads_why_and_can_begin_again(
    house: House, query: str, status: int, title: str
) -> None:
    async with served(house) as browser:
        found, text = await browser.back(query)

    assert found == status
    assert f"<h1>{title}</h1>" in text
    assert 'href="/slack/install"' in text
    assert "script" not in text


async def test_of_refusals_those_that_slack_can_have_sent_are_told_each_once(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(house) as browser:
        state = await browser.begin()
        for query, cookie in (
            ("error=typed_by_anybody", ""),
            ("error=with_a_state&state=made-up", "made-up"),
            (f"error=invalid_scope&state={state}", state),
            (f"error=again&state={state}", state),
        ):
            await browser.back(query, cookie)

    told = [record.getMessage() for record in caplog.records if "refused to let" in record.getMessage()]
    assert told == ["Slack refused to let somebody consent: invalid_scope"]


@pytest.mark.parametrize("query", ["code=made-up&", ""])
async def test_a_code_that_slack_has_not_given_is_told_and_logged_without_it(
    house: House, caplog: pytest.LogCaptureFixture, query: str
) -> None:
    async with served(house) as browser:
        state = await browser.begin()
        status, text = await browser.back(f"{query}state={state}", state)

    assert status == 400
    assert "This link is used up" in text
    assert "made-up" not in caplog.text


@pytest.mark.usefixtures("handlers")
async def test_of_a_consent_neither_code_nor_token_is_logged_at_debug(standin: SlackStandin, house: House) -> None:
    stream = io.StringIO()
    logs.configure(stream, "debug")
    codes = [standin.oauth.code(standin.team, standin.moderator) for _ in range(2)]
    async with served(house) as browser:
        for code in codes:
            state = await browser.begin()
            await browser.back(f"code={code}&state={state}", state)
            standin.faults.order("POST .*oauth.v2.access", cut_after())

    told = stream.getvalue()
    assert f"added to workspace {standin.team.id}" in told
    assert "Slack cannot be reached to exchange a consent" in told
    assert [secret for secret in (*codes, standin.team.token, KEY) if secret in told] == []


@pytest.mark.parametrize(
    ("answer", "status", "title"),
    [
        (Answer(200, {"ok": False, "error": "bad_client_secret"}), 502, "Slack refused"),
        (Answer(200, {"ok": True}), 502, "Slack refused"),
        (None, 503, "Not at the moment"),
    ],
)
async def test_what_goes_wrong_behind_the_page_is_told_in_words(
    standin: SlackStandin, house: House, answer: Answer | None, status: int, title: str
) -> None:
    async with served(house) as browser:
        standin.faults.order("POST .*oauth.v2.access", says(answer) if answer else cut_after())
        found, text = await browser.install(standin.team, standin.moderator)

    assert found == status
    assert f"<h1>{title}</h1>" in text


async def test_a_fault_of_ours_is_told_as_one_and_logged(
    standin: SlackStandin, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(house) as browser:
        strange = {"ok": True, "access_token": standin.team.token, "team": "no workspace"}
        standin.faults.order("POST .*oauth.v2.access", says(Answer(200, strange)))
        status, text = await browser.install(standin.team, standin.moderator)

    assert status == 500
    assert "Something went wrong on my side" in text
    assert "a consent failed: AttributeError" in caplog.text


async def test_before_the_bot_is_ready_its_pages_ask_for_patience(house: House) -> None:
    app = SlackApp(house.bot, many(house.folder, KEY), own_clock.now)
    async with TestClient(TestServer(application(app.routes))) as client:
        answer = await client.get("/slack/install")

        assert answer.status == 503
        assert "Not at the moment" in await answer.text()


async def test_pages_load_nothing_but_our_own_and_say_so_to_the_browser(house: House) -> None:
    async with served(house) as browser, aiohttp.ClientSession() as session:
        async with session.get(f"{browser.base}/slack/install") as answer:
            text, headers, cookie = await answer.text(), answer.headers, answer.cookies[COOKIE]
        loaded = re.findall(r'<link [^>]*href="([^"]+)"', text)
        statuses = []
        for path in loaded:
            async with session.get(browser.base + path) as answer:
                statuses.append(answer.status)

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert (loaded, statuses) == (["/static/class.css", "/static/icon.svg"], [200, 200])
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/slack")


@pytest.mark.parametrize(
    ("reads_history", "says"), [(False, "It does not read your conversations."), (True, "for nothing else")]
)
async def test_the_page_says_what_is_asked_for_and_asks_for_that(house: House, reads_history: bool, says: str) -> None:
    config = many(house.folder, KEY)
    own = replace(config.of(SlackSettings), reads_history=reads_history)
    async with house.serve(replace(config, own=(own,))) as push:
        browser = Browser(push.url.removesuffix("/slack/events"), house.standin)
        text = await browser.page()

    assert says in text
    assert ("channels%3Ahistory" in text) is reads_history


async def test_somebody_who_was_sent_for_a_workspace_is_sent_to_it(house: House) -> None:
    async with served(house) as browser, aiohttp.ClientSession() as session:
        addresses = []
        for team in ("T0000000001", "%22%3E%3Cscript"):
            async with session.get(f"{browser.base}/slack/install?team={team}") as answer:
                addresses.append(re.findall(r'href="(https://slack.com[^"]+)"', await answer.text()))

    assert [len(found) for found in addresses] == [1, 1]
    assert ["team=T0000000001" in address for (address,) in addresses] == [True, False]


async def test_whoever_opens_the_page_leaves_no_row(standin: SlackStandin, house: House) -> None:
    async with served(house) as browser:
        before = rows(house.bot)
        for _ in range(5):
            await browser.begin()

        assert rows(house.bot) == before


def test_a_state_is_good_for_ten_minutes_in_all_processes() -> None:
    moment = own_clock.now()
    state = States("secret", lambda: moment).issue()

    def is_good(after: int, secret: str = "secret", told: str = state) -> bool:
        return States(secret, lambda: moment + timedelta(seconds=after)).use_up(told)

    assert is_good(599)
    assert not is_good(601)
    assert not is_good(-2)
    assert not is_good(1, "another")
    assert not is_good(1, told="9" + state)
    assert not is_good(1, told="\udcff")


def rows(bot: Bot) -> int:
    """Return how many rows the database has."""
    return bot.store.run(
        lambda connection: sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in metadata.sorted_tables
        )
    )
