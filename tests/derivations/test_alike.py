"""Why equilibria among players in the same position are equilibria: derived, checked again, refused if wrong."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from sympy import Abs, Eq, Min, Piecewise, Rational, Symbol, binomial, sqrt, symbols

from formal import GameError, SymmetricGame, load_model
from formal.algebra import decide
from formal.claims.steps import Asked, Each
from formal.derivations.alike import BINOMIAL, MONOTONE, STURM, Alike
from formal.derivations.deriving import derived
from formal.derivations.rechecking import fault

n, m, b, c, k, q = symbols("n m b c k q")
RESCUE = {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (0, True))}
COSTLY = [0 < c, c < b]


def needed(number, of):
    """A good that takes so many contributions."""
    payoffs = {
        "give": Piecewise((b, m >= number - 1), (0, True)) - c,
        "keep": Piecewise((b, m >= number), (0, True)),
    }
    return SymmetricGame(of, payoffs, others=m, where=COSTLY)


def rescue(number):
    several = [number >= 2] if isinstance(number, Symbol) else []
    return SymmetricGame(number, RESCUE, others=m, where=[*COSTLY, *several])


def capped(number, benefit, *where):
    """A rescue that is worth something which has several cases."""
    several = [number >= 2] if isinstance(number, Symbol) else []
    payoffs = {"volunteer": benefit - c, "wait": Piecewise((benefit, m >= 1), (0, True))}
    return SymmetricGame(number, payoffs, others=m, where=[0 < c, c < benefit, *where, *several])


FLAGGED = symbols("b c", positive=True)
GAMES = {
    "a root of degree nine": rescue(10),
    "a square root of a quotient": rescue(3),
    "a root that sympy splits": SymmetricGame(
        10, {"volunteer": FLAGGED[0] - FLAGGED[1], "wait": Piecewise((FLAGGED[0], m >= 1), (0, True))}, others=m,
        where=FLAGGED[1] < FLAGGED[0],
    ),
    "a root of a difference": SymmetricGame(
        6, {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (k, True))}, others=m, where=[*COSTLY, k < b - c]
    ),
    "a root with which all act": SymmetricGame(
        4, {"act": Piecewise((b, m >= 3), (0, True)) - c, "wait": 0}, others=m, where=COSTLY
    ),
    "a root for the odds": SymmetricGame(
        4, {"act": Piecewise((b, Eq(m, 3)), (0, True)), "wait": Piecewise((c, Eq(m, 0)), (0, True))}, others=m,
        where=[b > 0, c > 0],
    ),
    "square roots": needed(2, of=3),
    "an equation": needed(3, of=5),
    "any probability": SymmetricGame(3, {"left": b, "right": b}, others=m, where=b > 0),
    "any number of players": rescue(n),
    "any number of players, a flagged letter": rescue(symbols("n", integer=True, positive=True)),
    "any number of players, who share": SymmetricGame(
        n, {"pay": b * (m + 1) - c, "ride": Piecewise((b * m, m >= 1), (-k, True))}, others=m,
        where=[0 < b, b < c, k > c - b, n >= 3],
    ),
    "any number of players, to whom it is all one": SymmetricGame(
        n, dict.fromkeys(("left", "right"), Piecewise((b - c, m < 1), (Min(b, 1), m < 2), (c, True))), others=m,
        where=[*COSTLY, n >= 3],
    ),
    "a benefit up to a limit": capped(4, Min(b, 2)),
    "a benefit up to a limit, any number of players": capped(n, Min(b, 2)),
    "a distance": capped(3, 1 + Abs(b - c)),
    "the root of a square": capped(3, 1 + sqrt((b - 2) ** 2), c < 1),
    "an equation by case": SymmetricGame(
        5, {"give": Piecewise((Min(b, 2), m >= 2), (0, True)) - c, "keep": Piecewise((Min(b, 2), m >= 3), (0, True))},
        others=m, where=[*COSTLY, c < 2],
    ),
}  # fmt: skip
BELIEVED = {
    "an equation": (STURM,),
    "any number of players": (MONOTONE, BINOMIAL),
    "any number of players, a flagged letter": (MONOTONE, BINOMIAL),
    "any number of players, who share": (MONOTONE, BINOMIAL),
    "any number of players, to whom it is all one": (BINOMIAL,),
    "a benefit up to a limit, any number of players": (MONOTONE, BINOMIAL),
    "an equation by case": (STURM,),
}


@pytest.fixture(scope="module")
def solutions():
    return {name: game.solve() for name, game in GAMES.items()}


@pytest.mark.parametrize("name", GAMES)
def test_every_equilibrium_is_derived_and_checked_without_a_solver(name, solutions, monkeypatch):
    solution = solutions[name]
    found = [solution.proof(index) for index in range(len(solution))]
    monkeypatch.setattr(decide, "_z3", lambda: pytest.fail("a solver was asked"))
    assert any(not equilibrium.is_pure for equilibrium in solution)
    for derivation in found:
        believed = () if derivation.equilibrium.is_pure else BELIEVED.get(name, ())
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, believed, None)


def test_what_is_believed_is_said(solutions):
    told = str(solutions["any number of players"].proof(1))
    assert (
        "Where no proof is given, one must believe the monotonicity of powers and the binomial theorem."
        in told
    )
    assert "6*b*q**2*(1 - q)**2 - c = 0 has 2 roots q between 0 and 1, by Sturm's theorem" in str(
        solutions["an equation"].proof(2)
    )
    assert "Every step is proved." in str(solutions["a root of degree nine"].proof(1))


def test_latex_is_a_statement_and_its_proof(solutions):
    latex = solutions["any number of players"].proof(1).to_latex()
    assert latex.count(r"\begin{proof}") == 1
    assert r"write $r$ for its root $\left( \frac{c}{b} \right)^{\frac{1}{n - 1}}$" in latex


def test_papers_print_it():
    paper = load_model("volunteers", n=4).to_latex()
    assert r"\begin{lemma}[each]" in paper
    assert "nobody gains by the other action" in paper


def test_means_with_a_letter_are_sums_over_how_many_others_act(solutions):
    """The closed forms, for a number of players, against the sum over all that the others may do."""
    game = GAMES["any number of players, who share"]
    alike = Alike(game, solutions["any number of players, who share"].mixed[0])
    values = {b: Rational(1), c: Rational(3), k: Rational(4)}
    for number in (3, 4, 7):
        t = Rational(1, 2) ** Rational(1, number - 1)  # (c - b)/k
        for action in game.actions:
            (mean,) = [
                game.space.write(step.left, {"r": symbols("r")})
                for step in alike.obligations()
                if step.kind == "mean" and step.what == (action,)
            ]
            summed = sum(
                game.subs({n: number}).payoff(action, others).subs(values)
                * binomial(number - 1, others) * (1 - t) ** others * t ** (number - 1 - others)
                for others in range(number)
            )  # fmt: skip
            assert abs(mean.subs({**values, n: number, symbols("r"): t}).evalf(40) - summed.evalf(40)) < 1e-30


# -- wrong ---------------------------------------------------------------------------------------------


def test_steps_left_out_and_proofs_that_hide_whom_to_believe_are_refused(solutions):
    for name, index in (("a root of degree nine", 1), ("any number of players", 1), ("an equation", 2)):
        found = solutions[name].proof(index)
        for number, step in enumerate(found.steps):
            rest = (*found.steps[:number], *found.steps[number + 1 :])
            assert not replace(found, steps=rest).check()
            for proof in (Each(()), Asked(("z3",))):
                hidden = replace(step, theorem=replace(step.theorem, proof=proof))
                steps = (*found.steps[:number], hidden, *found.steps[number + 1 :])
                changed = replace(found, steps=steps)
                shown = str(step.obligation.goal) == "always" and not step.obligation.rule
                assert changed.fault() is not None or shown or "z3" in changed.provers
        assert found.provers == () or "one must believe" in fault(found, trusted=())


def test_a_wrong_number_of_volunteers_is_refused_with_a_point():
    found = rescue(4).check(acting=2)
    assert (found.holds, found.fault()) == (False, None)
    assert found.failures[0].obligation.info == "2 of 4"
    point = found.counterexample
    # By hand: one of two volunteers would get b for nothing.
    assert found.failures[0].at_point() == ((b - c).subs(point), b.subs(point))
    assert rescue(4).check(acting=1).holds is True
    assert rescue(n).check(acting=n).holds is False


def test_a_wrong_probability_is_refused_with_a_point():
    found = rescue(4).check(chance=1 - (c / (2 * b)) ** Rational(1, 3))
    assert (found.holds, found.fault()) == (False, None)
    (step,) = found.failures
    assert step.obligation.kind == "indifferent"
    point = found.counterexample
    r = point[symbols("r")]
    assert 2 * b.subs(point) * r**3 == c.subs(point)
    # By hand: volunteering pays b - c, waiting b unless none of three others volunteers, which has probability r**3.
    assert step.at_point() == ((b - c).subs(point), (b * (1 - r**3)).subs(point))
    assert step.at_point()[0] != step.at_point()[1]


def test_a_root_of_a_number():
    stated = {"volunteer": 1, "wait": Piecewise((2, m >= 1), (0, True))}
    game = SymmetricGame(4, stated, others=m)
    right = game.check(chance=1 - Rational(1, 2) ** Rational(1, 3))
    assert (right.holds, right.provers, right.fault()) == (True, (), None)
    assert game.check(chance=1 - Rational(1, 3) ** Rational(1, 3)).holds is not True
    assert game.check(chance=1 - 2 ** Rational(1, 3)).holds is not True


def test_a_wrong_probability_for_any_number_of_players():
    found = rescue(n).check(chance=1 - (c / (2 * b)) ** (1 / (n - 1)))
    assert (found.holds, found.fault()) == (False, None)
    point = found.counterexample
    left, right = found.failures[0].at_point()
    assert (left, right) == ((b - c).subs(point), (b - c / 2).subs(point))


@pytest.mark.parametrize(
    ("chance", "number"),
    [
        (Rational(1, 2), 2),
        (c / b, 2),
        (1 - c / b, 3),
        (1 - (c / b) ** Rational(1, 3), 2),
        (1 - (c / b) ** (2 / (n - 1)), 2),
        (1 - (c / b) ** (1 / n), 2),
    ],
)
def test_a_probability_of_another_form_is_tried_with_the_first_numbers_of_players(chance, number):
    found = rescue(n).check(chance=chance)
    assert (found.holds, found.fault()) == (False, None)
    assert f"not with n = {number}" in str(found)
    point = {**found.counterexample, n: number}
    # By hand: waiting costs b if none of the others volunteers, volunteering costs c for sure.
    nobody = (1 - chance.subs(point)) ** (number - 1)
    assert (b * nobody - c).subs(point) != 0


@pytest.mark.parametrize("number", [4, n])
def test_a_probability_that_has_several_cases(number):
    """Right in each of them, or refused at a point of the case in which it is wrong."""
    game, degree = capped(number, Min(b, 2)), number - 1
    believed = (MONOTONE, BINOMIAL) if number == n else ()
    right = game.check(
        chance=1 - (c / Min(b, 2)) ** Rational(1, degree)
        if number == 4
        else 1 - (c / Min(b, 2)) ** (1 / degree)
    )
    assert (right.holds, right.provers, right.fault()) == (True, believed, None)
    wrong = game.check(chance=right.equilibrium.chance.subs(Min(b, 2), Min(b, 3)))
    assert (wrong.holds, wrong.fault()) == (False, None)
    assert 2 < wrong.counterexample[b]
    # By hand: where b > 2, volunteering pays 2 - c, waiting 2 unless nobody else volunteers, with c/min(b, 3).
    first, second = wrong.failures[0].at_point()
    point = wrong.counterexample
    assert first == (2 - c).subs(point)
    assert (second - (2 - 2 * c / Min(b, 3)).subs(point)).subs(point) == 0


def test_steps_of_a_case_cannot_be_left_out(solutions):
    found = solutions["a benefit up to a limit"].proof(0)
    cases = {step.obligation.case for step in found.steps}
    assert len(cases) == 3
    for case in cases:
        kept = tuple(step for step in found.steps if step.obligation.case != case)
        assert not replace(found, steps=kept).check()
    assert "where b >= 2: if none of the others takes volunteer, volunteer pays 2 - c, wait pays 0" in str(
        found
    )


def test_payoffs_of_nobody_are_refused_by_name():
    with pytest.raises(GameError, match="payoffs are stated for 'all': there is 'each'"):
        rescue(4).check(chance=Rational(1, 2), payoffs={"all": b})


def test_a_region_that_is_too_wide_is_refused():
    found = needed(2, of=3).check(chance=(1 - sqrt(b**2 - 2 * b * c) / b) / 2, where=c < 3 * b / 4)
    assert found.holds is not True
    right = needed(2, of=3).check(chance=(1 - sqrt(b**2 - 2 * b * c) / b) / 2, where=2 * c < b)
    assert (right.holds, right.fault()) == (True, None)


def test_wrong_payoffs_counts_and_numbers_of_roots_are_refused(solutions):
    game = GAMES["a root of degree nine"]
    one, mixed = solutions["a root of degree nine"]
    assert derived(game, replace(one, number=9)).holds is False
    assert derived(game, replace(one, payoffs={**one.payoffs, "1 of 10": b})).holds is False
    assert derived(game, replace(mixed, payoffs={"each": b})).holds is False
    assert (
        derived(game, replace(mixed, strategy={"each": {"volunteer": c / b, "wait": 1 - c / b}})).holds
        is False
    )
    assert derived(game, replace(mixed, number=2)).holds is False
    several = solutions["an equation"].mixed[0]
    wrong = derived(GAMES["an equation"], replace(several, number=3))
    assert (wrong.holds, wrong.fault()) == (False, None)
    wide = derived(GAMES["an equation"], replace(several, where=one.where))
    assert (wide.holds, wide.fault()) == (False, None)
    # By hand: 6*b*q**2*(1 - q)**2 is at most 3*b/8.
    assert c.subs(wide.counterexample) >= 3 * b.subs(wide.counterexample) / 8


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({}, "say either how many"),
        ({"acting": 1, "chance": b}, "say either how many"),
        ({"acting": -1}, "a whole number from 0 to 4 is wanted"),
        ({"acting": 7}, "a whole number from 0 to 4 is wanted"),
        ({"chance": (c / b) ** b}, "stands in an exponent"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(stated, message):
    with pytest.raises(GameError, match=message):
        rescue(4).check(**stated)


# -- random games --------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_derivations_hold_where_nobody_gains(seed):
    """Numbers for all payoffs: each count of those who act, and each probability, against what the payoffs say."""
    random = Random(seed)
    size = random.choice([2, 3, 4, 5])
    table = {action: [random.randint(-3, 3) for _ in range(size)] for action in ("act", "wait")}
    payoffs = {
        action: Piecewise(*((paid, Eq(m, others)) for others, paid in enumerate(own[:-1])), (own[-1], True))
        for action, own in table.items()
    }
    game = SymmetricGame(size, payoffs, others=m)
    for acting in range(size + 1):
        stays = acting == 0 or table["act"][acting - 1] >= table["wait"][acting - 1]
        away = acting == size or table["wait"][acting] >= table["act"][acting]
        assert game.check(acting=acting).holds is (stays and away)
    for chance in (Fraction(1, 3), Fraction(1, 2)):
        gain = sum(
            (table["act"][others] - table["wait"][others])
            * int(binomial(size - 1, others)) * chance**others * (1 - chance) ** (size - 1 - others)
            for others in range(size)
        )  # fmt: skip
        assert game.check(chance=Rational(chance.numerator, chance.denominator)).holds is (gain == 0)
    solution = game.solve()
    for index in range(min(len(solution), 5)):
        derivation = solution.proof(index)
        assert (derivation.holds, derivation.fault()) == (True, None)
        assert set(derivation.provers) <= {STURM}


def test_a_probability_that_is_a_root_of_a_polynomial_without_letters():
    table = {"act": (1, -2, 3, 0, 1), "wait": (0, 1, 1, 1, -1)}
    payoffs = {
        action: Piecewise(*((paid, Eq(m, others)) for others, paid in enumerate(own[:-1])), (own[-1], True))
        for action, own in table.items()
    }
    game = SymmetricGame(5, payoffs, others=m)
    mixed = game.solve().mixed
    assert len(mixed) == 2
    for equilibrium in mixed:
        derivation = derived(game, equilibrium)
        assert (derivation.holds, derivation.provers, derivation.fault()) == (True, (STURM,), None)
    swapped = replace(mixed[0], payoffs=mixed[1].payoffs)
    assert derived(game, swapped).holds is not True
    other = replace(mixed[0], strategy=mixed[1].strategy)
    assert derived(game, other).holds is not True
