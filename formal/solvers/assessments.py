"""Assessments by pruned search: the candidates for perfect Bayesian equilibria of a finite game.

An assessment gives behaviour at every information set and a belief over its nodes. Information sets are given a
support one after the other, last movers first, and the decider drops a partial assessment as soon as its conditions
exclude each other:

1. the actions in the support are equally good against what follows, the others no better;
2. probabilities in a support of several actions are unknowns in the simplex, and so are beliefs;
3. where the movers above an information set have all been given a support, Bayes' rule ties its belief to them.

Bayes' rule is applied from the start of the game where an information set is reached, and otherwise from the nearest
point that all its nodes follow: a single node (a subgame or not) or an earlier information set of the same player. An
information set that is not even reached from there has a free belief.

References
----------
Fudenberg, D. and J. Tirole (1991), Perfect Bayesian equilibrium and sequential equilibrium. Journal of Economic
Theory 53, definition 3.1.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import sympy as sp

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction
from formal.algebra.quotient import Quotient
from formal.algebra.reading import read_value
from formal.errors import GameError
from formal.games import Game, InformationSet
from formal.games.tree import Chance, Decision, Node, Terminal
from formal.games.walking import walk

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)
Labels = tuple[str, ...]
Mixture = Mapping[str, Quotient]


@dataclass(frozen=True, eq=False)
class Partial:
    """An assessment under construction.

    Attributes
    ----------
    strategy
        `{information set: {action: probability}}`, probabilities being 0, 1 or unknowns.
    conditions
        What must hold of parameters and unknowns.
    unknowns
        Names of mixing probabilities, then of beliefs, in the order in which they came up.
    """

    strategy: Mapping[str, Mixture]
    conditions: Formula
    unknowns: tuple[str, ...]


@dataclass(eq=False)
class Assessments:
    """The search for assessments of a finite game.

    Parameters
    ----------
    game
        Decisions and moves of nature only.
    decider
        Of the parameter space.
    knife_edges
        Whether to keep what needs an equation among the parameters.
    """

    game: Game
    decider: Decider
    knife_edges: bool = False
    tried: int = 0
    _labels: dict[str, tuple[str, str]] = field(default_factory=dict)

    # -- the game, read once ----------------------------------------------------------------------

    @cached_property
    def nodes(self) -> dict[Labels, Node]:
        """Every node by its history."""
        return {tuple(history): node for history, node in walk(self.game.tree)}

    @cached_property
    def sets(self) -> dict[str, InformationSet]:
        """Information sets, last movers first."""
        depth = {name: max(map(len, s.histories)) for name, s in self.game.information_sets.items()}
        ordered = sorted(self.game.information_sets.items(), key=lambda item: -depth[item[0]])
        return dict(ordered)

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """For each information set, those that may be reached after it."""
        found: dict[str, set[str]] = {}
        for name, info in self.sets.items():
            after = set()
            for other, theirs in self.sets.items():
                if other != name and any(
                    _follows(h, own) for h in theirs.histories for own in info.histories
                ):
                    after.add(other)
            found[name] = after
        return found

    def payoffs(self, node: Terminal) -> tuple[Quotient, ...]:
        """Return the payoffs at a terminal node."""
        return tuple(_single(u) for u in node.payoffs)

    def belief_symbol(self, name: str, position: int) -> str:
        """Return the name of the unknown belief in a node of an information set."""
        label = f"mu_{name}_{position + 1}" if len(self.sets[name].histories) > 2 else f"mu_{name}"
        self._labels[label] = (name, "belief")
        return label

    def beliefs(self, name: str) -> list[Quotient]:
        """Return the belief at an information set: 1 at a single node, else unknowns in the simplex."""
        count = len(self.sets[name].histories)
        unknown = [Quotient.symbol(self.belief_symbol(name, k)) for k in range(count - 1)]
        rest = _ONE
        for mu in unknown:
            rest = rest - mu
        return [*unknown, rest]

    # -- the search -------------------------------------------------------------------------------

    def search(self) -> Iterator[Partial]:
        """Yield complete assessments whose conditions could not be refuted."""
        yield from self._extended(list(self.sets), Partial({}, TRUE, ()), frozenset())

    def _extended(self, left: list[str], partial: Partial, checked: frozenset[str]) -> Iterator[Partial]:
        if not left:
            yield partial
            return
        name, rest = left[0], left[1:]
        for strategy, inside, unknowns in self._supports(name):
            self.tried += 1
            grown = Partial(
                {**partial.strategy, name: strategy},
                conjunction(partial.conditions, inside),
                (*partial.unknowns, *unknowns),
            )
            done = checked
            for own in grown.strategy:
                if own not in done and self.below[own] <= grown.strategy.keys():
                    grown = self._rational(grown, own)
                    done = done | {own}
                    if grown.conditions == FALSE:
                        break
            if grown.conditions != FALSE:
                grown = self._updated(grown, name)
            if grown.conditions != FALSE and self.decider.possible(grown.conditions):
                yield from self._extended(rest, grown, done)

    def _supports(self, name: str) -> Iterator[tuple[Mixture, Formula, tuple[str, ...]]]:
        actions = self.sets[name].actions
        for size in range(1, len(actions) + 1):
            for support in itertools.combinations(actions, size):
                if size == 1:
                    yield {a: _ONE if a == support[0] else _ZERO for a in actions}, TRUE, ()
                    continue
                names = tuple(f"sigma_{name}_{a}" for a in support[:-1])
                shares = [Quotient.symbol(n) for n in names]
                last = _ONE
                for share in shares:
                    last = last - share
                probability = dict(zip(support, [*shares, last], strict=True))
                positive = (compare(q, ">", _ZERO) for q in probability.values())
                yield {a: probability.get(a, _ZERO) for a in actions}, conjunction(*positive), names

    # -- sequential rationality -------------------------------------------------------------------

    def _rational(self, partial: Partial, name: str) -> Partial:
        """Add that the support of an information set is a best reply to what follows, given its belief."""
        info, own = self.sets[name], partial.strategy[name]
        player = self.game.players.index(info.player)
        beliefs, values = self.beliefs(name), dict[str, Quotient]()
        memory: dict[Labels, Quotient] = {}
        for action in info.actions:
            total = _ZERO
            for mu, history in zip(beliefs, info.histories, strict=True):
                total = total + mu * self._value((*history, action), player, partial.strategy, memory)
            values[action] = total
        support = [a for a in info.actions if not own[a].is_zero]
        conditions, unknowns = [partial.conditions], set(partial.unknowns)
        needed: set[str] = set()
        for action in info.actions:
            if action == support[0]:
                continue
            gap = values[support[0]] - values[action]
            relation = self._relation(name, support, action, gap)
            if (
                relation == "="
                and not self.knife_edges
                and not gap.is_zero
                and not self._has_unknown(gap, unknowns)
            ):
                return Partial(partial.strategy, FALSE, partial.unknowns)
            conditions.append(compare(gap, relation, _ZERO))  # type: ignore[arg-type]
            needed |= {n for n in gap.names if n in self._labels and n not in unknowns}
        fresh = [self.belief_symbol(name, k) for k in range(len(info.histories) - 1)]
        if needed:
            conditions += [compare(mu, ">=", _ZERO) for mu in beliefs]
        grown = (*partial.unknowns, *(n for n in fresh if needed and n not in unknowns))
        return Partial(partial.strategy, conjunction(*conditions), grown)

    def _relation(self, name: str, support: list[str], action: str, gap: Quotient) -> str:
        if action in support:
            return "="
        prefer = getattr(self.nodes[self.sets[name].histories[0]], "prefer", None)
        if prefer is not None and prefer.index(action) < min(prefer.index(a) for a in support):
            return ">"
        return ">="

    def _has_unknown(self, gap: Quotient, unknowns: set[str]) -> bool:
        return any(n in unknowns or n in self._labels or n.startswith(("sigma_", "mu_")) for n in gap.names)

    def _value(
        self, history: Labels, player: int, strategy: Mapping[str, Mixture], memory: dict[Labels, Quotient]
    ) -> Quotient:
        if history in memory:
            return memory[history]
        node = self.nodes[history]
        total = _ZERO
        match node:
            case Terminal():
                total = self.payoffs(node)[player]
            case Chance(branches):
                for label, (probability, _) in branches.items():
                    total = total + _single(probability) * self._value(
                        (*history, label), player, strategy, memory
                    )
            case Decision():
                for action, probability in strategy[node.info or ""].items():
                    if not probability.is_zero:
                        total = total + probability * self._value(
                            (*history, action), player, strategy, memory
                        )
            case _:
                raise GameError(
                    f"{type(node).__name__} at {history}: only finitely many actions can be hidden"
                )
        memory[history] = total
        return total

    # -- Bayes' rule ------------------------------------------------------------------------------

    def _updated(self, partial: Partial, latest: str) -> Partial:
        """Add Bayes' rule at the information sets whose last mover above has just been given a support."""
        conditions = [partial.conditions]
        for name in partial.strategy:
            above = self._above[name]
            if (
                len(self.sets[name].histories) > 1
                and latest in (above | {name})
                and above <= partial.strategy.keys()
            ):
                conditions.append(self.bayes(name, partial.strategy, partial.unknowns))
        return Partial(partial.strategy, conjunction(*conditions), partial.unknowns)

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        return {name: {other for other, after in self.below.items() if name in after} for name in self.sets}

    def bayes(self, name: str, strategy: Mapping[str, Mixture], unknowns: tuple[str, ...]) -> Formula:
        """Return what Bayes' rule says of the belief at an information set; nothing where it is free."""
        weights = self.weights(name, strategy)
        if weights is None:
            return TRUE
        total = _ZERO
        for weight in weights:
            total = total + weight
        equations = []
        for k, weight in enumerate(weights[:-1]):
            label = self.belief_symbol(name, k)
            if label in unknowns:
                equations.append(compare(Quotient.symbol(label) * total, "=", weight))
        return conjunction(*equations)

    def weights(self, name: str, strategy: Mapping[str, Mixture]) -> list[Quotient] | None:
        """Return the weights that Bayes' rule gives the nodes of an information set; None if it is silent."""
        info = self.sets[name]
        for starts, priors in self._origins(name):
            weights = []
            for history in info.histories:
                start = next(s for s in starts if history[: len(s)] == s)
                weights.append(priors[start] * self._reach(start, history, strategy))
            if any(not w.is_zero for w in weights):
                return weights
        return None

    def _origins(self, name: str) -> Iterator[tuple[list[Labels], dict[Labels, Quotient]]]:
        """Yield from where Bayes' rule may be applied: the root first, then what is ever nearer."""
        info = self.sets[name]
        yield [()], {(): _ONE}
        shared = _common(info.histories)
        for length in range(1, len(shared) + 1):
            yield [shared[:length]], {shared[:length]: _ONE}
        earlier = [
            other
            for other in reversed(self.sets.values())
            if other.player == info.player
            and other.name != name
            and len(other.histories) > 1
            and all(any(_follows(h, start) for start in other.histories) for h in info.histories)
        ]
        for other in earlier:
            yield list(other.histories), dict(zip(other.histories, self.beliefs(other.name), strict=True))

    def _reach(self, start: Labels, history: Labels, strategy: Mapping[str, Mixture]) -> Quotient:
        total = _ONE
        for i in range(len(start), len(history)):
            node = self.nodes[history[:i]]
            match node:
                case Chance(branches):
                    total = total * _single(branches[history[i]][0])
                case Decision():
                    total = total * strategy[node.info or ""][history[i]]
        return total

    def reach(self, history: Labels, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return the probability of a history."""
        return self._reach((), history, strategy)

    def value(self, player: int, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return a player's expected payoff."""
        return self.expected((), player, strategy)

    def expected(self, history: Labels, player: int, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return a player's expected payoff once a history has come about."""
        return self._value(history, player, strategy, {})


def _single(expression: sp.Expr) -> Quotient:
    cases = read_value(expression)
    if len(cases) != 1:
        raise GameError(
            f"{expression}: payoffs by case are solved where everything is seen, not with hidden moves"
        )
    return cases[0][1]


def _follows(history: Labels, start: Labels) -> bool:
    return len(history) > len(start) and history[: len(start)] == start


def _common(histories: tuple[Labels, ...]) -> Labels:
    first = histories[0]
    length = 0
    while all(len(h) > length and h[length] == first[length] for h in histories) and length < len(first):
        length += 1
    return first[:length]
