"""What an option's annotation means: how a platform asks for it, how it is completed, and what value it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat import Attachment, Channel, User
from bot.commands.reading.asking import Completer, Reader, as_text
from bot.commands.reading.completions import completing, with_events
from bot.commands.reading.dates import Period
from bot.commands.reading.days import is_day, is_time, read_date, read_time
from bot.commands.reading.files import read_file
from bot.commands.reading.names import FACTS, Topic, complete_topic, read_fact, read_person, read_topic
from bot.commands.reading.people import Role, read_channel, read_role, read_user
from bot.commands.reading.time_completions import complete_when
from bot.commands.reading.written import read_period
from bot.commands.reading.zones import complete_zone, read_zone
from bot.facts.model import Fact, Kind as FactKind, Person
from bot.frozen import Frozen, replace


class Kind(StrEnum):
    """What kind of input a platform shows for an option."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    USER = "user"
    CHANNEL = "channel"
    ROLE = "role"
    FILE = "file"


class Meaning(Frozen, frozen=True):
    """What an annotation means: `read` makes a value of what was typed.

    `joins` tells of several words whether they are one value together, such as `4 April`.
    """

    kind: Kind
    read: Reader
    complete: Completer | None = None
    joins: Callable[[str], bool] | None = None


MEANINGS: Mapping[Any, Meaning] = {
    str: Meaning(Kind.TEXT, as_text),
    int: Meaning(Kind.INTEGER, lambda text, asking: int(text)),
    bool: Meaning(Kind.BOOLEAN, lambda text, asking: text == "yes"),
    User: Meaning(Kind.USER, read_user),
    Channel: Meaning(Kind.CHANNEL, read_channel),
    Role: Meaning(Kind.ROLE, read_role),
    Attachment: Meaning(Kind.FILE, read_file),
    ZoneInfo: Meaning(Kind.TEXT, read_zone, complete_zone),
    time: Meaning(Kind.TEXT, read_time, joins=is_time),
    date: Meaning(Kind.TEXT, read_date, joins=is_day),
    Period: Meaning(Kind.TEXT, read_period, complete_when),
    Topic: Meaning(Kind.TEXT, read_topic, complete_topic),
    Person: Meaning(Kind.TEXT, read_person, with_events(FactKind.PERSON)),
    Fact: Meaning(Kind.TEXT, read_fact, completing(*FACTS)),
}


def meaning_of(annotation: Any, read: Reader | None) -> Meaning:
    """Return what an annotation means; `read` replaces its own reader. KeyError for one that means nothing."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Meaning(Kind.TEXT, lambda text, asking: annotation(text))
    return replace(MEANINGS.get(annotation, MEANINGS[str]), read=read) if read else MEANINGS[annotation]
