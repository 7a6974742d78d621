"""The pack format: which fields each kind of record has. The reader, the JSON Schema and docs/packs.md follow it."""

from __future__ import annotations

from bot.authoring.fields import Day, Edtf, Flag, Id, ListOf, Number, OneOf, Text, Topics, Url
from bot.authoring.records import Field, IdWithDetail, Record
from bot.facts.dates import Precision
from bot.facts.model import (
    NAME_LIMIT,
    TEXT_LIMIT,
    Accession,
    Actor,
    Citation,
    Event,
    Kind,
    Member,
    Organization,
    PackInfo,
    Person,
    Position,
    Question,
    Role,
    Source,
    Term,
)

TITLE, NAME = Text(90), Text(NAME_LIMIT)
TEXT = Text(TEXT_LIMIT)
SUPPORTS = ("day", Precision.MONTH.value, Precision.YEAR.value, "name")
TERM_KINDS = (
    "treaty",
    "article",
    "document",
    "concept",
    "place",
    "operation",
    "conflict",
    "movement",
    "weapon",
)

_CITATION = Record(
    Citation,
    (
        Field("source", Id((Kind.SOURCE,)), "the id of the source", required=True),
        Field("locator", Text(120), "where in the source: section, article, paragraph or page"),
        Field(
            "supports",
            OneOf(SUPPORTS),
            "how much of the date it supports, when not the day; or only the name",
        ),
    ),
)
CITATIONS = ListOf(IdWithDetail((Kind.SOURCE,), Citation, _CITATION), least=1)

_POSITION = Record(
    Position,
    (
        Field("who", Text(120), "who says it", required=True),
        Field("says", TEXT, "what they say, in words they would accept as their own", required=True),
        Field("stake", Text(200), "what interest they have in the matter"),
        Field("sources", CITATIONS, "where they say it", required=True),
    ),
)
POSITIONS = Field("positions", ListOf(_POSITION, least=2), "who says what, when the matter is disputed: two or more")
SOURCES = Field("sources", CITATIONS, "where it stands: source ids, each with a locator after a comma", required=True)
AS_OF = Field("as_of", Edtf(), "the date up to which the statement was true")
LATER = Field("later", TEXT, "what came after `as_of`")
ALIASES = Field("aliases", ListOf(NAME), "other names, abbreviations and spellings by which people ask for it")

SOURCE = Record(
    Source,
    (
        Field("title", Text(200), "the title of the page, document or book", required=True),
        Field("publisher", NAME, "who published it", required=True),
        Field("read", Day(), "the day it was read", required=True),
        Field("url", Url(), "its address; without one, an isbn or archive"),
        Field("author", NAME, "who wrote it"),
        Field("published", Edtf(), "when it was published"),
        Field("language", Text(20), "its language, when not English"),
        Field("isbn", Text(20), "the ISBN of a book"),
        Field("archive", NAME, "the archive and number of a document"),
    ),
)
EVENT = Record(
    Event,
    (
        Field("title", TITLE, "what happened, understandable alone", required=True),
        Field("date", Edtf(), "when, in local time, as precisely as it is known (EDTF)", required=True),
        Field("text", TEXT, "the event in plain words", required=True),
        Field("importance", Number(1, 5), "from 1 (minor) to 5 (everybody should know)"),
        Field(
            "people",
            ListOf(IdWithDetail((Kind.PERSON,), Actor)),
            "who took part: a person's id, and after a comma the office in which they acted, as their roles spell it",
        ),
        Field("organizations", ListOf(Id((Kind.ORGANIZATION,))), "the bodies that took part"),
        Field("terms", ListOf(Id((Kind.TERM,))), "the treaties and notions it is about"),
        Field("places", ListOf(NAME), "where it happened"),
        Field("tags", ListOf(Text(40)), "topics, as pack.yaml declares them"),
        SOURCES,
        POSITIONS,
        Field(
            "grave",
            Flag(),
            "true for mass death or atrocity: told soberly, never made into trivia",
            False,
            "is_grave",
        ),
        AS_OF,
        LATER,
        Field(
            "membership",
            Record(
                Accession,
                (
                    Field(
                        "organization",
                        Id((Kind.ORGANIZATION,)),
                        "the organization that was joined or left",
                        required=True,
                    ),
                    Field("joined", ListOf(NAME), "who joined, as the organization's members spell it"),
                    Field("left", ListOf(NAME), "who left"),
                    Field("count", Number(1, 999), "how many members there were from that day on"),
                ),
            ),
            "who joined or left an organization by this event",
        ),
    ),
)
PERSON = Record(
    Person,
    (
        Field("name", NAME, "the name by which they are best known", required=True),
        ALIASES,
        Field("native", NAME, "the name in its own script"),
        Field("born", Edtf(), "when they were born"),
        Field("died", Edtf(), "when they died; leave it out for the living"),
        Field("country", NAME, "the country they acted for"),
        Field("text", TEXT, "who they are, in a sentence or two", required=True),
        Field(
            "roles",
            ListOf(
                Record(
                    Role,
                    (
                        Field("title", NAME, "the office, spelt alike for all who held it", required=True),
                        Field("from", Edtf(), "the first day in office", required=True, attribute="since"),
                        Field(
                            "to",
                            Edtf(),
                            "the last day in office; leave it out while in office at `as_of`",
                            False,
                            "until",
                        ),
                        Field("sources", CITATIONS, "where that stands, when not in the person's own sources"),
                    ),
                )
            ),
            "the offices they held",
        ),
        AS_OF,
        SOURCES,
    ),
)
ORGANIZATION = Record(
    Organization,
    (
        Field("name", NAME, "its full name", required=True),
        ALIASES,
        Field("text", TEXT, "what it is", required=True),
        Field("founded", Edtf(), "when it was founded"),
        Field("dissolved", Edtf(), "when it ended"),
        Field(
            "members",
            ListOf(
                Record(
                    Member,
                    (
                        Field("name", NAME, "the member", required=True),
                        Field("from", Edtf(), "the first day of membership", required=True, attribute="since"),
                        Field("to", Edtf(), "the last day of membership", False, "until"),
                    ),
                )
            ),
            "its members",
        ),
        POSITIONS,
        AS_OF,
        LATER,
        SOURCES,
    ),
)
TERM = Record(
    Term,
    (
        Field("name", NAME, "the term", required=True),
        ALIASES,
        Field("kind", OneOf(TERM_KINDS), "what sort of term it is"),
        Field("text", TEXT, "what it means", required=True),
        Field("signed", Edtf(), "when the treaty was signed"),
        Field("in_force", Edtf(), "when it entered into force"),
        Field("ended", Edtf(), "when it ended"),
        POSITIONS,
        AS_OF,
        LATER,
        SOURCES,
    ),
)
QUESTION = Record(
    Question,
    (
        Field("question", TEXT, "the question", required=True),
        Field("answer", NAME, "the right answer", required=True),
        Field("accept", ListOf(NAME), "other right answers, when it is typed"),
        Field("choices", ListOf(NAME), "the wrong choices, three as a rule"),
        Field("explanation", TEXT, "why, told after the question", required=True),
        Field("difficulty", Number(1, 3), "1 easy, 2 medium, 3 hard"),
        Field(
            "about",
            ListOf(Id((Kind.EVENT, Kind.PERSON, Kind.ORGANIZATION, Kind.TERM))),
            "the facts it rests on",
        ),
        Field("tags", ListOf(Text(40)), "topics, as pack.yaml declares them"),
        Field("sources", CITATIONS, "where the answer stands"),
    ),
)
PACK = Record(
    PackInfo,
    (
        Field("title", TITLE, "the pack's title", required=True),
        Field("description", TEXT, "what it tells", required=True),
        Field("license", NAME, "the licence, as an SPDX id where there is one", required=True),
        Field("languages", ListOf(Text(20), least=1), "the languages it is written in", required=True),
        Field("version", Text(30), "the version", required=True),
        Field("as_of", Edtf(), "up to when its facts reach", required=True),
        Field("maintainers", ListOf(NAME), "who keeps it"),
        Field("topics", Topics(), "the tags that may be used, each with what it is called"),
    ),
)
FORMATS: dict[Kind, Record] = {
    Kind.SOURCE: SOURCE,
    Kind.PERSON: PERSON,
    Kind.ORGANIZATION: ORGANIZATION,
    Kind.TERM: TERM,
    Kind.EVENT: EVENT,
    Kind.QUESTION: QUESTION,
}
