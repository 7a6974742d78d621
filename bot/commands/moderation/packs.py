"""/packs: a community's own questions, from the formats of other tools and into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat import Attachment, File, NotAllowedError, Request, Style, UsageError, button
from bot.commands.context import Context, HostContext, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import community_lock
from bot.commands.reading.pages import Paged, limit_of, paged
from bot.commands.reading.stored import complete_any_pack, complete_own_pack
from bot.commands.row import Outcome, command, hosted, moderated
from bot.commands.trivia.playing import latest
from bot.community import AuditEntry
from bot.facts.model import Question
from bot.facts.names import fold
from bot.replies.catalog import N_
from bot.replies.moderation import packs as replies
from bot.replies.trivia import refusals
from bot.trivia import material
from bot.trivia.formats import known
from bot.trivia.formats.imported import Imported, RefusedError
from bot.trivia.own import Listed, PackImported, PackRemoved, named, pack_of

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 5
MOST_QUESTIONS = 2_000
# A question takes a dozen lines; each line costs every reader that is tried some time, even an empty one.
MOST_LINES = 200_000
LINE_END = b"\n"
MOST_PACKS = 50


class Import(Options):
    """Which file, and what becomes of it."""

    file: Attachment = option(N_("a file of questions, up to 5 MB"))
    name: str = option(
        N_("what the pack shall be called; its title or the file's name if left out"), default="", named=True
    )
    format: str = option(N_("when the file does not tell it"), default="", choices=replies.READ, named=True)


class Export(Options):
    """Which pack, and for which tool."""

    pack: str = option(N_("a pack"), complete=complete_any_pack)
    format: str = option(N_("for which tool"), default="csv", choices=replies.WRITTEN)


class Remove(Options):
    """Which pack, and whether that is meant."""

    pack: str = option(N_("a pack of this community's own"), complete=complete_own_pack)
    sure: bool = option(N_("whether it shall really be removed"), default=False, hidden=True)


@dataclass(frozen=True, slots=True)
class NamedPack:
    """A pack somebody named, and its questions; `is_own` when it is the community's."""

    name: str
    title: str
    questions: tuple[Question, ...]
    is_own: bool


def prepare(request: Request, context: Context) -> Request:
    """Read the file that came with a request, in a process of its own."""
    attachment, say = request.attachment, context.say
    if attachment is None:
        raise RuntimeError("a row that takes a file was asked without one")
    if len(attachment.content) > SIZE_LIMIT * MEGABYTE:
        raise UsageError(replies.too_large(say, SIZE_LIMIT))
    if attachment.content.count(LINE_END) > MOST_LINES:
        raise UsageError(replies.too_many_lines(say, attachment.name, MOST_LINES))
    try:
        found = known.read_apart(attachment.name, attachment.content, request.options.get("format", ""))
    except RefusedError as error:
        raise UsageError(replies.unreadable(say, attachment.name, str(error))) from None
    return replace(request, attachment=replace(attachment, reading=found))


@moderated(
    "packs import",
    N_("Make a pack of a file of questions; only this community is asked them"),
    "/packs import",
    "/packs import name:grade-9",
    prepare=prepare,
)
def take(options: Import, context: StoredContext) -> Outcome:
    """Make a pack of the community's own of an attached file, and tell of everything that was not carried over."""
    reading = options.file.reading
    if not isinstance(reading, known.Read):
        raise RuntimeError("the file was not read before the row was asked")
    imported = _kept(reading, options.file.name, context)
    pack = pack_of(imported, options.file.name, options.name, context.now)
    is_again = _check_name(pack.name, context)
    community = context.community
    entry = AuditEntry(context.user, context.now, context.command, f"{pack.name}: {len(pack.questions)}")
    stored = (PackImported(community.platform, community.id, pack), entry)
    reply = replies.imported(context.say, pack.listed, imported.remarks, is_again)
    undo = button(replies.undo_label(context.say), "packs remove", pack=pack.name, sure="yes")
    # What a pack replaced is not kept, so that taking it back would leave none.
    shown = replies.with_preview(context.say, reply, replace(reading, imported=imported), pack.name)
    return Outcome(shown if is_again else replace(shown, choices=(undo,)), stored)


def _kept(reading: known.Read, name: str, context: Context) -> Imported:
    """Return the questions under the ids by which they are known again; UsageError when there are none, or too many."""
    say = context.say
    imported = named(reading.imported)
    if not imported.questions:
        raise UsageError(replies.nothing_in_it(say, name, imported.remarks))
    if len(imported.questions) > MOST_QUESTIONS:
        raise UsageError(replies.too_many(say, len(imported.questions), MOST_QUESTIONS))
    return imported


def _check_name(name: str, context: StoredContext) -> bool:
    """Return whether the community has a pack of that name, which the new one replaces."""
    if not name:
        raise UsageError(replies.no_name(context.say))
    if name in {*(pack.id for pack in context.library.packs), *context.settings.packs_off}:
        raise UsageError(replies.name_taken(context.say, name))
    own = {pack.name for pack in context.records.own_packs(context.community)}
    if name not in own and len(own) >= MOST_PACKS:
        raise UsageError(replies.too_many_packs(context.say, MOST_PACKS))
    return name in own


def give_any(options: Export, context: StoredContext) -> Outcome:
    """Hand out any pack's questions as a file for another tool."""
    return _written(find_pack(options.pack, context), options, context)


@hosted(
    latest,
    "packs export",
    N_("A pack's questions as a file for another tool"),
    "/packs export nato-russia",
    "/packs export nato-russia kahoot",
    lock=community_lock,
    run_any=give_any,
)
def give(options: Export, context: HostContext) -> Outcome:
    """Hand out an installed pack, or the one of the round that was hosted."""
    pack = find_pack(options.pack, context)
    if pack.is_own and pack.name != context.started.round.plan.wishes.pack:
        raise NotAllowedError(replies.not_played(context.say))
    return _written(pack, options, context)


def _written(pack: NamedPack, options: Export, context: Context) -> Outcome:
    written = known.write(pack.questions, options.format)
    count = len(pack.questions) - sum(remark.is_lost for remark in written.remarks)
    file = File(f"{pack.name}{written.ending}", written.content)
    return Outcome(replies.exported(context.say, count, written.remarks, file))


def find_pack(text: str, context: StoredContext) -> NamedPack:
    """Return the pack that a name or title means, the community's or the installation's; UsageError when none."""
    own = context.records.own_packs(context.community)
    listed = _meant(text, own)
    pack = context.records.own_pack(context.community, listed.name) if listed else None
    if pack:
        return NamedPack(pack.name, pack.title, pack.questions, is_own=True)
    for one in context.library.packs:
        if fold(text) in {fold(one.id), fold(one.title)}:
            return NamedPack(one.id, one.title, material.of_pack(context.library, one.id), is_own=False)
    names = [*(one.id for one in context.library.packs), *(one.name for one in own)]
    raise UsageError(refusals.no_pack(context.say, text, names))


def _meant(text: str, own: Sequence[Listed]) -> Listed | None:
    return next((one for one in own if fold(text) in {fold(one.name), fold(one.title)}), None)


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
    """Remove a pack of the community's own, once somebody has said that they are sure."""
    say, community = context.say, context.community
    own = context.records.own_packs(community)
    pack = _meant(options.pack, own)
    if pack is None:
        raise UsageError(_not_own(options.pack, own, context))
    if not options.sure:
        sure = button(replies.remove_label(say), "packs remove", pack=pack.name, sure="yes")
        return Outcome(replies.ask_to_remove(say, pack, replace(sure, style=Style.DANGER)))
    entry = AuditEntry(context.user, context.now, context.command, pack.name)
    stored = (PackRemoved(community.platform, community.id, pack.name), entry)
    return Outcome(replace(replies.removed(say, pack.name), replaces=True), stored)


def _not_own(text: str, own: Sequence[Listed], context: Context) -> str:
    if fold(text) in {fold(pack.id) for pack in context.library.packs}:
        return replies.not_own(context.say, text)
    return refusals.no_pack(context.say, text, [one.name for one in own])


ROWS = (take, give, show, remove)
