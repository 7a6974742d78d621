"""The golden set: questions as people type them, with what their answers must hold, and how many do."""
