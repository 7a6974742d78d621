"""What comes of rounds, over both databases: reports, names, leaderboards, what one missed, what is forgotten."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from functools import partial

import pytest
from openpyxl import load_workbook

from bot.app import Bot
from bot.chat import File, Reply, User
from bot.commands.context import StoredContext
from bot.commands.options import Nothing
from bot.commands.row import Outcome, command
from bot.community import Community, PersonForgotten, Settings, SettingsChanged
from bot.replies.catalog import N_
from bot.store.rounds.results import write_results
from tests.saltmarsh import request
from tests.trivia.classroom import Classroom

SCHOOL = Community("console", "school")


def tables(reply: Reply) -> list[list[list[str]]]:
    return [list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")))) for file in reply.files]


def test_the_report_has_a_question_a_row_and_a_student_a_row(classroom: Classroom) -> None:
    classroom.play()

    questions, students = tables(classroom.ask("/trivia report"))
    assert [row[3:] for row in questions[1:]] == [["2", "1", "0.5"], ["2", "1", "0.5"]]
    assert [row[:3] for row in students[1:]] == [["Player 1", "2", "2"], ["Player 2", "0", "2"]]
    assert students[1][3].endswith("✓")


def test_results_that_are_written_again_count_a_question_s_answers_once(classroom: Classroom) -> None:
    classroom.play()
    store, current = classroom.bot.store, classroom.started().round
    ids = [asked.id for asked in current.plan.questions]

    store.run(partial(write_results, current=current, at=classroom.now))

    assert store.read(lambda records: records.measured(ids)) == {id: (2, 1) for id in ids}


def test_the_report_as_a_workbook_says_the_same(classroom: Classroom) -> None:
    classroom.play()

    book = load_workbook(io.BytesIO(classroom.ask("/trivia report xlsx").files[0].content))
    assert book.sheetnames == ["Questions", "Students", "Question 1", "Question 2"]
    assert book["Students"]["A2"].value == "Player 1"


def test_a_report_is_written_once_nothing_is_locked(classroom: Classroom) -> None:
    @command("slowly", N_("Hand out a file that takes long to write"))
    def slowly(options: Nothing, context: StoredContext) -> Outcome:
        return Outcome(Reply(), late=written)

    def written() -> Reply:
        # In a thread of the store's own this is an error: it could wait for itself.
        classroom.bot.store.transact(lambda records: (None, ()))
        return Reply(files=(File("large.txt", b"all of it"),))

    bot = Bot(classroom.bot.shelf, classroom.bot.store, commands=(slowly,))

    assert [file.name for file in bot.handle(request("slowly")).files] == ["large.txt"]


def test_the_results_are_named_by_day_and_topic_and_their_times_are_the_communitys(classroom: Classroom) -> None:
    classroom.save(SettingsChanged(SCHOOL, Settings(zone="Pacific/Auckland")))
    classroom.own()
    classroom.now += timedelta(hours=5)
    classroom.play("/trivia start number:2 pack:mood")

    (file,) = classroom.ask("/trivia report xlsx").files
    assert file.name == "results-2026-05-05-mood.xlsx"
    sheet = load_workbook(io.BytesIO(file.content))["Question 1"]
    assert sheet["D1"].value == "time (Pacific/Auckland)"
    assert str(sheet["D2"].value).startswith("2026-05-05 02:00:")
    assert [one.name for one in classroom.ask("/trivia report").files] == [
        "results-2026-05-05-mood-questions.csv",
        "results-2026-05-05-mood-students.csv",
    ]


def test_a_report_does_not_tell_of_the_question_that_is_open(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2")
    classroom.wait(6)
    classroom.answers(right="ann", wrong="bob")

    questions, students = tables(classroom.ask("/trivia report"))
    assert [row[3:] for row in questions[1:]] == [["0", "0", ""], ["0", "0", ""]]
    assert [row[1:] for row in students[1:]] == [["0", "0", "", ""], ["0", "0", "", ""]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_a_report_is_a_formula(classroom: Classroom, start: str) -> None:
    classroom.ask("/trivia start mode:type number:1")
    classroom.ask(f'/trivia join name:"{start}1+1"', "ann")
    classroom.wait(6)
    classroom.ask(f'/answer "{start}cmd()"', "ann")
    classroom.finish()

    _, students = tables(classroom.ask("/trivia report"))
    book = load_workbook(io.BytesIO(classroom.ask("/trivia report xlsx").files[0].content))
    assert (students[1][0], students[1][3]) == (f"'{start}1+1", f"'{start}cmd()")
    assert book["Students"]["A2"].value == f"'{start}1+1"


def test_real_names_are_shown_only_if_the_host_asked_for_them(classroom: Classroom) -> None:
    classroom.play()
    assert "Ann Miller" not in str(classroom.posts()) + str(tables(classroom.ask("/trivia report")))
    classroom.ask("/trivia start number:2 names:yes")
    classroom.wait(6)
    classroom.answers(right="ann")

    assert tables(classroom.ask("/trivia report"))[1][1][0] == "Ann Miller"


def test_the_host_renames_and_removes_a_player(classroom: Classroom) -> None:
    classroom.play("/trivia start number:2")
    classroom.ask("/trivia rename 1 Heron")
    classroom.ask('/trivia remove "Player 2"')

    assert [row[0] for row in tables(classroom.ask("/trivia report"))[1][1:]] == ["Heron"]


def test_a_nickname_is_one_persons(classroom: Classroom) -> None:
    classroom.ask("/trivia start")
    classroom.ask("/trivia join name:Heron", "ann")

    assert classroom.ask("/trivia join name:heron", "bob").is_error
    classroom.ask("/trivia join", "bob")
    assert classroom.ask("/trivia rename 2 HERON").is_error
    assert not classroom.ask("/trivia rename 1 HERON").is_error


def test_who_joins_a_team_keeps_the_nickname(classroom: Classroom) -> None:
    classroom.ask("/trivia start teams:Owls,Larks")
    classroom.ask("/trivia join name:Heron", "ann")

    joined = classroom.ask("/trivia join team:Owls", "ann").text
    assert "Heron" in joined
    assert "Owls" in joined


def test_leaderboards_are_off_until_a_moderator_switches_them_on(classroom: Classroom) -> None:
    classroom.play()
    assert classroom.ask("/trivia leaderboard").is_error
    classroom.save(SettingsChanged(SCHOOL, Settings(has_leaderboards=True)))

    assert [field.value for field in classroom.ask("/trivia leaderboard").fields] == ["2 right of 2", "0 right of 2"]


def test_a_season_begins_anew(classroom: Classroom) -> None:
    classroom.save(SettingsChanged(SCHOOL, Settings(has_leaderboards=True)))
    classroom.play()
    classroom.now += timedelta(seconds=1)
    classroom.ask("/trivia season", is_moderator=True)

    assert classroom.ask("/trivia leaderboard everywhere").fields == ()


def test_one_can_review_what_one_missed_and_nothing_else(classroom: Classroom) -> None:
    classroom.play()

    assert len(classroom.ask("/trivia review", "bob").items) == 2
    assert classroom.ask("/trivia review", "ann").text == "You have missed nothing lately."


def test_who_is_forgotten_leaves_no_answer_and_no_result(classroom: Classroom) -> None:
    classroom.play()
    classroom.save(PersonForgotten(User("console", "school", "bob")))

    assert [row[0] for row in tables(classroom.ask("/trivia report"))[1][1:]] == ["Player 1"]
    assert classroom.bot.store.read(lambda records: records.kept(User("console", "school", "bob"))) == ()


def test_single_answers_go_after_90_days_and_results_stay(classroom: Classroom) -> None:
    classroom.save(SettingsChanged(SCHOOL, Settings(has_leaderboards=True)))
    classroom.play()
    classroom.bot.store.purge(classroom.now + timedelta(days=91))

    assert classroom.started().round.answers == ()
    assert len(classroom.ask("/trivia leaderboard").fields) == 2
