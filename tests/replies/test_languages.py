"""The bot is ready for a language whose sentences are longer and have other letters."""

from __future__ import annotations

import gettext
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog as Messages
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from rich.console import Console

from adapters.console.render import render as on_console
from adapters.discord.forms import modal as discord_modal
from adapters.discord.render import render as on_discord
from adapters.slack.forms import modal as slack_modal
from adapters.slack.parse import Place
from adapters.slack.render import render as on_slack
from bot.app import Bot
from bot.chat import Channel, Reply, Request, UsageError, User
from bot.commands.table import COMMANDS
from bot.replies.card import left_out
from bot.replies.catalog import Catalog
from bot.shelf import Shelf
from bot.store.store import Store
from tests.commands.asking import TEACHER, needed
from tests.platforms import PLATFORMS
from tests.pseudo import PSEUDO, TRANSLATIONS, PseudoBot, PseudoTranslations
from tests.replies.sentences import ROOT, keywords, misfilled, sentences
from tests.replies.test_catalog import LINES
from tests.saltmarsh import FOLDER, request

UNFILLED = re.compile(r"\{[a-z_]+\}")


def console(reply: Reply) -> object:
    """Return what is printed."""
    paper = io.StringIO()
    Console(file=paper, width=80).print(on_console(reply, PSEUDO))
    return paper.getvalue()


def discord(reply: Reply) -> object:
    """Return what is sent, and the modal that is opened."""
    card = on_discord(reply, PSEUDO)
    return card.view.to_components(), discord_modal(reply.form).to_dict() if reply.form else None


def slack(reply: Reply) -> object:
    """Return what is sent, and the modal that is opened."""
    opened = slack_modal(reply.form, Place("U1"), PSEUDO) if reply.form else None
    return on_slack(reply, PSEUDO).fields, opened


def text_of(shown: object) -> str:
    """Return all that is sent as one text."""
    return json.dumps(shown, ensure_ascii=False, default=str)


SHOWN: dict[str, Callable[[Reply], object]] = {"console": console, "discord": discord, "slack": slack}


Replies = dict[str, dict[str, Reply]]


@pytest.fixture(scope="module")
def replies(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Replies:
    """Return by platform what every row says, to a moderator and to a member, and what is said to many lines."""
    with Store.open(tmp_path_factory.mktemp("pseudo") / "bot.db") as store:
        bot = PseudoBot(Shelf([FOLDER], cache), store, platforms=PLATFORMS)
        lines = {line: _line(bot, line) for line in LINES}
        return {name: lines | {words: bot.handle(asked) for words, asked in _asked(name)} for name in SHOWN}


def _asked(platform: str) -> Iterator[tuple[str, Request]]:
    """Yield a request for every row, by a moderator and once by a member, as the platform sends them."""
    channel = Channel(platform, "school", "room")
    for row in COMMANDS:
        for who, is_moderator in (("teacher", True), ("pupil", False)):
            if is_moderator or platform == "console":
                user = User(platform, "school", who)
                asked = request(row.name, needed(row), user=user, channel=channel, is_moderator=is_moderator)
                yield f"{row.name} by a {who}", asked


def _line(bot: Bot, line: str) -> Reply:
    try:
        return bot.handle(bot.read(line, request("", user=TEACHER, is_moderator=True)))
    except UsageError as error:
        return Reply(text=error.text, choices=error.choices)


@pytest.mark.parametrize("platform", SHOWN)
def test_every_row_says_something_in_the_other_language(replies: Replies, platform: str) -> None:
    silent = [asked for asked, reply in replies[platform].items() if "⟦" not in repr(reply) and not reply.files]

    assert len(replies[platform]) > len(COMMANDS)
    assert silent == []


@pytest.mark.parametrize("platform", SHOWN)
def test_every_reply_can_be_shown_with_nothing_left_to_fill_in(replies: Replies, platform: str) -> None:
    broken = {asked for asked, reply in replies[platform].items() if UNFILLED.search(text_of(SHOWN[platform](reply)))}

    assert broken == set()


@pytest.mark.parametrize("platform", SHOWN)
def test_sources_are_named_in_the_other_language(replies: Replies, platform: str) -> None:
    shown = {asked: text_of(SHOWN[platform](reply)) for asked, reply in replies[platform].items()}

    assert any("⟦Sõûřçé" in text for text in shown.values())
    assert [asked for asked, text in shown.items() if re.search(r"\bSources?: ", text)] == []


@pytest.mark.parametrize("platform", SHOWN)
def test_no_reply_is_cut_by_being_longer(replies: Replies, platform: str) -> None:
    cut = PSEUDO("Cut: not all of it fits into one message. Ask for less at a time.")[:12]

    assert [asked for asked, reply in replies[platform].items() if cut in text_of(SHOWN[platform](reply))] == []


@pytest.mark.usefixtures("replies")
def test_every_sentence_that_is_said_is_found_for_translators() -> None:
    assert TRANSLATIONS.said - {""} - sentences() == set()
    assert len(TRANSLATIONS.said) > 250


def test_every_sentence_that_is_a_constant_is_said_with_what_it_names() -> None:
    assert misfilled() == []


def _translated(message: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return a sentence, or the three forms of one for a number, in a language like Ukrainian."""
    return f"{message}!" if isinstance(message, str) else tuple(f"{text}!" for text in (*message, message[-1]))


def test_a_translation_that_is_compiled_is_spoken(tmp_path: Path) -> None:
    found = extract_from_file("python", ROOT / "bot/replies/card.py", keywords=parse_keywords(keywords()))
    gathered = Messages(locale="uk")
    for _, message, _, _ in found:
        gathered.add(message, _translated(message))
    with (tmp_path / "dateline.mo").open("w+b") as compiled:
        write_mo(compiled, gathered)
        compiled.seek(0)
        say = Catalog("uk", gettext.GNUTranslations(compiled))

    assert say("Choose one") == "Choose one!"
    assert [left_out(say, number) for number in (1, 2, 5)] == [
        "1 more entry is not shown.!", "2 more entries are not shown.!", "5 more entries are not shown.!"
    ]  # fmt: skip


# Behind these, languages change the form of a date or a name; in quotation marks or behind a colon it stays as it is.
BEFORE = "of on in at for from to by with since until before after about than as near was is are has not said posts"
NAMES = (
    "date day moment when month period since until name names author maintainers subject listed player team first last "
    "choice answer right pack kind country states events people"
)
BOUND = re.compile(rf"\b(?:{BEFORE.replace(' ', '|')}) \{{(?:{NAMES.replace(' ', '|')})\}}", re.IGNORECASE)


def test_no_date_or_name_stands_behind_a_preposition_or_a_verb() -> None:
    bound = {text for text in sentences() if BOUND.search(text)}

    assert bound == set()


def test_the_rule_on_dates_knows_a_sentence_that_breaks_it() -> None:
    assert BOUND.search("Finding of {date}")
    assert not BOUND.search("Finding: {date}")


def test_the_pseudo_locale_leaves_alone_what_is_filled_in_and_typed() -> None:
    written = PseudoTranslations().gettext("Try {period}, /trivia or mode:type.")

    assert written == "⟦Třý {period}, /trivia õř mode:type.~~~~~~~~~~~~~~⟧"
