"""The shell: one folder a platform, each with app (connect, send), parse (in) and render (out)."""
