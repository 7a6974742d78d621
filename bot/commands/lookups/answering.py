"""Answers a question in plain words: what is asked for first, then the facts that it rests on, best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.commands.lookups.ways.accessions import by_accession
from bot.commands.lookups.ways.ages import by_age
from bot.commands.lookups.ways.around import by_time_around
from bot.commands.lookups.ways.asked import Answer, Asked
from bot.commands.lookups.ways.bodies import by_body
from bot.commands.lookups.ways.consequences import by_consequence
from bot.commands.lookups.ways.dates import by_date_of_card, by_place_of_card
from bot.commands.lookups.ways.holders import by_holder
from bot.commands.lookups.ways.lengths import by_length
from bot.commands.lookups.ways.letters import by_letters
from bot.commands.lookups.ways.likenesses import is_likeness
from bot.commands.lookups.ways.members import by_membership
from bot.commands.lookups.ways.names import by_capital, by_life, by_name, by_place
from bot.commands.lookups.ways.offices import by_office, by_term_of_person, by_turn
from bot.commands.lookups.ways.orders import by_order
from bot.commands.lookups.ways.pairs import by_pair
from bot.commands.lookups.ways.precedence import by_precedence
from bot.commands.lookups.ways.reactions import by_reaction
from bot.commands.lookups.ways.sides import by_beginning, by_judgment
from bot.commands.lookups.ways.standing import by_standing
from bot.commands.lookups.ways.unnamed import by_unnamed
from bot.commands.lookups.ways.unsaid import is_of_what_was_said
from bot.commands.lookups.ways.words import by_words
from bot.commands.reading.questions import Question
from bot.facts.library import Library
from bot.replies.catalog import Catalog

# The surest first: what can be computed, what is named, what has the words or is misspelt.
WAYS: Sequence[Callable[[Asked], Answer | None]] = (
    by_precedence,
    by_age,
    by_body,
    by_membership,
    by_accession,
    by_office,
    by_turn,
    by_reaction,
    by_consequence,
    by_time_around,
    by_order,
    by_term_of_person,
    by_beginning,
    by_judgment,
    by_standing,
    by_pair,
    by_life,
    by_place,
    by_capital,
    by_name,
    by_letters,
    by_unnamed,
    by_length,
    by_holder,
    by_place_of_card,
    by_date_of_card,
    by_words,
)


def answer(question: Question, library: Library, say: Catalog, today: date) -> Answer | None:
    """Return the answer to a question, None when the packs do not know it."""
    asked = Asked(question, library, say, today)
    if is_of_what_was_said(asked):
        return None
    found = next((found for way in WAYS if (found := way(asked))), None)
    return None if found and found.facts and is_likeness(asked, found.facts[0]) else found
