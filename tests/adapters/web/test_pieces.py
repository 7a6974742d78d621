"""What the board, the seats and the host's page share, as somebody hears it who does not see the screen."""

from __future__ import annotations

import re

from adapters.web import pieces
from adapters.web.citing import sources
from adapters.web.frames import frame
from adapters.web.pieces import Scene
from adapters.web.plain import plain
from bot.chat import Channel, SourceLine, User
from bot.facts.library import Library
from bot.replies.catalog import catalog
from bot.rooms import Watched
from bot.trivia.records import Started
from bot.trivia.round import Round
from bot.trivia.seats import Room
from tests.trivia.rounds import ADA, BOB, CAT, MAYOR, NOON, SECOND, YEAR, due, finished, given, opened


def answered() -> Round:
    """Return a round in which two were right and one was wrong."""
    current = opened()
    for player, choice in ((ADA, 0), (BOB, 0), (CAT, 1)):
        current, _ = current.answer(given(player, choice, NOON + 10 * SECOND))
    return current


def scene(current: Round, library: Library) -> Scene:
    host = User("discord", "saltmarsh", "teacher")
    started = Started(current, Channel("discord", "saltmarsh", "class"), host, NOON)
    return Scene(Watched(started, Room(current.id, "CODE"), (), None), catalog("en"), library, "")


def heard(page: str) -> list[str]:
    """Return what is said instead of each number."""
    return re.findall(r'class="number" aria-label="([^"]*)"', page)


def test_a_number_is_heard_with_what_it_counts(library: Library) -> None:
    shown = scene(answered(), library)

    assert heard(pieces.shares(shown, MAYOR)) == ["2 answers", "1 answer", "0 answers"]
    assert heard(pieces.places(scene(finished(answered()), library), 3)) == ["1 right", "1 right"]
    assert 'aria-label="3 answers"' in pieces.shares(shown, MAYOR)
    assert 'aria-label="Next question in"' in pieces.countdown(NOON, "Next question in")


def test_standings_are_shown_from_the_second_question_on(library: Library) -> None:
    first = answered()
    revealed = first.tick(due(first))
    second = revealed.tick(due(revealed))

    assert [scene(current, library).has_standings for current in (first, revealed, second)] == [False, False, True]


def test_who_shares_the_last_place_that_is_listed_is_counted_and_who_comes_after_is_not(library: Library) -> None:
    shared = answered()
    revealed = shared.tick(due(shared))
    second = revealed.tick(due(revealed))
    ahead, _ = second.answer(given(ADA, YEAR.right, due(revealed), question=1))

    assert "with 1 other" in pieces.places(scene(finished(shared), library), 1)
    assert "with " not in pieces.places(scene(finished(ahead), library), 1)


def test_an_answer_changes_the_page_of_its_own_seat_alone(library: Library) -> None:
    answered, _ = opened().answer(given(ADA, 0, NOON))
    before, after = (frame(scene(current, library)) for current in (opened(), answered))

    assert after.differs(before, "seat", ADA.id)
    assert not after.differs(before, "seat", BOB.id)


SOURCES = (SourceLine("Minutes", "Town", "https://saltmarsh.example/minutes"), SourceLine("A diary", ""))


def test_sources_are_linked_unless_whoever_reads_is_to_stay() -> None:
    linked, named = (sources(catalog("en"), SOURCES, has_links=has_links) for has_links in (True, False))

    assert 'href="https://saltmarsh.example/minutes"' in linked
    assert ">Town: Minutes</a> · <span>A diary</span>" in linked
    assert "<span>Town: Minutes</span> · <span>A diary</span>" in named


def test_a_page_is_as_wide_as_the_screen_and_tells_its_language() -> None:
    page = plain(catalog("de"), "Mitmachen")

    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert re.search(r'<html lang="\w+">.*<h1>Mitmachen</h1>', page)
