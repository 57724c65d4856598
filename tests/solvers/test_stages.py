"""Simultaneous moves within a tree: every pure subgame-perfect equilibrium, and the undominated ones."""

import pytest
from sympy import Rational, symbols

from formal import Game, GameError, Undecided, chance, choose, offer

gain, x = symbols("gain x")


def pact(**options):
    """A pact takes both; being alone pays nothing."""
    both = choose("2", {"Ally": (gain, gain), "Alone": (0, 0)}, info="2")
    none = choose("2", {"Ally": (0, 0), "Alone": (0, 0)}, info="2")
    return Game(["1", "2"], choose("1", {"Ally": both, "Alone": none}), **options)


def paths(solution):
    return {next(iter(outcome.path)): str(outcome.where) for outcome in solution.outcomes()}


def test_nobody_asking_is_an_equilibrium_that_is_dominated():
    assert paths(pact(where=[gain > 0]).solve("subgame_perfect")) == {
        ("Ally", "Ally"): "always",
        ("Alone", "Alone"): "always",
    }
    assert paths(pact(where=[gain > 0]).solve("undominated")) == {("Ally", "Ally"): "always"}


def test_what_is_dominated_depends_on_what_follows():
    threat = choose("T", {"spare": (0, 0, 0), "strike": (-1, -1, gain)}, prefer=["spare", "strike"])
    lone = choose("2", {"Ally": threat, "Alone": threat}, info="2")
    tree = choose("1", {"Ally": choose("2", {"Ally": (0, 0, 0), "Alone": threat}, info="2"), "Alone": lone})
    solution = Game(["1", "2", "T"], tree).solve("undominated")
    reached = solution.region_of(lambda outcome: ("Ally", "Ally") in outcome.path)
    assert reached.contains({gain: 1})
    assert not solution.region_of(lambda outcome: ("Alone", "Alone", "strike") in outcome.path).contains(
        {gain: 1}
    )


def test_a_threat_that_is_left_open_is_not_solved():
    """Should 2 go on, it may name any x, which matters to 1: what 1 fears is open, and no condition on x is listed."""
    later = offer("2", x, 0, 1, (x, 0))
    both = choose("2", {"stop": (gain, 1), "on": later}, info="2")
    none = choose("2", {"stop": (0, 1), "on": later}, info="2")
    with pytest.raises(Undecided, match="several x are equally good"):
        Game(["1", "2"], choose("1", {"in": both, "out": none})).solve("subgame_perfect")
    deaf = offer("2", x, 0, 1, (0, 0, x))
    both = choose("2", {"stop": (gain, 1, 0), "on": deaf}, info="2")
    none = choose("2", {"stop": (0, 1, 0), "on": deaf}, info="2")
    solution = Game(["1", "2", "3"], choose("1", {"in": both, "out": none})).solve("subgame_perfect")
    assert {str(outcome.where) for outcome in solution.outcomes()} == {"gain >= 0", "gain <= 0"}
    assert all(solution.proof(index).holds for index in range(len(solution)))


def test_where_there_is_no_pure_equilibrium_the_solution_says_so():
    heads = choose("2", {"h": (1, -1), "t": (-1, 1)}, info="2")
    tails = choose("2", {"h": (-1, 1), "t": (1, -1)}, info="2")
    solution = Game(["1", "2"], choose("1", {"h": heads, "t": tails})).solve("subgame_perfect")
    assert not solution.outcomes()
    assert solution.without is not None and solution.without.is_everything()


def test_a_hidden_move_of_nature_begins_no_proper_subgame():
    def signal(kind):
        reply = choose("R", {"yes": (kind, 1), "no": (0, 0)}, info="R")
        return choose("S", {"speak": reply, "wait": (0, 0)})

    half = Rational(1, 2)
    game = Game(["S", "R"], chance({"t": (half, signal(1)), "w": (half, signal(-1))}))
    with pytest.raises(GameError, match="proper subgame"):
        game.solve("subgame_perfect")


def test_each_way_to_play_on_off_the_path_has_its_own_condition():
    """A takes `gain` if the other end pays it no more; which end that is, B decides later and is indifferent."""
    later = choose("B", {"little": (1, 0), "much": (2, 0)}, info="B later")
    after = {"l": {"x": (0, 0), "y": (0, 0)}, "r": {"x": later, "y": (gain, 2)}}
    tree = choose("B", {b: choose("A", moves, info="A") for b, moves in after.items()}, info="B")
    solution = Game(["A", "B"], tree).solve(concept="subgame_perfect")
    found = {
        next(x for x, q in e.strategy["B later"].items() if q == 1): e.where
        for e in solution
        if e.strategy["A"]["y"] == e.strategy["B"]["r"] == 1
    }
    assert found["little"].equivalent(gain >= 1)
    assert found["much"].equivalent(gain >= 2)
