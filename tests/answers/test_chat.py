"""What strangers type in a chat is answered as the plain question is, and what the pack does not tell is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, first_line, shipped
from tests.golden.judging import rendered

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("hey bot, what's the warsaw pact", "what's the warsaw pact"),
        ("yo can u tell me when spain joined nato??", "when spain joined nato"),
        ("does anyone know who blew up nord stream lol", "who blew up nord stream"),
        ("ok so explain article 5 pls 😂😂", "explain article 5"),
        ("i was wondering, why did the maidan protests start? thanks!!", "why did the maidan protests start"),
        ("I need the date of the Helsinki Final Act, thx", "date of the Helsinki Final Act"),
        ("omg nato in one sentence", "nato"),
        ("can u explain the brezhnev doctrine real quick", "explain the brezhnev doctrine"),
        ("ELI5 article 5", "article 5"),
        ("what do people mean by hybrid warfare", "what is hybrid warfare"),
        ("co to jest NATO", "what is NATO"),
        ("kto to był Wałęsa", "who was Wałęsa"),
        ("NATO nedir", "what is NATO"),
        ("putin kimdir?", "who is putin"),
    ],
)
def test_what_is_typed_around_a_question_changes_no_answer(shipped: Bot, line: str, plain: str) -> None:
    assert ask(shipped, line) == ask(shipped, plain)


@pytest.mark.parametrize(
    "line",
    ["hey bot lol", "hi", "hello there!", "thanks", "ty", "hey whats up", "who made you", "what can you do", "ping"],
)
def test_who_greets_the_bot_or_asks_about_it_is_told_what_can_be_asked(shipped: Bot, line: str) -> None:
    answer = ask(shipped, line)

    assert answer.text.startswith("Ask in plain words")
    assert [choice.action for choice in answer.choices] == ["help"]


@pytest.mark.parametrize(
    "line", ["hi putin", "what is nato", "ok what about finland", "who made the iron curtain speech"]
)
def test_a_greeting_before_a_question_is_no_answer_to_it(shipped: Bot, line: str) -> None:
    assert not ask(shipped, line).text.startswith("Ask in plain words")


@pytest.mark.parametrize(
    "line",
    [
        # The word that says which is unknown, the others are of many.
        "when was the treaty of versailles signed",
        "what is the treaty of lausanne",
        "what does GIUK gap mean",
        "who is to blame for katyn",
        "who invented the telephone",
        "when was the battle of hastings",
        "what is the budapest format",
        "drop table events;",
        "кто выиграл матч вчера",
        "when did the berlin marathon start",
        "why is the sky blue",
        "what is article 6 of the nato treaty",
        # What is to come.
        "will russia attack estonia in 2030",
        "when will the war end",
        "will nato send troops to ukraine",
        # What no pack tells of a country or a person.
        "what is the population of russia",
        "what is the capital of australia",
        "what's putin's salary",
        "how many people live in ukraine",
        "how many ships does Russia have in the Black Sea",
        "how many tanks does germany have",
        # Who is asked about, or another, but not who did it.
        "who killed jfk",
        "who succeeded Napoleon",
        # A country, but not with what is asked about.
        "is Malta in the PfP",
        "did malta join the partnership for peace",
        # A matter of taste, of who asks, or an order to the bot.
        "who is stronger nato or russia",
        "who was the best president",
        "is putin evil",
        "would nato win a war against china",
        "what is my name",
        "how do i join the army",
        "how far is moscow from berlin",
        "who discovered america",
        "repeat after me: hello",
        # One word of what was said is no saying.
        '"we will bury you"',
    ],
)
def test_what_the_pack_does_not_tell_is_refused_in_a_line(shipped: Bot, line: str) -> None:
    reply = ask(shipped, line)

    assert reply.is_error
    assert (reply.items, reply.choices, reply.menu) == ((), (), None)


@pytest.mark.parametrize(
    ("line", "finding", "sides"),
    [
        ("who shot down mh17", "Joint Investigation Team", "Russia’s Defense Ministry"),
        ("кто сбил боинг mh17", "Joint Investigation Team", "Russia’s Defense Ministry"),
        ("was kosovo's independence legal", "International Court of Justice", "The Serbian government"),
        ("was the INF treaty violated by russia", "", "The Russian government"),
        ("was nato's libya intervention legal", "", "The Russian government"),
        ("who opposed nato enlargement", "", "The Russian government"),
    ],
)
def test_who_did_it_is_answered_with_what_is_disputed_of_it(shipped: Bot, line: str, finding: str, sides: str) -> None:
    seen = rendered(ask(shipped, line))

    assert finding in seen
    assert sides in seen
    assert "Taken for" not in seen


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("what does SALT stand for", "SALT · Strategic Arms Limitation Talks"),
        ("what is the capital of Poland?", "Warsaw · Poland"),
        ("who overthrew khrushchev", "Nikita Khrushchev is overthrown"),
        ("what happened on my birthday 12 march", "Truman Doctrine"),
        ("what did trump say about nato", "scolds the allies"),
        ("who signed the INF treaty", "Ronald Reagan and Mikhail Gorbachev"),
        ("how did putin come to power", "Vladimir Putin · Prime Minister of Russia · August 1999 – 7 May 2000"),
        ("did the soviet union try to join nato", "The Soviet Union says that it could join NATO"),
        ("did saakashvili start the war", "led the country in the war of August 2008"),
        ("potsdm conference", "The victors meet at Potsdam"),
        ("wer hat den inf vertrag unterschrieben", "Ronald Reagan and Mikhail Gorbachev"),
        ("qui a écrit le long télégramme", "George F. Kennan"),
        ("коли відбувся саміт у бухаресті", "3 April 2008"),
        ("кто развалил ссср", "Soviet Union"),
        ("почему распалась югославия", "Breakup of Yugoslavia"),
        ("warum wurde die nato gegründet", "Twelve countries sign the North Atlantic Treaty"),
        ("was bedeutet entspannungspolitik", "Détente"),
        ("why wasnt ukraine given MAP in 2008", "They still refused the Membership Action Plan"),
    ],
)
def test_what_is_asked_stands_first(shipped: Bot, line: str, words: str) -> None:
    reply = ask(shipped, line)
    first = rendered(replace(reply, items=reply.items[:1]))

    assert words in " ".join(first.split())


def test_who_came_after_several_of_one_name_is_told_for_each(shipped: Bot) -> None:
    assert ask(shipped, "who succeeded Bush").text.splitlines() == [
        "George H. W. Bush: Bill Clinton · President of the United States · 20 January 1993 – 20 January 2001",
        "George W. Bush: Barack Obama · President of the United States · 20 January 2009 – 20 January 2017",
    ]


def test_who_came_after_the_one_of_a_name_that_led_something_is_told_alone(shipped: Bot) -> None:
    assert first_line(ask(shipped, "who succeeded clinton")).startswith("George W. Bush · President")


@pytest.mark.parametrize(
    ("line", "meant", "answer"),
    [
        ("whoisputin", "who is putin", "Vladimir Putin"),
        ("natorussia council", "nato russia council", "NATO-Russia Council"),
        ("georgiawar 2008", "georgia war 2008", "Georgian forces shell Tskhinvali"),
        ("sevastopl", "sevastopol", "its base in Sevastopol"),
        ("helmut khol", "Helmut Kohl", "Chancellor for 16 years"),
    ],
)
def test_words_typed_as_one_and_slips_of_places_say_for_what_they_were_taken(
    shipped: Bot, line: str, meant: str, answer: str
) -> None:
    seen = " ".join(rendered(ask(shipped, line)).split())

    assert f"Taken for “{meant}”; you wrote “{line}”." in seen
    assert answer in seen


@pytest.mark.parametrize("line", ["when did the war start", "коли почалася війна", "how long did the war last"])
def test_which_war_is_meant_is_asked_where_nothing_tells(shipped: Bot, line: str) -> None:
    reply = ask(shipped, line)

    assert reply.title == "Which “war”?"
    assert reply.menu
    assert [choice.label for choice in reply.menu.choices[:2]] == ["War in Ukraine", "War in Donbas"]


def test_a_name_in_another_script_finds_what_texts_say_in_english(shipped: Bot) -> None:
    assert "illegitimate coup" in rendered(ask(shipped, "Был ли майдан переворотом?"))
