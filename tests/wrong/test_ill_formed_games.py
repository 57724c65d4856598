"""Games that are not well formed: each is refused, and the message names the node and what is wrong there."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
import pytest
from sympy import And, Function, I, Rational, Symbol, exp, oo, symbols

from formal.algebra import Region
from formal.errors import ExpressionError, FormalError, GameError
from formal.games import Game, chance, choose, draw, offer

a, b, c, p, q, tau, x, y = symbols("a b c p q tau x y")
AB = ["A", "B"]
LEAF = (0, 0)


TWO = {"go": LEAF, "stay": LEAF}


def refuse(
    error: type[FormalError], named: tuple[str, ...], players: Any, tree: Any, where: Any = ()
) -> None:
    with pytest.raises(error) as refusal:
        Game(players, tree, where)
    for words in named:
        assert words in str(refusal.value)


def below_left(node: Any) -> Any:
    """Stand a node after (left), so that the message has a history to name."""
    return choose("A", {"left": node, "right": LEAF})


# id: (players, payoffs, what the message names)
PLAYERS: dict[str, tuple[Any, tuple[Any, ...], tuple[str, ...]]] = {
    "none": ([], (), ("no players",)),
    "in one text": ("AB", LEAF, ("['A', 'B']", "'AB'")),
    "in a set": ({"A", "B"}, LEAF, ("['A', 'B']", "set")),
    "one named twice": (["A", "B", "A"], (0, 0, 0), ("'A'", "twice")),
    "one who is no text": (["A", 2], LEAF, ("2",)),
    "one without a name": (["A", ""], LEAF, ("not empty",)),
    "too few payoffs": (AB, (1,), ("at the root", "1 payoff ", "2 players A, B")),
    "too many payoffs": (AB, (1, 2, 3), ("at the root", "3 payoffs")),
}


@pytest.mark.parametrize(("players", "payoffs", "named"), PLAYERS.values(), ids=PLAYERS)
def test_ill_formed_players_are_refused(players: Any, payoffs: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, named, players, payoffs)


# id: (payoff, what the message names)
PAYOFFS: dict[str, tuple[Any, str]] = {
    "float": (0.1, "Rational(1, 10)"),
    "float inside": (0.5 * p, "Rational(1, 2)"),
    "numpy float": (np.float64(0.5), "Rational(1, 2)"),
    "transcendental": (exp(p), "exp(p)"),
    "unknown function": (Function("u")(p), "u(p)"),
    "complex": (I + 1, "I"),
    "infinite": (oo, "oo"),
    "division by zero": (1 / (p - p), "zero"),
    "truth value": (True, "True"),
    "text": ("p - c", "'p - c'"),
    "nothing": (None, "None"),
    "condition": (p > 0, "p > 0"),
    "not a real symbol": (Symbol("z", imaginary=True), "z"),
}


@pytest.mark.parametrize(("payoff", "named"), PAYOFFS.values(), ids=PAYOFFS)
def test_payoff_that_is_no_real_expression_is_refused(payoff: Any, named: str) -> None:
    refuse(ExpressionError, ("after (left)", "the payoff of B", named), AB, below_left((0, payoff)))


# id: (the node after (left), what the message names)
NODES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "a list": ([0, 0], ("[0, 0]", "tuple")),
    "nothing": (None, ("None",)),
    "a number": (1, ("the int 1", "(u,)")),
    "a float": (0.5, ("0.5", "(u,)")),
    "an expression": (p, ("p", "(u,)")),
    "a dict": ({"go": LEAF}, ("choose",)),
    "a text": ("war", ("'war'",)),
    "unknown player": (choose("C", {"go": LEAF}), ("'C'", "A, B")),
    "unknown player offers": (offer("C", x, 0, 1, LEAF), ("'C'",)),
    "unknown player sees a draw": (draw(c, 0, 1, LEAF, seen_by=["C"]), ("'C'",)),
    "player in a list": (choose(cast(Any, ["A"]), {"go": LEAF}), ("['A']",)),
    "no actions": (choose("B", {}), ("B has no actions",)),
    "no branches": (chance({}), ("no branches",)),
    "label that is no text": (choose("B", cast(Any, {1: LEAF})), ("the int 1",)),
    "empty label": (choose("B", {"": LEAF}), ("not empty",)),
    "chance label that is no text": (chance(cast(Any, {p: (1, LEAF)})), ("the Symbol p",)),
    "info that is no text": (choose("B", {"go": LEAF}, info=cast(Any, 3)), ("the int 3",)),
    "empty info": (choose("B", {"go": LEAF}, info=""), ("not empty",)),
    "tie rule leaves one out": (choose("B", TWO, prefer=["go"]), ("leaves out 'stay'",)),
    "tie rule with a stranger": (choose("B", TWO, prefer=["go", "stay", "fly"]), ("'fly'",)),
    "tie rule repeats": (choose("B", TWO, prefer=["go", "stay", "go"]), ("repeats 'go'",)),
    "tie rule as a text": (choose("B", TWO, prefer="go"), ("'go'", "list")),
    "negative probability": (chance({"up": (-1, LEAF), "down": (2, LEAF)}), ("-1 of 'up'", "negative")),
    "sum of two": (chance({"up": (1, LEAF), "down": (1, LEAF)}), ("1, 1", "sum to one")),
    "empty interval": (offer("A", x, 1, 0, LEAF), ("x between 1 and 0",)),
    "draw from a point": (draw(c, 1, 1, LEAF), ("c between 1 and 1",)),
    "uniform draw without end": (draw(c, 0, oo, LEAF), ("oo", "cdf")),
    "cdf that does not reach one": (draw(c, 0, 1, LEAF, cdf=c / 2), ("c/2", "high end 1")),
    "cdf that falls": (draw(c, 0, 1, LEAF, cdf=4 * c**2 - 3 * c), ("falls", "at c = ")),
    "float cdf": (draw(c, 0, 1, LEAF, cdf=1.0 * c), ("cdf of c",)),
    "whole-number offer": (offer("A", Symbol("n", integer=True), 0, 1, LEAF), ("n", "choose")),
    "positive, from below": (offer("A", Symbol("x", positive=True), -1, 1, LEAF), ("x between -1 and 1",)),
    "negative, to above": (offer("A", Symbol("x", negative=True), -1, 1, LEAF), ("x between -1 and 1",)),
    "named in its own interval": (offer("A", x, 0, x, LEAF), ("uses x",)),
}


@pytest.mark.parametrize(("node", "named"), NODES.values(), ids=NODES)
def test_ill_formed_node_is_refused(node: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, ("after (left)", *named), AB, below_left(node))


# id: (the node after (left), what the message names)
TERMS: dict[str, tuple[Any, str]] = {
    "float probability": (chance({"up": (0.5, LEAF), "down": (0.5, LEAF)}), "the probability of 'up'"),
    "transcendental probability": (chance({"up": (exp(p), LEAF)}), "exp(p)"),
    "float end": (offer("A", x, 0, 0.5, LEAF), "the high end of x"),
    "interval turned round": (offer("A", x, oo, 0, LEAF), "the low end of x: oo"),
    "end of a draw": (draw(c, exp(a), 10, LEAF), "the low end of c"),
}


@pytest.mark.parametrize(("node", "named"), TERMS.values(), ids=TERMS)
def test_term_that_is_no_real_expression_is_refused(node: Any, named: str) -> None:
    refuse(ExpressionError, ("after (left)", named), AB, below_left(node))


def split(up: Any, down: Any) -> Any:
    return chance({"up": (up, LEAF), "down": (down, LEAF)})


# id: (tree, where, what the message names)
UNDER_WHERE: dict[str, tuple[Any, Any, tuple[str, ...]]] = {
    "probability may be negative": (
        below_left(split(tau, 1 - tau)),
        [tau < 1],
        ("after (left)", "tau of 'up'", "at tau = ", "add tau >= 0 to where"),
    ),
    "probability may exceed one": (
        below_left(split(tau, 1 - tau)),
        tau > 0,
        ("after (left)", "1 - tau of 'down'", "at tau = "),
    ),
    "sum not guaranteed": (
        below_left(split(p, q)),
        [p > 0, q > 0],
        ("after (left)", "p, q", "sum to one", "at p = "),
    ),
    "probability negative at some offers": (
        offer("A", x, 0, 2, split(x, 1 - x)),
        (),
        ("after (x)", "1 - x of 'down'", "at x = ", "narrow the interval of x"),
    ),
    "interval may be empty": (
        below_left(offer("A", x, a, b, LEAF)),
        a > 0,
        ("after (left)", "x between a and b", "at a = ", "b = ", "add a <= b to where"),
    ),
    "interval empty at some offers": (
        offer("A", x, 0, 1, offer("B", y, x, Rational(1, 2), LEAF)),
        (),
        ("after (x)", "y between x and 1/2", "at x = "),
    ),
    "draw may be from a point": (
        below_left(draw(c, a, b, LEAF)),
        a <= b,
        ("after (left)", "c between a and b", "add a < b to where"),
    ),
    "offer symbol in where": (
        below_left(offer("A", x, 0, 1, LEAF)),
        x < p,
        ("where", "x < p", "after (left)"),
    ),
    "contradictory": ((p, 0), [p > 1, p < 0], ("where", "p > 1", "p < 0")),
    "contradictory among three": ((p, 0), And(p > q, q > tau, tau > p), ("where", "contradict")),
    "contradicts a flag": ((p, 0), [Symbol("p", negative=True) > 0], ("where", "condition 1")),
    "contradicts a flag in the tree": ((Symbol("p", negative=True), 0), [p > 0], ("where", "p > 0")),
    "contradicts a region": ((p, 0), [Region(p > 1), p < 0], ("where", "p < 0")),
    "false": ((p, 0), [p > 0, False], ("where", "condition 2")),
}


@pytest.mark.parametrize(("tree", "where", "named"), UNDER_WHERE.values(), ids=UNDER_WHERE)
def test_what_where_does_not_allow_is_refused(tree: Any, where: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, named, AB, tree, where)


@pytest.mark.parametrize(
    ("condition", "named"), [(p - 1, "p - 1"), (exp(p) > 1, "exp(p)"), ("p > 1", "'p > 1'"), (None, "None")]
)
def test_where_that_is_no_condition_is_refused(condition: Any, named: str) -> None:
    refuse(ExpressionError, ("where", named), AB, (p, 0), [condition])


# id: (tree, what the message names)
NAMES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "offered twice on a path": (
        offer("A", x, 0, 1, offer("B", x, 0, 1, LEAF)),
        ("after (x)", "x is named a second time"),
    ),
    "drawn and offered on a path": (
        draw(x, 0, 1, offer("A", x, 0, 1, LEAF)),
        ("after (x)", "x is named a second time"),
    ),
    "offered here, a parameter there": (
        choose("A", {"talk": offer("A", x, 0, 1, (x, 0)), "fight": (x, 0)}),
        ("after (fight)", "x", "after (talk)"),
    ),
    "a parameter here, offered below": (
        chance({"up": (x, LEAF), "down": (1 - x, offer("A", x, 0, 1, LEAF))}),
        ("at the root", "x", "after (down)"),
    ),
    "interval that tells a draw": (
        draw(c, 0, 1, offer("A", x, 0, c, LEAF), seen_by=["B"]),
        ("after (c)", "without having seen c"),
    ),
    "contradictory flags": (
        (Symbol("c", positive=True), Symbol("c", negative=True)),
        ("c", "positive=True", "negative=True"),
    ),
}


@pytest.mark.parametrize(("tree", "named"), NAMES.values(), ids=NAMES)
def test_name_with_two_meanings_is_refused(tree: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, named, AB, tree)


def pair(first: Any, second: Any) -> Any:
    return chance({"left": (Rational(1, 2), first), "right": (Rational(1, 2), second)})


HERE = choose("A", TWO, info="I")
THERE = choose("B", TWO, info="I")

# id: (tree, what the message names)
INDISTINCT: dict[str, tuple[Any, tuple[str, ...]]] = {
    "different actions": (
        pair(THERE, choose("B", {"go": LEAF, "fly": LEAF}, info="I")),
        ("after (right)", "'I'", "'fly'", "'stay'", "after (left)"),
    ),
    "more actions": (
        pair(THERE, choose("B", {**TWO, "fly": LEAF}, info="I")),
        ("after (right)", "'I'", "'fly'"),
    ),
    "different players": (
        pair(HERE, THERE),
        ("after (right)", "'I'", "B moves here", "A after (left)"),
    ),
    "an offer and a choice": (
        pair(HERE, offer("A", x, 0, 1, LEAF, info="I")),
        ("after (right)", "'I'", "number"),
    ),
    "different intervals": (
        pair(offer("A", x, 0, 1, LEAF, info="I"), offer("A", x, 0, 2, LEAF, info="I")),
        ("after (right)", "'I'", "x between 0 and 2", "x between 0 and 1"),
    ),
    "different symbols": (
        pair(offer("A", x, 0, 1, LEAF, info="I"), offer("A", y, 0, 1, LEAF, info="I")),
        ("after (right)", "'I'", "y between"),
    ),
    "told apart by an offer": (
        choose("A", {"talk": offer("A", x, 0, 1, THERE), "wait": THERE}),
        ("after (wait)", "'I'", "'x'", "after (talk, x)"),
    ),
    "told apart by a draw": (
        pair(draw(c, 0, 1, THERE, seen_by=["B"]), THERE),
        ("after (right)", "'I'", "'c'"),
    ),
    "two tie rules in one set": (
        pair(
            choose("B", TWO, info="I", prefer=["go", "stay"]),
            choose("B", TWO, info="I", prefer=["stay", "go"]),
        ),
        ("after (right)", "'I'", "prefer"),
    ),
    "name of another set": (
        choose("A", {"left": choose("B", TWO), "right": choose("A", TWO, info="B")}),
        ("after (left)", "'B'", "info"),
    ),
    "two sets of one name": (
        choose("A", {"a,b": choose("B", TWO), "a": choose("A", {"b": choose("B", TWO), "c": LEAF})}),
        ("after (a, b)", "'B:a,b'", "info"),
    ),
}


@pytest.mark.parametrize(("tree", "named"), INDISTINCT.values(), ids=INDISTINCT)
def test_ill_formed_information_set_is_refused(tree: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, named, AB, tree)


FORGETFUL: dict[str, tuple[Any, tuple[str, ...]]] = {
    "absent-minded driver": (
        choose("A", {"exit": LEAF, "on": choose("A", {"exit": LEAF, "on": LEAF}, info="road")}, info="road"),
        ("after (on)", "'road'", "absent-minded"),
    ),
    "forgotten own action": (
        choose("A", {"left": HERE, "right": HERE}),
        ("after (right)", "'I'", "'right' at 'A:'", "'left' at 'A:'"),
    ),
    "forgotten own information": (
        pair(choose("A", {"on": HERE}), choose("A", {"on": HERE})),
        ("after (right, on)", "'I'", "'A:right'", "'A:left'"),
    ),
    "forgotten whether it moved": (
        choose("B", {"ask": choose("A", {"yes": HERE}), "skip": HERE}),
        ("after (skip)", "'I'", "no move of its own", "'yes'"),
    ),
    "order of two sets differs": (
        pair(
            choose("A", {"go": choose("A", {"go": LEAF}, info="J")}, info="I"),
            choose("A", {"go": choose("A", {"go": LEAF}, info="I")}, info="J"),
        ),
        ("imperfect recall",),
    ),
}


@pytest.mark.parametrize(("tree", "named"), FORGETFUL.values(), ids=FORGETFUL)
def test_imperfect_recall_is_refused(tree: Any, named: tuple[str, ...]) -> None:
    refuse(GameError, ("imperfect recall", *named), AB, tree)


MISWRITTEN: dict[str, tuple[Callable[[], Any], str]] = {
    "actions in a list": (lambda: choose("B", cast(Any, [LEAF])), r"choose\('B'.*dict"),
    "branches in a list": (lambda: chance(cast(Any, [LEAF])), "chance.*dict"),
    "a branch without a probability": (lambda: chance(cast(Any, {"up": THERE})), "'up'.*pair"),
    "an offer named by a text": (
        lambda: offer("A", cast(Any, "x"), 0, 1, LEAF),
        r"offer\('A'.*Symbol\('x'\)",
    ),
    "a draw named by a number": (lambda: draw(cast(Any, 1), 0, 1, LEAF), "draw.*symbol"),
    "seen by a text": (lambda: draw(c, 0, 1, LEAF, seen_by="AB"), "seen_by.*list"),
}


@pytest.mark.parametrize(("write", "message"), MISWRITTEN.values(), ids=MISWRITTEN)
def test_miswritten_node_is_refused_at_once(write: Callable[[], Any], message: str) -> None:
    with pytest.raises(GameError, match=message):
        write()
