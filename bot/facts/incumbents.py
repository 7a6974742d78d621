"""Who held an office when, of whatever words it is called by: “SACEUR”, “British PM”, “head of NATO”."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from weakref import WeakKeyDictionary

from bot.facts.aspects import names_of
from bot.facts.find import How, find
from bot.facts.lexicon import english, words_of
from bot.facts.library import Library
from bot.facts.model import Country, Kind, Person, Role
from bot.facts.names import fold, words
from bot.facts.territories import territories_in, territory_of
from bot.frozen import Frozen

_SILENT = words_of(
    """
    of the to for a an in at on who was is were are whos which what name then time as there served serving became
    become be during been has had have did do does and s by under kto byl byla wer war ist qui est etait hto buv bula
    khto hto u v na de la le les du des der die das dem den im von en fut etaient waren
    jest byl byla quien es fue era el los las del
    president's list all every office power
    """
)
ORDINALS: Mapping[str, int] = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "last": -1,
    "latest": -1,
}
_NOW = words_of(
    """
    now right current currently today present incumbent sitting new aktuelle aktueller jetzige jetziger derzeitige
    derzeitiger seychas zaraz nyneshniy tekushchiy ninishniy potochniy actuel actuelle
    """
)
# What titles, and wars, are called in short. What only one subject's offices are called stands in its pack.
_SHORT: Mapping[str, str] = {
    **dict.fromkeys(("pm", "pms"), "prime minister"),
    "premier": "prime minister",
    "potus": "president united states",
    "fm": "foreign minister",
    **dict.fromkeys(("saceur", "saceurs"), "supreme allied commander europe"),
    "secgen": "secretary general",
    "secstate": "secretary state",
    "secdef": "secretary defense",
    **dict.fromkeys(("generalsekretar", "generalsekretars"), "secretary general"),
    **dict.fromkeys(("gensek", "genseka", "gensekom", "gensekretar", "gensekretarya"), "secretary general"),
    "sg": "secretary general",
    "unsg": "secretary general united nations",
    "un": "united nations",
    "sec": "secretary",
    "ww1": "first world war",
    "wwi": "first world war",
    "ww2": "second world war",
    "wwii": "second world war",
    "ww3": "third world war",
    "wwiii": "third world war",
    "gen": "general",
    "defence": "defense",
    "cpsu": "communist party soviet union",
    "pres": "president",
    "presidents": "president",
    **dict.fromkeys(("leaders", "rulers", "heads", "chiefs"), "leader"),
    "chancellors": "chancellor",
    **dict.fromkeys(("commanded", "commands", "commanding"), "commander"),
    "ministers": "minister",
    "secretaries": "secretary",
    "generals": "general",
    "commanders": "commander",
}
_LEADER = words_of(
    """
    leader head chief boss ruler led ruled ran lead leads runs rules charge headed heads
    vozglavlyal vozglavlyaet rukovodil pravil ocholyuvav keruvav leitete fuhrte regierte dirigeait
    """
)
# Which of a state's or body's offices is its leader's, the first that it has.
_LEADING: Sequence[frozenset[str]] = (
    frozenset({"general", "secretary"}),
    frozenset({"first", "secretary"}),
    frozenset({"president"}),
    frozenset({"chancellor"}),
    frozenset({"prime", "minister"}),
)
_LESSER = frozenset({"acting", "vice", "deputy", "assistant", "representative"})
# So many days an office may have been vacant or led by a deputy between two who follow each other.
_VACANT = 366
# So many offices of one short name can be told apart by the reader; more are a list of strangers.
MOST_OFFICES = 2


class Term(Frozen, frozen=True):
    """Somebody's time in an office."""

    person: Person
    role: Role


class _Office(Frozen, frozen=True):
    """The titles that words name; `is_in_order` tells that only the first that anybody held is meant."""

    titles: tuple[str, ...]
    is_in_order: bool = False

    def __bool__(self) -> bool:
        return bool(self.titles)


def terms_asked(library: Library, asked: Sequence[str], when: tuple[date, date] | None) -> tuple[Term, ...]:
    """Return who held the office that folded words name, on some day from `when`'s first to its last.

    Without a time it is everybody who held it, the latest first; “first” and “last” leave one of each office. () when
    the words name no office, or something besides it.
    """
    office, place = _office_named(library, asked)
    held = [_terms(library, title, when) for title in office.titles]
    if office.is_in_order:
        held = [_one_after_another(held if any(held) else _of_predecessor(library, office, when))]
    if when is None and place is not None:
        held = [_different(terms)[place:][:1] if place >= 0 else _different(terms)[-1:] for terms in held]
    elif when is None:
        held = [terms[::-1] for terms in held]
    return tuple(term for terms in held for term in terms)


def _office_named(library: Library, asked: Sequence[str]) -> tuple[_Office, int | None]:
    """Return the office that folded words name, and the place of who is meant among those who held it, if any."""
    named = tuple(_shortest(library, word) for word in asked if word not in _SILENT and word not in _NOW)
    place = next((ORDINALS[word] for word in named if word in ORDINALS), None)
    office = _titles_of(library, tuple(word for word in named if word not in ORDINALS))
    if not office and place is not None:
        office, place = _titles_of(library, named), None
    return office, place


def term_nearest(library: Library, asked: Sequence[str], when: date) -> Term | None:
    """Return who of those who held the office that folded words name did so last by a day, or first after it."""
    office, _ = _office_named(library, asked)
    terms = [term for title in office.titles for term in _terms(library, title, None)]
    before = [term for term in terms if term.role.since.first <= when]
    return max(before, key=_began, default=None) or min(terms, key=_began, default=None)


def names_an_office_abroad(library: Library, asked: Sequence[str]) -> bool:
    """Whether folded words are nothing but an office and a country, as in “president of Brazil”."""
    plain = _plain(tuple(word for word in asked if word not in _NOW))
    countries = {word for word in plain if word.startswith("@")}
    heads = {word for title in titles(library) for word in _title_words(title.partition(" of ")[0])}
    office = {english(word) for word in plain - countries if not _is_organization(library, word)}
    return bool(countries and office) and office <= heads | _LEADER


def _is_organization(library: Library, word: str) -> bool:
    return bool(library.named(word, (Kind.ORGANIZATION,)))


def _shortest(library: Library, word: str) -> str:
    """Return the short name, of capitals, of the organization that a word is the only name of: NATO for OTAN."""
    ids = library.named(word, (Kind.ORGANIZATION,))
    fact = library.fact(ids[0]) if len(ids) == 1 else None
    short = next((name for name in names_of(fact) if name.isascii() and name.isupper()), word) if fact else word
    return fold(short) if short.isalpha() else word


def terms_beside(library: Library, person: Person, step: int, asked: Sequence[str]) -> tuple[Term, ...]:
    """Return who came so many after, or before, somebody in offices that words name, or in the one most held."""
    usual = sorted(person.roles, key=lambda role: titles(library).index(role.title))
    if not _LEADER.isdisjoint(asked):
        usual = sorted(leading_roles(person), key=_rank) or usual
    if named := roles_named(person, asked):
        return _beside(library, person, step, named)
    for role in usual:
        if beside := _beside(library, person, step, _with_those_of_its_day(person, role, step)):
            return beside
    return _of_heir(library, usual) if step > 0 else ()


def _with_those_of_its_day(person: Person, role: Role, step: int) -> tuple[Role, ...]:
    """Return an office of somebody with the others that they gave up, or took, on the same day."""
    if step > 0:
        return tuple(other for other in person.roles if other.until == role.until)
    return tuple(other for other in person.roles if other.since == role.since)


def _beside(library: Library, person: Person, step: int, roles: Sequence[Role]) -> tuple[Term, ...]:
    beside = []
    for role in roles:
        terms = [term for term in _terms(library, role.title, None) if not _title_words(term.role.title) & _LESSER]
        places = [place for place, term in enumerate(terms) if term.person.id == person.id]
        own = (places[-1] if step > 0 else places[0]) if places else 0
        other = own + step if places else -1
        if 0 <= other < len(terms) and _follow(*sorted((terms[own], terms[other]), key=_began)):
            beside.append(terms[other])
    return tuple(beside)


def _of_heir(library: Library, roles: Sequence[Role]) -> tuple[Term, ...]:
    """Return who led the state that took the place of the one that was led by the last in these offices."""
    heirs = _heirs(library)
    ends = [(role.until.last, role.title) for role in roles if role.until and role.title in heirs]
    if not ends:
        return ()
    last, title = max(ends)
    led = (_terms(library, office, (last, last)) for office in heirs[title])
    return tuple(next(filter(None, led), ()))


def _one_after_another(held: Sequence[Sequence[Term]]) -> list[Term]:
    """Return who led a state, of its offices in their order: a lesser one only while nobody held a greater one."""
    leading: list[Term] = []
    for terms in held:
        of_it = [term for term in terms if not leading or _state(term) == _state(leading[0])]
        leading += [term for term in of_it if not any(_overlap(term.role, one.role) for one in leading)]
    return sorted(leading, key=_began)


def _state(term: Term) -> Sequence[str]:
    """Return the words with which the title of an office ends: of Russia, Soviet Union."""
    return term.role.title.split()[-2:]


def _overlap(role: Role, other: Role) -> bool:
    is_begun = other.until is None or role.since.first < other.until.last
    return is_begun and (role.until is None or other.since.first < role.until.last)


def _of_predecessor(library: Library, office: _Office, when: tuple[date, date] | None) -> list[list[Term]]:
    """Return who led the state at a time whose place was taken by the one that an office leads: Russia in 1985."""
    before = [earlier for earlier, heirs in _heirs(library).items() if not set(office.titles).isdisjoint(heirs)]
    return [_terms(library, title, when) for title in before] if when else []


_HEIRS: WeakKeyDictionary[Library, Mapping[str, Sequence[str]]] = WeakKeyDictionary()


def _heirs(library: Library) -> Mapping[str, Sequence[str]]:
    """Return by each office that led a state those that lead the one which took its place, where there is but one."""
    if library not in _HEIRS:
        states = {one.id: one for one in library.records(Kind.COUNTRY) if isinstance(one, Country)}
        number = Counter(one.succeeded for one in states.values())
        heirs = [one for one in states.values() if one.succeeded in states and number[one.succeeded] == 1]
        _HEIRS[library] = {office: heir.leaders for heir in heirs for office in states[heir.succeeded].leaders}
    return _HEIRS[library]


def _began(term: Term) -> date:
    return term.role.since.first


def _follow(earlier: Term, later: Term) -> bool:
    """Whether no more than a year is between two times in an office: more is somebody whom the packs do not know."""
    return earlier.role.until is not None and (later.role.since.first - earlier.role.until.last).days <= _VACANT


def is_whole(terms: Sequence[Term]) -> bool:
    """Whether in some times of one office, the latest first, each goes on where the one before it ended."""
    return all(_follow(earlier, later) for later, earlier in pairwise(terms))


def terms_in(person: Person, when: tuple[date, date]) -> tuple[Term, ...]:
    """Return the offices that somebody held at a time."""
    first, last = when
    return tuple(
        Term(person, role)
        for role in person.roles
        if role.since.first <= last and (role.until is None or first <= role.until.last)
    )


def roles_named(person: Person, asked: Sequence[str]) -> tuple[Role, ...]:
    """Return the offices of somebody that words name, and not the acting or lesser ones that have these words, too.

    Words that are in none of their titles name none.
    """
    plain = _plain(asked)
    roles = tuple(role for role in person.roles if plain and plain <= _title_words(role.title))
    return tuple(role for role in roles if not (_title_words(role.title) - plain) & _LESSER) or roles


def leading_roles(person: Person) -> tuple[Role, ...]:
    """Return the offices in which somebody led a state or a body."""
    return tuple(role for role in person.roles if _leads(_title_words(role.title)))


def roles_as_leader(person: Person, asked: Sequence[str]) -> tuple[Role, ...]:
    """Return the offices in which somebody led what words name as whose leader they were: leader of Russia."""
    plain = _plain(asked)
    of = plain - _LEADER
    return tuple(role for role in leading_roles(person) if of < plain and of <= _title_words(role.title))


def reign_of(person: Person, office: str = "") -> tuple[date, date] | None:
    """Return from when to when somebody led a state or a body, in an office if one is named.

    None for who led none, and where years are between.
    """
    leading = [role for role in leading_roles(person) if office in fold(role.title)]
    roles = sorted(leading, key=lambda role: role.since.first)
    ends = [role.until.last if role.until else date.max for role in roles]
    has_gap = any(
        (later.since.first - max(ends[:number])).days > _BETWEEN for number, later in enumerate(roles) if number
    )
    return (roles[0].since.first, max(ends)) if roles and not has_gap else None


# So many days are between two offices of one who went on leading.
_BETWEEN = 31


def leader_called(library: Library, name: str) -> Person | None:
    """Return the only one of those whom a name is of who ever led a state or a body."""
    people = find(library, name, (Kind.PERSON,), allows_slips=False)
    leaders = [one for one in people.facts if isinstance(one, Person) and leading_roles(one)]
    return leaders[0] if people.how is How.EXACT and len(leaders) == 1 else None


def _rank(role: Role) -> int:
    """Return how high an office stands in which somebody led a state or a body, from 0."""
    return next(place for place, office in enumerate(_LEADING) if office <= _title_words(role.title))


def _leads(title: frozenset[str]) -> bool:
    return not title & _LESSER and any(office <= title for office in _LEADING)


def _different(terms: Iterable[Term]) -> list[Term]:
    """Return each person's first time in the office."""
    first: dict[str, Term] = {}
    for term in terms:
        first.setdefault(term.person.id, term)
    return list(first.values())


def is_current(term: Term) -> bool:
    """Whether somebody still holds the office, as of what the pack says of them."""
    return term.role.until is None


def titles(library: Library) -> Sequence[str]:
    """Return the titles of all offices, the one that most have held first."""
    known = _TITLES.get(library)
    if known is None:
        rows = library.rows("SELECT title, count(*) FROM office GROUP BY title ORDER BY 2 DESC, title")
        known = _TITLES[library] = tuple(str(title) for title, _ in rows)
    return known


_TITLES: WeakKeyDictionary[Library, Sequence[str]] = WeakKeyDictionary()


def _titles_of(library: Library, named: tuple[str, ...]) -> _Office:
    """Return the titles that have all the words, and the fewest others."""
    asked = _plain(named)
    if leading := asked & _LEADER:
        return _Office(tuple(_leading(library, asked - leading)), is_in_order=True)
    extra = {
        title: len(_title_words(title) - asked) + 10 * len((_title_words(title) - asked) & _LESSER)
        for title in titles(library)
        if asked and asked <= _title_words(title) and _names_office(asked, title)
    }
    nearest = tuple(title for title, number in extra.items() if number == min(extra.values()))
    return _Office(nearest if len(nearest) <= MOST_OFFICES else ())


def _names_office(asked: frozenset[str], title: str) -> bool:
    """Whether words name an office, and not only whose it is: half of what stands before “of”."""
    head = _title_words(title.partition(" of ")[0])
    return 2 * len(asked & head) >= len(head)


def _leading(library: Library, of: frozenset[str]) -> Iterator[str]:
    """Yield the titles of those who lead a state or a body, the one that leads most first."""
    for office in _LEADING if of else ():
        for title in titles(library):
            if office | of <= _title_words(title) and _leads(_title_words(title)):
                yield title


def _terms(library: Library, title: str, when: tuple[date, date] | None) -> list[Term]:
    first, last = when or (date.min, date.max)
    query = "SELECT id, since FROM office WHERE title = ? AND since <= ? AND until >= ? ORDER BY since"
    terms = []
    for id, since in library.rows(query, title, last.isoformat(), first.isoformat()):
        person = library.fact(str(id))
        if isinstance(person, Person):
            terms += [
                Term(person, role)
                for role in person.roles
                if role.title == title and role.since.first.isoformat() == since
            ]
    return terms


@lru_cache(maxsize=1024)
def _title_words(title: str) -> frozenset[str]:
    return _plain(words(title))


def written_out(named: Sequence[str]) -> tuple[str, ...]:
    """Return words with the short names of offices written out."""
    return tuple(part for word in named for part in _SHORT.get(word, word).split())


def _plain(named: Sequence[str]) -> frozenset[str]:
    """Return words with short forms written out, and each country as its code."""
    long = [part for word in named for part in _SHORT.get(word, english(word)).split()]
    plain: list[str] = []
    start = 0
    for first, last, codes in territories_in(long, adjectives=True):
        plain += [*long[start:first], *(f"@{code}" for code in codes)]
        start = last
    return frozenset(_single(word) for word in (*plain, *long[start:]) if word not in _SILENT)


def _single(word: str) -> str:
    """Return the code of a country whose genitive lost its apostrophe: “georgias president”."""
    code = territory_of(word[:-1]) if word.endswith("s") and len(word) > 5 else ""
    return f"@{code}" if len(code) == 2 and code.isupper() else word
