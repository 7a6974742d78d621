"""A round as it stands, written once for all who watch it: the same bytes to all, and a small part to each seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256

import msgspec

from adapters.web import pieces, seat, words
from adapters.web.board import board
from adapters.web.host import host
from adapters.web.pieces import Parts, Scene
from bot.frozen import Frozen
from bot.trivia.standings import missed_questions, standings

VERSION_LENGTH = 12
_PARTS: Mapping[str, Callable[[Scene], Parts]] = {"board": board, "seat": seat.shared, "host": host}


class Written(Frozen, frozen=True):
    """What is sent: JSON, its version, which differs where the JSON does, and the parts of the page that are in it."""

    content: bytes
    version: str
    parts: Parts


class Frame(Frozen, frozen=True):
    """A round as it stands, for the board, the seats and the host. What nobody looks at is not written."""

    scene: Scene
    seats: Mapping[str, seat.Own]
    _shared: dict[str, Written] = msgspec.field(default_factory=dict)
    _own: dict[str, Written] = msgspec.field(default_factory=dict)

    @property
    def phase(self) -> str:
        """Where the round stands, by which the pages are styled."""
        return self.scene.phase.value

    def phase_of(self, user: str) -> str:
        """Return where the round stands for a seat, "removed" for one that the host has taken out."""
        return "removed" if user in self.scene.round.removed else self.phase

    def differs(self, before: Frame, page: str, user: str) -> bool:
        """Whether a page, or a seat's own part of it, shows something else than in an earlier frame."""
        if self is before:
            return False
        if self.shared(page).version != before.shared(page).version:
            return True
        return bool(user) and self._of(user) != before._of(user)

    def _of(self, user: str) -> object:
        """Return the values that a seat's own part depends on."""
        current = self.scene.round
        return current.state, self.seats.get(user), user in current.removed, len(current.players)

    def shared(self, page: str) -> Written:
        """Return what all pages of a kind have alike."""
        if page not in self._shared:
            self._shared[page] = _written(_moment(self.scene, page), _PARTS[page](self.scene))
        return self._shared[page]

    def own(self, user: str) -> Written | None:
        """Return a seat's own part, None for somebody who does not play."""
        if user in self._own:
            return self._own[user]
        if user in self.scene.round.removed:
            return _written({"phase": "removed", "spoken": self.scene.say(words.REMOVED)}, seat.removed(self.scene))
        mine = self.seats.get(user)
        if mine is not None:
            self._own[user] = _own(self.scene, mine)
        return self._own.get(user)


def frame(scene: Scene) -> Frame:
    """Return a round as it stands, ready to be written."""
    return Frame(scene, _seats(scene))


def _moment(scene: Scene, page: str) -> Mapping[str, object]:
    # Whoever holds the class hears it from the board.
    spoken = "" if page == "host" else pieces.spoken(scene)
    return {"phase": scene.phase.value, "isPaused": scene.is_paused, "spoken": spoken}


def _seats(scene: Scene) -> Mapping[str, seat.Own]:
    """Return what is each player's own; made for all at once, for a class looks at the same moment."""
    current = scene.round
    # While a question is open nobody's place is told, and only the answers to that question were read.
    places = {} if current.state.is_asking else {place.player.id: place for place in standings(current)}
    ranks = Counter(place.rank for place in places.values())
    answers = {answer.player: answer for answer in current.answers_to(current.state.question)}
    wishes = {taken.user: taken.wish for taken in scene.watched.seats}
    missed = missed_questions(current) if current.is_over else {}
    given = {(answer.player, answer.question): answer for answer in current.answers} if missed else {}
    return {
        player.id: seat.Own(
            player,
            places.get(player.id),
            answers.get(player.id),
            wishes.get(player.id, ""),
            player.id in places and ranks[places[player.id].rank] > 1,
            tuple((number, given.get((player.id, number))) for number in missed.get(player.id, ())),
        )
        for player in current.players
    }


def _own(scene: Scene, mine: seat.Own) -> Written:
    answer, asked = mine.answer, scene.round.asked
    told = {
        "spoken": seat.announcement(scene, mine),
        "chosen": answer.picks(asked) if answer and asked else (),
        "isFinal": answer is not None and not scene.round.plan.can_change,
        "until": pieces.milliseconds(seat.deadline(scene, mine)),
    }
    return _written(told, seat.own(scene, mine))


def _written(told: Mapping[str, object], parts: Parts) -> Written:
    content = msgspec.json.encode({**told, "parts": {name: str(html) for name, html in parts.items()}})
    return Written(content, sha256(content).hexdigest()[:VERSION_LENGTH], parts)
