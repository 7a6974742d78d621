"""What is mutated to spoil the readers: the same files wherever and whenever they are made."""

from __future__ import annotations

import io
from itertools import islice
from zipfile import ZIP_STORED, ZipFile

import pytest

from bot.files.archives import is_archive
from bot.trivia.formats.readers import READERS
from tests.fuzz import PACKAGES, SEEDS, files
from tests.trivia.formats.sample import samples


def test_no_package_tells_when_or_by_which_library_it_was_written() -> None:
    parts = [part for number in PACKAGES for part in ZipFile(io.BytesIO(SEEDS[number])).infolist()]

    assert len(PACKAGES) == sum(map(is_archive, SEEDS)) > 20
    assert {(part.date_time[0], part.compress_type) for part in parts} == {(1980, ZIP_STORED)}
    assert not [part.filename for part in parts if part.filename.startswith("docProps/")]


@pytest.mark.parametrize("format", READERS)
def test_each_reader_has_a_dozen_files_good_and_broken(format: str) -> None:
    files = samples()[format]

    assert len({one.content for one in files}) >= 12
    assert any(one.questions and not one.lost for one in files)
    assert any(one.lost or one.remarks for one in files)


def test_a_seed_gives_the_same_files_again_and_another_seed_others() -> None:
    first, again, other = (list(islice(files(seed), 50)) for seed in (1, 1, 2))

    assert first == again
    assert first != other
