r"""Comparative statics: the sign of the derivative of each quantity in each parameter, as judged by `prove`.

A sign is a verdict on the whole parameter space (points without an interior aside), not a value somewhere: `+` says
that the derivative is positive wherever the quantity is defined, `+/0` that it is never negative, `+/-` that both
signs occur.

>>> from formal import load_model
>>> table = signs(load_model("crisis_bargaining"), ["offer"])
>>> {str(symbol): sign for (name, symbol), sign in table.items()}
{'p': '+/0', 'c_A': '0', 'c_B': '+/0'}
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import sympy as sp

from formal.algebra.cases import Cases
from formal.claims import derivative, prove
from formal.errors import FormalError
from formal.library.model import Model
from formal.show.claim import words_of
from formal.show.names import latex_name

#: How long signs are looked for, and proofs of one of them, in seconds.
_SECONDS, _EACH = 20.0, 0.5
#: How many columns fit beside one another.
_COLUMNS = 11

_SIGNS = {
    ("true", "false"): "+",
    ("false", "true"): "-",
    ("false", "false"): "0",
    ("mixed", "false"): "+/0",
    ("false", "mixed"): "-/0",
    ("mixed", "mixed"): "+/-",
}
_SHOWN = {
    "+": "$+$", "-": "$-$", "0": "$0$", "+/0": "$+/0$", "-/0": "$-/0$", "+/-": r"$\pm$", "?": "?", "": "",
}  # fmt: skip

Signs = dict[tuple[str, sp.Symbol], str]


def signs(
    model: Model,
    names: Iterable[str] = (),
    seconds: float = _SECONDS,
    progress: Callable[[str], None] | None = None,
) -> Signs:
    """Return the sign of the derivative of quantities with respect to each parameter.

    Parameters
    ----------
    model
        Whose quantities.
    names
        Which; left out, all that are numbers.
    seconds
        After which the rest is left blank.
    progress
        Told what is being looked at.

    Returns
    -------
    dict
        From a quantity and a parameter to `+`, `-`, `0`, `+/0`, `-/0`, `+/-`, `?` (not settled) or nothing.
    """
    deadline, found = time.monotonic() + seconds, Signs()
    for name in names or model.quantities:
        value = _number(model, name)
        if value is None:
            continue
        if progress:
            progress(f"derivatives of {name}")
        for symbol in model.space.symbols.values():
            found[name, symbol] = "" if time.monotonic() > deadline else _sign(model, value, symbol)
    return found


def statics_table(model: Model, found: Signs) -> str:
    """Return a table of signs, quantities down and parameters across; nothing if there are none."""
    names = list(dict.fromkeys(name for name, _ in found))
    symbols = list(model.space.symbols.values())
    if not names or not symbols:
        return ""
    words = words_of(model)
    tables = []
    for start in range(0, len(symbols), _COLUMNS):
        across = symbols[start : start + _COLUMNS]
        rows = [
            " & ".join([words.quantity(name), *(_SHOWN[found[name, s]] for s in across)]) + r" \\"
            for name in names
        ]
        head = " & ".join(["", *(f"${latex_name(s.name)}$" for s in across)]) + r" \\"
        tables += [
            rf"\begin{{longtable}}{{@{{}}>{{\raggedright\arraybackslash}}p{{0.28\textwidth}}*{{{len(across)}}}{{c}}@{{}}}}",
            *(r"\toprule", head, r"\midrule", r"\endhead", *rows, r"\bottomrule", r"\end{longtable}"),
        ]
    return "\n".join([*tables, *_legend(set(found.values()))])


def _legend(used: set[str]) -> list[str]:
    told = []
    if used & {"+/0", "-/0"}:
        told.append("$+/0$ and $-/0$: never of the other sign, and zero in places")
    if "+/-" in used:
        told.append(r"$\pm$: of either sign, according to the parameters")
    if "?" in used:
        told.append("?: not settled")
    if "" in used:
        told.append("blank: not looked at, to save time")
    return [f"({'; '.join(told)}.)"] if told else []


def _number(model: Model, name: str) -> Cases | None:
    """Return a quantity as a value by region; None if it is a condition, an interval or undefined."""
    try:
        value = model.quantities[name]
        if isinstance(value, Cases):
            return value if value.parts else None
        if isinstance(value, sp.Expr):
            return Cases((True, value), where=model.where)
    except FormalError:
        return None
    return None


def _sign(model: Model, value: Cases, symbol: sp.Symbol) -> str:
    try:
        slope = derivative(value, symbol)
        verdicts = [
            prove(
                slope.compare(relation, 0),
                where=model.where,
                given=value.domain(),
                generic=True,
                seconds=_EACH,
            ).verdict
            for relation in (">", "<")
        ]
    except FormalError:
        return "?"
    return _SIGNS.get((verdicts[0], verdicts[1]), "?")
