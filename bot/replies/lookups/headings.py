"""What is said around the answers to look-ups: headings, pages, choices, and what to do when nothing was found."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import Choice, Item, Menu, Reply
from bot.facts.dates import HistoricalDate
from bot.frozen import replace
from bot.replies.catalog import N_, Catalog

SEARCH_INSTEAD = N_("Search for it")
OTHERS = N_("Also on this day")
ALWAYS = N_("All years")
PREVIOUS_PAGE = N_("◀ Previous")
NEXT_PAGE = N_("Next ▶")
SHOW_TO_EVERYONE = N_("Show to everyone")
BACK = N_("◀ Back")
READ_MORE = N_("Read more")
WHAT_EACH_SAYS = N_("What each says")
REPORT_MISTAKE = N_("Report a mistake")
MEMBERS = N_("Members")
BY_UNIT = {"month": N_("By month"), "year": N_("By year"), "decade": N_("By decade")}
GONE = N_("This entry is not in the packs any more. /search finds what is.")
NOT_A_TIME = N_(
    "“{text}” is no time I understand. Write a year (2008), a range (1999-2004), a decade (1990s), a month "
    "(Aug 2008 or 2008-08), a day (2008-08-08) or all."
)
NOT_A_DAY = N_("“{text}” is no day of the year. Write 4 April, April 4, 04-04 or 29 Feb.")
UNKNOWN = N_("I find nobody and nothing called “{text}”. /search looks through all texts.")
DID_YOU_MEAN = N_("Nothing is called “{text}”; closest:")
NOWHERE = N_("Nothing here has the word “{text}”.")
TAKEN_FOR = N_("Taken for “{name}”; you wrote “{text}”.")
TYPE_FOR_MORE = N_("For more, type /{command}")


def page_note(say: Catalog, shown: int, offset: int, total: int) -> str:
    """Say which of how many are shown; "" when it is all of them."""
    if shown == total:
        return ""
    return say(
        "{first}–{last} of {total}",
        first=say.number(offset + 1),
        last=say.number(offset + shown),
        total=say.number(total),
    )


def nothing_then(say: Catalog, period: str, first: int, last: int, command: str) -> str:
    """Say that a time has no events, which years have, and what to type for the nearest that has some."""
    return say(
        "{period}: nothing is recorded. The timeline: {first} – {last}. Try /{command}.",
        period=period,
        first=first,
        last=last,
        command=command,
    )


def nothing_at_all(say: Catalog, about: Sequence[str]) -> str:
    """Say that no time has events of some topics, or that there is no pack."""
    if len(about) == 1:
        return say("The timeline has no event of this: {about}.", about=about[0])
    if about:
        return say(
            "The timeline has no event with all of this: {about}. Ask for one of them alone.", about=", ".join(about)
        )
    return say(
        "There is no timeline: no pack is switched on here, or none could be read. A moderator can switch one on: "
        "/settings pack. Who runs me sees what is wrong with one: dateline packs check."
    )


def which(say: Catalog, text: str, choices: tuple[Choice, ...], total: int) -> Reply:
    """Ask which of several a name means."""
    notes = (say("There are {total} in all; write more of the name.", total=total),) if total > len(choices) else ()
    return Reply(
        title=say("Which “{text}”?", text=text),
        text=say.count("{number} entry fits.", "{number} entries fit.", total),
        menu=Menu(say("Choose one"), choices),
        notes=notes,
        is_question=True,
    )


def told_first(reply: Reply, *remarks: str) -> Reply:
    """Return a reply that begins with remarks."""
    return replace(reply, text="\n".join(filter(None, (*remarks, reply.text)))) if any(remarks) else reply


def empty_day(say: Catalog, day: str, nearest: tuple[Choice, ...]) -> Reply:
    """Say that no pack has an event on a day, and offer the nearest days."""
    return Reply(
        title=day,
        text=say("No event of this day is recorded in the packs that are switched on here."),
        notes=(say("The nearest days that have one are a press away."),) if nearest else (),
        choices=nearest,
    )


def also_on_this_day(say: Catalog, number: int, listed: int) -> str:
    """Say how many more events a day has, and where those are that the menu does not hold."""
    more = say.count("{number} more event on this day.", "{number} more events on this day.", number)
    return more if number <= listed else f"{more} {say(_MOST_NOTABLE, listed=say.number(listed))}"


_MOST_NOTABLE = N_("In the menu, the most notable: {listed}.")


def no_fact(say: Catalog, text: str, *, has_near: bool) -> str:
    """Say that nothing is called so; the facts that have its words are offered as choices."""
    if has_near:
        return say("No fact is called just “{text}”. Do you mean one of these?", text=text)
    return say(
        "No fact is called “{text}”. Look for it by /search and open it: its sources are a press away.", text=text
    )


def found(say: Catalog, text: str, items: tuple[Item, ...], *, is_partial: bool, has_more: bool) -> Reply:
    """Show what a search found."""
    if not items:
        return Reply(
            title=say("Nothing found for “{text}”", text=text),
            text=say("Try fewer or other words, or /timeline with a year."),
        )
    notes = []
    if is_partial:
        notes.append(say("No entry has all of these words; these have some of them."))
    if has_more:
        notes.append(say("There are more; add a word to narrow it down."))
    return Reply(title=say("Search: {text}", text=text), items=items, notes=tuple(notes))


def heading(say: Catalog, period: str, about: Sequence[str]) -> str:
    """Return the title of a timeline of some topics."""
    return say("{period}: {about}", period=period, about=say.several(about))


def no_pack(say: Catalog, text: str, names: Sequence[str]) -> str:
    """Refuse what is no pack, and name those there are."""
    if not names:
        return say(
            "“{text}” is no pack here, and none is switched on. A moderator can change that: /settings set.", text=text
        )
    return say("“{text}” is no pack that is switched on here. There is: {names}.", text=text, names=say.several(names))


def from_then_on(say: Catalog, first: HistoricalDate) -> str:
    """Name a period that has no end."""
    return say("{first} – …", first=say.date(first))


def until_then(say: Catalog, last: HistoricalDate) -> str:
    """Name a period that has no beginning."""
    return say("… – {last}", last=say.date(last))


def sources_of(say: Catalog, number: int) -> str:
    """Label the button that lists every source."""
    return say("Sources ({number})", number=say.number(number))


def earlier(say: Catalog, name: str) -> str:
    """Label the button to the time before."""
    return f"◀ {name}"


def later(say: Catalog, name: str) -> str:
    """Label the button to the time after."""
    return f"{name} ▶"


def of_many(say: Catalog, shown: int, total: int) -> str:
    """Say how many of how many events a card shows."""
    return say.count("{shown} of {number} event", "{shown} of {number} events", total, shown=say.number(shown))


def all_events(say: Catalog, total: int) -> str:
    """Label the button to all events of somebody or something."""
    return say.count("All {number} event", "All {number} events", total)
