"""What is drawn: a choice's letter in a shape of its own, and a bar. Both are SVG, and need no style in the page."""

from __future__ import annotations

from adapters.web.html import Html, tag

# Shape and colour both tell a choice, and the letter tells it alone; the colours are Okabe and Ito's, which people
# with any kind of colour vision tell apart.
_OUTLINES = (
    '<rect x="2" y="2" width="36" height="36" rx="6"/>',
    '<circle cx="20" cy="20" r="18.5"/>',
    '<path d="M20 .5 39.5 20 20 39.5.5 20Z"/>',
    '<path d="M3 2H37V24L20 39 3 24Z"/>',
    '<path d="M20 1 39 37H1Z"/>',
    '<path d="M11 2H29L39 20 29 38H11L1 20Z"/>',
    '<path d="M8 2H32L39 17 20 39 1 17Z"/>',
    '<path d="M10 1H30V10H39V30H30V39H10V30H1V10H10Z"/>',
)
_BASELINES = {4: 33}


def letter(index: int, text: str) -> Html:
    """Return a letter in the shape of its place; it is said with the choice, so here it is hidden from readers."""
    outline = _OUTLINES[index % len(_OUTLINES)]
    words = f'<text x="20" y="{_BASELINES.get(index, 27)}" text-anchor="middle">{text}</text>'
    return Html(
        f'<svg class="shape s{index % len(_OUTLINES)}" viewBox="0 0 40 40" aria-hidden="true">{outline}{words}</svg>'
    )


def bar(index: int, part: int, whole: int) -> Html:
    """Return how large a part of the whole chose something."""
    width = round(100 * part / whole, 1) if whole else 0
    drawn = f'<rect width="{width}" height="4"/>'
    return Html(
        f'<svg class="bar s{index % len(_OUTLINES)}" viewBox="0 0 100 4" preserveAspectRatio="none"'
        f' aria-hidden="true">{drawn}</svg>'
    )


def mark(*, is_right: bool) -> Html:
    """Return a tick or a cross."""
    path = "M4 13 10 19 21 5" if is_right else "M5 5 20 20M20 5 5 20"
    kind = "tick" if is_right else "cross"
    return tag(
        "span", Html(f'<svg viewBox="0 0 25 25"><path d="{path}"/></svg>'), class_=f"mark {kind}", aria_hidden="true"
    )
