"""Which version the database has that this program knows."""

from __future__ import annotations

# The revision its tables are at: the newest file of migrations/versions. Kept here so that a start that finds the
# database at this version need load neither Alembic (0.2 s) nor what speaks to databases.
VERSION = "0017"
