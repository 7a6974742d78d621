"""/privacy: everybody may see, take along and delete what is kept about them."""

from __future__ import annotations

import json

from bot.app import Bot
from tests.commands.asking import as_pupil, as_teacher, fields


def test_who_only_looked_things_up_has_left_no_trace(bot: Bot) -> None:
    as_pupil(bot, "/timeline 1930")

    for line in ("/privacy show", "/privacy export", "/privacy delete"):
        assert as_pupil(bot, line).text == "Nothing. Looking things up leaves no trace."


def test_what_is_kept_is_counted_by_kind(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong")
    as_teacher(bot, "/moderators add pupil")

    assert fields(as_pupil(bot, "/privacy show")) == {
        "That you were named as a moderator": "1",
        "What moderators changed about you": "1",
        "Reports of facts you sent": "1",
    }


def test_the_export_holds_everything_and_nothing_of_others(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute «Стена»")
    as_teacher(bot, "/report wall-dispute another's")

    (file,) = as_pupil(bot, "/privacy export").files

    document = json.loads(file.content)
    assert (document["platform"], document["user"]) == ("console", "pupil")
    (report,) = document["communities"]["school"]["report"]
    assert (report["fact"], "Стена" in report["text"]) == ("wall-dispute", True)


def test_deleting_asks_first_and_then_does_it_at_once(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong")

    asked = as_pupil(bot, "/privacy delete")
    assert len(as_teacher(bot, "/reports list").items) == 1

    done = as_pupil(bot, asked.choices[0].action)
    assert "nothing here leads to you any more" in done.text
    assert as_teacher(bot, "/reports list").items == ()
    assert as_pupil(bot, "/privacy show").text.startswith("Nothing.")


def test_a_named_moderator_who_deletes_is_named_no_more(bot: Bot) -> None:
    as_teacher(bot, "/moderators add pupil")

    as_pupil(bot, "/privacy delete sure:yes")

    assert as_pupil(bot, "/audit").is_error


def test_a_guest_has_the_same_right(bot: Bot) -> None:
    as_pupil(bot, "/report wall-dispute wrong", is_guest=True)

    as_pupil(bot, "/privacy delete sure:yes", is_guest=True)

    assert as_teacher(bot, "/reports list").items == ()
