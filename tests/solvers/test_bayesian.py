"""Private types: hand-solved games, all pure equilibria by enumeration, all cutoffs by a scan of best replies."""

import itertools
import random
from fractions import Fraction

import pytest
from sympy import Function, Rational, simplify, sqrt, symbols

from formal import BayesianGame, Cases, GameError, Region, drawn

q, v, b, c_A, c_B = symbols("q v b c_A c_B")
ACTIONS = ("act", "wait")


# -- numbers from an interval ------------------------------------------------------------------------


def provision(**types):
    """One who acts is enough; acting costs what the player alone knows, or `b`."""
    cost = {player: types[player].symbol if player in types else b for player in "AB"}
    table = {
        ("act", "act"): (v - cost["A"], v - cost["B"]),
        ("act", "wait"): (v - cost["A"], v),
        ("wait", "act"): (v, v - cost["B"]),
        ("wait", "wait"): (0, 0),
    }
    used = [0 < v, v < 1, b > 0] if "B" not in types else [0 < v, v < 1]
    return BayesianGame(["A", "B"], types, table, where=used)


def acts_below(equilibrium, player, symbol):
    """Return the cutoff below which a player acts."""
    chosen = equilibrium.strategy[player]["act"]
    assert isinstance(chosen, Cases)
    ((region, _),) = [piece for piece in chosen.pieces if piece[1] == 1]
    return region.solved_for(symbol)


def test_costs_on_both_sides():
    """A is indifferent at v - c = v F(c), so both cutoffs are v/(1 + v)."""
    solution = provision(A=drawn(c_A, 0, 1), B=drawn(c_B, 0, 1)).solve()
    (equilibrium,) = solution
    for player, symbol in (("A", c_A), ("B", c_B)):
        assert acts_below(equilibrium, player, symbol).equivalent(Region(symbol <= v / (1 + v)))
    assert simplify(equilibrium.payoffs["A"] - v**2 * (2 * v + 3) / (2 * (1 + v) ** 2)) == 0
    assert "so there is no other" in solution.scope
    assert solution.without is None
    assert solution.verify(samples=3)


def test_cutoffs_with_roots_are_as_alike_as_the_players():
    """Going straight against swervers below k brings v (1 - k) - c k, swerving v (1 - k)/2: 2 k^2 + v k = v."""
    table = {
        ("straight", "straight"): (-c_A, -c_B),
        ("straight", "swerve"): (v, 0),
        ("swerve", "straight"): (0, v),
        ("swerve", "swerve"): (v / 2, v / 2),
    }
    types = {"A": drawn(c_A, 0, 1), "B": drawn(c_B, 0, 1)}
    solution = BayesianGame(["A", "B"], types, table, where=[0 < v, v < 1], name="Chicken").solve()
    (mixed,) = [e for e in solution if isinstance(e.strategy["A"]["straight"], Cases)]
    told = [str(mixed.strategy[p]["straight"]).replace(f"c_{p}", "c") for p in "AB"]
    assert told[0] == told[1]
    assert mixed.payoffs["A"] == mixed.payoffs["B"]
    at_half = mixed.strategy["A"]["straight"].subs({v: Rational(1, 2)})
    cutoff = (sqrt(17) - 1) / 8  # 2 k^2 + k/2 = 1/2
    near = (cutoff - Rational(1, 999), cutoff + Rational(1, 999))
    assert [str(at_half.subs({c_A: point})) for point in near] == ["1", "0"]


def test_costs_on_one_side():
    """B mixes where A acts with probability 1 - b/v; it waits where A's types below v suffice."""
    solution = provision(A=drawn(c_A, 0, 1)).solve()
    mixes = solution.exists(lambda e: e.strategy["B"]["act"] not in (0, 1))
    assert mixes.equivalent(Region(v - v**2 < b, b < v))
    (mixed,) = [e for e in solution if e.strategy["B"]["act"] not in (0, 1)]
    assert acts_below(mixed, "A", c_A).equivalent(Region(c_A <= 1 - b / v))
    assert solution.verify(samples=3)


def test_a_distribution_that_is_not_uniform():
    """With F(c) = c^2 a cutoff that both have solves v - c = v c^2; at v = 2/3 it is 1/2."""
    game = provision(A=drawn(c_A, 0, 1, cdf=c_A**2), B=drawn(c_B, 0, 1, cdf=c_B**2)).game
    at = game.subs({v: Rational(2, 3)}).solve()
    both = [e for e in at if all(isinstance(e.strategy[p]["act"], Cases) for p in "AB")]
    cutoffs = [acts_below(e, "A", c_A) for e in both]
    assert any(region.equivalent(Region(c_A <= Rational(1, 2))) for region in cutoffs)
    assert at.verify(samples=2)


def table_of(rng):
    """Payoffs with a private cost of acting in every cell."""
    cells = itertools.product(ACTIONS, repeat=2)
    return {cell: [Fraction(rng.randint(-16, 16), 8), Fraction(rng.randint(-16, 16), 8)] for cell in cells}


def scanned(table, steps):
    """Count the fixed points of best replies in cutoffs, uniform costs of acting on [0, 1], by signs on a grid."""

    def cutoff(player, other):
        """The cost up to which a player acts if the other acts below a cutoff."""

        def gain(theirs):
            mine = [("act", theirs), ("wait", theirs)] if player == 0 else [(theirs, "act"), (theirs, "wait")]
            return table[mine[0]][player] - table[mine[1]][player]

        return min(max(gain("act") * other + gain("wait") * (1 - other), 0), 1)

    def surplus(k):
        return cutoff(0, cutoff(1, k)) - k

    values = [surplus(Fraction(2 * i + 1, 2 * steps)) for i in range(steps)]
    crossings = sum(1 for left, right in itertools.pairwise(values) if (left > 0) != (right > 0))
    ends = (surplus(Fraction(0)) == 0) + (surplus(Fraction(1)) == 0)
    return crossings, ends


def test_all_cutoffs_are_found():
    """Where A's composite best reply crosses the diagonal there is an equilibrium, and nowhere else."""
    several = 0
    for seed in range(25):
        rng = random.Random(seed)
        table = table_of(rng)
        exact = {
            cell: (
                Rational(str(own[0])) - (c_A if cell[0] == "act" else 0),
                Rational(str(own[1])) - (c_B if cell[1] == "act" else 0),
            )
            for cell, own in table.items()
        }
        types = {"A": drawn(c_A, 0, 1), "B": drawn(c_B, 0, 1)}
        solution = BayesianGame(["A", "B"], types, exact).solve(knife_edges=True)
        crossings, ends = scanned(table, 400)
        inner = [e for e in solution if isinstance(e.strategy["A"]["act"], Cases)]
        assert len(inner) == crossings, seed
        assert len(solution) - len(inner) == ends, seed
        several += len(solution) > 1
    assert several > 2


# -- finitely many types -----------------------------------------------------------------------------


def pure_equilibria(types, prior, tables):
    """All pure Bayesian equilibria of a two-player game by trying every profile."""
    plans = [list(itertools.product(ACTIONS, repeat=len(own))) for own in types]

    def worth(player, kind, action, other_plan):
        total = Fraction(0)
        for cell, weight in prior.items():
            if cell[player] == kind:
                other = other_plan[types[1 - player].index(cell[1 - player])]
                taken = (action, other) if player == 0 else (other, action)
                total += weight * tables[cell][taken][player]
        return total

    found = set()
    for profile in itertools.product(*plans):
        if all(
            worth(i, kind, profile[i][k], profile[1 - i]) >= worth(i, kind, other, profile[1 - i])
            for i in range(2)
            for k, kind in enumerate(types[i])
            for other in ACTIONS
        ):
            found.add(profile)
    return found


def random_tables(rng, types):
    return {
        cell: {
            taken: (rng.randint(-9, 9), rng.randint(-9, 9)) for taken in itertools.product(ACTIONS, repeat=2)
        }
        for cell in itertools.product(*types)
    }


def listed(types, equilibria):
    found = set()
    for e in equilibria:
        plan = []
        for player, own in zip("AB", types, strict=True):
            names = [f"{player}:{kind}" for kind in own] if len(own) > 1 else [player]
            plan.append(tuple(next((a for a, p in e.strategy[n].items() if p == 1), None) for n in names))
        if not any(None in own for own in plan):
            found.add(tuple(plan))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_symbolic_prior_on_one_side(seed):
    rng = random.Random(seed)
    types = (("s", "w"), ("",))
    tables = random_tables(rng, types)
    short = {kind: tables[kind, ""] for kind in types[0]}
    game = BayesianGame(["A", "B"], {"A": {"s": q, "w": 1 - q}}, short, where=[0 < q, q < 1])
    solution = game.solve()
    assert solution.without is None
    for _ in range(3):
        at = Fraction(rng.randint(1, 10006), 10007)
        wanted = pure_equilibria(types, {("s", ""): at, ("w", ""): 1 - at}, tables)
        assert listed(types, solution.at({q: Rational(str(at))})) == wanted
    assert solution.verify(samples=2)


@pytest.mark.parametrize("seed", range(4))
def test_correlated_types_on_both_sides(seed):
    rng = random.Random(50 + seed)
    types = (("h", "l"), ("h", "l"))
    tables = random_tables(rng, types)
    parts = {cell: rng.randint(1, 99) for cell in tables}
    prior = {cell: Fraction(n, sum(parts.values())) for cell, n in parts.items()}
    exact = {cell: Rational(str(w)) for cell, w in prior.items()}
    game = BayesianGame(["A", "B"], dict(zip("AB", types, strict=True)), tables, prior=exact)
    assert listed(types, game.solve()) == pure_equilibria(types, prior, tables)


# -- what is refused ---------------------------------------------------------------------------------

TABLE = dict.fromkeys(itertools.product(ACTIONS, repeat=2), (0, 0))
HALF = {"s": Rational(1, 2), "w": Rational(1, 2)}
REFUSED = {
    "a stranger's types": (({"C": HALF}, TABLE), "types of 'C'"),
    "no probabilities": (
        ({"A": ["s", "w"]}, {"s": TABLE, "w": TABLE}),
        "no probabilities for the types of A",
    ),
    "a type without a table": (({"A": HALF}, {"s": TABLE}), "no table for the types (w)"),
    "actions by type": (
        ({"A": HALF}, {"s": TABLE, "w": {k: u for k, u in TABLE.items() if k[0] == "act"}}),
        "must not depend on types",
    ),
    "types that are no types": (({"A": 3}, TABLE), "the types of A must be"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused(arguments, message):
    with pytest.raises(GameError) as error:
        BayesianGame(["A", "B"], *arguments)
    assert message in str(error.value)


def test_a_prior_of_unknown_types_is_refused():
    with pytest.raises(GameError, match="no combination of types"):
        BayesianGame(["A", "B"], {"A": ["s", "w"]}, {"s": TABLE, "w": TABLE}, prior={"x": 1})


UNSOLVED = {
    "a type that does not matter": (drawn(c_A, 0, 1), TABLE, "does not matter"),
    "no single crossing": (
        drawn(c_A, -1, 1),
        {
            ("act", "act"): (c_A, 0),
            ("act", "wait"): (-c_A, 0),
            ("wait", "act"): (0, 0),
            ("wait", "wait"): (0, 0),
        },
        "depends on what others do",
    ),
    "an unknown distribution": (
        drawn(c_A, 0, 1, cdf=Function("F")),
        {cell: (-c_A if cell[0] == "act" else 0, 0) for cell in TABLE},
        "implicit()",
    ),
}


@pytest.mark.parametrize(("own", "table", "message"), UNSOLVED.values(), ids=UNSOLVED)
def test_what_has_no_cutoffs_is_refused(own, table, message):
    with pytest.raises(GameError) as error:
        BayesianGame(["A", "B"], {"A": own}, table).solve()
    assert message in str(error.value)
