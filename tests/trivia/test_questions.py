"""Drawn questions, held against the pack as a whole: exactly one choice is right, and no form gives it away."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from bot.facts.aspects import sides_of
from bot.facts.dates import parse_date
from bot.facts.library import Library
from bot.facts.model import Country, Event, Kind, Person, Question, Term
from bot.facts.names import fold
from bot.shelf import open_library
from bot.trivia.questions.asked import TRUE, Asked, Form
from bot.trivia.questions.draw import ENOUGH, difficulty, draw
from bot.trivia.questions.pool import DRAWS, HARD, LEAST_IMPORTANT, Wishes
from bot.trivia.questions.wrong import YEAR, speaks_of
from bot.trivia.questions.years import tells_death
from tests.saltmarsh import FOLDER

PACK = Path(__file__).parents[2] / "facts" / "nato-russia"
APOLLO = Path(__file__).parents[2] / "facts" / "apollo"
SEEDS = 100
# 10,000 questions take some seconds: DATELINE_QUESTIONS=100 asks for them.
EACH = int(os.environ.get("DATELINE_QUESTIONS", "20"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Library:
    opened, problems = open_library([PACK], tmp_path_factory.mktemp("real"))
    assert problems == ()
    return opened


@pytest.fixture(scope="module")
def drawn(real: Library) -> Sequence[Asked]:
    return [asked for seed in range(SEEDS) for asked in draw(real, Wishes(), EACH, Random(seed))]


@pytest.fixture(scope="module")
def oracle(real: Library) -> Oracle:
    return Oracle(real)


class Oracle:
    """Knows the whole pack by heart, and says of each choice whether the pack has it right."""

    def __init__(self, library: Library) -> None:
        self.library = library
        events = [record for record in library.records(Kind.EVENT) if isinstance(record, Event)]
        self.by_title: dict[str, list[Event]] = {}
        for event in events:
            self.by_title.setdefault(event.title, []).append(event)
        self.people = {p.name: p for p in library.records(Kind.PERSON) if isinstance(p, Person)}
        self.terms = {t.name: t for t in library.records(Kind.TERM) if isinstance(t, Term)}

    def right(self, asked: Asked) -> list[str]:
        """Return the choices that may be right."""
        judges: Mapping[Form, Callable[[Asked, str], bool]] = {
            Form.YEAR: self._year,
            Form.TRUTH: self._truth,
            Form.DAY: self._day,
            Form.OFFICE: self._office,
            Form.ACTOR: self._office,
            Form.FIRST: self._first,
            Form.ORDER: self._order,
            Form.TERM: self._term,
            Form.SIDE: self._side,
            Form.WRITTEN: self._written,
        }
        return [choice for choice in asked.choices if judges[asked.form](asked, choice)]

    def events_of(self, asked: Asked) -> list[Event]:
        """Return all events that the question or a choice speaks of."""
        titles = (asked.subject, *asked.choices, *asked.listed)
        named = [event for title in titles for event in self.by_title.get(title, ())]
        about = [fact for id in asked.about if isinstance(fact := self.library.fact(id), Event)]
        return [*named, *about]

    def _years(self, title: str) -> set[int]:
        spans = [event.date for event in self.by_title[title]]
        return {year for span in spans for year in range(span.first.year, span.last.year + 1)}

    def _year(self, asked: Asked, choice: str) -> bool:
        return int(choice) in self._years(asked.subject)

    def _truth(self, asked: Asked, choice: str) -> bool:
        return (int(asked.when) in self._years(asked.subject)) == (choice == TRUE)

    def _day(self, asked: Asked, choice: str) -> bool:
        day = parse_date(asked.when)
        return any(event.date.overlaps(day) for event in self.by_title[choice])

    def _office(self, asked: Asked, choice: str) -> bool:
        day, (office,) = parse_date(asked.when), asked.listed
        roles = (role for role in self.people[choice].roles if fold(role.title) == fold(office))
        return any(role.may_cover(day) for role in roles)

    def _first(self, asked: Asked, choice: str) -> bool:
        earliest = min(self._first_day(title) for title in asked.choices)
        return any(event.date.first <= earliest for event in self.by_title[choice])

    def _first_day(self, title: str) -> date:
        return min(event.date.last for event in self.by_title[title])

    def _order(self, asked: Asked, choice: str) -> bool:
        listed = dict(zip("123", asked.listed, strict=True))
        spans = [self.by_title[listed[number]][0].date for number in choice.split(" – ")]
        return all(one.first <= other.last for one, other in pairwise(spans))

    def _term(self, asked: Asked, choice: str) -> bool:
        return self.terms[choice].id in asked.about

    def _side(self, asked: Asked, choice: str) -> bool:
        fact = self.library.fact(asked.about[0])
        positions = () if fact is None else sides_of(fact)
        return any(position.says == asked.subject and position.who == choice for position in positions)

    def _written(self, asked: Asked, choice: str) -> bool:
        found = self.library.record(asked.id)
        return isinstance(found, Question) and choice == found.answer


def test_every_question_has_exactly_one_right_choice_by_the_pack(drawn: Sequence[Asked], oracle: Oracle) -> None:
    wrong = [asked for asked in drawn if oracle.right(asked) != [asked.answer]]

    assert len(drawn) == SEEDS * EACH
    assert wrong == []


def test_no_question_offers_a_choice_twice(drawn: Sequence[Asked]) -> None:
    assert [asked for asked in drawn if len({fold(one) for one in asked.choices}) < len(asked.choices)] == []


def test_nothing_grave_is_asked_or_offered(drawn: Sequence[Asked], oracle: Oracle) -> None:
    assert [asked for asked in drawn if any(event.is_grave for event in oracle.events_of(asked))] == []


def test_what_is_disputed_is_asked_about_only_by_whose_word_it_is(drawn: Sequence[Asked], oracle: Oracle) -> None:
    others = [asked for asked in drawn if asked.form is not Form.SIDE]

    assert [asked for asked in others if any(event.positions for event in oracle.events_of(asked))] == []


def test_no_title_gives_its_year_away(drawn: Sequence[Asked]) -> None:
    dated = [asked for asked in drawn if asked.form in (Form.YEAR, Form.TRUTH, Form.ORDER, Form.FIRST)]

    assert [asked for asked in dated if YEAR.search(" ".join((asked.subject, *asked.listed)))] == []


@pytest.mark.parametrize("form", [Form.DAY, Form.ACTOR, Form.OFFICE, Form.FIRST, Form.TERM])
def test_length_does_not_give_the_right_choice_away(drawn: Sequence[Asked], form: Form) -> None:
    asked = [one for one in drawn if one.form is form]
    longest = sum(max(one.choices, key=len) == one.answer for one in asked) / len(asked)
    shortest = sum(min(one.choices, key=len) == one.answer for one in asked) / len(asked)

    assert 0.1 < longest < 0.45
    assert 0.1 < shortest < 0.45


@pytest.mark.parametrize("form", [form for form in Form if form not in (Form.TRUTH, Form.SIDE)])
def test_the_place_does_not_give_the_right_choice_away(drawn: Sequence[Asked], form: Form) -> None:
    places = Counter(asked.right for asked in drawn if asked.form is form)

    assert max(places.values()) < 0.5 * places.total()


def test_choices_are_of_one_form(drawn: Sequence[Asked]) -> None:
    made = [asked for asked in drawn if asked.form not in (Form.WRITTEN, Form.SIDE)]

    def shapes(asked: Asked) -> set[tuple[bool, bool]]:
        return {(any(letter.isdigit() for letter in one), one.endswith(".")) for one in asked.choices}

    assert [asked for asked in made if asked.form is not Form.FIRST and len(shapes(asked)) > 1] == []


def test_a_choice_is_never_spoken_of_in_the_question(drawn: Sequence[Asked]) -> None:
    asked = [one for one in drawn if one.form in (Form.TERM, Form.ACTOR)]

    assert [one for one in asked for choice in one.choices if f" {fold(choice)} " in f" {fold(one.subject)} "] == []


def test_a_side_is_given_away_by_no_name_of_its_country(drawn: Sequence[Asked], real: Library) -> None:
    countries = [one for one in real.records(Kind.COUNTRY) if isinstance(one, Country)]
    told = []
    for asked in (one for one in drawn if one.form is Form.SIDE):
        for country in countries:
            names = (country.name, *country.aliases, *country.demonyms, country.capital)
            if speaks_of(asked.answer, names) and speaks_of(asked.subject, names):
                told.append((asked.answer, asked.subject))

    assert told == []


def test_nobody_is_asked_who_died_first(drawn: Sequence[Asked], oracle: Oracle) -> None:
    ordered = [asked for asked in drawn if asked.form in (Form.ORDER, Form.FIRST)]

    assert [asked for asked in ordered if any(tells_death(event) for event in oracle.events_of(asked))] == []


def test_wrong_choices_come_from_the_pack_of_the_right_one(tmp_path: Path) -> None:
    both, _ = open_library([PACK, APOLLO], tmp_path)
    forms = tuple(form for form in Form if form is not Form.WRITTEN)
    asked = [one for seed in range(10) for one in draw(both, Wishes(pack="apollo"), 20, Random(seed), forms)]
    names = {title: pack for kind in (Kind.EVENT, Kind.TERM, Kind.PERSON) for title, pack in _named(both, kind)}

    assert {one.form for one in asked} >= {Form.DAY, Form.FIRST}
    assert {names[choice] for one in asked for choice in one.choices if choice in names} == {"apollo"}


def _named(library: Library, kind: Kind) -> list[tuple[str, str]]:
    records = [one for one in library.records(kind) if isinstance(one, Event | Person | Term)]
    return [(one.title if isinstance(one, Event) else one.name, library.pack_of(one.id).id) for one in records]


def test_every_kind_of_question_is_drawn(drawn: Sequence[Asked]) -> None:
    assert {asked.form for asked in drawn} == set(Form)


def test_the_same_seed_draws_the_same_questions(real: Library) -> None:
    assert draw(real, Wishes(), 10, Random(3)) == draw(real, Wishes(), 10, Random(3))
    assert draw(real, Wishes(), 10, Random(3)) != draw(real, Wishes(), 10, Random(4))


def test_a_round_asks_of_nothing_twice(drawn: Sequence[Asked]) -> None:
    for start in range(0, len(drawn), EACH):
        about = Counter(id for asked in drawn[start : start + EACH] for id in asked.about)
        assert max(about.values()) == 1


def test_wishes_are_kept(real: Library) -> None:
    wishes = Wishes(topics=("#enlargement",), first=date(1994, 1, 1), last=date(2004, 12, 31))
    asked = [one for one in draw(real, wishes, 20, Random(1)) if one.form in (Form.YEAR, Form.DAY, Form.TRUTH)]
    events = [event for one in asked if isinstance(event := real.fact(one.about[0]), Event)]

    assert events
    assert all("enlargement" in event.tags and 1994 <= event.date.first.year <= 2004 for event in events)


def test_only_the_wished_difficulty_is_asked(real: Library) -> None:
    assert {asked.difficulty for asked in draw(real, Wishes(difficulty=1), 10, Random(1))} == {1}


def test_what_was_asked_before_is_not_asked_again(real: Library) -> None:
    before = {asked.id for asked in draw(real, Wishes(), 10, Random(3))}

    again = draw(real, Wishes(), 10, Random(3), without=before)

    assert before & {asked.id for asked in again} == set()


@pytest.mark.parametrize(
    ("answered", "right", "hard"),
    [(ENOUGH - 1, 0, 2), (ENOUGH, 0, 3), (100, 90, 1), (100, 60, 2), (100, 20, 3)],
)
def test_difficulty_follows_how_people_really_answered(answered: int, right: int, hard: int) -> None:
    asked = Asked("q", Form.YEAR, "", ("1", "2"), 0)

    assert difficulty(asked, answered, right) == hard


def test_a_small_pack_gives_what_it_can(library: Library) -> None:
    asked = draw(library, Wishes(), 50, Random(1))

    assert asked
    assert all("great-flood" not in one.about for one in asked)


def test_questions_of_a_small_pack_are_found_among_many(cache: Path) -> None:
    both, _ = open_library([FOLDER, PACK], cache)

    asked = draw(both, Wishes(pack="saltmarsh"), 3, Random(1))

    assert len(asked) == 3
    assert {both.pack_of(id).id for one in asked for id in one.about} == {"saltmarsh"}


def test_every_form_is_drawn_by_a_function() -> None:
    assert set(DRAWS) == set(Form)


def test_a_topic_is_held_by_every_event_that_a_question_speaks_of(real: Library) -> None:
    wishes = Wishes(topics=("#enlargement",))
    asked = [one for seed in range(6) for one in draw(real, wishes, 20, Random(seed))]

    drawn = [one for one in asked if one.form is not Form.WRITTEN]
    facts = [fact for one in drawn for id in one.about if isinstance(fact := real.fact(id), Event)]
    assert len(facts) > 60
    assert {fact.title for fact in facts if "enlargement" not in fact.tags} == set()
    assert not [one for one in asked if one.form is Form.OFFICE]


@pytest.mark.parametrize("kind", [Form.FIRST, Form.ORDER, Form.YEAR, Form.DAY, Form.ACTOR, Form.SIDE])
def test_what_is_drawn_matters_unless_it_is_to_be_hard(real: Library, kind: Form) -> None:
    def importances(difficulty: int) -> set[int]:
        asked = draw(real, Wishes(difficulty=difficulty), 12, Random(5), (kind,))
        facts = (real.fact(id) for one in asked for id in one.about)
        return {fact.importance for fact in facts if isinstance(fact, Event)}

    assert min(importances(0)) >= LEAST_IMPORTANT
    assert kind in (Form.SIDE, Form.ACTOR) or min(importances(HARD)) < LEAST_IMPORTANT


def test_a_pack_that_is_named_asks_first_what_its_makers_wrote(real: Library) -> None:
    wishes = Wishes(pack="nato-russia")
    written = [record.id for record in real.records(Kind.QUESTION)]
    forms = [asked.form for asked in draw(real, wishes, 12, Random(1))]
    nearly_all = frozenset(written[4:])
    rest = [asked.form for asked in draw(real, wishes, 12, Random(1), without=nearly_all)]

    assert forms == [Form.WRITTEN] * 12
    assert rest[0] is Form.WRITTEN
    assert Form.WRITTEN not in rest[4:]
    assert len(rest) == 12
