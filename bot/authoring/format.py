"""The pack format: which fields each kind of record has. The reader, the JSON Schema and docs/packs.md follow it."""

from __future__ import annotations

from bot.authoring.fields import Address, Day, Edtf, Flag, Id, ListOf, Named, Number, Text, Ties
from bot.authoring.pieces import ALIASES, ALSO, AS_OF, CITATIONS, MATTER, NAME, SOURCES, TEXT, TITLE
from bot.authoring.records import Field, IdWithDetail, Record
from bot.facts.model import (
    Accession,
    Actor,
    Country,
    Event,
    Kind,
    Member,
    Organization,
    PackInfo,
    Person,
    Question,
    Role,
    Source,
    Term,
)

# The kinds of term of a pack that declares none of its own.
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
    "period",
)

SOURCE = Record(
    Source,
    (
        Field("title", Text(200), "the title of the page, document or book", required=True),
        Field("publisher", NAME, "who published it", required=True),
        Field("read", Day(), "the day it was read", required=True),
        Field("url", Address(), "its canonical address: the publisher's own page, an archive's, a DOI; never made up"),
        Field("copy", Address(), "where it was read, when that is another place; it is never shown"),
        Field("seen", Text(200), "where the canonical address was itself seen: copy, or the other page that was read"),
        Field("author", NAME, "who wrote it"),
        Field("published", Edtf(), "when it was published"),
        Field("language", Text(20), "its language, when not English"),
        Field("isbn", Text(20), "the ISBN of a book"),
        Field("archive", NAME, "the archive and number of a document"),
    ),
)
_ACTOR = Record(
    Actor,
    (
        Field("person", Id((Kind.PERSON,)), "the person's id", required=True),
        Field("office", NAME, "the office in which they acted, as their roles spell it"),
        Field("why", Text(120), "why they belong to it, where neither title nor text names them"),
    ),
)
IMPORTANCE = "from 1 (minor) to 5 (everybody should know); 6: the one event of its decade"
EVENT = Record(
    Event,
    (
        Field("title", TITLE, "what happened, understandable alone", required=True),
        Field("date", Edtf(), "when, in local time, as precisely as it is known (EDTF)", required=True),
        Field("text", TEXT, "the event in plain words", required=True),
        Field("summary", TITLE, "what the title alone would not tell, in a line"),
        Field("importance", Number(1, 6), IMPORTANCE, due="importance"),
        Field(
            "people",
            ListOf(IdWithDetail((Kind.PERSON,), _ACTOR)),
            "who took part: a person's id, and after a comma the office in which they acted, as their roles spell it",
        ),
        Field("countries", ListOf(Id((Kind.COUNTRY,))), "the states that took part"),
        Field("organizations", ListOf(Id((Kind.ORGANIZATION, Kind.COUNTRY))), "the bodies that took part"),
        Field("terms", ListOf(Id((Kind.TERM,))), "the treaties and notions it is about"),
        Field("places", ListOf(NAME), "where it happened"),
        Field("tags", ListOf(Text(40)), "topics, as pack.yaml declares them"),
        SOURCES,
        *MATTER,
        Field(
            "grave",
            Flag(),
            "true for mass death or atrocity: told soberly, never made into trivia",
            attribute="is_grave",
        ),
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
                            "to", Edtf(), "the last day in office; none while in office at `as_of`", attribute="until"
                        ),
                        Field("sources", CITATIONS, "where that stands, when not in the person's own sources"),
                    ),
                )
            ),
            "the offices they held; [] for somebody who held none",
            due="offices",
        ),
        AS_OF,
        ALSO,
        SOURCES,
    ),
)
COUNTRY = Record(
    Country,
    (
        Field("name", NAME, "its usual name", required=True),
        ALIASES,
        Field("native", NAME, "its name in its own language"),
        Field("text", TEXT, "what it is, and what it is here for", required=True),
        Field("capital", NAME, "its capital"),
        Field("demonyms", ListOf(NAME), "what its people and its things are called: Danish, Dane"),
        Field("from", Edtf(), "when it came to be, where that matters here", attribute="since"),
        Field("to", Edtf(), "when it ended", attribute="until"),
        Field("succeeded", Id((Kind.COUNTRY,)), "the state whose place it took"),
        Field("joined", Ties(), "a line “organization: date” for each that it joined"),
        Field("left", Ties(), "the same for each that it left"),
        Field("leaders", ListOf(NAME), "the offices of its leaders, spelt as people's roles spell them"),
        *MATTER,
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
                        Field("to", Edtf(), "the last day of membership", attribute="until"),
                    ),
                )
            ),
            "its members",
        ),
        *MATTER,
        SOURCES,
    ),
)
TERM = Record(
    Term,
    (
        Field("name", NAME, "the term", required=True),
        ALIASES,
        Field("kind", Text(40), "what sort of term it is: one of pack.yaml's kinds"),
        Field("text", TEXT, "what it means", required=True),
        Field("signed", Edtf(), "when the treaty was signed"),
        Field("in_force", Edtf(), "when it entered into force"),
        Field("ended", Edtf(), "when it ended"),
        Field("from", Edtf(), "when the period began", attribute="since"),
        Field("to", Edtf(), "when the period ended", attribute="until"),
        *MATTER,
        SOURCES,
    ),
)


def _question(*, answer: str = "", right: tuple[str, ...] = (), explanation: str = "", **fields: object) -> Question:
    # Record.read calls it with the fields below, whose types mypy cannot see.
    answer = answer or ", ".join(right)
    return Question(answer=answer, right=right, explanation=explanation, **fields)  # type: ignore[arg-type]


QUESTION = Record(
    _question,
    (
        Field("question", TEXT, "the question", required=True),
        Field("answer", TEXT, "the right answer", required=True, instead=("right", "opinion")),
        Field("right", ListOf(TEXT, least=2), "instead of an answer, all of several that must be chosen, and no other"),
        Field("accept", ListOf(TEXT), "other right answers, when it is typed"),
        Field("choices", ListOf(TEXT), "the wrong choices, three as a rule; of an opinion all, as they are shown"),
        Field(
            "opinion",
            Flag(),
            "true where nothing is right: only a survey asks it, by its choices alone",
            attribute="is_opinion",
        ),
        Field("explanation", TEXT, "why, told after the question", required=True, instead=("opinion",)),
        Field("difficulty", Number(1, 3), "1 easy, 2 medium, 3 hard"),
        Field(
            "about",
            ListOf(Id((Kind.EVENT, Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM))),
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
        Field("topics", Named(), "the tags that may be used, each with what it is called"),
        Field("kinds", Named(), "the kinds of term, each with what it is called; the usual ones, if left out"),
        Field("crowded", ListOf(Number(1, 9999)), "years of which up to sixteen events may matter much, not eight"),
        Field("format", Number(1, 2), "the format that the pack keeps: 2"),
        Field("off", Flag(), "true: communities get it only when they switch it on", attribute="is_off"),
    ),
)
FORMATS: dict[Kind, Record] = {
    Kind.SOURCE: SOURCE,
    Kind.PERSON: PERSON,
    Kind.COUNTRY: COUNTRY,
    Kind.ORGANIZATION: ORGANIZATION,
    Kind.TERM: TERM,
    Kind.EVENT: EVENT,
    Kind.QUESTION: QUESTION,
}
