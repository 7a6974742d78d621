"""What is too large for one transaction, in pieces: the questions of packs, and the files of tables that wait."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

Key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PACKS = ("imported_packs", "pack_drafts")


def upgrade() -> None:
    op.create_table(
        "pieces",
        sa.Column("id", Key, nullable=False),
        sa.Column("bundle", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pieces"),
        sa.UniqueConstraint("bundle", "number", name="uq_pieces_bundle_number"),
    )
    op.create_index("ix_pieces_at", "pieces", ["at"])
    op.add_column("pack_drafts", sa.Column("count", sa.Integer, nullable=False, server_default="0"))
    for table in PACKS:
        op.add_column(table, sa.Column("bundle", sa.String, nullable=False, server_default=""))
        op.add_column(table, sa.Column("tags", sa.String, nullable=False, server_default=""))
        _move_questions(table)
        op.drop_column(table, "questions")
    op.add_column("pack_drafts", sa.Column("kept", sa.String, nullable=False, server_default=""))
    _move_files()
    op.drop_column("pack_drafts", "content")
    for table in PACKS:
        op.create_index(f"ix_{table}_bundle", table, ["bundle"])
    op.create_index("ix_pack_drafts_kept", "pack_drafts", ["kept"])


def _move_questions(name: str) -> None:
    table = sa.table(name, *map(sa.column, ("id", "at", "questions", "bundle", "tags", "count")))
    for key, at in _keys(table):
        text = op.get_bind().execute(sa.select(table.c.questions).where(table.c.id == key)).scalar_one()
        questions = json.loads(text)
        tags = dict.fromkeys(tag for question in questions for tag in question.get("tags", ()))
        line = "".join(f"\n{tag}" for tag in tags)
        values = (_stored(f"{name}-{key}", text.encode(), at), f"{line}\n" if line else "", len(questions))
        row = dict(zip(("bundle", "tags", "count"), values, strict=True))
        op.execute(sa.update(table).where(table.c.id == key).values(row))


def _move_files() -> None:
    table = sa.table("pack_drafts", *map(sa.column, ("id", "at", "content", "kept")))
    for key, at in _keys(table):
        content = op.get_bind().execute(sa.select(table.c.content).where(table.c.id == key)).scalar_one()
        if content:
            op.execute(sa.update(table).where(table.c.id == key).values(kept=_stored(f"kept-{key}", content, at)))


def _keys(table: sa.TableClause) -> list[tuple[int, int]]:
    return [(key, at) for key, at in op.get_bind().execute(sa.select(table.c.id, table.c.at))]


def _stored(bundle: str, content: bytes, at: int) -> str:
    pieces = sa.table("pieces", *map(sa.column, ("bundle", "number", "content", "at")))
    op.execute(sa.insert(pieces).values(bundle=bundle, number=0, content=content, at=at))
    return bundle
