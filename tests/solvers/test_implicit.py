"""Implicit equilibria against closed forms, and against a search for the best offer that knows nothing of them."""

import json
from fractions import Fraction

import pytest
from sympy import Function, Rational, oo, simplify, solve, symbols, sympify

from formal import BayesianGame, Game, GameError, choose, draw, drawn, offer

F, f = Function("F"), Function("f")
c, x, p, c_A, c_B, a, b, v, m, r = symbols("c x p c_A c_B a b v m r")


def crisis(cdf=F, low=0, high=oo, relief=0, also=()):
    answer = choose(
        "B", {"accept": (x, 1 - x), "reject": (p - c_A, 1 - p - c + relief)}, prefer=["accept", "reject"]
    )
    assumed = [0 < p, p < 1, c_A > 0, *also]
    return Game(
        ["A", "B"], draw(c, low, high, offer("A", x, 0, 1, answer), seen_by=["B"], cdf=cdf), where=assumed
    )


def with_law(expression, below, density):
    """Put a known distribution in the place of F and f."""
    return expression.replace(F, below).replace(f, density)


def test_the_first_order_condition_of_a_crisis():
    (found,) = crisis().implicit()
    (equation,) = found.equations
    assert equation.lhs == (1 - F(x - p)) / f(x - p)
    assert simplify(equation.rhs - (x - p + c_A)) == 0
    assert [(str(u.about), u.words) for u in found.unique] == [("f(c)/(1 - F(c))", "does not fall in c")]
    star = symbols("c*")
    assert found.changes[x][c_A].sign == "<"
    assert found.changes[star][p].sign == "="
    assert "dc*/dc_A  = 1/(m - 1) < 0" in str(found)
    assert r"\frac{1 - F(x - p)}{f(x - p)}" in found.to_latex()


def test_a_uniform_law_gives_the_closed_form():
    """With F = (c - a)/(b - a) the slope of (1 - F)/f is -1."""
    (found,) = crisis().implicit()
    here = with_law(
        found.equations[0].lhs - found.equations[0].rhs, lambda k: (k - a) / (b - a), lambda k: 1 / (b - a)
    )
    (best,) = solve(here, x)
    offers = [e.strategy["A"] for e in crisis(None, a, b, also=[0 <= a, a < b]).solve()]
    assert any(simplify(best - other) == 0 for other in offers)
    for parameter, change in found.changes[x].items():
        assert simplify(best.diff(parameter) - change.derivative.subs(m, -1)) == 0


@pytest.mark.parametrize("power", [2, 3])
def test_the_condition_holds_at_the_best_offer_of_a_grid(power):
    """F(c) = 1 - (1 - c)^n has a rising hazard rate; V is maximised on a grid of offers."""
    odds, cost = Fraction(1, 4), Fraction(1, 10)

    def below(k):
        return 1 - (1 - min(max(k, 0), 1)) ** power

    def worth(offered):
        fought = below(offered - odds)
        return offered * (1 - fought) + (odds - cost) * fought

    best = max((Fraction(i, 4000) for i in range(4001)), key=worth)
    (found,) = crisis().implicit()
    at = {p: Rational(1, 4), c_A: Rational(1, 10)}
    gap = with_law(
        found.equations[0].lhs - found.equations[0].rhs,
        lambda k: 1 - (1 - k) ** power,
        lambda k: power * (1 - k) ** (power - 1),
    ).subs(at)
    step = Rational(1, 2000)
    here = Rational(str(best))
    assert gap.subs(x, here - step) > 0 > gap.subs(x, here + step)


def test_relief_for_the_opponent_moves_the_offer_down():
    (found,) = crisis(relief=r, also=[r >= 0]).implicit()
    assert found.changes[x][r].sign == "<="
    assert found.changes[symbols("c*")][r].sign == ">"


# -- both sides --------------------------------------------------------------------------------------


def provision(law=F):
    table = {
        ("act", "act"): (v - c_A, v - c_B),
        ("act", "wait"): (v - c_A, v),
        ("wait", "act"): (v, v - c_B),
        ("wait", "wait"): (0, 0),
    }
    types = {"A": drawn(c_A, 0, 1, cdf=law), "B": drawn(c_B, 0, 1, cdf=law)}
    return BayesianGame(["A", "B"], types, table, where=[0 < v, v < 1])


def test_indifference_on_both_sides():
    both, alike = provision().implicit()
    k, k_A, k_B = symbols("k k_A k_B")
    assert [
        simplify(e.rhs - w) for e, w in zip(both.equations, (v * (1 - F(k_B)), v * (1 - F(k_A))), strict=True)
    ] == [0, 0]
    assert str(both.unique[0].about) == "v**2*f(k_A)*f(k_B) < 1"
    change = alike.changes[k][v]
    assert change.sign == ">"
    assert simplify(change.derivative - (1 - F(k)) / (1 + v * f(k))) == 0


def test_uniform_costs_give_the_cutoff_of_the_closed_form():
    """k = v/(1 + v), which grows with v at the rate 1/(1 + v)^2."""
    _, alike = provision().implicit()
    k = symbols("k")
    equation = alike.equations[0]
    assert solve(with_law(equation.lhs - equation.rhs, lambda u: u, lambda _: 1), k) == [v / (1 + v)]
    change = with_law(alike.changes[k][v].derivative, lambda u: u, lambda _: 1).subs(k, v / (1 + v))
    assert simplify(change - 1 / (1 + v) ** 2) == 0


def test_one_side_mixes():
    """B mixes where A acts with probability F(k) = 1 - b/v."""
    table = {
        ("act", "act"): (v - c_A, v - b),
        ("act", "wait"): (v - c_A, v),
        ("wait", "act"): (v, v - b),
        ("wait", "wait"): (0, 0),
    }
    game = BayesianGame(["A", "B"], {"A": drawn(c_A, 0, oo, cdf=F)}, table, where=[0 < v, b > 0])
    *_, mixed = game.implicit()
    k_A, y_B = symbols("k_A y_B")
    assert set(mixed.unknowns) == {k_A, y_B}
    assert mixed.changes[k_A][b].sign == "<"
    # If B acts for sure, no cost is worth paying: there is no inner cutoff.
    assert len(game.implicit()) == 2


def test_json_says_what_the_text_says_and_reads_back():
    """Every expression in it, read by SymPy, is the one that was found."""
    names = {s.name: s for s in symbols("p c_A x m v k_A y_B b")} | {"F": F, "f": f}
    (offered,) = crisis().implicit()
    for found in (offered, *provision().implicit()):
        record = json.loads(json.dumps(found.to_json()))
        for equation, written in zip(found.equations, record["equations"], strict=True):
            assert simplify(sympify(written["left"], names) - equation.lhs) == 0
            assert simplify(sympify(written["right"], names) - equation.rhs) == 0
        for unknown, own in found.changes.items():
            for parameter, change in own.items():
                written = record["changes"][unknown.name][parameter.name]
                assert written["sign"] == change.sign
                assert simplify(sympify(written["derivative"], names) - change.derivative) == 0
    record = offered.to_json()
    assert record["strategy"] == {"A": "x", "B": {"reject": "c < x - p", "accept": "c >= x - p"}}
    assert record["unknowns"] == {"x": "what A offers"}
    assert record["unique"] == [{"about": "f(c)/(1 - F(c))", "words": "does not fall in c"}]
    assert (record["where"], record["interior"]) == ("0 < p < 1 and c_A > 0", ["0 < x - p", "0 < x < 1"])


# -- what is refused ---------------------------------------------------------------------------------

ANSWERS = choose("B", {"yes": (x, c - x), "no": (0, 0)})
REFUSED = {
    "another form": (Game(["A"], choose("A", {"l": (1,), "r": (0,)})), "two forms"),
    "a proposer who sees the cost": (
        Game(
            ["A", "B"],
            draw(
                c, 0, 1, offer("A", x, 0, 1, choose("B", {"y": (x, c - x), "n": (0, 0)})), seen_by=["A", "B"]
            ),
        ),
        "nothing is hidden",
    ),
    "an answer that never changes": (
        Game(
            ["A", "B"],
            draw(c, 0, 1, offer("A", x, 0, 1, choose("B", {"y": (x, c), "n": (0, -1)})), seen_by=["B"]),
        ),
        "must change at one cutoff",
    ),
}


@pytest.mark.parametrize(("game", "message"), REFUSED.values(), ids=REFUSED)
def test_other_games_are_refused(game, message):
    with pytest.raises(GameError, match=message):
        game.implicit()


def test_solving_without_a_distribution_points_to_the_conditions():
    for game in (crisis(), provision()):
        with pytest.raises(GameError, match="implicit"):
            game.solve()
