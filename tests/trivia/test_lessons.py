"""Whole rounds in a classroom, over both databases: from the start to the report."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from bot.chat import Channel, Reply, User
from bot.community import Community, Settings, SettingsChanged, Starter
from bot.trivia.plan import Mode, Plan
from bot.trivia.questions.asked import Asked, Form
from bot.trivia.records import Started
from bot.trivia.round import begin
from tests.trivia.classroom import NINE, Classroom

SCHOOL = Community("console", "school")
# Two events of the pack, in their order.
DATED = ("north-atlantic-treaty-in-force", "berlin-wall-opens-1989")


def test_a_round_runs_by_itself_from_start_to_end(classroom: Classroom) -> None:
    classroom.play()

    first, revealed, second, _, end = classroom.titles()
    assert (first, second, end) == ("Question 1 of 2", "Question 2 of 2", "The round is over")
    assert revealed.startswith("The answer: ")
    assert classroom.posts()[-1].text == "The winner: Player 1!"


def test_an_answer_is_private_and_does_not_tell_before_time_is_up(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)

    reply = classroom.press(0, "ann")

    assert reply.is_private
    assert reply.text.startswith("Your answer is in: A: ")


def test_the_reveal_tells_the_answer_its_source_and_how_many_chose_what_but_not_who_was_wrong(
    classroom: Classroom,
) -> None:
    classroom.ask("/trivia start number:1 names:yes")
    classroom.wait(6)
    classroom.answers(right="ann", wrong="bob cat")
    classroom.wait(22)

    revealed = classroom.posts()[1]
    assert sorted(field.value for field in revealed.fields if field.value.isdecimal())[-1] == "2"
    assert revealed.sources
    assert "Ann Miller" in str(revealed)
    assert "Bob" not in str(revealed)
    assert "Cat" not in str(revealed)


def test_a_question_counts_down_by_a_moment_and_not_by_edits(classroom: Classroom) -> None:
    classroom.ask("/trivia start seconds:30")
    classroom.wait(5)

    countdown = classroom.posts()[0].countdown
    assert countdown
    assert countdown.until == classroom.now + timedelta(seconds=30)


def test_one_answer_each_and_the_first_counts(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.press(0, "ann")

    assert "first answer counts" in classroom.press(1, "ann").text


def test_an_answer_can_be_changed_where_the_host_said_so(classroom: Classroom) -> None:
    classroom.ask("/trivia start change:yes")
    classroom.wait(6)
    classroom.press(0, "ann")
    classroom.press(1, "ann")

    assert [one.choice for one in classroom.started().round.answers] == [1]


def test_an_answer_after_its_time_is_refused(classroom: Classroom) -> None:
    classroom.ask("/trivia start seconds:20")
    classroom.wait(5)
    classroom.now += timedelta(seconds=20)

    assert classroom.press(0, "ann").text == "Too late: time was up."


def test_one_round_a_channel_with_a_clear_message(classroom: Classroom) -> None:
    classroom.ask("/trivia start")

    assert classroom.ask("/trivia start").text == "A round is running here. /trivia stop ends it."


def test_another_channel_has_its_own_round(classroom: Classroom) -> None:
    other = Classroom(classroom.bot, Channel("console", "school", "other"))
    classroom.ask("/trivia start")

    assert not other.ask("/trivia start").is_error


def test_start_stop_start_within_a_second_leaves_one_round(classroom: Classroom) -> None:
    with ThreadPoolExecutor(8) as people:
        lines = ["/trivia start", "/trivia stop"] * 4 + ["/trivia start"] * 4
        list(people.map(classroom.ask, lines))
    classroom.ask("/trivia start")

    running = classroom.bot.store.read(lambda records: len(records.due_rounds(NINE + timedelta(hours=1))))
    assert running == 1


def test_a_stopped_round_names_its_winner(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.answers(right="ann", wrong="bob")

    assert classroom.ask("/trivia stop").text == "The winner: Player 1!"


def test_only_the_host_or_a_moderator_moves_a_round(classroom: Classroom) -> None:
    classroom.ask("/trivia start")

    for line in ("stop", "pause", "skip", "report", "accept 1 x", "extra ann 9", "rename ann x", "remove ann"):
        assert classroom.ask(f"/trivia {line}", "ann").is_error
    assert not classroom.ask("/trivia stop", "head", is_moderator=True).is_error


def test_who_may_start_is_a_setting(classroom: Classroom) -> None:
    classroom.save(SettingsChanged(SCHOOL, Settings(starters=Starter.MODERATORS)))

    assert classroom.ask("/trivia start", "ann").is_error
    assert not classroom.ask("/trivia start", "head", is_moderator=True).is_error


def test_a_pause_stops_the_clock_and_the_question_is_asked_again(classroom: Classroom) -> None:
    classroom.ask("/trivia start seconds:20")
    classroom.wait(10)
    classroom.ask("/trivia pause")
    classroom.wait(100)
    classroom.ask("/trivia resume")

    countdown = classroom.posts()[-1].countdown
    assert classroom.titles() == ["Question 1 of 10", "Question 1 of 10"]
    assert countdown
    assert countdown.until == classroom.now + timedelta(seconds=15)


def test_skipping_reveals_at_once(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.ask("/trivia skip")

    assert classroom.posts()[-1].notes == ("The question was skipped; it counts for nobody.",)


def test_the_first_right_answer_ends_the_question_where_the_first_wins(classroom: Classroom) -> None:
    classroom.ask("/trivia start mode:first")
    classroom.wait(6)
    right = classroom.right()

    assert classroom.press(1 - min(right, 1), "bob").text.startswith("Not ")
    assert classroom.press(right, "ann").text.startswith("Right: ")
    assert classroom.press(right, "cat").is_error
    assert classroom.titles()[-1].startswith("The answer: ")


def test_answers_can_be_typed_with_slips(classroom: Classroom) -> None:
    classroom.ask("/trivia start mode:type")
    classroom.wait(6)
    asked = classroom.started().round.asked
    assert asked

    form = classroom.ask(classroom.posts()[-1].choices[0].action, "ann").form
    assert form
    assert classroom.ask(f'{form.action} text:"{asked.answer.upper()}"', "ann").text.startswith("Your answer is in")
    assert [one.is_right for one in classroom.started().round.answers] == [True]


def test_a_letter_can_be_typed_for_a_choice(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.ask("/answer b", "ann")

    assert [one.choice for one in classroom.started().round.answers] == [1]


def test_an_answer_the_host_accepts_counts_and_the_scores_follow(classroom: Classroom) -> None:
    classroom.ask("/trivia start mode:type number:1")
    classroom.wait(6)
    for pupil in ("ann", "bob"):
        classroom.ask("/answer my own words", pupil)
    classroom.wait(60)
    offered = classroom.ask("/trivia accept 1").choices

    assert [choice.label for choice in offered] == ["my own words"]
    assert "2 players" in classroom.ask(offered[0].action).text
    assert classroom.ask("/trivia standings", "bob").notes == ("You (Player 2): place =1, 1 right of 1 answered.",)


def test_standings_do_not_tell_which_answer_to_the_open_question_is_right(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:1 change:yes")
    classroom.wait(6)
    told = set()
    for choice in range(4):
        classroom.press(choice, "ann")
        told.add(classroom.ask("/trivia standings", "ann").notes)
    classroom.ask("/trivia pause")
    told.add(classroom.ask("/trivia standings", "ann").notes)
    classroom.ask("/trivia resume")
    classroom.press(classroom.right(), "ann")
    classroom.wait(30)

    assert told == {("You (Player 1): place 1, 0 right of 0 answered.",)}
    assert "1 right of 1" in classroom.ask("/trivia standings", "ann").notes[0]


def test_a_survey_has_no_winner(classroom: Classroom) -> None:
    classroom.own()
    classroom.play("/trivia start mode:survey number:2 pack:mood")

    end = classroom.posts()[-1]
    assert (end.text, end.fields) == ("", ())
    assert "What you said" in classroom.titles()


def test_a_survey_asks_nothing_of_the_packs_of_facts(classroom: Classroom) -> None:
    refused = classroom.ask("/trivia start mode:survey")

    assert "/packs import" in refused.text
    assert classroom.posts() == []


@pytest.mark.parametrize("line", ["/answer zzz", '/answer "no idea"'])
def test_what_is_none_of_the_choices_is_no_answer(classroom: Classroom, line: str) -> None:
    classroom.own()
    classroom.ask("/trivia start number:1 pack:mood")
    classroom.wait(6)

    assert "is none of the choices. Type a letter, A, B or C" in classroom.ask(line, "ann").text
    assert classroom.started().round.answers == ()
    assert classroom.ask("/answer perhap", "ann").text.endswith(": Perhaps")


def test_a_tie_is_told_as_a_tie(classroom: Classroom) -> None:
    classroom.play(right="ann bob", wrong="cat")

    places = [field.name for field in classroom.ask("/trivia standings").fields]
    assert places == ["=1. Player 1", "=1. Player 2"]


def test_at_ones_own_tempo_an_order_is_told_with_its_list_and_dates(classroom: Classroom) -> None:
    order = Asked("order:x", Form.ORDER, "", ("1 – 2", "2 – 1"), 0, DATED, listed=("First thing", "Second thing"))
    plan = Plan((order,), mode=Mode.OWN, until=NINE + timedelta(days=1))
    host = User("console", "school", "teacher")
    classroom.save(Started(begin("orders22", plan, NINE), classroom.channel, host, NINE))

    reply = classroom.ask("answer round:orders22 question:0 choice:1", "ann")

    assert reply.text == "Not right: 2 – 1. The answer: 1 – 2\n\n1. First thing\n2. Second thing"
    assert [item.date for item in reply.items] == ["24 August 1949", "9 November 1989"]


def test_at_ones_own_tempo_questions_are_private_and_explained_at_once(classroom: Classroom) -> None:
    begin = classroom.ask("/trivia start mode:own until:2026-05-06 number:2").choices[0].action
    for _ in range(2):
        question = classroom.ask(begin, "ann")
        told = classroom.ask(question.choices[0].action, "ann")
        assert question.is_private
        assert told.is_private
        assert told.sources
    done = classroom.ask(told.choices[0].action, "ann")

    assert done.text.startswith("That was the last question.")
    assert not classroom.ask("/trivia start").is_error


def test_at_ones_own_tempo_the_last_answer_is_followed_by_ones_own_score(classroom: Classroom) -> None:
    begin = classroom.ask("/trivia start mode:own until:2026-05-06 number:2").choices[0].action
    for asked in classroom.started().round.plan.questions:
        question = classroom.ask(begin, "ann")
        told = classroom.ask(question.choices[asked.right].action, "ann")
    done = classroom.ask(told.choices[0].action, "ann")

    assert done.text.endswith("You had 2 of 2 right.")


def test_a_round_at_ones_own_tempo_closes_on_its_day(classroom: Classroom) -> None:
    begin = classroom.ask("/trivia start mode:own until:2026-05-06 number:2").choices[0].action
    question = classroom.ask(begin, "ann")
    classroom.now += timedelta(days=3)
    classroom.bot.step_rounds(classroom.now)

    assert classroom.ask(question.choices[0].action, "ann").is_error
    assert classroom.titles() == ["The round is over"]


def test_teams_are_chosen_or_dealt_evenly(classroom: Classroom) -> None:
    buttons = classroom.ask("/trivia start teams:Owls,Larks").choices
    classroom.ask(buttons[1].action, "ann")
    classroom.wait(31)
    classroom.answers(right="bob cat dan")

    teams = {player.id: player.team for player in classroom.started().round.players}
    assert teams == {"ann": "Larks", "bob": "Owls", "cat": "Owls", "dan": "Larks"}


def test_a_late_joiner_plays_and_who_comes_back_keeps_the_score(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.answers(right="ann")
    classroom.wait(30)
    classroom.answers(right="bob")
    reply = classroom.ask("/trivia join name:Heron", "ann")

    assert reply.text == "Your name: Heron."
    assert "1 right of 1" in classroom.ask("/trivia standings", "ann").notes[0]


def test_extra_time_is_given_and_told_to_nobody(classroom: Classroom) -> None:
    classroom.ask("/trivia start seconds:20")
    classroom.ask("/trivia join", "ann")
    told = classroom.ask("/trivia extra ann 15")
    classroom.wait(5)
    classroom.now += timedelta(seconds=25)

    assert told.is_private
    assert classroom.press(0, "bob").is_error
    assert not classroom.press(0, "ann").is_error
    assert "15" not in str(classroom.posts())


def test_a_hint_is_private(classroom: Classroom) -> None:
    classroom.ask("/trivia start hints:yes")
    classroom.wait(6)
    hint = classroom.ask(classroom.posts()[-1].choices[-1].action, "ann")

    assert hint.is_private
    assert hint.text.startswith("Hint, one that is wrong: ")


def test_another_round_asks_other_questions_and_keeps_extra_time(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:10")
    classroom.ask("/trivia join", "ann")
    classroom.ask("/trivia extra ann 15")
    before = {asked.id for asked in classroom.started().round.plan.questions}
    classroom.ask("/trivia stop")
    classroom.ask("/trivia again")

    current = classroom.started().round
    assert before & {asked.id for asked in current.plan.questions} == set()
    assert [player.extra for player in current.players] == [timedelta(seconds=15)]


def test_every_button_fits_a_platform(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:20")
    classroom.wait(700)

    assert all(len(choice.label) <= 75 for post in classroom.posts() for choice in post.choices)


def edits(classroom: Classroom) -> list[Reply]:
    """Return how messages of questions were changed, oldest first."""
    query = text("SELECT payload FROM deliveries WHERE purpose = 'edit' ORDER BY id")
    rows = classroom.bot.store.read(lambda records: records.connection.execute(query).scalars().all())
    return [msgspec.json.decode(row, type=Reply) for row in rows]


def test_a_question_that_is_closed_is_changed_once_and_loses_its_buttons(classroom: Classroom) -> None:
    classroom.play()

    first, second = edits(classroom)
    assert [one.title for one in (first, second)] == ["Question 1 of 2", "Question 2 of 2"]
    assert (first.choices, first.countdown, first.notes) == ((), None, ("Closed. The answer is below.",))
    # What stood on the buttons is to be read still.
    assert len(first.fields) == len(classroom.posts()[0].choices)


@pytest.mark.parametrize(
    ("then", "note"),
    [
        (("/trivia stop",), "The round is over."),
        (("/trivia skip",), "Closed. The answer is below."),
        (("/trivia pause", "/trivia resume"), "The question is asked again below."),
    ],
)
def test_whatever_ends_a_question_its_message_has_no_buttons_left(
    classroom: Classroom, then: tuple[str, ...], note: str
) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    for line in then:
        classroom.ask(line)

    assert [one.notes for one in edits(classroom)] == [(note,)]


def test_an_open_question_keeps_its_buttons(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.wait(6)
    classroom.answers(right="ann", wrong="bob")
    classroom.ask("/trivia pause")

    assert edits(classroom) == []
