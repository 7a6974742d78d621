"""Reads a folder of YAML into a Pack, or into every problem it has, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yaml.nodes import MappingNode

from bot.authoring import checks
from bot.authoring.fields import ID
from bot.authoring.format import FORMATS, PACK
from bot.facts.files import PACK_FILE, SUFFIXES, pack_files
from bot.facts.model import Kind, Pack, PackInfo, Record
from bot.files.documents import entries, read_document
from bot.files.problems import Place, Problem, Reading, nearest


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """What reading a folder gave: a pack, or the problems for which there is none."""

    pack: Pack | None
    problems: tuple[Problem, ...]


def load_pack(folder: Path) -> LoadedPack:
    """Read a pack folder; with any problem at all there is no pack."""
    reading = Reading()
    info = _read_info(folder, reading)
    records = {kind: tuple(_read_kind(folder, kind, reading)) for kind in Kind}
    if info:
        pack = Pack(info, **{_attribute(kind): records[kind] for kind in Kind})  # type: ignore[arg-type]  # by kind
        checks.check(pack, reading)
        _check_files(folder, reading)
    problems = tuple(sorted(set(reading.problems)))
    return LoadedPack(None if problems or not info else pack, problems)


def _attribute(kind: Kind) -> str:
    return kind.value


def _read_info(folder: Path, reading: Reading) -> PackInfo | None:
    path = folder / PACK_FILE
    reading.file = str(path)
    if not path.is_file():
        what = "there is no pack.yaml" if folder.is_dir() else "there is no such folder"
        reading.wrong_at(Place(str(path)), f"{what}; `dateline packs new NAME` writes a pack to start from")
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
    for path in _files_of(folder, kind):
        reading.file = str(path)
        node = read_document(path, reading)
        if node is not None:
            yield from _read_records(node, kind, reading)


def _files_of(folder: Path, kind: Kind) -> tuple[Path, ...]:
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
        reading.places[key.value] = place
        reading.kinds[key.value] = kind
        record = FORMATS[kind].read(node, reading, id=key.value)
        if record is not None:
            yield record


def _check_files(folder: Path, reading: Reading) -> None:
    """Note files that no kind of record takes, so that a misspelt name does not hide facts."""
    known = {Path(PACK_FILE), *(Path(f"{kind}{suffix}") for kind in Kind for suffix in SUFFIXES)}
    for path in pack_files(folder):
        relative = path.relative_to(folder)
        if relative not in known and (len(relative.parts) < 2 or relative.parts[0] not in list(Kind)):
            hint = nearest(relative.parts[0], [*Kind, *(f"{kind}.yaml" for kind in Kind)])
            reading.wrong_at(Place(str(path)), f"nothing reads this file; name it after one of {', '.join(Kind)}{hint}")
