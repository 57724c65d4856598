"""Bayes' rule at the information sets of a finite game, with letters for what is not known.

Bayes' rule weighs the nodes of an information set by how likely the ways to them are, leaving out the moves that all of
these ways share: the same action at the same information set, or the same move of nature. Such a move, expected or not,
tells nobody more about the node. So the rule applies on the path, in subgames, and after deviations that cannot depend
on what tells the nodes apart. If all weights are zero it is applied from an earlier information set of the same player
that all nodes follow, with the belief there. An information set where it is silent has a free belief.

References
----------
Fudenberg, D. and J. Tirole (1991), Perfect Bayesian equilibrium and sequential equilibrium. Journal of Economic
Theory 53, definition 3.1.

>>> from formal.games import Game, chance, choose, walk
>>> q = sp.Symbol("q")
>>> reply = choose("A", {"yes": (1,), "no": (0,)}, info="A")
>>> game = Game(["A"], chance({"rain": (q, reply), "sun": (1 - q, reply)}), where=[q > 0, q < 1])
>>> rule = BayesRule({h: node for h, node in walk(game.tree)}, game.information_sets, game.space.decider)
>>> [str(weight) for weight in rule.weights("A", {})], rule.is_sure("A", {})
(['q', '-q + 1'], True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.formula import Formula, compare, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_value
from formal.errors import GameError
from formal.games import InformationSet
from formal.games.tree import Chance, Decision, Node

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)
Labels = tuple[str, ...]
Step = tuple[Labels, str]
Mixture = Mapping[str, Quotient]


@dataclass(eq=False)
class BayesRule:
    """How likely the nodes of information sets are.

    Parameters
    ----------
    nodes
        Every node by its history.
    sets
        The information sets, last movers first.
    decider
        Of the parameter space.
    """

    nodes: Mapping[Labels, Node]
    sets: Mapping[str, InformationSet]
    decider: Decider
    _shared: dict[str, set[tuple[object, str]]] = field(default_factory=dict)
    _beliefs: dict[str, list[Quotient]] = field(default_factory=dict)

    def belief_symbol(self, name: str, position: int) -> str:
        """Return the name of the unknown belief in a node of an information set."""
        label = f"mu_{name}_{position + 1}" if len(self.sets[name].histories) > 2 else f"mu_{name}"
        return label

    def beliefs(self, name: str) -> list[Quotient]:
        """Return the belief at an information set: 1 at a single node, else unknowns in the simplex."""
        if name not in self._beliefs:
            count = len(self.sets[name].histories)
            unknown = [Quotient.symbol(self.belief_symbol(name, k)) for k in range(count - 1)]
            rest = _ONE
            for mu in unknown:
                rest = rest - mu
            self._beliefs[name] = [*unknown, rest]
        return self._beliefs[name]

    @cached_property
    def symbols(self) -> dict[str, tuple[str, ...]]:
        """The unknown beliefs of each information set."""
        return {
            name: tuple(self.belief_symbol(name, k) for k in range(len(info.histories) - 1))
            for name, info in self.sets.items()
        }

    def equations(self, name: str, weights: list[Quotient]) -> Formula:
        """Return what Bayes' rule says of the belief at an information set: nothing where all weights are zero."""
        total = _ZERO
        for weight in weights:
            total = total + weight
        beliefs = zip(self.beliefs(name), weights[:-1], strict=False)
        return conjunction(*(compare(mu * total, "=", weight) for mu, weight in beliefs))

    def is_sure(self, name: str, strategy: Mapping[str, Mixture]) -> bool:
        """Return whether some node of an information set is told from the others by nothing that chance may miss.

        Supports have positive probability; a move of nature may have probability zero for some parameters.
        """
        apart = [self._telling(name, history) for history in self.sets[name].histories]
        reached = [steps for steps in apart if not self._product(steps, strategy).is_zero]
        return any(map(self._chances_positive, reached))

    def _chances_positive(self, steps: Iterable[Step]) -> bool:
        """Return whether all moves of nature among some steps have positive probability throughout."""
        for history, label in steps:
            node = self.nodes[history]
            if isinstance(node, Chance):
                probability = single(node.branches[label][0])
                if not self.decider.entails(compare(probability, ">", _ZERO)):
                    return False
        return True

    def weights(self, name: str, strategy: Mapping[str, Mixture]) -> list[Quotient] | None:
        """Return the weights that Bayes' rule gives the nodes of an information set; None if it is silent."""
        histories = self.sets[name].histories
        found = [self._product(self._telling(name, history), strategy) for history in histories]
        if any(not weight.is_zero for weight in found):
            return found
        for other in self.earlier(name):
            starts = self.sets[other].histories
            priors = self.weights(other, strategy)
            if priors is None or not self.is_sure(other, strategy):
                priors = self.beliefs(other)
            found = []
            for history in histories:
                prior, start = next(
                    (p, s) for p, s in zip(priors, starts, strict=True) if history[: len(s)] == s
                )
                since = (step for step in self._telling(name, history) if len(step[0]) >= len(start))
                found.append(prior * self._product(since, strategy))
            if any(not weight.is_zero for weight in found):
                return found
        return None

    def _telling(self, name: str, history: Labels) -> list[Step]:
        """Return the steps of the way to a node that are not on the ways to all nodes of its information set."""
        if name not in self._shared:
            ways = [{self._same(step) for step in _steps(h)} for h in self.sets[name].histories]
            self._shared[name] = set.intersection(*ways)
        return [step for step in _steps(history) if self._same(step) not in self._shared[name]]

    def _same(self, step: Step) -> tuple[object, str]:
        """Return what steps have in common that nobody who stands behind them can tell apart."""
        history, label = step
        node = self.nodes[history]
        return (node.info if isinstance(node, Decision) else history, label)

    def _product(self, steps: Iterable[Step], strategy: Mapping[str, Mixture]) -> Quotient:
        total = _ONE
        for history, label in steps:
            node = self.nodes[history]
            if isinstance(node, Chance):
                total = total * single(node.branches[label][0])
            elif isinstance(node, Decision):
                total = total * strategy[node.info or ""][label]
        return total

    def earlier(self, name: str) -> list[str]:
        """Return the player's earlier information sets that all nodes of this one follow, nearest last."""
        info = self.sets[name]
        return [
            other.name
            for other in reversed(list(self.sets.values()))
            if other.player == info.player
            and other.name != name
            and len(other.histories) > 1
            and all(any(follows(h, start) for start in other.histories) for h in info.histories)
        ]

    def reach(self, history: Labels, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return the probability of a history."""
        return self._product(_steps(history), strategy)


def single(expression: sp.Expr) -> Quotient:
    """Return a value that has no cases."""
    cases = read_value(expression)
    if len(cases) != 1:
        raise GameError(
            f"{expression}: payoffs by case are solved where everything is seen, not with hidden moves"
        )
    return cases[0][1]


def follows(history: Labels, start: Labels) -> bool:
    """Return whether a history goes on after another."""
    return len(history) > len(start) and history[: len(start)] == start


def _steps(history: Labels) -> list[Step]:
    """Return the steps on the way along a history: where one stands, and the label that is followed."""
    return [(history[:i], label) for i, label in enumerate(history)]
