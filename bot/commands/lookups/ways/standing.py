"""Answers whether something or somebody still is: a treaty in force, a body in being, a person alive or in office."""

from __future__ import annotations

from datetime import date

from bot.commands.lookups.ways.asked import EVERY_KIND, Answer, Asked
from bot.commands.lookups.ways.offices import held, person_in, terms_of, time_of, without_names
from bot.commands.reading.question_words import Ask
from bot.facts.dates import HistoricalDate
from bot.facts.find import How, find
from bot.facts.incumbents import Term, is_current, terms_asked
from bot.facts.lexicon import FILLERS, words_of
from bot.facts.model import Country, Fact, Person
from bot.facts.names import fold
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

_STANDS = words_of("exist exists existing active alive force effect valid around standing binding living")
_IS_OVER = words_of("over dead ended finished dissolved expired died gone closed")
# With these it is asked whether somebody was ever in office.
_BACK = words_of("was become becomes became")
_STILL = words_of("still yet anymore longer ever already now today currently")


def by_standing(asked: Asked) -> Answer | None:
    """Answer whether somebody is in office, or whether somebody or something still is; None for anything else."""
    if asked.question.ask is not Ask.WHETHER:
        return None
    return _in_office(asked) or _still(asked)


def _in_office(asked: Asked) -> Answer | None:
    """Answer whether somebody holds an office, or held it then or ever; and who does, where it is somebody else."""
    words, span = time_of(asked)
    rest = [word for word in words if word not in FILLERS | _STILL]
    person = person_in(asked, rest) if len(rest) > 1 else None
    terms = terms_of(asked, person, without_names(person, rest)) if person else ()
    if person is None or not terms:
        return None
    shown = next((term for term in terms if _is_then(term, span, is_now=_BACK.isdisjoint(words))), None)
    if shown:
        return Answer((asked.say(answers.YES, answer=held(asked.say, shown)),), (person,))
    holders = terms_asked(asked.library, fold(terms[0].role.title).split(), span)
    others = [term for term in holders if span or is_current(term)][:2]
    lines = (asked.say(answers.NO, answer=held(asked.say, terms[-1])), *(held(asked.say, term) for term in others))
    return Answer(lines, tuple(dict.fromkeys((person, *(term.person for term in others)))))


def _is_then(term: Term, span: tuple[date, date] | None, *, is_now: bool) -> bool:
    if span is None:
        return is_current(term) if is_now else True
    return term.role.since.first <= span[1] and (term.role.until is None or span[0] <= term.role.until.last)


def _still(asked: Asked) -> Answer | None:
    """Answer whether what is named has ended; where the packs know of no end, with what they say of it."""
    words = asked.question.words
    is_over = bool(_IS_OVER & set(words))
    if not (is_over or _STANDS & set(words) or "still" in words):
        return None
    rest = [word for word in words if word not in FILLERS | _STANDS | _IS_OVER | _STILL]
    found = find(asked.library, " ".join(rest), EVERY_KIND, allows_slips=False)
    if found.how is not How.EXACT or len(found.facts) != 1:
        return None
    fact = found.facts[0]
    end = _end_of(asked, fact)
    if end is None:
        return Answer((), (fact,))
    line = (answers.is_over if is_over else answers.no_longer)(asked.say, *end, title(fact))
    return Answer((line,), (fact,))


def _end_of(asked: Asked, fact: Fact) -> tuple[HistoricalDate, str] | None:
    """Return when a fact ended, and how that is called."""
    say = asked.say
    if isinstance(fact, Person):
        return (fact.died, say(answers.DIED)) if fact.died else None
    dissolved = fact.until if isinstance(fact, Country) else getattr(fact, "dissolved", None)
    ended = getattr(fact, "ended", None) or getattr(fact, "until", None)
    return (dissolved, say(answers.DISSOLVED)) if dissolved else (ended, say(answers.ENDED)) if ended else None
