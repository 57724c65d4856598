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

And *payoff*: that pays what is stated. Where what is paid or stated has several cases in the parameters, as `Min(b, 2)`
has, all of this is shown in each (*covered*: there are no others).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

import sympy as sp

from formal.algebra.formula import TRUE, Formula, Relation, Some, compare, conjunction, disjunction, names
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_quotient, read_value
from formal.algebra.splitting import by_case
from formal.derivations.averaging import ONE, ZERO
from formal.derivations.binomial import mean
from formal.derivations.obligations import Kind, Obligation
from formal.derivations.required import Impossible, required
from formal.derivations.rooted import Root, Roots, free_letters
from formal.equilibria.equilibrium import Equilibrium
from formal.equilibria.symmetric import SymmetricEquilibrium
from formal.errors import GameError, Undecided
from formal.games.symmetric import SymmetricGame

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
    return obligations(game, equilibrium, impossible)


def obligations(
    game: SymmetricGame, equilibrium: SymmetricEquilibrium, impossible: Impossible
) -> Iterator[Obligation]:
    """Yield what must be shown: in one case after the other, about the same people."""
    whole = Alike(game, equilibrium)
    parts = whole.parts(impossible)
    told: dict[tuple[str, int], list[Obligation]] = {}
    for part in parts:
        runs = Counter[str]()
        for info, run in itertools.groupby(part.obligations(), key=lambda shown: shown.info):
            told.setdefault((info, runs[info]), []).extend(run)
            runs[info] += 1
    yield from (shown for run in told.values() for shown in run)
    cases = disjunction(*(part.case for part in parts))
    if cases != TRUE:
        yield Obligation("covered", "", "", ("payoffs",), TRUE, whole.where, cases)


@dataclass(frozen=True, eq=False)
class Alike:
    """A game among players in the same position, and what is said of it, in a case in which each value has one form.

    Attributes
    ----------
    game, equilibrium
        The game, and equilibria of it that differ only in who does what.
    case
        The case.
    plain
        How what has several cases reads in it.
    taken
        Names that are no letters for roots, since these stand for others in another case.

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
    case: Formula = TRUE
    plain: Mapping[sp.Expr, sp.Expr] = field(default_factory=dict)
    taken: tuple[str, ...] = ()

    def parts(self, impossible: Impossible) -> list[Alike]:
        """Return the same in each case, without those that are nowhere."""

        def possible(case: Formula) -> bool:
            return not impossible(conjunction(self.where, case))

        try:
            cases = by_case(self._paid_by_the_game(), possible, rooted=self._stated())
        except Undecided as error:
            raise GameError(f"no derivation is made: {error}") from error
        found: list[Alike] = []
        for case, plain in cases:
            taken = tuple(letter.name for part in found for letter in part.letters)
            found.append(Alike(self.game, self.equilibrium, case, plain, taken))
        return found

    def _paid_by_the_game(self) -> Iterator[sp.Expr]:
        """Yield the payoffs that steps are about."""
        acting, own = self.equilibrium.acting, self.game.schedules.values()
        if acting is None:
            yield from (paid for schedule in own for paid in (*schedule.levels, *(schedule.beyond or ())))
        else:
            seen = [others for _, others in self._deciding(self._acting())]
            yield from (schedule.at(others) for others in seen for schedule in own)

    def _stated(self) -> Iterator[sp.Expr]:
        """Yield the probabilities and payoffs that are stated."""
        stated = self.equilibrium
        yield from (sp.sympify(e) for e in (stated.chance, stated.equation) if e is not None)
        yield from map(sp.sympify, stated.payoffs.values())
        yield from (sp.sympify(q) for choice in stated.strategy.values() for q in cast(Any, choice).values())

    def obligations(self) -> Iterator[Obligation]:
        """Yield what must be shown."""
        yield from self._pure() if self.equilibrium.acting is not None else self._mixed()

    @cached_property
    def context(self) -> Formula:
        """What is assumed where it is said to be an equilibrium, and about what is free."""
        taken = [symbol.name for symbol in self.equilibrium.free if symbol.name in self.game.space.symbols]
        if taken:
            raise GameError(f"{taken[0]} is a parameter of the game: name what is free by another letter")
        free = [region.formula for region in self.equilibrium.free.values()]
        chosen = free if self.equilibrium.equation is None else [self._solves]
        return conjunction(self.where, *chosen)

    @cached_property
    def where(self) -> Formula:
        """What is assumed about the parameters, and where it is said to be an equilibrium."""
        return conjunction(self.game.space.assumptions, self.equilibrium.where.formula)

    # -- who does what for certain --------------------------------------------------------------------

    def _pure(self) -> Iterator[Obligation]:
        acting, everybody = self._acting(), self.game.number
        yield from self._room(acting)
        deciding = list(self._deciding(acting))
        for acts, others in deciding:
            own, other = self.game.actions if acts else reversed(self.game.actions)
            yield from self._takes(self.role(acts), own, other)
            yield from self._best(self.role(acts), own, other, others)
        for acts, others in deciding:
            own, _ = self.game.actions if acts else reversed(self.game.actions)
            yield from self._paid(self.role(acts), self._pays(own, others))
        ways = read_quotient(sp.expand_func(sp.binomial(everybody, acting)))
        yield from self._unless_plain("number", "", ("ways",), ways, read_quotient(self.equilibrium.number))

    def _acting(self) -> sp.Expr:
        """Return how many take the first action."""
        acting, everybody = sp.sympify(self.equilibrium.acting), self.game.number
        most = everybody if isinstance(everybody, sp.Integer) else sp.oo
        if acting != everybody and not (isinstance(acting, sp.Integer) and 0 <= acting <= most):
            raise GameError(f"{acting} take the first action: a whole number from 0 to {everybody} is wanted")
        return acting

    def _deciding(self, acting: sp.Expr) -> Iterator[tuple[bool, int | sp.Expr]]:
        """Yield who decides: whether one takes the first action, and how many of the others do."""
        for acts, others in ((True, acting - 1), (False, acting)):
            if acting != (0 if acts else self.game.number):
                yield acts, int(others) if isinstance(others, sp.Integer) else others

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

    def _best(self, role: str, own: str, other: str, others: int | sp.Expr) -> Iterator[Obligation]:
        cases = []
        for f, pays in self._pays(own, others):
            for g, instead in self._pays(other, others):
                case = conjunction(f, g)
                cases.append(case)
                yield self._compared("best", role, (own, other), case, pays, ">=", instead)
        whole = disjunction(*cases)
        if whole != TRUE:
            yield self._step("covered", role, ("payoffs",), TRUE, whole)

    def _pays(self, action: str, others: int | sp.Expr) -> tuple[tuple[Formula, Quotient], ...]:
        """Return what an action pays with so many others who take the first; by case, if it has square roots."""
        return tuple(read_value(self._plainly(self.game.schedules[action].at(others))))

    def _plainly(self, expression: Any) -> sp.Expr:
        plain = sp.sympify(expression).xreplace(self.plain)
        if self.power is None:
            return plain
        letter, power = self.power
        return plain.replace(
            lambda e: isinstance(e, sp.Pow) and e.base == power.base and (e.exp - power.exp).is_Integer,
            lambda e: letter * power.base ** (e.exp - power.exp),
        )

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
        taken = {*self.taken, *self._names}
        letter = None if isinstance(self.game.number, sp.Integer) else self.game.number - 1
        return Roots(map(self._plainly, self._stated()), taken, letter)

    @property
    def _names(self) -> set[str]:
        """The names of parameters and of what is free."""
        return {*self.game.space.names, *(s.name for s in self.equilibrium.free)}

    @property
    def letters(self) -> list[sp.Symbol]:
        """The letters for roots."""
        if self.equilibrium.is_pure:
            return []
        return [
            *([] if self.power is None else [self.power[0]]),
            *(root.symbol for root in self.roots.roots),
            *(own.symbol for own in self.roots.numbers),
        ]

    def _read(self, expression: Any) -> Quotient:
        return self._read_where(expression)[1]

    def _read_where(self, expression: Any) -> tuple[Formula, Quotient]:
        """Return a value in this case, and where it is one: what is under a square root must not be negative."""
        cases = read_value(self.roots.read(self._plainly(expression)))
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
        what, goal, here = (number, *bounds), Some(name, solves), conjunction(self.where, self.case)
        return Obligation("roots", EACH, EACH, what, self.case, here, goal, equation, ZERO, rule=STURM)

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
        return mean(self.game, action, self.chance, self._valued, self._keeping)

    def _valued(self, expression: sp.Expr) -> Quotient:
        return read_quotient(self._plainly(expression))

    def _keeping(self, others: int) -> Quotient:
        """Return the probability that all but so many of the others take the second action, their number a letter."""
        keeps, last = ONE - self.chance, self.game.number - 1
        if self.power is not None:
            return Quotient.symbol(self.power[0].name) * keeps ** (self._few - others)
        for root in self.roots.roots:
            if keeps == Quotient.symbol(root.symbol.name) and str(root.degree) == str(last):
                return root.inside / keeps**others
        raise GameError(
            f"no derivation is made: with {self.game.number} players, the probability that none of the others takes "
            f"the first action is read if it is the power {last} of a root of that degree; found a probability of "
            f"{self.equilibrium.chance} for the first action"
        )

    @cached_property
    def power(self) -> tuple[sp.Symbol, sp.Expr] | None:
        """A letter for `(1 - q)**(n - k)`, where the number of players is a letter and any probability `q` will do."""
        chance = self.equilibrium.chance
        if isinstance(self.game.number, sp.Integer) or chance is None or chance not in self.equilibrium.free:
            return None
        letter = next(free_letters("p", self._names))
        return sp.Symbol(letter), (1 - chance) ** (self.game.number - 1 - self._few)

    @property
    def _few(self) -> int:
        """With how many others who take the first action the last payoff is that of few."""
        return max(len(own.levels) for own in self.game.schedules.values()) - 1

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
        here = conjunction(self.case, case)
        assumed = conjunction(self.context, about, here)
        return Obligation(kind, info, info, what, here, assumed, goal, left, right, rule=rule)

    def _facts(self, used: set[str]) -> Formula:
        """Return what is assumed, or has been shown, of the roots that a step is about."""
        about = [root for root in self.roots.roots if root.symbol.name in used]
        small = [root.small[1] for root in about if self._is_probability(root)]
        numbers = [number.facts for number in self.roots.numbers if number.symbol.name in used]
        return conjunction(*(root.facts for root in about), *small, *numbers)
