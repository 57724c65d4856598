r"""Lines set in by depth, as proofs and trees are listed in LaTeX.

>>> print(outline([(0, "if it rains:"), (1, "stay"), (0, "else go")]))
if it rains:
\par\noindent\leftskip=1.5em\relax stay
\par\noindent\leftskip=0em\relax else go
"""

from __future__ import annotations

from collections.abc import Iterable

#: How far a line is set in for each level, in em.
_STEP = 1.5


def outline(lines: Iterable[tuple[int, str]]) -> str:
    """Return lines with their depths as paragraphs; what is broken stays set in.

    Meant for the inside of an environment: the margin of the last line holds until its end.
    """
    shown = []
    for number, (depth, line) in enumerate(lines):
        margin = rf"\par\noindent\leftskip={depth * _STEP:g}em\relax "
        shown.append(line if number == 0 and depth == 0 else margin + line)
    return "\n".join(shown)
