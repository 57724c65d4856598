"""Cases at an edge of what is assumed: joined where the value is that of the case beside them, kept where it is not."""

from fractions import Fraction

import pytest
from sympy import Abs, Max, Min, Piecewise, Rational, symbols

from formal import Game, MarkovGame, StrategicGame, choose, offer, step
from formal.algebra.edges import without_edges
from formal.algebra.formula import evaluate
from formal.algebra.reading import read_value
from formal.algebra.space import space_of

q, r, x, v, delta = symbols("q r x v delta")
UNIT = [0 <= q, q <= 1]


@pytest.mark.parametrize(
    ("value", "where", "number"),
    [
        (Abs(q - 1), UNIT, 1),
        (Max(q, 1), UNIT, 1),
        (Min(q, 0), UNIT, 1),
        (Abs(q - Rational(1, 2)), UNIT, 2),
        (Piecewise((1, q >= 1), (0, True)), UNIT, 2),  # another value at the edge
        (Piecewise((q, q >= 1), (1, True)), UNIT, 1),
        (Abs(q - r), [q <= r], 1),
        (Max(0, q - r, q - 1), [*UNIT, q <= r], 1),
    ],
    ids=str,
)
def test_cases(value, where, number):
    space = space_of(where)
    cases = without_edges(space.decider, read_value(value))
    possible = [guard for guard, _ in cases if space.decider.possible(guard)]
    assert len(possible) == number
    for place in ({"q": 0, "r": 1}, {"q": 1, "r": 1}, {"q": Fraction(1, 2), "r": Fraction(1, 2)}):
        found = {own.evaluate(place) for guard, own in cases if evaluate(guard, place)}
        wanted = value.subs({name: Rational(str(number)) for name, number in place.items()})
        assert found == {Fraction(str(wanted))}, place


def agenda(where):
    """A setter who likes 1 best proposes to a voter who likes v best and has q otherwise (Romer and Rosenthal 1978)."""
    votes = {"yes": (-Abs(x - 1), -Abs(x - v)), "no": (-Abs(q - 1), -Abs(q - v))}
    return Game(["S", "V"], offer("S", x, 0, 1, choose("V", votes)), where=[0 < v, v < 1, *where])


def test_there_are_equilibria_at_the_edge_of_the_parameters():
    game = agenda(UNIT)
    solution = game.solve()
    for place in (0, 1, Rational(1, 2)):
        for voter in (Rational(1, 4), Rational(3, 4)):
            here = {q: place, v: voter}
            paid = {tuple(e.payoffs.values()) for e in solution.at(here)}
            # The best of what is at least as good for the voter as the status quo.
            far = abs(voter - place)
            assert paid == {
                (max(min(1, voter + far), place) - 1, -abs(min(1, max(voter + far, place)) - voter))
            }
    assert solution.verify(samples=4)


@pytest.mark.parametrize(
    "game",
    [
        StrategicGame(["A"], {("in",): (Abs(q - 1),), ("out",): (-1,)}, where=UNIT),
        Game(["A"], choose("A", {"in": (Abs(q - 1),), "out": (-1,)}), where=UNIT),
        MarkovGame(
            ["A"],
            {"on": choose("A", {"in": step((Abs(q - 1),), "on"), "out": (-1,)})},
            delta,
            UNIT,
            periods=2,
        ),
    ],
    ids=["table", "tree", "periods"],
)
def test_at_an_edge_as_beside_it(game):
    (only,) = game.solve()
    assert only.where.is_everything()
