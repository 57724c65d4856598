"""Assessments by pruned search: the candidates for perfect Bayesian equilibria of a finite game.

An assessment gives behaviour at every information set and a belief over its nodes. Information sets are given a
support one after the other, last movers first, and the decider drops a partial assessment as soon as its conditions
exclude each other:

1. the actions in the support are equally good against what follows, the others no better;
2. probabilities in a support of several actions are unknowns in the simplex, and so are beliefs;
3. where the movers above an information set have all been given a support, Bayes' rule ties its belief to them.

Where Bayes' rule applies is said in `formal.solvers.bayes_rule`.

References
----------
Fudenberg, D. and J. Tirole (1991), Perfect Bayesian equilibrium and sequential equilibrium. Journal of Economic
Theory 53, definition 3.1.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, conjuncts, names
from formal.algebra.quotient import Quotient
from formal.algebra.radical import plain_names
from formal.errors import GameError
from formal.games import Game, InformationSet
from formal.games.tree import Chance, Decision, Node, Terminal
from formal.games.walking import walk
from formal.solvers.bayes_rule import BayesRule, Labels, Mixture, follows, single

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)
_OFTEN = 100
#: With more movers before an information set than these, it pays to ask what beliefs those known by now allow.
_FEW = 2


@dataclass(frozen=True, eq=False)
class Partial:
    """An assessment under construction.

    Attributes
    ----------
    strategy
        `{information set: {action: probability}}`, probabilities being 0, 1 or unknowns.
    mixing
        That the unknown probabilities are positive.
    best
        For each information set whose support can be judged, that it is a best reply.
    conditions
        What must hold of parameters and unknowns: all of that, and that beliefs lie in the simplex.
    unknowns
        Names of mixing probabilities and beliefs.
    """

    strategy: Mapping[str, Mixture]
    mixing: Formula = TRUE
    best: Mapping[str, Formula] = field(default_factory=dict)
    conditions: Formula = TRUE
    unknowns: tuple[str, ...] = ()


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
    _report: Callable[[str], None] = lambda _: None
    _judgements: dict[tuple[object, ...], Formula] = field(default_factory=dict)
    _weighed: dict[tuple[str, tuple[int, ...]], list[Quotient] | None] = field(default_factory=dict)
    _values: dict[tuple[Labels, int, tuple[int, ...]], Quotient] = field(default_factory=dict)
    _listed: dict[str, list[tuple[Mixture, Formula]]] = field(default_factory=dict)

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
                if other != name and any(follows(h, own) for h in theirs.histories for own in info.histories):
                    after.add(other)
            found[name] = after
        return found

    def payoffs(self, node: Terminal) -> tuple[Quotient, ...]:
        """Return the payoffs at a terminal node."""
        return tuple(single(u) for u in node.payoffs)

    @cached_property
    def rule(self) -> BayesRule:
        """Bayes' rule."""
        return BayesRule(self.nodes, self.sets, self.decider)

    # -- the search -------------------------------------------------------------------------------

    def search(self, report: Callable[[str], None] = lambda _: None) -> Iterator[Partial]:
        """Yield complete assessments whose conditions could not be refuted; `report` gets a sentence now and then."""
        self._report = report
        yield from self._extended(list(self.sets), Partial({}))

    def _extended(self, left: list[str], partial: Partial) -> Iterator[Partial]:
        if not left:
            yield partial
            return
        name, rest = left[0], left[1:]
        if name not in self._listed:
            self._listed[name] = list(self._supports(name))
        for strategy, inside in self._listed[name]:
            self.tried += 1
            if self.tried % _OFTEN == 0:
                self._report(f"{self.tried} partial assessments tried")
            mixed = {**partial.strategy, name: strategy}
            grown = self._judged(Partial(mixed, conjunction(partial.mixing, inside), partial.best), name)
            if grown.conditions != FALSE and self._possible(grown.conditions):
                yield from self._extended(rest, grown)

    def _judged(self, partial: Partial, latest: str) -> Partial:
        """Return a partial assessment with what its latest information set allows to be said of all."""
        best = dict(partial.best)
        for name in partial.strategy:
            news = latest == name or latest in self.below[name] or latest in self._informative[name]
            if news and self.below[name] <= partial.strategy.keys():
                known = self._knows(name, partial.strategy)
                if known or name not in best:
                    best[name] = self._best(name, partial.strategy, known)
                    if best[name] == FALSE:
                        return Partial(partial.strategy, conditions=FALSE)
        return self._tied(Partial(partial.strategy, partial.mixing, best), set())

    def _tied(self, partial: Partial, wanted: set[str]) -> Partial:
        """Return an assessment with all that is known of the beliefs in use, and of those of some information sets."""
        conditions = conjunction(partial.mixing, *partial.best.values())
        uncertain: dict[str, tuple[str, ...]] = {}
        while True:
            used = names(conditions)
            fresh = {
                name: symbols
                for name, symbols in self.rule.symbols.items()
                if name not in uncertain and (used & set(symbols) or name in wanted)
            }
            if not fresh:
                break
            uncertain |= fresh
            conditions = conjunction(conditions, *(self._by_bayes(name, partial.strategy) for name in fresh))
        simplex = (compare(mu, ">=", _ZERO) for name in uncertain for mu in self.rule.beliefs(name))
        unknowns = [
            n
            for name, mixture in partial.strategy.items()
            for n in (*self._shares(name, mixture), *uncertain.get(name, ()))
        ]
        later = [n for name, own in uncertain.items() if name not in partial.strategy for n in own]
        whole = conjunction(conditions, *simplex)
        return Partial(partial.strategy, partial.mixing, partial.best, whole, (*unknowns, *later))

    def _by_bayes(self, name: str, strategy: Mapping[str, Mixture]) -> Formula:
        """Return what Bayes' rule says of a belief, as far as that is known yet."""
        if not self._informative[name] <= strategy.keys():
            return TRUE
        weights = self.rule.weights(name, strategy)
        return TRUE if weights is None else self.rule.equations(name, weights)

    def completed(self, partial: Partial) -> Partial:
        """Return a complete assessment in which every belief is tied that Bayes' rule may give, or may be silent on.

        It is silent where moves of nature that lead to an information set have probability zero, or an earlier belief
        rules it out. What is believed there is free, whether or not it matters.
        """
        rule = self.rule
        doubtful = {
            name
            for name, symbols in rule.symbols.items()
            if symbols
            and rule.weights(name, partial.strategy) is not None
            and not rule.is_sure(name, partial.strategy)
        }
        return self._tied(partial, doubtful) if doubtful else partial

    def _possible(self, conditions: Formula) -> bool:
        """Return whether conditions may hold together: first in groups that share unknowns, which come up often."""
        groups = list(self._groups(conditions))
        if len(groups) > 1 and not all(self.decider.possible(group) for group in groups):
            return False
        shared = any(set(self.game.space.names) & names(group) for group in groups)
        return not (shared or len(groups) == 1) or self.decider.possible(conditions)

    def _groups(self, conditions: Formula) -> Iterator[Formula]:
        """Yield conditions in groups without common unknowns."""
        fixed = set(self.game.space.names)
        groups: list[tuple[set[str], list[Formula]]] = []
        for part in conjuncts(conditions):
            own, parts = names(part) - fixed, [part]
            apart = []
            for unknowns, members in groups:
                if unknowns & own:
                    own, parts = own | unknowns, members + parts
                else:
                    apart.append((unknowns, members))
            groups = [*apart, (own, parts)]
        for _, members in groups:
            yield conjunction(*members)

    @staticmethod
    def _shares(name: str, mixture: Mixture) -> list[str]:
        """Return the names of the unknown probabilities of actions."""
        support = [action for action, q in mixture.items() if not q.is_zero]
        return [f"sigma_{name}_{action}" for action in support[:-1]]

    def _supports(self, name: str) -> Iterator[tuple[Mixture, Formula]]:
        actions = self.sets[name].actions
        most = len(actions) if self._prefer(name) is None else 1  # a tie rule leaves nothing to mix
        for size in range(1, most + 1):
            for support in itertools.combinations(actions, size):
                if size == 1:
                    yield {a: _ONE if a == support[0] else _ZERO for a in actions}, TRUE
                    continue
                shares = [Quotient.symbol(f"sigma_{name}_{a}") for a in support[:-1]]
                last = _ONE
                for share in shares:
                    last = last - share
                probability = dict(zip(support, [*shares, last], strict=True))
                positive = (compare(q, ">", _ZERO) for q in probability.values())
                yield {a: probability.get(a, _ZERO) for a in actions}, conjunction(*positive)

    # -- sequential rationality -------------------------------------------------------------------

    def _best(self, name: str, strategy: Mapping[str, Mixture], known: bool) -> Formula:
        """Return that the support of an information set is a best reply to what follows, given its belief.

        Parameters
        ----------
        name
            The information set.
        strategy
            What has been given a support.
        known
            Whether to weigh the nodes by how likely they are, if it is sure that the information set is reached; its
            belief remains an unknown if it is not.
        """
        weights = self._weights(name, strategy) if known else None
        key = (
            name,
            self._given({name} | self.below[name], strategy),
            None if weights is None else tuple(weights),
        )
        if key not in self._judgements:
            self._judgements[key] = self._best_reply(name, strategy, weights)
        return self._judgements[key]

    def _best_reply(
        self, name: str, strategy: Mapping[str, Mixture], weights: list[Quotient] | None
    ) -> Formula:
        info, own = self.sets[name], strategy[name]
        player = self.game.players.index(info.player)
        support = [a for a in info.actions if not own[a].is_zero]
        worth = {
            action: [self._worth((*h, action), player, strategy) for h in info.histories]
            for action in info.actions
        }
        gaps = {
            action: [u - v for u, v in zip(worth[support[0]], worth[action], strict=True)]
            for action in info.actions
            if action != support[0]
        }
        # Beliefs do not matter where every node says the same.
        matters = any(gap != own_gaps[0] for own_gaps in gaps.values() for gap in own_gaps)
        weighed = self.rule.beliefs(name) if weights is None else weights
        conditions: list[Formula] = []
        for action, own_gaps in gaps.items():
            gap = _mean(weighed, own_gaps) if matters else own_gaps[0]
            relation = self._relation(name, support, action, gap)
            if relation == "=" and not self.knife_edges and not gap.is_zero and not self._has_unknown(gap):
                return FALSE
            conditions.append(compare(gap, relation, _ZERO))  # type: ignore[arg-type]
        best = conjunction(*conditions)
        used = names(best)
        return conjunction(best, *(inside for symbols, inside in self._ranges if symbols & used))

    def _weights(self, name: str, strategy: Mapping[str, Mixture]) -> list[Quotient] | None:
        """Return how likely the nodes of an information set are; None if it is not sure that one of them is reached.

        Whoever moves before and has no support yet may do anything, which is more than will be left.
        """
        key = name, self._given(self._informative[name], strategy)
        if key not in self._weighed:
            missing = self._informative[name] - strategy.keys()
            nothing = {other: dict.fromkeys(self.sets[other].actions, _ZERO) for other in missing}
            sure = self.rule.is_sure(name, {**nothing, **strategy})
            anything = {other: self._any_shares[other] for other in missing}
            self._weighed[key] = self.rule.weights(name, {**anything, **strategy}) if sure else None
        return self._weighed[key]

    @cached_property
    def _any_shares(self) -> dict[str, Mixture]:
        """For each information set, what its behaviour may be as long as it has no support."""
        found: dict[str, Mixture] = {}
        for name, info in self.sets.items():
            shares = [Quotient.symbol(f"any_{name}_{action}") for action in info.actions[:-1]]
            last = _ONE
            for share in shares:
                last = last - share
            found[name] = dict(zip(info.actions, [*shares, last], strict=True))
        return found

    @cached_property
    def _ranges(self) -> list[tuple[set[str], Formula]]:
        """The unknowns in these, and that they are probabilities."""
        found = []
        for mixture in self._any_shares.values():
            inside = conjunction(*(compare(share, ">=", _ZERO) for share in mixture.values()))
            found.append((names(inside), inside))
        return found

    def _knows(self, name: str, strategy: Mapping[str, Mixture]) -> bool:
        """Return whether it is time to ask how likely the nodes of an information set are."""
        before = self._informative[name]
        return before <= strategy.keys() or len(before) > _FEW

    def _given(self, relevant: Set[str], strategy: Mapping[str, Mixture]) -> tuple[int, ...]:
        """Return what stands for the supports of some information sets; mixtures come from one list for each."""
        return tuple(id(strategy[name]) for name in sorted(relevant & strategy.keys()))

    def _worth(self, history: Labels, player: int, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return a player's expected payoff once a history has come about, remembered while supports last."""
        key = history, player, self._given(self._following[history], strategy)
        if key not in self._values:
            self._values[key] = self.expected(history, player, strategy)
        return self._values[key]

    @cached_property
    def _following(self) -> dict[Labels, frozenset[str]]:
        """For each history, the information sets at and after it."""
        found: dict[Labels, set[str]] = {history: set() for history in self.nodes}
        for history, node in self.nodes.items():
            if isinstance(node, Decision):
                for length in range(len(history) + 1):
                    found[history[:length]].add(node.info or "")
        return {history: frozenset(sets) for history, sets in found.items()}

    def _relation(self, name: str, support: list[str], action: str, gap: Quotient) -> str:
        if action in support:
            return "="
        prefer = self._prefer(name)
        if prefer is not None and prefer.index(action) < min(prefer.index(a) for a in support):
            return ">"
        return ">="

    def _prefer(self, name: str) -> tuple[str, ...] | None:
        """Return the tie rule of an information set, if it has one."""
        node = self.nodes[self.sets[name].histories[0]]
        return node.prefer if isinstance(node, Decision) else None

    def _has_unknown(self, gap: Quotient) -> bool:
        return any(n not in self.game.space.symbols for n in plain_names(gap.names))

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
                    total = total + single(probability) * self._value(
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

    # -- what Bayes' rule needs, and values ---------------------------------------------------------

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        return {name: {other for other, after in self.below.items() if name in after} for name in self.sets}

    @cached_property
    def _informative(self) -> dict[str, set[str]]:
        """For each information set, those whose supports Bayes' rule may need."""
        return {
            name: set().union(above, *(self._above[other] for other in self.rule.earlier(name)))
            for name, above in self._above.items()
        }

    def value(self, player: int, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return a player's expected payoff."""
        return self.expected((), player, strategy)

    def expected(self, history: Labels, player: int, strategy: Mapping[str, Mixture]) -> Quotient:
        """Return a player's expected payoff once a history has come about."""
        return self._value(history, player, strategy, {})


def _mean(weights: list[Quotient], values: list[Quotient]) -> Quotient:
    total = _ZERO
    for weight, value in zip(weights, values, strict=True):
        if not weight.is_zero:
            total = total + weight * value
    return total
