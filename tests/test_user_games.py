"""Games that no model contains, typed as a user would: the textbook's answer, and another one if a payoff changes."""

import pytest
from sympy import Rational, symbols

from formal import Game, ParameterError, chance, choose, offer

a, b, c, d, x, y, delta = symbols("a b c d x y delta")


def entry(monopoly=a, shared=b, loss=c):
    """An entrant comes in or stays out; the incumbent fights it or makes room."""
    reply = choose("Incumbent", {"fight": (-loss, -1), "make room": (shared, shared)})
    tree = choose("Entrant", {"enter": reply, "stay out": (0, monopoly)})
    return Game(["Entrant", "Incumbent"], tree, where=[a > 0, b > 0, c > 0], name="Entry").solve()


def test_entry_is_accommodated_and_printed_as_in_a_textbook():
    assert (
        str(entry())
        == """\
Entry: subgame-perfect equilibrium
where a > 0 and b > 0 and c > 0

1. always
   path       enter, make room
   payoffs    Entrant: b; Incumbent: b
   Entrant    enter
   Incumbent  make room

Complete for every pure subgame-perfect equilibrium that exists on a set of parameters with an interior."""
    )


def test_entry_with_another_payoff_is_another_answer():
    (outcome,) = entry(shared=-2).outcomes()
    assert outcome.path == {("stay out",): 1}
    assert outcome.payoffs == {"Entrant": 0, "Incumbent": a}


def test_entry_with_a_symbol_of_unknown_sign_is_split():
    game = choose("E", {"enter": choose("I", {"fight": (-1, d), "make room": (1, 1)}), "stay out": (0, 2)})
    shown = {str(o.where): tuple(o.path) for o in Game(["E", "I"], game).solve().outcomes()}
    assert shown == {"d >= 1": (("stay out",),), "d <= 1": (("enter", "make room"),)}


def ultimatum(pie=1, refusal=0):
    """A split of a pie; what is left on the table if it is refused."""
    tree = offer("A", x, 0, pie, choose("B", {"yes": (pie - x, x), "no": (0, refusal)}))
    return Game(["A", "B"], tree, where=[a > 0, a < 1]).solve()


def test_ultimatum_and_what_refusal_pays():
    assert [o.payoffs for o in ultimatum().outcomes()] == [{"A": 1, "B": 0}]
    assert [o.payoffs for o in ultimatum(refusal=a).outcomes()] == [{"A": 1 - a, "B": a}]


def test_two_rounds_of_offers_divide_as_rubinstein_and_stahl_say():
    last = offer("B", y, 0, 1, choose("A", {"yes": (delta * y, delta * (1 - y)), "no": (0, 0)}))
    first = offer("A", x, 0, 1, choose("B", {"yes": (x, 1 - x), "no": last}))
    solution = Game(["A", "B"], first, where=[0 < delta, delta < 1]).solve()
    assert [o.payoffs for o in solution.outcomes()] == [{"A": 1 - delta, "B": delta}]


def test_a_leader_in_cournot_competition_produces_half_the_monopoly_gap():
    """Stackelberg: q1 = (1 - c)/2 and q2 = (1 - c)/4."""
    price = 1 - x - y
    tree = offer("Leader", x, 0, 1, offer("Follower", y, 0, 1, ((price - c) * x, (price - c) * y)))
    solution = Game(["Leader", "Follower"], tree, where=[0 < c, c < 1]).solve()
    (equilibrium,) = solution.at({c: Rational(1, 5)})
    assert equilibrium.strategy["Leader"] == Rational(2, 5)
    assert equilibrium.payoffs["Follower"] == Rational(1, 25)


def test_a_lottery_between_war_and_peace_changes_with_its_odds():
    def solved(odds):
        war = chance({"won": (odds, (1 - c,)), "lost": (1 - odds, (-c,))})
        return Game(["A"], choose("A", {"fight": war, "yield": (Rational(1, 4),)}), where=[c > 0]).solve()

    assert str(solved(Rational(1, 2)).reaches("fight")) == "c <= 1/4"
    assert str(solved(Rational(3, 4)).reaches("fight")) == "c <= 1/2"


def test_where_no_offer_is_best_the_answer_says_so():
    """B refuses when indifferent, so that A would name the largest number below what B refuses."""
    reply = choose("B", {"accept": (x, 1 - x), "fight": (-1, c)}, prefer=("fight", "accept"))
    solution = Game(["A", "B"], offer("A", x, 0, 1, reply), where=[0 < c, c < 1]).solve()
    assert not solution.outcomes()
    told = str(solution)
    assert "A has no best offer x at 'A': the supremum of its payoff is not attained" in told
    assert "always" not in told
    assert "There is no subgame-perfect equilibrium" in solution.to_latex()


def test_a_misspelt_parameter_is_named():
    with pytest.raises(ParameterError, match="no parameter A: did you mean a"):
        ultimatum(refusal=a).solved_for("A")
