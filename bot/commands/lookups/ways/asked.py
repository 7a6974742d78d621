"""A question with what it is put to, and the answer to it."""

from __future__ import annotations

from datetime import date

from bot.chat import UsageError
from bot.commands.reading.dates import Period
from bot.commands.reading.question_words import Ask
from bot.commands.reading.questions import Question
from bot.commands.reading.written import shown
from bot.facts.lexicon import words_of
from bot.facts.library import Library
from bot.facts.model import Event, Fact, Kind
from bot.frozen import Frozen
from bot.replies.catalog import Catalog
from bot.replies.lookups import answers

EVERY_KIND = tuple(kind for kind in Kind if kind not in (Kind.SOURCE, Kind.EVENT, Kind.QUESTION))
# So many events of a matter are read at most, so that a pack of any size is answered from as quickly.
MOST_READ = 200
# So many facts are told.
TOLD = 5


_HAPPENED = words_of("happen happens happened occur occurs occurred")


class Asked(Frozen, frozen=True):
    """A question, and what it is put to."""

    question: Question
    library: Library
    say: Catalog
    today: date

    def events_of(self, *ids: str) -> tuple[Event, ...]:
        """Return the events that are about all of some facts or topics, in order of time: of very many the greatest."""
        return self.library.weightiest(topics=ids, number=MOST_READ)

    @property
    def is_of_time_itself(self) -> bool:
        """Whether it is asked when something itself was: “when did NATO take over ISAF” is not when ISAF was."""
        words = self.question.words
        return self.question.ask is Ask.WHEN and ("did" not in words or not _HAPPENED.isdisjoint(words))


def unanswered(asked: Asked) -> UsageError:
    """Return the refusal of a question that nothing else may answer, either."""
    return UsageError(asked.say(answers.UNKNOWN, text=shown(asked.question.text)))


def is_then(event: Event, span: tuple[date, date]) -> bool:
    """Whether an event happened, or went on, in a time."""
    return event.date.first <= span[1] and span[0] <= event.date.last


class Answer(Frozen, frozen=True):
    """The lines that answer, the facts they rest on, best first, and remarks.

    `taken` tell before all else for what a slip was taken; `telling` are the words by which the facts were found.
    `is_card` tells that the first fact is what was asked for by name; `shows_sides` that it is asked who is right;
    `is_choice` that its facts all have the name that was asked for, or are `called` so;
    `texts` how many of them are told with their texts. Where it has a `time` the answer is what happened in it, to the
    first of the facts if there is one.
    """

    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    is_card: bool = False
    is_choice: bool = False
    called: str = ""
    shows_sides: bool = False
    texts: int = 1
    time: Period | None = None
