"""The explorer: a model as one HTML file with sliders, for a projector, a phone or a homework.

Reading order: `sliders` (where they go, and start), `building` (what stands on the page). `page.html.jinja`,
`page.css`, `arithmetic.js` (exact fractions) and `page.js` are put into it as they are.
"""

from formal.show.explorer.building import explorer

__all__ = ["explorer"]
