"""/packs: a community's own questions, from the formats of other tools and into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat import Attachment, File, NotAllowedError, Request, Style, UsageError
from bot.commands import rights
from bot.commands.context import Context
from bot.commands.moderated import moderated
from bot.commands.moderation.settings import complete_pack
from bot.commands.places import community_lock, community_of, records_of
from bot.commands.reading.pages import FROM, limit_of, offset_of, paged
from bot.commands.row import Command, Kind, Option, Outcome, Response, Right, Visibility, button
from bot.commands.trivia.playing import last
from bot.community import AuditEntry
from bot.facts.model import Question
from bot.facts.names import fold
from bot.files.workbooks import UnreadableError
from bot.replies.catalog import N_
from bot.replies.moderation import packs as replies
from bot.replies.trivia import refusals
from bot.trivia import material
from bot.trivia.formats import known
from bot.trivia.formats.imported import Imported
from bot.trivia.own import Listed, PackImported, PackRemoved, named, pack_of

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 5
MOST_QUESTIONS = 2_000
MOST_PACKS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A pack somebody named, and its questions; `is_own` when it is the community's."""

    name: str
    title: str
    questions: tuple[Question, ...]
    is_own: bool


def take(request: Request, context: Context) -> Outcome:
    """Make a pack of the community's own of an attached file, and tell of everything that was not carried over."""
    attachment = request.attachment
    if attachment is None:
        raise UsageError(replies.no_file(context.say))
    imported = _read(attachment, request, context)
    pack = pack_of(imported, attachment.name, request.options.get("name", ""), request.at)
    is_again = _check_name(pack.name, request, context)
    community = community_of(request)
    entry = AuditEntry(request.user, request.at, request.command, f"{pack.name}: {len(pack.questions)}")
    stored = (PackImported(community.platform, community.id, pack), entry)
    return Outcome(replies.imported(context.say, pack.listed, imported.remarks, is_again), stored)


def _read(attachment: Attachment, request: Request, context: Context) -> Imported:
    say = context.say
    if len(attachment.content) > SIZE_LIMIT * MEGABYTE:
        raise UsageError(replies.too_large(say, SIZE_LIMIT))
    try:
        imported = named(known.read(attachment.name, attachment.content, request.options.get("format", "")))
    except UnreadableError as error:
        raise UsageError(replies.unreadable(say, attachment.name, str(error))) from None
    if not imported.questions:
        raise UsageError(replies.nothing_in_it(say, attachment.name, imported.remarks))
    if len(imported.questions) > MOST_QUESTIONS:
        raise UsageError(replies.too_many(say, len(imported.questions), MOST_QUESTIONS))
    return imported


def _check_name(name: str, request: Request, context: Context) -> bool:
    """Return whether the community has a pack of that name, which the new one replaces."""
    if not name:
        raise UsageError(replies.no_name(context.say))
    if name in {*(pack.id for pack in context.library.packs), *context.settings.packs_off}:
        raise UsageError(replies.name_taken(context.say, name))
    own = {pack.name for pack in records_of(context).own_packs(community_of(request))}
    if name not in own and len(own) >= MOST_PACKS:
        raise UsageError(replies.too_many_packs(context.say, MOST_PACKS))
    return name in own


def give(request: Request, context: Context) -> Outcome:
    """Hand out a pack's questions as a file for another tool."""
    pack = _permitted(request, context)
    written = known.write(pack.questions, request.options.get("format", "csv"))
    count = len(pack.questions) - sum(remark.is_lost for remark in written.remarks)
    file = File(f"{pack.name}{written.ending}", written.content)
    return Outcome(replies.exported(context.say, count, written.remarks, file))


def _permitted(request: Request, context: Context) -> Found:
    """Return the pack that was named: any for a moderator, for a host the installed ones and the one they played."""
    if rights.is_moderator(request, context):
        return find_pack(request.options["pack"], request, context)
    played = last(request, context)
    rights.check_host(request, context, played.host)
    pack = find_pack(request.options["pack"], request, context)
    if pack.is_own and pack.name != played.round.plan.wishes.pack:
        raise NotAllowedError(replies.not_played(context.say))
    return pack


def find_pack(text: str, request: Request, context: Context) -> Found:
    """Return the pack that a name or title means, the community's or the installation's; UsageError when none."""
    own = records_of(context).own_packs(community_of(request))
    found = _meant(text, own)
    pack = records_of(context).own_pack(community_of(request), found.name) if found else None
    if pack:
        return Found(pack.name, pack.title, pack.questions, is_own=True)
    for one in context.library.packs:
        if fold(text) in {fold(one.id), fold(one.title)}:
            return Found(one.id, one.title, material.of_pack(context.library, one.id), is_own=False)
    names = [*(one.id for one in context.library.packs), *(one.name for one in own)]
    raise UsageError(refusals.no_pack(context.say, text, names))


def _meant(text: str, own: Sequence[Listed]) -> Listed | None:
    return next((one for one in own if fold(text) in {fold(one.name), fold(one.title)}), None)


def show(request: Request, context: Context) -> Outcome:
    """List the packs there are here."""
    own = records_of(context).own_packs(community_of(request))
    installed = [(pack, len(material.of_pack(context.library, pack.id))) for pack in context.library.packs]
    reply = replies.listed(context.say, installed, own)
    total = len(reply.items)
    page = reply.items[offset_of(request) :][: limit_of(request) or total]
    return Outcome(paged(replace(reply, items=page), request, context, total))


def remove(request: Request, context: Context) -> Outcome:
    """Remove a pack of the community's own, once somebody has said that they are sure."""
    say, community = context.say, community_of(request)
    own = records_of(context).own_packs(community)
    text = request.options["pack"]
    found = _meant(text, own)
    if found is None:
        raise UsageError(_not_own(text, own, context))
    if request.options.get("sure") != "yes":
        sure = replace(
            button(replies.remove_label(say), "packs remove", pack=found.name, sure="yes"), style=Style.DANGER
        )
        return Outcome(replies.ask_to_remove(say, found, sure))
    entry = AuditEntry(request.user, request.at, request.command, found.name)
    stored = (PackRemoved(community.platform, community.id, found.name), entry)
    return Outcome(replace(replies.removed(say, found.name), replaces=True), stored)


def _not_own(text: str, own: Sequence[Listed], context: Context) -> str:
    if fold(text) in {fold(pack.id) for pack in context.library.packs}:
        return replies.not_own(context.say, text)
    return refusals.no_pack(context.say, text, [one.name for one in own])


_FILE = Option("file", N_("a file of questions, up to 5 MB"), Kind.FILE, required=True)
_NAME = Option("name", N_("what the pack shall be called; its title or the file's name if left out"), named=True)
_PACK = Option("pack", N_("a pack"), required=True, complete=complete_pack)
_OWN = Option("pack", N_("a pack of this community's own"), required=True)
_READ = Option("format", N_("when the file does not tell it"), choices=tuple(replies.READ.items()), named=True)
_WRITTEN = Option("format", N_("for which tool"), choices=tuple(replies.WRITTEN.items()))
_SURE = Option("sure", N_("whether it shall really be removed"), Kind.BOOLEAN, hidden=True)

ROWS = (
    moderated(
        "packs import",
        take,
        N_("Make a pack of a file of questions; only this community is asked them"),
        (_FILE, _NAME, _READ),
        ("/packs import", "/packs import name:grade-9"),
    ),
    Command(
        "packs export",
        give,
        N_("A pack's questions as a file for another tool"),
        (_PACK, _WRITTEN),
        ("/packs export nato-russia", "/packs export nato-russia kahoot"),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        right=Right.HOST,
        stored=True,
        lock=community_lock,
    ),
    Command(
        "packs list",
        show,
        N_("Which packs there are here"),
        (FROM,),
        ("/packs list",),
        response=Response.DEFER,
        visibility=Visibility.PRIVATE,
        stored=True,
        lock=community_lock,
    ),
    moderated(
        "packs remove",
        remove,
        N_("Remove a pack of this community's own"),
        (_OWN, _SURE),
        ("/packs remove grade-9",),
    ),
)
