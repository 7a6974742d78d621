"""Anki's package (.apkg): a zip with an SQLite database of notes, in three generations.

The newest is `collection.anki21b`, compressed with Zstandard; beside it stands an old file with one note that asks
for a newer Anki. The format: https://github.com/ankitects/anki/blob/main/rslib/src/import_export/package/meta.rs.
"""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b, sha1
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from bot.facts.model import Question
from bot.files.archives import UNPACKED_LIMIT, Archive
from bot.files.texts import UnreadableError
from bot.files.wording import worded
from bot.frozen import Frozen
from bot.trivia.formats.anki import row_of
from bot.trivia.formats.collector import Collector
from bot.trivia.formats.imported import Imported
from bot.trivia.formats.markup import escaped
from bot.trivia.formats.notes import OWN_KIND, Note, add_notes, cells_of, fill, role_of

NEWEST, NEWER, OLDEST = "collection.anki21b", "collection.anki21", "collection.anki2"
# What stands between the fields of a note.
_FIELDS = "\x1f"
_DAMAGED = worded("Anki’s database in the package is damaged or of another program; export the deck anew")
# So many notes are more than any pack takes.
NOTES_LIMIT = 100_000


class _Kind(Frozen, frozen=True):
    """A kind of note: its name, and the names of its fields in order."""

    name: str
    fields: tuple[str, ...]


class _Field(Frozen, frozen=True):
    name: str
    ord: int = 0


class _Model(Frozen, frozen=True):
    name: str
    flds: list[_Field]


def read(content: bytes) -> Imported:
    """Read a package's notes; UnreadableError when it is none."""
    with closing(_database(_collection(Archive(content)))) as database:
        try:
            kinds = _kinds(database)
            rows = database.execute(
                "SELECT mid, flds, tags FROM notes ORDER BY id LIMIT ?", (NOTES_LIMIT + 1,)
            ).fetchall()
            title = _title(database)
        except (sqlite3.Error, msgspec.DecodeError, TypeError, ValueError, RecursionError):
            raise UnreadableError(_DAMAGED) from None
    if len(rows) > NOTES_LIMIT:
        raise UnreadableError(
            "there are more than {limit} notes in it; export one deck at a time", limit=f"{NOTES_LIMIT:,}"
        )
    notes = [_note(number, row, kinds) for number, row in enumerate(rows, 1)]
    collector = Collector(sum(note.count for note in notes))
    add_notes(notes, collector)
    return collector.result(title)


def _collection(archive: Archive) -> bytes:
    if NEWEST in archive.names:
        return _decompressed(archive.read(NEWEST))
    name = next((name for name in (NEWER, OLDEST) if name in archive.names), "")
    if not name:
        raise UnreadableError("this is no package of Anki's: there is no collection in it")
    return archive.read(name)


def _decompressed(content: bytes) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=UNPACKED_LIMIT).stream_reader(io.BytesIO(content)) as reader:
            unpacked = reader.read(UNPACKED_LIMIT + 1)
    except zstandard.ZstdError:
        raise UnreadableError(_DAMAGED) from None
    if len(unpacked) > UNPACKED_LIMIT:
        raise UnreadableError("the collection in the package is too large when unpacked; export one deck at a time")
    return bytes(unpacked)


def _database(content: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(_without_wal(content))
        # Nothing that a stranger's schema says is run: no view, no trigger, no function.
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA query_only = ON")
        # Anki compares names by a rule of its own.
        database.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    except (sqlite3.Error, ValueError, MemoryError):
        database.close()
        raise UnreadableError(_DAMAGED) from None
    return database


def _without_wal(content: bytes) -> bytes:
    """Return a database as one that keeps no log beside it, which a database in memory cannot have."""
    return content[:18] + b"\x01\x01" + content[20:] if content[18:20] == b"\x02\x02" else content


def _kinds(database: sqlite3.Connection) -> dict[int, _Kind]:
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "notetypes" not in tables:
        models = database.execute("SELECT models FROM col").fetchone()[0]
        by_id = msgspec.json.decode(models, type=dict[str, _Model])
        return {
            int(id): _Kind(model.name, tuple(field.name for field in sorted(model.flds, key=lambda field: field.ord)))
            for id, model in by_id.items()
        }
    fields: dict[int, list[str]] = {}
    for kind, name in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(kind, []).append(str(name))
    names = database.execute("SELECT id, name FROM notetypes")
    return {id: _Kind(str(name), tuple(fields.get(id, ()))) for id, name in names}


def _title(database: sqlite3.Connection) -> str:
    """Return the name of the only deck that has cards; "" when there are several."""
    ids = {str(id) for (id,) in database.execute("SELECT DISTINCT did FROM cards LIMIT 3")}
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if len(ids) != 1:
        return ""
    if "decks" in tables:
        row = database.execute("SELECT name FROM decks WHERE id = ?", (int(min(ids)),)).fetchone()
        return str(row[0]).replace(_FIELDS, "::").rpartition("::")[2] if row else ""
    decks = json.loads(database.execute("SELECT decks FROM col").fetchone()[0])
    return str(decks.get(min(ids), {}).get("name", "")).rpartition("::")[2]


def _note(number: int, row: Sequence[object], kinds: Mapping[int, _Kind]) -> Note:
    kind = kinds.get(row[0] if isinstance(row[0], int) else 0, _Kind("", ()))
    texts = str(row[1]).split(_FIELDS)
    roles = dict(enumerate(map(role_of, kind.fields[: len(texts)])))
    fill(roles, range(len(texts)))
    cells, others = cells_of(texts, roles, lambda at: kind.fields[at] if at < len(kind.fields) else str(at + 1))
    cells["tags"] = str(row[2] or "")
    return Note(f"note {number}", cells, others, kind=kind.name)


def write(questions: Iterable[Question], title: str = "Dateline") -> bytes:
    """Write questions as a package of the generation that every Anki reads."""
    database = sqlite3.connect(":memory:")
    with closing(database):
        database.executescript(_SCHEMA)
        deck = _number(f"deck {title}")
        database.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, '{}', '{}')",
            (_CREATED, _CREATED * 1000, _CREATED * 1000, "{}", _models(deck), _decks(deck, title)),
        )
        for number, question in enumerate(questions, 1):
            _insert(database, number, question, deck)
        database.commit()
        return _zipped(database.serialize())


# A moment that is the same for every export, so that the same questions give the same file.
_CREATED = 1_600_000_000
_NAMES = ("Front", "Back", "Accept", "Choices", "Explanation", "Difficulty", "Right")
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
    models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
    ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
    left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
    type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""


def _insert(database: sqlite3.Connection, number: int, question: Question, deck: int) -> None:
    *fields, tags = row_of(question)
    id = _CREATED * 1000 + number
    guid = blake2b(f"{question.id}\n{question.question}".encode(), digest_size=8).hexdigest()
    checksum = int(sha1(fields[0].encode(), usedforsecurity=False).hexdigest()[:8], 16)
    written = _FIELDS.join(escaped(field.replace(_FIELDS, " ")) for field in fields)
    note = (id, guid, _MODEL, _CREATED, -1, f" {tags} ", written, fields[0], checksum, 0, "")
    database.execute(f"INSERT INTO notes VALUES ({', '.join('?' * len(note))})", note)
    card = (id, id, deck, 0, _CREATED, -1, 0, 0, number, *[0] * 8, "")
    database.execute(f"INSERT INTO cards VALUES ({', '.join('?' * len(card))})", card)


def _number(text: str) -> int:
    """Return an id that is the same for the same text, as large as Anki's own."""
    return int.from_bytes(blake2b(text.encode(), digest_size=5).digest(), "big") + _CREATED * 1000


_MODEL = _number("Dateline's question")


def _models(deck: int) -> str:
    fields = [
        {"name": name, "ord": index, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for index, name in enumerate(_NAMES)
    ]
    card = {
        "name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "did": None, "bqfmt": "", "bafmt": "",
        "afmt": "{{FrontSide}}<hr id=answer>{{Back}}{{#Explanation}}<br><br>{{Explanation}}{{/Explanation}}",
    }  # fmt: skip
    model = {
        "id": _MODEL, "name": OWN_KIND, "type": 0, "mod": _CREATED, "usn": -1, "sortf": 0, "did": deck,
        "tmpls": [card], "flds": fields, "css": ".card { font-family: arial; font-size: 20px; text-align: center; }",
        "latexPre": "", "latexPost": "", "latexsvg": False, "req": [[0, "all", [0]]], "tags": [], "vers": [],
    }  # fmt: skip
    return json.dumps({str(_MODEL): model})


def _decks(deck: int, title: str) -> str:
    plain = {
        "mod": _CREATED, "usn": -1, "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0], "timeToday": [0, 0],
        "collapsed": False, "browserCollapsed": False, "desc": "", "dyn": 0, "conf": 1, "extendNew": 0, "extendRev": 0,
    }  # fmt: skip
    decks = {"1": {**plain, "id": 1, "name": "Default"}, str(deck): {**plain, "id": deck, "name": title}}
    return json.dumps(decks)


def _zipped(database: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in ((OLDEST, database), ("media", b"{}")):
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()
