"""Tells whether a question is of what the packs do not know, whatever of its words stands in them."""

from __future__ import annotations

from bot.commands.lookups.ways.asked import Asked
from bot.commands.lookups.ways.members import asks_for_members_only
from bot.commands.lookups.ways.ranking import ENOUGH, MUCH, NEARLY_ALL, counted_in, is_of_person, is_proper
from bot.commands.reading.question_words import Ask
from bot.facts.incumbents import names_an_office_abroad
from bot.facts.lexicon import WEAK, telling_in, words_of
from bot.facts.model import Event
from bot.facts.names import all_words, fold
from bot.facts.naming import names_in
from bot.facts.search import Ranking
from bot.facts.territories import territories_in
from bot.patterns import expression

_SUBJECT = expression(
    r"(?:(?:when|why|who) )?(?:did|was|were|does|do|is|are|has|had|will) (?:(?:the|a|an) )?(?P<word>\w+)"
)
# What is to come stands in no pack; those who lead now, and members, are answered otherwise.
_AHEAD = expression(
    r"(?:(?:when|where|how|why|what) )?(?:will|would)\b|(?:is|are) .+ going to (?!join|enter|be|become|get)\b"
)
# What is a matter of taste, what is told the bot to do, what is measured, and what who asks may do.
_OPINION = expression(
    r"should\b|(?:(?:who|which|what|why) )?(?:is|are|was|were)\b.*"
    r" (?:(?:stronger|strongest|best(?! known)|better|worse|worst|evil(?! empire)|favou?rite|smarter|smartest|ugly)\b"
    r"|(?:aggressive|bad|crazy|cool|corrupt|dangerous|good|great|imperialist|mad|obsolete|overrated|stupid|useless"
    r"|weak|worth it)$)"
)
_ORDER = expression(r"(?:please )?(?:repeat|pretend|ignore|translate|convert|sing|draw|write|roleplay)\b")
_MEASURE = expression(
    r"how (?:far|tall|heavy|rich|fast|hot|cold|expensive)\b|.*\b(?:do|can|should|may|will|am|did) i\b"
)
_PERSONAL = words_of("my your")
# What no pack tells of anybody or of any country, though the word may stand in some text.
_UNTOLD = expression(
    r"(?:capital|population|currency|flag|anthem|religion|language|gdp|height|weight|climate|weather|price) of\b"
    r"|\b(?:hauptstadt|capitale|stolits\w*|stolica|einwohnerzahl|naselenie|naselennya)\b"
    r"|^how much (?:did|does|do|was|will) .*\bcosts?\b"
    r"|(?:plot|cast|lyrics) of\b|(?:people|inhabitants) (?:live|are there|has|have|does)\b"
    r"|(?:which|what) (?:\w+ )?(?:countries|states|nations|members|allies) (?:do |does )?borders?\b"
    r"|(?:which|what) (?:\w+ )?(?:countr(?:y|ies)|states?|nations?|members?|ally|allies) (?:has|have|had) no\b"
    r"|s (?:wife|husband|spouse|children|kids|daughters?|sons?|salary|height|weight|religion|favou?rite|zodiac|phone)\b"
)


def is_answered(asked: Asked, ranking: Ranking) -> bool:
    """Whether the best match has enough of what was asked not to be a stranger."""
    if not ranking.matches or _is_of_strangers(asked, ranking):
        return False
    best, question = ranking.matches[0], asked.question
    counted = counted_in(question.words)
    if question.ask is Ask.HOW_MANY and counted in (*ranking.missing, *(one.word for one in ranking.taken)):
        return False
    if question.ask in (Ask.HOW, Ask.WHERE):
        return best.share >= NEARLY_ALL
    return _has_enough(asked, ranking)


def _has_enough(asked: Asked, ranking: Ranking) -> bool:
    """Whether the best match has most of what was asked, or half of it with the name that stands in it."""
    best, question = ranking.matches[0], asked.question
    has_all = best.share >= NEARLY_ALL and len(ranking.telling) > 1
    is_framed = question.subject != question.text
    is_defined = question.ask is Ask.WHAT and is_framed
    if is_defined and best.named < ENOUGH * 0.6 and not has_all:
        return False
    if is_framed and len(ranking.telling) == 1 and not ranking.missing:
        return best.named > 0
    is_half = best.share >= ENOUGH and best.named >= ENOUGH * 0.8
    return best.share >= MUCH or (is_half and _is_called_so(asked, ranking, is_defined=is_defined))


def _is_called_so(asked: Asked, ranking: Ranking, *, is_defined: bool) -> bool:
    """Whether a fact that has half of what was asked has the name in it, and not merely a word that many have.

    What is to be defined must be more than spoken of: the price of Australia’s oil is no capital of Australia.
    """
    words = asked.question.words
    names = (words[name.start : name.end] for name in names_in(asked.library, words) if name.ids)
    # START is a name, and a word of which questions are made.
    if asked.question.is_foreign or any(not WEAK.issuperset(name) for name in names):
        return True
    (fact,) = asked.library.facts_at([ranking.matches[0].row])
    if is_defined and isinstance(fact, Event):
        return False
    # Where a thing is unknown its place is no answer: of a marathon in Berlin the city.
    places = all_words(fact.places) if isinstance(fact, Event) and ranking.missing else set()
    told = (part for one in ranking.telling for word in one.same for part in word.split() if part not in places)
    return any(is_proper(part, fact) for part in told)


def _is_of_strangers(asked: Asked, ranking: Ranking) -> bool:
    """Whether what is asked about is nothing that the packs know, whatever else of the question stands in them."""
    words, ask = asked.question.words, asked.question.ask
    is_named = any(name.ids for name in names_in(asked.library, words))
    return (
        asks_for_members_only(asked)
        or _is_untold(asked, ranking)
        or (ask is Ask.WHAT and not is_named and _WEAKEST.issuperset(telling_in(words)))
        or (ask is Ask.WHETHER and _is_only_named(asked, ranking))
        or (ask in (Ask.WHEN, Ask.WHY, Ask.WHERE) and _is_only_of_a_country(asked, ranking))
        or (not is_named and (_says_nothing(words) or _is_number_left(asked) or _is_lost(asked, ranking)))
        # In a language of which not all words are known the unknown one may be what is asked about.
        or (asked.question.is_foreign and ask in (Ask.WHO, Ask.WHEN) and bool(ranking.missing))
        or (ask in (Ask.WHO, Ask.WORDS) and names_an_office_abroad(asked.library, words))
    )


def _is_only_named(asked: Asked, ranking: Ranking) -> bool:
    """Whether it is asked whether somebody is what no pack speaks of, and nothing but who is meant is known."""
    known = [one.word for one in ranking.telling if not one.is_near]
    is_so = asked.question.words[:1] in [("is",), ("are",), ("was",), ("were",)]
    return is_so and bool(ranking.missing) and all(is_of_person(asked, word) for word in known)


def _is_only_of_a_country(asked: Asked, ranking: Ranking) -> bool:
    """Whether nothing of a question stands anywhere but which country it is of: “when did the US give HIMARS”."""
    known = [one.word for one in ranking.telling]
    countries = {word for start, end, _ in territories_in(known, adjectives=True) for word in known[start:end]}
    return bool(ranking.missing) and not asked.question.is_foreign and countries.issuperset(known)


def _is_untold(asked: Asked, ranking: Ranking) -> bool:
    """Whether something is asked that no pack tells: what is to come, of what nobody knows, of who asks or is asked."""
    question, line = asked.question, fold(asked.question.text)
    is_no_question = any(pattern.match(line) for pattern in (_AHEAD, _OPINION, _ORDER, _MEASURE))
    is_ahead = is_no_question or (question.ask is Ask.WHO and "will" in question.words)
    span, ends = question.span, asked.library.ends()
    is_later = span is not None and (span[0] > asked.today or (ends is not None and span[1] < ends[0]))
    subject = _SUBJECT.match(line)
    is_unknown = subject is not None and not question.is_foreign and subject["word"] in ranking.missing
    if question.ask is Ask.WHO and not question.is_foreign:
        is_unknown |= not set(question.words[1:2]).isdisjoint(ranking.missing)
    return is_ahead or is_later or is_unknown or not _PERSONAL.isdisjoint(question.words) or bool(_UNTOLD.search(line))


def _is_lost(asked: Asked, ranking: Ranking) -> bool:
    """Whether too little is left of a question that names nothing, once what stands nowhere is left out."""
    if asked.question.ask is Ask.WHETHER:
        return len(ranking.telling) < 2
    # Of several words that are all slips, those of one fact are meant: an admin’s token is not taken from Amin.
    is_all_guessed = all(one.is_near for one in ranking.telling)
    if is_all_guessed and (ranking.missing or ranking.matches[0].share < NEARLY_ALL):
        return True
    if asked.question.is_foreign:
        is_short = asked.question.ask is Ask.WORDS and len(ranking.telling) == 1
        return len(ranking.missing) > len(ranking.telling) - (1 if is_short else 0)
    return asked.question.ask is Ask.WORDS and len(ranking.telling) == 1 and bool(ranking.missing)


def _is_number_left(asked: Asked) -> bool:
    """Whether nothing but a number is left beside a time: “1989 or 1990”."""
    telling = telling_in(asked.question.words)
    return asked.question.dated is not None and all(word.isdecimal() for word in telling)


# What is to be defined is none of these, with which questions are made: “no first use”.
_WEAKEST = (WEAK - {"war"}) | {"no", "not"}
# With these alone something is asked of what was said before: “who was it before him?”
_BESIDE = words_of("before after since until next previous")


def _says_nothing(words: tuple[str, ...]) -> bool:
    """Whether a line has no word of its own but some of which questions are made, numbers or letters: “1+1”."""
    return all(len(word) == 1 or word in _BESIDE for word in telling_in(words))
