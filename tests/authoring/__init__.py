"""Packs as their authors write them."""
