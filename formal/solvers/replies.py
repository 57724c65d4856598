"""Replies to a message: which of them are best at a common belief, and what they bring.

For a given message let `U(t, r)` be the receiver's payoff if type `t` has sent it and the reply is `r`. A set of
replies is *feasible* for some types if there is a belief on these types at which all of its members are best; the mixed
best replies are then the mixtures over feasible sets. Beliefs are eliminated, so feasibility is a condition on
parameters.

>>> from formal.algebra.quotient import Quotient
>>> q, one, zero = Quotient.symbol("q"), Quotient.constant(1), Quotient.constant(0)
>>> paid = {"good": {"trust": q, "shun": zero}, "bad": {"trust": -one, "shun": zero}}
>>> found = Replies(Decider(), ("trust", "shun"), paid)
>>> str(found.feasible(("trust",), ("good", "bad"))), str(found.feasible(("shun",), ("good",)))
('q >= 0', '-q >= 0')
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formal.algebra.decide import Decider
from formal.algebra.eliminate import eliminate
from formal.algebra.formula import FALSE, TRUE, Formula, compare, conjunction, disjunction
from formal.algebra.quotient import Quotient
from formal.algebra.simplify import simplify

_ZERO, _ONE = Quotient.constant(0), Quotient.constant(1)


@dataclass(eq=False)
class Replies:
    """The best replies to a message.

    Parameters
    ----------
    decider
        Of the parameter space.
    actions
        The replies.
    paid
        `{type: {reply: the receiver's payoff}}`.
    prefer
        The receiver's tie rule; with it a best reply is never mixed.
    """

    decider: Decider
    actions: tuple[str, ...]
    paid: Mapping[str, Mapping[str, Quotient]]
    prefer: tuple[str, ...] | None = None
    _known: dict[tuple[frozenset[str], frozenset[str]], Formula] = field(default_factory=dict)

    def feasible(self, support: Sequence[str], types: Sequence[str]) -> Formula:
        """Return where there is a belief on `types` at which every reply in `support` is best."""
        key = frozenset(support), frozenset(types)
        if key not in self._known:
            self._known[key] = self._found(tuple(support), tuple(types))
        return self._known[key]

    def supports(self, types: Sequence[str], most: int) -> Iterator[tuple[tuple[str, ...], Formula]]:
        """Yield the sets of up to `most` replies that may be best at a common belief on `types`, and where."""
        for size in range(1, most + 1):
            for support in itertools.combinations(self.actions, size):
                where = self.feasible(support, types)
                if where != FALSE:
                    yield support, where

    def _found(self, support: tuple[str, ...], types: tuple[str, ...]) -> Formula:
        if self.prefer is not None and len(support) > 1:
            return FALSE
        # Whatever is best with more replies, or beliefs on fewer types, is covered by what is known of less.
        if len(support) > 1 and any(self.feasible((r,), types) == FALSE for r in support):
            return FALSE
        beliefs = [Quotient.symbol(f"belief in {kind}") for kind in types[:-1]]
        last = _ONE
        for belief in beliefs:
            last = last - belief
        weights = dict(zip(types, [*beliefs, last], strict=True))
        values = {r: _mean(weights, {t: self.paid[t][r] for t in types}) for r in self.actions}
        first = support[0]
        conditions = [compare(weight, ">=", _ZERO) for weight in weights.values()] if beliefs else []
        for reply in self.actions:
            if reply == first:
                continue
            conditions.append(self._ranked(values[first], values[reply], first, reply, reply in support))
        found = eliminate(
            self.decider, conjunction(*conditions), *(name for b in beliefs for name in b.names)
        )
        return simplify(self.decider, found).formula

    def _ranked(self, best: Quotient, other: Quotient, first: str, reply: str, equal: bool) -> Formula:
        if equal:
            return compare(best, "=", other)
        strict = self.prefer is not None and self.prefer.index(reply) < self.prefer.index(first)
        return compare(best, ">" if strict else ">=", other)


def some_mixture(
    decider: Decider, support: Sequence[str], bounded: Sequence[Mapping[str, Quotient]]
) -> Formula:
    """Return where a mixture over `support` makes the mean of each of `bounded` at most zero.

    Examples
    --------
    >>> one = Quotient.constant(1)
    >>> left, right = {"u": -one, "d": one * 3}, {"u": one, "d": -one}
    >>> some_mixture(Decider(), ("u", "d"), [left, right]) == FALSE
    True
    >>> some_mixture(Decider(), ("u", "d"), [{**left, "d": one}, right]) == FALSE
    False
    """
    if len(support) == 1:
        return conjunction(*(compare(_ZERO, ">=", value[support[0]]) for value in bounded))
    pure = [conjunction(*(compare(_ZERO, ">=", value[r]) for value in bounded)) for r in support]
    if TRUE in pure:
        return TRUE
    shares = [Quotient.symbol(f"share of {reply}") for reply in support[:-1]]
    last = _ONE
    for share in shares:
        last = last - share
    weights = dict(zip(support, [*shares, last], strict=True))
    inside = [compare(weight, ">=", _ZERO) for weight in weights.values()]
    means = [compare(_ZERO, ">=", _mean(weights, value)) for value in bounded]
    names = [name for share in shares for name in share.names]
    return disjunction(*pure, eliminate(decider, conjunction(*inside, *means), *names))


def _mean(weights: Mapping[str, Quotient], values: Mapping[str, Quotient]) -> Quotient:
    total = _ZERO
    for key, weight in weights.items():
        total = total + weight * values[key]
    return total
