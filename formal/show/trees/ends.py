r"""What stands at the end of a branch: the payoffs, on as many lines as they need, and what comes next.

>>> from sympy import symbols
>>> p, c = symbols("p c")
>>> [latex for _, latex, _ in end_lines(Terminal((p - c, 1 - p)), None, space_of())]
['$(p - c,\\, 1 - p)$']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import sympy as sp

from formal.algebra.space import Space, space_of
from formal.games.stepping import Ending
from formal.games.tree import Node, Terminal
from formal.show.expression import expression_latex, expression_text
from formal.show.names import latex_name, latex_words
from formal.show.trees.lettering import Piece, formula_pieces, word_pieces

__all__ = ["LINE", "Lines", "end_lines", "space_of"]

#: From one line of payoffs to the next.
LINE = 17.0
#: How many letters of payoffs stand on one line, if a single payoff is not longer.
_LETTERS = 56

#: Each line as pieces, as LaTeX, and its role.
Lines: TypeAlias = tuple[tuple[tuple[Piece, ...], str, str], ...]


def end_lines(node: Node, ending: Ending | None, space: Space) -> Lines:
    """Return the lines at a terminal node, or where a period ends.

    Parameters
    ----------
    node
        The terminal node.
    ending
        How a period of a game over time ends there; None in a game without periods.
    space
        Gives the order of the parameters.
    """
    payoffs = (
        node.payoffs if ending is None and isinstance(node, Terminal) else ending.payoffs if ending else ()
    )
    return (*_payoff_lines(payoffs, space), *(_next_lines(ending, space) if ending is not None else ()))


def _payoff_lines(payoffs: Sequence[sp.Expr], space: Space) -> Iterator[tuple[tuple[Piece, ...], str, str]]:
    texts = [expression_text(u, space) for u in payoffs]
    latex = [expression_latex(u, space) for u in payoffs]
    rows: list[list[int]] = [[]]
    for i, text in enumerate(texts):
        if rows[-1] and sum(len(texts[j]) + 2 for j in rows[-1]) + len(text) > _LETTERS:
            rows.append([])
        rows[-1].append(i)
    for number, row in enumerate(rows):
        head, tail = "(" if number == 0 else "", ")" if number == len(rows) - 1 else ","
        pieces = formula_pieces(head + ", ".join(texts[i] for i in row) + tail)
        listed = r",\, ".join(latex[i] for i in row)
        yield pieces, f"${head}{listed}{tail}$", "payoff"


def _next_lines(ending: Ending, space: Space) -> Iterator[tuple[tuple[Piece, ...], str, str]]:
    if ending.lasting:
        yield word_pieces("in every period from now on"), "in every period from now on", "next"
    moves = {state: q for state, q in ending.moves.items() if q != 0} if not ending.lasting else {}
    for state, q in moves.items():
        sure = q == 1
        pieces = (
            *word_pieces(f"then {state}"),
            *(() if sure else formula_pieces(f" [{expression_text(q, space)}]")),
        )
        latex = latex_words(f"then {state}") + ("" if sure else f" $[{expression_latex(q, space)}]$")
        yield pieces, latex, "next"
    for name, value in ending.carry.items():
        new = expression_text(value, space)
        pieces = (*formula_pieces(name), *word_pieces(" becomes "), *formula_pieces(new))
        yield pieces, f"${latex_name(name)}$ becomes ${expression_latex(value, space)}$", "next"
