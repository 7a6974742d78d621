"""Who has how many right: players and teams, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.frozen import Frozen
from bot.trivia.plan import Player
from bot.trivia.round import Round


class Place(Frozen, frozen=True):
    """A player's place: those with equally many right share one."""

    rank: int
    player: Player
    right: int
    answered: int


class TeamPlace(Frozen, frozen=True):
    """A team's place, by how many right answers its members gave on average."""

    rank: int
    name: str
    members: int
    right: int

    @property
    def average(self) -> Fraction:
        """Right answers a member."""
        return Fraction(self.right, max(self.members, 1))


def standings(current: Round) -> tuple[Place, ...]:
    """Return all players, best first; a skipped question counts for nobody, nor does one that is not revealed yet."""
    left_out = (*current.state.skipped, current.unrevealed)
    counted = [one for one in current.answers if one.question not in left_out]
    right, answered = (
        dict.fromkeys((p.id for p in current.players), 0),
        dict.fromkeys((p.id for p in current.players), 0),
    )
    for one in counted:
        if one.player in right:
            right[one.player] += bool(one.is_right)
            answered[one.player] += 1
    ordered = sorted(current.players, key=lambda player: (-right[player.id], player.number))
    scores = [right[player.id] for player in ordered]
    return tuple(
        Place(scores.index(right[player.id]) + 1, player, right[player.id], answered[player.id]) for player in ordered
    )


def team_standings(current: Round) -> tuple[TeamPlace, ...]:
    """Return the teams, best first."""
    members = {name: [p for p in standings(current) if p.player.team == name] for name in current.plan.teams}
    sums = [(name, len(places), sum(place.right for place in places)) for name, places in members.items()]
    ordered = sorted(sums, key=lambda one: (-Fraction(one[2], max(one[1], 1)), one[0]))
    averages = [Fraction(right, max(number, 1)) for _, number, right in ordered]
    return tuple(
        TeamPlace(averages.index(average) + 1, name, number, right)
        for (name, number, right), average in zip(ordered, averages, strict=True)
    )


def winners(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return who shares the first place; nobody where nobody had anything right."""
    return tuple(place for place in places if place.rank == 1 and place.right)


def smallest_team(current: Round) -> str:
    """Return the team that has the fewest members, the first of several; "" in a round without teams."""
    sizes = {name: sum(player.team == name for player in current.players) for name in current.plan.teams}
    return min(sizes, key=lambda name: sizes[name], default="")


def missed_questions(current: Round) -> Mapping[str, Sequence[int]]:
    """Return which questions each player had wrong or left out, of those that count and came after the player."""
    if not current.plan.is_scored:
        return {}
    right = {(one.player, one.question) for one in current.answers if one.is_right}
    left_out = (*current.state.skipped, current.unrevealed)
    counted = [number for number in range(current.state.question + 1) if number not in left_out]
    return {
        player.id: [number for number in counted if number >= player.since and (player.id, number) not in right]
        for player in current.players
    }
