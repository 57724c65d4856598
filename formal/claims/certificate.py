"""What shows a verdict, to be checked again by anyone: theorems, points, or whom one must believe.

>>> from sympy import symbols
>>> from formal.claims import prove
>>> d1, d2 = symbols("d1 d2")
>>> certificate = prove(d1 * d2 < 1, where=[0 < d1, d1 < 1, d2 < 1]).certificate
>>> certificate.kind, certificate.provers, certificate.check()
('identity', (), True)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from formal.algebra.decide import Decider
from formal.algebra.formula import TRUE, Formula, conjunction, evaluate_at, parameters
from formal.algebra.polynomial import flint_rational
from formal.algebra.quotient import Quotient
from formal.algebra.substitution import substitute
from formal.claims import kernel, record
from formal.claims.steps import Theorem
from formal.errors import ExpressionError

Kind = Literal["identity", "point", "solver"]


@dataclass(frozen=True)
class Instance:
    """A point, by name, and a formula that holds there.

    Examples
    --------
    >>> from formal.algebra.formula import atom
    >>> from formal.algebra.polynomial import Polynomial
    >>> Instance(atom(Polynomial.symbol("p") - 1, ">"), (("p", Fraction(2)),)).fault() is None
    True
    """

    formula: Formula
    point: tuple[tuple[str, Fraction], ...]

    def fault(self) -> str | None:
        """Return why the formula does not hold at the point, or None if it does."""
        values = dict(self.point)
        unknown = sorted(parameters(self.formula) - values.keys())
        if unknown:
            return f"{', '.join(unknown)} has no value where {self.formula} should hold"
        held = evaluate_at(self.formula, {n: flint_rational(v) for n, v in values.items()})
        if held is None:  # a root there is irrational
            numbers = {n: Quotient.constant(v) for n, v in values.items()}
            held = Decider(TRUE).satisfiable(substitute(self.formula, numbers))
        return None if held else f"{self.formula} does not hold at {_text(self.point)}"


@dataclass(frozen=True)
class Certificate:
    """What shows a verdict.

    Attributes
    ----------
    theorems
        What follows from what, with proofs.
    instances
        Points at which the assumptions, the claim, or its opposite hold.
    provers
        Whom one must believe: nobody, or those who decided what no proof was found for.
    """

    theorems: tuple[Theorem, ...]
    instances: tuple[Instance, ...]
    provers: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """`"identity"` (every step can be checked by hand), `"point"`, or `"solver"`."""
        if self.provers:
            return "solver"
        return "identity" if self.theorems else "point"

    def check(self) -> bool:
        """Return whether everything checks: identities by expanding them, points by substitution.

        A certificate of the kind `"solver"` checks if all of it does for which there is a proof.
        """
        return self.fault() is None

    def fault(self) -> str | None:
        """Return what does not check, or None."""
        for theorem in self.theorems:
            found = kernel.fault(theorem, trusted=self.provers)
            if found is not None:
                return found
        return next((found for i in self.instances if (found := i.fault()) is not None), None)

    def to_json(self) -> str:
        """Return the certificate as JSON text, to be checked elsewhere."""
        return json.dumps(
            {
                "theorems": [record.as_data(theorem) for theorem in self.theorems],
                "instances": [
                    {
                        "formula": record.formula_data(i.formula),
                        "roots": record.roots_data(i.formula),
                        "point": [[n, str(v)] for n, v in i.point],
                    }
                    for i in self.instances
                ],
                "provers": list(self.provers),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Certificate:
        """Return the certificate that JSON text holds, unchecked.

        Raises
        ------
        ExpressionError
            If the text is no certificate.
        """
        try:
            return _from_data(json.loads(text))
        except record.UNREADABLE as error:
            raise ExpressionError(f"this is no certificate as `to_json` makes them: {error!r}") from error


def _from_data(data: Mapping[str, Any]) -> Certificate:
    return Certificate(
        tuple(map(record.theorem_from, data["theorems"])),
        tuple(
            Instance(
                record.formula_with_roots(i["formula"], i["roots"]),
                tuple((str(n), Fraction(v)) for n, v in i["point"]),
            )
            for i in data["instances"]
        ),
        tuple(map(str, data["provers"])),
    )


def _text(point: tuple[tuple[str, Fraction], ...]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point)


def instance(formula: Formula, *others: Formula, point: Mapping[str, Fraction]) -> Instance:
    """Return the instance of formulas that hold together at a point."""
    return Instance(conjunction(formula, *others), tuple(point.items()))
