"""Time zones are found by what people call them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.zones import CITIES, MOST, exact_zone, find_zones


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Paris", "Europe/Paris"),
        ("  paris ", "Europe/Paris"),
        ("europe/PARIS", "Europe/Paris"),
        ("America/New York", "America/New_York"),
        ("New York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("Буэнос-Айрес", ""),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mumbai", "Asia/Kolkata"),
        ("Washington", "America/New_York"),
        ("france", "Europe/Paris"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("EST", "EST"),
        ("Kiev", "Europe/Kiev"),
        ("lond", "Europe/London"),
        ("york", "America/New_York"),
        ("", ""),
        ("   ", ""),
        ("Atlantis", ""),
        ("Factory", ""),
    ],
)
def test_a_name_finds_its_zone_alone(text: str, zone: str) -> None:
    assert find_zones(text) == ((zone,) if zone else ())


def test_a_country_with_several_zones_offers_them_from_the_largest_on() -> None:
    found = find_zones("United States")

    assert found[0] == "America/New_York"
    assert "America/Chicago" in found


def test_a_beginning_finds_all_that_begin_so() -> None:
    assert {"America/Santiago", "Europe/San_Marino"} <= set(find_zones("san"))


def test_every_zone_that_is_offered_exists() -> None:
    for zone in (*CITIES, *find_zones("a"), *find_zones("europe")):
        assert ZoneInfo(zone)
        assert exact_zone(zone) == zone


@given(st.text(max_size=40))
def test_nothing_that_is_typed_finds_more_than_fits(text: str) -> None:
    assert len(find_zones(text)) <= MOST
