"""Roots by name: `(c/b)**(1/9)` is a number `r`, not negative, with `r**9 = c/b`.

The algebra reads rational functions and square roots. A power with another exponent is written with a letter for the
root of its base, about which two facts are assumed: that it is not negative, and that its power is the base. For there
to be such a number the base must not be negative, which has to be shown beside. The degree may contain a letter; then
nothing is assumed of the power, since it is no polynomial.

>>> n, b, c = sp.symbols("n b c")
>>> one = Roots([1 - (c / b) ** sp.Rational(1, 9)], ())
>>> one.read(b * (c / b) ** sp.Rational(2, 9)), one.roots[0].facts
(b*r**2, And('r >= 0 and b*r**9 - c = 0'))
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from formal.algebra.formula import Formula, atom, compare, conjunction
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient
from formal.algebra.splitting import is_whole
from formal.errors import GameError

__all__ = ["Root", "Roots", "free_letters"]

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)


def free_letters(letters: str, taken: Collection[str]) -> Iterator[str]:
    """Yield names that are not taken: the letters, then the first one with a number.

    Examples
    --------
    >>> list(itertools.islice(free_letters("rst", {"s", "r1"}), 4))
    ['r', 't', 'r2', 'r3']
    """
    names = itertools.chain(letters, (f"{letters[0]}{i}" for i in itertools.count(1)))
    return (name for name in names if name not in taken)


@dataclass(frozen=True)
class Root:
    """A root that has a letter of its own.

    Attributes
    ----------
    symbol
        The letter.
    base, degree
        Of what it is the root, and which.
    """

    symbol: sp.Symbol
    base: sp.Expr
    degree: sp.Expr

    @property
    def inside(self) -> Quotient:
        """Of what it is the root."""
        return read_quotient(self.base)

    @property
    def written(self) -> sp.Expr:
        """The root as a power."""
        return sp.Pow(self.base, 1 / self.degree)

    @property
    def facts(self) -> Formula:
        """What is assumed of it."""
        here = Polynomial.symbol(self.symbol.name)
        found = [atom(here, ">=")]
        if isinstance(self.degree, sp.Integer):
            found.append(
                atom(self.inside.numerator - here ** int(self.degree) * self.inside.denominator, "=")
            )
        return conjunction(*found)

    @property
    def exists(self) -> Formula:
        """What must be shown for that: what is under it is not negative."""
        return compare(self.inside, ">=", _ZERO)

    @property
    def small(self) -> tuple[Formula, Formula]:
        """That what is under it is at most 1, and that it is at most 1 itself, which follows."""
        return compare(_ONE, ">=", self.inside), atom(1 - Polynomial.symbol(self.symbol.name), ">=")


@dataclass(frozen=True)
class Number:
    """A root of a polynomial without letters, such as SymPy's `CRootOf`, told from the others by two bounds.

    Attributes
    ----------
    symbol
        The letter for it.
    root
        The number.
    low, high
        It is the only root of its polynomial between these.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> Number.of(sp.Symbol("r"), sp.CRootOf(x**3 - 3 * x + 1, 1))
    Number(symbol=r, root=CRootOf(x**3 - 3*x + 1, 1), low=173/500, high=87/250)
    """

    symbol: sp.Symbol
    root: sp.CRootOf
    low: sp.Rational
    high: sp.Rational

    @classmethod
    def of(cls, symbol: sp.Symbol, root: sp.CRootOf, digits: int = 3) -> Number:
        """Return a root with bounds of so many digits, or more if need be, between 0 and 1 if it is."""
        while True:
            near, step = sp.Rational(str(root.evalf(digits + 10).round(digits))), sp.Rational(1, 10**digits)
            low, high = near - step, near + step
            inside = not (0 < near < 1) or (low >= 0 and high <= 1)
            if inside and root.poly.count_roots(low, high) == 1:
                return cls(symbol, root, low, high)
            digits += 2

    @property
    def polynomial(self) -> Quotient:
        """Its polynomial, in its letter."""
        return self.at(Quotient.symbol(self.symbol.name))

    def at(self, value: Quotient) -> Quotient:
        """Return its polynomial of something else."""
        total = _ZERO
        for coefficient in self.root.poly.all_coeffs():
            total = total * value + read_quotient(coefficient)
        return total

    @property
    def facts(self) -> Formula:
        """That it is a root between the bounds."""
        here = Quotient.symbol(self.symbol.name)
        low, high = read_quotient(self.low), read_quotient(self.high)
        root = compare(self.polynomial, "=", _ZERO)
        return conjunction(root, compare(here, ">", low), compare(high, ">", here))


class Roots:
    """The roots that occur in some expressions.

    Attributes
    ----------
    roots
        Those of which powers are written.
    numbers
        Those of polynomials without letters.

    Parameters
    ----------
    expressions
        The expressions.
    taken
        Names that are no letters for roots.
    degree
        The degree of roots in whose exponents a letter stands: `n - 1` for `(c/b)**(1/(n - 1))`.

    Raises
    ------
    GameError
        If a root stands under another one, or an exponent is no multiple of `1/degree`.
    """

    def __init__(
        self, expressions: Iterable[sp.Expr], taken: Collection[str], degree: sp.Expr | None = None
    ) -> None:
        self._degree = None if degree is None else _plain(degree)
        found: dict[sp.Expr, sp.Expr] = {}

        def seen(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
            key = 1 / base if 1 / base in found else base
            found[key] = self._common(found.get(key, sp.Integer(1)), exponent)
            return sp.Integer(1)

        listed = list(expressions)
        for expression in listed:
            _rewritten(expression, seen)
        free = free_letters("rst", taken)
        self.roots = tuple(Root(sp.Symbol(next(free)), base, common) for base, common in found.items())
        roots = dict.fromkeys(root for e in listed for root in sorted(e.atoms(sp.CRootOf), key=str))
        # The first one more narrowly, so that bounds on what depends on it follow from its own.
        self.numbers = tuple(
            Number.of(sp.Symbol(next(free)), root, 2 if number else 5) for number, root in enumerate(roots)
        )
        nested = next((root.base for root in self.roots if _powers(root.base)), None)
        if nested is not None:
            raise GameError(f"no derivation is made: a root stands under the root of {nested}")

    def _common(self, known: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if exponent.is_Rational and known.is_Integer:
            return sp.Integer(math.lcm(int(known), int(exponent.q)))
        if self._degree is None:
            raise GameError(f"no derivation is made: {exponent} stands in an exponent")
        return self._degree

    def read(self, expression: sp.Expr) -> sp.Expr:
        """Return an expression with letters for the roots.

        Raises
        ------
        GameError
            If a root occurs that is none of these.
        """

        def named(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
            for root in self.roots:
                if base in (root.base, 1 / root.base):
                    return self._in(root, exponent if base == root.base else -exponent)
            raise GameError(f"no derivation is made: {base**exponent} is no root that is known")

        return _rewritten(expression, named).xreplace({one.root: one.symbol for one in self.numbers})

    def _in(self, root: Root, exponent: sp.Expr) -> sp.Expr:
        """Return a power of the base as a power of the root, times a whole power of the base."""
        times = sp.cancel(exponent * root.degree)
        if isinstance(root.degree, sp.Integer):
            whole, rest = divmod(int(times), int(root.degree))
            return root.base**whole * root.symbol**rest
        (letter,) = root.degree.free_symbols
        if not times.is_polynomial(letter):
            raise GameError(
                f"no derivation is made: the exponent {exponent} is no multiple of 1/({root.degree})"
            )
        whole = sp.Poly(times, letter).coeff_monomial(letter)
        rest = sp.expand(times - whole * root.degree)
        if not (whole.is_Integer and rest.is_Integer):
            raise GameError(
                f"no derivation is made: the exponent {exponent} is no multiple of 1/({root.degree})"
            )
        return root.base**whole * root.symbol**rest


def _rewritten(expression: sp.Expr, named: Callable[[sp.Expr, sp.Expr], sp.Expr]) -> sp.Expr:
    """Return an expression with `named(base, exponent)` for each root, products of several taken together.

    SymPy writes `(c/(2*b))**(1/3)` as `2**(2/3)*(c/b)**(1/3)/2`, and of positive letters the root of each. Exponents
    are brought to a half at most.
    """
    flat = sp.sympify(expression).replace(
        lambda e: (
            isinstance(e, sp.Pow) and isinstance(e.base, sp.Pow) and bool(_powers(e.base) or _powers(e))
        ),
        lambda e: e.base.base ** (e.base.exp * e.exp),
    )

    def within(part: sp.Expr) -> sp.Expr:
        factors = sp.Mul.make_args(part)
        if not any(isinstance(f, sp.Pow) and _is_root(f) for f in factors):
            return part.func(*map(within, part.args)) if part.args else _plain(part)
        roots = [f for f in factors if isinstance(f, sp.Pow) and not f.exp.is_Integer]
        whole, bases = sp.Mul(*(f for f in factors if f not in roots)), dict[Any, sp.Expr]()
        together = sum(not root.base.is_positive for root in roots) < 2
        for root in roots:
            times = sp.ceiling(root.exp - sp.Rational(1, 2)) if root.exp.is_Rational else sp.Integer(0)
            rest = root.exp - times
            sign = sp.Integer(-1 if rest.could_extract_minus_sign() else 1)
            whole *= root.base**times
            key = sign * rest if together else (sign * rest, root.base)
            bases[key] = bases.get(key, sp.Integer(1)) * root.base**sign
        named_all = (named(_plain(base), _plain(key if together else key[0])) for key, base in bases.items())
        return within(whole) * sp.Mul(*named_all)

    return within(flat)


def _plain(expression: sp.Expr) -> sp.Expr:
    """Return an expression in letters of which nothing is known, so that equal names are equal."""
    return expression.xreplace({s: sp.Symbol(s.name) for s in expression.free_symbols})


def _powers(expression: sp.Expr) -> list[sp.Pow]:
    """Return the powers that the algebra does not read."""
    return [p for p in sp.preorder_traversal(expression) if isinstance(p, sp.Pow) and _is_root(p)]


def _is_root(power: sp.Pow) -> bool:
    """Return whether a power is no whole one, and no square root of a polynomial."""
    if not power.exp.is_Rational or power.exp.q > 2:
        return True
    return bool(power.exp.q == 2 and not is_whole(power.base))
