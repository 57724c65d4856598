"""A second opinion: cvc5 on what z3 says follows, where no proof was found.

The door to cvc5 (the extra `crosscheck`; nothing needs it). It does not keep to its own time limits, so it works in
a process of its own that is killed when its time is up. Its answer adds a name to those that must be believed, and
never a proof: `"verified by z3 and cvc5"`.

>>> from formal.algebra.formula import atom
>>> print(smt(atom(Polynomial.symbol("p") ** 2 - 2, "=")))
(set-logic QF_NRA)
(declare-const |p| Real)
(assert (= (+ (* 1 |p| |p|) (- 2)) 0))
(check-sat)
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from fractions import Fraction
from typing import Literal

from formal.algebra.decide import root_definition
from formal.algebra.formula import (
    And,
    Atom,
    Formula,
    Truth,
    conjunction,
    has_quantifiers,
    names,
    negation,
    parameters,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicals_in
from formal.claims.kernel import goal_of, initial_facts
from formal.claims.steps import Theorem

NAME = "cvc5"
DEFAULT_SECONDS = 5.0
Answer = Literal["sat", "unsat", "unknown"]

_ASK = """
import sys, cvc5
solver = cvc5.Solver(cvc5.TermManager())
parser = cvc5.InputParser(solver)
parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.stdin.read(), "question")
while True:
    command = parser.nextCommand()
    if command.isNull():
        break
    print(command.invoke(solver, parser.getSymbolManager()), end="", flush=True)
"""


def available() -> bool:
    """Return whether cvc5 is installed."""
    return importlib.util.find_spec(NAME) is not None


def second_opinion(theorem: Theorem, seconds: float = DEFAULT_SECONDS) -> bool | None:
    """Return whether cvc5 says that a theorem holds; None if it does not say, or is not installed.

    Parameters
    ----------
    theorem
        What is claimed; its proof is not looked at.
    seconds
        After this time cvc5 is stopped.
    """
    stated = (*theorem.assumptions, theorem.goal)
    if any(map(has_quantifiers, stated)) or not available():
        return None
    answer = ask(conjunction(*initial_facts(theorem), negation(goal_of(theorem))), seconds)
    return {"unsat": True, "sat": False}.get(answer)


def ask(formula: Formula, seconds: float = DEFAULT_SECONDS) -> Answer:
    """Return whether cvc5 says that a formula holds at some point."""
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _ASK],
            input=smt(formula),
            capture_output=True,
            text=True,
            timeout=seconds,
            env=here,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "unknown"
    answer = done.stdout.strip()
    return "sat" if answer == "sat" else "unsat" if answer == "unsat" else "unknown"


def smt(formula: Formula) -> str:
    """Return the question whether a formula holds at some point, as SMT-LIB text."""
    used = radicals_in(sorted(names(formula)))
    whole = [formula, *map(root_definition, used)]
    variables = sorted({*used, *(name for part in whole for name in names(part) | parameters(part))})
    lines = [f"(declare-const |{name}| Real)" for name in variables]
    lines += [f"(assert {_formula(part)})" for part in whole]
    return "\n".join(["(set-logic QF_NRA)", *lines, "(check-sat)"])


def _formula(formula: Formula) -> str:
    match formula:
        case Truth():
            return "true" if formula.value else "false"
        case Atom(polynomial=polynomial, relation="!="):
            return f"(not (= {_polynomial(polynomial)} 0))"
        case Atom(polynomial=polynomial, relation=relation):
            return f"({relation} {_polynomial(polynomial)} 0)"
    joined = "and" if isinstance(formula, And) else "or"
    return f"({joined} {' '.join(map(_formula, formula.parts))})"  # type: ignore[attr-defined]


def _polynomial(polynomial: Polynomial) -> str:
    terms = [
        f"(* {_number(c)} {' '.join(f'|{name}|' for name, power in m for _ in range(power))})"
        if m
        else _number(c)
        for c, m in polynomial.terms()
    ]
    return terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})"


def _number(value: Fraction) -> str:
    size = (
        str(abs(value.numerator))
        if value.denominator == 1
        else f"(/ {abs(value.numerator)} {value.denominator})"
    )
    return size if value >= 0 else f"(- {size})"
