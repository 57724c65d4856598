"""Mixed strategies that make another player indifferent, with symbols: linear algebra by case.

One player mixes over a *support*; the other's *targets* are to be equally good, and as good as any other of
its actions. Indifference is a linear system over the field of rational functions. Where its rank depends on
the parameters it is solved by case, so that what exists only at single points (a segment of solutions where
payoffs happen to be equal) is found as well, if it is asked for.

>>> from formal.algebra.space import space_of
>>> from sympy import Symbol
>>> space = space_of((), [Symbol("v", positive=True)])
>>> v, one, zero = Quotient.symbol("v"), Quotient.constant(1), Quotient.constant(0)
>>> battle = Indifference(space, [[v, zero], [zero, one]], ("s", "t"), knife_edges=False)
>>> mixture, = battle.mixtures((0, 1), (0, 1))
>>> print([str(q) for q in mixture.strategy], mixture.where)
['(1)/(v + 1)', '(v)/(v + 1)'] v > 0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from formal.algebra.eliminate import eliminate
from formal.algebra.formula import (
    TRUE,
    Atom,
    Formula,
    atom,
    compare,
    conjunction,
    conjuncts,
    disjunction,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, as_quotient
from formal.algebra.space import Space
from formal.solvers.generic import alive
from formal.solvers.tables import ONE, ZERO, Index, Strategy


@dataclass(frozen=True, eq=False)
class Mixture:
    """Mixed strategies over a support that leave the targets equally good and best.

    Attributes
    ----------
    strategy
        The probability of each action, in the parameters and in `free`.
    free
        The names of probabilities that may be chosen.
    exact
        The condition, on parameters and free probabilities, that the support is used and the targets best.
    closed
        The same where some of the support may stay unused.
    where
        For which parameters there is one that is exact.
    """

    strategy: Strategy
    free: tuple[str, ...]
    exact: Formula
    closed: Formula
    where: Formula


@dataclass(eq=False)
class Indifference:
    """The mixed strategies of one player, as another player sees them.

    Attributes
    ----------
    space
        The parameter space.
    payoffs
        Of the other player: a row for each of its actions, a column for each action of the one who mixes.
    names
        What the probabilities are called where they are free.
    knife_edges
        Whether to look for solutions that exist on a set of parameters without an interior only.

    Examples
    --------
    >>> from formal.algebra.space import space_of
    >>> tie = Indifference(space_of(), [[Quotient.constant(1)] * 2], ("s", "t"), knife_edges=False)
    >>> mixture, = tie.mixtures((0, 1), (0,))
    >>> print([str(q) for q in mixture.strategy], mixture.closed)
    ['s', '-s + 1'] s >= 0 and -s + 1 >= 0
    """

    space: Space
    payoffs: Sequence[Sequence[Quotient]]
    names: tuple[str, ...]
    knife_edges: bool
    _known: dict[tuple[Index, Index], list[Mixture]] = field(default_factory=dict)
    _conditions: dict[tuple[Index, int], Formula] = field(default_factory=dict)
    _signs: dict[tuple[int, int, int], tuple[Formula, Formula]] = field(default_factory=dict)

    def mixtures(self, support: Index, targets: Index) -> list[Mixture]:
        """Return the mixtures over exactly `support` that make `targets` equally good and best, by case."""
        key = (support, targets)
        if key not in self._known:
            self._known[key] = [m for m in self._found(support, targets) if self._alive(m.where)]
        return self._known[key]

    def _found(self, support: Index, targets: Index) -> Iterator[Mixture]:
        if not self._alive(self._undominated(support, targets)):
            return
        system = [self._row(support, targets[0], other) for other in targets[1:]]
        usual = _Elimination(self, system, self._names(support))
        usual.reduce()
        if usual.residual == TRUE and not usual.unknown:
            yield self._single(support, targets, usual.values())
        if (usual.residual == TRUE and usual.unknown) or self.knife_edges:
            yield from self._by_case(support, targets, system, least=1 if usual.residual == TRUE else 0)

    def _by_case(
        self, support: Index, targets: Index, system: list[list[Quotient]], least: int
    ) -> Iterator[Mixture]:
        """Yield the solutions for each way in which the rank may depend on the parameters."""
        waiting = [_Elimination(self, system, self._names(support), careful=True)]
        while waiting:
            case = waiting.pop()
            if not self._alive(case.context):
                continue
            split = case.reduce()
            if split is not None:
                waiting += [case.where(atom(split, "!=")), case.where(atom(split, "="))]
            elif len(case.unknown) >= least:
                where = conjunction(case.context, case.residual)
                if not self._alive(where):
                    continue
                if case.unknown:
                    yield self._continuum(support, targets, case, where)
                else:
                    yield self._single(support, targets, case.values(), where)

    def _names(self, support: Index) -> tuple[str, ...]:
        return tuple(self.names[action] for action in support[:-1])

    # -- conditions --------------------------------------------------------------------------------

    def _row(self, support: Index, target: int, other: int) -> list[Quotient]:
        """The other player's gain from `target` over `other`: for each probability but the last, and at 0."""
        gains = [self.payoffs[target][i] - self.payoffs[other][i] for i in support]
        return [*(gain - gains[-1] for gain in gains[:-1]), gains[-1]]

    def _gain(self, support: Index, target: int, other: int, weights: Sequence[Quotient]) -> Quotient:
        total = ZERO
        for i, weight in zip(support, weights, strict=True):
            total = total + weight * (self.payoffs[target][i] - self.payoffs[other][i])
        return total

    def _single(
        self, support: Index, targets: Index, values: list[Quotient], context: Formula = TRUE
    ) -> Mixture:
        """Return the one solution; over a common denominator all numerators have the same sign."""
        bottom = _common_denominator(values)
        weights = [value * as_quotient(bottom) for value in values]
        gains = [self._gain(support, targets[0], other, weights) for other in self._others(targets)]
        sides = []
        for sign in (1,) if bottom.is_constant else (1, -1):
            used = (compare(weight * sign, ">", ZERO) for weight in weights)
            best = (compare(gain * sign, ">=", ZERO) for gain in gains)
            sides.append(conjunction(context, *used, *best))
        where = disjunction(*(side for side in sides if self._alive(side)))
        return Mixture(self._strategy(support, values), (), where, where, where)

    def _continuum(self, support: Index, targets: Index, case: _Elimination, where: Formula) -> Mixture:
        values = case.values()
        best = [
            compare(self._gain(support, targets[0], other, values), ">=", ZERO)
            for other in self._others(targets)
        ]
        exact, closed = (
            conjunction(where, *(compare(value, relation, ZERO) for value in values), *best)
            for relation in (">", ">=")
        )
        free = tuple(case.names[column] for column in case.unknown)
        exists = eliminate(self.space.decider, exact, *free)
        return Mixture(self._strategy(support, values), free, exact, closed, exists)

    def _others(self, targets: Index) -> Iterator[int]:
        return (j for j in range(len(self.payoffs)) if j not in targets)

    def _strategy(self, support: Index, values: list[Quotient]) -> Strategy:
        known = dict(zip(support, values, strict=True))
        return tuple(known.get(i, ZERO) for i in range(len(self.payoffs[0])))

    def _undominated(self, support: Index, targets: Index) -> Formula:
        """No target may be dominated by another action while the support is used with all its actions."""
        return conjunction(*(self._best_somewhere(support, target) for target in targets))

    def _best_somewhere(self, support: Index, target: int) -> Formula:
        """Against a support, no other action is as good as the target everywhere, and better somewhere."""
        key = (support, target)
        if key not in self._conditions:
            parts = []
            for other in range(len(self.payoffs)):
                signs = [self._sign(target, other, i) for i in support]
                if other != target and any(equal != TRUE for _, equal in signs):
                    better = disjunction(*(more for more, _ in signs))
                    parts.append(disjunction(better, conjunction(*(equal for _, equal in signs))))
            self._conditions[key] = conjunction(*parts)
        return self._conditions[key]

    def _sign(self, target: int, other: int, column: int) -> tuple[Formula, Formula]:
        """Return where the target is better than another action in a column, and where they are equally good."""
        key = (target, other, column)
        if key not in self._signs:
            gain = self.payoffs[target][column] - self.payoffs[other][column]
            self._signs[key] = compare(gain, ">", ZERO), compare(gain, "=", ZERO)
        return self._signs[key]

    def _alive(self, formula: Formula) -> bool:
        return alive(self.space.decider, formula, self.knife_edges)

    # -- zeros -------------------------------------------------------------------------------------

    def vanishes(self, value: Quotient, context: Formula) -> bool:
        """Return whether `value` is zero wherever `context` and the assumptions hold."""
        if value.is_zero or value.numerator.is_constant:
            return value.is_zero
        if context == TRUE and not _has_equations(self.space.assumptions):
            return False
        return self.space.decider.entails(
            disjunction(negation(context), atom(value.numerator, "=")), patient=False
        )

    def never_vanishes(self, value: Quotient, context: Formula) -> bool:
        """Return whether `value` is non-zero wherever `context` and the assumptions hold."""
        if value.numerator.is_constant:
            return not value.is_zero
        zero = conjunction(context, atom(value.numerator, "="))
        return not self.space.decider.possible(zero, patient=False)


@dataclass(eq=False)
class _Elimination:
    """Gauss-Jordan elimination of `sum of row[i]*q[i] + row[-1] = 0` in one case of the parameters.

    If it is careful, it divides by nothing that may be zero, and `reduce` returns what it would divide by.
    """

    owner: Indifference
    rows: list[list[Quotient]]
    names: tuple[str, ...]
    careful: bool = False
    context: Formula = TRUE
    pivots: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = [list(row) for row in self.rows]
        self.columns = len(self.names)

    def where(self, condition: Formula) -> _Elimination:
        """Return a copy for the part of this case in which `condition` holds."""
        context = conjunction(self.context, condition)
        return _Elimination(self.owner, self.rows, self.names, self.careful, context, dict(self.pivots))

    def reduce(self) -> Polynomial | None:
        """Eliminate until it is done; return a polynomial whose sign at zero must be known to go on."""
        while True:
            self._clear_zeros()
            entries = [
                (row[c], r, c)
                for r, row in enumerate(self.rows)
                if r not in self.pivots.values()
                for c in range(self.columns)
                if not row[c].is_zero
            ]
            if not entries:
                return None
            entries.sort(key=lambda e: (e[0].numerator.key()[:2], -e[2]))
            if self.careful:
                sure = [e for e in entries if self.owner.never_vanishes(e[0], self.context)]
                if not sure:
                    return entries[0][0].numerator
                entries = sure
            self._pivot(*entries[0][1:])

    def _clear_zeros(self) -> None:
        for row in self.rows:
            for c, value in enumerate(row):
                if not value.is_zero and self.owner.vanishes(value, self.context):
                    row[c] = ZERO

    def _pivot(self, row: int, column: int) -> None:
        self.pivots[column] = row
        scale = self.rows[row][column]
        self.rows[row] = [value / scale for value in self.rows[row]]
        for r, other in enumerate(self.rows):
            factor = other[column]
            if r != row and not factor.is_zero:
                pairs = zip(other, self.rows[row], strict=True)
                self.rows[r] = [value - factor * pivot for value, pivot in pairs]

    @property
    def residual(self) -> Formula:
        """What must hold for the system to have a solution at all."""
        left = (row[-1] for r, row in enumerate(self.rows) if r not in self.pivots.values())
        return conjunction(*(compare(value, "=", ZERO) for value in left))

    @property
    def unknown(self) -> list[int]:
        """The columns that stay free."""
        return [c for c in range(self.columns) if c not in self.pivots]

    def values(self) -> list[Quotient]:
        """Return the probabilities, the last one included, in the free ones."""
        free = {column: Quotient.symbol(self.names[column]) for column in self.unknown}
        found = []
        for column in range(self.columns):
            if column in free:
                found.append(free[column])
                continue
            row = self.rows[self.pivots[column]]
            total = -row[-1]
            for other, name in free.items():
                total = total - row[other] * name
            found.append(total)
        last = ONE
        for value in found:
            last = last - value
        return [*found, last]


def _common_denominator(values: Sequence[Quotient]) -> Polynomial:
    common = Polynomial.constant(1)
    for value in values:
        common = common * value.denominator.divide_exactly(common.gcd(value.denominator))
    return common


def _has_equations(formula: Formula) -> bool:
    return any(isinstance(part, Atom) and part.relation == "=" for part in conjuncts(formula))
