"""A pack is read whole, or every problem is told with its place and what to write instead."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.authoring.packs import load_pack
from bot.authoring.schema import schemas
from bot.authoring.writing import write_questions, write_template
from bot.cli import facts_folder
from bot.facts.model import Question
from tests.saltmarsh import FOLDER


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the small pack that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "saltmarsh"))


def spoil(pack: Path, file: str, old: str, new: str) -> list[str]:
    """Replace a text in a file of the pack and return its problems, without the folder's name."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem).removeprefix(f"{pack}/") for problem in load_pack(pack).problems]


def test_a_pack_without_problems_is_loaded_whole(pack: Path) -> None:
    loaded = load_pack(pack)

    assert loaded.problems == ()
    assert loaded.pack
    assert [event.id for event in loaded.pack.events][:2] == ["council-founded", "treaty-signed"]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("events.yaml", "  importance: 5", "  importanec: 5", r"events.yaml:5:3: unknown field .* mean “importance”"),
        (
            "events.yaml",
            "[harbor]",
            "[harbour]",
            r"events.yaml:\d+:1: .*unknown topic “harbour”; did you mean “harbor”",
        ),
        (
            "events.yaml",
            "{person: ada-marsh,",
            "{person: ada-marsch,",
            r":\d+:21: “ada-marsch” is not in people.*ada-marsh",
        ),
        (
            "events.yaml",
            "{person: ada-marsh,",
            "{person: town-council,",
            r"is in organizations; here an id from people",
        ),
        ("events.yaml", "1949-11-02", "1949-02-30", r"events.yaml:\d+:9: “1949-02-30” does not exist: .* has 28 days"),
        ("events.yaml", "1950-05-04/1953-10", "1953-10/1950-05-04", r"ends before it starts"),
        ("events.yaml", '  sources: ["chronicle, page 20"]\n', "", r"“sources” is missing: where it stands"),
        ("events.yaml", "importance: 4", "importance: 9", r"whole number from 1 to 6"),
        ("events.yaml", "grave: true", "grave: very", r"must be true or false"),
        ("events.yaml", "fair-opens:", "great-flood:", r"“great-flood” is already written in line \d+"),
        ("events.yaml", "fair-opens:", "ada-marsh:", r"the id “ada-marsh” is already used in .*people.yaml:1"),
        ("events.yaml", "fair-opens:", "Fair opens:", r"“Fair opens” is no id"),
        ("events.yaml", "  importance: 2", "  importance: 2\n  importance: 3", r"“importance” is already written"),
        ("events.yaml", "count: 1", "count: 2", r"says 2 members, but “town-council” lists 1 on 1930-05-01"),
        ("events.yaml", "joined: [North Ward]", "joined: [East Ward]", r"“East Ward” joined, but .* does not list it"),
        ("events.yaml", "date: 1930-05-01", "date: 1929-05-01", r"Ada Marsh was Mayor of Saltmarsh 1930-05-01 to"),
        ("events.yaml", "date: 1932-02-29", "date: 1890-03-01", r"happened before Ada Marsh was born \(1900-01-31\)"),
        (
            "events.yaml",
            "ida-marsh, Mayor",
            "ida-marsh, Mayer",
            r"has no role “Mayer of Saltmarsh”; did you mean “Mayor of",
        ),
        ("events.yaml", "text: The works took three years.", "text: [The works]", r"must be a single text, not a list"),
        (
            "events.yaml",
            "text: The works took three years.",
            f"text: {'x' * 301}",
            r"has 301 characters; shorten it to 300",
        ),
        ("events.yaml", "tags: [floods]", "tags: floods", r"must be a list"),
        ("people.yaml", "to: 1940-04-30", "to: 1920-04-30", r"role “Mayor of Saltmarsh” ends before it starts"),
        ("people.yaml", "  as_of: 1960\n", "", r"role “Harbor Master” has no “to”"),
        ("people.yaml", "died: 1980-12-01", "died: 1880-12-01", r"died before being born"),
        (
            "sources.yaml",
            "  archive: Town archive, box 7\n",
            "",
            r"a source needs a url, or what it is found by without one",
        ),
        ("sources.yaml", "https://saltmarsh.example/chronicle", "saltmarsh", r"“saltmarsh” is not an address"),
        ("sources.yaml", "read: 2020-05-01", "read: May 2020", r"“May 2020” is not a day; write it as 2026-11-23"),
        ("terms.yaml", "kind: treaty", "kind: teaty", r"“teaty” is not known here; .*did you mean “treaty”"),
        ("questions.yaml", "[Ida Marsh,", "[Ada Marsh,", r"“ada marsh” is given twice"),
        ("questions.yaml", "  answer: Ada Marsh\n", "", r"questions.yaml:2:3: “answer” is missing: the right answer"),
        ("questions.yaml", "answer: Ada Marsh", "right: [Ada Marsh]", r"needs at least 2 entries"),
        ("questions.yaml", "answer: Ada Marsh", "right: [Ada Marsh, Ida Marsh]", r"“ida marsh” is given twice"),
        ("questions.yaml", "  choices", "  right: [Ada, Ida]\n  choices", r"write either answer or right"),
        ("questions.yaml", "  choices", "  opinion: true\n  choices", r"so nothing is right; leave out answer, right"),
        ("questions.yaml", "answer: Ada Marsh", "opinion: false", r"has no right answer; write it as `answer`"),
        (
            "questions.yaml",
            "answer: Ada Marsh",
            "opinion: true\n  accept: [Ada]",
            r"nothing is right; leave out answer",
        ),
        (
            "questions.yaml",
            "answer: Ada Marsh\n  choices: [Ida Marsh, Nikolai Perovsky]",
            "opinion: true\n  choices: [Yes]",
            r"an opinion needs 2 to 8 choices, and this has 1",
        ),
        (
            "questions.yaml",
            "answer: Ada Marsh\n  choices: [Ida Marsh, Nikolai Perovsky]",
            f"opinion: true\n  choices: {[f'c{number}' for number in range(9)]}",
            r"an opinion needs 2 to 8 choices, and this has 9",
        ),
        ("questions.yaml", "[Ida Marsh,", f"[{'x' * 301},", r"this has 301 characters; shorten it to 300"),
        ("pack.yaml", "license: CC0-1.0\n", "", r"pack.yaml:1:1: “license” is missing"),
        ("people.yaml", "born: 1935", "birth: 1935", r"unknown field “birth”; write “born”"),
        ("people.yaml", "  born: 1935", "\tborn: 1935", r"people.yaml:\d+:\d+: this line begins with a tab"),
        ("people.yaml", "  born: 1935", "   born: 1935", r"people.yaml:\d+:8: .* within the text before it; indent"),
        (
            "people.yaml",
            "name: Ada Marsh",
            "name Ada Marsh",
            r"people.yaml:\d+:\d+: .*colon behind the word that the line",
        ),
        ("people.yaml", "name: Ada Marsh", "name: Ada: Marsh", r"people.yaml:\d+:\d+: .*put quotation marks around"),
        ("events.yaml", "date: 1930-05-01", "date: 01/05/1930", r"events.yaml:3:9: .*; write 1930-05-01 or 1930-01-05"),
        (
            "events.yaml",
            "says: the council was opened by the mayor on 1 May",
            f"says: {'a ' * 16}",
            r"this has 16 words",
        ),
        ("sources.yaml", "  published: 1990\n", "  published: 1990\n  seen: copy\n  url: ''\n", r"is already written"),
        ("sources.yaml", "  read: 2020-05-01\n", "  read: 2020-05-01\n  copy: https://x.example/\n", r"say in `seen`"),
        ("sources.yaml", "  archive: Town", "  seen: copy\n  archive: Town", r"`seen` tells where the url was seen"),
    ],
)
def test_a_problem_is_told_with_its_place_and_remedy(pack: Path, file: str, old: str, new: str, problem: str) -> None:
    told = spoil(pack, file, old, new)

    assert any(re.search(problem, line) for line in told), told


def test_what_stands_in_a_file_that_cannot_be_read_is_not_said_to_be_missing(pack: Path) -> None:
    told = spoil(pack, "people.yaml", "  born: 1935", "   born: 1935")

    assert len(told) == 1, told


def test_a_disputed_event_needs_two_positions(pack: Path) -> None:
    second = """    - who: The council
      says: The ground bore a wall nowhere else.
      stake: It had chosen the place.
      sources: ["minutes, 4 May 1950"]
"""

    assert "needs at least 2 entries" in " ".join(spoil(pack, "events.yaml", second, ""))


def test_all_problems_are_told_at_once_in_the_order_of_the_files(pack: Path) -> None:
    spoil(pack, "sources.yaml", "read: 2020-05-01", "read: May")
    spoil(pack, "people.yaml", "born: 1900-01-31", "born: 1900-02-31")
    told = spoil(pack, "events.yaml", "grave: true", "grave: 1")

    assert [line.split(":")[0] for line in told] == ["events.yaml", "people.yaml", "sources.yaml"]


def test_a_pack_with_problems_is_not_loaded(pack: Path) -> None:
    spoil(pack, "events.yaml", "grave: true", "grave: 1")

    assert load_pack(pack).pack is None


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: [1, 2\nb: 3\n", "this is not YAML"),
        (b"caf\xe9: x\n", "events.yaml:1:4: this is not UTF-8"),
        (b"a: &x [1]\nb: [*x, *x]\n", "used again through an alias"),
        (b"a: &a [*a]\n", "used again through an alias"),
        (b"[" * 100_000, "nested too deeply"),
        (b"a:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 300)), "nested too deeply"),
        (b"- one\n- two\n", "must be a mapping"),
        (b"a: !!python/object:os.system x\n", "the tag tag:yaml.org,2002:python/object:os.system is not used"),
        (b"a: !thing x\n", "the tag !thing is not used"),
        (b"? [a, b]\n: c\n", "a key must be a plain word"),
        (b"\x00\x01", "this is not YAML"),
    ],
)
def test_a_file_that_could_hurt_is_refused(pack: Path, content: bytes, problem: str) -> None:
    (pack / "events.yaml").write_bytes(content)

    assert any(problem in str(told) for told in load_pack(pack).problems)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[" * 120_000, "1:41"),
        ("{a: " * 30_000, "1:161"),
        ("[\n" * 60_000, "41:1"),
        ("a:\n" + "".join(" " * n + "a:\n" for n in range(1, 490)), "41:41"),
        ("- " * 60_000, "1:81"),
        ("? " * 60_000, "1:81"),
        ("".join(" " * n + "-\n" for n in range(490)), "41:41"),
        ("".join(" " * n + "?\n" for n in range(490)), "41:41"),
    ],
)
def test_a_file_nested_too_deeply_is_refused_with_its_place(pack: Path, content: str, place: str) -> None:
    (pack / "terms.yaml").write_text(content)
    told = " ".join(str(problem) for problem in load_pack(pack).problems)

    assert f"terms.yaml:{place}: this is nested too deeply" in told


def test_a_list_is_not_deep_because_it_is_long(pack: Path) -> None:
    listed = ", ".join(f"[{n}, {{a: b}}]" for n in range(1_000))
    (pack / "terms.yaml").write_text(f"a: [{listed}]\n")
    told = " ".join(str(problem) for problem in load_pack(pack).problems)

    assert "nested too deeply" not in told
    assert "terms.yaml:1" in told


def test_a_file_too_large_is_refused_unread(pack: Path) -> None:
    with (pack / "events.yaml").open("wb") as file:
        file.truncate(2**30)  # a gigabyte of holes: it takes no room on the disk

    assert "split it into files" in str(load_pack(pack).problems[0])


def test_a_misspelt_file_does_not_hide_its_facts(pack: Path) -> None:
    (pack / "events.yaml").rename(pack / "event.yaml")

    assert any("nothing reads this file" in str(problem) for problem in load_pack(pack).problems)


def test_a_folder_that_is_no_pack_says_how_to_start_one(tmp_path: Path) -> None:
    assert "dateline packs new" in str(load_pack(tmp_path / "missing").problems[0])


def test_a_new_pack_has_no_problems(tmp_path: Path) -> None:
    write_template(tmp_path / "my-pack", date(2026, 11, 23))

    assert load_pack(tmp_path / "my-pack").problems == ()


def test_what_is_imported_into_a_folder_is_read_back_the_same(tmp_path: Path) -> None:
    long = "x" * 300
    one = Question("q-one", "Which? - : #", long, "Because.", accept=(long,), choices=("no", "1949"), tags=("a",))
    two = Question("q-two", "Which two?", "a, b", "Because.", choices=("c", long), right=("a", "b"))

    three = Question("q-three", "Like it?", "", "", choices=("Much", "A little"), is_opinion=True)

    write_questions(tmp_path / "mine", "", "", (one, two, three), date(2026, 11, 23))
    loaded = load_pack(tmp_path / "mine")

    assert loaded.problems == ()
    assert loaded.pack
    assert loaded.pack.questions == (one, two, three)


@pytest.mark.parametrize(
    ("given", "is_accepted"),
    [
        ({"answer": "a"}, True),
        ({"right": ["a", "b"]}, True),
        ({"opinion": True}, True),
        ({}, False),
        ({"right": ["a"]}, False),
        ({"opinion": "Much"}, False),
    ],
)
def test_the_schema_wants_an_answer_or_several_or_an_opinion(given: dict[str, object], *, is_accepted: bool) -> None:
    content = {"q-one": {"question": "Which?", "explanation": "Because.", **given}}
    validator = jsonschema.Draft202012Validator(schemas()["questions"])

    assert validator.is_valid(content) is is_accepted


@pytest.mark.parametrize(("given", "is_accepted"), [({"opinion": True}, True), ({"answer": "a"}, False)])
def test_the_schema_wants_an_explanation_of_what_is_right_alone(given: dict[str, object], *, is_accepted: bool) -> None:
    content = {"q-one": {"question": "Which?", **given}}

    assert jsonschema.Draft202012Validator(schemas()["questions"]).is_valid(content) is is_accepted


def test_a_new_pack_never_overwrites_one(pack: Path) -> None:
    with pytest.raises(ValueError, match="exists already"):
        write_template(pack, date(2026, 11, 23))


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_of_a_pack_is_a_valid_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("folder", [FOLDER, facts_folder() / "nato-russia"], ids=lambda folder: folder.name)
def test_the_schemas_accept_what_the_reader_accepts(folder: Path) -> None:
    known = {kind: jsonschema.Draft202012Validator(schema) for kind, schema in schemas().items()}
    for path in folder.rglob("*.yaml"):
        kind = path.relative_to(folder).parts[0].removesuffix(".yaml")
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_EditorLoader)

        known[kind].validate(content)


class _EditorLoader(yaml.CSafeLoader):
    """Reads what JSON would hold, after YAML 1.2 as editors do: days and `no` are texts."""


def _text(loader: _EditorLoader, node: yaml.ScalarNode) -> str:
    return str(node.value)


def _truth_or_text(loader: _EditorLoader, node: yaml.ScalarNode) -> bool | str:
    return node.value == "true" if node.value in {"true", "false"} else str(node.value)


_EditorLoader.add_constructor("tag:yaml.org,2002:timestamp", _text)
_EditorLoader.add_constructor("tag:yaml.org,2002:bool", _truth_or_text)

YAML_PIECES = st.sampled_from(
    ["a:", " ", "\n", "  ", "- ", "[", "]", "{", "}", "&x", "*x", "!!str", "|", ">-", '"', "'", "#", ":", "date: 1",
     "title: x", "sources: [chronicle]", "1990-02~", "\t", "%", "---", "...", "é", "\u2028", "?", "<<: "]
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(YAML_PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_no_file_makes_the_reader_fail(pack: Path, text: str) -> None:
    (pack / "events.yaml").write_text(text, encoding="utf-8", newline="")

    for problem in load_pack(pack).problems:
        assert re.match(r".+:\d+:\d+: .+", str(problem))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(pack: Path, content: bytes) -> None:
    (pack / "people.yaml").write_bytes(content)

    load_pack(pack)
