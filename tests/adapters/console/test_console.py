"""The console says everything a reply says, and talks as a person would want it to."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console

from adapters.console.app import ConsoleApp, LineCompleter
from adapters.console.dialogue import FieldCompleter
from adapters.console.parse import HERE, lettered, pressed, request
from adapters.console.render import render
from adapters.console.turn import answer
from bot.app import Bot
from bot.chat import Choice, Field, Fill, Form, Input, Item, Menu, Reply, SourceLine, Statement
from bot.replies.catalog import catalog
from bot.shelf import Shelf
from bot.store.store import Store
from tests.adapters.discord.rows import ROWS, SECRET
from tests.blank import blank
from tests.saltmarsh import FOLDER, MAY_DAY

EVERYTHING = Reply(
    title="Title [bold]",
    text="Text",
    statements=(Statement("Who", "Says", "Stake", (SourceLine("Position source", "Publisher"),)),),
    fields=(Field("Name", "Value"),),
    items=(Item("Item", "1 May", "Item text", "item-id", ("disputed",), ("text",)),),
    notes=("Note",),
    sources=(SourceLine("Source", "Publisher", "https://x.example/a_b*c", "page 3", "supports the year only"),),
    choices=(Choice("Button", "help"),),
    menu=Menu("Choose", (Choice("Option", "about", "Detail"),)),
    id="fact-id",
)


@pytest.fixture
def screen() -> StringIO:
    return StringIO()


@pytest.fixture
def app(bot: Bot, screen: StringIO, tmp_path: Path) -> ConsoleApp:
    return ConsoleApp(bot, lambda: MAY_DAY, Console(file=screen, width=100), tmp_path / "history")


def printed(reply: Reply, *, colors: bool = False) -> str:
    screen = StringIO()
    Console(file=screen, width=120, force_terminal=colors, no_color=not colors).print(render(reply))
    return screen.getvalue()


def test_everything_that_a_first_screen_tells_is_there() -> None:
    text = printed(EVERYTHING)

    for part in ("Title [bold]", "Text", "Who: Says", "Stake", "Name", "Value", "1 May", "Item text", "disputed",
                 "Note", "Publisher", "[1] Option", "Detail", "[2] Button"):  # fmt: skip
        assert part in text


def test_choices_that_are_explained_have_a_line_each_and_others_share_one() -> None:
    explained = Reply(choices=(Choice("Ada Marsh", "a", "harbor master"), Choice("Ida Marsh", "b", "keeper")))

    assert printed(explained).splitlines() == ["[1] Ada Marsh  harbor master", "[2] Ida Marsh  keeper"]
    assert printed(Reply(choices=(Choice("Earlier", "a"), Choice("Later", "b")))) == "[1] Earlier  [2] Later\n"


def test_a_choice_is_broken_in_two_only_where_it_has_no_room_alone() -> None:
    screen = StringIO()
    choices = (Choice("◀ 2007", "a"), Choice("2009 ▶", "b"), Choice("Moscow calls it a mistake", "c"))

    Console(file=screen, width=24).print(render(Reply(choices=choices)))

    lines = [line.rstrip() for line in screen.getvalue().splitlines()]
    assert lines == ["[1] ◀ 2007  [2] 2009 ▶", "[3] Moscow calls it a", "  mistake"]


def test_a_menu_of_what_stands_above_is_its_numbers() -> None:
    items = (Item("A post", "Mon 09:00", marks=("in #here",)), Item("Another", "Tue 09:00"))
    menu = Menu("Open", (Choice("Mon 09:00 · A p…", "a"), Choice("Tue 09:00 · Ano…", "b")))

    text = printed(Reply(items=items, menu=menu, choices=(Choice("New", "c"),)))

    assert [line.split()[0] for line in text.splitlines()] == ["1", "2", "[3]"]


def test_where_every_choice_is_an_entry_above_nothing_stands_below() -> None:
    opening = Menu("Open", (Choice("Item", "open id:item-id"),))

    assert printed(Reply(items=EVERYTHING.items, menu=opening)).splitlines()[-1].strip() == "Item text"


def test_without_a_terminal_there_are_no_colours() -> None:
    assert "\x1b" not in printed(EVERYTHING)
    assert "\x1b" in printed(EVERYTHING, colors=True)


def test_a_number_presses_a_choice() -> None:
    assert pressed("1", EVERYTHING) == Choice("Option", "about", "Detail")
    assert pressed("3", EVERYTHING) is None
    assert pressed("who", EVERYTHING) is None


def test_the_label_of_a_choice_presses_it() -> None:
    assert pressed("button", EVERYTHING) == Choice("Button", "help")


def test_a_letter_answers_a_question_and_nothing_else() -> None:
    question = Reply(choices=(Choice("A: Ada Marsh", "answer one"), Choice("B: Ida Marsh", "answer two")))

    assert lettered("b", question) == Choice("B: Ida Marsh", "answer two")
    assert [lettered(line, question) for line in ("C", "", "B: Ida Marsh", "bb")] == [None] * 4
    short = Reply(choices=(Choice("A", "answer one"), Choice("B", "answer two")))
    assert lettered("b", short) == Choice("B", "answer two")
    assert lettered("nato", Reply(choices=(Choice("NATO", "answer one"),))) is None
    assert lettered("a", EVERYTHING) is lettered("a", None) is None


async def test_a_word_that_is_not_understood_leaves_what_can_be_pressed(app: ConsoleApp, screen: StringIO) -> None:
    await app.say("/timeline all")
    await app.say("zzz zzz")
    await app.say("1")

    assert "Sources: Town of Saltmarsh" in screen.getvalue()


async def test_it_opens_with_todays_fact_and_three_commands_to_try(app: ConsoleApp, screen: StringIO) -> None:
    app.greet()

    assert "The council meets for the first time" in screen.getvalue()
    assert "Ada Marsh opened" in screen.getvalue()
    assert "/timeline 2008, /who Robertson or /what Article 5" in screen.getvalue()


async def test_a_choice_is_pressed_by_its_number(app: ConsoleApp, screen: StringIO) -> None:
    await app.say("/timeline all")
    await app.say("1")

    assert "Sources: Town of Saltmarsh" in screen.getvalue()


async def test_a_mistake_is_explained(app: ConsoleApp, screen: StringIO) -> None:
    await app.say("/timelime 2008")

    assert "Did you mean /timeline?" in screen.getvalue()


async def test_a_command_that_is_stored_is_answered(app: ConsoleApp, screen: StringIO) -> None:
    await app.say("/settings set zone:Paris")
    await app.say("/settings show")

    assert "Europe/Paris" in screen.getvalue()


def completions(bot: Bot, line: str) -> list[str]:
    completer = LineCompleter(bot, lambda: MAY_DAY)
    return [found.text for found in completer.get_completions(Document(line), CompleteEvent())]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/tim", "/timeline"),
        ("/who mar", "Ada Marsh"),
        ("/who Ada Ma", "Ada Marsh"),
        ("/timeline 197", "1970s"),
        ("/timeline 1930 topic:har", '"The harbor"'),
        ("/timeline 1930 person:ada m", '"Ada Marsh"'),
        ('/timeline 1930 person:"ada m', '"Ada Marsh"'),
        ("/timeline 1930 to", "topic:"),
        ("/timeline 1930 topic:harbor per", "person:"),
        ("/help onthis", "/onthisday"),
    ],
)
def test_commands_names_and_years_are_completed(bot: Bot, line: str, offered: str) -> None:
    assert offered in completions(bot, line)


def test_each_command_is_offered_with_what_it_does(bot: Bot) -> None:
    completer = LineCompleter(bot, lambda: MAY_DAY)
    (offered,) = completer.get_completions(Document("/timel"), CompleteEvent())

    assert offered.display_meta_text == bot.row(replace(request(MAY_DAY), command="timeline")).help


def test_nothing_typed_offers_nothing(bot: Bot) -> None:
    assert completions(bot, "") == []


def test_what_is_longer_than_anything_that_is_offered_is_not_looked_up_key_by_key(bot: Bot) -> None:
    field = Input("id", "Which", fill=Fill.SUGGESTED)
    completer = FieldCompleter(bot, lambda: MAY_DAY, "sources", field)
    for text, is_completed in (("sea wall", True), ("sea wall " * 20, False)):
        in_form = completer.get_completions(Document(text), CompleteEvent())

        assert bool(completions(bot, f"/sources {text}")) == is_completed
        assert bool(list(in_form)) == is_completed


def test_a_form_is_neutral_data() -> None:
    form = Form("Title", "report", (Input("text", "What is wrong?"),))

    assert Reply(form=form).form is form


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that somebody is in."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_a_file_is_written_beside_what_lies_there(app: ConsoleApp, screen: StringIO, folder: Path) -> None:
    (folder / "saltmarsh.csv").write_text("mine")

    await app.say("/packs export saltmarsh")

    assert (folder / "saltmarsh.csv").read_text() == "mine"
    assert "question" in (folder / "saltmarsh-2.csv").read_text()
    assert "saltmarsh-2.csv" in screen.getvalue()


async def test_a_file_that_cannot_be_written_is_told(app: ConsoleApp, screen: StringIO, folder: Path) -> None:
    folder.rmdir()

    await app.say("/packs export saltmarsh")

    assert "could not be written here: No such file or directory" in " ".join(screen.getvalue().split())


async def test_a_file_is_named_by_its_path(app: ConsoleApp, screen: StringIO, folder: Path) -> None:
    (folder / "walls.gift").write_bytes(b"When? {=1930 ~1931 ~1932}\n")

    await app.say('/packs import walls.gift name:"Old walls"')

    assert "Import “Old walls”?" in screen.getvalue()
    # Nothing is asked, so no form is told of.
    assert "Ctrl-C" not in screen.getvalue()
    await app.say("1")
    assert "1 question is in the pack “old-walls”." in screen.getvalue()


async def test_a_file_that_is_not_there_is_told(app: ConsoleApp, screen: StringIO, folder: Path) -> None:
    await app.say("/packs import nothing.gift")

    assert "could not fetch the file “nothing.gift”" in screen.getvalue()


async def test_where_no_form_opens_its_inputs_are_told(bot: Bot) -> None:
    reply = await answer(bot, "/schedule new daily", request(MAY_DAY))

    assert reply.is_error
    assert "time:<" in reply.text


async def test_a_failure_is_apologized_for_with_an_id(
    tmp_path: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Store.open(blank(tmp_path / "own.db")) as store:
        bot = Bot(Shelf([FOLDER], cache), store, commands=ROWS)

        reply = await answer(bot, "/fail now", request(MAY_DAY))

    number = reply.text.rpartition(" ")[2]
    assert f"id {number}" in caplog.text
    assert SECRET not in caplog.text + reply.text


async def test_a_menu_too_long_for_a_screen_says_how_many_more_there_are_and_more_shows_them(
    app: ConsoleApp, screen: StringIO
) -> None:
    choices = tuple(Choice(f"Entry {number}", "about", "who it is") for number in range(1, 31))
    reply = Reply(title="Which?", menu=Menu("Choose one", choices), choices=(Choice("Sources (2)", "help"),))
    await app.post(HERE, reply, catalog("en"), "", "")
    shown = screen.getvalue().splitlines()
    await app.say("more")

    assert len(shown) <= 21
    assert shown[-4:-1] == ["[17] Entry 17  who it is", "13 more: type “more”", "[31] Sources (2)"]
    assert "[30] Entry 30  who it is" in screen.getvalue()


def test_a_menu_keeps_a_few_entries_below_whatever_is_long() -> None:
    choices = tuple(Choice(f"{1950 + number}: The council of the town meets again", "about") for number in range(9))
    text = printed(Reply(text="A line.\n" * 30, menu=Menu("Also on this day", choices)))

    assert [f"[{number}]" in text for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "6 more: type “more”" in text


@pytest.mark.parametrize(("length", "lines"), [(21, 1), (22, 2), (30, 3)])
def test_a_title_has_its_line_beside_it_only_where_some_of_it_is_seen(length: int, lines: int) -> None:
    screen = StringIO()

    Console(file=screen, width=24).print(render(Reply(title="x" * length)))

    assert len(screen.getvalue().splitlines()) == lines


def test_a_title_of_an_entry_leads_to_its_address() -> None:
    screen = StringIO()
    line = Item("Minutes", link="https://archive.example/1")
    reply = Reply(items=(line, Item("Chronicle", text="page 2", link="https://archive.example/2")))

    console = Console(file=screen, width=60, force_terminal=True)
    console.print(render(reply))
    console.print(render(Reply(items=(line,))))

    assert screen.getvalue().count("https://archive.example/1") == 2
    assert screen.getvalue().count("https://archive.example/2") == 1


def test_sources_of_which_one_has_the_name_of_another_in_its_own_lead_each_to_its_own() -> None:
    screen = StringIO()
    sources = (SourceLine("A", "NATO Archives", "https://a.example"), SourceLine("B", "NATO", "https://b.example"))

    Console(file=screen, width=60, force_terminal=True).print(render(Reply(text="x", sources=sources)))

    seen = screen.getvalue()
    assert "NATO Archives" in seen.partition("https://b.example")[0]
    assert "NATO" in seen.partition("https://b.example")[2]
