"""Reads a folder of YAML into a Pack, or into every problem it has, each with its place.

A pack of the second format keeps the rules, but for what its exceptions list. One of the first format is read, too;
what it lacks by the rules is a hint.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode

from bot.authoring import checks, exceptions, publishers, rules
from bot.authoring.fields import ID
from bot.authoring.format import FORMATS, PACK
from bot.facts.collecting import without_collecting
from bot.facts.files import PACK_FILE, SUFFIXES, pack_files
from bot.facts.model import Kind, Pack, PackInfo, Record
from bot.files.documents import entries, read_document
from bot.files.problems import Place, Problem, Reading, in_order, nearest
from bot.frozen import Frozen

# The format whose rules this version checks.
FORMAT = 2
OTHER_FILES = (PACK_FILE, exceptions.FILE, publishers.FILE)


class LoadedPack(Frozen, frozen=True):
    """What reading a folder gave: a pack, or the problems for which there is none; and hints to make it better.

    `breaches` are all breaches of the rules, excepted or not.
    """

    pack: Pack | None
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...] = ()
    breaches: tuple[Problem, ...] = ()


@without_collecting()
def load_pack(folder: Path) -> LoadedPack:
    """Read a pack folder; with any problem at all there is no pack."""
    reading = Reading()
    info = _read_info(folder, reading)
    records = {kind: tuple(_read_kind(folder, kind, reading)) for kind in Kind}
    if info is None:
        return LoadedPack(None, in_order(reading.problems))
    tiers = {**publishers.usual_publishers(), **publishers.read_publishers(folder / publishers.FILE, reading)}
    excepted = exceptions.read_exceptions(folder, reading)
    pack = Pack(info, **{kind.value: records[kind] for kind in Kind})  # type: ignore[arg-type]  # by kind
    pack = publishers.rated(pack, tiers)
    reading.file = str(folder / PACK_FILE)
    checks.check(pack, reading)
    rules.check(pack, reading)
    _check_files(folder, reading)
    return _judged(pack, excepted, reading)


def _judged(pack: Pack, excepted: exceptions.Exceptions, reading: Reading) -> LoadedPack:
    """Return the pack if nothing is wrong; in a pack of the second format to break a rule is wrong too."""
    breaches = in_order(reading.breaches)
    hints = [*reading.hints]
    problems = set(reading.problems)
    if pack.info.format < FORMAT:
        hints += breaches
    elif not problems:
        # Only where all could be read: a record that could not may keep a rule, or need an exception.
        problems.update(excepted.judge(breaches))
    return LoadedPack(None if problems else pack, in_order(problems), in_order(hints), breaches)


def _read_info(folder: Path, reading: Reading) -> PackInfo | None:
    path = folder / PACK_FILE
    reading.file = str(path)
    if not path.is_file():
        fault = "there is no pack.yaml" if folder.is_dir() else "there is no such folder"
        reading.wrong_at(Place(str(path)), f"{fault}; `dateline packs new NAME` writes a pack to start from")
        return None
    before = len(reading.problems)
    node = read_document(path, reading)
    if node is None:
        if len(reading.problems) == before:
            reading.wrong_at(
                Place(str(path)), "the file is empty; it needs a title, license, languages, version, as_of"
            )
        return None
    if not ID.fullmatch(folder.resolve().name):
        reading.wrong_at(Place(str(folder)), "a pack's folder is named with lower-case letters, digits and hyphens")
        return None
    return PACK.read(node, reading, id=folder.resolve().name)


def _read_kind(folder: Path, kind: Kind, reading: Reading) -> Iterator[Record]:
    for path in files_of(folder, kind):
        reading.file = str(path)
        before = len(reading.problems)
        node = read_document(path, reading)
        if node is not None:
            yield from _read_records(node, kind, reading)
        elif len(reading.problems) > before:
            reading.unread.add(kind)


def files_of(folder: Path, kind: Kind) -> tuple[Path, ...]:
    """Return the files of a pack that hold records of a kind."""
    single = (folder / f"{kind}{suffix}" for suffix in SUFFIXES)
    several = pack_files(folder / kind) if (folder / kind).is_dir() else ()
    return (*(path for path in single if path.is_file()), *several)


def _read_records(root: MappingNode, kind: Kind, reading: Reading) -> Iterator[Record]:
    for key, node in entries(root, reading):
        place = reading.place(key)
        if not ID.fullmatch(key.value) or len(key.value) > checks.ID_LIMIT:
            limit = checks.ID_LIMIT
            reading.wrong(key, f"“{key.value}” is no id; use at most {limit} lower-case letters, digits and hyphens")
        if earlier := reading.places.get(key.value):
            reading.wrong(key, f"the id “{key.value}” is already used in {earlier.file}:{earlier.line}; choose another")
            continue
        reading.record = key.value
        reading.places[key.value] = place
        reading.kinds[key.value] = kind
        record = FORMATS[kind].read(node, reading, id=key.value)
        if record is not None:
            yield record


def _check_files(folder: Path, reading: Reading) -> None:
    """Note files that no kind of record takes, so that a misspelt name does not hide facts."""
    known = {*map(Path, OTHER_FILES), *(Path(f"{kind}{suffix}") for kind in Kind for suffix in SUFFIXES)}
    for path in pack_files(folder):
        relative = path.relative_to(folder)
        if relative not in known and (len(relative.parts) < 2 or relative.parts[0] not in list(Kind)):
            hint = nearest(relative.parts[0], [*Kind, *(f"{kind}.yaml" for kind in Kind)])
            reading.wrong_at(Place(str(path)), f"nothing reads this file; name it after one of {', '.join(Kind)}{hint}")
