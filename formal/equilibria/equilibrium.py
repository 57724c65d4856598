"""An equilibrium: strategies, beliefs and payoffs in closed form, and the region in which they are one.

Everything is a SymPy expression in the caller's symbols, a `Region` or a `Cases`; nothing here was searched for,
and nothing here knows how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.errors import Undecided

#: Among how many equilibria that share an outcome one is looked for that exists wherever it does.
FEW = 20
#: Action and chance labels, and for an offer the condition that its symbol satisfies: `Eq(x, value)`.
History = tuple[Any, ...]
#: What a player does at an information set: `{action: probability}`, or the number it names.
Choice: TypeAlias = "Mapping[str, Any] | sp.Expr | Region | Cases"


@dataclass(frozen=True)
class Equilibrium:
    """A strategy profile (with beliefs, where these matter) and where it is an equilibrium.

    Attributes
    ----------
    where
        The parameters for which it exists: necessary and sufficient.
    strategy
        For each information set `{action: probability}`, or for an offer the number named, or the `Region` of
        equally good ones. After an offer, the values are `Cases` in its symbol.
    payoffs
        The equilibrium payoff of each player.
    outcome
        `{history: probability}` over the terminal nodes that are reached.
    belief
        For each information set with several nodes, the probability of each history that leads there.
    kind
        `"separating"`, `"pooling"`, `"semi-separating"` where it applies.
    free
        For a continuum of equilibria, the symbols that may be chosen and from where.

    Examples
    --------
    >>> from formal import load_model
    >>> first = load_model("crisis_bargaining").solution[0]
    >>> first.where, first.strategy["A"], first.payoffs["B"]
    (Region(p <= 1 - c_B), c_B + p, -c_B - p + 1)
    >>> first.outcome
    {(Eq(x, c_B + p), 'accept'): 1}
    """

    where: Region
    strategy: Mapping[str, Choice]
    payoffs: Mapping[str, sp.Expr]
    outcome: Mapping[History, sp.Expr]
    belief: Mapping[str, Mapping[History, Any]] = field(default_factory=dict)
    kind: str | None = None
    free: Mapping[sp.Symbol, Region] = field(default_factory=dict)

    @property
    def facts(self) -> Mapping[str, Mapping[str, sp.Expr | Cases]]:
        """What else follows from the path, shown beside it; nothing in a game without time."""
        return {}

    @property
    def is_pure(self) -> bool:
        """Whether nobody mixes between actions."""
        choices = (choice for choice in self.strategy.values() if isinstance(choice, Mapping))
        return not self.free and all(q in (0, 1) for choice in choices for q in choice.values())

    def at(self, values: Mapping[sp.Symbol | str, object]) -> Equilibrium:
        """Return the equilibrium with everything evaluated at a point (whether or not it exists there)."""
        point = Point(self.where, values)
        return replace(
            self,
            strategy={info: point.choice(choice) for info, choice in self.strategy.items()},
            payoffs={player: point.expression(payoff) for player, payoff in self.payoffs.items()},
            outcome=point.outcome(self.outcome),
            belief={
                info: {point.history(h): point.value(b) for h, b in beliefs.items()}
                for info, beliefs in self.belief.items()
            },
            free={symbol: point.region(region) for symbol, region in self.free.items()},
        )

    def somewhere(self, condition: Region) -> Region:
        """Return where it exists and a condition holds for some values of what is free.

        Examples
        --------
        >>> from formal import StrategicGame
        >>> c = sp.Symbol("c")
        >>> table = {("stay", "l"): (c, 0), ("stay", "r"): (c, 0), ("go", "l"): (0, 0), ("go", "r"): (1, 0)}
        >>> solution = StrategicGame(["A", "B"], table, where=[c > 0]).solve()
        >>> mixing, = (e for e in solution if e.free and e.strategy["A"]["go"] == 1)
        >>> mixing.where, mixing.somewhere(Region(mixing.strategy["B"]["l"] > sp.Rational(1, 2)))
        (Region(c < 1), Region(c < 1/2))
        """
        chosen = condition
        for region in self.free.values():
            chosen = chosen & region
        return (self.where & chosen.eliminate(*self.free)).simplify()

    def extreme_points(self) -> list[Equilibrium]:
        """Return the ends of a segment of equilibria, the corners of a polygon; any other equilibrium alone.

        Each has the region of parameters in which it is one of them.

        Raises
        ------
        GameError
            If the conditions on the free probabilities are not linear.
        """
        found: list[Equilibrium] = verbs.extreme_points(self)
        return found

    def to_json(self) -> dict[str, Any]:
        """Return the equilibrium as data ready for JSON."""
        return verbs.record(self)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the equilibrium as LaTeX: a fragment, an article (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_html_(self) -> str:
        return verbs.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def __repr__(self) -> str:
        return f"Equilibrium({', '.join(f'{p}: {u}' for p, u in self.payoffs.items())} where {self.where})"

    def __str__(self) -> str:
        return verbs.text(self)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What happens: equilibria that differ only off the path, or in choices that change nothing.

    Attributes
    ----------
    where
        Where at least one of them exists.
    path
        `{history: probability}` over the terminal nodes that are reached.
    payoffs
        The payoff of each player.
    spelled
        Yields the equilibria.
    facts
        What else follows from the path, shown beside it: `{"periods in": {"war": 1/p}}`.

    Examples
    --------
    What B would do is not asked for, since A stops:

    >>> from formal import Game, choose
    >>> idle = choose("B", {"left": (0, 1), "right": (0, 1)})
    >>> game = Game(["A", "B"], choose("A", {"stop": (1, 1), "go on": idle}))
    >>> (outcome,) = game.solve().outcomes()
    >>> outcome.path, len(outcome.equilibria)
    ({('stop',): 1}, 2)
    """

    where: Region
    path: Mapping[History, sp.Expr]
    payoffs: Mapping[str, sp.Expr]
    spelled: Iterable[Equilibrium]
    facts: Mapping[str, Mapping[str, sp.Expr | Cases]] = field(default_factory=dict)

    @cached_property
    def equilibria(self) -> tuple[Equilibrium, ...]:
        """The equilibria, one after the other; spelled out when first asked for."""
        return tuple(self.spelled)

    @cached_property
    def example(self) -> Equilibrium:
        """The equilibrium that stands for all: among the first, one that exists wherever the outcome does, if any."""
        few = self.few
        return few[0] if len(few) == 1 else next(filter(self.is_throughout, few), few[0])

    @cached_property
    def few(self) -> tuple[Equilibrium, ...]:
        """The first of the equilibria: all of them, if they are less than `FEW`."""
        return tuple(islice(self.spelled, FEW))

    def is_throughout(self, equilibrium: Equilibrium) -> bool:
        """Return whether an equilibrium exists wherever the outcome does, as far as that is decided."""
        try:
            return self.where.implies(equilibrium.where)
        except Undecided:
            return False

    def probability(self, *labels: str) -> sp.Expr:
        """Return the probability that play goes through all of `labels`.

        Examples
        --------
        >>> from formal import Game, chance
        >>> p = sp.Symbol("p")
        >>> tree = chance({"war": (p, (0,)), "peace": (1 - p, (1,))})
        >>> outcome, = Game(["A"], tree, where=[0 < p, p < 1]).solve().outcomes()
        >>> outcome.probability("war")
        p
        """
        through = (q for history, q in self.path.items() if all(label in history for label in labels))
        return sum(through, sp.Integer(0))

    def to_latex(self, *, standalone: bool = False, beamer: bool = False) -> str:
        """Return the outcome as LaTeX: a fragment, an article that compiles (`standalone`), or frames (`beamer`)."""
        return verbs.document(self, standalone=standalone, beamer=beamer)

    def _repr_html_(self) -> str:
        return verbs.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def __repr__(self) -> str:
        return f"Outcome({', '.join(f'{p}: {u}' for p, u in self.payoffs.items())} where {self.where})"

    def __str__(self) -> str:
        return verbs.text(self)


class Point:
    """Evaluates what an equilibrium is made of at one parameter point.

    Parameters
    ----------
    where
        Knows the symbols, so that values may be given by name.
    values
        Exact values by symbol or name.
    """

    def __init__(self, where: Region, values: Mapping[sp.Symbol | str, object]) -> None:
        names = {where.space.name_of(key): sp.sympify(value) for key, value in values.items()}
        self.values = names

    def expression(self, expression: sp.Expr) -> sp.Expr:
        """Return an expression at the point."""
        here = {s: self.values[s.name] for s in expression.free_symbols if s.name in self.values}
        return expression.subs(here) if here else expression

    def region(self, region: Region) -> Region:
        """Return a region with the parameters fixed."""
        known = {n: v for n, v in self.values.items() if n in region.space.symbols}
        return region.subs(known).simplify()

    def value(self, value: Any) -> Any:
        """Return an expression, a region or cases with the parameters fixed."""
        if isinstance(value, Region):
            return self.region(value)
        if isinstance(value, Cases):
            known = {n: v for n, v in self.values.items() if n in value.space.symbols}
            fixed = value.subs(known).simplify()
            return fixed.pieces[0][1] if len(fixed.parts) == 1 and not fixed.symbols else fixed
        return self.expression(sp.sympify(value))

    def choice(self, choice: Choice) -> Choice:
        """Return what a player does, with the parameters fixed."""
        if isinstance(choice, Mapping):
            return {action: self.value(probability) for action, probability in choice.items()}
        found: Choice = self.value(choice)
        return found

    def history(self, history: History) -> History:
        """Return a history with the parameters fixed in the offers it contains."""
        return tuple(label if isinstance(label, str) else self._label(label) for label in history)

    def _label(self, label: Any) -> Any:
        if isinstance(label, sp.Eq):
            return sp.Eq(label.lhs, self.expression(label.rhs), evaluate=False)
        return self.expression(label)

    def outcome(self, outcome: Mapping[History, sp.Expr]) -> dict[History, sp.Expr]:
        """Return a distribution over histories at the point; histories of probability zero are left out."""
        found: dict[History, sp.Expr] = {}
        for history, probability in outcome.items():
            weight = self.expression(probability)
            if weight != 0:
                key = self.history(history)
                found[key] = found.get(key, sp.Integer(0)) + weight
        return found
