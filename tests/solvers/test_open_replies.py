"""What is left open after an offer must support that offer: an equilibrium that says less is not listed, and named."""

import pytest
from sympy import Abs, Min, Rational, symbols

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


a, c = symbols("a c")
NUMBERS = [Rational(k, 12) for k in range(13)]
MINDED = {
    "as near as can be": -((x - y) ** 2),
    "a share": x * (y - x),
    "a product": x * y,
    "a sum": x * (a - x) + y,
    "a distance": Min(x - y, y - x),
}


@pytest.mark.parametrize("paid", MINDED.values(), ids=MINDED)
def test_what_is_left_open_is_the_same_after_every_offer(paid):
    """B does not mind which y it names, A does: against each y that is left open, no other x pays A more."""
    game = Game(["A", "B"], offer("A", x, 0, 1, offer("B", y, 0, 1, (paid, c))), where=[0 < a, a < 1, c > 0])
    solution = game.solve()
    tried = 0
    for index, equilibrium in enumerate(solution):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
        for named in NUMBERS:
            here = {a: Rational(1, 3), c: 1, y: named}
            if not equilibrium.free[y].contains(here):
                continue
            chosen = equilibrium.strategy["A"]
            options = (
                [k for k in NUMBERS if chosen.contains({**here, x: k})]
                if hasattr(chosen, "contains")
                else [chosen.subs(here)]
            )
            for own in options:
                tried += 1
                assert all(paid.subs({**here, x: own}) >= paid.subs({**here, x: k}) for k in NUMBERS)
    assert tried >= len(NUMBERS)


def test_an_answer_that_depends_on_what_is_left_open_is_not_listed_but_named():
    """After x, A stops or lets B name y, which may be anything: when A stops depends on y."""
    tree = offer(
        "A", x, 0, 1, choose("A", {"go": offer("B", y, 0, 1, (x - 2 * y, c)), "stop": (a, 0)}, info="then")
    )
    solution = Game(["A", "B"], tree, where=[a > 0, c > 0]).solve()
    assert [e.strategy["then"] for e in solution] == [{"go": 0, "stop": 1}]
    (told,) = solution.undecided
    assert '"B"' in told
    assert solution.proof(0).holds is True


def test_after_a_single_offer_the_reply_that_deters_is_played():
    """After x = y = 1, B may as well play l, which A would like; where A names 0, B does not."""
    paid = {"l": (2 * y, -2 * y), "r": (-((x - y) ** 2) - y, -x * y - y)}
    game = Game(["A", "B"], offer("A", x, 0, 1, offer("A", y, 0, 1, choose("B", paid))))
    solution = game.solve()
    assert {e.payoffs["A"] for e in solution} == {0, 2}
    assert all(solution.proof(index).holds for index in range(len(solution)))
    assert solution.verify(samples=4)


def test_at_the_edge_of_a_region_too():
    """B minds as little at x = 2a whether it plays l, which A would like; at a = 1/2 that is the last x there is."""
    b = symbols("b")
    answer = choose("B", {"l": (c - x, -a), "r": (-2 * x, a - x)})
    tree = offer("A", x, 0, 1, choose("A", {"l": answer, "r": (a - b, 0)}, info="then"))
    solution = Game(["A", "B"], tree, where=[a > 0, b > 0, c > 0]).solve()
    assert all(solution.proof(index).holds for index in range(len(solution)))
    assert any(e.where.contains({a: Rational(1, 2), b: 1, c: 2}) for e in solution)


def test_what_is_left_open_is_the_same_where_it_is_admitted():
    """B may name any y up to x, for which A minds: with y after each x that admits it, A names no more than y."""
    after = offer("B", y, 0, x, choose("B", {"l": (x - a, -2 * x - x * y), "r": (c - x + 2 * y, c)}))
    solution = Game(["A", "B"], offer("A", x, 0, 1, after), where=[a > 0, c > 0]).solve()
    assert solution[0].strategy["A"] == y
    assert all(solution.proof(index).holds for index in range(len(solution)))
