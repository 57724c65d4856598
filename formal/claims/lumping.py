"""Two positive factors that only occur together, as `1 - p` and `v` in `(1 - p)*v`, taken for one variable.

What is left has one variable fewer, and products of facts are shorter by one factor each time.

>>> from formal.algebra.formula import atom
>>> p, v, x, c = (Polynomial.symbol(n) for n in "pvxc")
>>> facts = (atom(1 - p, ">"), atom(v, ">"), atom((1 - p) * v * x - c, ">"))
>>> (lump,) = lumps(dict(enumerate(facts)), p * v * c - v * c + x)
>>> lump.numbers, str(lump.product), str(lump.put_in(p * v * c - v * c + x))
((0, 1), '-p*v + v', '-(-p + 1)*(v)*c + x')
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from formal.algebra.formula import Atom
from formal.algebra.polynomial import Polynomial


@dataclass(frozen=True)
class Lump:
    """The product of two facts, each about one variable.

    Attributes
    ----------
    numbers
        The facts.
    factors
        What they say is positive.
    """

    numbers: tuple[int, int]
    factors: tuple[Polynomial, Polynomial]

    @property
    def product(self) -> Polynomial:
        """What is taken for a variable."""
        return self.factors[0] * self.factors[1]

    @property
    def name(self) -> str:
        """The name of the variable."""
        return "*".join(f"({factor})" for factor in self.factors)

    def occurs_in(self, polynomial: Polynomial) -> bool:
        """Return whether both factors may occur in a polynomial."""
        return {name for factor in self.factors for name in factor.names} <= set(polynomial.names)

    def put_in(self, polynomial: Polynomial) -> Polynomial | None:
        """Return a polynomial in the product in which its factors do not occur alone; None if there is none."""
        names = tuple(factor.names[0] for factor in self.factors)
        if not set(names) & set(polynomial.names):
            return polynomial
        values = {}
        for name, factor in zip(names, self.factors, strict=True):
            constant, slope = factor.coefficients(name)
            values[name] = (Polynomial.symbol(name) - constant) * (1 / slope.constant_value())
        found = []
        for coefficient, powers in polynomial.substitute(values).terms():
            own = dict(powers)
            times = own.pop(names[0], 0)
            if own.pop(names[1], 0) != times:
                return None
            found.append((coefficient, tuple({**own, self.name: times}.items())))
        return Polynomial.from_terms(found)

    def written_out(self, polynomial: Polynomial) -> Polynomial:
        """Return a polynomial in the product with its factors instead."""
        return polynomial.substitute({self.name: self.product})

    def written(self, fact: Atom) -> Atom | None:
        """Return a comparison with the product put in, if it can be."""
        polynomial = self.put_in(fact.polynomial)
        return None if polynomial is None else Atom(polynomial, fact.relation)


def lumps(known: Mapping[int, Atom], goal: Polynomial) -> Iterator[Lump]:
    """Yield products of two facts, each linear in its only variable, with which a goal can be written without these."""
    single = [
        (number, fact.polynomial)
        for number, fact in known.items()
        if fact.relation == ">" and len(fact.polynomial.names) == 1 and fact.polynomial.total_degree() == 1
    ]
    many = [goal, *(fact.polynomial for fact in known.values() if len(fact.polynomial.names) > 1)]
    for (first, one), (second, other) in itertools.combinations(single, 2):
        lump = Lump((first, second), (one, other))
        if (
            one.names != other.names
            and any(lump.occurs_in(p) for p in many)
            and lump.put_in(goal) is not None
        ):
            yield lump
