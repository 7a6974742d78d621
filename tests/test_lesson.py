"""What `dateline class` asks: a list of the teacher's own, or questions of the packs; and what it refuses."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from random import Random

import pytest

from adapters.web.lesson import settle
from bot.app import Bot
from bot.authoring.writing import write_questions
from bot.community import Community
from bot.facts.library import Library
from bot.facts.model import Question
from bot.shelf import open_library
from bot.tasks.lesson import Lesson, LessonError, add, lesson
from bot.tasks.machine import own_zone
from bot.trivia.plan import Mode, Pace
from bot.trivia.seats import Naming

GIFT = "First? {=Yes ~No}\n\nSecond? {=Up ~Down}\n\nThird? {=In ~Out}\n"


def planned(library: Library, *words: str) -> Lesson:
    """Return the lesson that a line in the terminal asks for."""
    parser = argparse.ArgumentParser()
    add(parser.add_subparsers(), lambda options: 0)
    return lesson(parser.parse_args(["class", *words]), library, Random(7))


def test_a_list_is_asked_in_its_order_and_again_in_another_round(library: Library, tmp_path: Path) -> None:
    (tmp_path / "quiz.gift").write_text(GIFT)

    plan = planned(library, "--questions", str(tmp_path / "quiz.gift")).plan

    assert [asked.subject for asked in plan.questions] == ["First?", "Second?", "Third?"]
    assert plan.is_list
    assert (plan.title, plan.pace, plan.waits) == ("quiz", Pace.HOST, True)


def test_without_a_list_the_packs_are_asked_and_another_round_asks_something_else(library: Library) -> None:
    plan = planned(library, "--number", "3", "--clock").plan

    assert (len(plan.questions), plan.is_list, plan.pace) == (3, False, Pace.CLOCK)


def test_a_survey_is_of_a_list_of_the_teacher_s_own(library: Library, tmp_path: Path) -> None:
    (tmp_path / "mood.gift").write_text(GIFT)

    assert planned(library, "--survey", "--questions", str(tmp_path / "mood.gift")).plan.mode is Mode.SURVEY


CSV = "question,answer,choices,type\nWho?,Ada,Ida,\nLike it?,,Much | A little,opinion\nLike that?,,Yes | No,opinion\n"


@pytest.mark.parametrize(
    ("words", "asked", "remark"),
    [
        (("--survey",), ["Like it?", "Like that?"], "not asked: 1 with a right answer"),
        (("--survey", "--number", "1"), ["Like it?"], "not asked: 1 with a right answer"),
        ((), ["Who?"], "not asked: 2 of opinions; --survey asks them"),
        (("--typed",), ["Who?"], "not asked: 2 of opinions; --survey asks them"),
    ],
)
def test_a_class_is_asked_opinions_or_what_has_a_right_answer_and_is_told_of_the_rest(
    library: Library, tmp_path: Path, words: tuple[str, ...], asked: list[str], remark: str
) -> None:
    (tmp_path / "views.csv").write_text(CSV)

    found = planned(library, *words, "--questions", str(tmp_path / "views.csv"))

    assert [one.subject for one in found.plan.questions] == asked
    assert remark in found.remarks[-1]


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ((), "not asked: 1 without a wrong choice; with --typed all are asked"),
        (("--survey",), "not asked: 1 without a wrong choice"),
        (("--typed",), ""),
    ],
)
def test_a_question_without_choices_is_asked_where_answers_are_typed_and_told_of_elsewhere(
    library: Library, tmp_path: Path, words: tuple[str, ...], remark: str
) -> None:
    (tmp_path / "rome.gift").write_text("When was Rome founded? {#753:5}\n\nWhere? {=Latium ~Sicily}\n")

    found = planned(library, *words, "--questions", str(tmp_path / "rome.gift"))

    assert len(found.plan.questions) == (1 if remark else 2)
    assert [one.partition(": ")[2].startswith(remark) for one in found.remarks] == ([True] if remark else [])


def test_of_more_questions_than_a_round_has_the_first_are_asked_and_that_is_told(
    library: Library, tmp_path: Path
) -> None:
    (tmp_path / "many.gift").write_text("".join(f"What is {n}? {{=a{n} ~b{n}}}\n\n" for n in range(60)))

    found = planned(library, "--questions", str(tmp_path / "many.gift"))
    chosen = planned(library, "--number", "5", "--questions", str(tmp_path / "many.gift"))

    assert [one.partition(": ")[2] for one in found.remarks] == ["the first 50 of 60 are asked, as many as a round has"]
    assert (len(chosen.plan.questions), chosen.remarks) == (5, ())


def test_a_class_is_asked_the_opinions_of_a_pack(tmp_path: Path) -> None:
    opinion = Question("like-it", "Like it?", "", "", choices=("Much", "A little"), is_opinion=True)
    write_questions(tmp_path / "moods", "Moods", "", (opinion,), date(2026, 5, 4))
    library, _ = open_library([tmp_path / "moods"], tmp_path)

    plan = planned(library, "--survey", "--pack", "moods").plan

    assert [one.choices for one in plan.questions] == [opinion.choices]
    assert plan.is_list


def test_a_class_s_list_of_names_is_read(library: Library, tmp_path: Path) -> None:
    (tmp_path / "9b.txt").write_text("Ada\nBob\n\n", encoding="utf-8-sig")

    found = planned(library, "--number", "1", "--list", str(tmp_path / "9b.txt"))

    assert (found.naming, found.names) == (Naming.LIST, ("Ada", "Bob"))


@pytest.mark.parametrize(
    ("environ", "file", "zone"),
    [
        ({"TZ": ":Asia/Tbilisi"}, "zoneinfo/Europe/Paris", "Asia/Tbilisi"),
        ({}, "zoneinfo/Europe/Paris", "Europe/Paris"),
        ({"TZ": "CET-1CEST"}, "elsewhere", "UTC"),
    ],
)
def test_times_are_in_the_zone_that_the_teacher_s_computer_is_set_to(
    tmp_path: Path, environ: dict[str, str], file: str, zone: str
) -> None:
    (tmp_path / "localtime").symlink_to(tmp_path / file)

    assert own_zone(environ, tmp_path / "localtime") == zone


def test_a_class_s_results_are_in_the_zone_that_was_settled(bot: Bot) -> None:
    settle(bot, "Asia/Tbilisi")

    assert bot.store.settings(Community("web", "class")).zone == "Asia/Tbilisi"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--questions", "nowhere.gift"), "nowhere.gift cannot be read"),
        (("--questions", "{folder}/open.gift"), "add --typed, and the class types"),
        (("--survey",), "give it your own: --questions FILE"),
        (("--questions", "{folder}/moods.csv"), "so nothing is right; add --survey"),
        (("--survey", "--typed", "--questions", "x.gift"), "leave out --typed"),
        (("--pack", "nowhere"), "--pack is “nowhere”; there is "),
        (("--number", "1", "--names", "list"), "--list class-9b.txt"),
        (("--number", "1", "--list", "{folder}/nobody.txt"), "write a name a line"),
        (("--number", "1", "--list", "{folder}/latin.txt"), "save it as UTF-8 text"),
        (("--number", "1", "--list", "{folder}/nowhere.txt"), "nowhere.txt cannot be read: No such file or directory"),
    ],
)
def test_what_cannot_be_held_is_told_with_what_to_write(
    library: Library, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "open.gift").write_text("Only typed? {=Yes}\n")
    (tmp_path / "moods.csv").write_text("question,choices,type\nLike it?,Much | A little,opinion\n")
    (tmp_path / "nobody.txt").write_text("\n \n")
    (tmp_path / "latin.txt").write_bytes(b"Zo\xeb\n")

    with pytest.raises(LessonError) as caught:
        planned(library, *(word.format(folder=tmp_path) for word in words))

    assert told in str(caught.value)
