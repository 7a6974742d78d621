"""Installations, consents under way, and what encrypts their secrets."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from bot.community import Community, CommunityJoined, CommunityLeft, Installed, Uninstalled
from bot.store.store import Store
from bot.store.vault import Vault
from tests.store.memories import CLUB, DAY, NOON, SCHOOL, save

NEW, OLD, OTHER = (Fernet.generate_key().decode() for _ in range(3))


def secret(store: Store, community: Community = SCHOOL) -> str | None:
    return store.read(lambda records: records.installation(community))


def test_the_last_secret_of_a_community_is_kept(store: Store) -> None:
    save(store, Installed(SCHOOL, "one", NOON))
    save(store, Installed(SCHOOL, "two", NOON))

    assert secret(store) == "two"
    assert secret(store, CLUB) is None


def test_all_of_a_platform_are_found(store: Store) -> None:
    elsewhere = Community("slack", "T1")
    save(store, Installed(SCHOOL, "one", NOON), Installed(CLUB, "two", NOON), Installed(elsewhere, "three", NOON))

    assert store.read(lambda records: records.installations("discord")) == {SCHOOL: "one", CLUB: "two"}


def test_what_is_taken_back_is_gone(store: Store) -> None:
    save(store, Installed(SCHOOL, "one", NOON))

    save(store, Uninstalled(SCHOOL), Uninstalled(CLUB))

    assert secret(store) is None


@pytest.mark.parametrize(("changes", "kept"), [((), None), ((CommunityJoined(SCHOOL),), "one")])
def test_it_goes_with_a_community_that_has_left(store: Store, changes: tuple[object, ...], kept: str | None) -> None:
    save(store, Installed(SCHOOL, "one", NOON), CommunityLeft(SCHOOL, NOON), *changes)

    store.purge(NOON + 31 * DAY)

    assert secret(store) == kept


def test_what_is_sealed_is_opened_with_any_key() -> None:
    sealed = Vault([OLD]).seal("xoxb-1")

    assert "xoxb" not in sealed
    assert Vault([NEW, OLD]).open(sealed) == "xoxb-1"


def test_an_older_key_is_told_from_the_first() -> None:
    vault = Vault([NEW, OLD])

    assert [vault.is_current(Vault([key]).seal("xoxb-1")) for key in (NEW, OLD)] == [True, False]


def test_without_the_key_nothing_is_opened() -> None:
    with pytest.raises(ValueError, match="no key opens"):
        Vault([NEW]).open(Vault([OTHER]).seal("xoxb-1"))


@pytest.mark.parametrize("keys", [[], ["short"], [NEW, ""]])
def test_what_is_no_key_is_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key"):
        Vault(keys)
