"""How standings and results are told: places, winners, leaderboards, reports, and what somebody missed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Field, Item, Reply
from bot.facts.library import Library
from bot.replies.catalog import N_, Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.boards import in_browsers
from bot.trivia.plan import Player
from bot.trivia.records import Missed, Score
from bot.trivia.round import Round
from bot.trivia.standings import Place, TeamPlace, standings, team_standings, winners

LEADERBOARDS_OFF = N_(
    "Leaderboards are switched off here. A moderator can switch them on: /settings set leaderboards:yes"
)
NO_PLAYER = N_("That person does not play in this round.")
NOTHING_TO_ACCEPT = N_("Nobody's answer “{text}” to that question was wrong.")
NO_SCORES = N_("This is a survey: nothing is right or wrong, so there are no standings.")
SEASON_BEGUN = N_("A new season has begun: the leaderboards are empty.")
RENAMED = N_("Now they are shown by this name: {name}.")
REMOVED = N_("They are out of the round, and their answers are deleted.")


def name(say: Catalog, player: Player) -> str:
    """Name a player as the others see them."""
    return player.name or say("Player {number}", number=player.number)


def winner(say: Catalog, current: Round) -> str:
    """Name who won: the best team where there are teams, else the best players."""
    if current.plan.teams:
        best = [team.name for team in team_standings(current) if team.rank == 1 and team.right]
    else:
        best = [name(say, place.player) for place in winners(standings(current))]
    if not best:
        return say("Nobody had one right, so nobody wins.")
    return say.count("The winner: {names}!", "The winners: {names}!", len(best), names=say.several(best))


def top_fields(say: Catalog, current: Round, most: int) -> tuple[Field, ...]:
    """Return the best players with how many they had right; those who had none right are not named."""
    return tuple(field for field, _ in player_lines(say, current)[:most])


def team_fields(say: Catalog, current: Round) -> tuple[Field, ...]:
    """Return the teams with how many right answers their members gave on average."""
    return tuple(field for field, _ in team_lines(say, current))


def player_lines(say: Catalog, current: Round) -> Sequence[tuple[Field, Place]]:
    """Return who had any right, the best first, each as it is told."""
    places = [place for place in standings(current) if place.right]
    ranks = [place.rank for place in places]
    return [
        (
            Field(
                say("{rank}. {name}", rank=rank_text(place.rank, ranks), name=name(say, place.player)),
                say.count("{number} right", "{number} right", place.right),
            ),
            place,
        )
        for place in places
    ]


def team_lines(say: Catalog, current: Round) -> Sequence[tuple[Field, TeamPlace]]:
    """Return the teams, the best first, each as it is told."""
    teams = team_standings(current)
    ranks = [team.rank for team in teams]
    return [
        (
            Field(
                say("{rank}. {name}", rank=rank_text(team.rank, ranks), name=team.name),
                say("{average} right on average", average=f"{float(team.average):.1f}"),
            ),
            team,
        )
        for team in teams
    ]


def rank_text(rank: int, ranks: Sequence[int]) -> str:
    """Write a place; one that several share has a sign of that, as in tables of sport."""
    return f"={rank}" if ranks.count(rank) > 1 else f"{rank}"


def table(say: Catalog, current: Round, mine: Player | None) -> Reply:
    """Show the standings, and to who asks their own place."""
    places = standings(current)
    own = [place for place in places if mine and place.player.id == mine.id]
    done, total = current.state.question + 1, len(current.plan.questions)
    notes = (
        say(
            "You ({name}): place {rank}, {right} right of {answered} answered.",
            name=name(say, place.player),
            rank=rank_text(place.rank, [one.rank for one in places]),
            right=place.right,
            answered=place.answered,
        )
        for place in own
    )
    return Reply(
        title=say("Standings"),
        text=say("Question {number} of {total}", number=done, total=total) if done else "",
        fields=(*team_fields(say, current), *top_fields(say, current, 10)),
        notes=(*notes, *in_browsers(say, current)),
    )


def leaderboard(say: Catalog, scores: Sequence[Score], *, is_channel: bool) -> Reply:
    """Show the best of the season."""
    title = say("Leaderboard of this channel") if is_channel else say("Leaderboard")
    if not scores:
        return Reply(title=title, text=say("No round has been finished this season."))
    fields = (
        Field(
            say("{rank}. {name}", rank=rank, name=score.name or say("somebody without a nickname")),
            say("{right} right of {answered}", right=say.number(score.right), answered=say.number(score.answered)),
        )
        for rank, score in enumerate(scores, 1)
    )
    return Reply(title=title, fields=tuple(fields))


def missed(say: Catalog, library: Library, found: Sequence[Missed]) -> Reply:
    """Show somebody what they had wrong, with the right answers and where they can be read."""
    if not found:
        return Reply(text=say("You have missed nothing lately."))
    return Reply(title=say("What you missed"), items=tuple(_missed(say, library, one) for one in found))


def _missed(say: Catalog, library: Library, one: Missed) -> Item:
    asked = one.asked
    given = questions.given(say, asked, one.answer)
    right = questions.said(say, asked, asked.answer)
    said = say("You said: {answer}. Right: {right}.", answer=given, right=right)
    why = questions.explanation(say, library, asked)
    return Item(
        questions.sentence(say, asked),
        text=f"{said} {why}".strip(),
        sources=questions.sources(say, library, asked)[:1],
    )


def report(say: Catalog, current: Round) -> Reply:
    """Hand the host the results."""
    hardest = [
        (asked, given, sum(bool(one.is_right) for one in given))
        for number, asked in enumerate(current.plan.questions)
        if (given := current.answers_to(number))
    ]
    hardest.sort(key=lambda one: one[2] / len(one[1]))
    return Reply(
        title=say("Results of the round"),
        text=say.count("{number} player", "{number} players", len(current.players)),
        items=tuple(
            Item(
                questions.sentence(say, asked),
                text=say("{right} of {total} had it right.", right=right, total=len(given)),
            )
            for asked, given, right in hardest[:3]
            if current.plan.is_scored
        ),
        notes=(say("Single answers are deleted after 90 days; this file is yours to keep or delete."),),
    )


def accepted(say: Catalog, number: int, text: str) -> Reply:
    """Say that an answer counts now."""
    return Reply(
        text=say.count(
            "“{text}” counts now, for {number} player.", "“{text}” counts now, for {number} players.", number, text=text
        )
    )


def which_answer(say: Catalog, number: int, choices: Sequence[Choice]) -> Reply:
    """List the typed answers to a question that were wrong, to be accepted by a press."""
    if not choices:
        return Reply(text=say("No answer to question {number} was wrong.", number=number))
    return Reply(text=say("Which answers to question {number} shall count?", number=number), choices=tuple(choices))


def extra_given(say: Catalog, who: str, seconds: int) -> Reply:
    """Confirm somebody's extra time."""
    return Reply(
        text=say.count(
            "{name}: {number} more second at each question of this round. Nobody else is told.",
            "{name}: {number} more seconds at each question of this round. Nobody else is told.",
            seconds,
            name=who,
        )
    )
