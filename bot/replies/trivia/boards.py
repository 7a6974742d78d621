"""What is said of a round in browsers: to its host, and to those who may not play there."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat import Field, Reply
from bot.replies.catalog import N_, Catalog
from bot.trivia.round import Round
from bot.trivia.seats import Links, Naming, Room, is_seat

WAY = N_("In a browser, without an account")
LINKS = N_("Links for the host")
NO_NAMES = N_('The names are missing. Give them with commas between: /trivia board names:list people:"Ada, Bob".')
NO_ADDRESS = N_(
    "This bot has no address for browsers. Who runs it sets DATELINE_URL, as in https://dateline.example.org;"
    " without a bot there is the command `dateline class`."
)
NOT_ALONE = N_("A round at everyone's own tempo has no board. Start one with another mode.")
NAMINGS: Mapping[Naming, str] = {
    Naming.NUMBER: N_("by a number"),
    Naming.ANIMALS: N_("by one of three names made up for them"),
    Naming.LIST: N_("by a name of your list"),
    Naming.FREE: N_("as they type, shown once you have seen it"),
}
NAME_MISSING = N_("Choose a name first.")


def links(say: Catalog, address: str, opened: Links) -> Reply:
    """Give the host the links."""
    return Reply(
        title=say("The round in browsers"),
        fields=(
            Field(say("Board, for the projector"), f"{address}/board/{opened.board}"),
            Field(say("Yours alone, for your phone"), f"{address}/host/{opened.host}"),
            Field(say("For the class"), way(say, address, opened.room)),
        ),
        notes=(
            say("The links work for 12 hours, and the code until the round is over. Keep the second link to yourself."),
        ),
        is_private=True,
    )


def way(say: Catalog, address: str, room: Room) -> str:
    """Say how the class joins."""
    return say("{address} · code {code}", address=address, code=room.code)


def in_browsers(say: Catalog, current: Round) -> tuple[str, ...]:
    """Tell the chat how many of the players it does not see, where there are any."""
    number = sum(is_seat(player.id) for player in current.players)
    told = say.count("{number} of the players is in a browser.", "{number} of the players are in a browser.", number)
    return (told,) if number else ()


def full(say: Catalog, most: int) -> str:
    """Refuse one seat more than there are."""
    return say.count(
        "This round has {number} seat in browsers, and it is taken.",
        "This round has {number} seats in browsers, and all are taken.",
        most,
    )
