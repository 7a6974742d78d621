"""/daily: one private message from the first event to the result, and what it leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from bot.app import Bot
from bot.chat import Reply
from bot.community import Settings
from bot.pictures.recipes import Row
from bot.shelf import Shelf
from bot.store.store import Store
from bot.trivia.daily import Game, GameMoved
from bot.trivia.puzzle import Play
from tests.almanac import write_almanac
from tests.blank import blank
from tests.commands.asking import fields
from tests.platforms import PLATFORMS
from tests.saltmarsh import FOLDER
from tests.school import DAY, HOUR, NOON, School, labels

MIDNIGHT = datetime(2026, 11, 28, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that knows an almanac of ninety years; each test has a community of its own."""
    folder = tmp_path_factory.mktemp("daily")
    shelf = Shelf([write_almanac(folder, 90)], folder / "cache")
    with Store.open(blank(folder / "dateline.db")) as store:
        yield Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS)


@pytest.fixture
def school(bot: Bot) -> School:
    """A community in which nobody has played yet."""
    return School(bot, f"school-{next(_numbers)}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[School]:
    """A community whose packs hold just enough for a game: 72 events beside those of the small pack."""
    shelf = Shelf([FOLDER, write_almanac(tmp_path, 72)], tmp_path / "cache")
    with Store.open(blank(tmp_path / "bot.db")) as store:
        yield School(Bot(shelf, store, lambda: Random(7), platforms=PLATFORMS), "small")


def test_the_first_screen_shows_the_anchor_and_asks_for_the_first_of_five(school: School) -> None:
    shown = school.ask("/daily")

    anchor, first = school.puzzle().anchor, school.puzzle().others[0]
    assert shown.title == "Place it 331 · 1 of 5"
    assert [item.title for item in shown.items] == [anchor.title]
    assert fields(shown) == {"Place this": first.title}
    assert labels(shown) == [f"Before {anchor.year}", f"After {anchor.year}"]
    assert shown.notes == ()


def test_a_move_tells_date_sentence_and_source_and_asks_for_the_next(school: School) -> None:
    shown = school.move(school.ask("/daily"), 0)

    piece = school.puzzle().others[0]
    (told,) = shown.statements
    assert told.who.endswith(f" {piece.year}")
    assert told.says == "What the almanac tells of it."
    assert [source.title for source in told.sources] == ["The almanac of Saltmarsh"]
    assert shown.title == "Place it 331 · 2 of 5"
    assert (len(shown.items), len(shown.choices)) == (2, 3)


def test_no_year_of_what_is_to_be_placed_is_told_before(school: School) -> None:
    shown = school.ask("/daily")
    for turn in range(5):
        to_come = {str(piece.year) for piece in school.puzzle().others[turn:]}
        seen = str((shown.title, shown.text, shown.fields, shown.items, shown.statements, labels(shown)))
        assert to_come.isdisjoint(re.findall(r"\d{4}", seen))
        shown = school.move(shown, 0)


def test_everything_is_private_and_one_message_is_edited(school: School) -> None:
    first = school.ask("/daily")
    second = school.move(first, 0)
    back = school.ask("daily show day:2026-11-27")

    assert all(reply.is_private for reply in (first, second, back))
    assert (first.replaces, second.replaces, back.replaces) == (False, True, True)


@pytest.mark.parametrize("slot", [0, 1])
def test_a_press_that_comes_twice_counts_once_and_shows_the_game_as_it_stands(school: School, slot: int) -> None:
    first = school.ask("/daily")
    once = school.move(first, 1)

    assert school.move(first, slot) == once
    assert school.game().slots == (1,)


def test_a_slot_that_is_not_there_changes_nothing(school: School) -> None:
    school.ask("/daily")

    assert school.ask("daily place day:2026-11-27 turn:0 slot:2").title == "Place it 331 · 1 of 5"
    assert school.game().slots == ()


def test_a_game_is_gone_on_with_where_one_left_it(school: School) -> None:
    shown = school.move(school.move(school.ask("/daily"), 0), 2)

    assert replace(school.ask("/daily", NOON + HOUR), replaces=True) == shown


def test_who_knows_all_has_all_five_and_a_streak(school: School) -> None:
    shown = school.play()

    assert (shown.title, shown.text) == ("Place it 331 · 5/5 🟩🟩🟩🟩🟩", "All five in their place!")
    assert fields(shown) == {"Days in a row": "1"}
    assert labels(shown) == ["Share"]
    assert shown.notes == ("The next one: Sat 28 Nov 2026, 00:00 (UTC)",)


def test_the_finished_row_marks_what_was_missed_and_leads_to_the_sources(school: School) -> None:
    shown = school.play(wrong=2)

    puzzle = school.puzzle()
    signs = {puzzle.anchor.id: "⬜"} | {
        piece.id: "🟥" if turn < 2 else "🟩" for turn, piece in enumerate(puzzle.others)
    }
    assert [(item.date[0], item.title) for item in shown.items] == [
        (signs[piece.id], piece.title) for piece in puzzle.row
    ]
    assert {item.link for item in shown.items} == {"https://saltmarsh.example/almanac"}
    assert shown.text == "3 of 5 in their place."


def test_the_finished_row_is_a_picture_where_pictures_are_on(school: School) -> None:
    shown = school.play(wrong=2)

    assert shown.picture
    assert isinstance(shown.picture.recipe, Row)
    assert [(place.title, place.outcome == "wrong") for place in shown.picture.recipe.places] == [
        (item.title, item.date[0] == "🟥") for item in shown.items
    ]
    assert all(item.title in shown.picture.alt for item in shown.items)
    school.set(Settings(has_pictures=False))
    assert school.ask("/daily").picture is None


def test_it_can_be_played_once_a_day(school: School) -> None:
    done = school.play(wrong=1)

    again = school.ask("/daily", NOON + HOUR)

    assert (again.title, again.items) == (done.title, done.items)
    assert labels(again) == ["Share", "Learn these"]
    assert school.game().score == 4


def test_all_of_a_community_have_one_puzzle_and_another_has_its_own(tmp_path: Path, bot: Bot) -> None:
    luck = Random(1)
    with Store.open(blank(tmp_path / "bot.db")) as store:
        here, there = (School(Bot(bot.shelf, store, lambda: luck, platforms=PLATFORMS), id) for id in ("a", "b"))

        assert here.ask("/daily") == here.ask("/daily", who="other")
        assert here.puzzle() != (there.ask("/daily"), there.puzzle())[1]


def test_the_day_is_the_community_s_and_not_that_of_utc(school: School) -> None:
    school.set(Settings(zone="Pacific/Auckland"))

    assert school.ask("/daily", datetime(2026, 11, 27, 10, 59, tzinfo=UTC)).title == "Place it 331 · 1 of 5"
    assert school.ask("/daily", datetime(2026, 11, 27, 14, tzinfo=UTC)).title == "Place it 332 · 1 of 5"


def test_a_streak_goes_on_day_by_day(school: School) -> None:
    ends = [school.play(at=NOON + number * DAY) for number in range(3)]

    assert [fields(end)["Days in a row"] for end in ends] == ["1", "2", "3"]


def test_a_game_begun_before_midnight_may_be_ended_until_three(school: School) -> None:
    school.move(school.ask("/daily", MIDNIGHT - HOUR), 0, MIDNIGHT - HOUR)

    shown = school.ask("/daily", MIDNIGHT + HOUR)
    assert shown.title == "Place it 331 · 2 of 5"
    assert shown.notes == ("Begun before midnight; it counts until: Sat 28 Nov 2026, 03:00 (UTC)",)
    assert school.press(shown, "Today's", MIDNIGHT + HOUR).title == "Place it 332 · 1 of 5"
    end = school.guess(shown, MIDNIGHT + 3 * HOUR - timedelta(seconds=1))

    assert school.game().counts
    assert fields(end) == {"Days in a row": "1"}
    assert school.ask("/daily", MIDNIGHT + 2 * HOUR).title == "Place it 332 · 1 of 5"


def test_after_three_it_can_be_ended_but_counts_for_nothing(school: School) -> None:
    end = school.guess(school.ask("/daily", MIDNIGHT - HOUR), MIDNIGHT + 3 * HOUR)

    assert not school.game().counts
    assert "For practice" in end.notes[0]
    assert fields(end) == {}
    assert not {"Share"} & {*labels(end)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("yesterday", 330),
        ("today", 331),
        ("friday", 331),
        ("thursday", 330),
        ("1 january", 1),
        ("27 november", 331),
        ("28 february", 59),
        ("2026-11-20", 324),
        ("12", 12),
        ("#12", 12),
    ],
)
def test_an_older_one_is_played_by_its_day(school: School, text: str, number: int) -> None:
    assert school.ask(f"/daily {text}").title == f"Place it {number} · 1 of 5"


@pytest.mark.parametrize(
    "text", ["tomorrow", "332", "0", "#1949", "2026-11-28", "2025-12-31", "1949-04-04", "28 november 2026"]
)
def test_a_day_without_a_puzzle_is_refused_and_those_there_are_are_told(school: School, text: str) -> None:
    shown = school.ask(f"/daily {text}")

    assert shown.is_error
    assert "The first you can play: 1 January 2026. The last: 27 November 2026." in shown.text


@pytest.mark.parametrize("text", ["someday", "99999", "1 2"])
def test_what_names_no_game_is_refused_with_what_to_write(school: School, text: str) -> None:
    assert "or a game's number, as 331." in school.ask(f"/daily {text}").text


def test_a_day_to_come_is_none_of_the_year_before(school: School) -> None:
    assert school.ask("/daily 28 november 2027", NOON + 100 * DAY).is_error


def test_what_is_begun_after_midnight_is_practice_and_today_s_comes_first(school: School) -> None:
    shown = school.ask("/daily yesterday", MIDNIGHT + HOUR)

    assert "For practice" in shown.notes[0]
    assert school.ask("/daily", MIDNIGHT + HOUR).title == "Place it 332 · 1 of 5"
    assert not school.game().counts
    school.guess(shown, MIDNIGHT + HOUR)
    assert not school.game().counts


def test_an_older_one_counts_for_no_streak_and_is_not_shared(school: School) -> None:
    end = school.guess(school.ask("/daily yesterday"))
    school.play()

    assert labels(end)[-1] == "Today's"
    assert [note.partition(":")[0] for note in end.notes] == ["For practice"]
    assert "Share" not in labels(end)
    assert "cannot be shared" in school.ask("daily share day:2026-11-26").text
    assert fields(school.ask("/daily")) == {"Days in a row": "1"}


def test_an_older_puzzle_has_no_event_of_the_day_after(school: School) -> None:
    school.ask("/daily")
    school.ask("/daily yesterday")

    today, yesterday = ({piece.id for piece in school.puzzle(at).row} for at in (NOON, NOON - DAY))
    assert today.isdisjoint(yesterday)


def test_a_result_is_shared_once_in_squares_and_words_and_tells_nothing_of_the_puzzle(school: School) -> None:
    shared = school.press(school.play(wrong=1), "Share")
    again = school.ask("daily share day:2026-11-27")

    assert replace(shared, choices=()) == Reply(
        title="Dateline 331 · 4/5 🟥🟩🟩🟩🟩",
        text="pupil: wrong, right, right, right, right",
        people=("pupil",),
        is_private=False,
    )
    assert [choice.action for choice in shared.choices] == ["daily"]
    assert (again.text, again.is_private) == ("You have shared that one already.", True)
    assert labels(school.ask("/daily")) == ["Learn these"]


def test_where_there_is_no_channel_nothing_is_shared_and_it_can_be_shared_elsewhere(school: School) -> None:
    school.play()

    refused = replace(school, channel="").ask("daily share day:2026-11-27")

    assert "Write /daily in the channel" in refused.text
    assert school.ask("daily share day:2026-11-27").title == "Dateline 331 · 5/5 🟩🟩🟩🟩🟩"


@pytest.mark.parametrize("what", ["share", "learn"])
def test_what_is_not_over_is_neither_shared_nor_learned(school: School, what: str) -> None:
    school.ask("/daily")

    assert "not placed all five" in school.ask(f"daily {what} day:2026-11-27").text


def test_a_game_that_was_not_begun_takes_no_move(school: School) -> None:
    school.ask("/daily", who="other")

    assert "You have not begun that game." in school.ask("daily place day:2026-11-27 turn:0 slot:0").text


def test_misses_become_cards_that_come_back(school: School) -> None:
    card = school.press(school.play(wrong=2), "Learn these")
    first, second = Play(school.puzzle(), school.game().slots).missed

    assert (card.title, card.notes[0]) == ("Card 1 of 2", "What you misplaced in Place it 331")
    assert first.title in card.text
    cards = school.bot.store.read(lambda records: records.cards(school.user()))
    assert {each.asked.id for each in cards} == {f"year:{first.id}", f"year:{second.id}"}
    school.ask("card stop")
    again = school.ask("/study", NOON + HOUR)
    assert again.text.removeprefix("In which year was this? ") in (first.title, second.title)


def test_the_answer_to_such_a_card_is_the_year_with_its_source(school: School) -> None:
    card = school.press(school.play(wrong=1), "Learn these")

    answer = school.press(card, "Show answer")

    assert f"The answer: {school.puzzle().others[0].year}" in answer.text
    assert answer.sources


def test_who_missed_nothing_has_nothing_to_learn(school: School) -> None:
    school.play()

    assert "nothing to learn" in school.ask("daily learn day:2026-11-27").text


def test_the_table_is_there_where_leaderboards_are_on(school: School) -> None:
    for number in range(5):
        school.play(at=NOON - number * DAY)
        school.play(wrong=5, at=NOON - number * DAY, who="other")
    assert "switched off" in school.ask("daily table day:2026-11-27").text
    school.moderate("/settings set leaderboards:yes")

    shown = school.press(school.ask("/daily"), "Table")

    assert fields(shown) == {"1. pupil (you)": "3.8 · 5 games", "2. other": "1.2 · 5 games"}
    assert shown.people == ("pupil", "other")
    assert shown.replaces
    assert school.press(shown, "Back").title == "Place it 331 · 5/5 🟩🟩🟩🟩🟩"


def test_the_table_counts_thirty_days_and_no_practice(school: School) -> None:
    for number in (26, 27, 28, 29, 30):
        school.play(at=NOON - number * DAY)
    school.guess(school.ask("/daily yesterday"))
    school.moderate("/settings set leaderboards:yes")

    assert school.ask("daily table day:2026-11-27").text == "Nobody has played enough games yet."
    school.play()
    assert fields(school.ask("daily table day:2026-11-27")) == {"1. pupil (you)": "5.0 · 5 games"}


def test_the_table_lists_the_best_twenty_and_oneself(school: School) -> None:
    days = [NOON.date() - number * DAY for number in range(5)]
    people = {school.user(f"other-{number:02}" if number else "pupil"): min(number, 5) for number in range(22)}
    moves = [GameMoved(who, Game(day, (0,) * 5, True, score), NOON) for who, score in people.items() for day in days]
    school.bot.store.transact(lambda records: (None, moves))
    school.moderate("/settings set leaderboards:yes")

    shown = school.ask("daily table day:2026-11-27")

    assert [field.name.partition(".")[0] for field in shown.fields] == [*map(str, range(1, 21)), "22"]
    assert shown.fields[-1].name == "22. pupil (you)"
    assert shown.notes[-1] == "Only the best are listed, and you."


def test_with_too_few_events_the_game_is_off_and_says_so(small: School) -> None:
    assert not small.ask("/daily").is_error
    small.set(Settings(packs_off=("almanac-72",)))

    # Whoever plays today's goes on; tomorrow there is none.
    assert not small.ask("/daily", NOON + HOUR).is_error
    shown = small.ask("/daily", NOON + DAY)
    assert shown.is_error
    assert "needs 72 events" in shown.text
    assert re.search(r"the packs that are on have \d\.", shown.text)


def test_what_is_reported_as_wrong_is_left_out_until_the_report_is_closed(small: School) -> None:
    small.set(Settings(packs_off=("saltmarsh",)))
    small.ask("/report event-1950 It was a year later.")
    assert "have 71" in small.ask("/daily").text

    small.moderate("/reports close 1")

    assert not small.ask("/daily").is_error


def test_what_is_kept_is_shown_exported_and_deleted(school: School) -> None:
    school.play()
    assert fields(school.ask("/privacy show")) == {"Daily games you played": "1"}
    assert b'"slots"' in school.ask("/privacy export").files[0].content

    school.ask("privacy delete sure:yes")

    assert school.bot.store.read(lambda records: records.game(school.user(), NOON.date())) is None
    assert school.puzzle()


@settings(max_examples=15)
@given(slots=st.tuples(*(st.integers(0, most) for most in range(1, 6))))
def test_every_order_of_presses_ends_with_five_placed(bot: Bot, slots: tuple[int, ...]) -> None:
    school, who = School(bot, "orders"), f"pupil-{next(_numbers)}"
    shown = school.ask("/daily", who=who)
    for slot in slots:
        shown = school.move(shown, slot, who=who)

    assert school.game(who=who).score == Play(school.puzzle(), slots).score
    assert [item.date[-4:] for item in shown.items] == [str(piece.year) for piece in school.puzzle().row]
