"""Packs of sourced facts and the look-ups over them."""
