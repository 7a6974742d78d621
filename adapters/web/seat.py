"""A seat: what one pupil sees, made of parts that all seats share and of parts of its own."""

from __future__ import annotations

from datetime import datetime

from adapters.web import pieces, shapes, words
from adapters.web.html import Html, joined, tag
from adapters.web.pieces import Parts, Scene
from bot.frozen import Frozen
from bot.replies.trivia import questions
from bot.trivia.plan import Answer, Player
from bot.trivia.questions.asked import Asked
from bot.trivia.round import Phase
from bot.trivia.standings import Place

TEXT_LIMIT = 100


class Own(Frozen, frozen=True):
    """What is a seat's alone: its player, place and wish, and the answer to the question that is shown.

    `is_shared` says that others have the same place; `missed` are, when the round is over, the numbers of the questions
    that were not answered rightly, each with the answer to it.
    """

    player: Player
    place: Place | None
    answer: Answer | None
    wish: str = ""
    is_shared: bool = False
    missed: tuple[tuple[int, Answer | None], ...] = ()


def shared(scene: Scene) -> Parts:
    """Return the parts that all seats have alike."""
    main = {Phase.LOBBY: _lobby, Phase.OPEN: _open, Phase.REVEALED: _revealed, Phase.ENDED: _ended}[scene.phase]
    return {"head": pieces.title(scene), "main": main(scene), "foot": _foot(scene)}


def own(scene: Scene, seat: Own) -> Parts:
    """Return the parts that are a seat's own."""
    mine = {Phase.LOBBY: _waiting, Phase.OPEN: _taken, Phase.REVEALED: _verdict, Phase.ENDED: _result}[scene.phase]
    return {"time": _time(scene, seat), "mine": mine(scene, seat), "me": _me(scene, seat)}


def deadline(scene: Scene, seat: Own) -> datetime | None:
    """Return until when a seat may answer, its extra time included; None while no time is running."""
    until = scene.round.state.deadline
    return until + seat.player.extra if until else None


def announcement(scene: Scene, seat: Own) -> str:
    """Return what a screen reader says of a seat's own answer, verdict or place."""
    if scene.phase is Phase.OPEN:
        return _in(scene, seat)
    if scene.phase is Phase.REVEALED and not pieces.is_skipped(scene):
        return words.verdict(scene.say, _right(seat), has_answered=seat.answer is not None)
    return _standing(scene, seat) if scene.phase is Phase.ENDED else ""


def removed(scene: Scene) -> Parts:
    """Return the parts for somebody whom the host has taken out."""
    return {"time": Html(""), "mine": tag("p", scene.say(words.REMOVED), class_="verdict"), "me": Html("")}


def _lobby(scene: Scene) -> Html:
    note = scene.say(words.MODES.get(scene.round.plan.mode, words.NO_HURRY))
    return joined(tag("h1", scene.say(words.IS_IN)), tag("p", note, class_="hint"))


def _open(scene: Scene) -> Html:
    asked = scene.asked
    place = tag("input", type="hidden", name="question", value=scene.round.state.question)
    legend = tag("legend", scene.say(words.CHOOSE), class_="sr")
    fields = tag("fieldset", legend, place, _controls(scene, asked), disabled=scene.is_paused)
    form = tag("form", fields, method="post", action="/answer", class_="answering", id="answering")
    return joined(tag("div", pieces.question(scene, asked), pieces.hints(scene, asked), class_="asked"), form)


def _controls(scene: Scene, asked: Asked) -> Html:
    if asked.several:
        return _boxes(scene, asked)
    return _field(scene) if scene.round.plan.is_typed else _buttons(scene, asked)


def _boxes(scene: Scene, asked: Asked) -> Html:
    """Return a box for each choice, of which several are to be ticked, and a button that sends them."""
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="text", value=questions.LETTERS[index], id=f"choice-{index}"),
            *_lettered(index, text),
            class_="choice",
            data_choice=index,
        )
        for index, text in enumerate(pieces.choice_texts(scene, asked))
    ]
    send = tag("button", scene.say(words.SEND), type="submit", class_="primary")
    return tag("div", *boxes, send, class_=f"choices n{len(boxes)}")


def _buttons(scene: Scene, asked: Asked) -> Html:
    buttons = [
        tag(
            "button",
            *_lettered(index, text),
            type="submit",
            name="choice",
            value=index,
            id=f"choice-{index}",
            class_="choice",
            data_choice=index,
            aria_pressed="false",
        )
        for index, text in enumerate(pieces.choice_texts(scene, asked))
    ]
    return tag("div", *buttons, class_=f"choices n{len(buttons)}")


def _lettered(index: int, text: str) -> tuple[Html, Html, Html]:
    letter = questions.LETTERS[index]
    return shapes.letter(index, letter), tag("span", f"{letter}: ", class_="sr"), tag("span", text, class_="text")


def _field(scene: Scene) -> Html:
    say = scene.say
    label = tag("label", say(words.YOUR_TEXT), for_="text")
    field = tag("input", type="text", name="text", id="text", maxlength=TEXT_LIMIT, autocomplete="off", required=True)
    return tag("div", label, field, tag("button", say(words.SEND), type="submit", class_="primary"), class_="typing")


def _revealed(scene: Scene) -> Html:
    asked = scene.asked
    plan = scene.round.plan
    skipped = tag("p", scene.say(words.SKIPPED), class_="note") if pieces.is_skipped(scene) else Html("")
    shares = pieces.texts(scene, asked) if plan.is_typed else pieces.shares(scene, asked)
    why = pieces.why(scene, asked, has_links=True) if plan.is_scored else Html("")
    return joined(tag("div", pieces.question(scene, asked), class_="asked"), skipped, shares, why)


def _ended(scene: Scene) -> Html:
    reason = words.ending(scene.say, scene.round.state.ending)
    return joined(tag("h1", scene.say(words.OVER)), pieces.line(reason))


def _foot(scene: Scene) -> Html:
    if scene.phase is Phase.REVEALED:
        return pieces.follows(scene)
    return tag("p", scene.say(words.PAUSED), class_="paused") if scene.is_paused else Html("")


def _time(scene: Scene, seat: Own) -> Html:
    return pieces.countdown(deadline(scene, seat), scene.say(words.TIME_LEFT))


def _me(scene: Scene, seat: Own) -> Html:
    say = scene.say
    name = words.you_are(say, words.player(say, seat.player), seat.player.team)
    wish = tag("small", say(words.WISH, name=seat.wish)) if seat.wish else Html("")
    return joined(tag("span", name, class_="name"), wish)


def _waiting(scene: Scene, seat: Own) -> Html:
    return Html("")


def _taken(scene: Scene, seat: Own) -> Html:
    return pieces.line(_in(scene, seat), "taken")


def _in(scene: Scene, seat: Own) -> str:
    """Return that the answer is in, "" where none is."""
    asked, given = scene.round.asked, seat.answer
    if given is None or asked is None:
        return ""
    return words.is_in(
        scene.say, questions.given_lettered(scene.say, asked, given), can_change=scene.round.plan.can_change
    )


def _right(seat: Own) -> bool | None:
    return seat.answer.is_right if seat.answer else False


def _verdict(scene: Scene, seat: Own) -> Html:
    asked, say = scene.asked, scene.say
    right = _right(seat)
    sign = shapes.mark(is_right=right) if seat.answer and right is not None else Html("")
    kind = "right" if right else "wrong" if seat.answer and right is False else "none"
    head = tag("p", sign, words.verdict(say, right, has_answered=seat.answer is not None), class_=f"verdict {kind}")
    said = Html("")
    if seat.answer and right is False:
        said = tag("p", say(words.YOUR_ANSWER), " ", tag("b", questions.given_lettered(say, asked, seat.answer)))
    return joined(head, said, _score(scene, seat))


def _score(scene: Scene, seat: Own) -> Html:
    return pieces.line(_standing(scene, seat), "score")


def _standing(scene: Scene, seat: Own) -> str:
    """Return where the seat stands, "" while there are no standings."""
    if seat.place is None or not (scene.has_standings or scene.phase is Phase.ENDED) or not scene.round.plan.is_scored:
        return ""
    done = len(set(range(scene.round.state.question + 1)) - set(scene.round.state.skipped))
    players = len(scene.round.players)
    right, rank = seat.place.right, seat.place.rank
    return words.your_score(scene.say, right, done, rank, players, is_shared=seat.is_shared)


def _result(scene: Scene, seat: Own) -> Html:
    current, say = scene.round, scene.say
    if not current.plan.is_scored:
        return tag("p", say(words.THANKS))
    if not seat.missed:
        return joined(_score(scene, seat), tag("p", say(words.NOTHING_MISSED)))
    missed = tag("ol", *(_missed(scene, number, given) for number, given in seat.missed), class_="missed")
    return joined(_score(scene, seat), tag("h2", say(words.MISSED)), missed, _learning(scene))


def _learning(scene: Scene) -> Html:
    """Return a form that makes cards of what was missed; it leads to another page, so no script sends it."""
    press = tag("button", scene.say(words.LEARN), type="submit", class_="primary")
    note = tag("p", scene.say(words.LEARN_NOTE), class_="hint")
    return tag("form", press, note, method="post", action="/learn", class_="learning", data_leaves=True)


def _missed(scene: Scene, number: int, given: Answer | None) -> Html:
    asked, say = scene.round.plan.questions[number], scene.say
    said = tag("p", say(words.NO_ANSWER), class_="said")
    if given:
        text = questions.given_lettered(say, asked, given)
        said = tag("p", say(words.YOUR_ANSWER), " ", tag("s", text), class_="said")
    answer = tag("p", shapes.mark(is_right=True), tag("b", pieces.answer(scene, asked)), class_="answer")
    return tag("li", pieces.question(scene, asked, "h3"), said, answer, pieces.why(scene, asked, has_links=True))
