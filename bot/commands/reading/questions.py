"""What a plain line asks: when, who, how many, whether, why, what; of which words, and of which time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.commands.reading.chatter import without_chatter
from bot.commands.reading.dates import Dated, Order, find_when, parse_when
from bot.commands.reading.question_words import (
    BEGINNINGS,
    ELISION,
    ENDINGS,
    FOLLOWING,
    FOREIGN,
    FRAME,
    GENITIVE,
    GERMAN,
    IN_CYRILLIC,
    TAIL,
    TIME_FRAME,
    Ask,
)
from bot.commands.reading.shorthand import spelt
from bot.facts.lexicon import one_verb
from bot.facts.names import fold
from bot.frozen import Frozen

# What a person reads at a glance they also type: a longer line is cut, whatever it is.
LONGEST = 300
# So many different words of a line are looked at.
MOST_WORDS = 40


class Question(Frozen, frozen=True):
    """A line that was understood as far as its words go.

    `words` are all its folded words but for the time's; `subject` is what is left of it without the words that ask, as
    typed, for looking up a name; `is_bare` tells that nothing is left but the time.
    """

    text: str
    ask: Ask
    words: tuple[str, ...]
    subject: str
    dated: Dated | None = None
    is_bare: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether it is asked in another language than the packs are written in."""
        return _is_foreign(self.text, self.words)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of its time, None for none or one of every year."""
        when = self.dated.when if self.dated else None
        first, last = getattr(when, "first", None), getattr(when, "last", None)
        return (first, last) if first and last else None


def read_question(text: str, today: date, order: Order = Order.UNKNOWN) -> Question:
    """Read a line; what a date cannot be is raised, and what it may be two ways, as `parse_when` does."""
    short = " ".join(text.replace("%", " percent ").split())[:LONGEST].strip(" ?!.")
    short = IN_CYRILLIC.sub("EU", short)
    line = spelt(FOLLOWING.sub("", ELISION.sub(" ", without_chatter(short))).strip(" ?!.,"))
    folded = fold(line)
    ask = _ask_of(folded)
    if whole := _whole_time(line, today, order):
        return Question(line, Ask.HAPPENED, (), "", whole, is_bare=True)
    within = find_when(line, today, order)
    rest = within.rest if within else line
    kept = one_verb(fold(GENITIVE.sub("", rest))).split()
    is_german = GERMAN.search(folded)
    # Of “w NATO” the letter is a preposition, and not the initial of a Bush.
    is_initial = not _is_foreign(line, kept)
    own = (word if is_initial or word != "w" else "v" for word in kept if not (is_german and word in ("war", "waren")))
    words = tuple(dict.fromkeys(own))[:MOST_WORDS]
    return Question(line, ask, words, subject_of(rest), within.dated if within else None)


def _is_foreign(line: str, words: Sequence[str]) -> bool:
    return bool(FOREIGN & set(words[:3])) or any("\u0400" <= letter <= "\u04ff" for letter in line)


def subject_of(text: str) -> str:
    """Return a line without the words that ask, as far as they stand before and after a name."""
    words = text.strip(" ?!.").split()
    folded = [fold(word) for word in words]
    line = " ".join(filter(None, folded))
    frame = FRAME.match(line + " ")
    kept = line[frame.end() :] if frame and frame.end() < len(line) else line
    kept = TAIL.sub("", kept)
    number = len(kept.split())
    if not number or number == len(line.split()):
        return " ".join(words) if not frame else kept
    return _as_typed(words, folded, line, kept)


def _as_typed(words: Sequence[str], folded: Sequence[str], line: str, kept: str) -> str:
    """Return the typed words that became the folded ones of `kept`, where they are whole ones; else `kept`."""
    start = line.find(kept)
    before = len(line[:start].split())
    counts = [len(part.split()) for part in folded]
    first = next((n for n in range(len(words) + 1) if sum(counts[:n]) == before), None)
    last = next((n for n in range(len(words) + 1) if sum(counts[:n]) == before + len(kept.split())), None)
    return kept if first is None or last is None else " ".join(words[first:last]).strip(" ,?!.:;")


def _ask_of(folded: str) -> Ask:
    beginnings = (ask for ask, beginning in BEGINNINGS if beginning.match(folded))
    endings = (ask for ask, ending in ENDINGS if ending.search(folded))
    return next(beginnings, None) or next(endings, Ask.WORDS)


def _whole_time(line: str, today: date, order: Order) -> Dated | None:
    """Return the time that a line is, but for words that ask what happened then; None when it is more than that."""
    for text in dict.fromkeys((line, without_frame(line))):
        try:
            return parse_when(text, today, order)
        except ValueError as error:
            if type(error) is not ValueError:
                raise
    return None


def without_frame(line: str) -> str:
    """Return a line without the words that ask what happened at the time that stands in it."""
    words = line.split()
    folded = [fold(word) for word in words]
    match = TIME_FRAME.match(" ".join(filter(None, folded)))
    rest = match["rest"] if match else ""
    # Marks within a date are lost in folding, so the words that were typed are what is kept.
    return _as_typed(words, folded, " ".join(filter(None, folded)), rest) if rest else line
