"""What is left open after an offer must support that offer: an equilibrium that says less is not listed, and named."""

from sympy import Abs, Rational, symbols

from formal import Game, choose, offer

p, x, y = symbols("p x y")


def test_a_reply_that_may_be_anything_does_not_deter_other_offers():
    """B gets |1 + x + p - y|: at x = 1 it fears no other x only if A would not name less than y after that."""
    tree = offer("B", x, 0, 1, offer("A", y, 0, 1, (0, Abs(Rational(1, 2) + p + x - y))))
    solution = Game(["A", "B"], tree, where=[0 <= p, p <= 1]).solve()
    (told,) = solution.undecided
    assert '"A"' in told and "not listed" in told
    assert solution.without is None  # it is not said either that there is none
    assert solution.verify(samples=6)


def test_off_the_path_as_well():
    """After `l`, B wants x far from what A names, which may be anything: what is listed must deter both ends."""
    c = symbols("c")
    after = offer("A", y, 0, 1, (Abs(Rational(1, 2) - p + c - x), Abs(Rational(1, 2) + p - c + x - y)))
    game = Game(
        ["A", "B"],
        choose("A", {"l": offer("B", x, 0, 1, after), "r": (2, 0)}),
        where=[0 <= p, p <= 1, 0 <= c, c <= 1],
    )
    solution = game.solve()
    assert len(solution.undecided) == 1
    assert solution.verify(samples=4)


def test_a_reply_that_nobody_minds_is_listed():
    tree = offer("B", x, 0, 1, offer("A", y, 0, x, (0, x)))
    solution = Game(["A", "B"], tree).solve()
    assert not solution.undecided and [e.strategy["B"] for e in solution] == [1]
    assert solution.verify(samples=2)
