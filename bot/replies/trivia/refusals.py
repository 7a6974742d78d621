"""What is said when something cannot be done in a round."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.catalog import N_, Catalog
from bot.trivia.round import Phase, Round, Verdict

NO_ROUND = N_("No round is running here. /trivia start begins one.")
NO_ROUND_YET = N_("There has been no round here yet. /trivia start begins one.")
SURVEY_WITHOUT_PACK = N_(
    "A survey asks for opinions, and there are none to ask for here. Give it questions of your own:"
    " /packs import takes a file of them, then /trivia start mode:survey pack:NAME."
)
UNTIL_ALONE = N_("Only a round at everyone's own tempo is open until a day: add mode:own, or leave out until.")
UNTIL_MISSING = N_("Say until when it is open: /trivia start mode:own until:2026-12-24")
EMPTY_ANSWER = N_("Write your answer after the command, as in /answer 1949, or press a button under the question.")
NO_CHOICE = N_("“{text}” is none of the choices. Type a letter, {letters}, or what stands beside it.")
ONLY_OPINIONS = N_("All of this asks for opinions, so nothing is right: /trivia start mode:survey pack:{pack}")
TEAMS_WRONG = N_("Write a number of teams from 2 to {most}, or their names with commas: teams:Owls,Larks")
UNTIL_WRONG = N_("“{text}” is no day to come. Write until when the round is open, as 2026-12-24.")
NAME_TAKEN = N_("Somebody has this nickname already: {name}. Take another one.")
LOBBY_WRONG = N_("“{text}” is no time to gather in. Write seconds from 0 to {most}, or wait: then /trivia go begins.")


def is_running(say: Catalog, channel_round: Round) -> str:
    """Refuse a second round in a channel."""
    if channel_round.state.phase is Phase.PAUSED:
        return say("A round is paused here. /trivia resume goes on with it, /trivia stop ends it.")
    return say("A round is running here. /trivia stop ends it.")


def not_now(say: Catalog, phase: Phase) -> str:
    """Refuse a move that does not fit where the round stands."""
    return say(
        {
            Phase.PAUSED: N_("The round is paused. /trivia resume goes on with it."),
            Phase.ENDED: N_("The round is over. /trivia again starts another one."),
        }.get(phase, N_("That cannot be done at this point of the round."))
    )


def too_few(say: Catalog, number: int) -> str:
    """Say that the packs give no question for what was wished for, or too few."""
    if not number:
        return say("The packs that are switched on give no question for this. Ask for other topics or more years.")
    return say.count(
        "The packs that are switched on give {number} question for this. Ask for fewer, or for more topics or years.",
        "The packs that are switched on give {number} questions for this. Ask for fewer, or for more topics or years.",
        number,
    )


def too_few_of(say: Catalog, pack: str, number: int, plain: int) -> str:
    """Say how many questions a community's pack gives, and how those are asked of which there is nothing to choose."""
    given = say.count(
        "The pack “{pack}” gives {number} question for this; number:{number} asks it.",
        "The pack “{pack}” gives {number} questions for this; number:{number} asks them.",
        number,
        pack=pack,
    )
    typed = say("With mode:type those are asked, too, that have no wrong choice.") if plain else ""
    return " ".join(filter(None, (given, typed)))


def no_pack(say: Catalog, text: str, known: Sequence[str]) -> str:
    """Refuse a pack that is not switched on."""
    return say(
        "No pack here is called “{text}”. There are {packs}.", text=text, packs=say.several(known) or say("none")
    )


def no_team(say: Catalog, text: str, teams: Sequence[str]) -> str:
    """Refuse a team that does not play."""
    if not teams:
        return say("This round has no teams.")
    return say("No team is called “{text}”. There are {teams}.", text=text, teams=say.several(teams))


def refused(say: Catalog, verdict: Verdict) -> str:
    """Say why an answer does not count."""
    return say(
        {
            Verdict.LATE: N_("Too late: time was up."),
            Verdict.TWICE: N_("You have answered this question already; your first answer counts."),
        }.get(verdict, N_("That question is closed."))
    )


def not_admitted(say: Catalog, *, is_removed: bool) -> str:
    """Refuse somebody whom the host has taken out, or who comes when nobody new may."""
    if is_removed:
        return say("The host has taken you out of this round.")
    return say("The host lets nobody new into this round.")
