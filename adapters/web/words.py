"""Every sentence of the class's pages."""

from __future__ import annotations

from bot.replies.catalog import Catalog
from bot.trivia.plan import Mode, Plan, Player
from bot.trivia.round import Ending, Phase, Round


def title(say: Catalog, plan: Plan) -> str:
    """Say what a round is about."""
    return plan.title or say("Trivia")


def place(say: Catalog, current: Round) -> str:
    """Say which question it is."""
    return say("{number} of {total}", number=current.state.question + 1, total=len(current.plan.questions))


def player(say: Catalog, one: Player) -> str:
    """Name a player as the others see them."""
    return one.name or say("Player {number}", number=one.number)


def answered(say: Catalog, answers: int, players: int) -> str:
    """Say how many have answered."""
    return say("{number} of {total} answered", number=say.number(answers), total=say.number(players))


def joined(say: Catalog, number: int) -> str:
    """Say how many are in."""
    return say.count("{number} has joined", "{number} have joined", number) if number else say("Nobody has joined yet")


def scan(say: Catalog) -> str:
    """Head the way to the class."""
    return say("Scan, or go to")


def type_code(say: Catalog) -> str:
    """Say what to do there."""
    return say("and type the code")


def join_at(say: Catalog) -> str:
    """Label the address, small, beside the question."""
    return say("Join at")


def code(say: Catalog) -> str:
    """Label the code."""
    return say("Code")


def qr(say: Catalog, address: str) -> str:
    """Describe the picture that is scanned."""
    return say("QR code that leads to {address}", address=address)


def begins(say: Catalog, *, waits: bool) -> str:
    """Say what the lobby waits for."""
    return say("The host begins when everybody is here") if waits else say("The first question comes in")


def time_left(say: Catalog) -> str:
    """Label the countdown for those who hear the page."""
    return say("Seconds left")


def seconds_left(say: Catalog, number: int) -> str:
    """Say that time is nearly up."""
    return say.count("{number} second left", "{number} seconds left", number)


def no_hurry(say: Catalog) -> str:
    """Take the hurry out of it."""
    return say("Speed earns nothing: think, then answer.")


def paused(say: Catalog) -> str:
    """Say that the clock stands still."""
    return say("Paused")


def right_answer(say: Catalog) -> str:
    """Head the answer."""
    return say("The answer")


def is_right(say: Catalog) -> str:
    """Mark the right choice."""
    return say("right")


def is_wrong(say: Catalog) -> str:
    """Mark what was wrong."""
    return say("wrong")


def chose(say: Catalog, number: int) -> str:
    """Say how many chose something."""
    return say.count("{number} answer", "{number} answers", number)


def skipped(say: Catalog) -> str:
    """Say that a question does not count."""
    return say("The question was skipped; it counts for nobody.")


def source(say: Catalog, several: int) -> str:
    """Label where it can be read."""
    return say("Source") if several == 1 else say("Sources")


def standings(say: Catalog) -> str:
    """Head the standings."""
    return say("Standings")


def teams(say: Catalog) -> str:
    """Head the teams, who are told by what each of them had right on average."""
    return say("Teams, right on average")


def tie(say: Catalog, number: int) -> str:
    """Say that several share a place."""
    return say.count("with {number} other", "with {number} others", number)


def points(say: Catalog, number: int) -> str:
    """Say how many were right."""
    return say.count("{number} right", "{number} right", number)


def next_comes(say: Catalog) -> str:
    """Label the countdown to the next question."""
    return say("Next question in")


def host_goes_on(say: Catalog) -> str:
    """Say whose word goes on."""
    return say("The host goes on when everybody is ready")


def over(say: Catalog) -> str:
    """Say that it is over."""
    return say("The round is over")


def ending(say: Catalog, how: Ending | None) -> str:
    """Say why, where it did not end by itself."""
    reasons = {
        Ending.STOPPED: say("The host has ended it."),
        Ending.ABANDONED: say("Nobody has answered for a while, so it ended by itself."),
        Ending.STALE: say("It stood still for long, so it ended by itself."),
    }
    return reasons.get(how or Ending.DONE, "")


def nobody_right(say: Catalog) -> str:
    """Say that nobody wins."""
    return say("Nobody had one right this time.")


def hardest(say: Catalog) -> str:
    """Head the question that most had wrong."""
    return say("The hardest question")


def share(say: Catalog, right: int, total: int) -> str:
    """Say how many had a question right."""
    return say("{right} of {total} had it right.", right=say.number(right), total=say.number(total))


def hand_out(say: Catalog) -> str:
    """Send the class back to their own screens."""
    return say("On your own screen: what you missed, and why.")


def answers(say: Catalog, number: int) -> str:
    """Say how many answers there were to a round's questions."""
    return say.count("{number} answer", "{number} answers", number) if number else say("Nobody has answered.")


def thanks(say: Catalog) -> str:
    """Close a round of which nothing can be missed."""
    return say("Thank you for taking part.")


def your_score(say: Catalog, right: int, total: int, rank: int, players: int, *, is_shared: bool) -> str:
    """Tell a player where they stand."""
    score = say("{right} of {total} right", right=right, total=total)
    if is_shared:
        return say("{score} · place {rank} of {players}, shared", score=score, rank=rank, players=players)
    return say("{score} · place {rank} of {players}", score=score, rank=rank, players=players)


def you_are(say: Catalog, name: str, team: str) -> str:
    """Tell a pupil who they are."""
    return say("{name} · {team}", name=name, team=team) if team else name


def wish(say: Catalog, name: str) -> str:
    """Tell a pupil that their name waits."""
    return say("Others see you by number until the host has seen your name: {name}", name=name)


def verdict(say: Catalog, right: bool | None, *, has_answered: bool) -> str:
    """Tell a pupil what became of the answer."""
    if not has_answered:
        return say("No answer this time")
    return {True: say("Right"), False: say("Not this time"), None: say("Your answer is counted")}[right]


def your_answer(say: Catalog) -> str:
    """Label what the pupil had answered."""
    return say("You said")


def no_answer(say: Catalog) -> str:
    """Tell a pupil that there was none."""
    return say("You gave no answer.")


def is_in(say: Catalog, answer: str, *, can_change: bool) -> str:
    """Confirm an answer."""
    text = say("Your answer is in: {answer}", answer=answer)
    return f"{text}. {say('You can change it until time is up.')}" if can_change else text


def wait_here(say: Catalog, phase: Phase) -> str:
    """Tell a pupil what comes."""
    return say("You are in. Look at the board: it begins soon.") if phase is Phase.LOBBY else say("Wait for the host.")


def choose(say: Catalog) -> str:
    """Ask for an answer, by press or in writing."""
    return say("Choose an answer")


def your_text(say: Catalog) -> str:
    """Label the field of a typed answer."""
    return say("Your answer")


def send(say: Catalog) -> str:
    """Label the button that sends it."""
    return say("Send")


def sending(say: Catalog) -> str:
    """Say that an answer is on its way."""
    return say("Sending…")


def offline(say: Catalog) -> str:
    """Say that the server is out of reach."""
    return say("No connection. Trying again…")


def late(say: Catalog) -> str:
    """Tell a pupil that no answer was stored in time."""
    return say("Time is up")


def missed(say: Catalog) -> str:
    """Head what a pupil had wrong."""
    return say("What you missed")


def nothing_missed(say: Catalog) -> str:
    """Tell a pupil that all was right."""
    return say("You missed nothing.")


def removed(say: Catalog) -> str:
    """Tell a pupil that the host has taken them out."""
    return say("The host has taken you out of this round.")


def join_title(say: Catalog) -> str:
    """Head the page on which one joins."""
    return say("Join the class")


def page_name(say: Catalog, path: str) -> str:
    """Name a page, as a link to it or at its head."""
    return {"/daily": say("The daily game"), "/cards": say("Your cards"), "/": say("Join the class")}[path]


def before(say: Catalog, path: str) -> str:
    """Say what a page is for, to a browser that keeps nothing yet."""
    return {
        "/daily": say(
            "Six events, one row. One stands; press where each of the others belongs, and see when it was. The same "
            "for all today; only you see your game. It takes two minutes."
        ),
        "/cards": say("This browser keeps no cards. After a round, or a daily game, “Learn these” makes some."),
    }[path]


def play(say: Catalog) -> str:
    """Label the button that begins the daily game."""
    return say("Play")


def copy(say: Catalog) -> str:
    """Label the button that copies a line."""
    return say("Copy")


def copied(say: Catalog) -> str:
    """Say that it is copied."""
    return say("Copied")


def learn(say: Catalog) -> str:
    """Label the button that makes cards."""
    return say("Learn these")


def learn_note(say: Catalog) -> str:
    """Say what comes of it, before it is pressed."""
    return say(
        "Makes cards, which come back until you know them. This browser keeps them for 90 days after you last looked, "
        "by a cookie of its own; you can delete them there."
    )


def kept_here(say: Catalog) -> str:
    """Say what a browser keeps, and for how long."""
    return say(
        "Kept for this browser alone, without a name: your cards and daily games, for 90 days after you last looked, "
        "by one cookie."
    )


def forget(say: Catalog) -> str:
    """Label the button that deletes all of it."""
    return say("Delete all of it")


def forget_note(say: Catalog) -> str:
    """Say what that means."""
    return say("Cards, games and the cookie go at once. Nobody can bring them back.")


def forgotten(say: Catalog) -> str:
    """Say that it is deleted."""
    return say("Deleted. This browser keeps no cards and no games any more.")


def too_many_notebooks(say: Catalog) -> str:
    """Refuse another notebook."""
    return say("Very many browsers of your network have begun within this hour. Try again in an hour.")


def enter_code(say: Catalog) -> str:
    """Ask for the code."""
    return say("The code on the board")


def go(say: Catalog) -> str:
    """Label the button that goes on."""
    return say("Go on")


def choose_name(say: Catalog) -> str:
    """Ask for a name."""
    return say("Choose your name")


def your_name(say: Catalog) -> str:
    """Label a name that one types."""
    return say("Your name")


def sit(say: Catalog) -> str:
    """Label the button that takes a seat."""
    return say("Join")


def by_number(say: Catalog) -> str:
    """Say how one is shown."""
    return say("You are shown by a number. No account, no e-mail, no name.")


def what_is_kept(say: Catalog) -> str:
    """Say what is kept of a pupil."""
    return say(
        "Kept: your name here and your answers, for the host. A cookie holds your seat for 12 hours; nothing else."
    )


def not_secure(say: Catalog) -> str:
    """Say what a page without encryption lacks."""
    return say("This page is not encrypted (http). Fine in your own network; elsewhere open it over https.")


def wrong_code(say: Catalog) -> str:
    """Refuse a code."""
    return say("No round has this code now. Look at the board again; after a round its code is worth nothing.")


def too_many(say: Catalog) -> str:
    """Refuse further guesses."""
    return say("Too many wrong codes from your network. Wait a minute.")


def dead_link(say: Catalog) -> str:
    """Refuse a link."""
    return say("This link opens nothing: it is of a round that is over, or it was not copied whole.")


def look_again(say: Catalog) -> str:
    """Offer to load the page anew."""
    return say("See how far the round is")


def over_link(say: Catalog) -> str:
    """Refuse a link that was copied from where the round was."""
    return say("This round is over. Its page opens only where it was open before the end.")


def no_seat(say: Catalog) -> str:
    """Send somebody without a seat to the door."""
    return say("You have no seat in a round. Join with the code on the board.")


def move(say: Catalog, name: str) -> str:
    """Label a button of the host's."""
    return {
        "begin": say("Begin"),
        "reveal": say("Reveal now"),
        "next": say("Next question"),
        "finish": say("To the results"),
        "pause": say("Pause"),
        "resume": say("Go on"),
        "skip": say("Skip: it counts for nobody"),
        "stop": say("End the round"),
        "again": say("Another round"),
        "lock": say("Let nobody new in"),
        "unlock": say("Let people in again"),
        "rename": say("Rename"),
        "remove": say("Remove"),
        "extra": say("Give 15 seconds more"),
        "allow": say("Show this name"),
        "deny": say("Keep the number"),
    }[name]


def stop_note(say: Catalog) -> str:
    """Say what comes of ending a round, before it is."""
    return say("Nobody can answer after that. The results stay.")


def players(say: Catalog, number: int) -> str:
    """Head the list of players."""
    return say.count("{number} player", "{number} players", number)


def has_answered(say: Catalog) -> str:
    """Mark a player whose answer is in."""
    return say("answered")


def in_chat(say: Catalog) -> str:
    """Mark a player who is in the chat."""
    return say("in the chat")


def extra_time(say: Catalog, seconds: int) -> str:
    """Tell the host of extra time."""
    return say.count("{number} second more", "{number} seconds more", seconds)


def wants(say: Catalog, name: str) -> str:
    """Tell the host of a name that waits."""
    return say("would like to be “{name}”", name=name)


def new_name(say: Catalog, who: str) -> str:
    """Label the field of a new name."""
    return say("New name ({name})", name=who)


def report(say: Catalog) -> str:
    """Label the file with the results."""
    return say("Results as a spreadsheet")


def report_before(say: Catalog) -> str:
    """Label the file with the results of the round before, which a class has that plays on."""
    return say("Results of the round before")


def mode(say: Catalog, plan: Plan) -> str:
    """Say what is particular about a round, "" where nothing is."""
    return {
        Mode.FIRST: say("The first right answer wins the question."),
        Mode.SURVEY: say("A survey: nothing is right or wrong."),
        Mode.TYPE: say("Type your answer."),
    }.get(plan.mode, "")


def title_of(say: Catalog, page: str) -> str:
    """Head a page's window."""
    return {"board": say("Board"), "seat": say("Your seat"), "host": say("You host")}[page]


def printed(say: Catalog, board: str, host: str, address: str, code: str) -> str:
    """Tell the teacher in the terminal where everybody goes."""
    lines = (
        f"{say('Board, for the projector:')}\n  {board}",
        f"{say('Yours alone, for your phone:')}\n  {host}",
        f"{say('The class:')}\n  {address}  {say('Code')} {code}",
        say("Ctrl+C ends the server; the round is kept, and goes on when you start it again."),
    )
    return "\n".join(lines)
