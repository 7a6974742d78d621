"""A round in browsers: its room, the codes, links and seats that let people in, and the names they get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from random import Random

from bot.chat import User
from bot.frozen import Frozen, replace
from bot.trivia.plan import NAME_LIMIT, Player

# No platform's id of a person begins with it.
WEB = "web:"
MOST_SEATS = 250
# How long a token is valid: a school day.
LIFE = timedelta(hours=12)
# On how many devices a link to the board or the host's page can still be opened when the round is over.
MOST_DEVICES = 20
MOST_LISTED = 200
OFFERS = 3
# Letters that are not confused with each other when they are read out or read off a projector.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXYZ"
CODE_LENGTH = 6
_BASE = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
# 22 of 62 characters are 130 bits, which nobody guesses.
TOKEN_LENGTH = 22

MANNERS = (
    "Brave", "Bright", "Calm", "Clever", "Curious", "Eager", "Gentle", "Happy", "Honest", "Kind", "Lively", "Lucky",
    "Merry", "Nimble", "Patient", "Quick", "Quiet", "Sunny", "Swift", "Wise",
)  # fmt: skip
ANIMALS = (
    "Badger", "Beaver", "Bison", "Crane", "Curlew", "Dolphin", "Falcon", "Finch", "Fox", "Gecko", "Hare", "Hedgehog",
    "Heron", "Ibex", "Jackdaw", "Kestrel", "Lark", "Lynx", "Marten", "Newt", "Osprey", "Otter", "Owl", "Panda",
    "Puffin", "Raven", "Robin", "Salmon", "Seal", "Stork", "Swan", "Tern", "Turtle", "Wren",
)  # fmt: skip


class Naming(StrEnum):
    """What name a seat gets: only a number, one of three made-up names, one of a list, or one that is typed."""

    NUMBER = "number"
    ANIMALS = "animals"
    LIST = "list"
    FREE = "free"


class Door(StrEnum):
    """What a token opens: the board on the projector, the host's page, or a seat."""

    BOARD = "board"
    HOST = "host"
    SEAT = "seat"


class Room(Frozen, frozen=True):
    """A round that browsers may join with a code, until it is over; `names` is the class's list."""

    round: str
    code: str
    naming: Naming = Naming.NUMBER
    names: tuple[str, ...] = ()


class Links(Frozen, frozen=True):
    """A room with fresh secrets: of its board and of the host's page."""

    room: Room
    board: str
    host: str


class Seat(Frozen, frozen=True):
    """A seat, by its user's id; `wish` is a name that waits for the host to allow it, "" for none."""

    user: str
    wish: str = ""


class Pass(Frozen, frozen=True):
    """What a token opens, in which round, and until when; `user` is that of a seat."""

    door: Door
    round: str
    expires_at: datetime
    user: User | None = None


class RoomOpened(Frozen, frozen=True):
    """A round that browsers may join from now on; one that is opened again keeps its code."""

    room: Room


class RoomMoved(Frozen, frozen=True):
    """A room that moves from a round to the next, with its code, its links, and the seats of those who play again."""

    before: str
    after: str


class PassIssued(Frozen, frozen=True):
    """A token that opens something from now on; only its hash is stored."""

    hash: str
    issued: Pass
    wish: str = ""


class WishSettled(Frozen, frozen=True):
    """A seat whose name the host has seen."""

    round: str
    user: User


def opening(
    room: Room, code: str, is_free: Callable[[str], bool], rng: Random, now: datetime
) -> tuple[Links, tuple[RoomOpened | PassIssued, ...]]:
    """Return a room with fresh links, and what to store; one that has a code keeps it, "" draws one that is free."""
    links = Links(replace(room, code=code or new_code(is_free, rng)), new_token(rng), new_token(rng))
    until = now + LIFE
    return links, (
        RoomOpened(links.room),
        PassIssued(hash_of(links.board), Pass(Door.BOARD, room.round, until)),
        PassIssued(hash_of(links.host), Pass(Door.HOST, room.round, until)),
    )


def new_code(is_free: Callable[[str], bool], rng: Random) -> str:
    """Return a code for the class to type that no other room has."""
    codes = iter(lambda: "".join(rng.choice(ALPHABET) for _ in range(CODE_LENGTH)), "")
    return next(code for code in codes if is_free(code))


def read_code(text: str) -> str:
    """Return a code as it was meant: in capitals, without blanks; "" for what cannot be one."""
    code = "".join(text[:50].upper().split())
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def new_token(rng: Random) -> str:
    """Return a secret for a link or a cookie."""
    return "".join(rng.choice(_BASE) for _ in range(TOKEN_LENGTH))


def is_token(text: str) -> bool:
    """Whether a text may be a token at all."""
    return len(text) == TOKEN_LENGTH and text.isascii() and text.isalnum()


def hash_of(token: str) -> str:
    """Return the hash under which a token is stored."""
    return sha256(token.encode()).hexdigest()


def is_seat(user: str) -> bool:
    """Whether a user's id is a seat's: somebody without an account, who cannot be mentioned or written to."""
    return user.startswith(WEB)


def offers(rng: Random, taken: Set[str]) -> tuple[str, ...]:
    """Return three names made up for a seat, none of them taken (folded by `casefold`); fewer when all are."""
    free = [name for name in _made_up() if name.casefold() not in taken]
    return tuple(rng.sample(free, min(OFFERS, len(free))))


def is_made_up(name: str) -> bool:
    """Whether a name is one that could have been offered."""
    manner, _, animal = name.partition(" ")
    return manner in MANNERS and animal in ANIMALS


def taken_names(players: Iterable[Player]) -> frozenset[str]:
    """Return the names that nobody else can have, folded."""
    return frozenset(player.name.casefold() for player in players if player.name)


def read_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Return a class's list: a name a line, each once, without blanks around it."""
    return tuple(dict.fromkeys(line.strip()[:NAME_LIMIT] for line in lines if line.strip()))[:MOST_LISTED]


def _made_up() -> Iterable[str]:
    return (f"{manner} {animal}" for manner in MANNERS for animal in ANIMALS)
