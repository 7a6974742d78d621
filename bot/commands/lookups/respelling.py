"""Writes a line as the packs write the names in it: SS-20 for “ss20”, and the Prague Spring is no season."""

from __future__ import annotations

import re

from bot.commands.reading.calendars import months
from bot.commands.reading.shorthand import year_in_full
from bot.facts.lexicon import words_of
from bot.facts.library import Library
from bot.facts.names import fold, key
from bot.facts.search import says, stands
from bot.facts.spelling import SHORTEST_PART, apart
from bot.patterns import expression

# A name that ends with a number, typed without a blank or a hyphen: ss20, minsk2.
_GLUED = expression(r"\b([a-z]+)(\d{1,3})\b", re.IGNORECASE)
# One typed with a hyphen that the packs write without: MH-17.
_HYPHENED = expression(r"\b([a-z]+)-(\d{1,3})\b", re.IGNORECASE)
# What may be called like a season, before its year.
_SEASON = expression(r"\b(\w{3,} (?:spring|summer|autumn|winter)) (?:of |in )?['’]?(\d{2}|\d{4})\b", re.IGNORECASE)
# A year of which the century is left out, where a line ends; behind these, and behind a month, a number is none.
_YEAR = expression(r"(?<![\w-])([a-z]{3,}) (0\d|4[5-9]|[5-9]\d)[?!. ]*$", re.IGNORECASE)
_NUMBERED = words_of(
    """
    article art chapter resolution res number page top mig for the over than only about least most percent and day days
    week weeks flight group operation spring summer autumn winter
    """
)


def respelt(line: str, library: Library) -> str:
    """Return a line with the names in it that end with a number, or are like a season, written as names."""
    line = _GLUED.sub(lambda match: _numbered(match, library), line)
    line = _HYPHENED.sub(lambda match: _unhyphened(match, library), line)
    line = _SEASON.sub(lambda match: _season(match, library), line)
    return _YEAR.sub(lambda match: _with_century(match, library), line)


def _with_century(match: re.Match[str], library: Library) -> str:
    is_number = match[1].casefold() in _NUMBERED or match[1].casefold() in months() or says(library, match[0])
    return match[0] if is_number else f"{match[1]} {year_in_full(match[2])}"


def _numbered(match: re.Match[str], library: Library) -> str:
    spaced = f"{match[1]} {match[2]}"
    is_said = library.named(key(spaced)) or says(library, spaced)
    return spaced if is_said and not stands(library, fold(match[0])) else match[0]


def _unhyphened(match: re.Match[str], library: Library) -> str:
    glued = f"{match[1]}{match[2]}"
    return glued if not says(library, match[0]) and stands(library, glued) else match[0]


def _season(match: re.Match[str], library: Library) -> str:
    """Return a year before the name that it stands behind, where a pack has that name."""
    return f"{year_in_full(match[2])} {match[1]}" if says(library, match[1]) else match[0]


def spaced(line: str, library: Library) -> str:
    """Return a line with blanks in the words that were typed as one."""
    return " ".join(_apart(word, library) for word in line.split())


def _apart(word: str, library: Library) -> str:
    folded = fold(word)
    is_one = len(folded) > 2 * SHORTEST_PART and folded.isalpha() and not stands(library, folded)
    return (_asking_apart(folded, library) or apart(library, folded) or word) if is_one else word


# A whole question without a blank: whoisputin, whenwasnatofounded.
_ASKING = expression(r"(who|what|when|where|why)(is|was|are|were|did)(\w{4,24})")


def _asking_apart(word: str, library: Library) -> str:
    """Return a question of a name, or of two words, that was typed as one with the words that ask, "" for none."""
    asking = _ASKING.fullmatch(word)
    if asking is None:
        return ""
    said = asking[3]
    if library.with_word(said):
        return f"{asking[1]} {asking[2]} {said}"
    pairs = ((said[:place], said[place:]) for place in range(SHORTEST_PART, len(said) - SHORTEST_PART + 1))
    both = next((f"{left} {right}" for left, right in pairs if stands(library, left) and stands(library, right)), "")
    return f"{asking[1]} {asking[2]} {both}" if both else ""
