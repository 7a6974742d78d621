"""What is offered while somebody types that only the store knows: schedules, packs of one's own, teams, players."""

from __future__ import annotations

from collections.abc import Iterable

from bot.commands.context import StoredContext
from bot.commands.reading.asking import MOST_CHOICES, Completion, FromStore
from bot.facts.names import fold
from bot.replies.schedule.schedules import summary
from bot.replies.trivia.questions import sentence
from bot.replies.trivia.standings import name as player_name
from bot.trivia.round import Round


def _schedules(context: StoredContext, beginning: str) -> Completion:
    """Offer a community's schedules by their numbers and by what they post."""
    schedules = context.records.schedules(context.community)
    pairs = ((f"{one.id}: {summary(context.say, one.rule)}", str(one.id)) for one in schedules)
    return _fitting(pairs, beginning)


def _own_packs(context: StoredContext, beginning: str) -> Completion:
    """Offer the packs that a community has of its own, by their titles."""
    packs = context.records.own_packs(context.community)
    return _fitting(((pack.title or pack.name, pack.name) for pack in packs), beginning)


def _packs(context: StoredContext, beginning: str) -> Completion:
    """Offer the packs that are on, and those that a community has of its own."""
    on = _fitting(((pack.title, pack.id) for pack in context.library.packs), beginning)
    return (*on, *_own_packs(context, beginning))[:MOST_CHOICES]


def _teams(context: StoredContext, beginning: str) -> Completion:
    """Offer the teams of the channel's round."""
    current = _round(context)
    return _fitting(((team, team) for team in current.plan.teams), beginning) if current else ()


def _players(context: StoredContext, beginning: str) -> Completion:
    """Offer the players of the channel's round as the others see them: by nickname or number."""
    current, say = _round(context), context.say
    pairs = ((player_name(say, one), one.name or str(one.number)) for one in (current.players if current else ()))
    return _fitting(pairs, beginning)


def _questions(context: StoredContext, beginning: str) -> Completion:
    """Offer the questions of the channel's round that have been asked."""
    current = _round(context)
    asked = current.plan.questions[: current.state.question + 1] if current else ()
    return _fitting(
        ((f"{number}: {sentence(context.say, one)}", str(number)) for number, one in enumerate(asked, 1)), beginning
    )


def _reports(context: StoredContext, beginning: str) -> Completion:
    """Offer the reports that wait, by their numbers and their words."""
    reports = context.records.open_reports(context.community)
    return _fitting(((f"{one.id}: {one.text}", str(one.id)) for one in reports), beginning)


def _round(context: StoredContext) -> Round | None:
    started = context.records.glimpsed(context.channel)
    return started.round if started else None


def _fitting(pairs: Iterable[tuple[str, str]], beginning: str) -> Completion:
    """Return the first pairs in whose labels what was typed stands."""
    typed = fold(beginning)
    return tuple(pair for pair in pairs if typed in fold(pair[0]))[:MOST_CHOICES]


complete_schedule = FromStore(_schedules)
complete_own_pack = FromStore(_own_packs)
complete_any_pack = FromStore(_packs)
complete_team = FromStore(_teams)
complete_player = FromStore(_players)
complete_question = FromStore(_questions)
complete_report = FromStore(_reports)
