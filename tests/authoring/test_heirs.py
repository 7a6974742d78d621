"""Who led the state that took the place of another followed its last leader, where there is but one such state."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.facts.incumbents import terms_beside
from bot.facts.model import Person
from bot.shelf import open_library
from tests.authoring.conftest import add

_STATE = """
{id}:
  name: {name}
  text: A state at the sea.
  leaders: [{leaders}]
  sources: ["chronicle, page 9"]
"""
_LEADER = """
{id}:
  name: {name}
  born: 1900
  text: Leader of a state at the sea.
  roles:
    - {{title: {title}, from: {first}, to: {last}}}
  sources: ["chronicle, page 9"]
"""


@pytest.mark.parametrize(("heirs", "followed"), [(["north"], ["Nora North"]), (["north", "south"], [])])
def test_only_a_single_heir_of_a_state_has_who_followed_its_leader(
    pack: Path, tmp_path: Path, heirs: list[str], followed: list[str]
) -> None:
    add(pack, "countries.yaml", _STATE.format(id="realm", name="Realm", leaders="King of the Realm"))
    add(
        pack,
        "people.yaml",
        _LEADER.format(id="rex", name="Rex Realm", title="King of the Realm", first=1940, last=1950),
    )
    for id in heirs:
        state = _STATE.format(id=id, name=id.title(), leaders=f"Consul of {id.title()}")
        add(pack, "countries.yaml", f"{state}  succeeded: realm\n")
        leader = _LEADER.format(
            id=f"{id}-one", name=f"Nora {id.title()}", title=f"Consul of {id.title()}", first=1949, last=1960
        )
        add(pack, "people.yaml", leader)
    library, problems = open_library([pack], tmp_path / "cache")
    rex = library.fact("rex")

    assert problems == ()
    assert isinstance(rex, Person)
    assert [term.person.name for term in terms_beside(library, rex, 1, ())] == followed
