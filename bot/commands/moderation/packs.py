"""/packs: a community's own questions, from the formats of other tools and into them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.chat import File, NotAllowedError, Reply, Style, UsageError, button
from bot.commands.context import Context, HostContext, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import community_lock
from bot.commands.reading.pages import Paged, limit_of, paged
from bot.commands.reading.stored import complete_any_pack, complete_own_pack
from bot.commands.row import Outcome, command, hosted, moderated
from bot.commands.trivia.playing import latest
from bot.facts.model import Question
from bot.facts.names import fold
from bot.frozen import Frozen, replace
from bot.replies.catalog import N_, Catalog
from bot.replies.moderation import packs as replies
from bot.replies.trivia import refusals
from bot.trivia import material
from bot.trivia.formats.format import FORMATS
from bot.trivia.own import Listed, PackRemoved

# The formats that can be written, by name; first our own, in which nothing is lost.
WRITTEN = {
    format.name: format.written for format in sorted(FORMATS, key=lambda format: format.name != "csv") if format.written
}


class Export(Options):
    """Which pack, and for which tool."""

    pack: str = option(N_("a pack"), complete=complete_any_pack)
    format: str = option(N_("for which tool"), default="csv", choices=WRITTEN)


class Remove(Options):
    """Which pack, and whether the person has confirmed it."""

    pack: str = option(N_("a pack of this community's own"), complete=complete_own_pack)
    sure: bool = option(N_("whether it shall really be removed"), default=False, hidden=True)


class NamedPack(Frozen, frozen=True):
    """A pack that a command names, and its questions; `is_own` tells that it is the community's."""

    name: str
    title: str
    questions: tuple[Question, ...]
    is_own: bool


def give_any(options: Export, context: StoredContext) -> Outcome:
    """Hand out any pack's questions as a file for another tool."""
    return _late(find_pack(options.pack, context), options, context.say)


@hosted(
    latest,
    "packs export",
    N_("A pack's questions as a file for another tool"),
    "/packs export nato-russia",
    "/packs export nato-russia kahoot",
    run_any=give_any,
    reads=True,
)
def give(options: Export, context: HostContext) -> Outcome:
    """Hand out an installed pack, or the one of the round that was hosted."""
    pack = find_pack(options.pack, context)
    if pack.is_own and pack.name != context.started.round.plan.wishes.pack:
        raise NotAllowedError(context.say(replies.NOT_PLAYED))
    return _late(pack, options, context.say)


def _late(pack: NamedPack, options: Export, say: Catalog) -> Outcome:
    # To write 2,000 questions takes up to a second.
    return Outcome(Reply(), late=partial(_written, pack, options, say))


def _written(pack: NamedPack, options: Export, say: Catalog) -> Reply:
    # Imported here: the import loads the readers and writers of a dozen formats.
    from bot.trivia.formats.known import write

    written = write(pack.questions, options.format)
    count = len(pack.questions) - sum(remark.is_lost for remark in written.remarks)
    file = File(f"{pack.name}{written.ending}", written.content)
    return replies.exported(say, count, written.remarks, file)


def find_pack(text: str, context: StoredContext) -> NamedPack:
    """Return the pack of a name or title, the community's or an installed one; UsageError when there is none."""
    own = context.records.own_packs(context.community)
    listed = _meant(text, own)
    pack = context.records.own_pack(context.community, listed.name) if listed else None
    if pack:
        return NamedPack(pack.name, pack.title, pack.questions, is_own=True)
    for installed in context.library.packs:
        if fold(text) in {fold(installed.id), fold(installed.title)}:
            questions = material.of_pack(context.library, installed.id)
            return NamedPack(installed.id, installed.title, questions, is_own=False)
    names = [*(installed.id for installed in context.library.packs), *(pack.name for pack in own)]
    raise UsageError(refusals.no_pack(context.say, text, names))


def _meant(text: str, own: Sequence[Listed]) -> Listed | None:
    return next((pack for pack in own if fold(text) in {fold(pack.name), fold(pack.title)}), None)


@command("packs list", N_("Which packs there are here"), "/packs list", lock=community_lock)
def show(options: Paged, context: StoredContext) -> Outcome:
    """List the packs there are here."""
    own = context.records.own_packs(context.community)
    installed = [(pack, len(material.of_pack(context.library, pack.id))) for pack in context.library.packs]
    reply = replies.listed(context.say, installed, own)
    total = len(reply.items)
    page = reply.items[options.offset :][: limit_of(context) or total]
    return Outcome(paged(replace(reply, items=page), options, context, total))


@moderated("packs remove", N_("Remove a pack of this community's own"), "/packs remove grade-9")
def remove(options: Remove, context: StoredContext) -> Outcome:
    """Remove a pack of the community's own, once the person has confirmed it."""
    say, community = context.say, context.community
    own = context.records.own_packs(community)
    pack = _meant(options.pack, own)
    if pack is None:
        raise UsageError(_not_own(options.pack, own, context))
    if not options.sure:
        sure = button(say(replies.REMOVE), "packs remove", pack=pack.name, sure="yes")
        return Outcome(replies.ask_to_remove(say, pack, replace(sure, style=Style.DANGER)))
    stored = (PackRemoved(community, pack.name), context.audited(pack.name))
    return Outcome(Reply(text=say(replies.REMOVED, pack=pack.name), replaces=True), stored)


def _not_own(text: str, own: Sequence[Listed], context: Context) -> str:
    if fold(text) in {fold(pack.id) for pack in context.library.packs}:
        return context.say(replies.NOT_OWN, pack=text)
    return refusals.no_pack(context.say, text, [pack.name for pack in own])


ROWS = (give, show, remove)
