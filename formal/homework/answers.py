r"""Reading an answer: plain text, Unicode or LaTeX, the way people write.

>>> parse_answer("x* = p + c_B", ["p", "c_B", "x"])
Eq(x, c_B + p)
>>> parse_answer(r"0 < p \le 1 \text{ and } c_{B} \geq \frac12", ["p", "c_B"])
(c_B >= 1/2) & (p <= 1) & (0 < p)
>>> parse_answer("p + c_b", ["p", "c_B"])
Traceback (most recent call last):
    ...
formal.errors.AnswerError: c_b is no name here
  p + c_b
      ^
did you mean c_B?
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.formula import TRUE
from formal.algebra.reading import read_condition
from formal.algebra.space import space_of
from formal.errors import AnswerError, ExpressionError
from formal.homework.building import Builder, Read
from formal.homework.grammar import parse
from formal.homework.names import Names
from formal.homework.tokens import tokens_of
from formal.show import expression_text

#: How comparisons are printed.
_SIGNS = {"==": "=", "!=": "!="} | {sign: sign for sign in ("<", "<=", ">", ">=")}

Kind = Literal["number", "condition", "set", "list"]


@dataclass(frozen=True)
class Answer:
    """An answer as it was read.

    Attributes
    ----------
    text
        What was typed.
    value
        What it means, a SymPy object.
    kind
        `"number"`, `"condition"`, `"set"` or `"list"`.
    notes
        Rules by which something was read that people read in two ways.
    names
        The names that it may use, in the order in which they are printed.

    Examples
    --------
    >>> answer = read_answer("1/2p <= c", Names.of(["p", "c"]))
    >>> answer.kind, answer.echo
    ('condition', 'p/2 <= c')
    >>> print(*answer.notes)
    a product without a sign binds as one with a sign: a/b c is (a/b) c
    """

    text: str
    value: Any
    kind: Kind
    notes: tuple[str, ...] = ()
    names: tuple[sp.Symbol, ...] = ()

    @property
    def echo(self) -> str:
        """What was read, as `formal` writes it."""
        space = space_of((), self.names)
        try:
            if isinstance(self.value, sp.core.relational.Relational):
                return self._sides(self.value)
            if self.kind == "condition":
                return verbs.text(Region.of(space, read_condition(self.value)))
            if self.kind == "number" and self.value.has(sp.Piecewise):
                return verbs.text(Cases((True, self.value), where=Region.of(space, TRUE)))
            return (
                expression_text(self.value, self.names) if self.kind == "number" else verbs.text(self.value)
            )
        except (ExpressionError, TypeError):
            return str(self.value)

    def _sides(self, relation: sp.core.relational.Relational) -> str:
        """Return a comparison the way round in which it was typed, by which its author recognises it."""
        left, right = (expression_text(side, self.names) for side in (relation.lhs, relation.rhs))
        return f"{left} {_SIGNS[relation.rel_op]} {right}"


def parse_answer(text: str, symbols: Iterable[sp.Symbol | str]) -> Any:
    r"""Return the SymPy object that an answer stands for.

    Parameters
    ----------
    text
        The answer: ASCII, Unicode or LaTeX. Nothing in it is ever executed.
    symbols
        The names that it may use: symbols, or their names.

    Returns
    -------
    Basic
        An expression (possibly a `Piecewise`), a relation, a boolean combination, `true` (“always”) or `false`, a set
        (`Interval`, `FiniteSet`, `Union`), `Contains`, or a `Tuple`.

    Raises
    ------
    AnswerError
        If it cannot be read, or could be read in two ways; with the position and a hint.

    Examples
    --------
    >>> parse_answer("1 if p + c_B > 1, otherwise p + c_B", ["p", "c_B"])
    Piecewise((1, c_B + p > 1), (c_B + p, True))
    >>> parse_answer("p ∈ (0, 1]", ["p"])
    Contains(p, Interval.Lopen(0, 1))
    """
    return read_answer(text, Names.of(symbols)).value


def read_answer(text: str, names: Names) -> Answer:
    """Return an answer as it was read, with the rules that were applied (see `parse_answer`)."""
    if not isinstance(text, str):
        raise AnswerError(f"an answer is text, not {type(text).__name__}")
    tokens = tokens_of(text, names)
    if not tokens:
        raise AnswerError("the answer is empty", hint="write something; “never” and “always” are answers too")
    builder = Builder(text, names)
    read: Read = parse(tokens, text, builder)
    if read.kind in ("piece", "infinity"):
        raise AnswerError("this is no complete answer", text, read.start)
    notes = tuple(dict.fromkeys(builder.notes))
    return Answer(text, read.value, read.kind, notes, tuple(names.symbols.values()))  # type: ignore[arg-type]
