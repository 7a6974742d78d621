"""The pieces of which the format of several kinds of record is made: citations, sides, findings, names."""

from __future__ import annotations

from bot.authoring.fields import Brief, Edtf, Flag, Id, ListOf, OneOf, Text
from bot.authoring.records import Field, IdWithDetail, Record
from bot.facts.dates import Precision
from bot.facts.model import NAME_LIMIT, TEXT_LIMIT, Citation, Finding, Kind, Position

TITLE, NAME = Text(90), Text(NAME_LIMIT)
TEXT = Text(TEXT_LIMIT)
SUPPORTS = ("day", Precision.MONTH.value, Precision.YEAR.value, "name")
# It stands in the mark beside a title.
DISPUTED_LIMIT = 40

_CITATION = Record(
    Citation,
    (
        Field("source", Id((Kind.SOURCE,)), "the id of the source", required=True),
        Field("locator", Text(120), "where in the source: section, article, entry, paragraph or page"),
        Field("supports", OneOf(SUPPORTS), "how much of the date it supports, when not the day; or only the name"),
        Field("says", Brief(15), "what the source says of this, in at most 15 words of yours"),
        Field("differs", Text(120), "what it gives otherwise: another day, another number"),
    ),
)
CITATIONS = ListOf(IdWithDetail((Kind.SOURCE,), _CITATION), least=1)

_SIDES = ListOf(
    Record(
        Position,
        (
            Field("who", Text(120), "who says it", required=True),
            Field("says", TEXT, "what they say, in words they would accept as their own", required=True),
            Field("stake", Text(200), "what interest they have in the matter", due="stake"),
            Field("sources", CITATIONS, "where they say it", required=True),
        ),
    ),
    least=2,
)
_FINDINGS = ListOf(
    Record(
        Finding,
        (
            Field("by", Text(120), "the court, the body of the United Nations or the inquiry", required=True),
            Field("says", TEXT, "what it found", required=True),
            Field("date", Edtf(), "when it found so", required=True),
            Field("sources", CITATIONS, "where that stands", required=True),
        ),
    ),
    least=1,
)
SOURCES = Field("sources", CITATIONS, "where it stands: source ids, each with a locator after a comma", required=True)
AS_OF = Field("as_of", Edtf(), "the date up to which the statement was true")
LATER = Field("later", TEXT, "what came after `as_of`")
ALIASES = Field("aliases", ListOf(NAME), "other names, abbreviations and spellings by which people ask for it")
ALSO = Field("also", ListOf(NAME), "further words by which a search shall find it; they are not shown")
# What every fact but a person may have.
MATTER = (
    Field("disputed", Text(DISPUTED_LIMIT), "what is disputed, in a few words: who fired first"),
    Field("positions", _SIDES, "who says what, when the matter is disputed: two or more"),
    Field("views", _SIDES, "who says what of a matter that nobody disputes, where sides see it differently"),
    Field("findings", _FINDINGS, "what a court, the United Nations or an inquiry found; it stands above the parties"),
    Field(
        "no_finding",
        Flag(),
        "true where findings were looked for and there are none",
        attribute="is_without_finding",
    ),
    AS_OF,
    LATER,
    ALSO,
)
