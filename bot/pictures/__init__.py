"""Pictures: recipes of what is shown, SVG drawn from them, and PNG made of that in a process of its own."""
