"""Prefers what was done, and by whom it is asked about, to who spoke of it."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.commands.lookups.ways.asked import Asked
from bot.commands.reading.question_words import GENITIVE, Ask
from bot.facts.aspects import names_of
from bot.facts.lexicon import telling_in, variants, words_of
from bot.facts.model import Event, Fact, Term
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.facts.territories import of_its_country, territories_in
from bot.frozen import Frozen, replace

# So many words of a title may stand between who does something and what is done: Soviet troops invade.
NEAR = 2
# A title that tells what somebody meant to do, or said of it.
_TOLD = re.compile(
    r"\b(?:will|would|gives? notice|wants?|plans?|decides?|promises?|proposes?|threatens?|condemns?|asks?|says?|tells?"
    r"|calls?|informs?|warns?|demands?|protests?|criticizes?|denies|announces?|urges?|speaks?)\b"
)
# A text that tells why.
_REASON = re.compile(r"\b(?:because|in response to|in order to|so that|fear(?:s|ed|ing)?|reasons?)\b")
# A title that tells what somebody said of something.
_SAID = re.compile(r"\b(?:says?|tells?|calls?|warns?|demands?|critici[sz]es?|speaks?|scolds?|asks?|condemns?|urges?)\b")
_SPOKE = words_of(
    "called call said say says told tell spoke speak asked promised proposed warned demanded coined wrote think thinks"
)
# Behind these what follows is not done by who stands before them.
_PASSIVE = frozenset({"is", "are", "to", "of", "in", "from"})


class Deed(Frozen, frozen=True):
    """What is asked of a deed: all words, “did” or “was”, and the words of titles that mean who did it and what."""

    ask: Ask
    words: frozenset[str]
    mark: str
    who: frozenset[str]
    what: frozenset[str]

    @property
    def is_passive(self) -> bool:
        """Whether it is asked what was done to somebody or something."""
        return "been" in self.words or self.mark in ("was", "were")

    @property
    def asks_who_spoke(self) -> bool:
        """Whether it is asked who said something."""
        return self.ask is Ask.WHO and not _SPOKE.isdisjoint(self.words)


def deed_in(asked: Asked) -> Deed:
    """Return what a question asks of a deed; without a mark it asks of none."""
    words = asked.question.words
    mark = next((word for word in ("did", "was", "were", "has", "have") if word in words), "")
    behind = telling_in(words[words.index(mark) + 1 :]) if mark else []
    if not behind:
        return Deed(asked.question.ask, frozenset(words), mark, frozenset(), frozenset())
    named = [name.end for name in names_in(asked.library, behind) if name.start == 0]
    named += [end for start, end, _ in territories_in(behind) if start == 0]
    verbs = behind[max(named) :][:1] if named else behind[1:3]
    what = frozenset().union(*(variants(verb) for verb in verbs))
    return Deed(asked.question.ask, frozenset(words), mark, of_its_country(behind[0]) | variants(behind[0]), what)


def deed_factor(deed: Deed, fact: Fact) -> float:
    """Return how much better a fact fits that is the deed, by whom it is asked about; for why, who spoke of it."""
    if not isinstance(fact, Event):
        # Who said it is told by an event, and not by what it is called.
        return 0.8 if deed.asks_who_spoke and isinstance(fact, Term) else 1.0
    if deed.ask is Ask.WHAT and deed.mark == "did" and not _SPOKE.isdisjoint(deed.words):
        return 1.3 if _SAID.search(fact.title) and not deed.who.isdisjoint(fold(fact.title).split()[:3]) else 1.0
    if deed.ask is Ask.WHY:
        told = (1.1 if _TOLD.search(fact.title) else 1.0) * (1.15 if _REASON.search(fact.text) else 1.0)
        return told * (_actor_factor(deed, fact) if deed.is_passive else 1.0)
    if deed.ask is Ask.WHO:
        return 1.0 if is_asked(deed, fact.title) or not _SPOKE.isdisjoint(deed.words) else 0.8
    if deed.ask not in (Ask.WHEN, Ask.WHERE) or not deed.mark:
        return 1.0
    return (1.0 if is_asked(deed, fact.title) else 0.7) * _actor_factor(deed, fact)


def is_asked(deed: Deed, title: str) -> bool:
    """Whether a title does not tell what somebody said, or it is asked who said so."""
    told = _TOLD.search(title)
    verb = told[0].rstrip("s") if told else ""
    return not variants(verb).isdisjoint(deed.words) or any(word.startswith(verb) for word in deed.words)


def before_saying(title: str) -> str:
    """Return a title up to where it tells what somebody said, all of it where it does not."""
    told = _TOLD.search(title)
    return title[: told.start()] if told else title


def is_done(deed: Deed, fact: Fact) -> bool:
    """Whether a fact is the deed: who is asked about does so in it, or it is done to them where they “have been”."""
    if not isinstance(fact, Event | Term):
        return False
    names = (*names_of(fact), *fact.also)
    called = [fold(GENITIVE.sub("", name)).split() for name in names]
    if deed.is_passive:
        return any(_suffers(deed, told) or _is_on(deed, told) for told in called)
    return any(_acts(deed, told) for told in called)


def _actor_factor(deed: Deed, event: Event) -> float:
    """Prefer what is called so that who is asked about acts: “did Russia suspend”; what “was signed” did not sign."""
    if deed.mark == "did":
        return 1.2 if is_done(deed, event) else 1.0
    told = fold(GENITIVE.sub("", event.title)).split()
    # Who acts in a title does so in the present; what stands as it was asked is a name: the Prague summit.
    acts = _acts(replace(deed, what=deed.what - deed.words), told) or _is_about_to(deed, told)
    return 0.7 if acts else 1.3 if _suffers(deed, told) else 1.0


def _is_about_to(deed: Deed, told: list[str]) -> bool:
    """Whether who is asked about is to do so themselves: Khrushchev agrees to remove the missiles."""
    is_first = not deed.who.isdisjoint(told[:NEAR])
    return is_first and any(to == "to" and verb in deed.what for to, verb in pairwise(told))


def _suffers(deed: Deed, told: list[str]) -> bool:
    """Whether it is done to whom is asked about: Khrushchev is overthrown."""
    behind = (told[place + 1 : place + 2 + NEAR] for place, word in enumerate(told) if word in deed.who)
    return any(words[:1] in (["is"], ["are"]) and deed.what & set(words[1:]) for words in behind)


def _is_on(deed: Deed, told: list[str]) -> bool:
    """Whether what is done stands before whom it is done to: Turkey shoots down a Russian warplane."""
    verb = next((place for place, word in enumerate(told) if word in deed.what), len(told))
    return not deed.who.isdisjoint(told[verb:])


def _acts(deed: Deed, told: list[str]) -> bool:
    behind = (told[place + 1 : place + 1 + NEAR] for place, word in enumerate(told) if word in deed.who)
    return any(_is_done(deed, words) for words in behind)


def _is_done(deed: Deed, words: list[str]) -> bool:
    """Whether one of some words means what was done, and nothing before it leads away."""
    verb = next((place for place, word in enumerate(words) if word in deed.what), None)
    return verb is not None and _PASSIVE.isdisjoint(words[:verb])
