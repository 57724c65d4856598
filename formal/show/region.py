r"""Regions as text and as LaTeX: `0 < p <= 1 - c_B`, chains joined by `and`, alternatives by `or`.

>>> from sympy import symbols
>>> p, c_B = symbols("p c_B")
>>> safe = Region(p + c_B - 1 <= 0, p > 0)
>>> safe
Region(0 < p <= 1 - c_B)
>>> print(region_latex(safe))
0 < p \le 1 - c_B
"""

from __future__ import annotations

from typing import Any

from formal import verbs
from formal.algebra.arrange import Arranged
from formal.algebra.region import Region
from formal.show.latex import LatexWriter
from formal.show.layout import Order
from formal.show.prose import listed
from formal.show.text import TextWriter
from formal.show.thresholds import Thresholds
from formal.show.writer import Grip, Writer, Written

NOT_MINIMAL = " [not simplified further]"


def region_text(region: Region, thresholds: Thresholds | None = None) -> str:
    """Return the conditions of a region as text; one whose simplification stopped early says so.

    With `thresholds` long bounds are written by the names that these give them.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> region_text(Region(p < c) | Region(p > 1))
    'p < c or p > 1'
    >>> region_text(Region(p > c, p < c).simplify())
    'never'
    """
    arranged = region.arranged() if thresholds is None else thresholds.arranged(region)
    shown, _ = arranged_piece(TextWriter(Order.of(region.space)), arranged)
    return shown if region.minimal else shown + NOT_MINIMAL


def region_latex(region: Region) -> str:
    r"""Return the conditions of a region as LaTeX, without dollar signs.

    Examples
    --------
    >>> from sympy import symbols
    >>> delta, T, R, P = symbols("delta T R P")
    >>> patient = Region(R >= (1 - delta) * T + delta * P, where=[T > R, R > P])
    >>> print(region_latex(patient.solved_for(delta)))
    \delta \ge \frac{T - R}{T - P}
    """
    return arranged_piece(LatexWriter(Order.of(region.space)), region.arranged())[0]


def region_words(region: Region, thresholds: Thresholds | None = None) -> str:
    r"""Return the conditions of a region in a sentence of LaTeX, with dollar signs round each.

    Alternatives within a longer condition stand in brackets, so that lines can break anywhere between conditions.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c, s = symbols("p c s")
    >>> print(region_words(Region(p > 0, c > s, p < 1, s >= 0)))
    $0 < p < 1$ and $0 \le s < c$
    >>> print(region_words(Region(p > 0) & (Region(s > 0) | Region(c > 1))))
    $p > 0$ and ($s > 0$ or $c > 1$)
    """
    arranged = region.arranged() if thresholds is None else thresholds.arranged(region)
    return arranged_words(LatexWriter(Order.of(region.space)), arranged)


def arranged_words(writer: LatexWriter, arranged: Arranged) -> str:
    """Return arranged conditions in a sentence of LaTeX."""
    if arranged.empty or not (arranged.common or arranged.choices):
        return "never" if arranged.empty else "always"
    parts = [f"${writer.chain(chain)}$" for chain in arranged.common]
    whole = not parts and len(arranged.choices) == 1
    for alternatives in arranged.choices:
        told = [arranged_words(writer, alternative) for alternative in alternatives]
        joint = ", or " if any(len(a.common) + len(a.choices) > 1 for a in alternatives) else " or "
        shown = joint.join(told) if len(told) < 3 or joint != " or " else listed(told, "or")
        parts.append(shown if whole else f"({shown})")
    return listed(parts)


def arranged_piece(writer: Writer, arranged: Arranged) -> Written:
    """Return arranged conditions as written, with how tightly they hold together.

    Examples
    --------
    >>> from sympy import symbols
    >>> p, c = symbols("p c")
    >>> arranged_piece(TextWriter(Order()), Region(p > 0, c > 1).arranged())
    ('p > 0 and c > 1', <Grip.AND: 2>)
    """
    if arranged.empty or not (arranged.common or arranged.choices):
        return writer.truth(not arranged.empty), Grip.WHOLE
    pieces = [(writer.chain(chain), Grip.RELATION) for chain in arranged.common]
    pieces += [_choice(writer, choice) for choice in arranged.choices]
    if len(pieces) == 1:
        return pieces[0]
    return writer.all_of([writer.fitted(piece, Grip.NOT) for piece in pieces]), Grip.AND


def _choice(writer: Writer, alternatives: tuple[Arranged, ...]) -> Written:
    pieces = [arranged_piece(writer, alternative) for alternative in alternatives]
    return writer.any_of([writer.fitted(piece, Grip.NOT) for piece in pieces]), Grip.OR


@verbs.text.register
def _text(region: Region) -> str:
    return region_text(region)


@verbs.latex.register
def _latex(region: Region, **options: Any) -> str:
    return region_latex(region, **options)
