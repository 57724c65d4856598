"""The enumeration of stationary profiles against games solved by hand."""

from fractions import Fraction

from tests.oracle.stationary import Joint, Leaf, Markov, Move, worths

HALF = Fraction(1, 2)


def _leaf(first: int, second: int, state: str) -> Leaf:
    return Leaf([Fraction(first), Fraction(second)], {state: Fraction(1)})


def test_a_player_who_is_patient_invests():
    # Investing costs 1 now and pays 1 in every later period: worth it from a discount factor of 1/2 on.
    poor = Move(0, "A", {"invest": _leaf(-1, 0, "rich"), "wait": _leaf(0, 0, "poor")})
    periods = {"poor": poor, "rich": _leaf(1, 0, "rich")}
    patient, impatient = (Markov(periods, [Fraction(d, 10)] * 2) for d in (6, 4))
    assert patient.equilibria()[0] == [{"A": "invest"}]
    assert impatient.equilibria()[0] == [{"A": "wait"}]


def test_the_dilemma_has_no_cooperation_in_one_state():
    cells = {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0), ("D", "D"): (1, 1)}
    game = Markov({"x": Joint(("A", "B"), {a: _leaf(*u, "x") for a, u in cells.items()})}, [HALF] * 2)
    assert game.equilibria() == ([{"A": "D", "B": "D"}], [])
    assert worths(game, 2) == [{"x": (Fraction(3, 2), Fraction(3, 2))}]


def test_a_tie_gives_several_worths():
    game = Markov({"x": Move(0, "A", {"l": _leaf(0, 0, "x"), "r": _leaf(0, 1, "x")})}, [HALF] * 2)
    found = {one["x"][1] for one in worths(game, 2)}
    assert found == {Fraction(0), HALF, Fraction(1), Fraction(3, 2)}
