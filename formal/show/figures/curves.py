"""How a quantity moves with one parameter: comparative statics as a curve, with its kinks and jumps where they are.

The curve is cut where the quantity's cases meet; between two cuts it is one formula and is drawn through exact values.
Where it jumps, a full dot is the value and an open one the limit that is not reached.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> offer = Cases((p + c <= 1, p + c), (True, 1), where=[0 <= p, p <= 1, c > 0])
>>> [float(cut) for cut in Curve.of(offer, Axis("p"), {"c": "1/5"}, offer.space).cuts]
[0.0, 0.8, 1.0]
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.cases import Cases
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import TRUE, Formula, atoms
from formal.algebra.polynomial import Polynomial
from formal.algebra.region import Region
from formal.algebra.space import Space
from formal.errors import ModelError, ParameterError, Undecided
from formal.library.least import Least
from formal.library.model import Model, evaluated
from formal.show.expression import expression_latex
from formal.show.figures.counts import count_plot
from formal.show.figures.slices import Axis, ends_of, fixed_values, read_axis, round_out, zeros
from formal.show.plot import COLOURS, STYLES, Plot, as_math, blank, settings

__all__ = ["Curve", "curve_plot"]

_STEPS, _UNCUT = 24, 80
_NEAR = Fraction(1, 10**7)
#: Fractions with larger denominators are not written beside a curve.
_DIGITS = 1000
#: A change between two sides of a cut that is no jump, in parts of the height of the picture.
_SMOOTH = 1e-3
#: A change of slope that is no kink, in parts of the picture's.
_BENT = 0.05


@dataclass(frozen=True)
class Curve:
    """A quantity over one parameter.

    Attributes
    ----------
    quantity
        With all other parameters fixed.
    axis
        The parameter and where it begins and ends.
    cuts
        Where the quantity's cases meet, the ends of the axis included.
    """

    quantity: Any
    axis: Axis
    cuts: tuple[Fraction, ...]

    @classmethod
    def of(cls, quantity: Any, axis: Axis, values: Mapping[str, Any], space: Space) -> Curve:
        """Fix all parameters but one, and find where something happens."""
        fixed = fixed_values(space, values, (axis.name,))
        inside = Region.of(space, TRUE).subs(fixed) if fixed else Region.of(space, TRUE)
        own = _fixed(quantity, fixed)
        turns = sorted(
            {z for polynomial in _polynomials(own, axis.name) for z in zeros(polynomial, axis.name)}
        )
        low, high = ends_of(inside.space.assumptions, axis.name)
        low = axis.low if axis.low is not None else low
        high = axis.high if axis.high is not None else high
        if low is None:
            low = round_out(min([*turns, Fraction(0)]) - 1, -1)
        if high is None:
            most = max([turn for turn in turns if turn > low], default=low + 1)
            high = round_out(low + (most - low) * Fraction(3, 2), 1)
        cuts = (low, *(turn for turn in turns if low < turn < high), high)
        return cls(own, Axis(axis.name, low, high), cuts)

    def value(self, place: Fraction) -> Any:
        """Return the value at a place: a number, a pair of numbers, or None where there is none."""
        try:
            found = evaluated(
                self.quantity, {self.axis.name: sp.Rational(place.numerator, place.denominator)}
            )
        except Undecided:
            return None
        if isinstance(found, sp.Interval):
            return float(found.start), float(found.end)
        return None if found is None or not found.is_finite else float(found)

    @cached_property
    def pieces(self) -> list[list[tuple[float, Any]]]:
        """The curve between each two cuts, as points with values; the ends are limits."""
        return [self._piece(low, high) for low, high in itertools.pairwise(self.cuts)]

    def _piece(self, low: Fraction, high: Fraction) -> list[tuple[float, Any]]:
        if isinstance(self.quantity, Least):
            # Searched for at each point: no cuts are known, and near an end the search may never end.
            shares = [Fraction(2 * i + 1, 2 * _UNCUT) for i in range(_UNCUT)]
        else:
            shares = [_NEAR, *(Fraction(i, _STEPS) for i in range(1, _STEPS)), 1 - _NEAR]
        return [
            (float(low + share * (high - low)), self.value(low + share * (high - low))) for share in shares
        ]

    def turns(self, height: float) -> list[Fraction]:
        """Return the cuts at which the curve jumps or has a kink."""
        found = []
        for at, cut in enumerate(self.cuts[1:-1], start=1):
            sides = (self.pieces[at - 1][-2:], self.pieces[at][:2])
            if any(not isinstance(value, float) for side in sides for _, value in side):
                found.append(cut)
                continue
            (a, b), (c, d) = sides
            slopes = [(v - u) / (y - x) for (x, u), (y, v) in ((a, b), (c, d))]
            width = float(self.cuts[-1] - self.cuts[0])
            bent = abs(slopes[0] - slopes[1]) * width > _BENT * height
            if bent or abs(b[1] - c[1]) > _SMOOTH * height:
                found.append(cut)
        return found

    def jumps(self, height: float) -> list[tuple[float, float, bool]]:
        """Return the ends of pieces at which the curve jumps, as place, height, and whether the value is there."""
        found = []
        for at, cut in enumerate(self.cuts[1:-1], start=1):
            left, right = self.pieces[at - 1][-1][1], self.pieces[at][0][1]
            if isinstance(left, tuple) or isinstance(right, tuple):
                continue
            if left is None or right is None or abs(left - right) > _SMOOTH * height:
                there = self.value(cut)
                for end in (left, right):
                    if end is not None:
                        held = there is not None and abs(end - there) <= _SMOOTH * height
                        found.append((float(cut), end, held))
        return found


@verbs.plot.register
def curve_plot(
    model: Model,
    quantity: str,
    parameter: Any,
    *,
    at: Mapping[Any, Any] | None = None,
    by: tuple[Any, Sequence[Any]] | None = None,
    path: str | Path | None = None,
) -> Plot:
    """Draw a quantity of a model over one of its parameters (see `Model.plot`)."""
    values = {model.space.name_of(key): value for key, value in (at or {}).items()}
    first = parameter[0] if isinstance(parameter, tuple | list) else parameter
    if model.space.name_of(first) in model.integers:
        plot = count_plot(model, quantity, parameter, values)
    else:
        plot = _curves(model, quantity, parameter, values, by)
    if path is not None:
        plot.save(path)
    return plot


def _curves(
    model: Model,
    quantity: str,
    parameter: Any,
    values: Mapping[str, Any],
    by: tuple[Any, Sequence[Any]] | None,
) -> Plot:
    sizes = {name: int(value) for name, value in values.items() if name in model.integers}
    model = model.sized(**sizes) if sizes else model
    rest = {name: value for name, value in values.items() if name not in sizes}
    derived = model.quantities[quantity]
    if isinstance(derived, Region):
        raise ModelError(
            f"{quantity} holds or does not: it is no number to draw as a curve. Draw model.solution.plot(x, y, at=...)"
        )
    axis = read_axis(parameter, model.space.symbols)
    curves = [
        (label, Curve.of(derived, axis, values, model.space)) for label, values in _variants(model, rest, by)
    ]
    with settings():
        return _drawn(model, quantity, axis, curves, {name: sp.Rational(str(v)) for name, v in rest.items()})


def _variants(
    model: Model, at: Mapping[str, Any], by: tuple[Any, Sequence[Any]] | None
) -> Iterable[tuple[str | None, dict[str, Any]]]:
    if by is None:
        return [(None, dict(at))]
    if not isinstance(by, tuple) or len(by) != 2 or isinstance(by[1], str):
        raise ParameterError(f"by= is a parameter and its values, as in (c, [1, 2]); found {by!r}")
    name = read_axis(by[0], model.space.symbols).name
    letter = expression_latex(model.space.symbols[name])
    return [(f"${letter} = {sp.Rational(str(v))}$", {**at, name: v}) for v in by[1]]


def _drawn(
    model: Model,
    quantity: str,
    axis: Axis,
    curves: Sequence[tuple[str | None, Curve]],
    at: Mapping[str, Any],
) -> Plot:
    figure, axes = blank(6.0, 3.8)
    letter = f"${expression_latex(model.space.symbols[axis.name])}$"
    plot = Plot(figure, axes, f"{model.title}: {quantity} by {axis.name}")
    heights = [
        v for _, curve in curves for piece in curve.pieces for _, value in piece for v in _numbers(value)
    ]
    low, high = _limits(heights)
    for number, (label, curve) in enumerate(curves):
        look = {"color": COLOURS[number % len(COLOURS)], "linestyle": STYLES[number % len(STYLES)]}
        for piece in curve.pieces:
            _add_piece(axes, piece, look, label, isinstance(curve.quantity, Least))
            label = None
        for x, y, held in curve.jumps(high - low):
            face = look["color"] if held else "white"
            axes.plot([x], [y], "o", markersize=5, color=look["color"], markerfacecolor=face, zorder=4)
    margin = 0.06 * (high - low)
    axes.set_ylim(low - margin, high + margin)
    axes.set_xlim(*(float(end) for end in (curves[0][1].cuts[0], curves[0][1].cuts[-1])))
    if len(curves) == 1:
        _mark_turns(plot, curves[0][1], high - low)
    else:
        axes.legend(frameon=False, fontsize=9)
    axes.set_xlabel(letter, fontsize=12)
    axes.set_ylabel(quantity.replace("_", " "))
    meaning = model.blueprint.quantities[quantity].meaning
    axes.set_title(meaning[:1].upper() + meaning[1:], fontsize=10)
    shown = ", ".join(
        f"${expression_latex(model.space.symbols[n])} = {expression_latex(v)}$" for n, v in at.items()
    )
    written = as_math(f"at {shown}") if at else None
    if written is not None:
        axes.text(1, -0.2, written, transform=axes.transAxes, ha="right", fontsize=8.5, color="#444444")
    return plot


def _add_piece(
    axes: Any, piece: Sequence[tuple[float, Any]], look: Mapping[str, Any], label: str | None, whole: bool
) -> None:
    if any(isinstance(value, tuple) for _, value in piece):
        known = [(x, value) for x, value in piece if isinstance(value, tuple)]
        xs = [x for x, _ in known]
        bands = [[value[side] for _, value in known] for side in (0, 1)]
        axes.fill_between(xs, *bands, color=look["color"], alpha=0.18, linewidth=0)
        for band in bands:
            axes.plot(xs, band, linewidth=1.6, label=label, **look)
            label = None
        return
    ys = [math.nan if value is None else value for _, value in piece]
    steps = "steps-mid" if whole else "default"
    axes.plot([x for x, _ in piece], ys, linewidth=1.8, label=label, drawstyle=steps, **look)


def _mark_turns(plot: Plot, curve: Curve, height: float) -> None:
    """Write the value of the parameter at each kink and each jump beside a dotted line."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    look = {"fontsize": 9, "color": "#444444", "ha": "center", "va": "top", "bbox": box}
    for cut in curve.turns(height):
        plot.axes.axvline(float(cut), color="#888888", linewidth=0.8, linestyle=(0, (1, 2)), zorder=0)
        if cut.denominator <= _DIGITS:
            plot.axes.text(float(cut), 1.0, str(cut), transform=plot.axes.get_xaxis_transform(), **look)


def _numbers(value: Any) -> list[float]:
    return [] if value is None else list(value) if isinstance(value, tuple) else [value]


def _limits(heights: Sequence[float]) -> tuple[float, float]:
    """Return the lowest and the highest of what is drawn, without what runs away to infinity."""
    if not heights:
        return 0.0, 1.0
    ordered = sorted(heights)
    middle = ordered[len(ordered) // 20 : -(len(ordered) // 20) or None]
    spread = max(middle[-1] - middle[0], 1e-9)
    low, high = max(ordered[0], middle[0] - 2 * spread), min(ordered[-1], middle[-1] + 2 * spread)
    return (low, high) if high - low > 1e-9 else (low - 0.5, high + 0.5)


def _fixed(quantity: Any, values: Mapping[str, sp.Rational]) -> Any:
    if isinstance(quantity, tuple):
        return tuple(_fixed(end, values) for end in quantity)
    if isinstance(quantity, Cases):
        known = {name: value for name, value in values.items() if name in quantity.space.symbols}
        return quantity.subs(known) if known else quantity
    if isinstance(quantity, Least):
        return Least(quantity.symbol, lambda n, point: quantity.holds(n, {**values, **point}), quantity.first)
    quantity = sp.sympify(quantity)
    return quantity.subs({s: values[s.name] for s in quantity.free_symbols if s.name in values})


def _polynomials(quantity: Any, name: str) -> list[Polynomial]:
    """Return what is compared with zero in a quantity's cases, and its denominators."""
    if isinstance(quantity, tuple):
        return [polynomial for end in quantity for polynomial in _polynomials(end, name)]
    if not isinstance(quantity, Cases):
        return []
    decider = Space({}, TRUE).decider
    formulas: list[Formula] = [without_roots(decider, formula) for formula, _ in quantity.parts]
    found = [a.polynomial for formula in formulas for a in atoms(formula)]
    found += [value.denominator for _, value in quantity.parts]
    return [polynomial for polynomial in dict.fromkeys(found) if polynomial.names == (name,)]
