"""Who has how many right: players and teams, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from bot.frozen import Frozen, replace
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
    answers = [answer for answer in current.answers if answer.question not in current.uncounted]
    answered = Counter(answer.player for answer in answers)
    right = Counter(answer.player for answer in answers if answer.is_right)
    ordered = sorted(current.players, key=lambda player: (-right[player.id], player.number))
    scores = [right[player.id] for player in ordered]
    return tuple(
        Place(scores.index(score) + 1, player, score, answered[player.id])
        for player, score in zip(ordered, scores, strict=True)
    )


def team_standings(current: Round) -> tuple[TeamPlace, ...]:
    """Return the teams, best first."""
    members = {name: [p for p in standings(current) if p.player.team == name] for name in current.plan.teams}
    teams = [TeamPlace(0, name, len(places), sum(place.right for place in places)) for name, places in members.items()]
    ordered = sorted(teams, key=lambda team: (-team.average, team.name))
    averages = [team.average for team in ordered]
    return tuple(replace(team, rank=averages.index(team.average) + 1) for team in ordered)


def winners(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return all first places; none where nobody had anything right."""
    return tuple(place for place in places if place.rank == 1 and place.right)


def smallest_team(current: Round) -> str:
    """Return the team that has the fewest members, the first of several; "" in a round without teams."""
    sizes = {name: sum(player.team == name for player in current.players) for name in current.plan.teams}
    return min(sizes, key=lambda name: sizes[name], default="")


def missed_questions(current: Round) -> Mapping[str, Sequence[int]]:
    """Return which questions each player had wrong or left out, of those that count and came after they joined."""
    if not current.plan.is_scored:
        return {}
    right = {(answer.player, answer.question) for answer in current.answers if answer.is_right}
    counted = [number for number in range(current.state.question + 1) if number not in current.uncounted]
    return {
        player.id: [number for number in counted if number >= player.since and (player.id, number) not in right]
        for player in current.players
    }
