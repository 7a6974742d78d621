"""`dateline packs import --community`, run as its user runs it."""

from __future__ import annotations

from pathlib import Path

from bot.community import Community
from bot.store.store import Store
from tests.test_cli import dateline

GIFT = "Who built the wall? {=Ada ~Ida}\n\nWhen? {=1930 ~1931}\n\n{}\n"


def test_a_pack_is_imported_for_a_community(tmp_path: Path) -> None:
    file = tmp_path / "walls.gift"
    file.write_text(GIFT, encoding="utf-8")

    told = dateline(tmp_path, "packs", "import", str(file), "--community", "discord:1234", "--name", "Grade 9")

    assert told.returncode == 1
    assert told.stdout.startswith("read as gift\n  Who built the wall?\n    right: Ada\n    wrong: Ida\n")
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
