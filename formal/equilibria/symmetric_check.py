"""Checking the equilibria of games among players in the same position, at exact points, without the solver.

At a point the payoffs are numbers. A pure equilibrium is tried with both deviations; where all mix, what the first
action is worth more than the second is computed to sixty digits from the payoffs. Then the list is compared with what
there is: every number of players who may take the first action is tried, and the probabilities that make all
indifferent are counted by Sturm's theorem. A letter for the number of players is put to the first whole numbers that it
may be.

>>> from formal.games.symmetric import SymmetricGame
>>> from formal.solvers.symmetric import symmetric_nash
>>> m, b, c = sp.symbols("m b c")
>>> payoffs = {"volunteer": b - c, "wait": sp.Piecewise((b, m >= 1), (0, True))}
>>> symmetric_nash(SymmetricGame(4, payoffs, others=m, where=[0 < c, c < b])).verify(samples=5)
Verification(2 equilibria, 5 points, 20 deviations, no failures)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

import sympy as sp

from formal import verbs
from formal.algebra.formula import TRUE
from formal.equilibria.sampling import Sampler
from formal.equilibria.symmetric import SymmetricEquilibrium, SymmetricSolution
from formal.equilibria.verification import Failure, Verification
from formal.errors import ParameterError
from formal.games.symmetric import SymmetricGame

#: How many whole numbers are tried for a number of players that is a letter.
_SIZES = 3
_DIGITS = 60
_SMALL = sp.Float("1e-40", _DIGITS)


@verbs.verify.register
def _verify(solution: SymmetricSolution, samples: int = 20, seed: int = 0) -> Verification:
    check = _Check(solution)
    for game, size in _sized(solution.game):
        sampler = Sampler(game.space.assumptions, game.space.names, Random(f"{seed}, {game.number}"))
        for point in sampler.inside(TRUE, samples):
            values = {name: sp.Rational(v.numerator, v.denominator) for name, v in point.items()}
            check.at(game, values, {**values, **size})
    return Verification(
        len(solution), check.points, check.deviations, tuple(check.failures), solution.undecided
    )


def _sized(game: SymmetricGame) -> Iterator[tuple[SymmetricGame, dict[str, sp.Rational]]]:
    """Yield the game for the first few numbers of players, each with the value of the letter."""
    if not isinstance(game.number, sp.Symbol):
        yield game, {}
        return
    found = 0
    for number in range(2, 50):
        try:
            fixed = game.subs({game.number: number})
        except ParameterError:
            continue
        yield fixed, {game.number.name: sp.Integer(number)}
        found += 1
        if found == _SIZES:
            return


@dataclass(eq=False)
class _Check:
    solution: SymmetricSolution
    points: int = 0
    deviations: int = 0
    failures: list[Failure] = field(default_factory=list)

    def at(
        self, game: SymmetricGame, values: Mapping[str, sp.Rational], whole: Mapping[str, sp.Rational]
    ) -> None:
        """Check what is listed at a point, and that nothing is missing."""
        self.points += 1
        payoffs = _Payoffs(game, values)
        listed = [
            (index, equilibrium.at(whole))
            for index, equilibrium in enumerate(self.solution._all)
            if equilibrium.where.contains(whole)
        ]
        for index, equilibrium in listed:
            for fault in self._faults(payoffs, equilibrium):
                self._report(index, whole, fault)
        for fault in _missing(payoffs, [equilibrium for _, equilibrium in listed]):
            if not self.solution.undecided:
                self._report(-1, whole, fault)

    def _faults(self, payoffs: _Payoffs, equilibrium: SymmetricEquilibrium) -> Iterator[str]:
        if equilibrium.acting is not None:
            acting = int(equilibrium.acting)
            self.deviations += (acting > 0) + (acting < payoffs.number)
            if not payoffs.stays(acting):
                yield f"with {acting} who take the first action, somebody gains by the other one"
            if equilibrium.number != sp.binomial(payoffs.number, acting):
                yield f"there are not {equilibrium.number} ways to choose {acting} of {payoffs.number}"
            return
        if equilibrium.free and equilibrium.equation is None:
            if not payoffs.gain.is_zero:
                yield "not every probability makes all indifferent"
            return
        roots = list(equilibrium.roots())
        if equilibrium.equation is not None and len(roots) != equilibrium.number:
            yield f"the equation has {len(roots)} roots between 0 and 1, not {equilibrium.number}"
        for root in roots:
            self.deviations += 2
            yield from payoffs.faults_of(root)

    def _report(self, index: int, point: Mapping[str, sp.Expr], fault: str) -> None:
        here = ", ".join(f"{name}={value}" for name, value in point.items())
        self.failures.append(Failure(index, dict(point), None, f"at {here}: {fault}" if here else fault))


class _Payoffs:
    """The payoffs at a point."""

    def __init__(self, game: SymmetricGame, values: Mapping[str, sp.Rational]) -> None:
        self.number = int(game.number)
        self.paid = [
            [self._number(game.payoff(action, m), values) for m in range(self.number)]
            for action in game.actions
        ]
        q, last = sp.Symbol("q"), self.number - 1
        gains = (a - b for a, b in zip(*self.paid, strict=True))
        #: What the first action is worth more than the second, by the others' probability of the first.
        self.gain = sp.Poly(
            sum(g * sp.binomial(last, m) * q**m * (1 - q) ** (last - m) for m, g in enumerate(gains)), q
        )

    @staticmethod
    def _number(payoff: sp.Expr, values: Mapping[str, sp.Rational]) -> sp.Rational:
        return payoff.subs({s: values[s.name] for s in payoff.free_symbols if s.name in values})

    def stays(self, acting: int) -> bool:
        """Return whether nobody gains by the other action if so many take the first."""
        first, second = self.paid
        fine = acting == 0 or bool(first[acting - 1] >= second[acting - 1])
        return fine and (acting == self.number or bool(second[acting] >= first[acting]))

    def ties(self) -> bool:
        """Return whether some deviation changes nothing: an equilibrium may then hold at this point alone."""
        return any(a == b for a, b in zip(*self.paid, strict=True))

    def faults_of(self, equilibrium: SymmetricEquilibrium) -> Iterator[str]:
        chance = sp.N(equilibrium.chance, _DIGITS)
        if not 0 < chance < 1:
            yield f"{chance} is no probability with which all mix"
            return
        if abs(self.gain.as_expr().subs(self.gain.gen, chance)) > _SMALL:
            yield f"with the probability {sp.N(chance, 10)} one action is better than the other"
        worth = sum(
            paid * sp.binomial(self.number - 1, m) * chance**m * (1 - chance) ** (self.number - 1 - m)
            for m, paid in enumerate(self.paid[0])
        )
        stated = sp.N(equilibrium.payoffs["each"], _DIGITS)
        if abs(worth - stated) > _SMALL:
            yield f"everybody is paid {sp.N(worth, 10)}, not {sp.N(stated, 10)}"


def _missing(payoffs: _Payoffs, listed: list[SymmetricEquilibrium]) -> Iterator[str]:
    """Yield what exists at a point, not only there, and is not listed."""
    if not payoffs.ties():
        known = {int(e.acting) for e in listed if e.acting is not None}
        for acting in range(payoffs.number + 1):
            if acting not in known and payoffs.stays(acting):
                yield f"{acting} who take the first action are an equilibrium that is not listed"
    if payoffs.gain.is_zero or payoffs.gain.is_ground:
        return
    simple = sp.gcd(payoffs.gain, payoffs.gain.diff()).is_ground
    ends = sum(1 for end in (0, 1) if payoffs.gain.eval(end) == 0)
    there = payoffs.gain.count_roots(0, 1) - ends
    found = sum(int(e.number) for e in listed if e.acting is None)
    if simple and there != found:
        yield f"all mix alike in {there} ways, not {found}"
