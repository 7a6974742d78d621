"""A round as it stands, written once for all who watch it: the same bytes to all, and a small part to each seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from adapters.web import pieces, seat, words
from adapters.web.board import board
from adapters.web.host import host
from adapters.web.pieces import Parts, Scene
from bot.trivia.standings import Place, standings

VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Written:
    """What is sent: as JSON, under a version by which the same is known again; `parts` are what is in it."""

    content: bytes
    version: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Frame:
    """A round as it stands, for the board, the seats and the host; each seat's own part is written when asked for."""

    scene: Scene
    shared: Mapping[str, Written]
    places: Mapping[str, Place]
    wishes: Mapping[str, str]
    _own: dict[str, Written] = field(default_factory=dict)

    @property
    def phase(self) -> str:
        """Where the round stands, as the pages are styled by it."""
        return self.scene.phase.value

    def phase_of(self, user: str) -> str:
        """Return where the round stands for a seat, which may have been taken out."""
        return "removed" if user in self.scene.round.removed else self.phase

    def own(self, user: str) -> Written | None:
        """Return a seat's own part, None for somebody who does not play."""
        if user not in self._own:
            written = self._write(user)
            if written is None:
                return None
            self._own[user] = written
        return self._own[user]

    def _write(self, user: str) -> Written | None:
        current = self.scene.round
        if user in current.removed:
            return _written({"phase": "removed", "spoken": words.removed(self.scene.say)}, seat.removed(self.scene))
        player = current.player(user)
        if player is None:
            return None
        answer = current.answer_of(user, current.state.question)
        mine = seat.Own(player, self.places.get(user), answer, self.wishes.get(user, ""))
        told = {
            "spoken": seat.announcement(self.scene, mine),
            "chosen": answer.choice if answer else None,
            "isFinal": answer is not None and not current.plan.can_change,
            "until": pieces.milliseconds(seat.deadline(self.scene, mine)),
        }
        return _written(told, seat.own(self.scene, mine))


def frame(scene: Scene) -> Frame:
    """Write a round as it stands."""
    told = {"phase": scene.phase.value, "isPaused": scene.is_paused, "spoken": pieces.spoken(scene)}
    shared = {
        "board": _written(told, board(scene)),
        "seat": _written(told, seat.shared(scene)),
        "host": _written({**told, "spoken": ""}, host(scene)),
    }
    # While a question is open nobody's place is told, and only the answers to that question were read.
    ranked = () if scene.round.state.is_asking else standings(scene.round)
    wishes = {one.user: one.wish for one in scene.watched.seats if one.wish}
    return Frame(scene, shared, {place.player.id: place for place in ranked}, wishes)


def _written(told: Mapping[str, object], parts: Parts) -> Written:
    content = msgspec.json.encode({**told, "parts": {name: str(html) for name, html in parts.items()}})
    return Written(content, sha256(content).hexdigest()[:VERSION_LENGTH], parts)
