"""What a plain line asks: when, who, how many, whether somebody is a member, why, what; of which words, of which time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.commands.reading.dates import Dated, Order, find_when, parse_when
from bot.facts.names import fold

# What a person reads at a glance they also type: a longer line is cut, whatever it is.
LONGEST = 300


class Ask(StrEnum):
    """What sort of answer a line asks for."""

    WHEN = "when"
    WHO = "who"
    WHAT = "what"
    WHY = "why"
    HOW_MANY = "how many"
    WHETHER = "whether"
    HAPPENED = "what happened"
    HOW = "how"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Question:
    """A line that was understood as far as its words go.

    `words` are all its folded words but for the time's; `subject` is what is left of it without the words that ask, as
    typed, for looking up a name; `is_bare` tells that nothing is left but the time.
    """

    text: str
    ask: Ask
    words: tuple[str, ...]
    subject: str
    dated: Dated | None = None
    is_bare: bool = False

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day of its time, None for none or one of every year."""
        when = self.dated.when if self.dated else None
        first, last = getattr(when, "first", None), getattr(when, "last", None)
        return (first, last) if first and last else None


_ASKS: tuple[tuple[Ask, str], ...] = (
    (Ask.HOW_MANY, r"how many|how much|number of|how long|how large|how big|skolko|skilki|wie viele?|wieviele?|combien"),
    (Ask.HOW, r"how (?:do|can|does|to|did|would|should) (?:i|you|we|u)?|how (?:is|are|was|were)|how to"),
    (Ask.WHEN, r"when|since when|what (?:date|day|year)|which year|in (?:what|which) year|date of|membership date|kogda|koli|wann|quand|seit wann|depuis quand"),
    (Ask.WHY, r"why|how come|what caused|cause of|reason for|zachem|pochemu|chomu|warum|wieso|weshalb|pourquoi"),
    (Ask.WHO, r"who|whos|whom|whose|which (?:person|president|leader|country|countries|states?|allies|members?)|what countries|kto|hto|khto|wer|qui"),
    (Ask.HAPPENED, r"what (?:else )?(?:happened|happens|was (?:going on|happening))|timeline(?: of| for)?|events?(?: of| in| on)?|chto (?:bylo|sluchilos|proizoshlo)|shcho (?:bulo|stalosya|vidbulosya)|scho (?:bulo|stalosya)|was (?:geschah|passierte|war los)|que sest il passe|what s happened|history of|on this day"),
    (Ask.WHAT, r"what|whats|which|explain|define|tell me about|describe|meaning of|chto|scho|shcho|was (?:ist|war|sind|bedeutet)|quest ce que?|cest quoi|que|quel(?:le)?s?"),
    (Ask.WHETHER, r"is|are|was|were|did|does|do|has|have|had|could|can|will|would|should|ist|sind|war|est ce que"),
)  # fmt: skip
# Questions that stand at the end of a line: “germany nato since when?”, “берлинская стена когда построена”.
_LATER = re.compile(r" (?:since when|when|kogda|koli|wann|quand|membership date)\b")
_FRAME = re.compile(
    r"^(?:(?:please|pls|hey|hi|ok|okay|so|and|dateline|can you|could you|do you know|i want to know) )*"
    r"(?:tell me(?: more)?(?: about)?|give me(?: info(?:rmation)? on)?|info(?:rmation)? (?:on|about)|explain(?: me)?|define|describe|"
    r"who(?:s| is| was| are| were)?(?: the one)?|what(?:s| is| was| are| were)?(?: meant by)?|whats|whos|"
    r"kto(?: takoy| takaya| takie| eto| byl| byla)*|hto(?: takiy| taka| takyy| tse| buv| bula)*|khto(?: takyy| taka)*|"
    r"chto(?: takoe| eto| znachit)*|shcho(?: take| tse)*|scho(?: take| tse)*|"
    r"wer(?: ist| war| sind)?|was(?: ist| war| sind| bedeutet)?|"
    r"qui(?: est| etait| sont)?|quest ce que?(?: cest)?(?: que)?|cest quoi|que(?: signifie)?|"
    r"card of|search(?: for)?|find|look up|show(?: me)?|about)\s+"
    r"(?:(?:the|a|an|die|der|das|den|ein|eine|le|la|les|l|un|une|exactly|actually|again|called) )*"
)
_GENITIVE = re.compile(r"(?<=\w)['’]s?(?=\s|$)")
_TAIL = re.compile(r" (?:again|mean|means|exactly|stand for|about|all about|please|pls|plz|now|anyway|in short)$")
_TIME_FRAME = re.compile(
    r"^(?:(?:what|anything|something|so|else|and|tell me|show me|list|give me|all|the|main|major|important) )*"
    r"(?:what (?:else )?(?:happened|happens|was happening)|happened|timeline|events?|history|chto (?:bylo|sluchilos|proizoshlo)|"
    r"s?hcho (?:bulo|stalosya|vidbulosya)|scho (?:bulo|stalosya)|was (?:geschah|passierte|war)|que sest il passe|on this day)?"
    r"(?: (?:of|in|on|for|from|at|am|im|v|u|le|en|happened|that))* ?(?P<rest>.*?)"
    r"(?: (?:timeline|in history|events?|history|happened|then|what happened|please))*$"
)


def read_question(text: str, today: date, order: Order = Order.UNKNOWN) -> Question:
    """Read a line; what a date cannot be is raised, and what it may be two ways, as `parse_when` does."""
    line = " ".join(text.split())[:LONGEST].strip(" ?!.")
    folded = fold(line)
    ask = _ask_of(folded)
    if whole := _whole_time(line, today, order):
        return Question(line, Ask.HAPPENED, (), "", whole, is_bare=True)
    within = find_when(line, today, order)
    rest = within.rest if within else line
    return Question(
        line, ask, tuple(fold(_GENITIVE.sub("", rest)).split()), subject_of(rest), within.dated if within else None
    )


def subject_of(text: str) -> str:
    """Return a line without the words that ask, as far as they stand before and after a name."""
    words = text.strip(" ?!.").split()
    folded = [fold(word) for word in words]
    line = " ".join(filter(None, folded))
    frame = _FRAME.match(line + " ")
    kept = line[frame.end() :] if frame and frame.end() < len(line) else line
    kept = _TAIL.sub("", kept)
    number = len(kept.split())
    if not number or number == len(line.split()):
        return " ".join(words) if not frame else kept
    return _as_typed(words, folded, line, kept)


def _as_typed(words: Sequence[str], folded: Sequence[str], line: str, kept: str) -> str:
    """Return the typed words that became the folded ones of `kept`, where they are whole ones; else `kept`."""
    start = line.find(kept)
    before = len(line[:start].split())
    counts = [len(part.split()) for part in folded]
    first = next((n for n in range(len(words) + 1) if sum(counts[:n]) == before), None)
    last = next((n for n in range(len(words) + 1) if sum(counts[:n]) == before + len(kept.split())), None)
    return kept if first is None or last is None else " ".join(words[first:last]).strip(" ,?!.:;")


def _ask_of(folded: str) -> Ask:
    for ask, pattern in _ASKS:
        if re.match(
            rf"(?:(?:and|so|but|ok|hey|hi|please|exactly|in|by|to|on|from|with|of|at|s|v|u|do|k) )*(?:{pattern})\b",
            folded,
        ):
            return ask
    return Ask.WHEN if _LATER.search(folded) else Ask.WORDS


def _whole_time(line: str, today: date, order: Order) -> Dated | None:
    """Return the time that a line is, but for words that ask what happened then; None when it is more than that."""
    for text in dict.fromkeys((line, _without_frame(line))):
        try:
            return parse_when(text, today, order)
        except ValueError as error:
            if type(error) is not ValueError:
                raise
    return None


def _without_frame(line: str) -> str:
    words = line.split()
    folded = [fold(word) for word in words]
    match = _TIME_FRAME.match(" ".join(filter(None, folded)))
    rest = match["rest"] if match else ""
    # Marks within a date are lost in folding, so the words that were typed are what is kept.
    return _as_typed(words, folded, " ".join(filter(None, folded)), rest) if rest else line
