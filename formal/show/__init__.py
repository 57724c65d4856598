"""Showing: every result as text and as LaTeX, the way people write it.

Importing the room registers `verbs.text` and `verbs.latex` for what it knows. Reading order: `layout`,
`writer`, `text`, `latex`, `names`, `chains`, `expression` (SymPy objects), `region`.
"""

from formal.show.expression import expression_latex, expression_text

__all__ = ["expression_latex", "expression_text"]
