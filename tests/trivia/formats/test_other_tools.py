"""What we write, read by the other tools themselves: Anki's importer, and a published grammar of GIFT.

They stand in the dependency group `formats` and in npm's gift-pegjs; without them these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.facts.model import Question
from bot.trivia.formats.known import read, write
from tests.trivia.formats.sample import told

QUESTIONS = (
    Question("q1", "Is 3 < 5 & {so} on?", "<b>Yes</b>", "Why: so.", choices=("No = not", "~ maybe # x"), tags=("one",)),
    Question("q2", "Who led it first?", "Ismay", "", accept=("Lord Ismay",), tags=("one", "two")),
    Question("q3", "Which two joined?", "Latvia, Estonia", "", choices=("Sweden",), right=("Latvia", "Estonia")),
    Question("q4", "Where: Riga?", "Bucharest", "", accept=("Bukarest",), choices=("Riga", "Oslo")),
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    anki = pytest.importorskip("anki.collection", reason="pip install --group formats installs Anki's own importer")
    opened = anki.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def notes_of(collection: Any) -> dict[str, tuple[str, tuple[str, ...]]]:
    notes = [collection.get_note(id) for id in collection.find_notes("")]
    return {note["Front"]: (note["Back"], tuple(note.tags)) for note in notes}


WANTED = {
    "Is 3 &lt; 5 &amp; {so} on?": ("&lt;b&gt;Yes&lt;/b&gt;", ("one",)),
    "Who led it first?": ("Ismay", ("one", "two")),
    "Which two joined?": ("Latvia, Estonia", ()),
    "Where: Riga?": ("Bucharest", ()),
}


def test_anki_itself_takes_the_text_with_front_back_and_tags(collection: Any, tmp_path: Path) -> None:
    from anki.import_export_pb2 import ImportCsvRequest

    path = tmp_path / "questions.txt"
    path.write_bytes(write(QUESTIONS, "anki").content)
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))

    assert notes_of(collection) == WANTED


def test_anki_itself_takes_the_package(collection: Any, tmp_path: Path) -> None:
    from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = tmp_path / "questions.apkg"
    path.write_bytes(write(QUESTIONS, "apkg").content)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions()))

    assert notes_of(collection) == WANTED
    assert collection.card_count() == len(QUESTIONS)


@pytest.mark.parametrize("is_legacy", [True, False])
def test_what_anki_itself_exports_is_read(collection: Any, tmp_path: Path, is_legacy: bool) -> None:
    from anki.collection import ExportAnkiPackageOptions

    note = collection.new_note(collection.models.by_name("Basic"))
    note["Front"], note["Back"], note.tags = "Where was <b>it</b>?", "Bucharest &amp; Riga", ["summits"]
    collection.add_note(note, collection.decks.id("NATO::Summits"))
    gap = collection.new_note(collection.models.by_name("Cloze"))
    gap["Text"] = "It was in {{c1::Bucharest::which?}}"
    collection.add_note(gap, collection.decks.id("NATO::Summits"))
    path = tmp_path / "out.apkg"
    collection.export_anki_package(
        out_path=str(path), options=ExportAnkiPackageOptions(legacy=is_legacy, with_media=False), limit=None
    )
    imported = read("out.apkg", path.read_bytes())

    assert set(told(imported)) == {
        ("Where was it?", "Bucharest & Riga", (), ()),
        ("It was in _____ (which?)", "Bucharest", (), ()),
    }
    assert imported.title == "Summits"


def grammar() -> Path:
    """Return the folder in which npm installed gift-pegjs; skip where there is none."""
    folder = Path(os.environ.get("GIFT_PEGJS", "node_modules"))
    if not shutil.which("node") or not (folder / "gift-pegjs").exists():
        pytest.skip("npm install gift-pegjs installs a grammar of GIFT; GIFT_PEGJS names its node_modules")
    return folder.resolve()


_PARSE = """
import('file://' + process.argv[1] + '/gift-pegjs/' + require(process.argv[1] + '/gift-pegjs/package.json').main)
.then(gift => { const parse = gift.parse || gift.default.parse;
  console.log(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8')))) })
"""


def test_a_published_grammar_of_gift_takes_what_we_write() -> None:
    written = write(QUESTIONS, "gift").content
    said = subprocess.run(["node", "-e", _PARSE, str(grammar())], input=written, capture_output=True, check=True)
    one, two, three, four = json.loads(said.stdout)

    assert [parsed["type"] for parsed in (one, two, three, four)] == ["MC", "Short", "MC", "MC"]
    assert [choice["isCorrect"] for choice in four["choices"]] == [True, False, False]
    assert [choice["weight"] for choice in three["choices"]] == [50, 50, -100]
    assert {choice["text"]["text"] for choice in four["choices"]} == {"Bucharest", "Riga", "Oslo"}
    assert {choice["text"]["text"] for choice in two["choices"]} == {"Ismay", "Lord Ismay"}


def test_an_independent_reader_of_xml_finds_what_moodle_needs() -> None:
    root = ElementTree.fromstring(write(QUESTIONS, "moodle").content)

    for element, question in zip(root.iter("question"), QUESTIONS, strict=True):
        fractions = [float(answer.get("fraction", "")) for answer in element.iter("answer")]
        assert element.findtext("name/text")
        assert sum(one for one in fractions if one > 0) >= 99.9
        assert len(fractions) == len(question.choices) + max(len(question.right), 1) + (
            0 if question.choices else len(question.accept)
        )
