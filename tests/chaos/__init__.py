"""Chaos: real processes, killed and stopped at random, over a stand-in that loses answers."""
