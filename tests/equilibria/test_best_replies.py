"""What `verify` says of Nash equilibria in tables and in trees: right ones pass, each kind of wrong one is named."""

from dataclasses import replace
from itertools import product

import pytest
from sympy import Rational, Symbol, symbols

from formal import Game, GameError, Region, StrategicGame, choose
from formal.equilibria.best_replies import as_tree
from formal.solvers import oracle

v, c = symbols("v c", positive=True)
t = Symbol("t")
CONTEST = StrategicGame.from_arrays(
    [[v / 2, 0], [v, (v - c) / 2]],
    [[v / 2, v], [0, (v - c) / 2]],
    actions=[("dove", "hawk"), ("dove", "hawk")],
)
SOLUTION = CONTEST.solve()
MIXED = next(e for e in SOLUTION if e.strategy["1"]["hawk"] == v / c)


def verdict(**changes: object):
    return SOLUTION.among([replace(MIXED, **changes)]).verify(samples=8)


def test_a_right_solution_passes_and_says_who_agrees():
    check = SOLUTION.verify()
    assert check and not check.unchecked
    assert check.equilibria == 4 and check.points > 40 and check.deviations > 100
    assert check.agreed["nashpy"] >= 4
    assert "nashpy agrees at" in str(check)
    if oracle.available("pygambit"):
        assert check.agreed["pygambit"] == check.agreed["nashpy"]


WRONG = {
    "a mixture that nobody is indifferent to": (
        {"strategy": {"1": {"dove": Rational(1, 2), "hawk": Rational(1, 2)}, "2": MIXED.strategy["2"]}},
        "gains",
    ),
    "probabilities that do not sum to one": (
        {"strategy": {"1": {"dove": v / c, "hawk": v / c}, "2": MIXED.strategy["2"]}},
        'the probabilities at "1" sum to',
    ),
    "a region that is too wide": ({"where": Region(v > 0, where=[c > 0])}, "is negative"),
    "a region that is too narrow": ({"where": Region(v < c / 2, where=[v > 0])}, "its region is too narrow"),
    "a wrong payoff": ({"payoffs": {**MIXED.payoffs, "1": v}}, "the payoff of 1 is stated as"),
    "a wrong outcome": ({"outcome": {("dove", "dove"): Rational(1)}}, "outcome has"),
    "an action that is not there": (
        {"strategy": {"1": {"dove": 1, "eagle": 0}, "2": MIXED.strategy["2"]}},
        "the actions are dove, hawk",
    ),
    "nothing for a player": ({"strategy": {"1": MIXED.strategy["1"]}}, "no choice is stated for"),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG)
def test_wrong_equilibria_are_named(changes: dict, message: str):
    found = verdict(**changes)
    assert not found
    assert any(message in failure.what for failure in found.failures), str(found)


def test_a_continuum_is_checked_all_along():
    solution = StrategicGame.from_arrays([[1, 1], [0, 2]], [[1, 1], [0, 0]]).solve()
    assert solution.verify()
    narrow = [e for e in solution if e.free and not all(e.free[t].contains({t: end}) for end in (0, 1))]
    assert narrow
    for continuum in narrow:
        wider = replace(continuum, free={t: Region(t >= 0, t <= 1)})
        found = solution.among([wider]).verify()
        assert any("gains" in failure.what for failure in found.failures)


def test_three_players():
    table = {(x, y, z): (int(x == y), int(y == z), int(z != x)) for x, y, z in product("lr", repeat=3)}
    solution = StrategicGame(["A", "B", "C"], table).solve()
    check = solution.verify()
    assert check and check.equilibria == len(solution) > 0
    assert "nashpy" not in check.agreed


def test_an_objection_of_a_foreign_program_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(oracle, "best_replies", lambda game, profile: False)
    found = SOLUTION.verify(samples=4)
    assert not found and found.agreed.get("nashpy") is None
    assert any("nashpy finds a better reply" in failure.what for failure in found.failures)


def test_an_objection_to_a_tree_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    (a,) = symbols("a,")
    entry = Game(
        ["A", "B"], choose("A", {"in": choose("B", {"fight": (-1, 0), "share": (a, 1)}), "out": (0, 2)})
    )
    if not oracle.available("pygambit"):
        pytest.skip("pygambit is an optional extra")
    assert entry.solve().verify().agreed == {"pygambit": 4}
    monkeypatch.setattr(oracle, "behaviour_regret", lambda game, strategy: Rational(1, 4))
    assert "pygambit finds that somebody gains 1/4" in str(entry.solve().verify())


def test_a_threat_passes_as_nash_and_fails_as_subgame_perfect():
    entry = Game(
        ["A", "B"], choose("A", {"in": choose("B", {"fight": (-1, 0), "share": (1, 1)}), "out": (0, 2)})
    )
    nash = entry.solve("nash")
    assert nash.verify()
    failures = replace(nash, concept="subgame_perfect").verify().failures
    assert any("B gains 1" in failure.what for failure in failures)


def test_plans_are_held_against_whole_strategies():
    """One change alone gains nothing here, two together do."""
    choose("A", {"x": (0, 0), "y": (3, 0)}, info="late")
    game = Game(
        ["A"],
        choose("A", {"in": choose("A", {"x": (0,), "y": (3,)}, info="late"), "out": (1,)}, info="early"),
    )
    stay = replace(
        game.solve("nash")[0],
        strategy={"early": {"in": 0, "out": 1}, "late": {"x": 1, "y": 0}},
        payoffs={"A": Rational(1)},
        outcome={("out",): Rational(1)},
    )
    found = game.solve("nash").among([stay]).verify()
    assert ["A gains 2 by another strategy: in, y"] == [failure.what for failure in found.failures]


def test_a_table_as_a_tree_hides_what_is_chosen():
    tree = as_tree(CONTEST)
    assert [len(info.histories) for info in tree.information_sets.values()] == [1, 2]
    assert tree.space.names == CONTEST.space.names


def test_other_concepts_are_refused():
    with pytest.raises(GameError, match="is not checked"):
        replace(SOLUTION, game=object(), concept="nash").verify()
