"""Who held an office before or after somebody, when they led, and which holder of an office did something."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, first_line, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("who was president of russia before putin", "Boris Yeltsin"),
        ("who became president after medvedev", "Vladimir Putin"),
        ("who was chancellor of germany before merkel", "Gerhard Schröder"),
        ("who was prime minister of russia before putin", "Sergei Stepashin"),
    ],
)
def test_who_came_before_or_after_is_told_of_the_office_that_is_named(shipped: Bot, line: str, name: str) -> None:
    assert first_line(ask(shipped, line)).startswith(name)


def test_who_came_before_several_times_of_one_person_is_told_once(shipped: Bot) -> None:
    assert ask(shipped, "who was president of russia before putin").text.count("Boris Yeltsin") == 1


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("when did brezhnev become leader of the soviet union", "14 October 1964"),
        ("how long was khrushchev leader of the soviet union", "11 years"),
        ("when did stoltenberg become head of nato", "1 October 2014"),
    ],
)
def test_a_leader_is_one_in_every_office_that_led(shipped: Bot, line: str, office: str) -> None:
    assert office in first_line(ask(shipped, line))


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("which us president signed the inf treaty", "Ronald Reagan", "Reagan and Gorbachev sign the INF Treaty"),
        ("which russian president resigned", "Boris Yeltsin", "Boris Yeltsin resigns"),
        ("which german chancellor knelt in warsaw", "Willy Brandt", "Willy Brandt signs the Warsaw Treaty"),
        ("which ukrainian president fled to russia", "Viktor Yanukovych", "parliament removes President Yanukovych"),
    ],
)
def test_which_holder_of_an_office_did_something_is_told_by_name(
    shipped: Bot, line: str, name: str, title: str
) -> None:
    reply = ask(shipped, line)

    assert first_line(reply).startswith(name)
    assert title in reply.items[0].title


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("which us president was in office during the cuban missile crisis", "John F. Kennedy"),
        ("which us president was in power when the wall fell", "George H. W. Bush"),
    ],
)
def test_who_was_in_office_at_a_time_is_who_held_it(shipped: Bot, line: str, name: str) -> None:
    assert first_line(ask(shipped, line)).startswith(name)


def test_who_merely_attended_the_signing_of_a_treaty_is_not_among_who_signed_it(shipped: Bot) -> None:
    line = first_line(ask(shipped, "who signed the dayton agreement"))

    assert line.startswith("Alija Izetbegović, Slobodan Milošević and Franjo Tuđman ·")


def test_who_led_a_state_after_somebody_followed_in_its_first_office(shipped: Bot) -> None:
    assert first_line(ask(shipped, "who led russia after medvedev")).startswith("Vladimir Putin · President of Russia")


@pytest.mark.parametrize("line", ["first country to join nato after its founding", "who joined nato first after 1949"])
def test_the_first_to_join_after_the_founders_are_no_founders(shipped: Bot, line: str) -> None:
    assert first_line(ask(shipped, line)).startswith("18 February 1952 · Greece and Turkey")


def test_when_somebody_left_is_told_by_their_offices_where_no_event_tells_that_they_did(shipped: Bot) -> None:
    assert first_line(ask(shipped, "when did stoltenberg leave")).endswith("1 October 2014 – 1 October 2024")
    assert "· President of Russia ·" in first_line(ask(shipped, "when did putin leave"))
    assert first_line(ask(shipped, "when did gorbachev resign")).startswith("25 December 1991")


def test_who_held_an_office_on_a_day_that_has_a_name_is_told(shipped: Bot) -> None:
    assert first_line(ask(shipped, "who was nato sg on 9/11")).startswith("George Robertson")


def test_whoever_led_a_state_in_one_office_or_another_is_listed(shipped: Bot) -> None:
    listed = ask(shipped, "who led the soviet union during the cold war").text

    assert [line.split(" · ")[0] for line in listed.splitlines()] == [
        "Mikhail Gorbachev",
        "Konstantin Chernenko",
        "Yuri Andropov",
        "Leonid Brezhnev",
        "Leonid Brezhnev",
        "Nikita Khrushchev",
        "Joseph Stalin",
    ]


def test_of_a_long_time_as_many_holders_are_told_as_a_screen_holds(shipped: Bot) -> None:
    reply = ask(shipped, "who was president of the us during the cold war")

    assert reply.text.startswith("George H. W. Bush")
    assert "7 of 9" in " ".join(reply.notes)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("who said tear down this wall", "Ronald Reagan · "),
        ("who mediated in Georgia 2008", "Nicolas Sarkozy · "),
    ],
)
def test_one_who_spoke_or_mediated_is_told_alone(shipped: Bot, line: str, name: str) -> None:
    assert ask(shipped, line).text.startswith(name)


def test_somebodys_fall_is_their_overthrow(shipped: Bot) -> None:
    assert ask(shipped, "why did Khrushchev fall").items[0].date == "14 October 1964"


def test_what_no_body_is_told_to_have_done_is_refused(shipped: Bot) -> None:
    assert ask(shipped, "did NATO troops fight in Ukraine").is_error


def test_offices_of_two_states_are_not_one_after_another(shipped: Bot) -> None:
    assert "Chinese" not in ask(shipped, "who head party communist").text


def test_whoever_became_something_once_was_it(shipped: Bot) -> None:
    assert ask(shipped, "did khrushchev become head of the soviet communist party").text.startswith("Yes.")
