"""Every pure subgame-perfect equilibrium of a finite numeric tree, by trying all there are.

Three methods that share only the tree:

1. `by_definition`: every profile of pure strategies is held against every strategy of every player in every
   subgame. Nothing is assumed; the number of profiles is exponential, so for tiny trees.
2. `by_one_shot_deviations`: the equilibria of a subgame are put together from those of the subgames
   directly below, every combination of them is tried, and kept where the mover has no better action. By
   the one-shot deviation principle that gives the same set.
3. `outcomes`: what is reached and paid, without listing the profiles. An outcome of the subgame after
   action a survives if for every other action b *some* equilibrium of the subgame after b pays the mover
   no more: subgames after different actions have no node in common, so which equilibrium is played in
   each is free.

A tie rule (`prefer`) binds its mover alone: among the actions that are best given what follows, the first
in the rule must be taken. In 3 it turns "no more" into "less" for those b that the rule puts before a.

>>> from tests.oracle.numeric import Move, leaf
>>> give = Move(1, "B", (("give", leaf(1, 0)), ("refuse", leaf(-1, 0))))
>>> ask = Move(0, "A", (("ask", give), ("wait", leaf(0, 1))))
>>> for profile in sorted(map(sorted, equilibria(ask))):
...     print(profile)
[('A', 'ask'), ('B', 'give')]
[('A', 'wait'), ('B', 'refuse')]
>>> sorted(payoffs for payoffs, path in outcomes(ask)) == [(0, 1), (1, 0)]
True

References
----------
Osborne, M. J. and Rubinstein, A. (1994), A Course in Game Theory, section 6.2 (lemma 98.2, proposition
99.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Any

from tests.oracle.numeric import Leaf, Move, Nature, Node, Unsupported, Value, moves

Profile = frozenset[tuple[str, str]]
Payoffs = tuple[Value, ...]
Path = frozenset[tuple[tuple[str, ...], Value]]
Sign = Callable[[Value], int]

#: Up to so many profiles, `equilibria` goes by the definition.
TINY = 256


def equilibria(tree: Node, limit: int = 50_000) -> set[Profile]:
    """Return all pure subgame-perfect equilibria, each as the set of its (information set, action) pairs."""
    if prod(len(node.actions) for node in moves(tree)) <= TINY:
        return by_definition(tree)
    return by_one_shot_deviations(tree, limit)


def by_definition(tree: Node) -> set[Profile]:
    """Return the profiles that are an equilibrium of every subgame, tested against all strategies."""
    found = set()
    for chosen in _strategies(list(moves(tree))):
        if all(_is_nash(node, chosen) and _keeps_tie_rule(node, chosen) for node in moves(tree)):
            found.add(frozenset(chosen.items()))
    return found


def by_one_shot_deviations(tree: Node, limit: int = 50_000) -> set[Profile]:
    """Return the same set, put together from the equilibria of the subgames; `limit` bounds its size."""
    return {profile for profile, _ in _assembled(tree, limit)}


def outcomes(tree: Node, sign: Sign | None = None) -> set[tuple[Payoffs, Path]]:
    """Return (payoffs, path) of every pure subgame-perfect equilibrium; a path is {(history, probability)}.

    `sign` decides the sign of a difference of payoffs; it is what lets payoffs be polynomials in an
    offer, at a number that may be irrational.
    """
    return _outcomes(tree, sign or number_sign)


def profile_of(strategy: Mapping[str, Mapping[str, Any]]) -> Profile:
    """Read a pure strategy profile `{information set: {action: probability}}` as a `Profile`."""
    chosen = [(info, action) for info, actions in strategy.items() for action, p in actions.items() if p == 1]
    if len(chosen) != len(strategy):
        raise ValueError(f"not a profile of pure strategies: {strategy}")
    return frozenset(chosen)


def payoffs_of(node: Node, chosen: Mapping[str, str]) -> Payoffs:
    """Return what the profile `{information set: action}` pays from `node` on."""
    match node:
        case Leaf(payoffs=payoffs):
            return payoffs
        case Move(info=info, actions=actions):
            return payoffs_of(dict(actions)[chosen[info]], chosen)
        case Nature(branches=branches):
            return mixture([(chance, payoffs_of(child, chosen)) for _, chance, child in branches])
    raise Unsupported("a finite tree is wanted here: the tree holds a continuous choice")


def mixture(weighed: list[tuple[Value, Payoffs]]) -> Payoffs:
    """Return the expectation of the payoffs."""
    return tuple(sum(weight * u for weight, u in column) for column in _columns(weighed))


def number_sign(number: Value) -> int:
    """Return -1, 0 or 1."""
    return (number > 0) - (number < 0)


def _columns(weighed: list[tuple[Value, Payoffs]]) -> Iterator[list[tuple[Value, Value]]]:
    players = range(len(weighed[0][1]))
    return ([(weight, payoffs[i]) for weight, payoffs in weighed] for i in players)


def _strategies(nodes: list[Move]) -> Iterator[dict[str, str]]:
    for actions in product(*([label for label, _ in node.actions] for node in nodes)):
        yield {node.info: action for node, action in zip(nodes, actions, strict=True)}


def _is_nash(node: Node, chosen: dict[str, str]) -> bool:
    """No player gains by any other strategy in the subgame that begins at `node`."""
    earned = payoffs_of(node, chosen)
    below = list(moves(node))
    for player in {move.player for move in below}:
        own = [move for move in below if move.player == player]
        for other in _strategies(own):
            if payoffs_of(node, chosen | other)[player] > earned[player]:
                return False
    return True


def _keeps_tie_rule(node: Move, chosen: dict[str, str]) -> bool:
    if node.prefer is None:
        return True
    earned = {label: payoffs_of(child, chosen)[node.player] for label, child in node.actions}
    best = max(earned.values())
    return chosen[node.info] == next(label for label in node.prefer if earned[label] == best)


def _assembled(node: Node, limit: int) -> list[tuple[Profile, Payoffs]]:
    if isinstance(node, Leaf):
        return [(frozenset(), node.payoffs)]
    below = [_assembled(child, limit) for child in _children(node)]
    if prod(map(len, below)) > limit:
        raise Unsupported(f"more than {limit} equilibria to put together")
    found = []
    for combination in product(*below):
        profile = frozenset().union(*(p for p, _ in combination))
        paid = [payoffs for _, payoffs in combination]
        if isinstance(node, Nature):
            found.append((profile, mixture(list(zip((p for _, p, _ in node.branches), paid, strict=True)))))
            continue
        for place in _one_shot_best(node, [payoffs[node.player] for payoffs in paid]):
            found.append((profile | {(node.info, node.actions[place][0])}, paid[place]))
    return found


def _one_shot_best(node: Move, earned: list[Value]) -> list[int]:
    best = [place for place, u in enumerate(earned) if u == max(earned)]
    if node.prefer is None:
        return best
    return [min(best, key=lambda place: node.prefer.index(node.actions[place][0]))]


def _children(node: Node) -> list[Node]:
    match node:
        case Move(actions=actions):
            return [child for _, child in actions]
        case Nature(branches=branches):
            return [child for _, _, child in branches]
    raise Unsupported("a finite tree is wanted here: the tree holds a continuous choice")


def _outcomes(node: Node, sign: Sign) -> set[tuple[Payoffs, Path]]:
    match node:
        case Leaf(payoffs=payoffs):
            return {(payoffs, frozenset({((), 1)}))}
        case Nature(branches=branches):
            below = [
                [(p, *outcome) for outcome in prefixed(label, child, sign)] for label, p, child in branches
            ]
            return {_mixed(combination) for combination in product(*below)}
        case Move():
            return set(_best_outcomes(node, sign))
    raise Unsupported("a finite tree is wanted here: the tree holds a continuous choice")


def prefixed(label: str, child: Node, sign: Sign) -> list[tuple[Payoffs, Path]]:
    """Return the outcomes of the subgame `child`, their histories beginning with `label`."""
    return [
        (payoffs, frozenset(((label, *history), p) for history, p in path))
        for payoffs, path in _outcomes(child, sign)
    ]


def _mixed(combination: tuple[tuple[Value, Payoffs, Path], ...]) -> tuple[Payoffs, Path]:
    path = frozenset((history, p * q) for p, _, below in combination for history, q in below if p * q)
    return mixture([(p, payoffs) for p, payoffs, _ in combination]), path


def _best_outcomes(node: Move, sign: Sign) -> Iterator[tuple[Payoffs, Path]]:
    below = {label: prefixed(label, child, sign) for label, child in node.actions}
    for label, here in below.items():
        others = [(other, there) for other, there in below.items() if other != label]
        for payoffs, path in here:
            earned = payoffs[node.player]
            if all(_beats(node, label, earned, other, there, sign) for other, there in others):
                yield payoffs, path


def _beats(node: Move, label: str, earned: Value, other: str, there: list[Any], sign: Sign) -> bool:
    """Some equilibrium after `other` makes `label`, which earns `earned`, a choice the mover may make."""
    least = 0 if may_tie(node, label, other) else 1
    return any(sign(earned - payoffs[node.player]) >= least for payoffs, _ in there)


def may_tie(node: Move, action: str, other: str) -> bool:
    """Say whether the mover may take `action` when it ties with `other`."""
    return node.prefer is None or node.prefer.index(action) < node.prefer.index(other)
