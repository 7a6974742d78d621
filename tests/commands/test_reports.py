"""/report and /reports: what members find wrong reaches moderators, and no more of it than they can read."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import yaml

from bot.app import Bot
from bot.chat import Reply, User
from bot.replies.tables import cell
from tests.commands.asking import as_pupil, as_teacher
from tests.saltmarsh import MAY_DAY, request

# What has to have happened before an example succeeds: tests/adapters/test_examples.py.
BEFORE = {"reports close": tuple(f"pupil-{number}: /report bucharest-promise Wrong." for number in range(12))}

DAY = timedelta(days=1)
TOPICS = ["flooded in 1953", "=HYPERLINK(0)", "Стена, a wall; Él no"]


def test_a_report_reaches_the_moderators(bot: Bot) -> None:
    said = as_pupil(bot, "/report wall-dispute It was a day later, says the harbour log.")

    assert "The moderators here will read" in said.text
    assert said.is_private
    (item,) = as_teacher(bot, "/reports list").items
    assert item.text == "pupil wrote: It was a day later, says the harbour log."
    assert item.id == "wall-dispute"


def test_a_fact_is_reported_by_its_title(bot: Bot) -> None:
    as_pupil(bot, '/report "sea wall is Begun" It was a day later.')

    assert [item.id for item in as_teacher(bot, "/reports list").items] == ["wall-dispute"]


def test_a_report_is_closed_by_its_button_and_closing_twice_is_no_mistake(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong")
    (choice,) = as_teacher(bot, "/reports list").choices

    assert as_teacher(bot, choice.action).text == "Report 1 is closed."
    assert as_teacher(bot, choice.action).text == "Report 1 is closed."

    assert as_teacher(bot, "/reports list").text == "No report waits."
    assert [item.text for item in as_teacher(bot, "/audit").items] == ["teacher: 1: The sea wall is begun"]


def test_many_reports_are_paged(bot: Bot) -> None:
    for number in range(10):
        as_pupil(bot, f"/report wall-dispute number {number}")

    first = as_teacher(bot, "/reports list")
    second = as_teacher(bot, first.choices[0].action)

    assert first.notes[0] == "1–8 of 10"
    assert [choice.label for choice in first.choices] == ["Next ▶", *(f"Close {number}" for number in range(1, 9))]
    assert [item.text.rpartition(" ")[2] for item in second.items] == ["8", "9"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("/report atlantis it sank", "No fact is called “atlantis”"),
        ("/report wall-dispute " + "x" * 1001, "“text” has room for 1,000 characters and these are 1,001"),
        ("/report wall-dispute", "“text” is missing"),
    ],
)
def test_what_cannot_be_reported_says_why(bot: Bot, line: str, part: str) -> None:
    said = as_pupil(bot, line)

    assert part in said.text
    assert as_teacher(bot, "/reports list").items == ()


def test_five_hundred_characters_fit(bot: Bot) -> None:
    assert not as_pupil(bot, "/report wall-dispute " + "x" * 500).is_error


def test_ten_reports_a_day_and_no_more(bot: Bot) -> None:
    replies = [as_pupil(bot, f"/report wall-dispute {number}") for number in range(11)]

    assert [reply.is_error for reply in replies] == [False] * 10 + [True]
    assert "You have sent 10 reports within a day" in replies[-1].text
    assert as_pupil(bot, "/report wall-dispute later", at=MAY_DAY + DAY).is_error
    assert not as_pupil(bot, "/report wall-dispute later", at=MAY_DAY + DAY + DAY).is_error
    other = User("console", "school", "other")
    assert not as_pupil(bot, "/report wall-dispute mine", user=other).is_error


def test_the_form_asks_what_is_wrong_and_its_answer_is_a_report(bot: Bot) -> None:
    form = as_pupil(bot, "/report form wall-dispute").form

    assert form
    assert (form.action, [(field.name, field.limit) for field in form.inputs]) == (
        "report id:wall-dispute",
        [("text", 1000)],
    )


def exported(bot: Bot, kind: str) -> bytes:
    for topic in TOPICS:
        as_pupil(bot, f"/report wall-dispute {topic}")
    (file,) = as_teacher(bot, f"/reports export {kind}").files
    assert file.name == f"reports.{kind}"
    return file.content


def test_reports_are_exported_as_csv_without_who_sent_them(bot: Bot) -> None:
    content = exported(bot, "csv").decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["report"] for row in rows] == [TOPICS[0], f"'{TOPICS[1]}", TOPICS[2]]
    assert {row["pack"] for row in rows} == {"saltmarsh"}
    assert "pupil" not in content


def test_reports_are_exported_as_yaml_without_who_sent_them(bot: Bot) -> None:
    content = exported(bot, "yaml").decode()

    rows = yaml.safe_load(content)
    assert [row["report"] for row in rows] == TOPICS
    assert (rows[0]["number"], rows[0]["fact"], rows[0]["date"]) == (1, "wall-dispute", "2024-05-01")
    assert "pupil" not in content


def test_a_member_does_not_read_reports(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong")

    for line in ("/reports list", "/reports close 1", "/reports export"):
        assert as_pupil(bot, line).is_error
    assert len(as_teacher(bot, "/reports list").items) == 1


def test_another_communitys_report_does_not_exist(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong", user=User("console", "club", "pupil"))

    assert "There is no report 1 here" in as_teacher(bot, "/reports close 1").text


def test_a_fact_completes_by_its_title(bot: Bot) -> None:
    labels = bot.complete(request("report"), "id", "council")

    assert "council-founded" in [value for _, value in labels]


def test_a_report_of_a_pack_that_is_switched_off_is_still_told(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong")
    as_teacher(bot, "/settings pack saltmarsh off")

    shown: Reply = as_teacher(bot, "/reports list")

    assert [item.title for item in shown.items] == ["1: wall-dispute"]
    assert as_teacher(bot, "/reports export").files


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["plain", "a=b", -1, 3.5, ""])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert cell(value) == value
