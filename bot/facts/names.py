"""Folds names so that case, accents, script, order and small slips of the keyboard do not hide anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import ascii_letters, digits

from anyascii import anyascii

_APART = re.compile(r"[^a-z0-9]+")
# Letters that a transliteration may write or not: Gorbachyov and Gorbachev, Yel'tsin and Yeltsin.
_SILENT = re.compile(r"['’ʹʼ`]")
_QUOTES = re.compile(r"[“”]")
# Most texts are ASCII, where each sign is a letter, silent, or a blank: that takes a tenth of the time.
_ASCII: Mapping[int, str | None] = {
    **{code: " " for code in range(128)},
    **{ord(letter): letter.casefold() for letter in ascii_letters + digits},
    **dict.fromkeys(map(ord, "'`")),
}
# What is left of a word without two letters grows with the cube of its length. No name that slips hide is longer.
LONGEST = 32


# One question folds the same words some eighty times.
@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Return lower-case Latin words with single blanks between them; other scripts are transliterated."""
    if not text.isascii():
        text = _QUOTES.sub(" ", _SILENT.sub("", text))
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    latin = anyascii(text).casefold()
    return _APART.sub(" ", _SILENT.sub("", latin)).strip()


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order."""
    # Of a long text, which is folded once, to look for it among those remembered takes longer than to fold it.
    return tuple((text.translate(_ASCII) if text.isascii() else fold(text)).split())


def key(text: str) -> str:
    """Return what two writings of a name share whatever the order of its words: “Robertson, George”."""
    return " ".join(sorted(words(text)))


def slips(word: str) -> int:
    """Return how many wrong letters a word of this length may have and still be meant."""
    return 0 if len(word) > LONGEST or word.isdigit() else tolerance(len(word))


def tolerance(letters: int) -> int:
    """Return how many slips of the keyboard so many letters may have; a long word has more room for them."""
    if letters < 4:
        return 0
    return 1 if letters < 8 else 2


def all_words(names: Iterable[str]) -> set[str]:
    """Return the folded words of several names."""
    return {word for name in names for word in words(name)}
