"""Keeps of what was found what tells that somebody attacked somebody, where just that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.commands.lookups.ways.asked import Asked, is_then
from bot.commands.reading.question_words import GENITIVE, Ask
from bot.facts.aspects import sentences_of
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
_OF_WAR = _ATTACKING | (variants("fight") - {"combat"}) | variants("strike") | _TELLING
_ASKING, _SUFFERING = words_of("did has have"), words_of("was were")


class _Attack(Frozen, frozen=True):
    """Whose attack is asked about, if anybody’s, on whom, by the words that may speak of them, and what tells of it."""

    attacker: frozenset[str]
    attacked: Sequence[frozenset[str]]
    deeds: frozenset[str]

    def is_told_in(self, said: Sequence[str]) -> bool:
        """Whether the words of a sentence tell of who attacks, behind them of war, and behind that of whom."""
        attacker = next((place for place, word in enumerate(said) if word in self.attacker), len(said))
        start = attacker + 1 if self.attacker else 0
        war = next((place for place in range(start, len(said)) if said[place] in self.deeds), len(said))
        behind = said[war:]
        return bool(behind) and not any(one.isdisjoint(behind) for one in self.attacked)


def only_attacks(asked: Asked, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return facts; of “did NATO attack Russia” those in which it did, at the time that is asked about."""
    attack = _attack_in(asked)
    if attack is None:
        return facts
    # Of what happened on another day than an event it tells only in its text.
    is_when = asked.question.ask is Ask.WHEN
    told = (fact for fact in facts if any(map(attack.is_told_in, _told(fact, names_only=is_when))))
    return tuple(fact for fact in told if _is_then(asked, fact))


def _attack_in(asked: Asked) -> _Attack | None:
    words, ask = asked.question.words, asked.question.ask
    verb = next((place for place, word in enumerate(words) if word in _ATTACKING), 0)
    mark = next((place for place, word in enumerate(words[:verb]) if word in _ASKING | _SUFFERING), None)
    if ask not in (Ask.WHETHER, Ask.WHEN) or mark is None or "been" in words:
        return None
    # Where troops have come nothing need have been annexed.
    deeds = _TAKING if words[verb] in _TAKING else _OF_WAR
    if words[mark] in _SUFFERING:
        attacked = tuple(_attacked(asked, words[mark + 1 : verb]))
        return _Attack(frozenset(), attacked, deeds) if attacked and ask is Ask.WHEN else None
    named = (word for word in words[mark + 1 : verb] if word not in {"the", "ever"})
    attacker = frozenset().union(*map(_called, named))
    attacked = tuple(_attacked(asked, words[verb + 1 :]))
    return _Attack(attacker, attacked, deeds) if attacker and attacked else None


def _attacked(asked: Asked, words: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield what may be called each of those that are named: a country, a place, a body."""
    ends = {end for _, end, _ in territories_in(words)} | {name.end for name in names_in(asked.library, words)}
    yield from (_called(words[end - 1]) for end in sorted(ends) if words[end - 1] not in FILLERS - {"us"})


def _called(word: str) -> frozenset[str]:
    return variants(word) | of_its_country(word)


def _told(fact: Fact, *, names_only: bool) -> Iterator[list[str]]:
    """Yield the words of each name and sentence of a fact, of an event only of its names where just these are meant."""
    texts = () if names_only and isinstance(fact, Event) else sentences_of(fact)
    return (fold(GENITIVE.sub("", text)).split() for text in (title(fact), *fact.also, *texts))


def _is_then(asked: Asked, fact: Fact) -> bool:
    span = asked.question.span
    return span is None or not isinstance(fact, Event) or is_then(fact, span)
