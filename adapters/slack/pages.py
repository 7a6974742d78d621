"""The pages of consent, as values: before Slack's own page, after it, and when it comes to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from adapters.slack import words
from adapters.slack.door import INSTALL
from adapters.web.html import Html, tag
from adapters.web.plain import plain
from bot.replies.catalog import N_, Catalog


class Stop(StrEnum):
    """Why somebody's way ends: FOREIGN was begun elsewhere, USED is used up or too old, BUSY may be tried again."""

    CANCELLED = "cancelled"
    FOREIGN = "foreign"
    USED = "used"
    REFUSED = "refused"
    BUSY = "busy"
    FAULT = "fault"

    @property
    def status(self) -> int:
        """The status with which that is told."""
        return _STATUSES[self]


_STATUSES = {
    Stop.CANCELLED: 200,
    Stop.FOREIGN: 400,
    Stop.USED: 400,
    Stop.REFUSED: 502,
    Stop.BUSY: 503,
    Stop.FAULT: 500,
}
_STOPS = {
    Stop.CANCELLED: (
        N_("Nothing was added"),
        N_("You cancelled at Slack. Nothing was added, and nothing is kept. You can begin again whenever you like."),
    ),
    Stop.FOREIGN: (
        N_("This was not begun here"),
        N_(
            "It was begun in another browser or another tab, or this browser keeps no cookies. Nothing was added. "
            "Please begin again here."
        ),
    ),
    Stop.USED: (
        N_("This link is used up"),
        N_(
            "The way to Slack and back is good once, for ten minutes. If Dateline answers in your workspace, all is "
            "well. If not, please begin again."
        ),
    ),
    Stop.REFUSED: (
        N_("Slack refused"),
        N_(
            "Nothing was added. Slack's reason is one that only whoever runs this bot can mend: please tell them; it "
            "stands in the bot's log."
        ),
    ),
    Stop.BUSY: (
        N_("Not at the moment"),
        N_("Something that is needed cannot be reached. Nothing was added. Please begin again in a minute."),
    ),
    Stop.FAULT: (
        N_("Something went wrong on my side"),
        N_("It stands in the log of whoever runs this bot. Please begin again; if that does not help, tell them."),
    ),
}


def beginning(say: Catalog, address: str, *, reads_history: bool = False) -> str:
    """Return the page before Slack's own, which is at an address."""
    looks = (say(words.LOOKS),) if reads_history else ()
    return plain(
        say,
        say(words.ADDING),
        tag("p", say(words.OFFERS)),
        _listed("ul", say(words.MAY), (*map(say, words.LIBERTIES), *looks)),
        tag("p", say(words.KEEPS_NOTHING_READ) if reads_history else say(words.READS_NOTHING)),
        _way(say(words.ADD), address),
        tag("p", say(words.KEEPS), class_="hint"),
    )


def done(say: Catalog, team: str, address: str) -> str:
    """Return the page of whoever has added the bot to a workspace, in which it is at an address."""
    return plain(
        say,
        say(words.ADDED),
        *((tag("p", say(words.WORKSPACE, name=team)),) if team else ()),
        _listed("ol", say(words.NEXT_STEPS), words.steps(say)),
        _way(say(words.OPEN_SLACK), address),
    )


def stopped(say: Catalog, stop: Stop) -> str:
    """Return the page that says why somebody's way ends, and how it goes on."""
    title, text = _STOPS[stop]
    return plain(say, say(title), tag("p", say(text)), _way(say(words.BEGIN_AGAIN), INSTALL))


def _listed(element: str, title: str, texts: Sequence[str]) -> Html:
    return tag("section", tag("h2", title), tag(element, *(tag("li", text) for text in texts)), class_="listed")


def _way(label: str, address: str) -> Html:
    return tag("p", tag("a", label, href=address, class_="button primary"))
