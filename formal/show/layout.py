"""How a sum or a product is laid out: the order of terms and factors, and where the minus signs go.

SymPy orders terms by its own canon and prints `-(eta - 1)*(v_R - w_R)`; people keep the order in which they
declared the letters and write `(1 - eta)*(v_R - w_R)`. This is the same in text and in LaTeX:

- terms follow the order of declaration, but a positive term leads where there is one;
- a positive number leads its sum if nothing is squared (`1 - p - c_B`, `1 + delta`), any other ends it;
- a factor that is a sum is turned round (`eta - 1` to `1 - eta`) where that removes minus signs, and where it
  is known to be negative;
- a denominator that all terms share is written once: `(V - C)/2`.

>>> from sympy import symbols
>>> eta, v, w = symbols("eta v_R w_R")
>>> order = Order(["eta", "v_R", "w_R"])
>>> order.product(-(eta - 1) * (v - w))
Product(negative=False, coefficient=1, top=((1 - eta, 1), (v_R - w_R, 1)), bottom=())
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import gcd, lcm
from typing import Any

import sympy as sp

from formal.algebra.formula import atom
from formal.algebra.reading import read_value
from formal.algebra.space import Space
from formal.errors import ExpressionError

Power = tuple[sp.Expr, sp.Expr]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Product:
    """A signed product of powers over another: `coefficient * top / bottom`.

    Attributes
    ----------
    negative
        Whether a minus sign goes in front.
    coefficient
        A positive rational number.
    top, bottom
        Bases and exponents, in the order in which they are written.
    """

    negative: bool
    coefficient: sp.Rational
    top: tuple[Power, ...]
    bottom: tuple[Power, ...]

    @property
    def is_number(self) -> bool:
        """Whether no symbol occurs."""
        return not any(part.free_symbols for power in (*self.top, *self.bottom) for part in power)


class _Way(Enum):
    """Which way round a sum in brackets is."""

    FORWARD = "v - w, v declared first"
    BACKWARD = "w - v"
    NUMBER_LESS = "1 - p"
    NUMBER_LESS_SEVERAL = "1 - p - c"
    LESS_A_NUMBER = "p - 1"
    POSITIVE = "known to be positive"
    NEGATIVE = "known to be negative, as -v - w"


class Order:
    """The order of declaration, and the layout of sums and products in it.

    Parameters
    ----------
    names
        Symbols or names, in the order in which they were declared. Others come after them, alphabetically.
    sign
        Says of a sum whether it is known to be positive (1), negative (-1), or neither (0).
    weights
        Names known to lie between 0 and 1; `q` and `1 - q` come before other letters of a product.
    """

    def __init__(
        self,
        names: Iterable[sp.Symbol | str] = (),
        sign: Callable[[sp.Expr], int] = lambda total: 0,
        weights: Collection[str] = (),
    ) -> None:
        listed = [name.name if isinstance(name, sp.Symbol) else name for name in names]
        self.names = list(dict.fromkeys(listed))
        self._rank = {name: i for i, name in enumerate(self.names)}
        self._sign = sign
        self._weights = weights
        # Whatever is written is written again: in a sum, in a power, in the next line.
        self._products: dict[tuple[sp.Expr, bool], Product] = {}
        self._sums: dict[sp.Expr, list[sp.Expr]] = {}
        self._ways: dict[sp.Expr, _Way] = {}

    @staticmethod
    @functools.lru_cache(maxsize=64)
    def of(space: Space) -> Order:
        """Return the order of a parameter space, which also knows which differences are positive."""
        return Order(space.names, functools.partial(_sign_in, space), space.weights)

    def terms(self, expression: sp.Expr) -> list[Product]:
        """Return the terms of a sum, in the order in which they are written."""
        listed = self._with_halves_joined(self._sorted_terms(expression))
        laid = [self.product(term, leading=False) for term in listed]
        numbers = [product for product in laid if product.is_number and not product.negative]
        if numbers and not _has_square(expression):
            return [*numbers, *(product for product in laid if product not in numbers)]
        if all(product.negative for product in laid):
            return [self.product(listed[0]), *laid[1:]]
        return sorted(laid, key=lambda product: product.negative) if laid[0].negative else laid

    def product(self, expression: sp.Expr, *, leading: bool = True) -> Product:
        """Return a term as a product, with the minus signs where they read best.

        Parameters
        ----------
        expression
            Anything: what is no product is one of a single factor.
        leading
            Whether a minus sign would stand at the beginning of what is written.
        """
        key = expression, leading
        if key not in self._products:
            coefficient, top, bottom = _factors(expression)
            negative, factors = self._turned(bool(coefficient < 0), top, bottom, leading)
            above, below = factors[: len(top)], factors[len(top) :]
            self._products[key] = Product(
                negative, abs(coefficient), self._ordered(above), self._ordered(below)
            )
        return self._products[key]

    def sorted(self, expressions: Iterable[sp.Basic]) -> list[sp.Basic]:
        """Return expressions or conditions in order: numbers first, then by the letters in them."""
        return sorted(expressions, key=lambda e: (not e.is_number, self._letters(e), sp.default_sort_key(e)))

    def symbols(self, expression: sp.Basic) -> list[sp.Symbol]:
        """Return the symbols of an expression, in order."""
        return sorted(expression.free_symbols, key=lambda s: self.rank(s.name))

    def rank(self, name: str) -> Key:
        """Return what a name is sorted by: its place, or the name itself with its numbers as numbers."""
        place = self._rank.get(name, len(self._rank))
        parts = re.split(r"(\d+)", name)
        return (place, *((0, int(part)) if part.isdigit() else (1, part) for part in parts if part))

    def _with_halves_joined(self, terms: list[sp.Expr]) -> list[sp.Expr]:
        """Write `p + b/2 - c/2` as `p + (b - c)/2`, the halves last."""
        bottoms = {term: int(_number_in(term).q) for term in terms}
        counts = Counter(q for q in bottoms.values() if q != 1)
        shared = [q for q, count in counts.items() if count > 1]
        joined = [sp.Add(*(term for term in terms if bottoms[term] == q)) for q in shared]
        return [*(term for term in terms if bottoms[term] not in shared), *joined]

    # -- order ------------------------------------------------------------------------------------

    def _sorted_terms(self, total: sp.Expr) -> list[sp.Expr]:
        """Return terms, lexicographically by letters; after `p + c` comes `p*c`, and numbers come last."""
        if total not in self._sums:
            self._sums[total] = self._in_order(sp.Add.make_args(total))
        return self._sums[total]

    def _in_order(self, terms: Sequence[sp.Expr]) -> list[sp.Expr]:
        letters = {term: self._written(term) for term in terms}
        alone = {bases[0] for bases in letters.values() if len(bases) == 1}

        def key(term: sp.Expr) -> Key:
            bases = letters[term]
            joint = len(bases) > 1 and alone.issuperset(bases)
            return (term.is_number, joint, [self._power_key(p) for p in bases], sp.default_sort_key(term))

        return sorted(terms, key=key)

    def _written(self, term: sp.Expr) -> list[Power]:
        """Return the powers of a term in the order in which they are written, below the line as well."""
        _, top, bottom = _factors(term)
        powers = [*self._ordered(top), *((base, -exponent) for base, exponent in self._ordered(bottom))]
        return [(base, exponent) for base, exponent in powers if not base.is_number]

    def _power_key(self, power: Power) -> Key:
        base, exponent = power
        return (min(self._letters(base), default=()), -_size(exponent), not base.is_Symbol)

    def _ordered(self, factors: Sequence[Power]) -> tuple[Power, ...]:
        return tuple(sorted(factors, key=self._factor_key))

    def _factor_key(self, factor: Power) -> Key:
        base, exponent = factor
        plain = base.is_Symbol or _is_complement(base)
        weight = plain and all(s.name in self._weights for s in base.free_symbols)
        kind = 1 if weight else 2 if plain else 3 if base.is_Add else 4
        kind = 0 if base.is_number else kind if exponent.is_integer or not exponent.is_number else 4
        return (kind, self._letters(base), not base.is_Symbol, _size(exponent), sp.default_sort_key(base))

    def _letters(self, expression: sp.Basic) -> list[Key]:
        return sorted(self.rank(s.name) for s in expression.free_symbols)

    # -- signs ------------------------------------------------------------------------------------

    def _turned(
        self, negative: bool, top: Sequence[Power], below: Sequence[Power], leading: bool
    ) -> tuple[bool, list[Power]]:
        """Return the sign and the factors after turning those sums round that read better the other way."""
        factors = [*top, *below]
        sums = {i: self._way(base) for i, (base, power) in enumerate(factors) if base.is_Add and power.is_odd}
        turned = [i for i, way in sums.items() if way is _Way.NEGATIVE]
        if negative ^ (len(turned) % 2 == 1):
            ways = [_Way.LESS_A_NUMBER, _Way.BACKWARD]
            ways += [_Way.FORWARD, _Way.NUMBER_LESS_SEVERAL] if leading else []
            turned += [i for way in ways for i in sums if sums[i] is way][:1]
        backward = [i for i, way in sums.items() if way is _Way.BACKWARD and i not in turned]
        # Two turns cancel; within a sum, where + can become -, a single one below the line is worth it.
        single = not leading and any(factors[i] in below for i in backward)
        turned += backward if single else backward[: len(backward) // 2 * 2]
        # Below an even power the sign does not matter: `(a - c)**2` where c < a.
        turned_freely = [
            i
            for i, (base, power) in enumerate(factors)
            if base.is_Add and power.is_even and self._way(base) is _Way.NEGATIVE
        ]
        changed = [
            (_opposite(base), e) if i in turned or i in turned_freely else (base, e)
            for i, (base, e) in enumerate(factors)
        ]
        return negative ^ (len(turned) % 2 == 1), changed

    def _way(self, total: sp.Expr) -> _Way:
        if total not in self._ways:
            self._ways[total] = self._read_way(total)
        return self._ways[total]

    def _read_way(self, total: sp.Expr) -> _Way:
        terms = self._sorted_terms(total)
        # As they will be written: `-(w - v)*x` loses its minus sign, `x/(p - 1)` gets one where p < 1.
        minus = [self.product(term, leading=False).negative for term in terms]
        known = -1 if all(minus) else self._sign(total)
        if known:
            return _Way.NEGATIVE if known < 0 else _Way.POSITIVE
        if terms[-1].is_number and minus[-1] and not any(minus[:-1]):
            return _Way.LESS_A_NUMBER
        if terms[-1].is_number and all(minus[:-1]):
            return _Way.NUMBER_LESS if len(terms) == 2 else _Way.NUMBER_LESS_SEVERAL
        return _Way.BACKWARD if minus[0] and not terms[-1].is_number else _Way.FORWARD


def _sign_in(space: Space, total: sp.Expr) -> int:
    """Return the sign that an expression of degree one or two has throughout, zero included; else 0."""
    if not total.is_polynomial():
        return 0
    try:
        [(_, value)] = read_value(total)
    except ExpressionError:  # a number that the algebra does not read, such as a third root
        return 0
    if value.numerator.total_degree() > 2:
        return 0
    if space.decider.entails(atom(value.numerator, ">=")):
        return 1
    return -1 if space.decider.entails(atom(-value.numerator, ">=")) else 0


@functools.lru_cache(maxsize=4096)
def _factors(expression: sp.Expr) -> tuple[sp.Rational, Sequence[Power], Sequence[Power]]:
    """Split into a number, the powers above the line and those below it; sums give up their common number."""
    coefficient = sp.Integer(1)
    top: list[Power] = []
    bottom: list[Power] = []
    pieces = _multiplied(expression)
    for piece in pieces:
        if piece.is_Rational:
            coefficient *= piece
            continue
        base, exponent = piece.as_base_exp() if piece.is_Pow else (piece, sp.Integer(1))
        below = _is_negative(exponent)
        if base.is_Add and exponent.is_Integer:
            content, base = _content(base, alone=len(pieces) == 1)
            coefficient *= content**exponent
        (bottom if below else top).append((base, -exponent if below else exponent))
    return coefficient, tuple(top), tuple(bottom)


def _multiplied(expression: sp.Expr) -> list[sp.Expr]:
    if not expression.is_Mul:
        return [expression]
    return [piece for part in expression.args for piece in _multiplied(part)]


def _is_negative(exponent: sp.Expr) -> bool:
    """Whether a minus sign stands in front: `-2`, `-n`; not `1 - n`."""
    lead = exponent.args[0] if exponent.is_Mul else exponent
    return bool(lead.is_number and lead.is_negative)


def _content(total: sp.Expr, *, alone: bool) -> tuple[sp.Rational, sp.Expr]:
    """Take a number out of a sum: a denominator that all terms share; beside other factors, any."""
    numbers = [_number_in(term) for term in total.args]
    bottoms = {int(number.q) for number in numbers}
    shared = lcm(*bottoms) if len(bottoms) == 1 or not alone else 1
    if shared == 1 and (alone or len(bottoms) > 1):
        return sp.Integer(1), total
    content = sp.Rational(gcd(*(int(number * shared) for number in numbers)), shared)
    return content, total if content == 1 else sp.Add(*(term / content for term in total.args))


def _number_in(term: sp.Expr) -> sp.Rational:
    return sp.Mul(*(piece for piece in _multiplied(term) if piece.is_Rational))


def _opposite(total: sp.Expr) -> sp.Expr:
    return sp.Add(*(-term for term in total.args))


def _is_complement(expression: sp.Expr) -> bool:
    """Whether this is a number and a symbol, as `1 - p` is."""
    if not expression.is_Add or len(expression.args) != 2:
        return False
    numbers = [term for term in expression.args if term.is_number]
    return len(numbers) == 1 and any(term.is_Symbol or (-term).is_Symbol for term in expression.args)


def _has_square(total: sp.Expr) -> bool:
    return any(_size(exponent) > 1 for term in total.args for base, exponent in _factors(term)[1])


def _size(exponent: sp.Expr) -> float:
    return float(exponent) if exponent.is_Rational else 1.0
