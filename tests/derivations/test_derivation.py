"""Why an equilibrium is one: derived, checked again without a solver, refused where it is changed or wrong."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Eq, Piecewise, Rational, Symbol, sqrt, symbols

from formal import Game, GameError, Region, StrategicGame, chance, choose, load_model, offer
from formal.algebra import decide
from formal.claims.steps import Asked, Identity
from formal.equilibria.equilibrium import Equilibrium

p, c, c_A, c_B, x, tau = symbols("p c c_A c_B x tau")
COSTS = [0 <= p, p <= 1, c_A > 0, c_B > 0]
CRISIS = Game(
    ["A", "B"],
    offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p - c_A, 1 - p - c_B)})),
    where=COSTS,
)
ACCEPTS = {"accept": Piecewise((1, x <= p + c_B), (0, True)), "fight": Piecewise((1, x > p + c_B), (0, True))}


def beer():
    """A sender of two types, a receiver who sees the message only."""

    def after(kind, message):
        cost = Rational(1, 2) if (kind == "strong") == (message == "quiet") else 0
        good = {"yield": (2 - cost, int(kind == "strong")), "fight": (-cost, int(kind == "weak"))}
        return choose("R", good, info=message)

    def sender(kind):
        return choose("S", {m: after(kind, m) for m in ("threat", "quiet")}, info=kind)

    return Game(
        ["S", "R"],
        chance({"strong": (tau, sender("strong")), "weak": (1 - tau, sender("weak"))}),
        where=[0 < tau, tau < 1],
    )


CORE = [
    "crisis_bargaining",
    "crisis_bargaining_b_proposes",
    "crisis_bargaining_outside_option",
    "crisis_bargaining_incomplete",
    "bargaining_with_ally",
    "tripwire",
    "market_power",
    "gray_zone",
    "alliance_pact_types",
    "treaty_vagueness",
]


@pytest.mark.parametrize("slug", CORE)
def test_every_equilibrium_of_a_model_is_derived_by_hand(slug, monkeypatch):
    solution = load_model(slug).solution
    found = [solution.proof(index) for index in range(len(solution))]
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    for derivation in found:
        assert derivation.holds is True
        assert derivation.provers == ()
        assert derivation.fault() is None
        infos = {step.obligation.info for step in derivation.steps}
        assert infos <= {*derivation.game.information_sets, ""}


def test_a_strategic_form():
    a, b = symbols("a b")
    game = StrategicGame.from_arrays([[a, 0], [0, b]], [[a, 0], [0, b]], where=[a > 0, b > 0])
    solution = game.solve()
    assert len(solution) == 3
    for index in range(3):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)


def test_a_game_over_time():
    solution = load_model("commitment_problem").solution
    derivation = solution.proof(0)
    assert (derivation.holds, derivation.fault()) == (True, None)
    states = {step.obligation.what for step in derivation.steps if step.obligation.kind == "payoff"}
    assert states <= {(), *((state,) for state in solution.game.states)}


def test_every_information_set_has_its_steps_last_movers_first():
    game = beer()
    solution = game.solve()
    assert len(solution) > 0
    for index in range(len(solution)):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
        order = [step.obligation.info for step in derivation.steps if step.obligation.kind == "best"]
        assert order == sorted(order, key=lambda info: info in ("strong", "weak"))


# -- tampering ---------------------------------------------------------------------------------------


def derivation():
    return CRISIS.solve().proof(0)


def with_step(found, number, step):
    return replace(found, steps=(*found.steps[:number], step, *found.steps[number + 1 :]))


def test_a_step_left_out_is_noticed():
    found = derivation()
    for number in range(len(found.steps)):
        steps = (*found.steps[:number], *found.steps[number + 1 :])
        assert not replace(found, steps=steps).check()


def test_a_proof_that_is_taken_from_another_step_is_refused():
    found = derivation()
    for number, step in enumerate(found.steps):
        other = found.steps[number - 1].theorem
        assert not with_step(found, number, replace(step, theorem=other)).check()


def test_a_proof_that_shows_nothing_is_refused():
    found = derivation()
    for number, step in enumerate(found.steps):
        for proof in (Identity(), Asked(("z3",))):
            changed = with_step(found, number, replace(step, theorem=replace(step.theorem, proof=proof)))
            assert changed.fault() is not None or changed.provers == ("z3",)
        assert not with_step(found, number, replace(step, theorem=None)).check()


def test_a_changed_game_region_or_strategy_is_refused():
    found = derivation()
    cheaper = Game(["A", "B"], found.game.tree, where=[0 <= p, p <= 1, c_A > 0])
    stated = found.equilibrium
    assert not replace(found, game=cheaper).check()
    assert not replace(found, equilibrium=replace(stated, where=Region(c_B >= 0))).check()
    wrong = {**stated.strategy, "A": c_B}
    assert not replace(found, equilibrium=replace(stated, strategy=wrong)).check()
    assert not replace(found, equilibrium=replace(stated, payoffs={"A": p, "B": 1 - p})).check()


def test_strategies_of_another_game_are_refused():
    derivation = CRISIS.solve().proof(0)
    for other in (beer(), Game(["A"], choose("A", {"stay": (c,), "go": (0,)}))):
        assert "this game" in replace(derivation, game=other).fault()


def test_a_case_cannot_be_left_out_without_proof():
    solution = load_model("crisis_bargaining_incomplete").solution
    found = solution.proof(0)
    assert found.discarded
    first = found.discarded[0]
    assert not replace(found, discarded=()).check()
    assert not replace(found, discarded=(replace(first, proof=Identity()), *found.discarded[1:])).check()
    assert not replace(found, discarded=(replace(first, assumptions=()), *found.discarded[1:])).check()


# -- what somebody types -------------------------------------------------------------------------------


def test_the_right_answer_is_an_equilibrium():
    found = CRISIS.check({"A": p + c_B, "B": ACCEPTS}, where=p + c_B <= 1, payoffs={"A": p + c_B})
    assert (found.holds, found.fault()) == (True, None)
    assert found.counterexample is None


def test_a_wrong_constant_is_refused_with_a_point_that_shows_it():
    found = CRISIS.check({"A": p + c_B / 2, "B": ACCEPTS}, where=p + c_B <= 1)
    assert found.holds is False
    assert found.check()
    point = found.counterexample
    assert all(value.is_Rational for value in point.values())
    # By hand: another offer, which B accepts, pays A more than the one that was typed.
    made, other = (p + c_B / 2).subs(point), point[x]
    assert other <= (p + c_B).subs(point)
    assert other > made
    assert found.failures[0].at_point() == (made, other)


def test_a_region_that_is_too_large_is_refused():
    found = CRISIS.check({"A": p + c_B, "B": ACCEPTS})
    assert found.holds is False
    assert (p + c_B).subs(found.counterexample) > 1


def test_a_threat_that_is_not_credible_is_refused():
    tree = choose("A", {"in": choose("B", {"fight": (0, 0), "share": (1, c)}), "out": (0, 2)})
    found = Game(["A", "B"], tree, where=c > 0).check({"A": "out", "B": "fight"})
    assert found.holds is False
    (step,) = found.failures
    assert (step.obligation.info, step.obligation.what) == ("B", ("fight", "share"))
    assert step.at_point() == (0, found.counterexample[c])


def test_a_wrong_belief_is_refused_with_a_point():
    game = beer()
    solution = game.solve()
    pooling = next(e for e in solution if all(e.strategy[k]["threat"] == 1 for k in ("strong", "weak")))
    beliefs = {info: dict(odds) for info, odds in pooling.belief.items()}
    right = game.check(pooling)
    assert (right.holds, right.fault()) == (True, None)
    beliefs["threat"] = {("strong", "threat"): Rational(1, 2), ("weak", "threat"): Rational(1, 2)}
    wrong = game.check(replace(pooling, belief=beliefs))
    assert wrong.holds is False
    step = next(step for step in wrong.failures if step.obligation.kind == "belief")
    believed, said = step.at_point()
    # By hand: both types threaten, so Bayes' rule leaves the prior.
    assert (believed, said) == (
        Rational(1, 2),
        wrong.counterexample[tau],
    ) or said == 1 - wrong.counterexample[tau]
    assert believed != said


def test_a_belief_that_bayes_rule_does_not_give_must_be_stated():
    reply = choose("B", {"fight": (-1, -1), "share": (1, 1)}, info="B")
    game = Game(["A", "B"], choose("A", {"out": (0, 2), "left": reply, "right": reply}))
    with pytest.raises(GameError, match="no belief there"):
        game.check({"A": "out", "B": "fight"})
    for left in (0, 1, Rational(1, 3)):
        belief = {"B": {"left": left, "right": 1 - left}}
        assert game.check({"A": "out", "B": "fight"}, belief=belief).holds is False
    assert game.check({"A": "left", "B": "share"}).holds is True


def test_a_nash_equilibrium_is_derived_plan_by_plan():
    """An incredible threat is no reason against Nash; what is compared are whole plans."""
    last = choose("A", {"stay": (2, 0), "quit": (1, c)})
    game = Game(
        ["A", "B"], choose("A", {"in": choose("B", {"fight": (-1, -1), "share": last}), "out": (0, 2)})
    )
    solution = game.solve("nash")
    threat = next(n for n, e in enumerate(solution) if e.strategy["B"]["fight"] == 1)
    for index in range(len(solution)):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (), None)
    assert list(solution.proof(threat).game.information_sets) == ["A", "B"]
    assert game.check(solution[threat]).holds is False


def test_a_counterexample_that_is_none_is_noticed():
    found = CRISIS.check({"A": p + c_B, "B": ACCEPTS})
    number = next(n for n, step in enumerate(found.steps) if step.fails)
    point = dict.fromkeys(found.steps[number].point, Fraction(1, 4))
    assert not with_step(found, number, replace(found.steps[number], point=point)).check()


def test_a_counterexample_with_a_root_is_looked_at_too():
    game = Game(["A"], choose("A", {"work": (sqrt(c) - p,), "rest": (0,)}), where=[c > 0, p > 0])
    derivation = game.solve().proof(0)
    assert derivation.check()
    first = replace(derivation.steps[0], point={"c": Fraction(4), "p": Fraction(1)})  # where 2 - 1 > 0
    assert "is none at which" in replace(derivation, steps=(first, *derivation.steps[1:])).fault()


def test_at_an_irrational_root_it_is_proved_that_a_step_fails():
    game = Game(["A"], choose("A", {"work": (sqrt(c) - p,), "rest": (0,)}), where=[Eq(c, 2), p > 0])
    refused = game.check({"A": {"work": 1, "rest": 0}})
    (step,) = refused.failures
    assert refused.holds is False and refused.check() and refused.provers == ()
    assert step.point["p"] ** 2 > 2
    for other in (replace(step, theorem=None), replace(step, point={**step.point, "p": Fraction(1)})):
        changed = tuple(other if s is step else s for s in refused.steps)
        assert "nothing shows" in replace(refused, steps=changed).fault()


WRONG = {
    "an unknown information set": ({"C": "accept"}, {}, "'C' is no information set"),
    "an unknown action": ({"A": 1, "B": {"acept": 1}}, {}, "did you mean accept"),
    "a place left out": ({"A": 1}, {}, "no choice is given at 'B'"),
    "an action for an offer": ({"A": "accept", "B": "fight"}, {}, "a value for x is wanted"),
    "a belief about no node": ({"A": 1, "B": "fight"}, {"B": {"nowhere": 1}}, "no node of"),
}


@pytest.mark.parametrize(("strategy", "belief", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_refused_by_name(strategy, belief, message):
    with pytest.raises(GameError, match=message):
        CRISIS.check(strategy, belief)


def test_text_and_latex_are_a_statement_and_its_proof():
    found = derivation()
    assert "Every step is proved." in str(found)
    assert found.to_latex().count(r"\begin{proof}") == 1
    wrong = CRISIS.check({"A": p + c_B, "B": ACCEPTS})
    assert "and it is not:" in str(wrong)
    assert "this fails at" in str(wrong)


def test_offers_equally_good_are_all_shown():
    game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"stop": (0, 1), "go": (1, 0)})))
    solution = game.solve()
    derivation = solution.proof(0)
    assert (derivation.holds, derivation.fault()) == (True, None)


def test_what_exists_everywhere_is_said_to():
    a, b = symbols("a b")
    game = StrategicGame.from_arrays([[a, 0], [0, b]], [[a, 0], [0, b]], where=[a > 0, b > 0])
    assert "Others exist as well: number 2 everywhere; number 3 everywhere." in str(game.solve().proof(0))


# -- offers of which several are said to be equally good -----------------------------------------------


def test_an_offer_among_none_is_refused_with_a_point():
    found = CRISIS.check({"A": Region(x < 0, x > 1), "B": ACCEPTS}, payoffs={"A": 7})
    assert (found.holds, found.fault()) == (False, None)
    assert any(step.obligation.what == ("some", "x") and step.theorem for step in found.failures)
    number = next(n for n, step in enumerate(found.steps) if step.fails)
    unproved = replace(found.steps[number], theorem=None)
    assert not with_step(found, number, unproved).check()


def test_what_is_free_does_not_keep_others_from_deviating():
    """All that is said of x is said of the number that A names, not of those that it might name instead."""
    low = Region(Eq(x, p / 2))
    found = CRISIS.check(Equilibrium(Region(*COSTS), {"A": low, "B": ACCEPTS}, {}, {}, free={x: low}))
    assert found.holds is False
    point = found.counterexample
    assert point[x] > point[Symbol("x'")] == point[p] / 2
    assert point[x] <= (p + c_B).subs(point)


def test_the_same_letter_at_two_places_is_two_numbers():
    left = choose("B", {"take": (x, 0), "leave": (0, -1)})
    right = choose("B", {"take": (1, 0), "leave": (0, -1)})
    sides = {"left": offer("A", x, 0, 1, left), "right": offer("A", x, 0, 1, right)}
    game = Game(["A", "B"], choose("A", sides))
    replies = {info: "take" for info in game.information_sets if info.startswith("B")}
    high, low = Region(x >= Rational(3, 4), x <= 1), Region(x >= 0, x <= Rational(1, 4))

    def judged(at_left):
        return game.check({"A:": "right", "A:left": at_left, "A:right": low, **replies})

    assert judged(Region(Eq(x, 1))).holds is True
    assert judged(high).holds is False


def test_a_region_without_points_is_no_place_to_be_an_equilibrium():
    with pytest.raises(GameError, match="no admissible point"):
        CRISIS.check({"A": p + c_B, "B": ACCEPTS}, where=[p > Rational(1, 2), p < Rational(1, 4)])


def test_strategies_in_a_table_are_judged():
    a, b = symbols("a b")
    game = StrategicGame(
        ["A", "B"],
        {("x", "x"): (a, a), ("x", "y"): (0, 0), ("y", "x"): (0, 0), ("y", "y"): (b, b)},
        where=[a > 0, b > 0],
    )
    mixing = {"x": b / (a + b), "y": a / (a + b)}
    right = game.check({"A": mixing, "B": mixing}, payoffs={"A": a * b / (a + b)})
    assert (right.holds, right.provers, right.fault()) == (True, (), None)
    swapped = {"x": a / (a + b), "y": b / (a + b)}
    wrong = game.check({"A": mixing, "B": swapped})
    assert (wrong.holds, wrong.fault()) == (False, None)
    point = wrong.counterexample
    # By hand: against B's probabilities, x pays a*a and y pays b*b, both over a + b.
    assert (a * a).subs(point) != (b * b).subs(point)
    assert game.check({"A": "x", "B": "x"}).holds is True
    assert game.check({"A": "x", "B": "y"}).holds is False


def test_a_mixture_is_derived_from_actions_that_are_as_good_as_each_other():
    a, b = symbols("a b", positive=True)
    pennies = StrategicGame(
        ["Row", "Column"],
        {("H", "H"): (a, -a), ("H", "T"): (-b, b), ("T", "H"): (-b, b), ("T", "T"): (a, -a)},
    )
    (mixed,) = pennies.solve()
    proof = pennies.solve().proof(0)
    indifferent = [s.obligation for s in proof.steps if s.obligation.kind == "best"]
    assert {(o.info, o.what) for o in indifferent} == {
        (player, pair) for player in ("Row", "Column") for pair in (("H", "T"), ("T", "H"))
    }
    told = str(proof)
    assert told.count("as much") == 2  # once for each player, not once for each direction
    assert told.count("every case") == 0  # that a + b is not zero is plain
    assert "as much" in proof.to_latex()
    assert proof.check()
    moved = {player: dict(mixed.strategy[player]) for player in pennies.players}
    moved["Row"] = {"H": Rational(1, 3), "T": Rational(2, 3)}
    assert pennies.check(moved).holds is False


def test_numbers_are_compared_in_so_many_words():
    dilemma = StrategicGame(
        ["A", "B"], {("C", "C"): (2, 2), ("C", "D"): (0, 3), ("D", "C"): (3, 0), ("D", "D"): (1, 1)}
    )
    assert str(dilemma.solve().proof(0)).count("D pays 1, C pays 0") == 2


def test_equilibria_that_share_a_boundary_only_are_told_apart_from_those_that_share_more():
    q = Symbol("q", positive=True)
    game = Game(["A"], choose("A", {"one": (q,), "two": (1,), "also two": (1,)}))
    solution = game.solve()
    told = {e.strategy["A"]["one"]: solution.proof(n).others[0] for n, e in enumerate(solution)}
    assert told[1].startswith("other equilibria exist at its boundary only: number")
    both = [solution.proof(n).others[:2] for n, e in enumerate(solution) if e.strategy["A"]["one"] == 0]
    assert all(inside.startswith("in part") or inside.startswith("others exist") for inside, _ in both)
    assert all(edge.startswith("at its boundary also: number") for _, edge in both)
