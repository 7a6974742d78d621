"""Kinds of questions that people type in a chat: who was elected, what may be anything, what only names a country."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped
from tests.golden.judging import rendered

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("when was reagan elected", "Ronald Reagan · President of the United States · 20 January 1981"),
        ("when was merkel elected chancellor", "Angela Merkel · Chancellor of Germany · 22 November 2005"),
        ("when was putin elected president", "26 March 2000 · Vladimir Putin is elected president of Russia"),
        ("when did yeltsin quit", "31 December 1999 · Boris Yeltsin resigns"),
        ("when gorby resign", "25 December 1991 · Gorbachev resigns"),
        ("when did prigozhin march on moscow", "24 June 2023 · Wagner mercenaries mutiny and march toward Moscow"),
        ("where was start signed", "Moscow · George H. W. Bush and Gorbachev sign START I in Moscow"),
        ("date of reykjavik summit", "11 October 1986 · Reagan and Gorbachev meet in Reykjavik"),
        ("when did tito split from stalin", "28 June 1948 · Yugoslavia is expelled from the Cominform"),
        ("what yr did w germany get into nato", "6 May 1955"),
        ("when did the russians go into prague", "20–21 August 1968"),
        ("when did the inf treaty go into force", "1 June 1988"),
        ("when did e germany stop existing", "2 October 1990 · East Germany · dissolved"),
        ("brit pm 2003", "Tony Blair"),
        ("soviet leaders in order", "Mikhail Gorbachev"),
        ("when nato created?? need for school", "4 April 1949"),
        ("is the eu in nato", "No. European Union · NATO: not a member"),
        ("when did the european union join nato", "No. European Union · NATO: not a member"),
        ("когда украина отказалась от ядерного оружия", "1 June 1996 · The last nuclear warheads have left Ukraine"),
    ],
)
def test_the_first_line_tells_what_was_asked(shipped: Bot, line: str, words: str) -> None:
    assert ask(shipped, line).text.startswith(words)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("mh-17", "Flight MH17 is shot down"),
        ("red phone", "Hotline agreement of 1963"),
        ("sept 11 2001 nato reaction", "NATO invokes Article 5 for the first time"),
        ("how did nato react to 11 september 2001", "NATO invokes Article 5 for the first time"),
        ("why didnt nato help hungary in 56", "Soviet troops invade Hungary and crush the uprising"),
        ("who was the first black secretary of state", "Colin Powell"),
        ("why was khruschev removed", "Nikita Khrushchev is overthrown"),
        ("кто построил берлинскую стену", "East Germany closes the border and begins to build the Berlin Wall"),
    ],
)
def test_the_first_entry_is_what_was_asked_about(shipped: Bot, line: str, title: str) -> None:
    assert ask(shipped, line).items[0].title.startswith(title)


@pytest.mark.parametrize("line", ["sfor kfor difference", "difference between sfor and kfor"])
def test_two_names_are_compared_with_and_without_a_word_between(shipped: Bot, line: str) -> None:
    titles = [item.title for item in ask(shipped, line).items]

    assert titles == ["Stabilization Force (SFOR)", "Kosovo Force (KFOR)"]


@pytest.mark.parametrize("line", ["was nato expansion a mistake", "was nato enlargement justified"])
def test_whether_what_is_disputed_was_right_is_told_by_each_side(shipped: Bot, line: str) -> None:
    reply = ask(shipped, line)

    assert reply.title == "NATO enlargement"
    assert len(reply.statements) > 1


@pytest.mark.parametrize("line", ["tell me something interesting", "random fact", "give me a fun fact pls"])
def test_who_asks_for_anything_is_told_what_happened_on_this_day(shipped: Bot, line: str) -> None:
    assert rendered(ask(shipped, line)) == rendered(ask(shipped, "28 november"))


@pytest.mark.parametrize(
    "line",
    [
        "when was the treaty of lisbon", "what's no first use",
        "when did the us give himars", "eurasian union", "is nato in the eu",
        "which nato member has no army", "who was the first black american president",
    ],
)  # fmt: skip
def test_what_no_pack_tells_is_refused_though_some_fact_has_its_words(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).is_error


@pytest.mark.parametrize(
    "line", ["how many nato summits with russia", "how many soldiers did russia send into ukraine"]
)
def test_no_number_is_told_that_counts_something_else(shipped: Bot, line: str) -> None:
    assert ask(shipped, line).text == ""


def test_what_only_something_else_ended_on_is_not_told_as_the_end(shipped: Bot) -> None:
    reply = ask(shipped, "when was detente over")

    assert reply.text == ""
    assert reply.items[0].title == "Détente"


def test_where_an_alliance_is_sent_is_not_asked_as_a_member(shipped: Bot) -> None:
    assert "not a member" not in rendered(ask(shipped, "why is nato in kosovo"))
