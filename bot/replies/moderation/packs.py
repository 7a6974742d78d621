"""What is said about packs, those of the installation and a community's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat import Choice, Field, File, Form, Input, Item, Reply
from bot.facts.model import PackInfo, Question
from bot.files.lettering import letters
from bot.files.wording import Worded, spoken
from bot.frozen import replace
from bot.replies.card import shortened
from bot.replies.catalog import N_, Catalog
from bot.trivia.formats.imported import Remark
from bot.trivia.formats.tables.columns import Columns, Part
from bot.trivia.own import Listed
from bot.trivia.packing import Packed

IMPORT = N_("Import")
COLUMNS = N_("Columns…")
CANCEL = N_("Cancel")
NO_DRAFT = N_("That file does not wait any more: it was imported, cancelled, or is over a day old. Send it again.")
KEPT_FOR_A_DAY = N_("What an import replaces is kept for a day, and that is over.")
UNDO = N_("Undo")
REMOVE = N_("Remove it")
NO_FILE = N_(
    "Attach a file of questions to the command. Where that is not possible, whoever runs the bot imports it with "
    "dateline packs import FILE --community PLATFORM:ID"
)
GIVE_FILE = N_("Give a file")
NO_NAME = N_("Give the pack a name of Latin letters and digits: name:<name>.")
NOT_PLAYED = N_(
    "Only moderators, and who hosted the last round here if it was asked from that pack, may export a pack of this"
    " community's own: its answers are in it."
)
CHANGED_SINCE = N_("The pack “{pack}” has changed since. /packs list shows what is there.")
NOT_FETCHED = N_("I could not fetch the file “{name}”. Please send the command again with it.")
TOO_MANY_LINES = N_("{name} has more than {most} lines. Take the empty lines out, or split it into smaller files.")
TOO_MANY_PACKS = N_("This community has {limit} packs of its own already. /packs remove makes room.")
NAME_TAKEN = N_("A pack of facts is called “{pack}” already. Choose another name: name:<name>.")
NOT_OWN = N_("“{pack}” is no pack of this community's own. /settings pack {pack} off switches it off.")
NOT_IMPORTED = N_("“{title}” was not imported.")
REMOVED = N_("The pack “{pack}” is removed.")
# Of a question and its answers, so much is shown to see whether they were understood.
PREVIEW_LENGTH, HEAD_LENGTH = 120, 40
# A list in a form has so many entries.
MOST_COLUMNS = 25
# So many remarks are said; more of them come as a file.
MOST_SAID = 5


def preview(say: Catalog, pack: Listed, reading: Packed, is_again: bool) -> Reply:
    """Show the first questions of a file, by which one sees whether it was understood, and all that was not taken."""
    imported = reading.imported
    text = say.count(
        "{number} question for the pack “{pack}”. Is it as it should be?",
        "{number} questions for the pack “{pack}”. Are they as they should be?",
        pack.count,
        pack=pack.name,
    )
    again = say("It takes the place of the pack of that name that is here.") if is_again else ""
    reply = Reply(
        title=say("Import “{title}”?", title=pack.title),
        text="\n".join(part for part in (text, _left_out(say, imported.remarks), again) if part),
        fields=tuple(Field(shortened(one.question, PREVIEW_LENGTH), _preview(say, one)) for one in reading.preview),
    )
    reply = _with_remarks(say, reply, imported.remarks)
    return replace(reply, notes=(*_understood(say, reading, pack.name), *reply.notes))


def _understood(say: Catalog, reading: Packed, name: str) -> list[str]:
    notes = []
    if reading.is_typed_only:
        notes.append(say("No question has wrong choices: /trivia start pack:{pack} mode:type asks them.", pack=name))
    if reading.opinions:
        notes.append(
            say.count(
                "{number} asks for an opinion: /trivia start pack:{pack} mode:survey asks it.",
                "{number} ask for an opinion: /trivia start pack:{pack} mode:survey asks them.",
                reading.opinions,
                pack=name,
            )
        )
    if understood := reading.imported.understood:
        columns = "; ".join(_part(say, part) for part in understood)
        notes.append(say("Understood: {columns}", columns=columns))
    return notes


_ROLES = {
    "question": N_("question"),
    "answer": N_("answer"),
    "choices": N_("choices"),
    "right": N_("right"),
    "wrong": N_("wrong"),
    "accept": N_("accept"),
    "listed": N_("choices in one cell"),
    "explanation": N_("explanation"),
    "difficulty": N_("difficulty"),
    "tags": N_("tags"),
    "time": N_("time"),
}


def _part(say: Catalog, part: Part) -> str:
    role = say(_ROLES[part.role])
    if part.is_field:
        return say("{role} = field {where}", role=role, where=part.where)
    return say("{role} = column {where}", role=role, where=part.where)


def imported(say: Catalog, pack: Listed, is_again: bool) -> Reply:
    """Tell what was imported."""
    text = say.count(
        "{number} question is in the pack “{pack}”.",
        "{number} questions are in the pack “{pack}”.",
        pack.count,
        pack=pack.name,
    )
    again = say("It took the place of the pack of that name that was here before.") if is_again else ""
    study = say(
        "Only this community is asked them, by /trivia start pack:{pack} and /study pack:{pack}; /packs remove {pack} "
        "removes them.",
        pack=pack.name,
    )
    return Reply(
        title=say("Imported “{title}”", title=pack.title),
        text="\n".join(part for part in (text, again, study) if part),
    )


def restored(say: Catalog, pack: Listed) -> Reply:
    """Say that a pack is back that another had replaced."""
    return Reply(
        text=say.count(
            "The pack “{pack}” is as it was before, with {number} question.",
            "The pack “{pack}” is as it was before, with {number} questions.",
            pack.count,
            pack=pack.name,
        )
    )


def ask_columns(say: Catalog, name: str, heads: Sequence[str]) -> Reply:
    """Say that nothing tells what the columns of a table are, and show them."""
    shown = [
        say("{letter}: {head}", letter=letters(index), head=shortened(head, HEAD_LENGTH))
        for index, head in enumerate(heads)
    ]
    return Reply(
        title=say("Which column is what?"),
        text=say(
            "{name}: its headers do not tell which column holds the questions, and which the right answers.", name=name
        ),
        notes=("; ".join(shown[:MOST_COLUMNS]),) if shown else (),
    )


def columns_form(say: Catalog, columns: Columns, action: str) -> Reply:
    """Ask which column of a table is what; what was understood stands there already."""
    offered = tuple((letters(index), _head(say, index, head)) for index, head in enumerate(columns.heads))
    choices = offered if len(offered) <= MOST_COLUMNS else ()
    question, right = (letters(index) if index >= 0 else "" for index in (columns.question, columns.right))
    told = ", ".join(map(letters, columns.choices))
    hint = say("Letters with commas, such as C, D, E; empty where answers are typed")
    inputs = (
        Input("question", say("Question"), question, choices=choices),
        Input("right", say("Right answer: its text, letter or number"), right, choices=choices),
        Input("choices", say("Choices"), told, hint, required=False),
    )
    return Reply(form=Form(say("Which column is what?"), action, inputs, say("Show")))


def _head(say: Catalog, index: int, head: str) -> str:
    return say("{letter}: {head}", letter=letters(index), head=shortened(head.strip(), HEAD_LENGTH))


def _preview(say: Catalog, question: Question) -> str:
    if question.is_opinion:
        return shortened(say("opinion: {choices}", choices=", ".join(question.choices)), PREVIEW_LENGTH)
    answer = " / ".join((question.answer, *question.accept))
    if not question.choices:
        return shortened(answer, PREVIEW_LENGTH)
    wrong = say("{answer} – wrong: {choices}", answer=answer, choices=", ".join(question.choices))
    return shortened(wrong, PREVIEW_LENGTH)


def exported(say: Catalog, count: int, remarks: Sequence[Remark], file: File) -> Reply:
    """Hand out questions as a file, and tell what does not fit it."""
    text = say.count("{number} question is in the file.", "{number} questions are in the file.", count)
    reply = Reply(text="\n".join(part for part in (text, _left_out(say, remarks)) if part), files=(file,))
    return _with_remarks(say, reply, remarks)


def _left_out(say: Catalog, remarks: Sequence[Remark]) -> str:
    number = sum(remark.is_lost for remark in remarks)
    return say.count("{number} was left out.", "{number} were left out.", number) if number else ""


_PLACES = {
    "line": N_("line {number}"),
    "row": N_("row {number}"),
    "card": N_("card {number}"),
    "note": N_("note {number}"),
    "question": N_("question {number}"),
    "result": N_("result {number}"),
}
_PLACE = re.compile(
    r"(?P<kind>line|row|card|note|question|result) (?P<number>[0-9]{1,9})(?:, column (?P<column>[A-Z]{1,3}))?"
    r"(?: and (?P<more>[0-9]{1,9}) more places)?"
)


def _remark(say: Catalog, remark: Remark) -> str:
    """Say what a reader remarks on, and where."""
    place, text = _place(say, remark.place), _said(say, remark.words)
    return say("{place}: left out: {text}", place=place, text=text) if remark.is_lost else f"{place}: {text}"


def _place(say: Catalog, written: str) -> str:
    """Say a place; one that is no number in the file is the file's own word."""
    found = _PLACE.fullmatch(written)
    if not found:
        return written
    place = say(_PLACES[found["kind"]], number=found["number"])
    place = say("{place}, column {column}", place=place, column=found["column"]) if found["column"] else place
    return say("{place} and {number} more places", place=place, number=found["more"]) if found["more"] else place


def _with_remarks(say: Catalog, reply: Reply, remarks: Sequence[Remark]) -> Reply:
    lines = [_remark(say, remark) for remark in remarks]
    if len(lines) <= MOST_SAID:
        return replace(reply, notes=tuple(lines))
    note = say("There are {number} remarks on single places, all of them in the file.", number=say.number(len(lines)))
    file = File("remarks.txt", "\n".join((*lines, "")).encode())
    return replace(reply, notes=(*lines[:MOST_SAID], note), files=(*reply.files, file))


def listed(say: Catalog, installed: Sequence[tuple[PackInfo, int]], own: Sequence[Listed]) -> Reply:
    """List the packs there are here, those of the community first."""
    items = (*(_own(say, pack) for pack in own), *(_installed(say, pack, count) for pack, count in installed))
    return Reply(title=say("Packs"), text="" if items else say("There is no pack here."), items=items)


def _own(say: Catalog, pack: Listed) -> Item:
    count = say.count("{number} question", "{number} questions", pack.count)
    parts = (count, say("author: {author}", author=pack.author)) if pack.author else (count,)
    return Item(pack.title, say.day(pack.at.date()), ", ".join(parts), pack.name, (say("this community's own"),))


def _installed(say: Catalog, pack: PackInfo, count: int) -> Item:
    text = say.count("{number} question", "{number} questions", count)
    return Item(pack.title, text=f"{text}. {pack.description}", id=pack.id)


def ask_to_remove(say: Catalog, pack: Listed, sure: Choice) -> Reply:
    """Ask whether a pack shall really go."""
    return Reply(
        title=say("Remove “{title}”?", title=pack.title),
        text=say("Its questions go at once. What people have learned of them stays theirs."),
        choices=(sure,),
    )


def too_large(say: Catalog, limit: int) -> str:
    """Refuse a file that is too large; `limit` is in megabytes."""
    return say("The file is larger than {limit} MB. Please split it.", limit=say.number(limit))


def too_many(say: Catalog, number: int, limit: int) -> str:
    """Refuse more questions than a pack may have."""
    return say(
        "There are {number} questions in the file; {limit} fit into one pack. Please split it.",
        number=say.number(number),
        limit=say.number(limit),
    )


def unreadable(say: Catalog, name: str, why: str) -> str:
    """Refuse a file that is of no known format."""
    return say("{name} cannot be read: {why}", name=name, why=_said(say, why))


def _said(say: Catalog, why: str) -> str:
    """Say a sentence of a reader's, and the sentences in it."""
    if not isinstance(why, Worded):
        return why
    return say(why.said.sentence, **{name: _said(say, spoken(value)) for name, value in why.said.values})


def nothing_in_it(say: Catalog, name: str, remarks: Sequence[Remark]) -> str:
    """Refuse a file without a question, with the first reasons."""
    text = say("{name} has no question that can be taken over.", name=name)
    return "\n".join((text, *(_remark(say, remark) for remark in remarks[:MOST_SAID])))


def no_tag(say: Catalog, text: str, pack: str, tags: Sequence[str]) -> str:
    """Say that a pack has no such topic, and which it has."""
    if not tags:
        return say("{pack}: these questions have no topics. Leave the topic out.", pack=pack)
    return say(
        "{pack}: there is no topic “{text}”. There are: {tags}.", pack=pack, text=text, tags=say.several(tags[:25])
    )
