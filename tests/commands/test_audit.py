"""/audit: every change is told, with who made it and when."""

from __future__ import annotations

from bot.app import Bot
from bot.chat import without_mentions
from tests.commands.asking import as_pupil, as_teacher


def told(bot: Bot, line: str = "/audit") -> list[tuple[str, str, str]]:
    return [(item.title, item.date, item.text) for item in as_teacher(bot, line).items]


def test_changes_are_told_newest_first_in_the_communitys_time(bot: Bot) -> None:
    as_teacher(bot, "/settings set zone:Paris leaderboards:yes")
    as_teacher(bot, "/moderators add pupil")

    noon = "Wed 1 May 2024, 14:00 (Europe/Paris)"
    assert told(bot) == [
        ("/moderators add", noon, "teacher: pupil"),
        ("/settings set", noon, "teacher: Time zone: UTC → Europe/Paris; Leaderboards: off → on"),
    ]


def test_what_a_control_did_is_told_by_what_it_does(bot: Bot) -> None:
    as_teacher(bot, "/schedule daily 9")
    as_teacher(bot, "schedule leave schedule:1 day:2024-05-02")

    assert told(bot)[0][0] == "Post nothing on one day"


def test_a_long_trail_is_paged(bot: Bot) -> None:
    for number in range(12):
        as_teacher(bot, f"/settings set role:R{number}")

    first = as_teacher(bot, "/audit")
    second = as_teacher(bot, first.choices[0].action)

    roles = [without_mentions(item.text).rpartition(" ")[2] for item in first.items]
    assert roles == [f"@R{number}" for number in range(11, 1, -1)]
    assert [without_mentions(item.text).rpartition(" ")[2] for item in second.items] == ["@R1", "@R0"]
    assert (second.choices, second.replaces) == ((), True)


def test_all_of_it_can_be_had_at_once(bot: Bot) -> None:
    for number in range(12):
        as_teacher(bot, f"/settings set role:R{number}")

    assert len(as_teacher(bot, "/audit", whole=True).items) == 12


def test_a_person_who_had_their_data_deleted_is_not_named(bot: Bot) -> None:
    as_teacher(bot, "/moderators add pupil")
    as_pupil(bot, "/settings set zone:Paris")

    as_pupil(bot, "/privacy delete sure:yes")

    assert [text for _, _, text in told(bot)] == [
        "somebody whose data was deleted: Time zone: UTC → Europe/Paris",
        "teacher: somebody whose data was deleted",
    ]


def test_a_trail_without_entries_says_so(bot: Bot) -> None:
    assert as_teacher(bot, "/audit").text == "Nothing has been changed."
