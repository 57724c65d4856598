"""A slice of the parameter space: two parameters are free, the others have values; and a window onto it.

>>> from sympy import symbols
>>> p, c, d = symbols("p c d")
>>> region = Region(p <= 1 - c, where=[0 < p, p < 1, c > 0, d > 0])
>>> part = Slice.of(region.space, [region], p, c, {d: 1})
>>> part.window()
Window(left=Fraction(0, 1), right=Fraction(1, 1), low=Fraction(0, 1), high=Fraction(5, 4))
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from formal.algebra.eliminate import eliminate, without_roots
from formal.algebra.formula import TRUE, Formula, atoms, evaluate_at, names
from formal.algebra.plane import Plane, Window
from formal.algebra.polynomial import Polynomial, flint_rational
from formal.algebra.region import Region
from formal.algebra.space import Space, read_values
from formal.errors import ParameterError, Undecided

__all__ = ["Axis", "Slice", "ends_of", "fixed_values", "read_axis", "round_out", "zeros"]

#: How far a window reaches beyond the last thing to be seen.
_BEYOND = Fraction(5, 4)
#: Over how many places of the first axis the heights of curves are looked at.
_LOOKS = 40


@dataclass(frozen=True)
class Axis:
    """A parameter on an axis, with its ends if they were given.

    Examples
    --------
    >>> read_axis((sp.Symbol("p"), 0, 1), {"p": sp.Symbol("p")})
    Axis(name='p', low=Fraction(0, 1), high=Fraction(1, 1))
    """

    name: str
    low: Fraction | None = None
    high: Fraction | None = None


def read_axis(given: Any, symbols: Mapping[str, sp.Symbol]) -> Axis:
    """Read a parameter, or a parameter with the ends of its axis.

    Raises
    ------
    ParameterError
        If there is no such parameter, or the ends are no interval.
    """
    name, *ends = given if isinstance(given, tuple | list) else (given,)
    name = name.name if isinstance(name, sp.Symbol) else str(name)
    if name not in symbols:
        raise ParameterError(f"no parameter {name!r} for an axis: there are {', '.join(symbols) or 'none'}")
    if not ends:
        return Axis(name)
    if len(ends) != 2:
        raise ParameterError(f"an axis is {name} or ({name}, low, high); found {given!r}")
    low, high = read_values({f"{name} from": ends[0], f"{name} to": ends[1]}, Space({}, TRUE)).values()
    if low >= high:
        raise ParameterError(f"the axis of {name} runs from {low} to {high}: the first must be smaller")
    return Axis(name, low, high)


@dataclass(frozen=True)
class Slice:
    """Regions with all parameters fixed but two.

    Attributes
    ----------
    across, up
        The two axes.
    domain
        What holds at every point.
    formulas
        One for each region, in polynomials of the two parameters.
    """

    across: Axis
    up: Axis
    domain: Formula
    formulas: tuple[Formula, ...]

    @classmethod
    def of(
        cls, space: Space, regions: Iterable[Region], x: Any, y: Any, at: Mapping[Any, Any] | None
    ) -> Slice:
        """Fix all parameters but two.

        Raises
        ------
        ParameterError
            If a parameter has no value, or one that the assumptions exclude.
        """
        across, up = read_axis(x, space.symbols), read_axis(y, space.symbols)
        if across.name == up.name:
            raise ParameterError(f"{up.name} is on both axes: two different parameters are wanted")
        values = fixed_values(space, at, (across.name, up.name))
        everything = Region.of(space, TRUE)
        inside = everything.subs(values) if values else everything
        domain = inside.space.assumptions
        cut = [region.subs(values) if values else region for region in regions]
        formulas = tuple(without_roots(region.space.decider, region.formula) for region in cut)
        return cls(across, up, domain, formulas)

    @property
    def polynomials(self) -> list[Polynomial]:
        """All that is compared with zero."""
        formulas = (self.domain, *self.formulas)
        return list(dict.fromkeys(a.polynomial for formula in formulas for a in atoms(formula)))

    def holds(self, point: Mapping[str, Fraction]) -> tuple[int, ...] | None:
        """Return which regions contain a point; None if the assumptions exclude it."""
        values = {name: flint_rational(value) for name, value in point.items()}
        if not evaluate_at(self.domain, values):
            return None
        return tuple(i for i, formula in enumerate(self.formulas) if evaluate_at(formula, values))

    @cached_property
    def plane(self) -> Plane:
        """The window cut along the boundaries of the regions."""
        return Plane.cut(self.polynomials, self.across.name, self.up.name, self.window())

    def window(self) -> Window:
        """Return what is looked at: the given ends, or else the domain as far as something happens in it."""
        left, right = self._ends(self.across, self.up.name, self._meetings(self.across.name, self.up.name))
        heights = self._heights((left, right))
        low, high = self._ends(self.up, self.across.name, heights)
        return Window(left, right, low, high)

    def _ends(self, axis: Axis, other: str, seen: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
        low, high = _interval(self.domain, axis.name, other)
        low = axis.low if axis.low is not None else low
        high = axis.high if axis.high is not None else high
        inside = [v for v in seen if (low is None or v > low) and (high is None or v < high)]
        if low is None:
            least = min([*inside, Fraction(-1)])
            low = round_out(least * (_BEYOND if least < 0 else Fraction(3, 4)), -1)
        if high is None:
            most = max([v for v in inside if v > low], default=low + 1)
            high = round_out(low + (most - low) * _BEYOND, 1)
        return low, high

    def _meetings(self, across: str, up: str) -> list[Fraction]:
        """Return where something happens along an axis, wherever it is on the other."""
        far = Fraction(10**4)
        plane = Plane.cut(self.polynomials, across, up, Window(-far, far, -far, far))
        cuts = [Fraction(slab.right).limit_denominator(10**6) for slab in plane.slabs[:-1]]
        # The far edges of this window are no part of the picture.
        return [cut for cut in cuts if abs(cut) < far / 10]

    def _heights(self, ends: tuple[Fraction, Fraction]) -> list[Fraction]:
        """Return the heights of curves over the first axis; the highest are left out where a curve runs away."""
        far = Fraction(10**4)
        plane = Plane.cut(self.polynomials, self.across.name, self.up.name, Window(*ends, -far, far))
        heights = []
        for step in range(_LOOKS):
            value = float(ends[0]) + (step + 0.5) / _LOOKS * float(ends[1] - ends[0])
            slab = next(slab for slab in plane.slabs if value <= slab.right)
            heights += [branch.at(value) for branch in slab.branches[1:-1]]
        finite = sorted(h for h in heights if math.isfinite(h) and abs(h) < far / 10)
        usual = [abs(h) for h in finite if h]
        most = 4 * sorted(usual)[(3 * len(usual)) // 4] if usual else 0.0
        return [Fraction(h).limit_denominator(1000) for h in finite if abs(h) <= most]


def fixed_values(space: Space, at: Mapping[Any, Any] | None, free: Sequence[str]) -> dict[str, sp.Rational]:
    """Return exact values for all parameters that are not free.

    Raises
    ------
    ParameterError
        If one is missing, unknown, or free.
    """
    numbers = read_values(dict(at or {}), space)
    unknown = [name for name in numbers if name not in space.symbols]
    if unknown:
        raise ParameterError(f"{', '.join(unknown)}: no such parameter; there are {', '.join(space.names)}")
    double = [name for name in numbers if name in free]
    if double:
        raise ParameterError(f"{', '.join(double)} is on an axis: it takes no value as well")
    missing = [name for name in space.names if name not in numbers and name not in free]
    if missing:
        example = ", ".join(f"{name} = 1/10" for name in missing)
        raise ParameterError(
            f"no value for {', '.join(missing)}: give what is on no axis one, as in {example}"
        )
    return {name: sp.Rational(value.numerator, value.denominator) for name, value in numbers.items()}


def _interval(domain: Formula, name: str, other: str) -> tuple[Fraction | None, Fraction | None]:
    """Return between which numbers a parameter lies, whatever the other is; None where there is no bound."""
    decider = Space({}, TRUE).decider
    try:
        return ends_of(eliminate(decider, without_roots(decider, domain), other), name)
    except Undecided:
        return None, None


def ends_of(domain: Formula, name: str) -> tuple[Fraction | None, Fraction | None]:
    """Return between which numbers the only variable of a formula lies; None where there is no bound.

    Examples
    --------
    >>> p = sp.Symbol("p")
    >>> ends_of(Region(p > 0, p**2 <= 4).formula, "p")
    (Fraction(0, 1), Fraction(2, 1))
    """
    ends = sorted(
        {root for a in atoms(domain) if a.polynomial.names == (name,) for root in zeros(a.polynomial, name)}
    )
    if not ends or names(domain) - {name}:
        return None, None
    inner = [(a + b) / 2 for a, b in itertools.pairwise(ends)]
    places = [ends[0] - 1, *inner, ends[-1] + 1]
    held = [bool(evaluate_at(domain, {name: flint_rational(place)})) for place in places]
    if not any(held):
        return None, None
    first, last = held.index(True), len(held) - 1 - held[::-1].index(True)
    return (None if first == 0 else ends[first - 1]), (None if last == len(ends) else ends[last])


def zeros(polynomial: Polynomial, name: str) -> Iterator[Fraction]:
    """Yield the real zeros of a polynomial in one variable: exact if they are rational, else very near.

    Examples
    --------
    >>> x = Polynomial.symbol("x")
    >>> list(zeros(3 * x**2 - x, "x"))
    [Fraction(0, 1), Fraction(1, 3)]
    """
    symbol = sp.Symbol(name)
    terms = (
        sp.Rational(c.numerator, c.denominator) * symbol ** dict(m).get(name, 0)
        for c, m in polynomial.terms()
    )
    for root in sp.Poly(sp.Add(*terms), symbol).intervals(eps=sp.Rational(1, 10**9)):
        (low, high), _ = root
        middle = (low + high) / 2
        yield Fraction(int(middle.p), int(middle.q))


def round_out(value: Fraction, side: int) -> Fraction:
    """Return the next number with few digits above a value, or below it.

    Examples
    --------
    >>> round_out(Fraction(1237, 1000), 1), round_out(Fraction(1237, 1000), -1)
    (Fraction(5, 4), Fraction(6, 5))
    """
    if value == 0:
        return Fraction(0)
    step = Fraction(10) ** math.floor(math.log10(abs(float(value)))) / 20
    count = value / step
    return step * (math.ceil(count) if side > 0 else math.floor(count))
