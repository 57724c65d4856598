"""Games in extensive form: what is read, how information sets are named, what it is to fix parameters."""

import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from sympy import Function, Integer, Rational, Symbol, oo, sqrt, symbols

from formal.algebra import Region
from formal.errors import GameError, ParameterError
from formal.games import Decision, Draw, Game, Node, Offer, Terminal, chance, choose, draw, offer

c_A, c_B, p, q, tau, x, y = symbols("c_A c_B p q tau x y")
WHERE = (p > 0, p < 1, c_A > 0, c_B > 0)
WAR = (p - c_A, 1 - p - c_B)
LEAF = (0, 0)
TWO = {"go": LEAF, "stay": LEAF}


def crisis(where: Any = WHERE) -> Game:
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": WAR}))
    return Game(["A", "B"], tree, where, name="Crisis bargaining")


# -- what is read --------------------------------------------------------------------------------------


EXACT = {
    "int": (3, Integer(3)),
    "fraction": (Fraction(1, 3), Rational(1, 3)),
    "numpy integer": (np.int64(3), Integer(3)),
    "symbol": (p, p),
    "root": (sqrt(p), sqrt(p)),
}


@pytest.mark.parametrize(("typed", "read"), EXACT.values(), ids=EXACT)
def test_exact_payoffs_are_read(typed: Any, read: Any) -> None:
    game = Game(["A", "B"], (typed, 0))
    assert game.tree == Terminal((read, Integer(0)))


def test_a_game_shows_its_title_players_and_parameters() -> None:
    assert repr(crisis()) == "Game('Crisis bargaining', players=(A, B), parameters=(p, c_A, c_B))"
    assert repr(Game(["A"], (1,))) == "Game(players=(A), parameters=())"


def test_where_needs_no_list_and_may_be_nested() -> None:
    assert Game(["A"], (p,), p > 0).where == (p > 0,)
    assert Game(["A"], (p,), [[p > 0], p < 1]).where == (p > 0, p < 1)


def test_parameters_come_in_the_order_in_which_they_appear() -> None:
    tree = choose("A", {"left": (q, 0), "right": chance({"up": (tau, (p, 0)), "down": (1 - tau, LEAF)})})
    assert Game(["A", "B"], tree, [tau > 0, tau < 1, c_B > q]).parameters == (tau, c_B, q, p)


def test_offers_and_draws_are_no_parameters() -> None:
    tree = draw(y, 0, 1, offer("A", x, 0, c_A, (x * y, p)), seen_by=["A"])
    assert Game(["A", "B"], tree, c_A > 0).parameters == (c_A, p)


ENDS: dict[str, tuple[Node, Any]] = {
    "without end": (offer("A", x, 0, oo, (x, 0)), ()),
    "without beginning": (offer("A", x, -oo, oo, (x, 0)), ()),
    "a float infinity": (offer("A", x, 0, float("inf"), (x, 0)), ()),
    "symbolic ends": (offer("A", x, p, q, (x, 0)), p <= q),
    "a single point": (offer("A", x, 1, 1, (x, 0)), ()),
    "ends from another offer": (offer("A", x, 0, 1, offer("B", y, x, 1, LEAF)), ()),
    "ends from a draw that is seen": (draw(y, 0, 1, offer("A", x, 0, y, LEAF), seen_by=["A"]), ()),
    "a general distribution": (draw(y, 0, oo, LEAF, cdf=Function("F")), ()),
    "a stated distribution": (draw(y, 0, 1, LEAF, cdf=y**2), ()),
    "a positive symbol": (offer("A", Symbol("x", positive=True), 0, 1, LEAF), ()),
    "one symbol on two branches": (
        choose("A", {"l": offer("A", x, 0, 1, (x, 0)), "r": offer("A", x, 0, 2, (x, 0))}),
        (),
    ),
}


@pytest.mark.parametrize(("tree", "where"), ENDS.values(), ids=ENDS)
def test_intervals_that_make_sense_are_accepted(tree: Node, where: Any) -> None:
    assert Game(["A", "B"], tree, where).players == ("A", "B")


PROBABILITIES: dict[str, tuple[dict[str, Any], Any]] = {
    "numbers": ({"l": Rational(1, 3), "r": Rational(2, 3)}, ()),
    "a certain branch": ({"l": 1, "r": 0}, ()),
    "one minus the other": ({"l": tau, "r": 1 - tau}, [tau >= 0, tau <= 1]),
    "joint by products": ({"l": p * q, "m": p * (1 - q), "r": 1 - p}, [p > 0, p < 1, q > 0, q < 1]),
    "a ratio": ({"l": p / (p + q), "r": q / (p + q)}, [p > 0, q > 0]),
    "an equation in where": ({"l": p, "r": q}, Region(p + q - 1 >= 0) & (p + q <= 1) & (p > 0) & (q > 0)),
    "flags": ({"l": 1 / (1 + Symbol("p", positive=True)), "r": p / (1 + p)}, ()),
}


@pytest.mark.parametrize(("weights", "where"), PROBABILITIES.values(), ids=PROBABILITIES)
def test_probabilities_that_sum_to_one_under_where_are_accepted(weights: dict[str, Any], where: Any) -> None:
    tree = chance({label: (weight, LEAF) for label, weight in weights.items()})
    assert Game(["A", "B"], tree, where).has_perfect_information


def test_probabilities_may_depend_on_an_offer() -> None:
    tree = offer("A", x, 0, 1, chance({"war": (1 - x, WAR), "peace": (x, (x, 1 - x))}))
    assert Game(["A", "B"], tree).parameters == (p, c_A, c_B)


# -- one parameter for each name -------------------------------------------------------------------------


def test_symbols_of_one_name_are_one_parameter_with_all_that_is_known() -> None:
    plain, positive = Symbol("c"), Symbol("c", positive=True)
    game = Game(["A"], choose("A", {"left": (plain,), "right": (positive,)}), plain < 1)
    assert game.parameters == (positive,)
    assert game.node(("left",)) == game.node(("right",)) == Terminal((positive,))
    assert str(game.space.assumptions) == "-c + 1 > 0 and c > 0"


def test_an_offer_and_its_use_may_differ_in_flags() -> None:
    game = Game(["A"], offer("A", x, 0, 1, (Symbol("x", real=True),)))
    assert isinstance(game.tree, Offer)
    assert game.tree.node == Terminal((game.tree.symbol,))
    assert game.parameters == ()


# -- information sets ------------------------------------------------------------------------------------


def same_info(info: str) -> Decision:
    half = Rational(1, 2)
    branches = {label: (half, choose("B", TWO, info=info)) for label in ("heads", "tails")}
    return choose("A", {"toss": chance(branches)})


NAMING: dict[str, tuple[Node, dict[str, list[tuple[str, ...]]]]] = {
    "the player alone, moving once": (
        offer("A", x, 0, 1, choose("B", TWO)),
        {"A": [()], "B": [("x",)]},
    ),
    "the labels that lead there": (
        choose("A", {"in": choose("B", TWO), "out": choose("B", TWO)}),
        {"A": [()], "B:in": [("in",)], "B:out": [("out",)]},
    ),
    "at the root without labels": (
        offer("A", x, 0, 1, choose("B", {"yes": LEAF, "no": choose("A", TWO)})),
        {"A:": [()], "B": [("x",)], "A:x,no": [("x", "no")]},
    ),
    "labels of chance and of draws count": (
        chance({"up": (1, draw(y, 0, 1, choose("B", TWO))), "down": (0, choose("B", TWO))}),
        {"B:up,y": [("up", "y")], "B:down": [("down",)]},
    ),
    "a shared set under its own name": (
        same_info("coin"),
        {"A": [()], "coin": [("toss", "heads"), ("toss", "tails")]},
    ),
    "a shared set named by its player": (
        same_info("B"),
        {"A": [()], "B": [("toss", "heads"), ("toss", "tails")]},
    ),
    "a shared set beside one of its own": (
        choose(
            "A", {"l": choose("B", TWO, info="I"), "m": choose("B", TWO, info="I"), "r": choose("B", TWO)}
        ),
        {"A": [()], "I": [("l",), ("m",)], "B:r": [("r",)]},
    ),
    "an offer that does not know the type": (
        chance(
            {
                t: (Rational(1, 2), offer("A", x, 0, 1, choose("B", {"yes": (x, 1 - x)}), info="A"))
                for t in ("L", "H")
            }
        ),
        {"A": [("L",), ("H",)], "B:L,x": [("L", "x")], "B:H,x": [("H", "x")]},
    ),
}


@pytest.mark.parametrize(("tree", "sets"), NAMING.values(), ids=NAMING)
def test_information_sets_are_named(tree: Node, sets: dict[str, list[tuple[str, ...]]]) -> None:
    game = Game(["A", "B"], tree)
    assert {name: list(info.histories) for name, info in game.information_sets.items()} == sets
    for name, info in game.information_sets.items():
        assert info.name == name
        for history in info.histories:
            node = game.node(history)
            assert isinstance(node, Decision | Offer)
            assert (node.info, node.player) == (name, info.player)


def test_actions_of_an_information_set() -> None:
    sets = crisis().information_sets
    assert (sets["A"].actions, sets["A"].symbol) == (("x",), x)
    assert (sets["B"].actions, sets["B"].symbol) == (("accept", "fight"), None)


def test_one_node_may_state_the_tie_rule_of_its_information_set() -> None:
    left = choose("B", TWO, info="I", prefer=["stay", "go"])
    game = Game(["A", "B"], choose("A", {"left": left, "right": choose("B", TWO, info="I")}))
    right = game.node(("right",))
    assert isinstance(right, Decision)
    assert right.prefer == ("stay", "go")


def test_a_node_in_two_places_is_two_nodes() -> None:
    shared = choose("B", TWO)
    game = Game(["A", "B"], choose("A", {"left": shared, "right": shared}))
    assert list(game.information_sets) == ["A", "B:left", "B:right"]


RECALLED: dict[str, Node] = {
    "another player's hidden move": choose(
        "A", {"l": choose("B", TWO, info="I"), "r": choose("B", TWO, info="I")}
    ),
    "an own move made known again": choose(
        "A",
        {
            own: choose("B", {hers: choose("A", TWO, info=own) for hers in ("l", "r")}, info="I")
            for own in ("up", "down")
        },
    ),
    "moves of chance before and after": chance(
        {
            t: (Rational(1, 2), choose("A", {"ask": chance({s: (Rational(1, 2), choose("A", TWO, info=s))
                                                            for s in ("good", "bad")})}, info="A"))
            for t in ("one", "two")
        }
    ),
    "one set before another": choose(
        "A", {"on": choose("B", {h: choose("A", TWO, info="J") for h in ("l", "r")})}, info="I"
    ),
}  # fmt: skip


@pytest.mark.parametrize("tree", RECALLED.values(), ids=RECALLED)
def test_perfect_recall_is_accepted(tree: Node) -> None:
    assert not Game(["A", "B"], tree).has_perfect_information


PERFECT: dict[str, tuple[Node, bool]] = {
    "chance that all see": (chance({"l": (1, choose("A", TWO)), "r": (0, choose("B", TWO))}), True),
    "a shared set": (same_info("I"), False),
    "a draw that its mover sees": (draw(y, 0, 1, choose("A", TWO), seen_by=["A"]), True),
    "a draw that a mover does not see": (draw(y, 0, 1, choose("A", TWO), seen_by=["B"]), False),
    "a draw after the last move": (choose("A", {"go": draw(y, 0, 1, LEAF), "stay": LEAF}), True),
}


@pytest.mark.parametrize(("tree", "perfect"), PERFECT.values(), ids=PERFECT)
def test_perfect_information(tree: Node, perfect: bool) -> None:
    assert Game(["A", "B"], tree).has_perfect_information is perfect


def test_node_of_an_unknown_history() -> None:
    with pytest.raises(GameError, match=r"'refuse'.*accept, fight"):
        crisis().node(("x", "refuse"))


# -- the same game ---------------------------------------------------------------------------------------


def test_games_are_equal_if_all_they_consist_of_is() -> None:
    assert crisis() == crisis()
    assert hash(crisis()) == hash(crisis())
    assert crisis() != crisis(where=WHERE[:2])
    assert crisis() != "crisis"


def test_a_game_read_again_is_the_same() -> None:
    game = crisis()
    assert Game(game.players, game.tree, game.where, game.name) == game


def test_a_game_survives_pickling() -> None:
    game = crisis()
    assert game.space.decider.satisfiable(game.space.assumptions)  # z3 is inside by now
    assert pickle.loads(pickle.dumps(game)) == game


def test_a_deep_tree_is_no_problem() -> None:
    tree: Any = LEAF
    for _ in range(2000):
        tree = choose("A", {"stop": LEAF, "go on": choose("B", {"stop": LEAF, "go on": tree})})
    game = Game(["A", "B"], tree)
    assert len(game.information_sets) == 4000
    assert game == Game(["A", "B"], tree)


# -- fixing parameters -----------------------------------------------------------------------------------


def test_subs_by_symbol_and_by_name() -> None:
    fixed = crisis().subs({p: Rational(3, 5), "c_A": "1/10"})
    assert fixed.node(("x", "fight")) == Terminal((Rational(1, 2), Rational(2, 5) - c_B))
    assert fixed.where == (c_B > 0,)
    assert fixed.parameters == (c_B,)
    assert list(fixed.information_sets) == ["A", "B"]
    assert fixed.name == "Crisis bargaining"


def test_subs_is_done_all_at_once() -> None:
    game = Game(["A", "B"], (p, q), p < q)
    assert game.subs({p: q, q: p}) == Game(["A", "B"], (q, p), q < p)


def test_subs_reaches_ends_probabilities_and_distributions() -> None:
    tree = chance({"l": (tau, draw(y, p, q, offer("A", x, 0, p, LEAF))), "r": (1 - tau, LEAF)})
    fixed = Game(["A", "B"], tree, [tau > 0, tau < 1, p > 0, p < q]).subs({tau: Rational(1, 3), p: 1, q: 2})
    assert fixed.parameters == ()
    below = fixed.node(("l",))
    assert isinstance(below, Draw)
    assert (below.low, below.high) == (1, 2)


def test_subs_carries_assumptions_over_to_the_expression() -> None:
    positive = Symbol("c", positive=True)
    game = Game(["A"], (positive,), positive < 1).subs({positive: 2 * q})
    assert Region(*game.where).equivalent(Region(q > 0, 2 * q < 1))


def test_subs_finds_a_parameter_whatever_the_flags_of_the_symbol() -> None:
    game = Game(["A"], (Symbol("c", positive=True),), Symbol("c") < 1)
    assert game.subs({Symbol("c", real=True): Rational(1, 2)}).parameters == ()


def test_subs_in_a_region() -> None:
    game = Game(["A"], (p - q,), Region(p < q, where=[p > 0]))
    fixed = game.subs({p: 1})
    assert Region(*fixed.where).equivalent(Region(q > 1))
    with pytest.raises(ParameterError):
        game.subs({p: 1, q: 0})


MISFITS: dict[str, tuple[dict[Any, Any], tuple[str, ...]]] = {
    "outside where": ({p: 2}, ("p = 2", "p < 1")),
    "on an open end": ({"c_A": 0}, ("c_A = 0", "c_A > 0")),
    "an expression outside where": ({p: c_A + 2}, ("p = c_A + 2", "c_A")),
    "misspelt": ({"c_a": 1}, ("c_a", "did you mean c_A?")),
    "unlike any": ({"zeta": 1}, ("zeta", "p, c_A, c_B")),
    "an offer": ({x: 1}, ("x", "at the root")),
    "an expression in an offer": ({p: x}, ("p = x", "at the root")),
    "given twice": ({p: Rational(1, 2), "p": Rational(1, 2)}, ("p", "twice")),
    "a float": ({p: 0.5}, ("p = 0.5", "Rational(1, 2)")),
    "a float inside": ({p: 0.5 * c_A}, ("value of p", "Rational(1, 2)")),
    "no number": ({p: "half"}, ("'half'",)),
    "infinite": ({c_A: oo}, ("value of c_A", "oo")),
    "nothing": ({p: None}, ("value of p", "None")),
    "no parameter": ({3: 1}, ("3",)),
}


@pytest.mark.parametrize(("values", "named"), MISFITS.values(), ids=MISFITS)
def test_values_that_do_not_fit_are_refused(values: dict[Any, Any], named: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError) as refusal:
        crisis().subs(values)
    for words in named:
        assert words in str(refusal.value)


def test_values_that_violate_a_flag_are_refused() -> None:
    game = Game(["A"], (Symbol("c", positive=True),))
    with pytest.raises(ParameterError, match="c = -1 violates c > 0"):
        game.subs({"c": -1})
