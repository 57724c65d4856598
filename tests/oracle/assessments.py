"""Perfect Bayesian equilibria of numeric signalling games, by trying every profile of supports, in fractions.

`paid[t][m][r]` is what the sender of type `t` and the receiver get after message `m` and reply `r`. For given supports

- the sender's conditions are linear in the receiver's mixtures: messages in the support of a type are equally good;
- the receiver's are linear in the sender's mixtures after messages that are sent, each type weighing with its prior;
- after a message that nobody sends they are linear in the belief;

so the three may be looked at one by one. A polytope is listed by its corners, which are the solutions of as many active
conditions as there are unknowns; supports are met in full if they are by the mean of all corners.

>>> paid = {"s": {"m": {"u": (1, 1), "d": (0, 0)}}, "w": {"m": {"u": (1, 0), "d": (0, 1)}}}
>>> sorted(supports(paid, {"s": Fraction(2, 3), "w": Fraction(1, 3)}))
[((('m',), ('m',)), (('u',),))]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

#: Coefficients of the unknowns, then a constant; compared with zero.
Row = list[Fraction]
Support = tuple[str, ...]
#: For each type the messages it sends, and for each message the replies to it.
Supports = tuple[tuple[Support, ...], tuple[Support, ...]]


def supports(paid: Any, prior: Mapping[str, Fraction]) -> set[Supports]:
    """Return the profiles of supports of all perfect Bayesian equilibria."""
    types, messages = list(paid), list(next(iter(paid.values())))
    replies = list(next(iter(paid.values()))[messages[0]])
    found = set()
    for sent in product(*([list(_subsets(messages))] * len(types))):
        for replied in product(*([list(_subsets(replies))] * len(messages))):
            sends, answers = dict(zip(types, sent, strict=True)), dict(zip(messages, replied, strict=True))
            if (
                senders_content(paid, sends, answers)
                and receiver_content(paid, prior, sends, answers)
                and all(beliefs(paid, m, answers[m]) for m in messages if not any(m in own for own in sent))
            ):
                found.add((sent, replied))
    return found


def senders_content(paid: Any, sends: Mapping[str, Support], answers: Mapping[str, Support]) -> bool:
    """Return whether some mixtures over the answers make every type content with its messages."""
    unknowns = [(m, r) for m, own in answers.items() for r in own]
    equal = [[*(Fraction(int(m == n)) for n, _ in unknowns), Fraction(-1)] for m in answers]
    atleast: list[Row] = [[*(Fraction(int(u == v)) for v in unknowns), Fraction(0)] for u in unknowns]
    for kind, own in sends.items():

        def worth(message: str, kind: str = kind) -> Row:
            return [Fraction(paid[kind][m][r][0]) * (m == message) for m, r in unknowns]

        for message in answers:
            gap = [*(a - b for a, b in zip(worth(own[0]), worth(message), strict=True)), Fraction(0)]
            (equal if message in own else atleast).append(gap)
    return _met(equal, atleast, len(unknowns), range(len(unknowns)))


def receiver_content(
    paid: Any, prior: Mapping[str, Fraction], sends: Mapping[str, Support], answers: Mapping[str, Support]
) -> bool:
    """Return whether some mixtures of the types over messages make the answers to what is sent best."""
    unknowns = [(t, m) for t, own in sends.items() for m in own]
    equal = [[*(Fraction(int(t == k)) for t, _ in unknowns), Fraction(-1)] for k in sends]
    atleast: list[Row] = [[*(Fraction(int(u == v)) for v in unknowns), Fraction(0)] for u in unknowns]
    for message, own in answers.items():
        if any(message in sent for sent in sends.values()):
            for reply in next(iter(paid.values()))[message]:
                gap = [
                    prior[t] * (paid[t][m][own[0]][1] - paid[t][m][reply][1]) if m == message else Fraction(0)
                    for t, m in unknowns
                ]
                (equal if reply in own else atleast).append([*gap, Fraction(0)])
    return _met(equal, atleast, len(unknowns), range(len(unknowns)))


def beliefs(paid: Any, message: str, answer: Support) -> list[Row]:
    """Return the corners of the beliefs over types at which all replies in `answer` are best."""
    types = list(paid)
    equal = [[*(Fraction(1) for _ in types), Fraction(-1)]]
    atleast = [[*(Fraction(int(t == k)) for k in types), Fraction(0)] for t in types]
    for reply in paid[types[0]][message]:
        gap = [Fraction(paid[t][message][answer[0]][1] - paid[t][message][reply][1]) for t in types]
        (equal if reply in answer else atleast).append([*gap, Fraction(0)])
    return corners(equal, atleast, len(types))


def corners(equal: Sequence[Row], atleast: Sequence[Row], count: int) -> list[Row]:
    """Return the corners of a bounded polytope, given by rows that are zero and rows that are at least zero."""
    independent = _independent(equal)
    if independent is None:
        return []
    found: list[Row] = []
    for active in combinations(atleast, count - len(independent)):
        point = _solved([*independent, *active], count)
        if (
            point is not None
            and point not in found
            and all(_at(row, point) == 0 for row in equal)
            and all(_at(row, point) >= 0 for row in atleast)
        ):
            found.append(point)
    return found


def _met(equal: list[Row], atleast: list[Row], count: int, positive: Sequence[int]) -> bool:
    """Return whether some point of a polytope has positive coordinates."""
    found = corners(equal, atleast, count)
    return bool(found) and all(sum(point[i] for point in found) > 0 for i in positive)


def _subsets(items: Sequence[str]) -> Iterator[Support]:
    return chain.from_iterable(combinations(items, size) for size in range(1, len(items) + 1))


def _at(row: Row, point: Row) -> Fraction:
    return sum((a * x for a, x in zip(row, point, strict=False)), row[-1])


def _independent(rows: Sequence[Row]) -> list[Row] | None:
    """Return rows of which none follows from the others; None if they contradict each other."""
    reduced: list[Row] = []
    for row in rows:
        row = list(row)
        for other in reduced:
            lead = next(i for i, a in enumerate(other[:-1]) if a != 0)
            row = [a - row[lead] / other[lead] * b for a, b in zip(row, other, strict=True)]
        if any(row[:-1]):
            reduced.append(row)
        elif row[-1] != 0:
            return None
    return reduced


def _solved(rows: Sequence[Row], count: int) -> Row | None:
    """Return the one point at which all rows are zero, if there is one."""
    table = [list(row) for row in rows]
    for column in range(count):
        pivot = next((i for i in range(column, len(table)) if table[i][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        lead = table[column][column]
        table[column] = [a / lead for a in table[column]]
        for i, row in enumerate(table):
            if i != column and row[column] != 0:
                table[i] = [a - row[column] * b for a, b in zip(row, table[column], strict=True)]
    return [-row[-1] for row in table]
