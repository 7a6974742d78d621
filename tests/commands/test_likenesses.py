"""What is merely like what is asked about is no answer: another world war, another treaty, another place."""

from __future__ import annotations

import pytest

from bot.app import Bot
from tests.commands.test_plain import ask, shipped

__all__ = ["shipped"]


@pytest.mark.parametrize(
    "line",
    [
        "when did the first world war start", "ww1", "world war one", "when did world war i start", "third chechen war",
        "treaty of paris", "congress of vienna", "when was the siege of leningrad",
        "how much did nord stream cost", "when did rome fall",
        "is nato aggressive", "should ukraine join nato", "is putin bad",
        "is stoltenberg handsome", "is russia going to attack poland", "which countries border ukraine",
        "why is russia so dangerous",
    ],
)  # fmt: skip
def test_what_is_not_told_is_refused_though_something_like_it_is(shipped: Bot, line: str) -> None:
    reply = ask(shipped, line)

    assert reply.is_error
    assert not reply.choices


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("world war 2", "Second World War"),
        ("second chechen war", "Second Chechen War"),
        ("treaty of brussels", "Treaty of Brussels"),
        ("treaty of rome", "Six states sign the Treaties of Rome"),
        ("treaty of belavezha", "Belavezha Accords"),
        ("siege of sarajevo", "The siege of Sarajevo"),
        ("battle of mariupol", "The last defenders of Mariupol"),
        ("when did nato take over in afghanistan", "NATO takes command of ISAF"),
        ("how many soldiers died in the soviet war in afghanistan", "Soviet war in Afghanistan"),
        ("when did saigon fall", "Saigon falls"),
        ("when did kabul fall", "The Taliban take Kabul"),
    ],
)
def test_what_is_told_is_found_by_its_number_and_its_place(shipped: Bot, line: str, title: str) -> None:
    reply = ask(shipped, line)

    assert title in (reply.title or reply.items[0].title)


def test_of_who_is_no_member_troops_that_came_there_are_no_reason(shipped: Bot) -> None:
    assert ask(shipped, "why is kosovo not in nato").text.startswith("No. Kosovo · NATO: not a member")
