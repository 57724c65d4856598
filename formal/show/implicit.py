"""Equilibria in implicit form, as text, as LaTeX and as JSON-ready data.

>>> from sympy import Function, symbols
>>> from formal import BayesianGame, drawn
>>> c_A, c_B, v, F = *symbols("c_A c_B v"), Function("F")
>>> table = {
...     ("act", "act"): (v - c_A, v - c_B), ("act", "wait"): (v - c_A, v),
...     ("wait", "act"): (v, v - c_B), ("wait", "wait"): (0, 0),
... }
>>> types = {"A": drawn(c_A, 0, 1, cdf=F), "B": drawn(c_B, 0, 1, cdf=F)}
>>> _, alike = BayesianGame(["A", "B"], types, table, where=[0 < v, v < 1], name="Provision").implicit()
>>> print(alike)
Provision: equilibrium in implicit form
where 0 < v < 1
<BLANKLINE>
   A   act if c_A <= k, wait if c_A > k
   B   act if c_B <= k, wait if c_B > k
   if  0 < k < 1
<BLANKLINE>
   k = v*(1 - F(k))
<BLANKLINE>
k is the cutoff of both.
F is the distribution function of c_A and of c_B.
f is its density, which is positive.
<BLANKLINE>
At most one solution.
<BLANKLINE>
How it moves
   dk/dv  = (1 - F(k))/(1 + v*f(k)) > 0
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction

from formal import verbs
from formal.algebra.formula import TRUE
from formal.algebra.region import Region
from formal.equilibria.implicit import Change, Implicit
from formal.show.expression import expression_latex, expression_text

Write = Callable[[object], str]


@verbs.text.register
def _implicit_text(found: Implicit) -> str:
    def write(thing: object) -> str:
        return expression_text(thing, found.game.space)

    rows = [(info, _done(write, choice)) for info, choice in found.strategy.items()]
    rows.append(("if", " and ".join(map(write, found.interior))))
    meanings = {**found.unknowns, **found.meanings}
    blocks = [
        "\n".join(_heading(found)),
        "\n".join(_aligned(rows)),
        "\n".join(f"   {write(e.lhs)} = {write(e.rhs)}" for e in found.equations),
        "\n".join(f"{write(symbol)} is {meaning}." for symbol, meaning in meanings.items()),
        "\n".join(_unique(found, write)),
        "\n".join(_changes(found, write)),
    ]
    return "\n\n".join(block for block in blocks if block)


@verbs.latex.register
def _implicit_latex(found: Implicit, **options: Any) -> str:
    def write(thing: object) -> str:
        return f"${expression_latex(thing, found.game.space)}$"

    lines = [expression_latex(equation, found.game.space) for equation in found.equations]
    changes = [f"{name} {words}" for name, words in _change_rows(found, write)]
    meanings = [f"{write(s)} is {words}." for s, words in {**found.unknowns, **found.meanings}.items()]
    unique = ". ".join(_unique(found, write)).rstrip(".")
    equations = r" \\ ".join(lines)
    text = [rf"\begin{{gather*}} {equations} \end{{gather*}}", " ".join(meanings), f"{unique}."]
    return "\n".join([*text, *([f"Derivatives: {'; '.join(changes)}."] if changes else [])])


@verbs.record.register
def _implicit_record(found: Implicit) -> dict[str, Any]:
    def write(thing: object) -> str:
        return expression_text(thing, found.game.space)

    return {
        "game": found.game.name,
        "where": str(Region.of(found.game.space, found.game.space.assumptions)),
        "strategy": {
            info: {action: write(how) for action, how in choice.items()}
            if isinstance(choice, Mapping)
            else write(choice)
            for info, choice in found.strategy.items()
        },
        "unknowns": {write(symbol): meaning for symbol, meaning in found.unknowns.items()},
        "interior": [write(condition) for condition in found.interior],
        "equations": [{"left": write(e.lhs), "right": write(e.rhs)} for e in found.equations],
        "meanings": {write(thing): meaning for thing, meaning in found.meanings.items()},
        "unique": [{"about": write(part.about), "words": part.words} for part in found.unique],
        "changes": {
            write(unknown): {
                write(parameter): {"derivative": write(change.derivative), "sign": change.sign}
                for parameter, change in own.items()
            }
            for unknown, own in found.changes.items()
        },
    }


def _heading(found: Implicit) -> Iterator[str]:
    yield f"{found.game.name or 'Game'}: equilibrium in implicit form"
    if found.game.space.assumptions != TRUE:
        yield f"where {Region.of(found.game.space, found.game.space.assumptions)}"


def _done(write: Write, choice: Any) -> str:
    if not isinstance(choice, Mapping):
        return f"names {write(choice)}"
    parts = []
    for action, how in choice.items():
        if how in (1, sp.true):
            return str(action)
        if isinstance(how, Relational | BooleanFunction):
            parts.append(f"{action} if {write(how)}")
        elif how not in (0, sp.false):
            parts.append(f"{action} with probability {write(how)}")
    return ", ".join(parts)


def _unique(found: Implicit, write: Write) -> Iterator[str]:
    if not found.unique:
        yield "At most one solution."
    for i, requirement in enumerate(found.unique):
        yield f"{'At most one solution if' if i == 0 else 'and if'} {write(requirement.about)} {requirement.words}"


def _changes(found: Implicit, write: Write) -> Iterator[str]:
    rows = list(_change_rows(found, write))
    if rows:
        yield "How it moves"
        yield from _aligned(rows)


def _change_rows(found: Implicit, write: Write) -> Iterator[tuple[str, str]]:
    for unknown, own in found.changes.items():
        for parameter, change in own.items():
            yield f"d{write(unknown)}/d{write(parameter)}", f"= {_changed(change, write)}"


def _changed(change: Change, write: Write) -> str:
    compared = f" {change.sign} 0" if change.sign and change.derivative.free_symbols else ""
    return f"{write(change.derivative)}{compared}"


def _aligned(rows: list[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in rows)
    return [f"   {name:{width}}  {words}" for name, words in rows]
