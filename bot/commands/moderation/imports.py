"""/packs import: shows what was read in a file, makes a pack of it if that is wanted, and can undo that."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.chat import Attachment, Choice, Reply, Request, Style, UsageError, action_of, button, needed
from bot.commands.context import Context, StoredContext
from bot.commands.options import Options, option
from bot.commands.places import community_of
from bot.commands.records import Records
from bot.commands.row import Outcome, Prepared, Response, Right, command, moderated
from bot.files.child import RefusedError
from bot.frozen import Frozen, replace
from bot.replies.catalog import N_
from bot.replies.moderation import packs as replies
from bot.trivia.formats.format import FORMATS
from bot.trivia.formats.tables.columns import Columns, column_of
from bot.trivia.own import (
    Listed,
    PackDraft,
    PackDraftDropped,
    PackDrafted,
    PackRemoved,
    PackSetAside,
    PackTaken,
    bundle,
    cut,
    listed_of,
)
from bot.trivia.packing import MOST_QUESTIONS, Packed, read_packed_apart

MEGABYTE = 1024 * 1024
SIZE_LIMIT = 5
# A question takes a dozen lines; each line, even an empty one, takes every reader that is tried some time.
MOST_LINES = 200_000
# Named, since the tool that collects sentences for translation would take a text in `count` for one.
_LINE_END = b"\n"
MOST_PACKS = 50
READ = {format.name: format.title for format in FORMATS}


class Import(Options):
    """Which file, what to call the pack, and what format the file has."""

    file: Attachment = option(N_("a file of questions, up to 5 MB"))
    name: str = option(
        N_("what the pack shall be called; its title or the file's name if left out"), default="", named=True
    )
    format: str = option(N_("when the file does not tell it"), default="", choices=READ, named=True)


class OfDraft(Options):
    """Which of the packs that were read and wait for a decision."""

    draft: str = option(N_("what was read"), hidden=True)


class NamedColumns(OfDraft):
    """What the columns of a table are, by their letters."""

    question: str = option(N_("the column of the question, such as B"))
    right: str = option(N_("the column that tells the right answer"))
    choices: str = option(N_("the columns of the choices, such as C, D, E"), default="")


class Undo(Options):
    """Which import: of which pack, when, and what it replaced."""

    pack: str = option(N_("a pack of this community's own"), hidden=True)
    at: str = option(N_("when it was imported"), hidden=True)
    draft: str = option(N_("what it replaced"), default="", hidden=True)


class Reading(Frozen, frozen=True):
    """What was read in a file, and the bundles in which its questions and, for a table, the file are stored, or ""."""

    packed: Packed
    questions: str = ""
    file: str = ""


def prepare(request: Request, context: Context) -> Prepared:
    """Read the file that came with a request, in a process of its own; UsageError where it cannot be read."""
    attachment, say = request.attachment, context.say
    if attachment is None:
        raise RuntimeError("a row that takes a file was asked without one")
    if len(attachment.content) > SIZE_LIMIT * MEGABYTE:
        raise UsageError(replies.too_large(say, SIZE_LIMIT))
    if attachment.content.count(_LINE_END) > MOST_LINES:
        raise UsageError(say(replies.TOO_MANY_LINES, name=attachment.name, most=say.number(MOST_LINES)))
    try:
        packed = read_packed_apart(attachment.name, attachment.content, request.options.get("format", ""))
    except RefusedError as error:
        raise UsageError(replies.unreadable(say, attachment.name, error.why)) from None
    return _prepared(request, attachment, packed)


def _prepared(request: Request, attachment: Attachment, packed: Packed) -> Prepared:
    """Return a request with what was read in its file, and the pieces to store before the request is decided."""
    questions = bundle(tuple(map(bytes, packed.pieces)), request.at)
    file = bundle(tuple(cut(attachment.content)), request.at) if packed.imported.columns else ()
    names = (pieces[0].bundle if pieces else "" for pieces in (questions, file))
    reading = replace(attachment, reading=Reading(packed, *names))
    return Prepared(replace(request, attachment=reading), (*questions, *file))


@moderated(
    "packs import",
    N_("Make a pack of a file of questions; only this community is asked them"),
    "/packs import",
    "/packs import name:grade-9",
    prepare=prepare,
)
def look(options: Import, context: StoredContext) -> Outcome:
    """Show what was read in an attached file, and what was lost, before a pack is made of it."""
    return _shown(options.file, options.name, context)


def _shown(file: Attachment, name: str, context: StoredContext) -> Outcome:
    """Show what was read in a file, and keep it until somebody decides whether to make a pack of it."""
    reading = file.reading
    if not isinstance(reading, Reading):
        raise RuntimeError("the file was not read before the row was asked")
    packed, columns = reading.packed, reading.packed.imported.columns
    if not packed.count and columns:
        return _columns_unknown(columns, file, reading, name, context)
    _check_number(packed, file.name, context)
    pack = listed_of(packed.imported, packed.count, file.name, name, context.now)
    is_again = _check_name(pack.name, context)
    kept = (columns, file.name, reading.file) if columns else ()
    draft = PackDraft(_new_key(context), pack, reading.questions, packed.tags, *kept)
    reply = replies.preview(context.say, pack, packed, is_again)
    return Outcome(replace(reply, choices=_choices(draft.key, columns, context)), (_drafted(draft, context),))


def _columns_unknown(
    columns: Columns, file: Attachment, reading: Reading, name: str, context: StoredContext
) -> Outcome:
    """Ask what the columns of a table are whose heads do not tell."""
    pack = listed_of(reading.packed.imported, 0, file.name, name, context.now)
    draft = PackDraft(_new_key(context), pack, columns=columns, file=file.name, kept=reading.file)
    asking = replies.ask_columns(context.say, file.name, columns.heads)
    return Outcome(replace(asking, choices=_choices(draft.key, columns, context)[1:]), (_drafted(draft, context),))


def _choices(key: str, columns: Columns | None, context: Context) -> tuple[Choice, ...]:
    say = context.say
    importing = replace(button(say(replies.IMPORT), "packs take", draft=key), style=Style.GOOD)
    setting = (button(say(replies.COLUMNS), "packs columns", draft=key),) if columns else ()
    return (importing, *setting, button(say(replies.CANCEL), "packs drop", draft=key))


def _new_key(context: StoredContext) -> str:
    """Return a key that no pack of the community waits under."""
    keys = iter(lambda: f"{context.rng.randrange(16**8):08x}", "")
    return next(key for key in keys if context.records.pack_draft(context.community, key) is None)


def _drafted(draft: PackDraft, context: StoredContext) -> PackDrafted:
    return PackDrafted(context.community, draft, context.now)


def _dropped(key: str, context: StoredContext) -> PackDraftDropped:
    return PackDraftDropped(context.community, key)


def _draft(key: str, context: StoredContext) -> PackDraft:
    return needed(context.records.pack_draft(context.community, key), context.say(replies.NO_DRAFT))


@moderated("packs take", N_("Make a pack of what was read"), hidden=True)
def take(options: OfDraft, context: StoredContext) -> Outcome:
    """Make a pack of what was shown; for a day, the one that it replaces can be restored."""
    pack = replace(_draft(options.draft, context).pack, at=context.now)
    if not pack.count:
        raise UsageError(context.say(replies.NO_DRAFT))
    is_again = _check_name(pack.name, context)
    community, key = context.community, _new_key(context)
    stored = (
        *((PackSetAside(community, pack.name, key, context.now),) if is_again else ()),
        PackTaken(community, options.draft, pack.at),
        _dropped(options.draft, context),
        context.audited(f"{pack.name}: {pack.count}"),
    )
    undo = button(
        context.say(replies.UNDO), "packs undo", pack=pack.name, at=_mark(pack), draft=key if is_again else ""
    )
    reply = replies.imported(context.say, pack, is_again)
    return Outcome(replace(reply, choices=(undo,), replaces=True), stored)


@moderated("packs drop", N_("Make no pack of what was read"), hidden=True)
def drop(options: OfDraft, context: StoredContext) -> Outcome:
    """Delete what was read."""
    name = _draft(options.draft, context).pack.title
    return Outcome(
        Reply(text=context.say(replies.NOT_IMPORTED, title=name), replaces=True), (_dropped(options.draft, context),)
    )


@moderated("packs undo", N_("Take an import back"), hidden=True)
def undo(options: Undo, context: StoredContext) -> Outcome:
    """Undo an import: remove the pack, or restore the one that it replaced."""
    say, community = context.say, context.community
    pack = next((pack for pack in context.records.own_packs(community) if pack.name == options.pack), None)
    if pack is None or _mark(pack) != options.at:
        raise UsageError(say(replies.CHANGED_SINCE, pack=options.pack))
    before = context.records.pack_draft(community, options.draft) if options.draft else None
    if options.draft and before is None:
        raise UsageError(say(replies.KEPT_FOR_A_DAY))
    change = (
        (PackTaken(community, before.key, before.pack.at), _dropped(before.key, context))
        if before
        else (PackRemoved(community, pack.name),)
    )
    entry = context.audited(pack.name)
    reply = replies.restored(say, before.pack) if before else Reply(text=say(replies.REMOVED, pack=pack.name))
    return Outcome(replace(reply, replaces=True), (*change, entry))


def _mark(pack: Listed) -> str:
    """Return the moment of a pack's import, by which it differs from a later one of the same name."""
    return str(int(pack.at.timestamp()))


@command(
    "packs columns",
    N_("Say what the columns of a table are"),
    right=Right.MODERATOR,
    response=Response.FORM,
    hidden=True,
)
def ask_columns(options: OfDraft, context: StoredContext) -> Outcome:
    """Open the form that asks which column is what."""
    draft = _draft(options.draft, context)
    columns = needed(draft.columns, context.say(replies.NO_DRAFT))
    return Outcome(replies.columns_form(context.say, columns, action_of("packs again", draft=draft.key)))


def _kept_file(request: Request, context: Context, records: Records) -> Attachment:
    """Return the table whose columns are named; UsageError when it is gone."""
    draft = records.pack_draft(community_of(request), request.options.get("draft", ""))
    content = b"".join(records.bundle(draft.kept)) if draft else b""
    if draft is None or not content:
        raise UsageError(context.say(replies.NO_DRAFT))
    return Attachment(draft.file, content)


def prepare_again(request: Request, context: Context) -> Prepared:
    """Read a table again, in a process of its own, by the columns that a moderator named."""
    attachment = request.attachment
    if attachment is None:
        raise RuntimeError("no file was kept")
    try:
        columns = _columns(request.options)
        packed = read_packed_apart(attachment.name, attachment.content, columns=columns)
    except RefusedError as error:
        raise UsageError(replies.unreadable(context.say, attachment.name, error.why)) from None
    return _prepared(request, attachment, packed)


def _columns(options: Mapping[str, str]) -> Columns:
    """Return the columns that options name by their letters; RefusedError for what is no column."""
    letters = re.split(r"[\s,;]+", options.get("choices", "").strip()) if options.get("choices") else ()
    choices = tuple(map(column_of, letters))
    return Columns((), column_of(options.get("question", "")), column_of(options.get("right", "")), choices)


@moderated("packs again", N_("Read a table by other columns"), hidden=True, prepare=prepare_again, kept=_kept_file)
def look_again(options: NamedColumns, context: StoredContext) -> Outcome:
    """Show what was read in a table by the columns that a moderator named."""
    draft, file = _draft(options.draft, context), context.request.attachment
    if file is None:
        raise RuntimeError("the file was not read before the row was asked")
    outcome = _shown(file, draft.pack.name, context)
    return Outcome(replace(outcome.reply, replaces=True), (_dropped(draft.key, context), *outcome.store))


def _check_number(packed: Packed, name: str, context: Context) -> None:
    """Raise UsageError when there are no questions in a file, or too many."""
    if not packed.count:
        raise UsageError(replies.nothing_in_it(context.say, name, packed.imported.remarks))
    if packed.count > MOST_QUESTIONS:
        raise UsageError(replies.too_many(context.say, packed.count, MOST_QUESTIONS))


def _check_name(name: str, context: StoredContext) -> bool:
    """Return whether the community has a pack of that name, which would be replaced; UsageError for a wrong name."""
    if not name:
        raise UsageError(context.say(replies.NO_NAME))
    if name in {*(pack.id for pack in context.library.packs), *context.settings.packs_off}:
        raise UsageError(context.say(replies.NAME_TAKEN, pack=name))
    own = {pack.name for pack in context.records.own_packs(context.community)}
    if name not in own and len(own) >= MOST_PACKS:
        raise UsageError(context.say(replies.TOO_MANY_PACKS, limit=context.say.number(MOST_PACKS)))
    return name in own


ROWS = (look, take, drop, undo, ask_columns, look_again)
