"""/study remind: to be told in private, at one's own time, that cards are due."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Reply, Request, UsageError
from bot.commands.context import Context
from bot.commands.moderation.settings import complete_zone
from bot.commands.places import records_of
from bot.commands.row import Option, Outcome, action_of
from bot.commands.schedule.reading import read_rule, read_time, read_zone
from bot.replies.catalog import N_
from bot.replies.study import reminders as replies
from bot.schedule.reminder import Reminder, ReminderSet, ReminderStopped
from bot.schedule.rule import Kind, Rule

OFF = ("off", "no", "none")

OPTIONS = (
    Option("remind", N_("a private message when cards are due: at which time, as 18:00; or off"), named=True),
    Option(
        "zone", N_("whose time: a time zone, or a city in it; else this place's"), complete=complete_zone, named=True
    ),
    Option("weekdays", N_("on which days to remind you, as mon-fri or mon,wed"), named=True),
)


def is_about_reminders(request: Request) -> bool:
    """Whether somebody who asked for /study means their reminder."""
    return any(option.name in request.options for option in OPTIONS)


def remind(request: Request, context: Context) -> Outcome:
    """Set a person's reminder, or switch it off."""
    if "remind" not in request.options:
        raise UsageError(replies.alone(context.say))
    if request.options["remind"].casefold().strip() in OFF:
        return _stop(request, context)
    reminder = Reminder(request.user, _rule(request, context), context.say.locale).ahead(request.at)
    if reminder.next_at is None:
        raise UsageError(replies.never(context.say))
    reply = replies.set_for(context.say, reminder.next_at, reminder.rule.zone, action_of("study", remind=OFF[0]))
    return Outcome(reply, (ReminderSet(reminder),))


def told_of_refusal(outcome: Outcome, request: Request, context: Context) -> Outcome:
    """Return an outcome that says, once, that a reminder was switched off since it could not be delivered."""
    reminder = records_of(context).reminder(request.user)
    if reminder is None or not reminder.is_refused:
        return outcome
    reply: Reply = replace(outcome.reply, notes=(*outcome.reply.notes, replies.refused(context.say)))
    return replace(outcome, reply=reply, store=(*outcome.store, ReminderStopped(request.user, request.at)))


def _stop(request: Request, context: Context) -> Outcome:
    if records_of(context).reminder(request.user) is None:
        raise UsageError(replies.none_set(context.say))
    return Outcome(replies.stopped(context.say), (ReminderStopped(request.user, request.at),))


def _rule(request: Request, context: Context) -> Rule:
    at = read_time(request.options["remind"], context)
    typed = request.options.get("zone", "")
    zone = read_zone(typed, context, request.command, request.options) if typed else context.settings.zone
    return read_rule(Rule(Kind.DAILY, at, zone), request, context)
