"""Tells whether a question is of what was said before, which is not remembered: “who came after him?”."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.members import JOIN, LEAVE
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import FILLERS, WEAK, telling_in, variants, words_of
from bot.facts.membership import usual_organization
from bot.facts.names import fold

_POINTING = words_of("he she it they him her them his hers its their this that these those we our both")
# What may be asked of anybody or anything, and tells of nobody.
_OF_ANYTHING = (WEAK - {"war"}) | JOIN | LEAVE | variants("signed") | variants("founded") | variants("ended")
_OF_ANYTHING |= (
    variants("died")
    | variants("built")
    | variants("fell")
    | {"born", "after", "before", "next", "successor", "leader", "president"}
)


def is_of_what_was_said(asked: Asked) -> bool:
    """Whether a question points at somebody or something and names nothing, or only what all is about: NATO."""
    question = asked.question
    if question.ask is Ask.HOW_MANY or question.dated or _POINTING.isdisjoint(question.words):
        return False
    telling = [word for word in telling_in(question.words) if word not in _OF_ANYTHING and word not in _POINTING]
    return not telling or (len(telling) == 1 and telling[0] in _usual(asked) and _is_pointed_at(question.words))


def _usual(asked: Asked) -> frozenset[str]:
    usual = usual_organization(asked.library)
    return frozenset(fold(name) for name in usual.aliases) if usual else frozenset()


def _is_pointed_at(words: tuple[str, ...]) -> bool:
    """Whether it is asked of whom is pointed at: “did they join NATO”, and not “is that NATO’s”."""
    behind = next((words[place + 1 :] for place, word in enumerate(words) if word in _ASKING), ())
    return not _POINTING.isdisjoint(behind[:1])


_ASKING = FILLERS & words_of("is are was were did does do has have had")
