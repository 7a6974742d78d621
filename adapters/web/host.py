"""The host's page, made for a phone: what goes on next, who plays, and what can be done about each of them."""

from __future__ import annotations

from functools import lru_cache

from adapters.web import pieces, words
from adapters.web.html import Html, joined, tag
from adapters.web.pieces import Parts, Scene
from bot.replies.catalog import Catalog
from bot.trivia.plan import Pace, Player
from bot.trivia.round import Phase
from bot.trivia.seats import is_seat

EXTRA = 15


def host(scene: Scene) -> Parts:
    """Return the host's parts."""
    return {
        "head": pieces.title(scene),
        "main": _standing(scene),
        "moves": _moves(scene),
        "players": _players(scene),
    }


def _standing(scene: Scene) -> Html:
    current, say = scene.round, scene.say
    if scene.phase is Phase.LOBBY:
        code = tag("p", say(words.CODE), " ", tag("b", scene.watched.room.code, class_="code"))
        return joined(tag("h1", words.joined(say, len(current.players))), code)
    if scene.phase is Phase.ENDED:
        ranked = joined(pieces.teams(scene), pieces.places(scene, 10)) if current.plan.is_scored else Html("")
        return joined(tag("h1", say(words.OVER)), ranked)
    asked = scene.asked
    if scene.phase is Phase.REVEALED:
        shares = pieces.texts(scene, asked) if current.plan.is_typed else pieces.shares(scene, asked)
        # Whoever goes on by their own word needs not be told so.
        waits = current.plan.pace is Pace.HOST and not scene.is_paused
        return joined(pieces.question(scene, asked), shares, Html("") if waits else pieces.follows(scene))
    answers = len(current.answers_to(current.state.question))
    progress = tag("p", words.answered(say, answers, max(answers, len(current.players))), class_="progress")
    paused = tag("p", say(words.PAUSED), class_="paused") if scene.is_paused else Html("")
    count = pieces.countdown(current.state.deadline, say(words.TIME_LEFT))
    return joined(pieces.question(scene, asked), tag("div", progress, paused, count, class_="row"))


def _moves(scene: Scene) -> Html:
    say, current = scene.say, scene.round
    if scene.phase is Phase.ENDED:
        return joined(
            _results(say(words.REPORT), "last", "primary"), tag("div", _move(scene, "again"), class_="others")
        )
    lock = "unlock" if current.state.is_locked else "lock"
    if scene.is_paused:
        return joined(_move(scene, "resume", is_primary=True), _others(scene, lock))
    is_last = current.state.question + 1 >= len(current.plan.questions)
    names = {Phase.LOBBY: "begin", Phase.OPEN: "reveal", Phase.REVEALED: "finish" if is_last else "next"}
    # Where the host is waited for anyway there is no clock to stop.
    waits = scene.phase is not Phase.OPEN and (current.plan.pace is Pace.HOST or current.plan.waits)
    further = (*(() if waits else ("pause",)), *(("skip",) if scene.phase is Phase.OPEN else ()))
    others = _others(scene, *further, lock)
    earlier = _results(say(words.REPORT_BEFORE), "before", "") if scene.watched.before else ""
    return joined(_move(scene, names[scene.phase], is_primary=True), others, earlier)


def _results(label: str, which: str, kind: str) -> Html:
    kinds = f"button {kind}".strip()
    return tag("p", tag("a", label, href=f"?results={which}", class_=kinds, download="results.xlsx"))


def _others(scene: Scene, *names: str) -> Html:
    return tag("div", *(_move(scene, name) for name in names), _end(scene), class_="others")


def _end(scene: Scene) -> Html:
    """Return a button that ends the round, behind another press: an end by mistake could not be taken back."""
    warning = tag("summary", scene.say(words.MOVES["stop"]), class_="danger")
    # Opened by mistake, it does not stay open when the round goes on.
    moment = f"ending-{scene.round.state.step}"
    return tag("details", warning, tag("p", scene.say(words.STOP_NOTE)), _move(scene, "stop"), id=moment)


def _move(scene: Scene, name: str, *, is_primary: bool = False) -> Html:
    kind = "primary" if is_primary else "danger" if name == "stop" else ""
    # The step says which moment was meant: a second press of the same button does nothing.
    step = tag("input", type="hidden", name="step", value=scene.round.state.step)
    button = tag("button", scene.say(words.MOVES[name]), type="submit", name="move", value=name, class_=kind or None)
    return tag("form", step, button, method="post")


def _players(scene: Scene) -> Html:
    say, current = scene.say, scene.round
    if not current.players or scene.phase is Phase.ENDED:
        return Html("")
    wishes = {seat.user: seat.wish for seat in scene.watched.seats if seat.wish}
    given = current.answers_to(current.state.question) if scene.phase is Phase.OPEN else ()
    answered = {answer.player for answer in given}
    # Names that wait come first.
    players = sorted(current.players, key=lambda player: player.id not in wishes)
    rows = [_player(say, player, wishes.get(player.id, ""), has_answered=player.id in answered) for player in players]
    return joined(tag("h2", words.players(say, len(current.players))), tag("ul", *rows, class_="players"))


# Each answer changes one line of two hundred.
@lru_cache(2048)
def _player(say: Catalog, player: Player, wish: str, *, has_answered: bool) -> Html:
    marks = [say(words.HAS_ANSWERED)] if has_answered else []
    marks += [words.extra_time(say, int(player.extra.total_seconds()))] if player.extra else []
    marks += [] if is_seat(player.id) else [say(words.IN_CHAT)]
    name = tag("span", words.you_are(say, words.player(say, player), player.team), class_="who")
    summary = tag("summary", name, tag("small", say.several(marks)) if marks else "")
    wished = _wish(say, player, wish) if wish else Html("")
    return tag("li", wished, tag("details", summary, _changes(say, player), id=f"player-{player.number}"))


def _wish(say: Catalog, player: Player, wish: str) -> Html:
    said = tag("p", words.player(say, player), " ", say(words.WANTS, name=wish))
    allowed = tag("input", type="hidden", name="name", value=wish)
    buttons = (_about(say, move) for move in ("allow", "deny"))
    return tag("form", said, _number(player), allowed, *buttons, method="post", class_="wish")


def _changes(say: Catalog, player: Player) -> Html:
    name = f"name-{player.number}"
    label = tag("label", say(words.NEW_NAME, name=words.player(say, player)), for_=name, class_="sr")
    field = tag("input", type="text", name="name", id=name, maxlength=30, value=player.name, autocomplete="off")
    buttons = (_about(say, move) for move in ("rename", "extra", "remove"))
    return tag("form", _number(player), label, field, *buttons, method="post", class_="changes")


def _number(player: Player) -> Html:
    return tag("input", type="hidden", name="player", value=player.number)


def _about(say: Catalog, move: str) -> Html:
    kind = "danger" if move == "remove" else None
    return tag("button", say(words.MOVES[move]), type="submit", name="move", value=move, class_=kind)
