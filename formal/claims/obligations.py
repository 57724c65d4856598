"""What must be shown for strategies and beliefs to be an equilibrium: a list of comparisons.

By the one-shot deviation principle, and with the last movers first:

- *covered*: the strategies say something in every case, and what they say are probabilities;
- *belief*: beliefs are probabilities and agree with Bayes' rule wherever the information set is reached;
- *best*: what is taken pays at least as much as every other action, or number in the interval;
- *payoff*: following the strategies pays what the equilibrium says.

The list follows from the game tree and what is stated, without a solver; so a derivation cannot leave one out.

References
----------
Hendon, E., Jacobsen, H. J. and Sloth, B. (1996), The one-shot-deviation principle for sequential rationality,
Games and Economic Behavior 12, 274-282.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from formal.algebra.formula import TRUE, Formula, Relation, compare, conjunction, disjunction
from formal.algebra.quotient import Quotient
from formal.algebra.substitution import substitute
from formal.claims.following import ONE, ZERO, Following, interval
from formal.equilibria.labels import plain_label
from formal.errors import GameError
from formal.games.information import InformationSet
from formal.games.tree import Chance, Decision, Node, Offer
from formal.games.walking import History

Kind = Literal["covered", "probabilities", "belief", "best", "payoff", "worth"]
Weights = list[tuple[Formula, list[Quotient]]]


@dataclass(frozen=True)
class Obligation:
    """Something that must be shown: `left relation right`, or that one of some cases holds.

    Attributes
    ----------
    kind
        What it is about.
    info, player
        The information set, and who moves there; empty for the payoffs.
    what
        What is compared, such as `("fight", "yield")`: the action taken and another one.
    case
        The case in which it must be shown.
    assumptions
        What holds there, the case included.
    goal
        What must be shown.
    left, right
        What is compared, where it is a comparison.
    """

    kind: Kind
    info: str
    player: str
    what: tuple[str, ...]
    case: Formula
    assumptions: Formula
    goal: Formula
    left: Quotient | None = None
    right: Quotient | None = None


def obligations(following: Following, worths: Any = None) -> Iterator[Obligation]:
    """Yield what must be shown, the last movers first.

    Parameters
    ----------
    following
        The game and what is played.
    worths
        For histories, what each player is said to get after them, beside the payoffs of the equilibrium.

    Examples
    --------
    >>> from sympy import symbols
    >>> from formal.algebra import Region
    >>> from formal.equilibria.equilibrium import Equilibrium
    >>> from formal.games import Game, choose
    >>> p, c = symbols("p c")
    >>> game = Game(["A"], choose("A", {"fight": (p - c,), "yield": (0,)}), where=[c > 0])
    >>> fights = Equilibrium(Region(p > c), {"A": {"fight": 1, "yield": 0}}, {"A": p - c}, {})
    >>> for shown in obligations(Following(game, fights)):
    ...     print(shown.kind, shown.what, "|", shown.goal)
    best ('fight', 'yield') | -c + p >= 0
    """
    sets = following.game.information_sets.values()
    for info in sorted(sets, key=lambda one: -max(map(len, one.histories))):
        place = _Place(following, info)
        found = place.offers() if info.symbol is not None else place.decisions()
        yield from (o for o in found if o.goal != TRUE)
    stated = {(): following.equilibrium.payoffs, **(worths or {})}
    for history, payoffs in stated.items():
        yield from (o for o in _payoffs(following, history, payoffs) if o.goal != TRUE)


def _payoffs(following: Following, history: History, payoffs: Any) -> Iterator[Obligation]:
    context = following.contexts[history]
    for player, payoff in payoffs.items():
        index = following.game.players.index(player)
        for case, (vector, stated) in following.joined(
            context, following.worth(history), following.as_named(payoff)
        ):
            yield _compared("payoff", "", player, tuple(history), context, case, vector[index], "=", stated)


def _compared(
    kind: Kind,
    info: str,
    player: str,
    what: tuple[str, ...],
    context: Formula,
    case: Formula,
    left: Quotient,
    relation: Relation,
    right: Quotient,
) -> Obligation:
    goal = compare(left, relation, right)
    return Obligation(kind, info, player, what, case, conjunction(context, case), goal, left, right)


class _Place:
    """An information set."""

    def __init__(self, following: Following, info: InformationSet) -> None:
        self.following = following
        self.info = info
        self.context = following.contexts[info.histories[0]]
        self.index = following.game.players.index(info.player)
        self.nodes = [following.nodes[history] for history in info.histories]
        seen = {frozenset(_numbers(following, h)) for h in info.histories}
        if len(seen) > 1:
            raise GameError(
                f'the nodes of "{info.name}" follow different offers: no derivation is made of it'
            )

    def _shown(
        self,
        kind: Kind,
        what: tuple[str, ...],
        case: Formula,
        left: Quotient,
        relation: Relation,
        right: Quotient,
    ) -> Obligation:
        return _compared(
            kind, self.info.name, self.info.player, what, self.context, case, left, relation, right
        )

    def _covered(self, what: str, cases: list[Formula], context: Formula) -> Obligation:
        goal = disjunction(*cases)
        return Obligation("covered", self.info.name, self.info.player, (what,), TRUE, context, goal)

    # -- decisions ----------------------------------------------------------------------------------

    def decisions(self) -> Iterator[Obligation]:
        """Yield what must be shown where one of finitely many actions is taken."""
        following = self.following
        mixes = following.mixes(self.info.histories[0])
        yield self._covered("strategy", [case for case, _ in mixes], self.context)
        for case, mix in mixes:
            yield self._shown("probabilities", ("sum",), case, _total(mix.values()), "=", ONE)
            for action, q in mix.items():
                yield self._shown("probabilities", (action,), case, q, ">=", ZERO)
        weights, about = self._weights()
        yield from about
        worth = {a: self._worth(weights, a) for a in self.info.actions}
        for action in self.info.actions:
            yield self._covered(f"worth of {action}", [f for f, _ in worth[action]], self.context)
        for case, mix in mixes:
            for taken, other in itertools.permutations(self.info.actions, 2):
                here = conjunction(case, compare(mix[taken], ">", ZERO))
                if mix[taken].is_zero or following.excluded(self.context, here):
                    continue
                for f, (own, instead) in following.joined(
                    conjunction(self.context, here), worth[taken], worth[other]
                ):
                    yield self._shown("best", (taken, other), conjunction(here, f), own, ">=", instead)

    def _worth(self, weights: Weights, action: str) -> list[tuple[Formula, Quotient]]:
        """Return what an action pays its player, weighed by beliefs, by case."""
        below = [self.following.worth((*h, action)) for h in self.info.histories]
        found = []
        for case, ws in weights:
            held = [(w, b) for w, b in zip(ws, below, strict=True) if not w.is_zero]
            for f, vectors in self.following.joined(conjunction(self.context, case), *(b for _, b in held)):
                total = _total(w * v[self.index] for (w, _), v in zip(held, vectors, strict=True))
                found.append((conjunction(case, f), total))
        return found

    # -- offers -------------------------------------------------------------------------------------

    def offers(self) -> Iterator[Obligation]:
        """Yield what must be shown where a number is named: it is in the interval, and none there pays more."""
        following, node = self.following, self.nodes[0]
        assert isinstance(node, Offer)
        name = node.symbol.name
        named = following.named(node)
        yield self._covered("strategy", [f for f, _ in named], self.context)
        weights, about = self._weights()
        yield from about
        free = [
            (f, self._mine(vectors, ws)) for f, ws, vectors in self._after(weights, Quotient.symbol(name))
        ]
        inside = conjunction(self.context, interval(node))
        yield self._covered(f"worth of {name}", [f for f, _ in free], inside)
        for case, number in named:
            allowed = substitute(interval(node), {name: number})
            here = conjunction(self.context, case)
            yield Obligation(
                "best", self.info.name, self.info.player, (name, "interval"), case, here, allowed
            )
            own = [(f, self._mine(v, ws)) for f, ws, v in self._after(weights, number, case)]
            yield self._covered(f"worth of {name} as named", [f for f, _ in own], here)
            for f, (pays, instead) in following.joined(conjunction(inside, case), own, free):
                both = conjunction(case, f)
                goal = compare(pays, ">=", instead)
                assumed = conjunction(inside, both)
                yield Obligation(
                    "best",
                    self.info.name,
                    self.info.player,
                    (name, "other"),
                    both,
                    assumed,
                    goal,
                    pays,
                    instead,
                )

    def _after(
        self, weights: Weights, number: Quotient, case: Formula = TRUE
    ) -> Iterator[tuple[Formula, list[Quotient], list[Any]]]:
        pairs = list(zip(self.info.histories, self.nodes, strict=True))
        for f, ws in weights:
            here = conjunction(self.context, case, f)
            if number == Quotient.symbol(self.nodes[0].symbol.name):  # type: ignore[union-attr]
                below = [self.following.worth((*h, n.symbol.name)) for h, n in pairs]  # type: ignore[union-attr]
                here = conjunction(here, interval(self.nodes[0]))  # type: ignore[arg-type]
            else:
                below = [self.following.after(h, n, number, here) for h, n in pairs]  # type: ignore[arg-type]
            for g, vectors in self.following.joined(here, *below):
                yield conjunction(f, g), ws, vectors

    def _mine(self, vectors: list[Any], weights: list[Quotient]) -> Quotient:
        return _total(w * v[self.index] for w, v in zip(weights, vectors, strict=True))

    # -- beliefs ------------------------------------------------------------------------------------

    def _weights(self) -> tuple[Weights, list[Obligation]]:
        """Return how the mover weighs the nodes, by case, and what must be shown about that.

        These are the beliefs that are stated; where none are, the probabilities with which the nodes are reached.
        """
        if len(self.nodes) == 1:
            return [(TRUE, [ONE])], []
        following = self.following
        ways = [list(_way(following, h)) for h in self.info.histories]
        shared = set.intersection(*({_key(step) for step in way} for way in ways))
        reached = [self._reach([step for step in way if _key(step) not in shared]) for way in ways]
        stated = {
            tuple(map(plain_label, h)): b
            for h, b in following.equilibrium.belief.get(self.info.name, {}).items()
        }
        if not stated:
            return [(f, list(values)) for f, values in following.joined(self.context, *reached)], []
        beliefs = [following.read(stated.get(tuple(h), 0)) for h in self.info.histories]
        weights = [(f, list(values)) for f, values in following.joined(self.context, *beliefs)]
        return weights, list(self._about(weights, reached))

    def _about(self, weights: Weights, reached: list[Any]) -> Iterator[Obligation]:
        yield self._covered("beliefs", [f for f, _ in weights], self.context)
        names = [", ".join(h) for h in self.info.histories]
        for case, beliefs in weights:
            yield self._shown("belief", ("sum",), case, _total(beliefs), "=", ONE)
            for name, belief in zip(names, beliefs, strict=True):
                yield self._shown("belief", (name, "sign"), case, belief, ">=", ZERO)
            for f, reach in self.following.joined(conjunction(self.context, case), *reached):
                whole = _total(reach)
                for name, belief, own in zip(names, beliefs, reach, strict=True):
                    yield self._shown("belief", (name,), conjunction(case, f), belief * whole, "=", own)

    def _reach(self, steps: list[tuple[History, Node, str]]) -> list[tuple[Formula, Quotient]]:
        """Return the probability of a way, by case."""
        parts = [self._chance(*step) for step in steps]
        found = []
        for f, values in self.following.joined(self.context, *parts):
            product = ONE
            for value in values:
                product = product * value
            found.append((f, product))
        return found

    def _chance(self, history: History, node: Node, label: str) -> list[tuple[Formula, Quotient]]:
        match node:
            case Decision():
                return [(f, mix[label]) for f, mix in self.following.mixes(history)]
            case Chance(branches=branches):
                return list(self.following.read(branches[label][0]))
            case Offer():
                made = Quotient.symbol(label)
                both: list[tuple[Formula, Quotient]] = []
                for f, number in self.following.named(node):
                    both.append((conjunction(f, compare(made, "=", number)), ONE))
                    both.append((conjunction(f, compare(made, "!=", number)), ZERO))
                return both
        raise GameError(f'"{self.info.name}" follows a number that nature draws: no derivation is made of it')


def _way(following: Following, history: History) -> Iterator[tuple[History, Node, str]]:
    for size, label in enumerate(history):
        yield history[:size], following.nodes[history[:size]], label


def _key(step: tuple[History, Node, str]) -> tuple[Any, ...]:
    """Return what is the same for two steps that nobody who stands behind them can tell apart."""
    history, node, label = step
    return (node.info if isinstance(node, Decision | Offer) else history, label)


def _numbers(following: Following, history: History) -> Iterator[str]:
    return (label for _, node, label in _way(following, history) if isinstance(node, Offer))


def _total(values: Any) -> Quotient:
    total = ZERO
    for value in values:
        total = total + value
    return total
