"""Nash equilibria among players in the same position: every pure one, counted, and every symmetric mixed one.

A pure equilibrium is known by how many take the first action, since all who take the same action are in the same
position; each such number stands for as many equilibria as there are choices of who they are. Where all mix with one
probability `q`, the others' choices are binomial, and `q` makes both actions worth the same: it is a root of a
polynomial (of a power, where the number of players is a letter). It is given in closed form where the equation is
quadratic or has two terms only, in `q`, in `1 - q` or in the odds `q/(1 - q)`; else its roots are counted by region.

>>> n, m, b, c = sp.symbols("n m b c")
>>> payoffs = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
>>> everybody = SymmetricGame(n, payoffs, others=m, where=[0 < c, c < b, n >= 2])
>>> for equilibrium in symmetric_nash(everybody):
...     print(equilibrium.number, equilibrium.strategy, equilibrium.where)
n {'1 of n': {'volunteer': 1, 'wait': 0}, 'the other n - 1': {'volunteer': 0, 'wait': 1}} always
1 {'each': {'volunteer': 1 - (c/b)**(1/(n - 1)), 'wait': (c/b)**(1/(n - 1))}} always

References
----------
Diekmann, A. (1985), Volunteer's dilemma, Journal of Conflict Resolution 29, 605-610.
Palfrey, T. R. and Rosenthal, H. (1984), Participation and the provision of discrete public goods, Journal of Public
Economics 24, 171-193.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import sympy as sp
from sympy.functions.combinatorial.numbers import stirling

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.counting import roots_inside
from formal.algebra.eliminate import without_roots
from formal.algebra.formula import TRUE, Formula, atom, compare, conjunction, disjunction, negation
from formal.algebra.normal import sign_of
from formal.algebra.polynomial import Polynomial
from formal.algebra.quotient import Quotient, quotient
from formal.algebra.reading import read_quotient
from formal.algebra.roots import roots
from formal.algebra.simplify import simplify
from formal.algebra.space import Space
from formal.algebra.splitting import by_case
from formal.algebra.writing import write_polynomial
from formal.equilibria.symmetric import SymmetricEquilibrium, SymmetricSolution, role_outcome
from formal.errors import ExpressionError, GameError, Undecided
from formal.games.symmetric import Schedule, SymmetricGame
from formal.solvers.generic import alive

Progress = Callable[[str], None]
ONE, ZERO = Quotient.constant(1), Quotient.constant(0)


@verbs.solve.register
def _solve_symmetric(
    game: SymmetricGame,
    concept: str | None = None,
    knife_edges: bool = False,
    progress: Progress | None = None,
) -> SymmetricSolution:
    if concept not in (None, "nash"):
        raise GameError(
            f"{concept!r} does not fit: a symmetric game is solved for 'nash'; leave `concept` out"
        )
    return symmetric_nash(game, knife_edges)


def symmetric_nash(game: SymmetricGame, knife_edges: bool = False) -> SymmetricSolution:
    """Return all pure equilibria, counted, and all equilibria in which everybody mixes in the same way.

    Parameters
    ----------
    game
        Any number of players, whole or a letter.
    knife_edges
        Whether to list equilibria that exist only on a set of parameters without an interior.

    Examples
    --------
    >>> m, b, c = sp.symbols("m b c")
    >>> payoffs = {
    ...     "join": sp.Piecewise((b - c, m >= 1), (-c, True)),
    ...     "stay": sp.Piecewise((b, m >= 2), (0, True)),
    ... }
    >>> two_of_three = symmetric_nash(SymmetricGame(3, payoffs, others=m, where=[0 < c, c < b]))
    >>> [(e.acting, e.number, e.chance, e.where) for e in two_of_three][:2]
    [(0, 1, None, Region(always)), (2, 3, None, Region(always))]
    >>> two_of_three.count(lambda e: not e.is_pure)
    Cases(0 if c > b/2; 1 if c = b/2; 2 if c < b/2)
    """
    search = _Search(game, knife_edges)
    found = [*search.pure(), *search.mixed()]
    found = [e for e in found if alive(game.space.decider, e.where.formula, knife_edges)]
    scope = "every pure Nash equilibrium, and every one in which all mix in the same way"
    if not knife_edges and game.space.symbols:
        scope += ", that exists on a set of parameters with an interior"
    return SymmetricSolution(
        game=game,
        concept="nash",
        space=game.space,
        found=tuple(map(role_outcome, found)),
        scope=scope + ("; except those listed as undecided" if search.open else ""),
        undecided=tuple(search.open),
    )


@dataclass(eq=False)
class _Search:
    game: SymmetricGame
    knife_edges: bool
    open: list[str] = field(default_factory=list)

    # -- pure ---------------------------------------------------------------------------------------

    def pure(self) -> Iterator[SymmetricEquilibrium]:
        """Yield the numbers who may take the first action, with the condition that nobody wants to change."""
        number, last = self.game.number, self._levels
        if isinstance(number, sp.Integer):
            for acting in range(int(number) + 1):
                yield self._acting(sp.Integer(acting), acting - 1, acting)
            return
        for acting in range(last + 1):
            yield self._acting(sp.Integer(acting), acting - 1, acting)
        flat = self._gain(last).compare("=", 0)
        if alive(self.game.space.decider, flat.formula, self.knife_edges):
            self.open.append(
                f"more than {last} and fewer than {number} who {self.game.actions[0]}: any number is an equilibrium "
                f"where {flat.simplify()}"
            )
        yield self._acting(number, last, None, number - 1)

    @cached_property
    def _levels(self) -> int:
        """From how many others on nothing changes any more, where their number is a letter."""
        return max(len(own.levels) for own in self.game.schedules.values())

    def _gain(self, others: int) -> Cases:
        """Return what the first action pays more than the second, by how many others take the first."""
        first, second = (own.at(others) for own in self.game.schedules.values())
        return Cases((True, first - second), where=Region.of(self.game.space, TRUE))

    def _acting(
        self, acting: sp.Expr, beside: int, against: int | None, others: sp.Expr | None = None
    ) -> SymmetricEquilibrium:
        """Return the equilibrium in which so many act, each with `beside` others; whoever does not, sees `against`.

        What an action gains may be that with fewer others; what it pays is that with `others`.
        """
        game, everybody = self.game, self.game.number
        stay = [self._gain(beside).compare(">=", 0)] if acting != 0 else []
        away = [self._gain(against).compare("<=", 0)] if acting != everybody and against is not None else []
        where = conjunction(*(region.formula for region in (*stay, *away)))
        (first, own), (second, theirs) = game.schedules.items()
        doing = {first: sp.Integer(1), second: sp.Integer(0)}
        leaving = {first: sp.Integer(0), second: sp.Integer(1)}
        names = [f"{acting} of {everybody}", f"the other {everybody - acting}"]
        names = ["each", "each"] if acting in (0, everybody) else names
        strategy, payoffs, path = {}, {}, []
        if acting != 0:
            strategy[names[0]], payoffs[names[0]] = (
                doing,
                _plainly(game.space, own.at(beside if others is None else others)),
            )
            path.append(f"{acting} {first}")
        if acting != everybody and against is not None:
            strategy[names[1]], payoffs[names[1]] = leaving, _plainly(game.space, theirs.at(against))
            path.append(f"{everybody - acting} {second}")
        return SymmetricEquilibrium(
            where=self._region(where),
            strategy=strategy,
            payoffs=payoffs,
            outcome={tuple(path): sp.Integer(1)},
            acting=acting,
            number=sp.factor(sp.expand_func(sp.binomial(everybody, acting))),
        )

    # -- all alike, mixing --------------------------------------------------------------------------

    def mixed(self) -> Iterator[SymmetricEquilibrium]:
        """Yield the equilibria in which all take the first action with the same probability between 0 and 1."""
        space, (first, second) = self.game.space, self.game.schedules.values()
        number = int(self.game.number) if isinstance(self.game.number, sp.Integer) else self._levels + 1
        gains = [first.at(others) - second.at(others) for others in range(number)]
        try:
            cases = by_case(gains, space.decider.possible)
        except (ExpressionError, Undecided) as error:
            self.open.append(f"all mixing in the same way: {error}")
            return
        for case, plain in cases:
            search = _Mixing(self.game, space.assuming(case), plain, self.knife_edges)
            try:
                found = list(search.mixed([read_quotient(gain.xreplace(plain)) for gain in gains]))
            except (ExpressionError, Undecided) as error:
                where = "" if case == TRUE else f" where {Region.of(space, case).simplify()}"
                self.open.append(f"all mixing in the same way{where}: {error}")
                continue
            self.open += search.open
            yield from (replace(e, where=self._region(conjunction(case, e.where.formula))) for e in found)

    def _region(self, where: Formula) -> Region:
        return Region.of(self.game.space, simplify(self.game.space.decider, where).formula)


@dataclass(eq=False)
class _Mixing:
    """All mixing in the same way, in a case in which what an action gains has one form.

    Attributes
    ----------
    game
        The game.
    space
        Its parameter space, in this case.
    plain
        How what has several cases reads in it.
    knife_edges
        As asked for.
    open
        What could not be decided.
    """

    game: SymmetricGame
    space: Space
    plain: Mapping[sp.Expr, sp.Expr]
    knife_edges: bool
    open: list[str] = field(default_factory=list)

    def mixed(self, gains: list[Quotient]) -> Iterator[SymmetricEquilibrium]:
        """Yield the equilibria, by what the first action pays more with so many others who take it."""
        if isinstance(self.game.number, sp.Integer):
            yield from self._of_equation(_expected(gains, Quotient.symbol(self._unknown.name)).numerator)
        else:
            yield from self._of_letters(gains)

    @cached_property
    def _unknown(self) -> sp.Symbol:
        """A symbol for the probability, which no parameter has."""
        names = (f"q{'_' * i}" for i in itertools.count())
        return sp.Symbol(next(name for name in names if name not in self.space.symbols))

    def _of_equation(self, polynomial: Polynomial) -> Iterator[SymmetricEquilibrium]:
        name = self._unknown.name
        if polynomial.is_zero:
            yield self._any(TRUE)
            return
        for factor, _ in polynomial.factor()[1]:
            if name not in factor.names:
                if self.knife_edges:
                    yield self._any(atom(factor, "="))
                continue
            closed = _closed_forms(factor, name)
            if closed is None:
                yield from self._counted(factor)
                continue
            for guard, inside, root in closed:
                where = conjunction(guard, inside)
                yield self._mixing(where, root.written(self.space.write))

    def _of_letters(self, gains: list[Quotient]) -> Iterator[SymmetricEquilibrium]:
        """Solve for a number of players that is a letter: the last gain is that with any more others."""
        *levels, beyond = gains
        while levels and (levels[-1] - beyond).is_zero:
            levels.pop()
        if self.knife_edges and levels:
            yield self._any(conjunction(*(compare(gain, "=", ZERO) for gain in (*levels, beyond))))
        if not levels:
            if beyond.is_zero:
                yield self._any(TRUE)
            elif self.knife_edges:
                yield self._any(compare(beyond, "=", ZERO))
            return
        if len(levels) == 1:
            # levels*(1 - q)**(n - 1) + beyond*(1 - (1 - q)**(n - 1)) = 0
            opposite = disjunction(
                conjunction(compare(levels[0], ">", ZERO), compare(ZERO, ">", beyond)),
                conjunction(compare(beyond, ">", ZERO), compare(ZERO, ">", levels[0])),
            )
            nobody = _Root(beyond / (beyond - levels[0]), self.game.number - 1, "no")
            yield self._mixing(opposite, nobody.written(self.space.write))
            return
        signs = [sign_of(self.space.decider, gain.numerator * gain.denominator) for gain in (*levels, beyond)]
        known = [sign for sign in signs if sign]
        if None in signs or len(set(known)) > 1:
            one = None not in signs and sum(a != b for a, b in itertools.pairwise(known)) == 1
            how_many = "there is exactly one, and its probability" if one else "the probability"
            raise Undecided(
                f"{how_many} solves an equation of degree {self.game.number - 1}; fix the number of players"
            )

    def _mixing(self, where: Formula, chance: sp.Expr) -> SymmetricEquilibrium:
        return self._alike(Region.of(self.space, without_roots(self.space.decider, where)), chance)

    def _any(self, where: Formula) -> SymmetricEquilibrium:
        """Return the continuum of all probabilities."""
        q = Polynomial.symbol(self._unknown.name)
        inside = conjunction(atom(q, ">="), atom(1 - q, ">="))
        space = self.space.with_symbols([self._unknown])
        free = {self._unknown: Region.of(space, inside)}
        return self._alike(Region.of(self.space, where), self._unknown, free=free)

    def _counted(self, factor: Polynomial) -> Iterator[SymmetricEquilibrium]:
        """Yield an entry for each number of roots that an equation without closed form has between 0 and 1."""
        space, q = self.space, Polynomial.symbol(self._unknown.name)
        equation = write_polynomial(factor, {**space.symbols, self._unknown.name: self._unknown})
        inside = conjunction(atom(factor, "="), atom(q, ">"), atom(1 - q, ">"))
        free = {self._unknown: Region.of(space.with_symbols([self._unknown]), inside)}
        counts = roots_inside(space.decider, factor, self._unknown.name)
        border = negation(disjunction(*(where for where, _ in counts)))
        if self.knife_edges and space.decider.possible(border):
            edge = Region.of(space, simplify(space.decider, border).formula)
            self.open.append(f"how many roots {equation} = 0 has between 0 and 1 where {edge}")
        for where, number in counts:
            if number:
                found = self._alike(
                    Region.of(space, where),
                    self._unknown,
                    free=free,
                    number=sp.Integer(number),
                    equation=equation,
                    unknown=self._unknown,
                )
                yield from found.roots() if factor.names == (self._unknown.name,) else [found]

    def _alike(self, where: Region, chance: sp.Expr, **extra: object) -> SymmetricEquilibrium:
        first, second = self.game.actions
        best = min(self.game.schedules.values(), key=lambda own: len({*own.levels, own.beyond}))
        paid = _without_powers_of_roots(_mean(best, self.game.number, chance).xreplace(self.plain))
        return SymmetricEquilibrium(
            where=where,
            strategy={"each": {first: chance, second: 1 - chance}},
            payoffs={"each": _plainly(self.space, paid, self._unknown)},
            outcome={(f"any number of {self.game.number} {first}",): sp.Integer(1)},
            chance=chance,
            **extra,  # type: ignore[arg-type]
        )


def _plainly(space: Space, value: sp.Expr, *further: sp.Symbol) -> sp.Expr:
    """Return a value as it is shortest to read, if it has square roots at most, and one case."""
    try:
        return space.write(read_quotient(value), {symbol.name: symbol for symbol in further})
    except ExpressionError:
        return value


# -- the equation ----------------------------------------------------------------------------------------


def _expected(gains: list[Quotient], q: Quotient) -> Quotient:
    """Return the mean of the gains if each of the others takes the first action with probability `q`."""
    last, total = len(gains) - 1, ZERO
    for others, gain in enumerate(gains):
        if not gain.is_zero:
            ways = int(sp.binomial(last, others))
            total = total + gain * ways * q**others * (ONE - q) ** (last - others)
    return total


@dataclass(frozen=True)
class _Root:
    """A probability that is a root of a quotient: of the first action, of the second, or as odds."""

    radicand: Quotient
    degree: sp.Expr
    of: str

    def written(self, write: Callable[[Quotient], sp.Expr]) -> sp.Expr:
        root = sp.Pow(write(self.radicand), 1 / sp.sympify(self.degree))
        return {"yes": root, "no": 1 - root, "odds": root / (1 + root)}[self.of]


def _closed_forms(factor: Polynomial, name: str) -> list[tuple[Formula, Formula, _Root]] | None:
    """Return the roots between 0 and 1, each with when it is one and when it is inside; None if there is no form."""
    q = Polynomial.symbol(name)
    turned = factor.substitute({name: 1 - q})
    for of, coefficients in (
        ("yes", factor.coefficients(name)),
        ("no", turned.coefficients(name)),
        ("odds", _in_odds(factor, name)),
    ):
        if len(coefficients) > 2 and all(c.is_zero for c in coefficients[1:-1]):
            power = quotient(-coefficients[0], coefficients[-1])
            below = TRUE if of == "odds" else compare(ONE, ">", power)
            inside = conjunction(compare(power, ">", ZERO), below)
            form = _Root(power, sp.Integer(len(coefficients) - 1), of)
            return [(atom(coefficients[-1], "!="), inside, form)]
    if factor.degree(name) > 2:
        return None
    found: list[tuple[Formula, Formula, _Root]] = []
    for guard, root in roots(factor, name):
        inside = conjunction(compare(root, ">", ZERO), compare(ONE, ">", root))
        twice = conjunction(guard, atom(_discriminant(factor, name), ">")) if found else guard
        found.append((twice, inside, _Root(root, sp.Integer(1), "yes")))
    return found


def _discriminant(factor: Polynomial, name: str) -> Polynomial:
    """Return what is positive where a quadratic polynomial has two roots, and 1 where it is linear."""
    coefficients = factor.coefficients(name)
    if len(coefficients) < 3:
        return Polynomial.constant(1)
    constant, slope, lead = coefficients
    return slope * slope - 4 * lead * constant


def _in_odds(factor: Polynomial, name: str) -> list[Polynomial]:
    """Return the coefficients of a polynomial in `q`, times `(1 + t)**degree`, as one in the odds `t = q/(1 - q)`."""
    coefficients = factor.coefficients(name)
    odds, total = Polynomial.symbol(name), Polynomial.constant(0)
    for power, coefficient in enumerate(coefficients):
        total = total + coefficient * odds**power * (1 + odds) ** (len(coefficients) - 1 - power)
    return total.coefficients(name)


def _mean(own: Schedule, number: sp.Expr, chance: sp.Expr) -> sp.Expr:
    """Return what an action pays on average if each of the others takes the first with a probability."""
    last = number - 1
    if own.beyond is None:
        usual: sp.Expr = Counter(own.levels).most_common(1)[0][0]
        lasting = Schedule((), (usual,))
    else:
        lasting = Schedule((), own.beyond)
        usual = sum((c * _moment(power, last, chance) for power, c in enumerate(own.beyond)), sp.Integer(0))
    unusual = (
        sp.binomial(last, m) * chance**m * (1 - chance) ** (last - m) * (paid - lasting.at(m))
        for m, paid in enumerate(own.levels)
        if paid != lasting.at(m)
    )
    return sum(unusual, usual)


def _without_powers_of_roots(value: sp.Expr) -> sp.Expr:
    """Return `c/b` for `((c/b)**(1/(n - 1)))**(n - 1)`, which is one of a positive number."""
    return value.replace(
        lambda e: isinstance(e, sp.Pow) and isinstance(e.base, sp.Pow) and e.exp * e.base.exp == 1,
        lambda e: e.base.base,
    )


def _moment(power: int, number: sp.Expr, chance: sp.Expr) -> sp.Expr:
    """Return the mean of a power of how many of so many do something, each with the same probability."""
    falling = (sp.ff(number, k) * chance**k * stirling(power, k) for k in range(power + 1))
    return sp.expand_func(sum(falling, sp.Integer(0)))
