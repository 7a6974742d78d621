"""FORMATS: every format of questions there is. Whoever only names them loads none of what reads them."""

from __future__ import annotations

from bot.files.wording import worded
from bot.frozen import Frozen


class Format(Frozen, frozen=True):
    """A format of files, by its name: what people call it, and how a file of it is known.

    `module`, of this folder, reads it; the one of its own name if empty. Its files begin with one of the characters
    `begins`, or are plain text, where the share that can be read of one counts as much as `weight` says. `has_heads`:
    the first row names what is asked and what is right. `endings` are of names that such files have besides `.NAME`.
    What questions are written into has a name for that, `written`, and the `ending` of such a file.
    """

    name: str
    title: str
    module: str = ""
    begins: str = ""
    weight: float = 0.0
    has_heads: bool = False
    endings: tuple[str, ...] = ()
    written: str = ""
    ending: str = ""


FORMATS = (
    Format("red", worded("Red, the Discord bot (YAML)"), weight=1.0, endings=("yaml", "yml")),
    Format("opentdb", worded("Open Trivia Database (JSON)"), begins="{["),
    Format(
        "gift",
        worded("GIFT, as Moodle writes it"),
        "gift.gift",
        weight=1.0,
        endings=("gift",),
        written=worded("GIFT, for Moodle"),
        ending=".gift.txt",
    ),
    Format("moodle", worded("Moodle XML"), begins="<", written=worded("Moodle XML"), ending=".xml"),
    Format("qti", worded("QTI, as Canvas writes it (.zip, .imscc)"), "qti.qti", begins="<"),
    Format("aiken", worded("Aiken"), weight=1.0),
    # Lists without any mark are found in many a text, and those without a tab in most.
    Format(
        "anki",
        worded("Anki, notes in plain text"),
        weight=0.9,
        endings=("csv", "tsv"),
        written=worded("Anki, notes in plain text"),
        ending=".anki.txt",
    ),
    Format("apkg", worded("Anki, a package (.apkg)"), written=worded("Anki, a package (.apkg)"), ending=".apkg"),
    Format("kotoba", worded("Kotoba (CSV)"), begins="{", weight=1.0, has_heads=True),
    Format("kahoot", worded("Kahoot (Excel)"), "tables.sheets", written=worded("Kahoot (Excel)"), ending=".xlsx"),
    Format("classquiz", worded("ClassQuiz (Excel)"), "tables.sheets"),
    Format("quizlet", worded("Quizlet, as copied from it"), "pasted", weight=0.7),
    Format("blooket", worded("Blooket, as copied from it"), "pasted"),
    Format(
        "csv",
        worded("Dateline's own CSV, or any table"),
        "tables.table",
        weight=1.0,
        has_heads=True,
        written=worded("CSV, with all that there is"),
        ending=".csv",
    ),
)
