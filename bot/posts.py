"""What a schedule posts on a day: chosen among the facts, and put into words, in the same way for preview and post."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

from bot.chat import Reply
from bot.facts.library import Library
from bot.facts.model import Question
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.replies.schedule import posts as words
from bot.replies.trivia import daily
from bot.schedule.choice import Chosen, choose, choose_other, facts_of, questions_of
from bot.schedule.reasons import Reason
from bot.schedule.recurrence import Run
from bot.schedule.rule import Kind, Rule, Schedule
from bot.trivia.daily import Invitation, is_small


class Composed(Frozen, frozen=True):
    """A post: its reply, the ids of the facts that it tells, and for a question the answer that follows.

    `starts_over` tells that all facts had been told before.
    """

    reply: Reply
    facts: tuple[str, ...] = ()
    starts_over: bool = False
    answer: Reply | None = None


def topic_of(rule: Rule, day: date) -> str:
    """Return the topic under which told facts are remembered: the day of the year, "" for questions and texts."""
    return f"{day:%m-%d}" if rule.kind is Kind.DAILY else ""


def lack_of(rule: Rule) -> Reason:
    """Return why there is a day on which a schedule has nothing to post."""
    return Reason.TOO_FEW if rule.kind is Kind.PUZZLE else Reason.NOTHING


def compose(
    schedule: Schedule,
    run: Run,
    library: Library,
    say: Catalog,
    told: Set[str],
    instead_of: tuple[str, ...] = (),
    invitation: Invitation | None = None,
) -> Composed | None:
    """Return what a schedule posts, None on a day without anything; something else than `instead_of`, if possible.

    `invitation` is what a schedule of the daily game tells; without it, it only tells of the day's game.
    """
    rule = schedule.rule
    if rule.kind is Kind.PUZZLE:
        # The packs that are switched on may have too few events for the game.
        return None if is_small(library) else Composed(daily.invitation(say, invitation or Invitation(run.day)))
    if rule.kind is Kind.POST:
        return _single(rule, library, say)
    offered = facts_of(rule, library, run.day) if rule.kind is Kind.DAILY else questions_of(rule, library, schedule.id)
    count = rule.count if rule.kind is Kind.DAILY else 1
    chosen = choose_other(offered, told, instead_of, count) if instead_of else choose(offered, told, count)
    if not chosen.ids:
        return None
    if rule.kind is Kind.DAILY:
        return _daily(chosen, library, say, run.day)
    return _question(chosen, schedule, run, library, say)


def _daily(chosen: Chosen, library: Library, say: Catalog, day: date) -> Composed:
    reply = words.of_the_day(say, library, library.events(chosen.ids), day)
    return Composed(reply, chosen.ids, chosen.starts_over)


def _question(chosen: Chosen, schedule: Schedule, run: Run, library: Library, say: Catalog) -> Composed | None:
    question, rule = _record(library, chosen.ids[0]), schedule.rule
    if question is None:
        return None
    before = _record(library, schedule.question) if not rule.reveal else None
    at = run.at + timedelta(minutes=rule.reveal)
    when = words.reveal_after(say, at, rule.zone) if rule.reveal else say(words.REVEAL_WITH_NEXT)
    reply = words.question(say, library, question, before, when)
    answer = words.answer(say, library, question) if rule.reveal else None
    return Composed(reply, chosen.ids, chosen.starts_over, answer)


def _single(rule: Rule, library: Library, say: Catalog) -> Composed | None:
    if not rule.fact:
        return Composed(Reply(text=rule.text))
    fact = library.fact(rule.fact)
    return Composed(words.fact(say, library, fact), (fact.id,)) if fact else None


def _record(library: Library, record_id: str) -> Question | None:
    record = library.record(record_id)
    return record if isinstance(record, Question) else None
