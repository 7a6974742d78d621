"""Plain questions to the shipped pack whose answer is more than a match of words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import Bot
from tests.golden.measure import ask, shipped_bot
from tests.golden.questions import GoldenQuestion

ANSWERS = {
    "who commanded nato in 1999": "Wesley Clark",
    "who was us president when the berlin wall fell": "George H. W. Bush",
    "ukraine in nato?": "No",
    "how long did the cold war last": "1945",
    "when was the chernobyl accident": "26 April 1986",
    "did the czech republic join nato": "Yes. Czech Republic",
    "did poland join nato in 2004": "No. Poland · NATO · joined: 12 March 1999",
    "did poland join before 2004": "Yes. Poland",
    "did sweden join before finland": "No. 7 March 2024 · Sweden",
    "did spain join before west germany": "No. 30 May 1982 · Spain",
    "did greece and turkey join at the same time": "Yes. 18 February 1952 · Greece",
    "which joined later, spain or poland": "12 March 1999 · Poland · NATO: joined 30 May 1982",
    "what country joined after montenegro": "27 March 2020 · North Macedonia",
    "who joined with poland": "Czech Republic, Hungary and Poland",
    "who joined after sweden": "joined later: nobody",
    "how many members after 2004": "26 members",
    "how many warsaw pact members": "8 members · Warsaw Pact · 14 May 1955",
    "is russia in the g8": "The G7 leaders drop Russia",
    "is russia in the council of europe": "The Council of Europe expels Russia",
    "who was us president in the korean war": "Harry S. Truman",
    "who led the soviet union in the cuban missile crisis": "Nikita Khrushchev",
    "who led russia in 1962": "Nikita Khrushchev",
    "rutte secretary general since when": "1 October 2024",
    "when was khrushchev ousted": "14 October 1964",
    "when did turkey ratify sweden's membership": "23 January 2024",
    "when did nato take over isaf": "11 August 2003",
    "inf treaty year": "8 December 1987",
    "kursk how many died": "118",
    "malta summit where": "Malta · ",
    "article 5 how many times": "invokes Article 5 for the first time",
    "who signed the budapest memorandum": "Bill Clinton, Leonid Kuchma and John Major",
    'who said "not one inch eastward"': "James Baker · Baker speaks",
    "who said ich bin ein berliner": "John F. Kennedy · President Kennedy",
    "when was the normandy format started": "begun in June 2014",
    "wich countries joind in 1999": "Czech Republic, Hungary and Poland",
    "how meny members has nato": "32 members",
    "isn't turkey in nato": "Yes. Turkey",
    "9 de noviembre de 1989": "The Berlin Wall opens",
    "24 febbraio 2022": "Russia invades Ukraine",
    "which came first nato or the warsaw pact": "4 April 1949 · North Atlantic Treaty Organization",
    "did stalin die before nato was founded": "No. 5 March 1953 · Joseph Stalin · died",
    "was the berlin wall built before the cuban missile crisis": "Yes. 13 August 1961",
    "was gorbachev older than yeltsin": "No. 2 March 1931",
    "who was reagan's secretary of state in 1987": "George Shultz · Secretary of State",
    "clinton's secretary of state": "Warren Christopher · Secretary of State",
    "who became president of russia in 2008": "Dmitry Medvedev · President of Russia",
    "what month did the ussr collapse": "26 December 1991",
    "what began in 1950": "North Korea invades South Korea",
    "what did putin do on 24 february 2022": "24 February 2022: Vladimir Putin",
    "how many days did the august 2008 war last": "5 days",
    "where was the first nato summit held": "Paris · ",
    "when was the last time nato expanded": "7 March 2024 · Sweden",
    "nato 16th member": "30 May 1982 · Spain",
    "since what year has canada been in nato": "4 April 1949 · Canada",
    "when was navalny poisoned": "20 August 2020",
    "when did operation unified protector end": "It ended on 31 October",
    "where is kaliningrad": "between Lithuania and Poland",
    "when did the uk leave the eu": "23 June 2016",
    "did russia ever apply to join nato": "never applied",
    "@Dateline when did slovakia join nato": "29 March 2004",
}
UNKNOWN = {
    "who is prime minister of estonia": "Latest: Juhan Parts",
    "who was nato secretary general in 1950": "Nearest: Hastings Ismay",
    "french president when nato was founded": "Nearest: Charles de Gaulle",
    "who was president of turkey in 1952": "Nothing here answers",
}
STRANGERS = (
    "which european countries are not in nato",
    "which countries don't belong to nato",
    "how many countries are not in nato",
    "when did hitler die",
    "when did beria die",
    "vienna congress 1815",
    "when did wakanda join nato",
    "is georgia in the eu",
    "when did the titanic sink",
    "when was the berlin film festival",
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with shipped_bot(tmp_path_factory.mktemp("shipped")) as bot:
        yield bot


@pytest.mark.parametrize(("question", "answer"), ANSWERS.items())
def test_what_is_asked_is_answered_and_not_merely_found(shipped: Bot, question: str, answer: str) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion(question, "who", ((answer,),))])

    assert verdict.is_on_screen


@pytest.mark.parametrize("question", STRANGERS)
def test_what_the_pack_does_not_know_is_refused(shipped: Bot, question: str) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion(question, "nonsense", is_refused=True)])

    assert verdict.is_on_screen


def test_what_stands_in_a_title_as_it_was_typed_is_no_slip_of_a_name(shipped: Bot) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion("word", "what is", first=("putin-crusade-remark-2011",))])

    assert verdict.is_first


@pytest.mark.parametrize(("question", "said"), UNKNOWN.items())
def test_who_held_an_office_that_is_told_only_of_other_times_is_not_answered_with_them(
    shipped: Bot, question: str, said: str
) -> None:
    ((_, verdict),) = ask(shipped, [GoldenQuestion(question, "office", ((said,),), is_refused=True)])

    assert verdict.is_on_screen
