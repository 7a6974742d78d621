"""Pictures of what was played: answers, standings, the daily game's row, each in words too for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat import Picture
from bot.pictures.recipes import Bar, Bars, Outcome, Place, Row
from bot.replies.catalog import Catalog
from bot.replies.trivia import questions
from bot.replies.trivia.standings import player_lines, team_lines
from bot.trivia.puzzle import Play
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Round

# What a phone shows at a glance, a bar each.
MOST = 8
# Teams are compared by averages, which have one decimal.
TENTHS = 10


def of_answers(say: Catalog, current: Round) -> Picture | None:
    """Return the picture of what was answered to the question that was asked last; None where nobody has answered."""
    asked, given = current.asked, current.answers_to(current.state.question)
    if asked is None or not given:
        return None
    note = say.count("{number} answer", "{number} answers", len(given))
    bars = _typed(say, current) if current.plan.is_typed else _chosen(say, current, asked)
    return _picture(say, Bars(questions.sentence(say, asked), note, len(given), tuple(bars)))


def of_standings(say: Catalog, current: Round) -> Picture | None:
    """Return the picture of the best teams, or players, at the end; None where nobody had anything right.

    There is none of real names either: a picture can have an address, and addresses are written into logs.
    """
    bars = tuple(_best(say, current)[:MOST])
    if current.plan.has_names or not bars:
        return None
    total = len(current.plan.questions)
    note = say.count("{number} question", "{number} questions", total)
    return _picture(say, Bars(say("The round is over"), note, total * TENTHS, bars, has_names=True))


def of_row(say: Catalog, play: Play) -> Picture:
    """Return the picture of the finished row of a daily game."""
    right, wrong, anchor = say("in its place"), say("misplaced"), say("stood there")
    words = {Outcome.RIGHT: right, Outcome.WRONG: wrong, Outcome.ANCHOR: anchor}
    outcomes = {id: Outcome.RIGHT if is_right else Outcome.WRONG for id, is_right in play.outcomes.items()}
    places = tuple(
        Place(say.date(piece.date), piece.title, outcomes.get(piece.id, Outcome.ANCHOR)) for piece in play.standing
    )
    title, note = say("Place it {number}", number=play.puzzle.number), f"{play.score}/{len(play.results)}"
    lines = (f"{place.date}: {place.title} ({words[place.outcome]})" for place in places)
    return Picture("\n".join((f"{title} ({note})", *lines)), Row(title, note, places, (right, wrong, anchor)))


def _picture(say: Catalog, recipe: Bars) -> Picture:
    lines = (_line(say, bar) for bar in recipe.bars)
    return Picture("\n".join((f"{recipe.title} ({recipe.note})", *lines)), recipe)


def _line(say: Catalog, bar: Bar) -> str:
    text = say("{letter}: {choice}", letter=bar.letter, choice=bar.text) if bar.letter else bar.text
    return f"{text}{' ✓' if bar.is_right else ''} – {bar.share}"


def _chosen(say: Catalog, current: Round, asked: Asked) -> Iterator[Bar]:
    given = current.answers_to(current.state.question)
    for index in range(len(asked.choices)):
        count = sum(index in one.picks(asked) for one in given)
        is_right = current.plan.is_scored and index in asked.rights
        yield Bar(
            questions.LETTERS[index],
            questions.choice(say, asked, index),
            count,
            _share(say, count, len(given)),
            is_right,
        )


def _typed(say: Catalog, current: Round) -> Iterator[Bar]:
    given = current.answers_to(current.state.question)
    right = sum(bool(one.is_right) for one in given)
    yield Bar("", say("Right"), right, _share(say, right, len(given)), is_right=True)
    yield Bar("", say("Something else"), len(given) - right, _share(say, len(given) - right, len(given)))


def _share(say: Catalog, count: int, total: int) -> str:
    return f"{say.number(count)} · {say.percent(count / total)}"


def _best(say: Catalog, current: Round) -> list[Bar]:
    """Return a bar for each team, or player, that had any right."""
    if current.plan.teams:
        lines = team_lines(say, current)
        return [Bar("", one.name, round(team.average * TENTHS), one.value) for one, team in lines if team.right]
    return [Bar("", one.name, place.right * TENTHS, one.value) for one, place in player_lines(say, current)]
