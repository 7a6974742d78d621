"""`dateline packs import --community`, run as its user runs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.authoring.packs import load_pack
from bot.community import Community
from bot.store.store import Store
from tests.terminal import Terminal
from tests.test_cli import dateline

GIFT = "Who built the wall? {=Ada =Ada Marsh ~Ida}\n\nWhen? {=1930 ~1931}\n\n{}\n"
BESIDE = "and put the folder beside the other packs"


def test_a_pack_is_imported_for_a_community(tmp_path: Path) -> None:
    file = tmp_path / "walls.gift"
    file.write_text(GIFT, encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--community", "discord:1234", "--name", "Grade 9")

    assert told.returncode == 1
    assert told.stdout.startswith("read as gift\n  Who built the wall?\n    right: Ada | Ada Marsh\n    wrong: Ida\n")
    assert told.stdout.endswith("discord:1234 grade-9: 2 questions, 1 left out\n")
    assert "left out" in told.stderr
    with Store.open(tmp_path / "dateline.db") as store:
        (pack,) = store.read(lambda records: records.own_packs(Community("discord", "1234")))
    assert (pack.name, pack.count) == ("grade-9", 2)


def test_a_community_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "walls.gift"
    file.write_text(GIFT, encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--community", "1234")

    assert told.returncode == 1
    assert "as discord:1234" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_pack_of_opinions_is_shown_imported_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "mood.csv"
    file.write_text("question,choices,type\nLike it?,Much | A little,opinion\n", encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--to", str(tmp_path / "mood"), "--name", "The mood")

    assert (told.returncode, told.stderr) == (0, "")
    assert "  Like it?\n    opinion: Much | A little\n1 ask for an opinion: a survey asks them" in told.stdout
    assert told.stdout.endswith(f"1 question, 0 left out\nNext: dateline packs check {tmp_path / 'mood'}, {BESIDE}\n")
    assert "right:" not in told.stdout
    assert "wrong choices" not in told.stdout
    made = load_pack(tmp_path / "mood")
    assert made.pack
    assert (made.pack.info.title, made.problems) == ("The mood", ())


def test_fourteen_thousand_questions_are_imported(tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    rows = (f"Question {n}?,Answer {n},,Wrong a | Wrong b | Wrong c\n" for n in range(14_655))
    file.write_text("question,answer,accept,choices\n" + "".join(rows), encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--community", "discord:1234")

    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("discord:1234 many: 14655 questions, 0 left out\n")


def test_a_file_without_a_question_writes_no_pack(tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("question,answer\nWho?,\n", encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--to", str(tmp_path / "made"))

    assert told.returncode == 1
    assert "no question in it that can be asked" in told.stderr
    assert not (tmp_path / "made").exists()


def test_on_a_terminal_the_columns_are_mended_before_anything_is_written(tmp_path: Path) -> None:
    file, made = tmp_path / "own.csv", tmp_path / "made"
    file.write_text("Nr,Was,Erste,Zweite,Key\n1,Where was it?,Riga,Oslo,B\n2,Who was it?,Ann,Bob,B\n", encoding="utf-8")
    command = [sys.executable, "-m", "bot", "packs", "import", str(file), "--to", str(made)]

    with Terminal(command, {**os.environ, "DATELINE_DATA": str(tmp_path)}, columns=300) as terminal:
        terminal.wait_for("Import them?")
        assert "right: Oslo" in terminal.text
        assert not made.exists()
        terminal.type("question=B right=?\r")
        terminal.wait_for("is no column; write its letter")
        terminal.type("question=B right=C choices=D\r")
        terminal.wait_for("right: Riga")
        terminal.type("\r")
        terminal.wait_for("2 questions, 0 left out")

        assert terminal.wait_for_end() == 0
    assert "right" not in (made / "questions.yaml").read_text(encoding="utf-8")
    assert "answer: Riga" in (made / "questions.yaml").read_text(encoding="utf-8")


COLUMNS = "question=A right=C choices=B"


def test_the_columns_can_be_told_beside_the_command(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("One,Two,Three\nWhere was it?,Riga,Oslo\n", encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--to", str(tmp_path / "made"), "--columns", COLUMNS)

    assert told.returncode == 0
    assert "right: Oslo\n    wrong: Riga" in told.stdout


def test_a_pack_that_cannot_be_measured_is_told_its_problems(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "pack.yaml").write_text("title: Nothing else\n", encoding="utf-8")

    told = dateline(tmp_path, "packs", "report", str(tmp_path / "town"))

    assert told.returncode == 1
    assert "pack.yaml:1:1: “description” is missing" in told.stdout
