"""The packs that communities brought themselves."""
