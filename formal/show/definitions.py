r"""The named quantities of a model as definitions: what each means, and its value in closed form.

>>> from formal import load_model
>>> print(definition(load_model("crisis_bargaining"), "offer"))
\begin{definition}[\emph{offer}]\label{def:crisis-bargaining:offer}
The share that is proposed for A:
\[ \min\{1,\, p + c_B\}. \]
\end{definition}
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from formal.algebra.cases import Cases
from formal.algebra.region import Region
from formal.errors import FormalError
from formal.library.least import Least
from formal.library.model import Model
from formal.show.breadth import breadth
from formal.show.claim import words_of
from formal.show.expression import expression_latex
from formal.show.prose import label_of
from formal.show.region import region_latex, region_words
from formal.show.value import compact

#: What is broader than this is broken rather than displayed, and so many rows fit into a brace.
_BROAD, _ROWS = 62, 8


def definition(model: Model, name: str) -> str:
    """Return a quantity as a `definition` environment with its label.

    Parameters
    ----------
    model
        The model.
    name
        Of the quantity.
    """
    words = words_of(model)
    meaning = words.write(model.blueprint.quantities[name].meaning)
    sentence = meaning[0].upper() + meaning[1:]
    try:
        value = model.quantities[name]
    except FormalError as error:
        shown = f". No closed form is known: {words.write(str(error))}."
    else:
        shown = _value(model, value)
    return "\n".join(
        [
            rf"\begin{{definition}}[{words.quantity(name)}]\label{{{label_of('def', model.slug, name)}}}",
            f"{sentence}{shown}",
            r"\end{definition}",
        ]
    )


def _value(model: Model, value: Any) -> str:
    """Return what follows the meaning of a quantity: its value, to the end of the sentence."""
    if isinstance(value, Region):
        told = {"always": " everywhere", "never": " nowhere"}.get(region_words(value))
        return f": this is so{told or f' where {region_words(value)}'}."
    if isinstance(value, Least):
        condition = f" for which {words_of(model).write(value.meaning)}" if value.meaning else ""
        return rf": the least ${value.symbol} \ge {value.first}${condition}."
    if isinstance(value, tuple):
        low, high = (_value(model, end).rstrip(".") for end in value)
        return f". From{low.removeprefix(':')} to{high.removeprefix(':')}."
    if isinstance(value, Cases):
        whole = compact(value)
        if whole is None:
            return _by_case(value)
        value = whole
    value = sp.sympify(value)
    if value is sp.nan:
        return ": defined nowhere."
    shown = expression_latex(value, model.space)
    return f":\n\\[ {shown}. \\]" if breadth(shown) <= _BROAD else f": ${shown}$."


def _by_case(value: Cases) -> str:
    rows = [(expression_latex(worth, value.space), region) for region, worth in value.pieces]
    written = [(worth, region_latex(region)) for worth, region in rows]
    columns = [max(map(breadth, column)) for column in zip(*written, strict=True)]
    if len(rows) <= _ROWS and sum(columns) <= _BROAD:
        body = r" \\[6pt] ".join(rf"{worth} & \text{{if }} {where}" for worth, where in written)
        body = body.replace(r"\frac", r"\dfrac")
        return f":\n\\[ \\begin{{cases}} {body} \\end{{cases}} \\]"
    items = [rf"  \item ${worth}$ if {region_words(region)};" for worth, region in rows]
    items[-1] = items[-1][:-1] + "."
    return "\n".join([":", r"\begin{itemize}", *items, r"\end{itemize}"])
