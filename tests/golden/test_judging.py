"""An answer is judged by what a person sees first of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import Choice, Field, Item, Menu, Reply, Statement
from bot.facts.dates import parse_date
from bot.facts.library import Library
from bot.facts.model import Event
from tests.golden.judging import COLUMNS, LINES, Verdict, judge
from tests.golden.questions import GoldenQuestion
from tests.golden.words import holds

LISTED = Item(title="The lamp is lit", date="4 May 1887", text="", id="nobody-in-the-pack")
QUESTION = GoldenQuestion("when was the lamp lit", "date", (("4 May 1887",),))
RIGHT = Verdict(is_anywhere=True, is_on_screen=True, is_first=True)
MISSED = Verdict(is_anywhere=False, is_on_screen=False, is_first=False)
FURTHER_DOWN = Verdict(is_anywhere=True, is_on_screen=False, is_first=False)
NOT_FIRST = Verdict(is_anywhere=True, is_on_screen=True, is_first=False)
NONSENSE = GoldenQuestion("best pizza", "nonsense", is_refused=True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lit on 4 May\n1887", "4 May 1887"),
        ("1887 · the greatest\n4 May  The lamp", "4 May 1887"),
        ("4–9 May 1887", "4 May 1887"),
        ("04 September 1887", "4 September 1887"),
        ("4 Sep 1887", "4 September 1887"),
        ("in Sept. or Sep. 1887", "September 1887"),
        ("He said “no inch”", '"no inch"'),
        ("all 300\u202f000 men", "300 000"),
        ("a ship\n  of the line", "ship of the LINE"),
        ("Saltmarsh\nYes, since 1887.", "Yes"),
        ("No.", "No"),
        ("  No", "No"),
    ],
)
def test_words_are_found_as_people_write_them(text: str, word: str) -> None:
    assert holds(text, [(word,)])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("14 May 1887", "4 May 1887"),
        ("4 May 1888, and never in 1887", "4 May 1887"),
        ("4 May", "4 May 1887"),
        ("4 Maying 1887", "4 May 1887"),
        ("5 March 1887", "5 May 1887"),
        ("2980 people", "298"),
        ("the Prologue", "logue"),
        ("in May 1887", "ay 1887"),
        ("<https://lamp.example/1887>", "1887"),
        ("<https://lamp.exam\nple/1887>", "1887"),
        ("id: lamp-1887", "1887"),
        ("No entry has all of these words.", "No"),
        ("There is no lamp.", "No"),
        ("He said: Yes.", "Yes"),
    ],
)
def test_words_are_not_found_in_others(text: str, word: str) -> None:
    assert not holds(text, [(word,)])


def test_all_words_must_stand_there_of_each_any_spelling() -> None:
    assert holds("the lamp and the ship", [("lamp",), ("boat", "ship")])
    assert not holds("the lamp", [("lamp",), ("boat", "ship")])


def test_a_card_that_holds_the_words_is_right(library: Library) -> None:
    reply = Reply(id="lamp", title="Lamp", fields=(Field("Lit", "4 May 1887"),), items=(replace(LISTED, date=""),))

    assert judge(QUESTION, reply, library) == RIGHT


def test_a_title_a_text_and_a_position_belong_to_a_card(library: Library) -> None:
    for reply in (
        Reply(id="lamp", title="Lit on 4 May 1887"),
        Reply(id="lamp", text="Lit on 4 May 1887"),
        Reply(id="lamp", statements=(Statement("The keeper", "It was on 4 May 1887.", ""),)),
        Reply(id="lamp", statements=(Statement("The keeper", "", "Was there on 4 May 1887."),)),
        Reply(title="4 May 1887"),
    ):
        assert judge(QUESTION, reply, library) == RIGHT


def test_the_list_under_a_card_is_not_its_first_entry(library: Library) -> None:
    assert judge(QUESTION, Reply(id="lamp", title="Lamp", items=(LISTED,)), library) == NOT_FIRST


def test_the_first_line_of_a_list_is_its_first_entry_and_the_second_is_not(library: Library) -> None:
    other = replace(LISTED, date="5 May 1887")

    assert judge(QUESTION, Reply(items=(LISTED, other)), library) == RIGHT
    assert judge(QUESTION, Reply(items=(other, LISTED)), library) == NOT_FIRST


def test_an_answer_above_a_list_is_first(library: Library) -> None:
    assert judge(QUESTION, Reply(text="4 May 1887", items=(replace(LISTED, date=""),)), library) == RIGHT


def test_a_title_that_repeats_the_question_is_no_first_entry(library: Library) -> None:
    reply = Reply(title="Search: was it 4 May 1887?", items=(replace(LISTED, date=""),))

    assert judge(QUESTION, reply, library) == NOT_FIRST


def test_the_first_choice_of_a_menu_is_an_entry(library: Library) -> None:
    lamp, ship = Choice("The lamp, 4 May 1887", "who lamp"), Choice("The ship", "who ship")

    assert judge(QUESTION, Reply(menu=Menu("Which?", (lamp, ship))), library) == RIGHT
    assert judge(QUESTION, Reply(menu=Menu("Which?", (ship, lamp))), library) == NOT_FIRST


def test_what_does_not_fit_the_first_screen_is_further_down(library: Library) -> None:
    above = "\n".join("a line" for _ in range(LINES))

    assert judge(QUESTION, Reply(text=f"{above}\n4 May 1887"), library) == FURTHER_DOWN
    assert judge(QUESTION, Reply(text=f"{above[7:]}\n4 May 1887"), library) == RIGHT


def test_a_long_line_takes_more_of_the_screen(library: Library) -> None:
    above = "word " * (COLUMNS // 5) * LINES

    assert judge(QUESTION, Reply(text=f"{above}\n4 May 1887"), library) == FURTHER_DOWN


def test_a_fact_that_is_not_the_expected_one_is_not_first(library: Library) -> None:
    question = GoldenQuestion("when", "date", (("the day",),), first=("great-flood",))
    item = Item(title="the day", date="", text="", id="great-flood")

    assert judge(question, Reply(items=(item,)), library) == RIGHT
    assert judge(question, Reply(items=(replace(item, id="fair-opens"),)), library) == NOT_FIRST
    assert judge(question, Reply(text="the day"), library) == RIGHT


def test_an_event_of_another_time_is_not_first(library: Library) -> None:
    event = library.fact("great-flood")
    assert isinstance(event, Event)
    reply = Reply(items=(Item(title="the day", date="", text="", id=event.id),))
    question = GoldenQuestion("when", "period", (("the day",),), within=event.date)

    assert judge(question, reply, library) == RIGHT
    assert judge(replace(question, within=parse_date("0999")), reply, library) == NOT_FIRST


def test_a_refusal_without_an_offer_is_right(library: Library) -> None:
    search = Choice("Search for it", "search pizza")

    assert judge(NONSENSE, Reply(text="I know nothing of that.", choices=(search,)), library) == RIGHT
    assert judge(NONSENSE, Reply(title="Nothing found"), library) == RIGHT


@pytest.mark.parametrize(
    "reply",
    [
        Reply(),
        Reply(text="There is no command “best”. /help lists them all."),
        Reply(text="Search", items=(LISTED,)),
        Reply(text="A card", id="lamp"),
        Reply(text="Closest:", choices=(Choice("The lamp", "what lamp"),)),
        Reply(text="Closest:", choices=(Choice("Lampert", "who lampert"),)),
        Reply(text="Closest:", choices=(Choice("The lamp is lit", "sources lamp"),)),
        Reply(text="The lamp", statements=(Statement("The keeper", "It was lit."),)),
        Reply(text="The lamp", fields=(Field("Lit", "4 May 1887"),)),
        Reply(text="Which?", menu=Menu("Which?", (Choice("The lamp", "timeline lamp"),))),
    ],
    ids=[
        "silence",
        "not read",
        "a list",
        "a card",
        "a thing",
        "a stranger",
        "an event",
        "a position",
        "fields",
        "a menu",
    ],
)
def test_strangers_are_no_refusal(reply: Reply, library: Library) -> None:
    assert judge(NONSENSE, reply, library) == MISSED


def test_a_refusal_must_say_what_was_wrong(library: Library) -> None:
    question = replace(NONSENSE, words=(("30 days",),))

    assert judge(question, Reply(text="April has 30 days."), library) == RIGHT
    assert judge(question, Reply(text="I know nothing of that."), library) == MISSED
