"""Answers who is a member of what, since when, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from functools import lru_cache

from bot.commands.lookups.ways.around import with_time
from bot.commands.lookups.ways.asked import TOLD, Answer, Asked, unanswered
from bot.commands.lookups.ways.ranking import ranked_facts
from bot.commands.reading.question_words import Ask
from bot.facts import membership
from bot.facts.dates import exact
from bot.facts.lexicon import FILLERS, english, variants, words_of
from bot.facts.model import Event, Fact, Member, Organization, Term
from bot.facts.names import fold
from bot.facts.naming import names_in
from bot.facts.search import rank, stands
from bot.facts.spelling import slip_of
from bot.facts.territories import PAST, nearly, territories_in, territory_of
from bot.patterns import expression
from bot.replies.lookups import answers
from bot.replies.lookups.facts import title

JOIN = words_of(
    """
    join joins joined joining accede acceded accession enter entered become became becomes admitted membership
    member members beitritt trat beigetreten bei vstupila vstupil vstupili vstupilo vstuplenie vstup adhere adhesion
    rejoint entree entry access chlenom chlen mitglied membre
    """
)
LEAVE = words_of(
    """
    leave leaves left leaving quit quits withdraw withdrew exit exited vyshla vyshel verliess quitte
    ausgetreten austritt expel expels expelled excluded
    """
)
# In German who steps out leaves, and who steps in joins.
_STEPPED = words_of("trat traten tritt treten")
_COUNTED = words_of(
    """
    member members countries country countrys contries states nations allies ally chlenov stran chleniv krayin krain
    mitglieder lander staaten membres pays krajow panstw czlonkow paises miembros size
    """
)
_FOUND = words_of(
    """
    founded founding founders founder original established created formed started signatories start create form found
    """
)
_NEWEST = words_of("last latest newest recent recently youngest")
# Of an organization that grew it is asked who joined.
_GROWN = words_of("expand expanded expands expansion enlarge enlarged enlarges enlargement grow grew grown time")
# With these it is asked when it last grew, or first.
_IN_TURN = _NEWEST | {"first"}
PLAIN_MEMBERSHIP = JOIN | LEAVE | _COUNTED | _FOUND | _NEWEST | FILLERS | words_of(
    """
    part both also either still since first which belong belongs be officially full nation current number many
    alliance there total yet ever already in of state countries next after before organization organisation skolko
    skilki combien viele anybody somebody name count most
    """
)  # fmt: skip


# “Ukraine in NATO?” asks whether it is.
_WITHIN = words_of("in v u im dans member")
# Words of a plain question of which a slip is known; short ones are many words' slips.
_SPELT = tuple(sorted(word for word in JOIN | LEAVE | _COUNTED if len(word) > 3))
_PLACE = expression(r"([1-9][0-9]?)(?:st|nd|rd|th)")
_ENTERED = words_of("enter enters entered")
# “Why isn’t …” asks of who is no member.
_NEGATED = words_of("not isnt arent wasnt werent never dont")
# With these it is asked what might be, or who wished it, and not what is.
_NOT_ASKED = words_of("could would should can might want wanted wants will try tried may never over")


def by_membership(asked: Asked) -> Answer | None:
    """Answer who is a member of what, since when, and how many there are; None for a question of something else."""
    asked = asked if _is_after_founding(asked.question.words) else with_time(asked)
    words = membership_words(asked)
    grown = _GROWN if _IN_TURN & set(words) else frozenset()
    # NATO enlargement is a name, too.
    spoken = ["" if word in grown else word for word in words]
    named = [name for name in names_in(asked.library, spoken) if membership.with_members(asked.library, name.ids)]
    taken = {place for name in named for place in range(name.start, name.end)}
    rest = [word if place not in taken else "" for place, word in enumerate(spoken)]
    countries = [codes for *_, codes in territories_in(rest)]
    for start, end, _ in territories_in(rest):
        rest[start:end] = [""] * (end - start)
    # “When will …” is answered with what is so today.
    is_ahead = asked.question.ask is Ask.WHEN and "will" in words
    if _asks_for_others(asked, words, {word for word in rest if word}):
        raise unanswered(asked)
    left_over = ({word for word in rest if word} - PLAIN_MEMBERSHIP) | (set(words) & _NOT_ASKED)
    left_over -= {word for word in left_over if _PLACE.fullmatch(word)} if _COUNTED & set(words) else set()
    left_over -= {"will"} if is_ahead else _NEGATED if asked.question.ask in (Ask.WHY, Ask.WHETHER) else set()
    organization = membership.with_members(asked.library, named[0].ids)[0] if named else None
    if left_over or not (organization or _speaks_of_joining(asked, countries, words)):
        return None
    organization = organization or membership.usual_organization(asked.library)
    if organization is None:
        return None
    codes = tuple(dict.fromkeys(code for group in countries for code in group))
    if asked.question.ask is Ask.WHY:
        is_there = not _is_country_first(asked)
        return None if set(words) & LEAVE or is_there else _why_joined(asked, organization, codes)
    return _membership(asked, organization, codes, frozenset(words))


def _is_after_founding(words: Sequence[str]) -> bool:
    """Whether a question ends with “after its founding”, which names no time of anything else."""
    behind = words[words.index("after") + 1 :] if "after" in words else ()
    return bool(behind) and set(behind) <= FILLERS | _FOUND


def _asks_for_others(asked: Asked, words: Sequence[str], rest: Set[str]) -> bool:
    """Whether it is asked who is no member, which no list tells: “which European countries are not in NATO”."""
    is_of_all = asked.question.ask in (Ask.WHO, Ask.WHAT, Ask.HOW_MANY) and not _COUNTED.isdisjoint(words)
    is_negated = not _NEGATED.isdisjoint(words)
    return is_of_all and is_negated and rest <= PLAIN_MEMBERSHIP | _NEGATED | {"europe", "european", "but"}


def _speaks_of_joining(asked: Asked, countries: Sequence[object], words: Sequence[str]) -> bool:
    """Whether words that name no organization can only be about members of one."""
    if not set(words) & (JOIN | LEAVE | _COUNTED):
        return False
    if asked.question.ask is Ask.HOW_MANY and set(words) & {"allies", "members"}:
        return True
    if asked.question.ask in (Ask.WHAT, Ask.WORDS) and set(words) & (_NEWEST | {"first"}):
        return bool(set(words) & (JOIN | {"ally"}))
    return bool(countries) or (bool(set(words) & JOIN) and asked.question.ask in (Ask.WHO, Ask.HOW_MANY))


def membership_words(asked: Asked) -> tuple[str, ...]:
    """Return the words of a question as they are looked up; those of a country are no slips of another’s name."""
    words = asked.question.words
    known = {place for start, end, _ in territories_in(words, adjectives=True) for place in range(start, end)}
    return tuple(word if place in known else _membership_word(asked, word) for place, word in enumerate(words))


def _membership_word(asked: Asked, word: str) -> str:
    """Return a word as it is looked up: the English one, and what it is a slip of, a country or “join”."""
    if word in _STEPPED and "aus" in asked.question.words:
        return "left"
    if word in PLAIN_MEMBERSHIP:
        return word
    translated = english(word)
    if territory_of(translated) != translated:
        return translated
    if near := nearly(translated):
        return near
    slip = _spelt(word)
    return slip if slip and not stands(asked.library, word) else translated


# Each way that a question of membership may be meant looks at its words.
@lru_cache(maxsize=1024)
def _spelt(word: str) -> str:
    return slip_of(word, _SPELT)


def asks_for_members_only(asked: Asked) -> bool:
    """Whether a question is of membership and of nothing else, and of somebody who is no country or of no members.

    What is found by words would be something else: “when did Wakanda join NATO”, “is Georgia in the EU”.
    """
    words = asked.question.words
    organizations = [name for name in names_in(asked.library, words) if _is_organization(asked, name.ids)]
    taken = {place for name in organizations for place in range(name.start, name.end)}
    rest = [word for place, word in enumerate(words) if place not in taken]
    countries = [(start, end) for start, end, _ in territories_in(rest)]
    for start, end in reversed(countries):
        del rest[start:end]
    strangers = set(rest) - PLAIN_MEMBERSHIP
    if not organizations or set(words) & _NOT_ASKED:
        return False
    if strangers:
        speaks_of_it = bool(set(words) & (JOIN | LEAVE))
        return speaks_of_it and not any(stands(asked.library, word) for word in strangers)
    return asked.question.ask is Ask.WHETHER and bool(countries)


def _is_organization(asked: Asked, ids: Sequence[str]) -> bool:
    return any(isinstance(asked.library.fact(id), Organization) for id in ids)


def _membership(
    asked: Asked, organization: Organization, codes: tuple[str, ...], words: frozenset[str]
) -> Answer | None:
    ask = asked.question.ask
    is_within = ask is Ask.WORDS and not words & (JOIN - _WITHIN | LEAVE)
    if is_within and words & _WITHIN and not _is_country_first(asked):
        return None
    if codes:
        return _of_countries(asked, organization, codes, words, is_within=is_within)
    if words & LEAVE and ask in (Ask.WHETHER, Ask.WHO, Ask.HOW_MANY):
        return _who_left(asked, organization)
    if ask is Ask.HOW_MANY and words & _COUNTED:
        joined = asked.question.span and words & {"joined", "join", "new"}
        return (_who_joined if joined else _number)(asked, organization, words)
    if ask is Ask.WHEN and words & _IN_TURN and words & (_GROWN | JOIN):
        return _who_joined(asked, organization, words)
    return _who_are(asked, organization, words) if ask in (Ask.WHO, Ask.WHAT, Ask.WORDS) else None


def _of_countries(
    asked: Asked, organization: Organization, codes: tuple[str, ...], words: frozenset[str], *, is_within: bool
) -> Answer | None:
    """Answer whether some countries founded an organization, left it or are in it, or since when."""
    ask = asked.question.ask
    if ask is Ask.WHETHER and words & _FOUND:
        return _whether_founders(asked, organization, codes)
    if ask is Ask.WHETHER and words & LEAVE:
        return _whether_left(asked, organization, codes)
    # “Libya 2011 NATO” asks for what happened, for Libya was no member then.
    if ask is Ask.WHETHER or (is_within and (not asked.question.span or _were_members(asked, organization, codes))):
        return _whether(asked, organization, codes)
    is_since_when = ask is Ask.WHEN or words & (JOIN | LEAVE)
    return _since_when(asked, organization, codes, words) if is_since_when else None


def _is_country_first(asked: Asked) -> bool:
    """Whether it is asked of a country in an organization: “Ukraine in NATO”, and not “NATO in Afghanistan”."""
    words = membership_words(asked)
    organizations = [name.start for name in names_in(asked.library, words) if _is_organization(asked, name.ids)]
    countries = [start for start, _, _ in territories_in(words)]
    return not organizations or not countries or min(countries) < min(organizations)


def _who_are(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer | None:
    """Return who the members are, or who joined first or last."""
    is_place = any(map(_PLACE.fullmatch, words))
    if words & _COUNTED and not is_place and not words & (_FOUND | _NEWEST | {"joined", "join", "first"}):
        return _listed(asked, organization, words)
    is_in_turn = is_place or words & (JOIN | _FOUND | _NEWEST) or ("first" in words and words & _GROWN)
    return _who_joined(asked, organization, words) if is_in_turn else None


def _whether(asked: Asked, organization: Organization, codes: Sequence[str]) -> Answer:
    say, short = asked.say, short_name(organization)
    members = [membership.member_named(organization, code) for code in codes]
    lines, facts = [], []
    for code, member in zip(codes, members, strict=True):
        name = member.name if member else _country_name(asked, code)
        if member and _is_so(asked, member):
            lines.append(answers.is_member(say, name, short, member.since, member.until))
            facts += accession(asked, organization, member)
        else:
            lines += _is_not_so(asked, organization, member, name)
            facts += accession(asked, organization, member) if member and _asks_of_the_day(asked) else ()
    lines += [answers.as_of(say, organization.as_of)] if organization.as_of and not asked.question.span else []
    told = _told_of_it(asked) if asked.question.ask is Ask.WORDS else ()
    return Answer(tuple(lines), tuple(dict.fromkeys((*facts, *told, organization))))


def _is_so(asked: Asked, member: Member) -> bool:
    """Whether somebody was a member at the time that is asked about, or joined in it where that is asked."""
    span = asked.question.span
    if span and _asks_of_the_day(asked):
        return span[0] <= member.since.first <= span[1]
    return _was_member(asked, member)


def _is_not_so(asked: Asked, organization: Organization, member: Member | None, name: str) -> list[str]:
    say, short = asked.say, short_name(organization)
    if member and _asks_of_the_day(asked):
        return [answers.has_not_left(say, member.name, short, member.since)]
    was = [answers.was_member(say, name, member.since, member.until)] if member else []
    return [answers.is_no_member(say, name, short), *was]


def _asks_of_the_day(asked: Asked) -> bool:
    """Whether it is asked when somebody joined, and not whether they were a member: “did Poland join in 1999”."""
    return asked.question.words[0] == "did" and asked.question.dated is not None


def _whether_founders(asked: Asked, organization: Organization, codes: Sequence[str]) -> Answer | None:
    """Tell who was a member from the beginning, and who joined later."""
    say, short = asked.say, short_name(organization)
    members = [member for code in codes if (member := membership.member_named(organization, code))]
    first = min(member.since.first for member in organization.members)
    lines = tuple(
        answers.is_member(say, member.name, short, member.since, member.until)
        if member.since.first == first
        else answers.has_not_left(say, member.name, short, member.since)
        for member in members
    )
    facts = [fact for member in members for fact in accession(asked, organization, member)]
    return Answer(lines, tuple(dict.fromkeys((*facts, organization)))) if lines else None


def _whether_left(asked: Asked, organization: Organization, codes: Sequence[str]) -> Answer | None:
    """Tell who left and when, or that somebody is a member still, with what was meant: a part of it was left."""
    say, short = asked.say, short_name(organization)
    members = [member for code in codes if (member := membership.member_named(organization, code))]
    if not members:
        return _since_when(asked, organization, codes, frozenset())
    lines = tuple(
        answers.left(say, member.until, [member.name], short)
        if member.until
        else answers.has_not_left(say, member.name, short, member.since)
        for member in members
    )
    parted = [fact for member in members for fact in accession(asked, organization, member, leaves=True)]
    return Answer(lines, tuple(dict.fromkeys((*parted, *_told_of_it(asked), organization))))


def _who_left(asked: Asked, organization: Organization) -> Answer:
    """Tell who left, or that nobody did, with what is told of parts that were left."""
    say, short = asked.say, short_name(organization)
    end = organization.dissolved.first if organization.dissolved else date.max
    gone = [(when, member) for member in organization.members if (when := member.until) and when.first < end]
    gone.sort(key=lambda row: row[0].first)
    lines = [answers.left(say, when, [member.name], short) for when, member in gone]
    as_of = [answers.as_of(say, organization.as_of)] if organization.as_of and not gone else []
    parted = [fact for _, member in gone for fact in accession(asked, organization, member, leaves=True)]
    facts = tuple(dict.fromkeys((*parted, organization, *_told_of_it(asked))))
    return Answer(tuple(lines) or (say(answers.NOBODY_LEFT, organization=short), *as_of), facts)


def _told_of_it(asked: Asked) -> tuple[Fact, ...]:
    """Return what is told of a wish to join or of a part that was left, where nobody joined or left."""
    words = membership_words(asked)
    return ranked_facts(asked, rank(asked.library, words))[: TOLD - 1]


def _were_members(asked: Asked, organization: Organization, codes: Sequence[str]) -> bool:
    members = (membership.member_named(organization, code) for code in codes)
    return any(member is not None and _was_member(asked, member) for member in members)


def _was_member(asked: Asked, member: Member) -> bool:
    first, last = asked.question.span or (None, None)
    if first is None or last is None:
        return member.until is None or "was" in asked.question.words or "were" in asked.question.words
    return member.since.first <= last and (member.until is None or first <= member.until.last)


def _since_when(asked: Asked, organization: Organization, codes: Sequence[str], words: frozenset[str]) -> Answer | None:
    say, short = asked.say, short_name(organization)
    members = [member for code in codes if (member := membership.member_named(organization, code))]
    if not members and words & LEAVE:
        return None
    if not members:
        lines = [answers.is_no_member(say, _country_name(asked, code), short) for code in codes]
        return Answer(tuple(lines), tuple(dict.fromkeys((*_told_of_it(asked), organization))))
    leaves = bool(words & LEAVE)
    lines = []
    for when in dict.fromkeys(member.until if leaves else member.since for member in members):
        names = [member.name for member in members if (member.until if leaves else member.since) == when]
        if when is None:
            continue
        lines.append((answers.left if leaves else answers.joined)(say, when, names, short))
    if not lines:
        # An English question finds the part that was left by its words.
        return _whether_left(asked, organization, codes) if _STEPPED & set(asked.question.words) else None
    facts = [fact for member in members for fact in accession(asked, organization, member, leaves=leaves)]
    return Answer(tuple(lines), tuple(dict.fromkeys((*facts, organization))))


def _number(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer:
    """Return how many members there were, at the end of the time, and what changed in it."""
    say, short = asked.say, short_name(organization)
    present = organization.dissolved.first if organization.dissolved else asked.today
    # Of a body that is no more all is told, from its founding to its end.
    begun = organization.founded.last if organization.founded else present
    first, last = asked.question.span or (begun if organization.dissolved else present, present)
    if not asked.question.span and words & _FOUND:
        first = last = begun
    last = min(last, present)
    changes = [step for step in membership.steps(organization, first, last) if step.number]
    is_now = last == asked.today and organization.as_of is not None
    at_last = (last, organization.as_of if is_now and organization.as_of else exact(last))
    # Of what goes on to the end it is told how many there were at first; of a body that is no more, how it went on.
    at_first = [(first, exact(first))] if last == present and first < last and changes else []
    counted = at_first if at_first and organization.dissolved else [*at_first, at_last]
    numbers = ((len(membership.members_at(organization, day)), when) for day, when in counted)
    lines = [answers.number_of_members(say, number, short, when) for number, when in numbers]
    for step in changes if first != last else ():
        joined, left = [m.name for m in step.joined], [m.name for m in step.left]
        lines.append(answers.number_changed(say, exact(step.on), step.number, joined, left))
    facts = [fact for step in changes for member in step.joined[:1] for fact in accession(asked, organization, member)]
    return Answer(tuple(lines), tuple(dict.fromkeys((*facts, organization))))


def _listed(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer:
    """Return how many members there are, or were, and who."""
    number = _number(asked, organization, words)
    present = organization.dissolved.first if organization.dissolved else asked.today
    day = min((asked.question.span or (present, present))[1], present)
    names = sorted(member.name for member in membership.members_at(organization, day))
    # Where it is told who came and went nobody is told twice.
    return number if len(number.lines) > 1 else Answer((*number.lines, asked.say.several(names)), number.facts)


def _who_joined(asked: Asked, organization: Organization, words: frozenset[str]) -> Answer | None:
    say, short = asked.say, short_name(organization)
    days = sorted({member.since.first for member in organization.members})
    if span := asked.question.span:
        days = [day for day in days if span[0] <= day <= span[1]]
    elif words & _FOUND or "first" in words:
        # Of those who joined after the founders the first are asked for.
        days = days[1:2] if ({"after", "new"} | _GROWN) & words else days[:1]
    elif words & _NEWEST:
        days = days[-1:]
    else:
        days = _days_of_place(organization, words)
    lines, facts = [], []
    for day in days:
        members = [member for member in organization.members if member.since.first == day]
        lines.append(answers.joined(say, members[0].since, [member.name for member in members], short))
        facts += accession(asked, organization, members[0])
    number = sum(member.since.first in days for member in organization.members)
    if asked.question.ask is Ask.HOW_MANY:
        lines.insert(0, answers.number_joined(say, number, short))
    return Answer(tuple(lines), tuple(dict.fromkeys((*facts, organization)))) if lines else None


def _days_of_place(organization: Organization, words: Set[str]) -> list[date]:
    """Return the day on which the member joined whose place among all is named: the 16th member."""
    place = next((int(match[1]) for word in words if (match := _PLACE.fullmatch(word))), 0)
    days = sorted(member.since.first for member in organization.members)
    return days[place - 1 : place] if place else []


def _why_joined(asked: Asked, organization: Organization, codes: Sequence[str]) -> Answer | None:
    """Tell how some countries applied and joined, what tells of a reason first; of who never did, that they did not.

    None for who is no member and of whom more is told.
    """
    members = [member for code in codes if (member := membership.member_named(organization, code))]
    joined = [event for member in members for event in accession(asked, organization, member)]
    of_it = variants("joined") | variants("applied")
    facts = _told_of_it(asked)
    events = [fact for fact in facts if isinstance(fact, Event) and organization.id in fact.organizations]
    told = [event for event in events if event in joined or of_it & set(fold(event.title).split())]
    if joined:
        return Answer((), tuple(dict.fromkeys((*told, *joined))))
    names = [_country_name(asked, code) for code in codes]
    # Of where troops came it is not told why it is no member.
    of_entry = (of_it | variants("member")) - _ENTERED
    matters: list[Fact] = [*events, *(fact for fact in facts if isinstance(fact, Term))]
    titles = [titled for matter in matters if of_entry & set((titled := fold(title(matter))).split())]
    is_told = any(fold(name) in titled for titled in titles for name in names)
    lines = tuple(answers.is_no_member(asked.say, name, short_name(organization)) for name in names)
    return Answer(lines, (organization,)) if lines and not is_told else None


def accession(asked: Asked, organization: Organization, member: Member, *, leaves: bool = False) -> list[Fact]:
    """Return the event by which a member joined or left, none where no pack has it."""
    when = member.until if leaves else member.since
    event = membership.event_of(asked.library, organization, member, when) if when else None
    return [event] if event else []


def _country_name(asked: Asked, code: str) -> str:
    """Return what a country is called that is no member."""
    return PAST.get(code) or asked.say.territory(code)


def short_name(organization: Organization) -> str:
    """Return the name that people use: the first alias where it is a short form of letters."""
    return next((alias for alias in organization.aliases[:1] if alias.isupper()), organization.name)
