"""The golden set keeps its form, and every expectation stands in the shipped pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bot.app import Bot
from bot.facts.dates import HistoricalDate
from bot.facts.library import Library
from bot.replies.catalog import catalog
from tests.golden.judging import Verdict
from tests.golden.measure import NOON, ask, main, misses, shipped_bot, table
from tests.golden.questions import ASIDE, KINDS, OPEN, GoldenQuestion, drawn_aside, load
from tests.golden.words import holds

QUESTIONS = (*load(OPEN), *load(ASIDE))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with shipped_bot(tmp_path_factory.mktemp("golden")) as bot:
        yield bot


@pytest.fixture(scope="module")
def pack(shipped: Bot) -> Library:
    return shipped.shelf.library()


def test_there_are_200_open_questions_and_100_aside() -> None:
    assert (len(load(OPEN)), len(load(ASIDE))) == (200, 100)


def test_nothing_is_asked_twice() -> None:
    lines = Counter(" ".join(question.ask.casefold().split()).rstrip("?!. ") for question in QUESTIONS)

    assert [line for line, number in lines.items() if number > 1] == []


def test_the_questions_aside_are_those_that_were_drawn() -> None:
    assert {question.ask for question in load(ASIDE)} == drawn_aside(QUESTIONS)


def test_every_kind_has_questions_open_and_aside() -> None:
    for path in (OPEN, ASIDE):
        assert {question.kind for question in load(path)} == set(KINDS)


def test_every_question_expects_words_or_a_refusal() -> None:
    assert [question.ask for question in QUESTIONS if not (question.words or question.is_refused)] == []
    assert [q.ask for q in QUESTIONS if not all(s.strip() for word in q.words for s in word)] == []
    assert [q.ask for q in QUESTIONS if q.is_refused and (q.first or q.within)] == []


def test_only_nonsense_and_impossible_days_are_to_be_refused() -> None:
    assert {question.kind for question in QUESTIONS if question.is_refused} == {"nonsense", "impossible"}
    assert all(question.is_refused for question in QUESTIONS if question.kind in {"nonsense", "impossible"})


def test_every_fact_that_is_expected_first_is_in_the_pack(pack: Library) -> None:
    ids = {id for question in QUESTIONS for id in question.first}

    assert [id for id in sorted(ids) if pack.fact(id) is None] == []


def test_the_words_of_an_expectation_stand_in_a_fact_that_is_expected_first(pack: Library) -> None:
    def tells(id: str, question: GoldenQuestion) -> bool:
        return holds("\n".join(_strings(pack.fact(id))), question.words)

    expecting = [question for question in QUESTIONS if question.first]

    assert [q.ask for q in expecting if not any(tells(id, q) for id in q.first)] == []


def test_no_question_is_its_own_answer() -> None:
    bare = [question for question in QUESTIONS if not (question.first or question.within or question.is_refused)]

    assert [question.ask for question in bare if holds(question.ask, question.words)] == []


def test_a_time_that_is_expected_has_events_in_the_pack(pack: Library) -> None:
    times = [question.within for question in QUESTIONS if question.within]

    assert [time.text for time in times if not pack.timeline(time.first, time.last)] == []


def test_a_field_that_no_question_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text("- {ask: who, kind: who, word: [x]}", encoding="utf-8")

    with pytest.raises(ValueError, match="word"):
        load(path)


def test_a_real_bot_is_asked(shipped: Bot) -> None:
    putin = GoldenQuestion("/who Путин", "who", (("Vladimir Putin",),), ("vladimir-putin",))
    nobody = GoldenQuestion("/timeline 2008", "period", (("Mars",),))

    answered = ask(shipped, (putin, nobody))

    assert [line.split() for line in table(answered)][1:] == [
        ["who", "1", "1", "(100%)", "1", "(100%)"],
        ["period", "1", "0", "(0%)", "0", "(0%)"],
        ["all", "2", "1", "(50%)", "1", "(50%)"],
    ]
    assert [line.split() for line in misses(answered)] == [["missing", "period", "/timeline", "2008"]]


def test_the_moment_of_asking_is_the_one_that_the_set_names() -> None:
    assert f"noon UTC on {NOON:%d %B %Y}" in OPEN.read_text(encoding="utf-8")


def test_misses_say_how_far_the_answer_was() -> None:
    question = GoldenQuestion("/timeline 2008", "period", (("Mars",),))
    verdicts = (
        Verdict(False, False, False),
        Verdict(True, False, False),
        Verdict(True, True, False),
        Verdict(True, True, True),
    )

    lines = misses([(question, verdict) for verdict in verdicts])

    assert [line.split("  ")[0] for line in lines] == ["missing", "further down", "not first"]


def test_the_questions_aside_are_measured_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--aside"]) == 0

    printed = capsys.readouterr().out
    assert next(line for line in printed.splitlines() if line.startswith("all")).split()[1] == "100"


def test_an_argument_that_is_not_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--all"]) == 2
    assert "--aside" in capsys.readouterr().err


def _strings(value: object) -> Iterator[str]:
    """Yield all that a fact says, whatever of it a card may show, with its dates as the bot writes them."""
    if isinstance(value, HistoricalDate):
        yield catalog("en").date(value)
    elif isinstance(value, str):
        yield value
    for part in _parts(value):
        yield from _strings(part)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, HistoricalDate) or not is_dataclass(value):
        return value if isinstance(value, tuple) else ()
    return (getattr(value, field.name) for field in fields(value))
