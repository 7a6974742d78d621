"""Keeps of what was found what tells that somebody attacked somebody, where just that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.commands.lookups.ways.asked import Asked
from bot.commands.reading.question_words import Ask
from bot.facts.lexicon import FILLERS, variants, words_of
from bot.facts.model import Event, Fact
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.facts.territories import of_its_country, territories_in
from bot.frozen import Frozen
from bot.replies.lookups.facts import title

_TAKING = variants("annex") | words_of("occupy occupies occupied occupation")
_ATTACKING = variants("invade") | variants("attack") | variants("bomb") | _TAKING
# Words by which a text may tell of it.
_TELLING = words_of("enter enters entered fires fired land lands landed push pushes pushed shell shells shelled war")
_OF_WAR = _ATTACKING | variants("fight") | variants("strike") | _TELLING
_ASKING = ("did", "has", "have")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“])")
_GENITIVE = re.compile(r"['’]s(?=\s|$)")


class _Attack(Frozen, frozen=True):
    """Whose attack is asked about, and on whom, each by the words that may speak of them, and what tells of it."""

    attacker: frozenset[str]
    attacked: Sequence[frozenset[str]]
    deeds: frozenset[str]

    def is_told_in(self, said: Sequence[str]) -> bool:
        """Whether the words of a sentence tell of who attacks, behind them of war, and behind that of whom."""
        attacker = next((place for place, word in enumerate(said) if word in self.attacker), len(said))
        war = next((place for place in range(attacker + 1, len(said)) if said[place] in self.deeds), len(said))
        behind = said[war:]
        return bool(behind) and not any(one.isdisjoint(behind) for one in self.attacked)


def only_attacks(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; of “did NATO attack Russia” those in which it did, at the time that is asked about."""
    attack = _attack_in(asked)
    if attack is None:
        return facts
    told = (fact for fact in facts if any(map(attack.is_told_in, _sentences(fact))))
    return tuple(fact for fact in told if _is_then(asked, fact))


def _attack_in(asked: Asked) -> _Attack | None:
    words = asked.question.words
    verb = next((place for place, word in enumerate(words) if word in _ATTACKING), 0)
    if asked.question.ask is not Ask.WHETHER or words[:1] not in [(one,) for one in _ASKING] or "been" in words:
        return None
    attacker = frozenset().union(*map(_called, (word for word in words[1:verb] if word not in {"the", "ever"})))
    # Where troops have come nothing need have been annexed.
    deeds = _TAKING if words[verb] in _TAKING else _OF_WAR
    return _Attack(attacker, tuple(_attacked(asked, words[verb + 1 :])), deeds) if attacker else None


def _attacked(asked: Asked, words: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield what may be called each of those that are named: a country, a place, a body."""
    ends = {end for _, end, _ in territories_in(words)} | {name.end for name in names_in(asked.library, words)}
    yield from (_called(words[end - 1]) for end in sorted(ends) if words[end - 1] not in FILLERS - {"us"})


def _called(word: str) -> frozenset[str]:
    return variants(word) | of_its_country(word)


def _sentences(fact: Fact) -> Iterator[list[str]]:
    texts = (title(fact), *fact.also, *_SENTENCE.split(fact.text))
    return (fold(_GENITIVE.sub("", text)).split() for text in texts)


def _is_then(asked: Asked, fact: Fact) -> bool:
    span = asked.question.span
    return span is None or not isinstance(fact, Event) or (fact.date.first <= span[1] and span[0] <= fact.date.last)
