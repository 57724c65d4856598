r"""Derivations of equilibria among players in the same position: why nobody gains by the other action.

>>> from sympy import Piecewise, symbols
>>> from formal import SymmetricGame
>>> m, b, c = symbols("m b c")
>>> payoffs = {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (0, True))}
>>> solution = SymmetricGame(4, payoffs, others=m, where=[0 < c, c < b]).solve()
>>> print(solution.proof(0))
This is an equilibrium everywhere:
  1 of 4: volunteer
  the other 3: wait
  that makes 4 equilibria, one for each choice of who takes volunteer
1 of 4:
  if none of the others takes volunteer, volunteer pays b - c, wait pays 0, as assumed
The other 3:
  if 1 of the others takes volunteer, wait pays b, volunteer pays b - c, as assumed
Payoffs:
  1 of 4 gets b - c, as stated
  the other 3 get b each, as stated
Every step is proved.
Others exist as well: number 2 everywhere.
The list is complete for: every pure Nash equilibrium, and every one in which all mix in the same way, that exists on
a set of parameters with an interior.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import cast

import sympy as sp

from formal.algebra.formula import Some
from formal.algebra.space import Space
from formal.derivations.alike import EACH, Alike
from formal.derivations.derivation import Shown
from formal.derivations.obligations import Obligation
from formal.equilibria.symmetric import SymmetricEquilibrium
from formal.games.symmetric import SymmetricGame
from formal.show.derivation import DerivationProse, teller
from formal.show.names import latex_name

__all__ = ["SymmetricProse"]


class SymmetricProse(DerivationProse):
    """Tells why nobody gains by the other action."""

    conclusion = "nobody gains by the other action"
    case = "where"

    @cached_property
    def _parts(self) -> list[Alike]:
        return Alike(self.derivation.game, self._stated).parts(self.derivation.nowhere)

    @cached_property
    def _assumed(self) -> Space:
        return self._space.assuming(self._stated.where.formula)

    @property
    def _stated(self) -> SymmetricEquilibrium:
        return cast(SymmetricEquilibrium, self.derivation.equilibrium)

    @property
    def _first(self) -> str:
        return self._speller.word(self.derivation.game.actions[0])

    def _numbers(self) -> list[sp.Symbol]:
        return [letter for part in self._parts for letter in part.letters]

    def strategies(self) -> Iterator[str]:
        """Yield who does what, what letters stand for, and how many equilibria differ only in who does what."""
        yield from super().strategies()
        stated, number = self._stated, self._speller.expression(self._stated.number)
        if stated.is_pure:
            if stated.number != 1:
                yield f"that makes {number} equilibria, one for each choice of who takes {self._first}"
            return
        power = self._parts[0].power
        if power is not None:
            letter, means = map(self._speller.expression, power)
            yield f"{letter} stands for {means}"
        if stated.unknown is not None:
            which = "the number" if stated.number == 1 else f"any of the {number} numbers"
            solves = self._speller.region(stated.free[stated.unknown])
            yield f"{self._speller.expression(stated.unknown)} is {which} with {solves}"

    def place(self, info: str) -> str:
        """Return who does something."""
        return self._words(info)

    def of_nobody(self, obligation: Obligation) -> str:
        """Return the heading of how many players there are, and of payoffs."""
        return "The number of players" if obligation.kind == "number" else super().of_nobody(obligation)

    def _heading(self, info: str, player: str) -> str:
        told = self.place(info)
        return f"{told[0].upper()}{told[1:]}"

    def _lines(self, step: Shown) -> list[str]:
        obligation = step.obligation
        if obligation.rule and step.theorem is not None:
            told = self._what(obligation) if obligation.kind == "below" else self._claimed(step)
            return [f"{told}, by {obligation.rule}"]
        if obligation.kind == "below" and step.theorem is not None and not step.theorem.provers:
            return [f"{self._what(obligation)}, since {self._divided(*obligation.what)} is not negative"]
        return super()._lines(step)

    def _divided(self, name: str, degree: str) -> str:
        """Return `1 - r**9 = (1 - r)*(1 + r + ... + r**8)`, as the proof does, but for a denominator."""
        last, r = int(degree) - 1, latex_name(name) if self._latex else name
        if self._latex:
            powers = ["1", r, rf"{r}^{{2}}"] if last < 3 else ["1", r, r"\dots", rf"{r}^{{{last}}}"]
            return rf"$1 - {r}^{{{degree}}} = (1 - {r}) ({' + '.join(powers[: last + 1])})$"
        powers = ["1", r, f"{r}**2"] if last < 3 else ["1", r, "...", f"{r}**{last}"]
        return f"1 - {r}**{degree} = (1 - {r})*({' + '.join(powers[: last + 1])})"

    def _what(self, obligation: Obligation, fails: bool = False) -> str:
        left, right = self._value(obligation.left), self._value(obligation.right)
        words = [self._speller.word(word) for word in obligation.what]
        match obligation.kind, obligation.what:
            case "best", (own, _):
                return f"{self._with_others(own)}, {super()._what(obligation, fails)}"
            case "root", (name,):
                root = next(r for p in self._parts for r in p.roots.roots if r.symbol.name == name)
                written = self._speller.expression(root.written)
                return f"{left} is not negative; write {self._letter(name)} for its root {written}"
            case "root", _:
                return f"{left} is at most 1"
            case "below", (name, _):
                return f"so is {self._letter(name)}"
            case "roots", (number, low, high):
                assert isinstance(obligation.goal, Some)
                roots = f"{number} root{'' if number == '1' else 's'} {self._letter(obligation.goal.name)}"
                return f"{self._zero(obligation)} has {roots} between {low} and {high}"
            case "payoff", (name, "root"):
                return f"what each gets is a root of the polynomial of {self._letter(name)}"
            case "payoff", (name, _):
                return f"it lies between the bounds of {self._letter(name)}, {left} > {right}"
            case "mean", (action,):
                lead = (
                    f"{self._if_all_mix(obligation)}, " if action == self.derivation.game.actions[0] else ""
                )
                return f"{lead}{words[0]} pays {left} on average"
            case "indifferent", _:
                return self._same(obligation, left, right, fails)
            case "probabilities", ("said", _):
                return f"the probability of {words[1]} is {left}, where {right} is wanted"
            case "covered", (("probability" | "payoff") as what,):
                return f"the {what} is a number"
            case "number", ("ways",):
                return f"there are {left} ways to choose who they are; what is stated is {right}"
            case "number", _:
                return f"there are {left} others, at least {right}"
            case "payoff", _:
                said = f"; what is stated is {right}" if fails else ", as stated"
                return f"{self._gets(obligation.player, left)}{said}"
        return super()._what(obligation, fails)

    def _zero(self, obligation: Obligation) -> str:
        """Return an equation, as something that is zero."""
        assert obligation.left is not None
        return self._speller.expression(sp.Eq(self._space.write(obligation.left), 0, evaluate=False))

    def _same(self, obligation: Obligation, left: str, right: str, fails: bool) -> str:
        """Return that both actions pay the same; what they pay was told before if the number of players is a letter."""
        first, second = map(self._speller.word, obligation.what)
        if not fails and not isinstance(self.derivation.game.number, sp.Integer):
            return f"{first} pays as much as {second}"
        much = "" if fails else "as much, "
        return f"{self._if_all_mix(obligation)}, {first} pays {left} on average, and {second} {much}{right}"

    def _gets(self, role: str, payoff: str) -> str:
        stated, everybody = self._stated, self.derivation.game.number
        if role == EACH or stated.acting is None:
            return f"{self.place(role)} gets {payoff}"
        many = stated.acting if role == self._parts[0].role(True) else everybody - stated.acting
        return f"{self.place(role)} gets {payoff}" if many == 1 else f"{self.place(role)} get {payoff} each"

    def _with_others(self, own: str) -> str:
        acting = sp.sympify(self._stated.acting)
        others = acting - 1 if own == self.derivation.game.actions[0] else acting
        number = "none" if others == 0 else self._speller.expression(others)
        return f"if {number} of the others {'takes' if others in (0, 1) else 'take'} {self._first}"

    def _if_all_mix(self, obligation: Obligation) -> str:
        part = next(part for part in self._parts if part.case == obligation.case)
        return f"if each of the others takes {self._first} with probability {self._value(part.chance)}"

    def _letter(self, name: str) -> str:
        return self._speller.expression(sp.Symbol(name))


@teller.register
def _tells_symmetric(game: SymmetricGame) -> type[DerivationProse]:
    return SymmetricProse
