"""What must be shown for an equilibrium among players in the same position.

Some take the first action for certain and the others the second:

- *best*: nobody who takes the first gains by the second, and nobody who takes the second by the first;
- *number*: there are as many such equilibria as choices of who they are.

Or all take the first action with one probability `q`:

- *root*, *roots*: `q` exists: what is under its root is not negative, or its equation has so many roots;
- *below*: a root is at most 1 if what is under it is;
- *probabilities*: it is a probability;
- *indifferent*: if each of the others does so, both actions pay the same on average (*mean*: what they pay, where the
  number of players is a letter, by the binomial theorem).

And *payoff*: that pays what is stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.functions.combinatorial.numbers import stirling

from formal.algebra.formula import TRUE, Formula, Relation, Some, compare, conjunction, disjunction, names
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient, read_value
from formal.derivations.averaging import ONE, ZERO
from formal.derivations.obligations import Kind, Obligation
from formal.derivations.required import Impossible, required
from formal.derivations.rooted import Root, Roots
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.symmetric import SymmetricEquilibrium
from formal.errors import GameError
from formal.games.symmetric import Schedule, SymmetricGame

__all__ = ["BINOMIAL", "EACH", "MONOTONE", "STURM", "Alike"]

#: What must be believed, of a letter for the number of players and of how many roots an equation has.
BINOMIAL, STURM, MONOTONE = "the binomial theorem", "Sturm's theorem", "the monotonicity of powers"
EACH = "each"


@required.register
def _of_a_symmetric_game(
    game: SymmetricGame, equilibrium: Equilibrium, worths: Mapping[Any, Any], impossible: Impossible
) -> Iterator[Obligation]:
    if not isinstance(equilibrium, SymmetricEquilibrium):
        raise GameError(f"a SymmetricEquilibrium of the game is wanted; found {equilibrium!r}")
    return Alike(game, equilibrium).obligations()


@dataclass(frozen=True, eq=False)
class Alike:
    """A game among players in the same position, and what is said of it.

    Attributes
    ----------
    game, equilibrium
        The game, and equilibria of it that differ only in who does what.

    Examples
    --------
    >>> from formal.solvers.symmetric import symmetric_nash
    >>> m, b, c = sp.symbols("m b c")
    >>> payoffs = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
    >>> rescue = SymmetricGame(10, payoffs, others=m, where=[0 < c, c < b])
    >>> one, mixed = symmetric_nash(rescue)
    >>> for shown in Alike(rescue, mixed).obligations():
    ...     print(shown.kind, shown.what, "|", shown.goal)
    root ('r',) | b*c >= 0 and b != 0
    root ('r', 'small') | b**2 - b*c >= 0 and b != 0
    below ('r', '9') | -r + 1 >= 0
    probabilities ('volunteer',) | -r + 1 >= 0
    probabilities ('wait',) | r >= 0
    indifferent ('volunteer', 'wait') | b*r**9 - c = 0
    payoff () | always
    """

    game: SymmetricGame
    equilibrium: SymmetricEquilibrium

    def obligations(self) -> Iterator[Obligation]:
        """Yield what must be shown."""
        yield from self._pure() if self.equilibrium.acting is not None else self._mixed()

    @cached_property
    def context(self) -> Formula:
        """What is assumed about the parameters, where it is said to be an equilibrium, and about what is free."""
        taken = [symbol.name for symbol in self.equilibrium.free if symbol.name in self.game.space.symbols]
        if taken:
            raise GameError(f"{taken[0]} is a parameter of the game: name what is free by another letter")
        free = [region.formula for region in self.equilibrium.free.values()]
        chosen = free if self.equilibrium.equation is None else [self._solves]
        return conjunction(self.game.space.assumptions, self.equilibrium.where.formula, *chosen)

    # -- who does what for certain --------------------------------------------------------------------

    def _pure(self) -> Iterator[Obligation]:
        acting, everybody = sp.sympify(self.equilibrium.acting), self.game.number
        most = everybody if isinstance(everybody, sp.Integer) else sp.oo
        if acting != everybody and not (isinstance(acting, sp.Integer) and 0 <= acting <= most):
            raise GameError(f"{acting} take the first action: a whole number from 0 to {everybody} is wanted")
        yield from self._room(acting)
        first, second = self.game.actions
        for role, own, other, others in (
            (self.role(True), first, second, acting - 1),
            (self.role(False), second, first, acting),
        ):
            if acting != (0 if own == first else everybody):
                yield from self._takes(role, own, other)
                yield from self._best(role, own, other, others)
        if acting != 0:
            yield from self._paid(self.role(True), self._pays(first, acting - 1))
        if acting != everybody:
            yield from self._paid(self.role(False), self._pays(second, acting))
        ways = read_quotient(sp.expand_func(sp.binomial(everybody, acting)))
        yield from self._unless_plain("number", "", ("ways",), ways, read_quotient(self.equilibrium.number))

    def role(self, acts: bool) -> str:
        """Return the name of those who take the first action, or of the others, as in the strategies."""
        acting, everybody = self.equilibrium.acting, self.game.number
        if acting in (0, everybody):
            return EACH
        return f"{acting} of {everybody}" if acts else f"the other {everybody - sp.sympify(acting)}"

    def _room(self, acting: sp.Expr) -> Iterator[Obligation]:
        """Yield that there are so many players, and so many that nothing changes any more with all of the others."""
        if isinstance(self.game.number, sp.Integer):
            return
        known = max(len(own.levels) for own in self.game.schedules.values())
        least = read_quotient(sp.Integer(known) if acting == self.game.number else acting)
        others = read_quotient(self.game.number - 1)
        yield self._compared("number", "", ("others",), TRUE, others, ">=", least)

    def _takes(self, role: str, own: str, other: str) -> Iterator[Obligation]:
        if role not in self.equilibrium.strategy:
            raise GameError(f"nothing is said about what {role} do")
        stated: Any = self.equilibrium.strategy[role]
        for action, q in ((own, ONE), (other, ZERO)):
            said = read_quotient(sp.sympify(stated.get(action, 0)))
            yield from self._unless_plain("probabilities", role, (action,), said, q)

    def _best(self, role: str, own: str, other: str, others: sp.Expr) -> Iterator[Obligation]:
        cases = []
        for f, pays in self._pays(own, others):
            for g, instead in self._pays(other, others):
                case = conjunction(f, g)
                cases.append(case)
                yield self._compared("best", role, (own, other), case, pays, ">=", instead)
        whole = disjunction(*cases)
        if whole != TRUE:
            yield self._step("covered", role, ("payoffs",), TRUE, whole)

    def _pays(self, action: str, others: sp.Expr) -> tuple[tuple[Formula, Quotient], ...]:
        """Return what an action pays with so many others who take the first, by case."""
        number = int(others) if isinstance(others, sp.Integer) else others
        return tuple(read_value(self.game.schedules[action].at(number)))

    # -- all alike, mixing ----------------------------------------------------------------------------

    def _mixed(self) -> Iterator[Obligation]:
        for root in self.roots.roots:
            yield from self._exists(root)
        for number in self.roots.numbers:
            bounds = str(number.low), str(number.high)
            yield self._roots("1", bounds, number.symbol.name, number.facts, number.polynomial)
        if self.equilibrium.equation is None:
            yield from self._unless_plain(
                "number", "", ("ways",), ONE, read_quotient(self.equilibrium.number)
            )
        else:
            number_of, equation = str(self.equilibrium.number), self._read(self.equilibrium.equation)
            yield self._roots(number_of, ("0", "1"), self._unknown.name, self._solves, equation)
        yield from self._defined(EACH, "probability", self.equilibrium.chance)
        yield from self._probabilities()
        first, second = self.game.actions
        means = {action: self._mean(action) for action in (first, second)}
        if not isinstance(self.game.number, sp.Integer):
            for action, mean in means.items():
                yield self._step("mean", EACH, (action,), TRUE, TRUE, mean, rule=BINOMIAL)
        yield self._compared("indifferent", EACH, (first, second), TRUE, means[first], "=", means[second])
        if EACH in self.equilibrium.payoffs:
            stated = self._read(self.equilibrium.payoffs[EACH])
            paid = next((mean for mean in means.values() if mean == stated), means[first])
            if isinstance(self.equilibrium.payoffs[EACH], sp.CRootOf):
                yield from self._paid_a_root(means[first])
            else:
                yield from self._paid(EACH, ((TRUE, paid),))

    @cached_property
    def chance(self) -> Quotient:
        """The probability of the first action."""
        if self.equilibrium.chance is None:
            raise GameError(
                "it is said neither how many take the first action, nor with which probability each does"
            )
        return self._read(self.equilibrium.chance)

    @cached_property
    def roots(self) -> Roots:
        """The roots that occur in the probability, in payoffs and in strategies, by name."""
        taken_up: Any = self.equilibrium.strategy.values()
        stated: list[Any] = [self.equilibrium.chance, *self.equilibrium.payoffs.values()]
        stated += [q for choice in taken_up for q in choice.values()]
        taken = {*self.game.space.names, *(s.name for s in self.equilibrium.free)}
        letter = None if isinstance(self.game.number, sp.Integer) else self.game.number - 1
        return Roots([sp.sympify(e) for e in stated if e is not None], taken, letter)

    def _read(self, expression: Any) -> Quotient:
        return self._read_where(expression)[1]

    def _read_where(self, expression: Any) -> tuple[Formula, Quotient]:
        """Return a value, and where it is one: what is under a square root must not be negative."""
        cases = read_value(self.roots.read(sp.sympify(expression)))
        if len(cases) != 1:
            raise GameError(f"no derivation is made: {expression} has several cases")
        return cases[0]

    def _defined(self, role: str, what: str, expression: Any) -> Iterator[Obligation]:
        """Yield that what is stated is a number."""
        where, _ = self._read_where(expression)
        if where != TRUE:
            yield self._step("covered", role, (what,), TRUE, where, known=self._facts(names(where)))

    def _exists(self, root: Root) -> Iterator[Obligation]:
        """Yield that there is such a root, and that it is at most 1 where it is a probability itself."""
        name = (root.symbol.name,)
        yield self._step("root", EACH, name, TRUE, root.exists, root.inside, known=TRUE)
        if self._is_probability(root):
            under, itself = root.small
            yield self._step("root", EACH, (*name, "small"), TRUE, under, root.inside, ONE, known=TRUE)
            rule = "" if isinstance(root.degree, sp.Integer) else MONOTONE
            what, known = (*name, str(root.degree)), conjunction(root.facts, under)
            yield self._step("below", EACH, what, TRUE, itself, root.inside, ONE, rule=rule, known=known)

    def _is_probability(self, root: Root) -> bool:
        here = Quotient.symbol(root.symbol.name)
        return here in (self.chance, ONE - self.chance)

    def _roots(
        self, number: str, bounds: tuple[str, str], name: str, solves: Formula, equation: Quotient
    ) -> Obligation:
        """Return that an equation has so many roots between two bounds."""
        plain = conjunction(self.game.space.assumptions, self.equilibrium.where.formula)
        what, goal = (number, *bounds), Some(name, solves)
        return Obligation("roots", EACH, EACH, what, TRUE, plain, goal, equation, ZERO, rule=STURM)

    def _paid_a_root(self, pays: Quotient) -> Iterator[Obligation]:
        """Yield that the payoff is a root of its polynomial, between bounds between which there is no other."""
        (own,) = [number for number in self.roots.numbers if number.root == self.equilibrium.payoffs[EACH]]
        low, high = read_quotient(own.low), read_quotient(own.high)
        steps: tuple[tuple[str, Quotient, Relation, Quotient], ...] = (
            ("root", own.at(pays), "=", ZERO),
            ("low", pays, ">", low),
            ("high", high, ">", pays),
        )
        for name, left, relation, right in steps:
            found = self._compared("payoff", "", (own.symbol.name, name), TRUE, left, relation, right)
            yield replace(found, player=EACH)

    @property
    def _solves(self) -> Formula:
        """That the probability solves its equation, and is one with which all mix."""
        q = Quotient.symbol(self._unknown.name)
        equation = compare(self._read(self.equilibrium.equation), "=", ZERO)
        return conjunction(equation, compare(q, ">", ZERO), compare(ONE, ">", q))

    @property
    def _unknown(self) -> sp.Symbol:
        if self.equilibrium.unknown is None:
            raise GameError("an equation is given, but not for which symbol")
        if self.equilibrium.unknown.name in self.game.space.symbols:
            raise GameError(
                f"{self.equilibrium.unknown} is a parameter of the game, and cannot be what is unknown"
            )
        return self.equilibrium.unknown

    def _probabilities(self) -> Iterator[Obligation]:
        if EACH not in self.equilibrium.strategy:
            raise GameError(f"nothing is said about what {EACH} does")
        stated: Any = self.equilibrium.strategy[EACH]
        for action, q in zip(self.game.actions, (self.chance, ONE - self.chance), strict=True):
            said = self._read(stated.get(action, 0))
            yield from self._unless_plain("probabilities", EACH, ("said", action), said, q)
            yield self._compared("probabilities", EACH, (action,), TRUE, said, ">=", ZERO)

    def _mean(self, action: str) -> Quotient:
        """Return what an action pays on average if each of the others takes the first with the same probability."""
        own = self.game.schedules[action]
        if isinstance(self.game.number, sp.Integer):
            last, total = int(self.game.number) - 1, ZERO
            for others in range(last + 1):
                ways = int(sp.binomial(last, others))
                odds = self.chance**others * (ONE - self.chance) ** (last - others)
                total = total + read_quotient(own.at(others)) * odds * ways
            return total
        return self._lasting(own) + self._unusual(own)

    def _lasting(self, own: Schedule) -> Quotient:
        """Return the mean of what an action pays from some number of others on, as if it always did."""
        total, others = ZERO, self.game.number - 1
        for power, coefficient in enumerate(own.beyond or ()):
            for k in range(power + 1):
                falling = read_quotient(sp.expand_func(sp.ff(others, k)))
                share = falling * self.chance**k * int(stirling(power, k))
                total = total + read_quotient(coefficient) * share
        return total

    def _unusual(self, own: Schedule) -> Quotient:
        """Return what is paid more with few others, times how likely these are."""
        total, last = ZERO, self.game.number - 1
        for others, paid in enumerate(own.levels):
            more = read_quotient(paid) - read_quotient(Schedule((), own.beyond).at(others))
            if not more.is_zero:
                ways = read_quotient(sp.expand_func(sp.binomial(last, others)))
                odds = self.chance**others * self.nobody / (ONE - self.chance) ** others
                total = total + more * ways * odds
        return total

    @cached_property
    def nobody(self) -> Quotient:
        """The probability that none of the others takes the first action, where their number is a letter."""
        last = self.game.number - 1
        for root in self.roots.roots:
            if ONE - self.chance == Quotient.symbol(root.symbol.name) and str(root.degree) == str(last):
                return root.inside
        raise GameError(
            f"no derivation is made: with {self.game.number} players, the probability that none of the others takes "
            f"the first action is read if it is the power {last} of a root of that degree; found a probability of "
            f"{self.equilibrium.chance} for the first action"
        )

    # -- steps ----------------------------------------------------------------------------------------

    def _paid(self, role: str, pays: tuple[tuple[Formula, Quotient], ...]) -> Iterator[Obligation]:
        if role in self.equilibrium.payoffs:
            stated = self._read(self.equilibrium.payoffs[role])
            yield from self._defined("", "payoff", self.equilibrium.payoffs[role])
            for case, value in pays:
                found = self._compared("payoff", "", (), case, value, "=", stated)
                yield replace(found, player=role)

    def _unless_plain(
        self, kind: Kind, info: str, what: tuple[str, ...], left: Quotient, right: Quotient
    ) -> Iterator[Obligation]:
        found = self._compared(kind, info, what, TRUE, left, "=", right)
        if found.goal != TRUE:
            yield found

    def _compared(
        self,
        kind: Kind,
        info: str,
        what: tuple[str, ...],
        case: Formula,
        left: Quotient,
        relation: Relation,
        right: Quotient,
    ) -> Obligation:
        return self._step(kind, info, what, case, compare(left, relation, right), left, right)

    def _step(
        self,
        kind: Kind,
        info: str,
        what: tuple[str, ...],
        case: Formula,
        goal: Formula,
        left: Quotient | None = None,
        right: Quotient | None = None,
        rule: str = "",
        known: Formula | None = None,
    ) -> Obligation:
        used = {name for side in (left, right) if side is not None for name in side.names}
        about = self._facts(used) if known is None else known
        assumed = conjunction(self.context, about, case)
        return Obligation(kind, info, info, what, case, assumed, goal, left, right, rule=rule)

    def _facts(self, used: set[str]) -> Formula:
        """Return what is assumed, or has been shown, of the roots that a step is about."""
        about = [root for root in self.roots.roots if root.symbol.name in used]
        small = [root.small[1] for root in about if self._is_probability(root)]
        numbers = [number.facts for number in self.roots.numbers if number.symbol.name in used]
        return conjunction(*(root.facts for root in about), *small, *numbers)
