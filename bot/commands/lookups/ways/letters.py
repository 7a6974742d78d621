"""Answers what a short form stands for that several names begin with: the name in full first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.lookups.ways.asked import EVERY_KIND, TOLD, Answer, Asked
from bot.facts.aspects import names_of
from bot.facts.find import How, find
from bot.facts.lexicon import FILLERS, telling_in, words_of
from bot.facts.model import Fact
from bot.facts.names import words
from bot.replies.lookups import answers

_STANDS_FOR = words_of("stand stands short abbreviation acronym initials letters")


def by_letters(asked: Asked) -> Answer | None:
    """Answer with the name whose words begin with the letters that are asked for."""
    if _STANDS_FOR.isdisjoint(asked.question.words):
        return None
    letters, *others = [word for word in asked.question.words if word not in FILLERS | _STANDS_FOR] or [""]
    found = find(asked.library, letters, EVERY_KIND, allows_slips=False) if letters and not others else None
    if found is None or found.how is not How.EXACT:
        return None
    name = _in_full(letters, found.facts)
    return Answer((answers.named(asked.say, (letters.upper(),), name),), found.facts[:TOLD]) if name else None


def _in_full(letters: str, facts: Sequence[Fact]) -> str:
    """Return the first name of some facts whose words begin so, "" for none."""
    names = (name for fact in facts for name in names_of(fact))
    return next((name for name in names if "".join(word[0] for word in telling_in(words(name))) == letters), "")
