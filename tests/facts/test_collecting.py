"""The garbage collector rests while packs are read, and works again after."""

from __future__ import annotations

import gc

import pytest

from bot.facts.collecting import without_collecting


def test_the_collector_rests_and_works_again_after() -> None:
    with without_collecting():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_the_collector_works_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="spoilt"), without_collecting():
        raise ValueError("spoilt")

    assert gc.isenabled()


def test_within_another_rest_the_collector_goes_on_resting() -> None:
    with without_collecting():
        with without_collecting():
            pass

        assert not gc.isenabled()
