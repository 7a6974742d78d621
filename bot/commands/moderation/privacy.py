"""/privacy: what is kept about oneself, as a list, as a file, or no longer."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.chat import File, Reply, Style, User, button
from bot.commands.context import StoredContext
from bot.commands.options import Nothing, Options, option
from bot.commands.places import community_lock
from bot.commands.row import Outcome, command
from bot.community import Kept, PersonForgotten
from bot.frozen import replace
from bot.replies.catalog import N_
from bot.replies.moderation import privacy as replies


class Delete(Options):
    """Whether the person has confirmed it."""

    sure: bool = option(N_("whether it shall really be deleted"), default=False, hidden=True)


@command("privacy show", N_("What I keep about you"), "/privacy show", lock=community_lock)
def show(options: Nothing, context: StoredContext) -> Outcome:
    """Tell what is kept about the person who asks."""
    return Outcome(replies.kept(context.say, _kept(context)))


@command("privacy export", N_("Everything I keep about you, as a file"), "/privacy export", lock=community_lock)
def export(options: Nothing, context: StoredContext) -> Outcome:
    """Hand out all that is kept about the person who asks."""
    kept = _kept(context)
    if not kept:
        return Outcome(Reply(text=context.say(replies.NOTHING)))
    return Outcome(replies.exported(context.say, File("dateline-privacy.json", _json(context.user, kept))))


@command("privacy delete", N_("Delete everything I keep about you"), "/privacy delete", lock=community_lock)
def delete(options: Delete, context: StoredContext) -> Outcome:
    """Forget the person who asks, once they have confirmed it."""
    kept = _kept(context)
    if not kept:
        return Outcome(Reply(text=context.say(replies.NOTHING)))
    if options.sure:
        done = replace(replies.deleted(context.say), replaces=True)
        return Outcome(done, (PersonForgotten(context.user, context.platform.ids_are_global),))
    sure = replace(button(context.say(replies.DELETE), "privacy delete", sure="yes"), style=Style.DANGER)
    return Outcome(replies.ask_to_delete(context.say, kept, sure))


def _kept(context: StoredContext) -> Sequence[Kept]:
    return context.records.kept(context.user, context.platform.ids_are_global)


def _json(user: User, kept: Sequence[Kept]) -> bytes:
    communities: dict[str, dict[str, object]] = {}
    for one in kept:
        communities.setdefault(one.community.id, {})[one.name] = one.entries
    document = {"platform": user.platform, "user": user.id, "communities": communities}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


ROWS = (show, export, delete)
