"""Theorems as JSON and back: a proof that leaves the machine, and is checked again elsewhere.

Polynomials are lists of `[coefficient, {variable: power}]`, formulas `[polynomial, relation]`,
`{"all": [...]}`, `{"any": [...]}`, `{"some": [variable, formula]}`, `{"every": [variable, formula]}` or a truth
value; a step is an object with its name. What is read is checked for form only: whether it proves anything,
`kernel.fault` says.

>>> from formal.algebra.formula import atom
>>> from formal.claims.steps import Identity, Term
>>> p = Polynomial.symbol("p")
>>> theorem = Theorem((atom(p, ">"),), atom(p, ">="), Identity((Term(),), (Term(facts=(0,)),)))
>>> read(write(theorem)) == theorem
True
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Every,
    Formula,
    Or,
    Some,
    Truth,
    has_quantifiers,
    names,
    parameters,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import define, radicals_in, radicand
from formal.claims import steps
from formal.claims.steps import Step, Term, Theorem
from formal.errors import ExpressionError

#: What goes wrong where data have not the form that is read.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)

_STEPS: Mapping[str, type[Step]] = {
    kind.__name__: kind
    for kind in (
        steps.Identity,
        steps.Lemma,
        steps.Split,
        steps.ByCase,
        steps.Each,
        steps.Either,
        steps.Suppose,
        steps.NoSuchPoint,
        steps.Opposites,
        steps.Witness,
        steps.Arbitrary,
        steps.Obtain,
        steps.Root,
        steps.Asked,
    )
}


def write(theorem: Theorem) -> str:
    """Return a theorem and its proof as JSON text."""
    return json.dumps(as_data(theorem))


def read(text: str) -> Theorem:
    """Return the theorem that JSON text holds.

    Raises
    ------
    ExpressionError
        If the text is no theorem.
    """
    try:
        return theorem_from(json.loads(text))
    except UNREADABLE as error:
        raise ExpressionError(f"this is no theorem as `write` makes them: {error!r}") from error


def as_data(theorem: Theorem) -> dict[str, Any]:
    """Return a theorem as plain data."""
    return {
        "assumptions": [formula_data(a) for a in theorem.assumptions],
        "goal": formula_data(theorem.goal),
        "roots": [[name, _polynomial(inside)] for name, inside in theorem.roots],
        "generic": theorem.generic,
        "proof": _plain(theorem.proof),
    }


def theorem_from(data: Mapping[str, Any]) -> Theorem:
    """Return the theorem that plain data hold."""
    return Theorem(
        assumptions=tuple(map(formula_from, data["assumptions"])),
        goal=formula_from(data["goal"]),
        proof=_step_from(data["proof"]),
        roots=tuple((_text_from(name), _polynomial_from(inside)) for name, inside in data["roots"]),
        generic=bool(data["generic"]),
    )


def _plain(value: Any) -> Any:
    match value:
        case Step():
            own = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
            return {"step": type(value).__name__, **own}
        case Term():
            return [str(value.weight), list(value.facts), _polynomial(value.square)]
        case Formula():
            return formula_data(value)
        case Polynomial():
            return _polynomial(value)
        case tuple():
            return [_plain(part) for part in value]
    return value


def _polynomial(polynomial: Polynomial) -> list[Any]:
    return [[str(coefficient), dict(powers)] for coefficient, powers in polynomial.terms()]


def formula_data(formula: Formula) -> Any:
    """Return a formula as plain data."""
    match formula:
        case Truth():
            return formula.value
        case Atom():
            return [_polynomial(formula.polynomial), formula.relation]
        case And():
            return {"all": [formula_data(part) for part in formula.parts]}
        case Or():
            return {"any": [formula_data(part) for part in formula.parts]}
        case Some(name, body):
            return {"some": [name, formula_data(body)]}
        case Every(name, body):
            return {"every": [name, formula_data(body)]}
    raise TypeError(formula)


def roots_data(formula: Formula) -> list[Any]:
    """Return the square roots in a formula as plain data, what is under a root before the root."""
    used = reversed(radicals_in(sorted(names(formula))))
    return [[name, _polynomial(inside)] for name in used if (inside := radicand(name)) is not None]


# -- reading -----------------------------------------------------------------------------------------


def _text_from(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError(f"a name is wanted, not {data!r}")
    return data


def _number_from(data: Any) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise TypeError(f"a whole number is wanted, not {data!r}")
    return data


def _polynomial_from(data: Any) -> Polynomial:
    terms = [
        (Fraction(_text_from(c)), tuple((_text_from(n), _number_from(k)) for n, k in powers.items()))
        for c, powers in data
    ]
    if any(power < 0 for _, powers in terms for _, power in powers):
        raise ValueError("a power is negative")
    return Polynomial.from_terms(terms)


def formula_from(data: Any) -> Formula:
    """Return the formula that plain data hold."""
    if isinstance(data, bool):
        return TRUE if data else FALSE
    if isinstance(data, dict):
        ((kind, parts),) = data.items()
        if kind in ("some", "every"):
            name, body = parts
            return {"some": Some, "every": Every}[kind](_text_from(name), formula_from(body))
        return {"all": And, "any": Or}[kind](tuple(map(formula_from, parts)))
    polynomial, relation = data
    if relation not in (">", ">=", "=", "!="):
        raise ValueError(f"no relation: {relation!r}")
    return Atom(_polynomial_from(polynomial), relation)


def formula_with_roots(data: Any, roots: Any) -> Formula:
    """Return the formula that plain data hold, in which square roots occur."""
    for name, inside in roots:
        define(_text_from(name), _polynomial_from(inside))
    formula = formula_from(data)
    if has_quantifiers(formula):
        raise ValueError(f"no point shows what has quantifiers: {formula}")
    unknown = sorted(n for n in parameters(formula) if n.startswith("sqrt("))
    if unknown:
        raise ValueError(f"it is not said what is under {unknown[0]}")
    return formula


def _term_from(data: Any) -> Term:
    weight, numbers, square = data
    return Term(Fraction(_text_from(weight)), tuple(map(_number_from, numbers)), _polynomial_from(square))


def _step_from(data: Any) -> Step:
    kind = _STEPS[data["step"]]
    return kind(**{f.name: _READERS[f.name](data[f.name]) for f in fields(kind)})


def _each(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple(map(reader, data))


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "multiplier": _each(_term_from),
    "terms": _each(_term_from),
    "equations": _each(lambda pair: (_number_from(pair[0]), _polynomial_from(pair[1]))),
    "claim": formula_from,
    "on": formula_from,
    "fact": _number_from,
    "part": _number_from,
    "proof": _step_from,
    "then": _step_from,
    "if_so": _step_from,
    "if_not": _step_from,
    "proofs": _each(_step_from),
    "cases": _each(_step_from),
    "one": _number_from,
    "other": _number_from,
    "top": _polynomial_from,
    "bottom": _polynomial_from,
    "inside": _polynomial_from,
    "name": _text_from,
    "provers": _each(_text_from),
}
