"""One offer to an opponent of unknown type: the first-order condition for any distribution.

The number `c` is drawn from a distribution `F` with density `f`; a player who does not see it names `x`, and those who
see it answer. Suppose that the answer changes at one cutoff `k(x)`. If the proposer gets `u(x)` above it and `w` below,

    V(x) = u(x) (1 - F(k(x))) + w F(k(x)),
    V'(x) = 0  if and only if  (1 - F(k)) / f(k) = (u - w) k' / u',

and the same with `F(k) / f(k)` where it is the payoff below that moves with the offer. The right-hand side is `R(x)`.
Where the hazard rate `f/(1 - F)` does not fall, the left-hand side does not rise, so with `k' > 0` and `R' > 0` there
is one solution at most and it is the best offer. The implicit function theorem gives how it moves.

>>> from sympy import Function, symbols
>>> from formal.games import choose, draw, offer
>>> c, x, p, c_A = symbols("c x p c_A")
>>> answer = choose("B", {"accept": (x, 1 - x), "reject": (p - c_A, 1 - p - c)})
>>> tree = draw(c, 0, 1, offer("A", x, 0, 1, answer), seen_by=["B"], cdf=Function("F"))
>>> screening(Game(["A", "B"], tree, where=[0 < p, p < 1, c_A > 0]))
Implicit('a game', (1 - F(-p + x))/f(-p + x) = c_A - p + x)

References
----------
Fearon, J. (1995), Rationalist explanations for war. International Organization 49, appendix.
Bagnoli, M. and T. Bergstrom (2005), Log-concave probability and its applications. Economic Theory 26.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra.formula import Atom, conjuncts
from formal.algebra.quotient import quotient
from formal.algebra.simplify import simplify
from formal.equilibria import Outcome, Solution
from formal.equilibria.implicit import Change, Implicit, Requirement
from formal.errors import GameError
from formal.games import Decision, Draw, Game, walk
from formal.games.tree import Node, Offer
from formal.solvers.laws import Law, between, meanings, sign


def screening(game: Game) -> Implicit:
    """Return the first-order condition of an offer to an opponent whose type has a general distribution.

    Raises
    ------
    GameError
        If somebody who answers does not see the number, or the answer does not change at one cutoff only.
    """
    return _Screening(game).implicit()


@dataclass(frozen=True)
class _Side:
    """What happens on one side of the cutoff."""

    outcome: Outcome
    bound: Atom


@dataclass(eq=False)
class _Screening:
    game: Game

    @cached_property
    def nodes(self) -> tuple[Draw, Offer, Node]:
        first = self.game.tree
        assert isinstance(first, Draw | Offer)
        second = first.node
        draw, offer = (first, second) if isinstance(first, Draw) else (second, first)
        assert isinstance(draw, Draw) and isinstance(offer, Offer) and isinstance(second, Draw | Offer)
        if offer.player in draw.seen_by:
            raise GameError(
                f"{offer.player} sees {draw.symbol} when it names {offer.symbol}: nothing is hidden"
            )
        for _, node in walk(second.node):
            if isinstance(node, Offer | Draw):
                raise GameError(
                    f"{node.symbol} comes after the offer of {offer.symbol}: one offer and one draw are wanted"
                )
            if isinstance(node, Decision) and node.player not in draw.seen_by:
                raise GameError(
                    f"{node.player} answers without having seen {draw.symbol}: implicit conditions need it"
                )
        return draw, offer, second.node

    @property
    def type(self) -> sp.Symbol:
        return self.nodes[0].symbol

    @property
    def offered(self) -> sp.Symbol:
        return self.nodes[1].symbol

    @cached_property
    def law(self) -> Law:
        return Law.of(self.type, self.nodes[0].cdf, self.game.space.names)

    @cached_property
    def answer(self) -> Solution:
        """What is done once the offer and the type are known: a game with two more parameters."""
        draw, offer, below = self.nodes
        inside: list[Any] = []
        for node in (draw, offer):
            inside += [sp.Lt(end, node.symbol) for end in (node.low,) if end != -sp.oo]
            inside += [sp.Lt(node.symbol, end) for end in (node.high,) if end != sp.oo]
        where = [*self.game.where, *inside]
        solution: Solution = verbs.solve(Game(self.game.players, below, where, self.game.name))
        return solution

    @cached_property
    def sides(self) -> tuple[_Side, _Side]:
        """What is done by lower and by higher types."""
        found: dict[bool, _Side] = {}
        for outcome in self.answer.found:
            bound = self._bound(outcome)
            slope = bound.polynomial.coefficients(self.type.name)[1]
            inclination = sign(self.answer.space, self.answer.space.write(quotient(slope, slope * 0 + 1)), [])
            if inclination not in (">", "<"):
                raise self._several()
            found[inclination == ">"] = _Side(outcome, bound)
        if set(found) != {True, False} or len(self.answer.found) != 2:
            raise self._several()
        return found[False], found[True]

    def _bound(self, outcome: Outcome) -> Atom:
        """Return the one condition under which an answer is given, linear in the type."""
        formula = simplify(self.answer.space.decider, outcome.where.formula).formula
        parts = conjuncts(formula)
        if (
            len(parts) != 1
            or not isinstance(parts[0], Atom)
            or parts[0].polynomial.degree(self.type.name) != 1
        ):
            raise self._several()
        return parts[0]

    def _several(self) -> GameError:
        shown = "; ".join(str(outcome.where) for outcome in self.answer.found)
        return GameError(
            f"the answer to {self.offered} must change at one cutoff of {self.type}, whatever the parameters; it "
            f"depends on: {shown}. Assume in `where` which case holds"
        )

    @cached_property
    def cutoff(self) -> sp.Expr:
        """The type at which the answer changes, as a function of the offer."""
        lower, _ = self.sides
        constant, slope = lower.bound.polynomial.coefficients(self.type.name)
        return self.answer.space.write(quotient(-constant, slope))

    @cached_property
    def paid(self) -> tuple[sp.Expr, sp.Expr]:
        """What the proposer gets from lower and from higher types."""
        proposer = self.nodes[1].player
        lower, upper = (sp.sympify(side.outcome.payoffs[proposer]) for side in self.sides)
        for payoff in (lower, upper):
            if payoff.diff(self.offered).has(self.type):
                raise GameError(
                    f"what one more unit of {self.offered} is worth to {proposer} depends on {self.type}: no condition "
                    "on the distribution alone is known"
                )
        return lower, upper

    # -- the condition ----------------------------------------------------------------------------

    @cached_property
    def marginal(self) -> tuple[sp.Expr, sp.Expr]:
        """What one more unit of the offer is worth, below and above the cutoff."""
        lower, upper = (sp.cancel(payoff.diff(self.offered)) for payoff in self.paid)
        return lower, upper

    @cached_property
    def at_stake(self) -> sp.Expr:
        """What the proposer loses with the type that is indifferent, by the move of the cutoff."""
        lower, upper = (payoff.subs(self.type, self.cutoff) for payoff in self.paid)
        return sp.factor(sp.cancel((upper - lower) * self.cutoff.diff(self.offered)))

    def implicit(self) -> Implicit:
        here = self.cutoff
        lower, upper = self.marginal
        below, density = self.law.below(here), self.law.density(here)
        if lower != 0 and upper != 0:
            condition = sp.Eq(upper * (1 - below) + lower * below, self.at_stake * density)
            return self._result(condition, (), {}, {})
        share, worth = (1 - below, upper) if lower == 0 else (below, lower)
        ratio = sp.cancel(self.at_stake / worth)
        condition = sp.Eq(share / density, ratio)
        slope = sp.Symbol(_fresh("m", self.game.space.names))
        known = [slope <= 0] if lower == 0 else [slope >= 0]
        changes, settled = self._changes(ratio, worth, slope, known)
        hazard, words = self._hazard(lower == 0)
        unique = [Requirement(hazard, f"{words} in {self.type}")]
        if not settled:
            single = slope * here.diff(self.offered) - ratio.diff(self.offered)
            direction = sp.Lt if sign(self.answer.space, worth, []) == ">" else sp.Gt
            unique.append(Requirement(direction(single, 0), "holds"))
        top = f"(1 - {self.law.function})" if lower == 0 else str(self.law.function)
        bound = "not positive" if lower == 0 else "not negative"
        meaning = {
            slope: f"the slope of {top}/{self.law.slope} at the cutoff, {bound} under the first condition below"
        }
        return self._result(condition, tuple(unique), changes, meaning)

    def _hazard(self, above: bool) -> tuple[sp.Expr, str]:
        here = self.type
        if above:
            return self.law.density(here) / (1 - self.law.below(here)), "does not fall"
        return self.law.density(here) / self.law.below(here), "does not rise"

    def _changes(
        self, ratio: sp.Expr, worth: sp.Expr, slope: sp.Symbol, known: list[Any]
    ) -> tuple[dict[sp.Symbol, dict[sp.Symbol, Change]], bool]:
        """Return how offer and cutoff move, and whether the second-order condition holds without more."""
        space, x, here = self.answer.space, self.offered, self.cutoff
        bottom = slope * here.diff(x) - ratio.diff(x)
        settled = sign(space, bottom * worth, known) == "<"
        given = known if settled else [*known, sp.Lt(bottom * worth, 0)]
        star = sp.Symbol(f"{self.type}*")
        found: dict[sp.Symbol, dict[sp.Symbol, Change]] = {x: {}, star: {}}
        for parameter in self.game.parameters:
            if not (here.has(parameter) or ratio.has(parameter)):
                continue
            moved = sp.factor(sp.cancel((ratio.diff(parameter) - slope * here.diff(parameter)) / bottom))
            shifted = sp.factor(sp.cancel(here.diff(parameter) + here.diff(x) * moved))
            found[x][parameter] = Change(moved, sign(space, moved, given))
            found[star][parameter] = Change(shifted, sign(space, shifted, given))
        return found, settled

    def _result(
        self,
        condition: sp.Eq,
        unique: tuple[Requirement, ...],
        changes: dict[sp.Symbol, dict[sp.Symbol, Change]],
        letters: dict[sp.Basic, str],
    ) -> Implicit:
        draw, offer, _ = self.nodes
        star = sp.Symbol(f"{self.type}*")
        below, above = self.sides
        return Implicit(
            game=self.game,
            strategy={str(offer.info): offer.symbol, **self._answers(below, above)},
            unknowns={offer.symbol: f"what {offer.player} offers"},
            equations=(condition,),
            interior=(
                between(draw.low, self.cutoff, draw.high),
                between(offer.low, offer.symbol, offer.high),
            ),
            meanings={
                **meanings([self.law]),
                star: f"the type that is indifferent, {star} = {verbs.text(self.cutoff)}",
                **letters,
            },
            unique=unique,
            changes=changes,
        )

    def _answers(self, below: _Side, above: _Side) -> dict[str, Any]:
        """Return what those who answer do, as it is listed where type and offer are known."""
        found: dict[str, Any] = {}
        for side, condition in (
            (below, sp.Lt(self.type, self.cutoff)),
            (above, sp.Ge(self.type, self.cutoff)),
        ):
            for info, choice in side.outcome.equilibria[0].strategy.items():
                for action, probability in dict(choice).items():  # type: ignore[arg-type]
                    if probability == 1:
                        found.setdefault(info, {}).setdefault(action, []).append(condition)
        return {
            info: {action: sp.Or(*conditions) for action, conditions in own.items()}
            for info, own in found.items()
        }


def _fresh(name: str, taken: tuple[str, ...]) -> str:
    while name in taken:
        name += "_"
    return name
