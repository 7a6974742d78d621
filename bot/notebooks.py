"""Notebooks: what browsers ask the core beside commands, to keep cards and games of people without an account."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from bot.chat import UsageError, User
from bot.commands.context import Change
from bot.community import Community, PersonForgotten
from bot.replies.catalog import catalog
from bot.replies.study import sittings as replies
from bot.trivia.notebooks import LIFE, Notebook, NotebookKept
from bot.trivia.seats import WEB, Pass, hash_of, new_token
from bot.trivia.standings import missed_questions
from bot.trivia.study import sitting_of, taken_up

if TYPE_CHECKING:
    from bot.store.records import StoredRecords
    from bot.store.store import Store

Work = tuple[str, tuple[Change, ...]]


class Notebooks:
    """Opens and keeps notebooks. Its methods return futures, since the store's threads do the work.

    `rng` makes a generator seeded by the system, from which secrets are drawn.
    """

    def __init__(self, store: Store, rng: type[Random] = Random) -> None:
        self._store = store
        self._rng = rng

    def find(self, token: str) -> Future[Notebook | None]:
        """Return the notebook that a secret opens, None where it opens none; the notebook may have expired."""
        return self._store.submit_reading(lambda records: records.notebook(hash_of(token)))

    def begin(self, community: Community, now: datetime) -> Future[str]:
        """Begin a notebook of a community's, and return its secret."""
        rng = self._rng()
        token, begun = new_token(rng), _begun(community, rng, now)
        return self._store.submit(lambda records: (token, (NotebookKept(hash_of(token), begun),)))

    def renew(self, token: str, notebook: Notebook, now: datetime) -> Future[None]:
        """Keep a notebook for longer."""
        renewed = NotebookKept(hash_of(token), Notebook(notebook.user, now + LIFE))
        return self._store.submit(lambda records: (None, (renewed,)))

    def learn(self, seat: Pass, notebook: Notebook | None, now: datetime) -> Future[str]:
        """Make cards of the questions that a seat had wrong in a round that is over, and begin to learn them.

        Returns the secret of a new notebook with the cards, "" where they are put into a given one. UsageError when no
        question was wrong, or the round is not over.
        """

        def work(records: StoredRecords) -> Work:
            return _learned(records, seat, notebook, self._rng(), now)

        learner = notebook.user if notebook else seat.user
        return self._store.submit(work, ("study", learner.platform, learner.id) if learner else ())

    def forget(self, notebook: Notebook) -> Future[None]:
        """Delete a notebook with all that is in it."""
        return self._store.submit(lambda records: (None, (PersonForgotten(notebook.user),)))


def _begun(community: Community, rng: Random, now: datetime) -> Notebook:
    """Return a new notebook, whose user nothing links to a seat."""
    return Notebook(User(community.platform, community.id, WEB + new_token(rng)), now + LIFE)


def _learned(records: StoredRecords, seat: Pass, notebook: Notebook | None, rng: Random, now: datetime) -> Work:
    started = records.watched(seat.round)
    current = started.round if started else None
    if current is None or seat.user is None or not current.is_over:
        raise UsageError(catalog("")(replies.NO_SITTING))
    say = catalog(current.plan.locale)
    cards = tuple(current.plan.questions[number] for number in missed_questions(current).get(seat.user.id, ()))
    if not cards:
        raise UsageError(say(replies.NOTHING_MISSED))
    token = "" if notebook else new_token(rng)
    kept = notebook or _begun(Community(seat.user.platform, seat.user.community), rng, now)
    begun = (NotebookKept(hash_of(token), kept),) if token else ()
    sitting = sitting_of(cards, rng, say(replies.MISSED_TITLE))
    return token, (*begun, *taken_up(kept.user, sitting, records.card, now))
