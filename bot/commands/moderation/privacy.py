"""/privacy: what is kept about oneself, as a list, as a file, or no longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from bot.chat import File, Reply, Request, Style
from bot.commands.context import Context
from bot.commands.places import community_lock, records_of
from bot.commands.row import Command, Kind, Option, Outcome, Response, Visibility, button
from bot.community import Kept, PersonForgotten
from bot.replies.catalog import N_
from bot.replies.moderation import privacy as replies


def show(request: Request, context: Context) -> Outcome:
    """Tell what is kept about the person who asks."""
    return Outcome(replies.kept(context.say, _kept(request, context)))


def export(request: Request, context: Context) -> Outcome:
    """Hand out all that is kept about the person who asks."""
    found = _kept(request, context)
    if not found:
        return Outcome(Reply(text=replies.nothing(context.say)))
    return Outcome(replies.exported(context.say, File("dateline-privacy.json", _json(request, found))))


def delete(request: Request, context: Context) -> Outcome:
    """Forget the person who asks, once they have said that they are sure."""
    found = _kept(request, context)
    if not found:
        return Outcome(Reply(text=replies.nothing(context.say)))
    if request.options.get("sure") == "yes":
        done = replace(replies.deleted(context.say), replaces=True)
        return Outcome(done, (PersonForgotten(request.user, context.platform.ids_are_global),))
    sure = replace(button(replies.delete(context.say), "privacy delete", sure="yes"), style=Style.DANGER)
    return Outcome(replies.ask_to_delete(context.say, found, sure))


def _kept(request: Request, context: Context) -> Sequence[Kept]:
    return records_of(context).kept(request.user, context.platform.ids_are_global)


def _json(request: Request, found: Sequence[Kept]) -> bytes:
    communities: dict[str, dict[str, object]] = {}
    for one in found:
        communities.setdefault(one.community.id, {})[one.name] = one.entries
    document = {"platform": request.user.platform, "user": request.user.id, "communities": communities}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _own(
    name: str,
    run: Callable[[Request, Context], Outcome],
    help_text: str,
    options: tuple[Option, ...] = (),
) -> Command:
    return Command(
        name,
        run,
        help_text,
        options,
        (f"/{name}",),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=community_lock,
    )


_SURE = Option("sure", N_("whether it shall really be deleted"), Kind.BOOLEAN, hidden=True)

ROWS = (
    _own("privacy show", show, N_("What I keep about you")),
    _own("privacy export", export, N_("Everything I keep about you, as a file")),
    _own("privacy delete", delete, N_("Delete everything I keep about you"), (_SURE,)),
)
