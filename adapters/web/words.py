"""Every sentence of the class's pages."""

from __future__ import annotations

from bot.replies.catalog import N_, Catalog
from bot.trivia.plan import Mode, Plan, Player
from bot.trivia.round import Ending, Round

SCAN = N_("Scan, or go to")
TYPE_CODE = N_("and type the code")
JOIN_AT = N_("Join at")
CODE = N_("Code")
TIME_LEFT = N_("Seconds left")
NO_HURRY = N_("Speed earns nothing: think, then answer.")
PAUSED = N_("Paused")
RIGHT_ANSWER = N_("The answer")
IS_RIGHT = N_("right")
IS_WRONG = N_("wrong")
SKIPPED = N_("The question was skipped; it counts for nobody.")
STANDINGS = N_("Standings")
TEAMS = N_("Teams, right on average")
NEXT_COMES = N_("Next question in")
HOST_GOES_ON = N_("The host goes on when everybody is ready")
# In the lobby: what it waits for, on the board; and what a pupil does.
HOST_BEGINS = N_("The host begins when everybody is here")
FIRST_COMES = N_("The first question comes in")
IS_IN = N_("You are in. Look at the board: it begins soon.")
OVER = N_("The round is over")
NOBODY_RIGHT = N_("Nobody had one right this time.")
HARDEST = N_("The hardest question")
HAND_OUT = N_("On your own screen: what you missed, and why.")
THANKS = N_("Thank you for taking part.")
YOUR_ANSWER = N_("You said")
NO_ANSWER = N_("You gave no answer.")
CHOOSE = N_("Choose an answer")
YOUR_TEXT = N_("Your answer")
SEND = N_("Send")
SENDING = N_("Sending…")
OFFLINE = N_("No connection. Trying again…")
LATE = N_("Time is up")
MISSED = N_("What you missed")
NOTHING_MISSED = N_("You missed nothing.")
REMOVED = N_("The host has taken you out of this round.")
JOIN_TITLE = N_("Join the class")
PLAY = N_("Play")
COPY = N_("Copy")
COPIED = N_("Copied")
LEARN = N_("Learn these")
LEARN_NOTE = N_(
    "Makes cards, which come back until you know them. This browser keeps them for 90 days after you last looked, "
    "by a cookie of its own; you can delete them there."
)
KEPT_HERE = N_(
    "Kept for this browser alone, without a name: your cards and daily games, for 90 days after you last looked, "
    "by one cookie."
)
FORGET = N_("Delete all of it")
FORGET_NOTE = N_("Cards, games and the cookie go at once. Nobody can bring them back.")
FORGOTTEN = N_("Deleted. This browser keeps no cards and no games any more.")
TOO_MANY_NOTEBOOKS = N_("Very many browsers of your network have begun within this hour. Try again in an hour.")
ENTER_CODE = N_("The code on the board")
GO = N_("Go on")
CHOOSE_NAME = N_("Choose your name")
YOUR_NAME = N_("Your name")
SIT = N_("Join")
BY_NUMBER = N_("You are shown by a number. No account, no e-mail, no name.")
WHAT_IS_KEPT = N_(
    "Kept: your name here and your answers, for the host. A cookie holds your seat for 12 hours; nothing else."
)
NOT_SECURE = N_("This page is not encrypted (http). Fine in your own network; elsewhere open it over https.")
WRONG_CODE = N_("No round has this code now. Look at the board again; after a round its code is worth nothing.")
TOO_MANY = N_("Too many wrong codes from your network. Wait a minute.")
DEAD_LINK = N_("This link opens nothing: it is of a round that is over, or it was not copied whole.")
LOOK_AGAIN = N_("See how far the round is")
OVER_LINK = N_("This round is over. Its page opens only where it was open before the end.")
NO_SEAT = N_("You have no seat in a round. Join with the code on the board.")
STOP_NOTE = N_("Nobody can answer after that. The results stay.")
HAS_ANSWERED = N_("answered")
IN_CHAT = N_("in the chat")
REPORT = N_("Results as a spreadsheet")
REPORT_BEFORE = N_("Results of the round before")
# Each page by its path: its name, as a link to it or at its head; and what it is for, told to a browser that keeps
# nothing yet.
PAGES = {"/daily": N_("The daily game"), "/cards": N_("Your cards"), "/": JOIN_TITLE}
BEFORE = {
    "/daily": N_(
        "Six events, one row. One stands; press where each of the others belongs, and see when it was. The same "
        "for all today; only you see your game. It takes two minutes."
    ),
    "/cards": N_("This browser keeps no cards. After a round, or a daily game, “Learn these” makes some."),
}
TITLES = {"board": N_("Board"), "seat": N_("Your seat"), "host": N_("You host")}
# What the host can press, by the names that adapters/web/hosting.py knows.
MOVES = {
    "begin": N_("Begin"),
    "reveal": N_("Reveal now"),
    "next": N_("Next question"),
    "finish": N_("To the results"),
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "skip": N_("Skip: it counts for nobody"),
    "stop": N_("End the round"),
    "again": N_("Another round"),
    "lock": N_("Let nobody new in"),
    "unlock": N_("Let people in again"),
    "rename": N_("Rename"),
    "remove": N_("Remove"),
    "extra": N_("Give 15 seconds more"),
    "allow": N_("Show this name"),
    "deny": N_("Keep the number"),
}
# What is particular about a round, where something is.
MODES = {
    Mode.FIRST: N_("The first right answer wins the question."),
    Mode.SURVEY: N_("A survey: nothing is right or wrong."),
    Mode.TYPE: N_("Type your answer."),
}
_ENDINGS = {
    Ending.STOPPED: N_("The host has ended it."),
    Ending.ABANDONED: N_("Nobody has answered for a while, so it ended by itself."),
    Ending.STALE: N_("It stood still for long, so it ended by itself."),
}
QR = N_("QR code that leads to {address}")
WISH = N_("Others see you by number until the host has seen your name: {name}")
WANTS = N_("would like to be “{name}”")
NEW_NAME = N_("New name ({name})")


def title(say: Catalog, plan: Plan) -> str:
    """Say what a round is about."""
    return plan.title or say("Trivia")


def place(say: Catalog, current: Round) -> str:
    """Say which question it is."""
    return say("{number} of {total}", number=current.state.question + 1, total=len(current.plan.questions))


def player(say: Catalog, player: Player) -> str:
    """Name a player as the others see them."""
    return player.name or say("Player {number}", number=player.number)


def answered(say: Catalog, answers: int, players: int) -> str:
    """Say how many have answered."""
    return say("{number} of {total} answered", number=say.number(answers), total=say.number(players))


def joined(say: Catalog, number: int) -> str:
    """Say how many are in."""
    return say.count("{number} has joined", "{number} have joined", number) if number else say("Nobody has joined yet")


def seconds_left(say: Catalog, number: int) -> str:
    """Say that time is nearly up."""
    return say.count("{number} second left", "{number} seconds left", number)


def chose(say: Catalog, number: int) -> str:
    """Say how many chose something."""
    return say.count("{number} answer", "{number} answers", number)


def source(say: Catalog, several: int) -> str:
    """Label where it can be read."""
    return say("Source") if several == 1 else say("Sources")


def tie(say: Catalog, number: int) -> str:
    """Say that several share a place."""
    return say.count("with {number} other", "with {number} others", number)


def points(say: Catalog, number: int) -> str:
    """Say how many were right."""
    return say.count("{number} right", "{number} right", number)


def ending(say: Catalog, how: Ending | None) -> str:
    """Say why, where it did not end by itself."""
    return say(_ENDINGS[how]) if how in _ENDINGS else ""


def share(say: Catalog, right: int, total: int) -> str:
    """Say how many had a question right."""
    return say("{right} of {total} had it right.", right=say.number(right), total=say.number(total))


def answers(say: Catalog, number: int) -> str:
    """Say how many answers there were to a round's questions."""
    return say.count("{number} answer", "{number} answers", number) if number else say("Nobody has answered.")


def your_score(say: Catalog, right: int, total: int, rank: int, players: int, *, is_shared: bool) -> str:
    """Tell a player where they stand."""
    score = say("{right} of {total} right", right=right, total=total)
    if is_shared:
        return say("{score} · place {rank} of {players}, shared", score=score, rank=rank, players=players)
    return say("{score} · place {rank} of {players}", score=score, rank=rank, players=players)


def you_are(say: Catalog, name: str, team: str) -> str:
    """Tell a pupil who they are."""
    return say("{name} · {team}", name=name, team=team) if team else name


def verdict(say: Catalog, right: bool | None, *, has_answered: bool) -> str:
    """Tell a pupil what became of the answer."""
    if not has_answered:
        return say("No answer this time")
    return {True: say("Right"), False: say("Not this time"), None: say("Your answer is counted")}[right]


def is_in(say: Catalog, answer: str, *, can_change: bool) -> str:
    """Confirm an answer."""
    text = say("Your answer is in: {answer}", answer=answer)
    return f"{text}. {say('You can change it until time is up.')}" if can_change else text


def players(say: Catalog, number: int) -> str:
    """Head the list of players."""
    return say.count("{number} player", "{number} players", number)


def extra_time(say: Catalog, seconds: int) -> str:
    """Tell the host of extra time."""
    return say.count("{number} second more", "{number} seconds more", seconds)


def printed(say: Catalog, board: str, host: str, address: str, code: str) -> str:
    """Tell the teacher in the terminal where everybody goes."""
    lines = (
        f"{say('Board, for the projector:')}\n  {board}",
        f"{say('Yours alone, for your phone:')}\n  {host}",
        f"{say('The class:')}\n  {address}  {say('Code')} {code}",
        say("Ctrl+C ends the server; the round is kept, and goes on when you start it again."),
    )
    return "\n".join(lines)
