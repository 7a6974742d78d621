"""`dateline schedule simulate`: what would be posted when, and why not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.cli import main
from bot.facts.library import Library
from bot.schedule.rule import Kind, Pause, Rule
from bot.tasks.schedule import calendar_of, lines


def simulated(rule: Rule, first: str, days: int, library: Library) -> list[str]:
    """Return the lines of so many days."""
    return list(lines(rule, datetime.fromisoformat(first).replace(tzinfo=UTC), days, library))


def test_local_times_stay_when_the_clocks_change(library: Library) -> None:
    told = simulated(Rule(Kind.QUESTION, time(9), "Europe/Paris"), "2026-03-28", 2, library)

    assert told[0].startswith("Sat 2026-03-28 09:00 CET   2026-03-28 08:00 UTC")
    assert told[1].startswith("Sun 2026-03-29 09:00 CEST  2026-03-29 07:00 UTC")


def test_a_time_that_a_night_lacks_is_shifted_and_one_that_comes_twice_comes_once(library: Library) -> None:
    spring = simulated(Rule(Kind.QUESTION, time(2, 30), "America/New_York"), "2026-03-08", 1, library)
    autumn = simulated(Rule(Kind.QUESTION, time(1, 30), "America/New_York"), "2026-11-01", 1, library)

    assert spring[0].startswith("Sun 2026-03-08 03:30 EDT")
    assert len(autumn) == 1
    assert autumn[0].startswith("Sun 2026-11-01 01:30 EDT   2026-11-01 05:30 UTC")


def test_each_day_that_is_left_out_says_why(library: Library) -> None:
    rule = Rule(
        Kind.DAILY,
        time(9),
        "Europe/Berlin",
        holidays="DE-BY",
        pauses=(Pause(date(2026, 12, 27), date(2026, 12, 27)),),
    )

    told = simulated(rule, "2026-12-25", 4, library)

    assert told == [
        "Fri 2026-12-25  nothing: a public holiday",
        "Sat 2026-12-26  nothing: a public holiday",
        "Sun 2026-12-27  nothing: a pause",
        "Mon 2026-12-28 09:00 CET   2026-12-28 08:00 UTC  nothing: no fact is known for it",
    ]


def test_a_day_that_a_zone_never_had_says_so(library: Library) -> None:
    told = simulated(Rule(Kind.QUESTION, time(9), "Pacific/Apia"), "2011-12-30", 1, library)

    assert told == ["Fri 2011-12-30  nothing: this day does not exist in the time zone"]


def test_nothing_is_told_again_before_all_was_told(library: Library) -> None:
    told = simulated(Rule(Kind.QUESTION, time(9), "UTC"), "2026-05-01", 400, library)

    ids = [line.rpartition("  ")[2] for line in told]
    number = len(set(ids))
    assert len(told) == 400
    assert len(set(ids[:number])) == number


def test_a_calendar_shows_which_days_have_a_post() -> None:
    rule = Rule(Kind.QUESTION, time(9), "Europe/Berlin", weekdays=(0, 1, 2, 3, 4), holidays="DE-BY")

    assert calendar_of(rule, date(2026, 4, 29), 10).splitlines() == [
        "         Mo Tu We Th Fr Sa Su",
        "Apr 2026       29 30  ·  ·  ·",
        "May 2026  4  5  6  7  8",
    ]


@pytest.mark.parametrize(
    ("options", "first"),
    [
        (["--time", "9", "--zone", "Wien"], "Wed 2026-04-29 09:00 CEST"),
        (["--time", "9 pm", "--zone", "UTC+2"], "Wed 2026-04-29 21:00 +02"),
        (["--skip_holidays", "Bavaria", "--weekdays", "friday"], "Fri 2026-05-01  nothing: a public holiday"),
        (["--weekdays", "saturday to sunday"], "Sat 2026-05-02 09:00 CEST"),
        (["--pauses", "29 Apr 2026, 2026-05-01"], "Wed 2026-04-29  nothing: a pause"),
        (["--kind", "question", "--reveal", "60"], "Wed 2026-04-29 09:00 CEST"),
        (
            ["--topics", "arms control", "--count", "2", "--grave", "no", "--empty", "nearest"],
            "Sun 2026-05-03 09:00 CEST",
        ),
    ],
)
def test_it_takes_the_words_of_the_command(options: list[str], first: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["schedule", "simulate", "--from", "2026-04-29", "--days", "5", *options])

    assert status == 0
    assert first in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--zone", "EST", "Which one do you mean?"),
        ("--zone", "Atlantis", "I know no time zone for “Atlantis”"),
        ("--holidays", "Georgia", "Whose holidays"),
        ("--count", "9", "write a whole number from 1 to 5"),
        ("--from", "someday", "is no day I understand"),
        ("--topics", "atlantis", "“atlantis”"),
    ],
)
def test_what_is_not_clear_is_refused_in_the_words_of_the_command(
    option: str, value: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schedule", "simulate", option, value]) == 2
    assert says in capsys.readouterr().err


def test_what_is_posted_is_named_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    main(["schedule", "simulate", "--from", "2026-12-26", "--days", "1", "--count", "5"])

    assert "The Soviet Union is formally dissolved" in capsys.readouterr().out
