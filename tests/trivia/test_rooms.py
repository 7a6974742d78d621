"""Rooms over both databases: who is let in, by which name, and what each secret opens."""

from __future__ import annotations

from bot.rooms import Rooms
from bot.trivia.seats import WEB, Door, Naming
from tests.trivia.classroom import Classroom


def test_a_seat_a_board_and_a_host_s_device_have_each_a_secret_of_their_own(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 lobby:60")
    code, rooms = classroom.started().round.id, Rooms(classroom.bot.store)
    links = rooms.open(code, Naming.FREE, (), classroom.now).result()
    seat = rooms.sit(links.room.code, "Zoë", classroom.now).result()
    device = rooms.keep(Door.HOST, code, classroom.now).result()
    found = [rooms.pass_of(token).result() for token in (seat, links.board, links.host, device)]
    watched = rooms.watched(code).result()

    assert [one.door for one in found if one] == [Door.SEAT, Door.BOARD, Door.HOST, Door.HOST]
    assert [one.user is not None and one.user.id.startswith(WEB) for one in found if one] == [True] + [False] * 3
    assert watched
    assert (watched.room, [one.wish for one in watched.seats]) == (links.room, ["Zoë"])
    assert rooms.welcome(links.room.code).result().room == links.room


def test_who_comes_late_to_the_next_round_chooses_from_no_list_but_has_a_number(classroom: Classroom) -> None:
    classroom.ask("/trivia start number:2 lobby:60")
    rooms = Rooms(classroom.bot.store)
    links = rooms.open(classroom.started().round.id, Naming.LIST, ("Ann", "Bob"), classroom.now).result()

    classroom.ask("/trivia stop")
    classroom.ask("/trivia again")

    welcome = rooms.welcome(links.room.code).result()
    assert (welcome.room.naming, welcome.names) == (Naming.NUMBER, ())
