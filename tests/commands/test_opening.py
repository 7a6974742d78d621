"""Whatever an answer offers leads to an answer, over the shipped pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import Bot
from bot.chat import Channel, Reply, Request, UsageError, User
from bot.cli import facts_folder
from bot.shelf import Shelf
from bot.store.store import Store
from tests.blank import blank
from tests.platforms import PLATFORMS

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
ASKED = Request(User("console", "c", "you"), Channel("console", "c", "here"), "", NOON)
LINES = [
    "/timeline 2008", "/timeline 1990s", "/timeline all", "/timeline may 1997", "/who Robertson", "/who Bush",
    "/what NATO", "/what Poland", "/onthisday 4 April", "/search missile defense", "who was secretary general in 1999",
    "was kosovo's independence legal", "what did Baker say to Gorbachev", "/sources Bucharest promise", "/what treaty",
    "/sources nothing of the kind", "when did Spain join NATO", "Bush", "open id:bucharest-promise",
]  # fmt: skip


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("opening")
    with Store.open(blank(folder / "bot.db")) as store:
        yield Bot(Shelf([facts_folder() / "nato-russia"], folder), store, platforms=PLATFORMS)


def ask(bot: Bot, line: str, *, is_pressed: bool = False) -> Reply:
    try:
        return bot.handle(bot.press(line, ASKED) if is_pressed else bot.read(line, ASKED))
    except UsageError as error:
        return Reply(text=error.text, choices=error.choices, is_error=True)


def offered(reply: Reply) -> list[str]:
    return [choice.action for choice in (*reply.choices, *(reply.menu.choices if reply.menu else ()))]


@pytest.mark.parametrize("line", LINES)
def test_whatever_is_offered_leads_to_an_answer(bot: Bot, line: str) -> None:
    actions = offered(ask(bot, line))
    broken = {action: told.text for action in actions if (told := ask(bot, action, is_pressed=True)).is_error}

    assert actions
    assert broken == {}


def test_a_disputed_question_is_answered_with_what_each_side_says(bot: Bot) -> None:
    reply = ask(bot, "was the promise of Bucharest a provocation or a promise? who says what")
    told = reply if reply.statements else ask(bot, "sides id:bucharest-promise", is_pressed=True)

    assert told.statements
    assert all(statement.says for statement in told.statements)
