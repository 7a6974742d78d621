"""Rooms: what browsers ask the core beside commands, to join rounds and to watch them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from bot.chat import UsageError, User
from bot.commands.context import Change
from bot.frozen import Frozen
from bot.replies.catalog import Catalog, catalog
from bot.replies.trivia import boards as words, refusals
from bot.trivia.plan import NAME_LIMIT, Player
from bot.trivia.records import Joined, Started
from bot.trivia.seats import (
    LIFE,
    MOST_DEVICES,
    MOST_SEATS,
    WEB,
    Door,
    Links,
    Naming,
    Pass,
    PassIssued,
    Room,
    Seat,
    hash_of,
    is_made_up,
    is_seat,
    new_token,
    offers,
    opening,
    taken_names,
)
from bot.trivia.standings import smallest_team

if TYPE_CHECKING:
    from bot.store.records import StoredRecords
    from bot.store.store import Store


class Watched(Frozen, frozen=True):
    """A round as browsers watch it, with its room, and its seats if their names are free; `pulse` differs when it does.

    `before` is the id of the round before it until this one asks its first question; "" for none.
    """

    started: Started
    room: Room
    seats: tuple[Seat, ...]
    pulse: tuple[object, ...] | None
    before: str = ""


class Welcome(Frozen, frozen=True):
    """What a person sees who has typed a right code: the room, the round, and the names to choose from."""

    room: Room
    started: Started
    names: tuple[str, ...]


class NoRoom(Exception):
    """A code that leads to no room: it was never given, or its round is over."""


class Rooms:
    """Lets browsers into rounds. Its methods return futures, since the store's threads do the work.

    `rng` makes a generator seeded by the system, from which secrets are drawn.
    """

    def __init__(self, store: Store, rng: type[Random] = Random) -> None:
        self._store = store
        self._rng = rng

    def open(self, code: str, naming: Naming, names: Sequence[str], now: datetime) -> Future[Links]:
        """Open a round to browsers, or give new links to one that is open."""

        def work(records: StoredRecords) -> tuple[Links, tuple[Change, ...]]:
            before = records.room_of(code)
            room = Room(code, "", naming, tuple(names))
            return opening(room, before.code if before else "", records.is_code_free, self._rng(), now)

        return self._store.submit(work, ("room", code))

    def welcome(self, code: str) -> Future[Welcome]:
        """Return the room that a code leads to, with names to choose from; NoRoom when it leads to none."""

        def work(records: StoredRecords) -> Welcome:
            room, started = _behind(records.door(code))
            return Welcome(room, started, self._names(room, started))

        return self._store.submit_reading(work)

    def sit(self, code: str, name: str, now: datetime) -> Future[str]:
        """Give a seat to a person with the code, and return its secret; NoRoom, or UsageError if they may not join."""

        def work(records: StoredRecords) -> tuple[str, tuple[Change, ...]]:
            room, started = _behind(records.door(code, is_locked=True))
            return _seated(room, started, name, self._rng(), now)

        return self._store.submit(work, ("room", code))

    def pass_of(self, token: str) -> Future[Pass | None]:
        """Return the pass of a token, None for an unknown one; the pass may have expired."""
        return self._store.submit_reading(lambda records: records.pass_of(hash_of(token)))

    def keep(self, door: Door, code: str, now: datetime) -> Future[str]:
        """Return a secret with which a device that opened a link can open it after the round; "" for too many devices.

        The link itself opens nothing any more then, so that it is of no use to copy it.
        """

        def work(records: StoredRecords) -> tuple[str, tuple[Change, ...]]:
            if records.number_of_passes(code, door) > MOST_DEVICES:
                return "", ()
            token = new_token(self._rng())
            return token, (PassIssued(hash_of(token), Pass(door, code, now + LIFE)),)

        return self._store.submit(work, ("room", code))

    def watched(self, code: str) -> Future[Watched | None]:
        """Return a round as browsers watch it, None for one that does not exist or has no room."""

        def work(records: StoredRecords) -> Watched | None:
            # Read first: a change that is stored in between is then read once more, and not missed.
            pulse = records.pulses((code,)).get(code)
            started, room = records.watched(code), records.room_of(code)
            if started is None or room is None:
                return None
            seats = tuple(records.seats(code)) if room.naming is Naming.FREE else ()
            before = records.code_before(code) if started.round.asked is None else ""
            return Watched(started, room, seats, pulse, before)

        return self._store.submit_reading(work)

    def pulses(self, codes: Sequence[str]) -> Future[Mapping[str, tuple[object, ...]]]:
        """Return a value for each round that differs when the round has changed."""
        return self._store.submit_reading(lambda records: records.pulses(codes))

    def _names(self, room: Room, started: Started) -> tuple[str, ...]:
        taken = taken_names(started.round.players)
        if room.naming is Naming.ANIMALS:
            return offers(self._rng(), taken)
        return tuple(name for name in room.names if name.casefold() not in taken)


def _behind(door: tuple[Room, Started] | None) -> tuple[Room, Started]:
    if door is None:
        raise NoRoom
    return door


def _seated(room: Room, started: Started, name: str, rng: Random, now: datetime) -> tuple[str, tuple[Change, ...]]:
    current, say = started.round, catalog(started.round.plan.locale)
    id, token = WEB + new_token(rng), new_token(rng)
    if not current.admits(id):
        raise UsageError(refusals.not_admitted(say, is_removed=False))
    if sum(is_seat(player.id) for player in current.players) >= MOST_SEATS:
        raise UsageError(words.full(say, MOST_SEATS))
    chosen = _name(room, current.players, name.strip()[:NAME_LIMIT], say)
    is_free = room.naming is Naming.FREE
    user = User(started.channel.platform, started.channel.community, id)
    number, since = len(current.players) + 1, max(current.state.question, 0)
    player = Player(id, number, "" if is_free else chosen, smallest_team(current), since=since)
    seat = Pass(Door.SEAT, current.id, now + LIFE, user)
    return token, (Joined(current.id, user, player, now), PassIssued(hash_of(token), seat, chosen if is_free else ""))


def _name(room: Room, players: Sequence[Player], name: str, say: Catalog) -> str:
    """Return the name that a person has chosen, "" where seats have numbers; UsageError for one they may not have."""
    if room.naming is Naming.NUMBER:
        return ""
    is_offered = {Naming.ANIMALS: is_made_up(name), Naming.LIST: name in room.names}.get(room.naming, True)
    if not (name and is_offered):
        raise UsageError(say(words.NAME_MISSING))
    if name.casefold() in taken_names(players):
        raise UsageError(say(refusals.NAME_TAKEN, name=name))
    return name
