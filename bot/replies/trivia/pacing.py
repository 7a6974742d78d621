"""What the host is told who sets the pace."""

from __future__ import annotations

from bot.chat import Reply
from bot.replies.catalog import N_, Catalog
from bot.trivia.round import Phase, Round

_WENT = {
    Phase.OPEN: N_("The question is asked."),
    Phase.REVEALED: N_("The answer is told."),
    Phase.ENDED: N_("The round is over."),
}


def went_on(say: Catalog, current: Round) -> Reply:
    """Confirm what came next."""
    return Reply(text=say(_WENT[current.state.phase]))


def locked(say: Catalog, *, is_locked: bool) -> Reply:
    """Confirm who may join."""
    if is_locked:
        return Reply(text=say("Nobody new can join now. /trivia lock no lets people in again."))
    return Reply(text=say("People can join again."))
