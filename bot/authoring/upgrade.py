"""Rewrites a pack of the first format in the second, in the authors' own text: comments and order stay.

What no program can know, such as what is disputed, is left to the authors and listed as an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.authoring import exceptions
from bot.authoring.editing import Editing
from bot.authoring.packs import FORMAT, LoadedPack, files_of, load_pack
from bot.authoring.rules.addresses import fault_of, page_of
from bot.facts.files import PACK_FILE
from bot.facts.model import Kind, Pack

_CITING = (Kind.PERSON, Kind.COUNTRY, Kind.ORGANIZATION, Kind.TERM, Kind.EVENT, Kind.QUESTION)


def upgrade(folder: Path) -> LoadedPack:
    """Rewrite a pack's files and return it as it is read then; one with problems is left as it is."""
    before = load_pack(folder)
    if all(problem.rule == exceptions.STALE for problem in before.problems) and before.problems:
        _write_exceptions(folder, before)
        before = load_pack(folder)
    if before.pack is None:
        return before
    _move_copies(folder, before.pack)
    _join_twins(folder, before.pack)
    _part_countries(folder, before.pack)
    _except(folder, before.pack)
    return load_pack(folder)


def _move_copies(folder: Path, pack: Pack) -> None:
    """Make an address that is no publisher's own the `copy`, where a work was read and which nobody is shown."""
    faulty = {source.id for source in pack.sources if fault_of(source.url)}
    for editing in _edited(folder, (Kind.SOURCE,)):
        for id in faulty & set(editing.ids):
            record = editing.record(id)
            if editing.value(record, "copy"):
                editing.drop(record, "url")
            else:
                editing.rename(record, "url", "copy")


def _join_twins(folder: Path, pack: Pack) -> None:
    """Let one source stand for each page, and every citation name it."""
    twins = _twins(pack)
    for editing in _edited(folder, (Kind.SOURCE,)):
        for id in set(twins) & set(editing.ids):
            editing.drop_record(id)
    for editing in _edited(folder, _CITING if twins else ()):
        for id in editing.ids:
            for citation in _citations(editing.record(id)):
                _rename_source(editing, citation, twins)


def _twins(pack: Pack) -> dict[str, str]:
    """Return the sources whose page an earlier source has too, each with that one's id."""
    first: dict[str, str] = {}
    pages = {source.id: page for source in pack.sources if (page := page_of(source.url or source.copy))}
    return {id: first[page] for id, page in pages.items() if first.setdefault(page, id) != id}


def _citations(node: Node) -> Iterator[Node]:
    """Return what every list of sources below a node holds."""
    children: list[tuple[str, Node]] = []
    if isinstance(node, MappingNode):
        children = [(key.value, value) for key, value in node.value]
    elif isinstance(node, SequenceNode):
        children = [("", child) for child in node.value]
    for name, child in children:
        if name == "sources" and isinstance(child, SequenceNode):
            yield from child.value
        else:
            yield from _citations(child)


def _rename_source(editing: Editing, citation: Node, twins: dict[str, str]) -> None:
    name = editing.value(citation, "source") if isinstance(citation, MappingNode) else citation
    if isinstance(name, ScalarNode):
        id, comma, locator = name.value.partition(",")
        if id.strip() in twins:
            editing.replace(name, quoted(f"{twins[id.strip()]}{comma}{locator}", name.style or ""))


def quoted(text: str, style: str) -> str:
    """Return a text as a scalar of YAML in the style in which it stood."""
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if style == '"' else text


def _part_countries(folder: Path, pack: Pack) -> None:
    """Name the countries of an event apart from its organizations."""
    countries = {country.id for country in pack.countries}
    for editing in _edited(folder, (Kind.EVENT,)):
        for id in editing.ids:
            record = editing.record(id)
            node = editing.value(record, "organizations")
            bodies = [child.value for child in node.value] if isinstance(node, SequenceNode) else []
            if moved := [body for body in bodies if body in countries]:
                _part(editing, record, moved, [body for body in bodies if body not in countries])


def _part(editing: Editing, record: MappingNode, countries: list[str], bodies: list[str]) -> None:
    node = editing.value(record, "organizations")
    if node is None:
        raise RuntimeError("the record names no organizations")
    before = editing.value(record, "countries")
    earlier = [child.value for child in before.value] if isinstance(before, SequenceNode) else []
    every = f"[{', '.join(dict.fromkeys((*earlier, *countries)))}]"
    if before is not None:
        editing.replace(before, every)
        if bodies:
            editing.replace(node, f"[{', '.join(bodies)}]")
        else:
            editing.drop(record, "organizations")
    elif bodies:
        editing.replace(node, f"[{', '.join(bodies)}]\n  countries: {every}")
    else:
        editing.rename(record, "organizations", "countries")
        editing.replace(node, every)


def _except(folder: Path, pack: Pack) -> None:
    """Declare the format, and except what breaks its rules; of a pack that has it already only drop exceptions."""
    loaded = load_pack(folder)
    if pack.info.format < FORMAT:
        editing = Editing((folder / PACK_FILE).read_text(encoding="utf-8"))
        editing.put_top("format", str(FORMAT))
        (folder / PACK_FILE).write_text(editing.text, encoding="utf-8")
    _write_exceptions(folder, loaded, is_first=pack.info.format < FORMAT)


def _write_exceptions(folder: Path, loaded: LoadedPack, *, is_first: bool = False) -> None:
    path, excepted = folder / exceptions.FILE, exceptions.excepted(folder)
    kept = [breach for breach in loaded.breaches if is_first or (breach.rule, breach.record) in excepted]
    if kept:
        path.write_text(exceptions.text_of(kept), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _edited(folder: Path, kinds: Iterable[Kind]) -> Iterator[Editing]:
    """Yield each file of some kinds, and write it back if it was changed."""
    for path in (path for kind in kinds for path in files_of(folder, kind)):
        editing = Editing(path.read_text(encoding="utf-8"))
        yield editing
        if (text := editing.text) != editing.original:
            path.write_text(text, encoding="utf-8")
