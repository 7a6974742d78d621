"""The workshop: reads, checks, measures and writes packs."""
