"""Addresses of pictures: what they carry comes back, and nobody but the bot makes one."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.pictures.addresses import LIMIT, Addresses, Drawable, addresses
from bot.pictures.recipes import DayCard, Look

CARD = DayCard("May", "1", "1951", "The fair opens — ярмарка", "On the quay. " * 20, "Source: Chronicle")
OURS = addresses("https://dateline.example.org/bot", ["a secret"])


def parts(address: str) -> tuple[str, str]:
    """Return signature and content, as a server is told them."""
    split = urlsplit(address)
    return split.path.rpartition("/")[2].removesuffix(".png"), parse_qs(split.query)["r"][0]


def test_what_an_address_carries_comes_back() -> None:
    assert OURS.read(*parts(OURS.of(CARD, Look.LIGHT))) == Drawable(CARD, Look.LIGHT)


def test_an_address_stands_under_the_bot_s_own() -> None:
    assert OURS.of(CARD, Look.DARK).startswith("https://dateline.example.org/bot/p/")
    assert len(OURS.of(CARD, Look.DARK)) <= LIMIT


@pytest.mark.parametrize("nowhere", [addresses("", ["a secret"]), addresses("https://x.example", ["", ""])])
def test_without_a_server_or_a_secret_there_is_no_address(nowhere: Addresses) -> None:
    assert nowhere.of(CARD, Look.DARK) == ""
    assert nowhere.read("", "") is None


def test_what_no_platform_takes_has_no_address() -> None:
    noise = "".join(chr(0x4E00 + 7919 * number % 20_000) for number in range(3_000))

    assert OURS.of(DayCard("May", "1", "1951", noise, "", ""), Look.DARK) == ""


@pytest.mark.parametrize(("at", "change"), [(0, "0" * 32), (0, "ü\ud800"), (1, "AAAA"), (1, ""), (1, "\ud800")])
def test_what_we_did_not_sign_is_not_drawn(at: int, change: str) -> None:
    told = list(parts(OURS.of(CARD, Look.DARK)))
    told[at] = change

    assert OURS.read(*told) is None


def test_another_bot_s_address_is_not_ours() -> None:
    assert OURS.read(*parts(addresses("https://x.example", ["another"]).of(CARD, Look.DARK))) is None


def test_an_address_is_known_as_long_as_its_secret_is() -> None:
    old, new = (addresses("https://x.example", secrets) for secrets in (["old"], ["new", "old"]))

    assert new.read(*parts(old.of(CARD, Look.DARK))) == Drawable(CARD, Look.DARK)
    assert old.read(*parts(new.of(CARD, Look.DARK))) is None
