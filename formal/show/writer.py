"""What text and LaTeX have in common: taking a SymPy object apart and bracketing the pieces.

A `Writer` walks an expression, a condition or a set and asks its subclass (`TextWriter`, `LatexWriter`) how
each piece is set. Every piece comes with how tightly it holds together (`Grip`), so that brackets appear
where they are needed and nowhere else.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import IntEnum

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom

from formal.algebra.chains import Chain
from formal.show.chains import as_chain, chained
from formal.show.layout import Order, Product


class Grip(IntEnum):
    """How tightly a written piece holds together, loosest first."""

    CASES = 0
    OR = 1
    AND = 2
    NOT = 3
    RELATION = 4
    SUM = 5
    PRODUCT = 6
    POWER = 7
    WHOLE = 8


Written = tuple[str, Grip]


class Writer(ABC):
    """Writes expressions, conditions and sets in the order of declaration.

    Parameters
    ----------
    order
        The order of the parameters.
    """

    def __init__(self, order: Order) -> None:
        self.order = order

    def write(self, thing: sp.Basic) -> str:
        """Return a SymPy expression, condition or set as it is written."""
        return self.piece(thing)[0]

    def held(self, thing: sp.Basic, grip: Grip) -> str:
        """Return it in brackets unless it holds together at least as tightly as `grip`."""
        return self.fitted(self.piece(thing), grip)

    def fitted(self, piece: Written, grip: Grip) -> str:
        """Return a written piece in brackets unless it holds together at least as tightly as `grip`."""
        shown, own = piece
        return shown if own >= grip else self.bracket(shown)

    def piece(self, thing: sp.Basic) -> Written:
        """Return it as written, with how tightly it holds together."""
        if isinstance(thing, Relational | Boolean) and not isinstance(thing, sp.Symbol):
            return self._condition(thing)
        if isinstance(thing, sp.Set):
            return self._set(thing)
        return self._expression(thing)

    # -- expressions ------------------------------------------------------------------------------

    def _expression(self, expr: sp.Expr) -> Written:
        if expr.is_Symbol:
            return self.name(expr.name), Grip.WHOLE
        if expr.is_Integer or expr.is_Float:
            number = self.number(sp.sstr(abs(expr), full_prec=False))
            return (number, Grip.WHOLE) if expr >= 0 else (self.added([("-", number)]), Grip.SUM)
        if expr.is_Add:
            return self._sum(expr)
        if expr.is_Mul or expr.is_Rational or (expr.is_Pow and self._is_below(expr)):
            return self._product(self.order.product(expr))
        if expr.is_Pow:
            return self.power(*expr.as_base_exp())
        return self._function(expr)

    def _is_below(self, expr: sp.Pow) -> bool:
        """Return whether a power is one of a fraction, or of a sum that may be turned round."""
        product = self.order.product(expr)
        turns = expr.base.is_Add and expr.exp.is_Integer
        return bool(product.bottom) or product.coefficient != 1 or turns

    def _sum(self, expr: sp.Add) -> Written:
        whole = self.order.product(expr)
        if whole.coefficient != 1:
            return self._product(whole)
        return self.added([self._signed(product) for product in self.order.terms(expr)]), Grip.SUM

    def _product(self, product: Product) -> Written:
        return (self.added([self._signed(product)]), Grip.SUM) if product.negative else self._ratio(product)

    def _signed(self, product: Product) -> tuple[str, str]:
        return "-" if product.negative else "+", self._unsigned(product)

    def _unsigned(self, product: Product) -> str:
        shown, grip = self._ratio(product)
        return shown if grip > Grip.SUM else self.bracket(shown)

    def _ratio(self, product: Product) -> Written:
        number = product.coefficient
        if number.q == 1 and not product.bottom:
            return self._factors(number.p, product.top)
        return self.ratio(self._factors(number.p, product.top), self._factors(number.q, product.bottom))

    def _factors(self, number: int, powers: Sequence[tuple[sp.Expr, sp.Expr]]) -> Written:
        factors: list[Written] = [(self.number(str(number)), Grip.WHOLE)] if number != 1 or not powers else []
        factors += [self.power(base, exponent) for base, exponent in powers]
        if len(factors) == 1:
            return factors[0]
        return self.times([s if grip >= Grip.POWER else self.bracket(s) for s, grip in factors]), Grip.PRODUCT

    def power(self, base: sp.Expr, exponent: sp.Expr) -> Written:
        """Return a power with an exponent that is not negative."""
        if exponent == 1:
            return self.piece(base)
        if exponent == sp.Rational(1, 2):
            return self.root(self.write(_factored(base))), Grip.WHOLE
        return self.raised(base, exponent), Grip.POWER

    def _function(self, expr: sp.Expr) -> Written:
        if isinstance(expr, sp.Piecewise):
            pieces = [(self.held(value, Grip.OR), self._when(condition)) for value, condition in expr.args]
            return self.cases(pieces), Grip.CASES
        if isinstance(expr, sp.Min | sp.Max):
            kind = "min" if isinstance(expr, sp.Min) else "max"
            return self.extremum(kind, [self.write(a) for a in self.order.sorted(expr.args)]), Grip.WHOLE
        if isinstance(expr, sp.Abs):
            return self.size(self.write(expr.args[0])), Grip.WHOLE
        if isinstance(expr, sp.Function | AppliedUndef):
            return self.applied(expr.func.__name__, [self.write(a) for a in expr.args]), Grip.WHOLE
        return self.constant(expr), Grip.WHOLE

    def _when(self, condition: Boolean) -> str | None:
        return None if condition == sp.true else self.held(condition, Grip.OR)

    # -- conditions -------------------------------------------------------------------------------

    def _condition(self, condition: Boolean) -> Written:
        if isinstance(condition, BooleanAtom):
            return self.truth(bool(condition)), Grip.WHOLE
        if isinstance(condition, Relational):
            return self.chain(as_chain(condition)), Grip.RELATION
        match condition:
            case sp.And():
                chains = chained(self.order.sorted(condition.args), self.order.names)
                grip = Grip.AND if len(chains) > 1 else Grip.RELATION
                return self.all_of([self._link(c) for c in chains]), grip
            case sp.Or():
                parts = self.order.sorted(condition.args)
                return self.any_of([self.held(c, Grip.NOT) for c in parts]), Grip.OR
            case sp.Not():
                return self.negated(self.held(condition.args[0], Grip.WHOLE)), Grip.NOT
            case sp.Contains():
                return self.member(*(self.write(a) for a in condition.args)), Grip.RELATION
        return self.piece(condition.to_nnf())

    def _link(self, condition: Chain | Boolean) -> str:
        return self.chain(condition) if isinstance(condition, Chain) else self.held(condition, Grip.NOT)

    def chain(self, chain: Chain) -> str:
        """Return comparisons such as `0 < p <= 1 - c_B`."""
        first, *others = (self.held(term, Grip.SUM) for term in chain.terms)
        signs = map(self.relation, chain.relations)
        return self.compared(first, list(zip(signs, others, strict=True)))

    # -- sets -------------------------------------------------------------------------------------

    def _set(self, members: sp.Set) -> Written:
        match members:
            case sp.Interval():
                ends = self.write(members.start), self.write(members.end)
                return self.interval(*ends, bool(members.left_open), bool(members.right_open)), Grip.WHOLE
            case sp.FiniteSet():
                return self.finite([self.write(a) for a in self.order.sorted(members.args)]), Grip.WHOLE
            case sp.Union() | sp.Intersection():
                parts = [self.held(a, Grip.WHOLE) for a in self.order.sorted(members.args)]
                kind = "union" if isinstance(members, sp.Union) else "intersection"
                return self.combined(kind, parts), Grip.AND
        return self.constant(members), Grip.WHOLE

    # -- what a medium may say otherwise -------------------------------------------------------------

    def number(self, digits: str) -> str:
        """Return a number without a sign."""
        return digits

    def added(self, terms: Sequence[tuple[str, str]]) -> str:
        """Return terms, each after its `+` or `-`, as a sum."""
        (sign, first), *others = terms
        return f"{sign.strip('+')}{first}" + "".join(f" {sign} {term}" for sign, term in others)

    def compared(self, first: str, others: Sequence[tuple[str, str]]) -> str:
        """Return a chain of comparisons: a term, and others each after the sign of its relation."""
        return first + "".join(f" {relation} {term}" for relation, term in others)

    # -- what a medium has to say --------------------------------------------------------------------

    @abstractmethod
    def name(self, name: str) -> str:
        """Return the name of a symbol."""

    @abstractmethod
    def constant(self, thing: sp.Basic) -> str:
        """Return a constant such as infinity, or something that nobody else knows how to write."""

    @abstractmethod
    def bracket(self, shown: str) -> str:
        """Return a piece in brackets."""

    @abstractmethod
    def times(self, factors: Sequence[str]) -> str:
        """Return factors as a product."""

    @abstractmethod
    def ratio(self, top: Written, bottom: Written) -> Written:
        """Return one product over another."""

    @abstractmethod
    def raised(self, base: sp.Expr, exponent: sp.Expr) -> str:
        """Return a power."""

    @abstractmethod
    def root(self, inside: str) -> str:
        """Return a square root."""

    @abstractmethod
    def size(self, inside: str) -> str:
        """Return an absolute value."""

    @abstractmethod
    def extremum(self, kind: str, arguments: Sequence[str]) -> str:
        """Return a `min` or `max`."""

    @abstractmethod
    def applied(self, function: str, arguments: Sequence[str]) -> str:
        """Return a function of arguments."""

    @abstractmethod
    def cases(self, pieces: Sequence[tuple[str, str | None]]) -> str:
        """Return a value by case; the condition None is everything else."""

    @abstractmethod
    def relation(self, relation: str) -> str:
        """Return a relation sign, spelt `<=`, `!=`, `=` and so on in `relation`."""

    @abstractmethod
    def truth(self, value: bool) -> str:
        """Return the condition that holds everywhere or nowhere."""

    @abstractmethod
    def all_of(self, conditions: Sequence[str]) -> str:
        """Return conditions that all hold."""

    @abstractmethod
    def any_of(self, conditions: Sequence[str]) -> str:
        """Return conditions of which one holds."""

    @abstractmethod
    def negated(self, condition: str) -> str:
        """Return the condition that another does not hold."""

    @abstractmethod
    def member(self, element: str, members: str) -> str:
        """Return the condition that something is in a set."""

    @abstractmethod
    def interval(self, low: str, high: str, low_open: bool, high_open: bool) -> str:
        """Return an interval."""

    @abstractmethod
    def finite(self, members: Sequence[str]) -> str:
        """Return a set given by its members."""

    @abstractmethod
    def combined(self, kind: str, sets: Sequence[str]) -> str:
        """Return a `union` or an `intersection` of sets."""


@functools.lru_cache(maxsize=4096)
def _factored(radicand: sp.Expr) -> sp.Expr:
    """Return what stands under a root as a product of factors, where it is one; a number would leave the root."""
    if not radicand.is_Add or not radicand.is_polynomial():
        return radicand
    product = sp.factor(radicand)
    return product if product.is_Mul and abs(product.as_coeff_Mul()[0]) == 1 else radicand
