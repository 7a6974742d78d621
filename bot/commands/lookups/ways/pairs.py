"""Answers how two things differ: with both, each with what it is."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import EVERY_KIND, Answer, Asked
from bot.facts.find import How, find
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Fact

_COMPARED = words_of("difference differences differ differs compare compared comparison versus vs unterschied raznitsa")
_AROUND = FILLERS | _COMPARED | words_of("between zwischen mezhdu entre with same")
_AND = words_of("and vs versus or und i ta et from to with")


# So many words of a line are tried as the end of the first of two names.
MOST_PARTED = 6


def by_pair(asked: Asked) -> Answer | None:
    """Answer with the two facts that are to be compared; None where no two are named."""
    typed = asked.question.subject.casefold().replace(".", " ").split()
    if not _COMPARED & set(typed):
        return None
    places = [place for place, word in enumerate(typed) if word in _AND]
    pairs = [_both(asked, typed[:place], typed[place + 1 :]) for place in places]
    if not places:
        # In a chat “and” is left out: “sfor kfor difference”.
        named = [word for word in typed if word not in _AROUND]
        pairs = [_both(asked, named[:place], named[place:]) for place in range(1, min(len(named), MOST_PARTED))]
    facts = next((pair for pair in pairs if pair), None)
    return Answer((), facts, texts=2) if facts else None


def _both(asked: Asked, before: list[str], after: list[str]) -> tuple[Fact, Fact] | None:
    left, right = ([word for word in words if word not in _AROUND] for words in (before, after))
    # Of “Article 4 and 5” the second is an article, too.
    further = (right, [*left[:-1], *right]) if len(right) == 1 else (right,)
    first, second = _named(asked, left), next((fact for words in further if (fact := _named(asked, words))), None)
    return (first, second) if first and second and first.id != second.id else None


def _named(asked: Asked, words: list[str]) -> Fact | None:
    found = find(asked.library, " ".join(words), EVERY_KIND, allows_slips=False)
    return found.facts[0] if found.how is How.EXACT else None
