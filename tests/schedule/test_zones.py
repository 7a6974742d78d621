"""Time zones are found by what people call them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, strategies as st

from bot.schedule.cities import CITIES
from bot.schedule.gathered import gathered
from bot.schedule.places import CLOCKS, PLACES, Sort, names, zone_names
from bot.schedule.zones import MOST, exact_zone, find_zones, zone_label, zones_called, zones_like


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
        ("Буэнос-Айрес", "America/Argentina/Buenos_Aires"),
        ("Roma", "Europe/Rome"),
        ("Rom", "Europe/Rome"),
        ("Wien", "Europe/Vienna"),
        ("München", "Europe/Berlin"),
        ("Москва", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("Österreich", "Europe/Vienna"),
        ("LA", "America/Los_Angeles"),
        ("Cuba", "America/Havana"),
        ("GB", "Europe/London"),
        ("PST8PDT", "America/Los_Angeles"),
        ("JST", "Asia/Tokyo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Mumbai", "Asia/Kolkata"),
        ("Washington", "America/New_York"),
        ("france", "Europe/Paris"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("Europe/Kiev", "Europe/Kiev"),
        ("Kiev", "Europe/Kyiv"),
        ("Питер", "Europe/Moscow"),
        ("California", "America/Los_Angeles"),
        ("Paris, France", "Europe/Paris"),
        ("Washington, D.C.", "America/New_York"),
        ("London, Ontario", "America/Toronto"),
        ("Wien, Österreich", "Europe/Vienna"),
        ("Deutschland", "Europe/Berlin"),
        ("lond", ""),
        ("york", ""),
        ("Londn", ""),
        ("", ""),
        ("   ", ""),
        ("Atlantis", ""),
        ("Factory", ""),
    ],
)
def test_a_name_finds_its_zone_alone(text: str, zone: str) -> None:
    assert zones_called(text) == ((zone,) if zone else ())


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("lond", ["Europe/London"]),
        ("york", ["America/New_York"]),
        ("Londn", ["Europe/London"]),
        ("Europe/Kyev", ["Europe/Kyiv"]),
        ("Atlantis", []),
        ("", []),
        ("Romani", ["Europe/Bucharest"]),
    ],
)
def test_half_a_name_or_one_with_a_slip_is_like_some(text: str, zones: list[str]) -> None:
    assert list(zones_like(text))[:1] == zones


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("EST", ["America/New_York", "America/Panama"]),
        ("est", ["America/New_York", "America/Panama"]),
        ("MST", ["America/Denver", "America/Phoenix"]),
        ("EDT", ["America/New_York", "America/Toronto"]),
        ("CET", ["Europe/Berlin", "Africa/Algiers"]),
        ("CEST", ["Europe/Berlin", "Europe/Paris"]),
        ("BST", ["Europe/London", "Asia/Dhaka"]),
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("HST", ["Pacific/Honolulu", "America/Adak"]),
        ("WEST", ["Europe/Lisbon", "Atlantic/Canary"]),
        ("PST", ["America/Los_Angeles", "Asia/Manila"]),
        ("Paris, Texas", ["America/Chicago", "America/Denver"]),
        ("Georgia", ["America/New_York", "Asia/Tbilisi"]),
        ("US", ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]),
        ("Eastern Time", ["America/New_York", "America/Panama"]),
        ("Mitteleuropäische Zeit", ["Europe/Berlin", "Africa/Algiers"]),
    ],
)
def test_an_abbreviation_leads_to_places_and_never_to_an_offset(text: str, places: list[str]) -> None:
    assert list(zones_called(text))[: len(places)] == places


@pytest.mark.parametrize("text", sorted(CLOCKS))
def test_no_abbreviation_is_taken_without_a_question(text: str) -> None:
    assert len(find_zones(text)) > 1
    assert exact_zone(text) == ""


@given(
    st.integers(-12, 14), st.sampled_from(["UTC", "GMT", "utc", ""]), st.sampled_from(["{:+d}", "{:+03d}:00", " {:+d}"])
)
def test_an_offset_is_what_it_is_all_the_year(hours: int, prefix: str, form: str) -> None:
    (zone,) = find_zones(prefix + form.format(hours))

    offsets = {datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)}
    assert offsets == {timedelta(hours=hours)}


@pytest.mark.parametrize(
    ("text", "minutes"), [("UTC+5:30", 330), ("GMT+0545", 345), ("UTC-9:30", -570), ("UTC−3", -180)]
)
def test_an_offset_may_have_minutes_and_any_dash(text: str, minutes: int) -> None:
    (zone,) = find_zones(text)

    offsets = {datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in range(1, 13)}
    assert offsets == {timedelta(minutes=minutes)}


@pytest.mark.parametrize("text", ["UTC+15", "UTC-13", "UTC+5:45:00", "UTC-3:30", "UTC+99:99", "+"])
def test_an_offset_that_nobody_keeps_the_whole_year_names_no_zone(text: str) -> None:
    assert find_zones(text) == ()


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Etc/GMT-2", "UTC+2"),
        ("Etc/GMT+8", "UTC-8"),
        ("Etc/GMT-0", "UTC"),
        ("America/New_York", "America/New York"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_shown_as_people_write_it(zone: str, label: str) -> None:
    assert zone_label(zone) == label


@pytest.mark.parametrize("zone", [zone for zone in sorted(zone_names().values()) if not zone.startswith("Etc")])
def test_what_is_shown_of_a_zone_leads_back_to_it(zone: str) -> None:
    assert find_zones(zone_label(zone)) == (zone,)


def test_every_name_leads_to_zones_that_can_be_opened() -> None:
    zones = {zone for sort in (Sort.CITY, Sort.CLOCK) for named in names(sort).values() for zone in named}

    assert zones <= available_timezones()


def test_the_names_are_those_of_the_libraries_that_are_installed() -> None:
    assert PLACES.read_text(encoding="utf-8") == gathered()


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
