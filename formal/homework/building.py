"""What an answer means: a SymPy object, built with an eye on its size.

Numbers, conditions, sets and lists are told apart here, and what cannot go together is an error. Nothing is expanded or
simplified; how large an answer would be when expanded is counted while it is built, and what is too large is refused.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, Literal

import sympy as sp

from formal.errors import AnswerError
from formal.homework.names import Names

#: The largest exponent, the most terms and digits of an answer when expanded, and how deep it may be.
EXPONENT, TERMS, DIGITS, DEPTH = 40, 4000, 1200, 120
_FRACTIONS = dict(
    zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞",
        ["1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "1/8", "3/8", "5/8", "7/8"],
        strict=True,
    )
)
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RELATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "LT": sp.StrictLessThan,
    "LE": sp.LessThan,
    "GT": sp.StrictGreaterThan,
    "GE": sp.GreaterThan,
    "EQ": sp.Eq,
    "NE": sp.Ne,
}
Kind = Literal["number", "condition", "set", "list", "piece", "infinity"]
_CALLED = {
    "number": "a value",
    "condition": "a condition",
    "set": "a set",
    "list": "a list",
    "piece": "a value with a condition",
    "infinity": "infinity",
}


@dataclass(frozen=True)
class Size:
    """How large a value is when expanded: terms above and below the fraction bar, and digits of its numbers."""

    above: int = 1
    below: int = 1
    digits: int = 1

    def __add__(self, other: Size) -> Size:
        above = self.above * other.below + other.above * self.below
        return Size(above, self.below * other.below, self.digits + other.digits)

    def __mul__(self, other: Size) -> Size:
        return Size(self.above * other.above, self.below * other.below, self.digits + other.digits)

    def __truediv__(self, other: Size) -> Size:
        return Size(self.above * other.below, self.below * other.above, self.digits + other.digits)

    def power(self, exponent: int) -> Size:
        """Return the size of a power."""
        k = abs(exponent)
        above, below = (math.comb(t + k - 1, k) if t > 1 else 1 for t in (self.above, self.below))
        return (
            Size(above, below, self.digits * max(k, 1))
            if exponent >= 0
            else Size(below, above, self.digits * k)
        )

    @property
    def excessive(self) -> bool:
        """Whether nobody should expand it."""
        return max(self.above, self.below) > TERMS or self.digits > DIGITS


@dataclass(frozen=True)
class Read:
    """A part of an answer: what kind it is, its value, where it begins, and its size."""

    kind: Kind
    value: Any
    start: int
    size: Size = field(default_factory=Size)
    condition: Any = None


class Builder:
    """Builds an answer from its syntax tree."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.notes: list[str] = []

    def build(self, tree: Any) -> Read:
        """Return what a tree says, or raise `AnswerError`."""
        return self._read(tree, 0)

    def _read(self, tree: Any, depth: int) -> Read:
        if depth > DEPTH:
            raise AnswerError(
                "the answer is nested too deeply", self.text, self._start(tree), "write it more simply"
            )
        parts = [part if hasattr(part, "type") else self._read(part, depth + 1) for part in tree.children]
        read: Read = getattr(self, "_" + str(tree.data))(parts)
        if read.size.excessive:
            raise AnswerError(
                "the answer is too large to be expanded", self.text, read.start, "write it more simply"
            )
        if read.kind == "number" and read.value.has(sp.zoo, sp.nan):
            raise AnswerError("this divides by zero", self.text, read.start)
        return read

    def _start(self, tree: Any) -> int:
        while not hasattr(tree, "type"):
            tree = tree.children[0]
        return int(tree.start_pos)

    def _want(self, kind: Kind, part: Read, why: str) -> Any:
        if part.kind != kind:
            raise AnswerError(
                f"{_CALLED[kind]} is wanted {why}, not {_CALLED[part.kind]}", self.text, part.start
            )
        return part.value

    # -- numbers ----------------------------------------------------------------------------------

    def _number(self, parts: list[Any]) -> Read:
        (token,) = parts
        digits = str(token).replace("%", "").strip()
        value = sp.Rational(digits) / (100 if "%" in token else 1)
        return Read("number", value, token.start_pos, Size(digits=len(str(value.p)) + len(str(value.q))))

    def _fraction_sign(self, parts: list[Any]) -> Read:
        return Read("number", sp.Rational(_FRACTIONS[str(parts[0])]), parts[0].start_pos)

    def _name(self, parts: list[Any]) -> Read:
        return Read("number", self.names.symbols[str(parts[0])], parts[0].start_pos)

    def _infinity(self, parts: list[Any]) -> Read:
        return Read("infinity", sp.oo, parts[0].start_pos)

    def _sum(self, parts: list[Any]) -> Read:
        total = parts[0]
        for sign, part in zip(parts[1::2], parts[2::2], strict=True):
            why = f"beside {sign}"
            left, right = self._want("number", total, why), self._want("number", part, why)
            value = left + right if sign.type == "PLUS" else left - right
            total = Read("number", value, total.start, total.size + part.size)
        return total  # type: ignore[no-any-return]

    def _product(self, parts: list[Any]) -> Read:
        total, divided, i = parts[0], False, 1
        while i < len(parts):
            sign = parts[i] if hasattr(parts[i], "type") else None
            part = parts[i + 1] if sign is not None else parts[i]
            i += 2 if sign is not None else 1
            why = "in a product"
            left, right = self._want("number", total, why), self._want("number", part, why)
            over = sign is not None and sign.type == "OVER"
            if over:
                if right == 0:
                    raise AnswerError("this divides by zero", self.text, part.start)
                total = Read("number", left / right, total.start, total.size / part.size)
            else:
                if sign is None and divided:
                    self.notes.append("a product without a sign binds as one with a sign: a/b c is (a/b) c")
                total = Read("number", left * right, total.start, total.size * part.size)
            divided = divided or over
        return total  # type: ignore[no-any-return]

    def _fraction(self, parts: list[Any]) -> Read:
        above, below = (p for p in parts if isinstance(p, Read))
        why = r"in \frac"
        if self._want("number", below, why) == 0:
            raise AnswerError("this divides by zero", self.text, below.start)
        value = self._want("number", above, why) / below.value
        return Read("number", value, parts[0].start_pos, above.size / below.size)

    def _signed(self, parts: list[Any]) -> Read:
        sign, part = parts
        if part.kind == "infinity":
            end = -part.value if sign.type == "MINUS" else part.value
            return Read("infinity", end, sign.start_pos)
        value = self._want("number", part, f"after {sign}")
        return Read("number", -value if sign.type == "MINUS" else value, sign.start_pos, part.size)

    def _power(self, parts: list[Any]) -> Read:
        base, _, exponent = parts
        return self._raised(base, exponent)

    def _power_small(self, parts: list[Any]) -> Read:
        base, token = parts
        if len(token) > 3:
            raise AnswerError(f"exponents are at most {EXPONENT}", self.text, token.start_pos)
        return self._raised(base, Read("number", sp.Integer(str(token).translate(_SMALL)), token.start_pos))

    def _raised(self, base: Read, exponent: Read) -> Read:
        value, k = self._want("number", base, "as a base"), self._want("number", exponent, "as an exponent")
        if k.is_Rational and (abs(k.p) > EXPONENT or k.q > EXPONENT):
            raise AnswerError(f"exponents are at most {EXPONENT}", self.text, exponent.start)
        if not k.is_Rational and not k.free_symbols:
            raise AnswerError("an exponent is a fraction, or has a name in it", self.text, exponent.start)
        if value == 0 and k.is_Rational and k <= 0:
            raise AnswerError("this divides by zero", self.text, base.start)
        size = base.size.power(int(k)) if k.is_Integer else base.size * exponent.size
        return Read("number", value**k, base.start, size)

    def _root(self, parts: list[Any]) -> Read:
        (inside,) = (p for p in parts if isinstance(p, Read))
        return self._rooted(inside, parts[0].start_pos)

    def _root_of_name(self, parts: list[Any]) -> Read:
        return self._rooted(self._name(parts[1:]), parts[0].start_pos)

    def _root_of_number(self, parts: list[Any]) -> Read:
        return self._rooted(self._number(parts[1:]), parts[0].start_pos)

    def _rooted(self, inside: Read, start: int) -> Read:
        return Read("number", sp.sqrt(self._want("number", inside, "under a root")), start, inside.size)

    def _absolute(self, parts: list[Any]) -> Read:
        (inside,) = (p for p in parts if isinstance(p, Read))
        value = sp.Abs(self._want("number", inside, "between bars"), evaluate=False)
        return Read("number", value, parts[0].start_pos, inside.size)

    def _extreme(self, parts: list[Any]) -> Read:
        inside = [p for p in parts if isinstance(p, Read)]
        values = {self._want("number", p, f"in {parts[0]}") for p in inside}
        made = sp.Min if parts[0].type == "MIN" else sp.Max
        value = made(*values, evaluate=False) if len(values) > 1 else values.pop()
        return Read("number", value, parts[0].start_pos, reduce(operator.add, (p.size for p in inside)))

    # -- conditions -------------------------------------------------------------------------------

    def _chain(self, parts: list[Any]) -> Read:
        links = [
            self._link(left, sign, right)
            for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False)
        ]
        return Read(
            "condition", sp.And(*links), parts[0].start, reduce(operator.add, (p.size for p in parts[::2]))
        )

    def _link(self, left: Read, sign: Any, right: Read) -> Any:
        if sign.type in ("IN", "NOTIN"):
            inside = sp.Contains(
                self._want("number", left, f"before {sign}"), self._want("set", right, f"after {sign}")
            )
            return inside if sign.type == "IN" else sp.Not(inside)
        if sign.type in ("EQ", "NE") and left.kind == right.kind == "condition":
            same = sp.Equivalent(left.value, right.value)
            return same if sign.type == "EQ" else sp.Not(same)
        if sign.type == "EQ" and right.kind in ("set", "list"):
            raise AnswerError("a name cannot equal a set", self.text, sign.start_pos, "write ∈ or “in”")
        sides = self._want("number", left, f"before {sign}"), self._want("number", right, f"after {sign}")
        try:
            return _RELATIONS[sign.type](*sides)
        except TypeError:
            raise AnswerError("only real numbers can be compared", self.text, left.start) from None

    def _joined(self, join: Callable[..., Any], parts: list[Any]) -> Read:
        signs = [p for p in parts if not isinstance(p, Read)]
        inside = [p for p in parts if isinstance(p, Read)]
        values = [self._want("condition", p, f"beside {signs[0]}") for p in inside]
        return Read("condition", join(*values), inside[0].start)

    def _iff(self, parts: list[Any]) -> Read:
        return self._joined(sp.Equivalent, parts)

    def _implies(self, parts: list[Any]) -> Read:
        return self._joined(sp.Implies, parts)

    def _either(self, parts: list[Any]) -> Read:
        return self._joined(sp.Or, parts)

    def _both(self, parts: list[Any]) -> Read:
        return self._joined(sp.And, parts)

    def _negated(self, parts: list[Any]) -> Read:
        return self._joined(sp.Not, parts)

    def _only_if(self, parts: list[Any]) -> Read:
        return Read("condition", self._want("condition", parts[1], f"after {parts[0]}"), parts[1].start)

    def _always(self, parts: list[Any]) -> Read:
        return Read("condition", sp.true, parts[0].start_pos)

    def _never(self, parts: list[Any]) -> Read:
        return Read("condition", sp.false, parts[0].start_pos)

    # -- sets and lists ---------------------------------------------------------------------------

    def _empty(self, parts: list[Any]) -> Read:
        return Read("set", sp.S.EmptySet, parts[0].start_pos)

    def _interval(self, parts: list[Any]) -> Read:
        opening, low, _, high, closing = parts
        if low.kind != "infinity" and high.kind != "infinity" and low.kind != "number":
            return self._list([low, high], opening.start_pos)
        ends = [
            p.value if p.kind == "infinity" else self._want("number", p, "in an interval")
            for p in (low, high)
        ]
        left = opening.type != "LBRACK" or low.kind == "infinity"
        right = closing.type != "RBRACK" or high.kind == "infinity"
        try:
            value = sp.Interval(*ends, left, right)
        except ValueError:
            raise AnswerError("an interval has real ends", self.text, opening.start_pos) from None
        return Read("set", value, opening.start_pos, low.size + high.size)

    def _tuple(self, parts: list[Any]) -> Read:
        return self._list([p for p in parts if isinstance(p, Read)], parts[0].start_pos)

    def _set(self, parts: list[Any]) -> Read:
        inside = [p for p in parts if isinstance(p, Read)]
        if any(p.kind == "piece" for p in inside):
            return self._pieces(inside)
        values = [self._want("number", p, "in a set") for p in inside]
        return Read("set", sp.FiniteSet(*values), parts[0].start_pos)

    def _united(self, parts: list[Any]) -> Read:
        total = parts[0]
        for sign, part in zip(parts[1::2], parts[2::2], strict=True):
            sides = self._want("set", total, f"beside {sign}"), self._want("set", part, f"beside {sign}")
            join = sp.Union if sign.type == "CUP" else sp.Intersection
            total = Read("set", join(*sides), total.start)
        return total  # type: ignore[no-any-return]

    def _group(self, parts: list[Any]) -> Read:
        inside = [p for p in parts if isinstance(p, Read)]
        first: Read = inside[0]
        return self._pieces(inside) if first.kind == "piece" else first

    def _listed(self, parts: list[Any]) -> Read:
        inside = [p for p in parts if isinstance(p, Read)]
        if any(p.kind == "piece" for p in inside):
            return self._pieces(inside)
        return inside[0] if len(inside) == 1 else self._list(inside, inside[0].start)

    def _list(self, parts: list[Read], start: int) -> Read:
        kinds = {p.kind for p in parts}
        if kinds == {"condition"}:
            return Read("condition", sp.And(*(p.value for p in parts)), start)
        if kinds == {"number"}:
            return Read("list", sp.Tuple(*(p.value for p in parts)), start)
        odd = next(p for p in parts if p.kind != parts[0].kind)
        found = f"{_CALLED[parts[0].kind]} and {_CALLED[odd.kind]}"
        raise AnswerError(f"a list holds things of one kind, not {found}", self.text, odd.start)

    # -- values by case ---------------------------------------------------------------------------

    def _piece(self, parts: list[Any]) -> Read:
        value, condition = (p for p in parts if isinstance(p, Read))
        return self._cased(value, condition)

    def _piece_first(self, parts: list[Any]) -> Read:
        condition, value = (p for p in parts if isinstance(p, Read))
        return self._cased(value, condition)

    def _cased(self, value: Read, condition: Read) -> Read:
        wanted = self._want("condition", condition, "after “if”")
        if value.kind not in ("number", "condition"):
            raise AnswerError(
                f"a value is wanted before “if”, not {_CALLED[value.kind]}", self.text, value.start
            )
        return replace(value, kind="piece", condition=wanted)

    def _rest(self, parts: list[Any]) -> Read:
        value = next(p for p in parts if isinstance(p, Read))
        return self._cased(value, Read("condition", sp.true, value.start))

    def _rest_first(self, parts: list[Any]) -> Read:
        return self._rest(parts)

    def _choice(self, parts: list[Any]) -> Read:
        value, condition, other = (p for p in parts if isinstance(p, Read))
        return self._pieces([self._cased(value, condition), self._rest([other])])

    def _choice_first(self, parts: list[Any]) -> Read:
        condition, value, other = (p for p in parts if isinstance(p, Read))
        return self._pieces([self._cased(value, condition), self._rest([other])])

    def _cases(self, parts: list[Any]) -> Read:
        return self._pieces([p for p in parts if isinstance(p, Read)])

    def _pieces(self, parts: Iterable[Read]) -> Read:
        listed = list(parts)
        for part in listed:
            if part.kind != "piece":
                hint = "write “if …” or “otherwise” after it"
                raise AnswerError("a case has no condition", self.text, part.start, hint)
        named = {p.value.lhs for p in listed if isinstance(p.value, sp.Eq)}
        values = [p.value.rhs if isinstance(p.value, sp.Eq) else p.value for p in listed]
        if len(named) > 1 or not all(isinstance(v, sp.Expr) for v in values):
            hint = "write “value if condition, value otherwise”"
            raise AnswerError("the values of the cases cannot be told", self.text, listed[0].start, hint)
        pairs = list(zip(values, (p.condition for p in listed), strict=True))
        value = sp.Piecewise(*pairs, evaluate=False) if pairs[0][1] != sp.true else pairs[0][0]
        size = reduce(operator.add, (p.size for p in listed))
        if named:
            return Read("condition", sp.Eq(named.pop(), value, evaluate=False), listed[0].start, size)
        return Read("number", value, listed[0].start, size)
