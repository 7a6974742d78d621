"""Every test that takes a `store` or a `place` runs on both databases."""

from tests.postgres import place, postgres, store

__all__ = ["place", "postgres", "store"]
