r"""The table of a model's letters: what each means, and between what it lies.

>>> from formal import load_model
>>> print(notation_table(load_model("crisis_bargaining")).splitlines()[4])
$p$ & A's expected share from war & $0 \le p \le 1$ \\
"""

from __future__ import annotations

import sympy as sp

from formal.algebra.arrange import Arranged
from formal.algebra.chains import Chain
from formal.algebra.region import Region
from formal.library.model import Model
from formal.show.claim import words_of
from formal.show.latex import LatexWriter
from formal.show.layout import Order
from formal.show.names import latex_name
from formal.show.prose import listed
from formal.show.region import arranged_words


def notation_table(model: Model) -> str:
    """Return a `longtable` with a row for each parameter, and what is assumed of several at once below it."""
    words, chains, joint = words_of(model), *_domains(model)
    rows = [
        f"${latex_name(symbol.name)}$ & {words.write(meaning)} & {_domain(model, symbol, chains)} " + r"\\"
        for symbol, meaning in model.parameters.items()
    ]
    lines = [
        rf"\begin{{longtable}}{{@{{}}l{_column(0.55)}{_column(0.25)}@{{}}}}",
        r"\toprule",
        r"Letter & Meaning & Domain \\",
        r"\midrule",
        *rows,
        r"\bottomrule",
        r"\end{longtable}",
    ]
    if joint:
        lines.append(f"Besides, {listed(joint)}.")
    return "\n".join(lines)


def _column(share: float) -> str:
    return rf">{{\raggedright\arraybackslash}}p{{{share}\textwidth}}"


def _domain(model: Model, symbol: sp.Symbol, chains: list[tuple[Chain, str]]) -> str:
    if symbol.name in model.integers:
        return f"a whole number, here {model.integers[symbol.name]}"
    own = [shown for chain, shown in chains if _letters(chain) == {symbol.name}]
    named = [shown for chain, shown in chains if symbol in chain.terms and shown not in own]
    return ", ".join([*own, *named]) or "any real number"


def _domains(model: Model) -> tuple[list[tuple[Chain, str]], list[str]]:
    """Return chains of comparisons, and the conditions that stand in no row, as LaTeX."""
    space = model.space
    writer = LatexWriter(Order.of(space))
    arranged = Region.of(space, space.assumptions).arranged()
    chains = [(chain, f"${writer.chain(chain)}$") for chain in arranged.common]
    joint = [
        shown
        for chain, shown in chains
        if len(_letters(chain)) > 1 and not any(s in chain.terms for s in model.parameters)
    ]
    joint += [arranged_words(writer, Arranged((), (choice,))) for choice in arranged.choices]
    return chains, joint


def _letters(chain: Chain) -> set[str]:
    return {s.name for term in chain.terms for s in sp.sympify(term).free_symbols}
