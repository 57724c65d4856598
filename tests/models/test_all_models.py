"""Every model and every quantity at random points, derived in two ways; nothing is registered for a new model.

At a point the equilibrium payoffs that the closed forms give are those that an oracle finds in the numeric game, and a
quantity's closed form gives what is derived anew when all parameters are numbers. Where no oracle knows the form of a
game, its equilibria are checked against deviations, and no payoff is missing that the numeric game has. Then one
payoff of the tree is changed a little, and the same must hold again.
"""

import zlib
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
import sympy as sp

from formal import (
    Game,
    MarkovGame,
    ModelError,
    ParameterError,
    RepeatedGame,
    StrategicGame,
    SymmetricGame,
    VotingGame,
    forever,
    list_models,
    load_model,
    step,
)
from formal.algebra.formula import TRUE
from formal.equilibria import deviations
from formal.equilibria.sampling import Sampler
from formal.games import walk
from formal.games.tree import Chance, Decision, Offer, Terminal
from formal.games.walking import rebuild
from formal.library.model import Model, evaluated
from tests.oracle import exact, hidden, offers, over_time, symmetric
from tests.oracle.numeric import Unsupported

POINTS = 3
SLUGS = list_models()


def random_for(slug, salt=0):
    """Chance that depends on the model alone, so that a new model leaves the points of the others as they are."""
    return Random(zlib.crc32(slug.encode()) + salt)


def generic_points(model, rng, count=POINTS):
    """Return admissible points at which hardly anything coincides; what must be 0 or 1 stays so."""
    found = Sampler(model.space.assumptions, model.space.names, rng).inside(TRUE, count)
    assert len(found) == (count if model.space.names else 1)
    return [_shaken(model, point, rng) for point in found]


def _shaken(model, point, rng):
    for name in rng.sample(sorted(point), len(point)):
        for _ in range(20):
            moved = {**point, name: point[name] + Fraction(rng.randint(-997, 997), 10007)}
            if model.space.failing(moved) is None and _admissible(model, moved):
                point = moved
                break
    return {name: sp.Rational(value.numerator, value.denominator) for name, value in point.items()}


def _admissible(model, point):
    return all(exact.holds(condition, point) for condition in model.where if condition is not True)


def same(left, right):
    """Return whether two values of a quantity are equal: numbers exactly, irrational ones by simplification."""
    if left is None or right is None or isinstance(left, bool) or isinstance(right, bool):
        return left == right
    if isinstance(left, sp.Set) or isinstance(right, sp.Set):
        return left == right
    return left == right or sp.simplify(sp.sympify(left) - sp.sympify(right)) == 0


def paid(game, equilibria):
    """Return the payoffs of equilibria at a point, continua left out: they are compared elsewhere."""
    found = {tuple(e.payoffs[player] for player in game.players) for e in equilibria}
    return {own for own in found if not any(sp.sympify(u).free_symbols for u in own)}


def check_equilibria(model, point):
    """The equilibria that the closed forms give at a point are those of the numeric game."""
    if isinstance(model.game, VotingGame):
        return  # nobody chooses; its numbers are checked by enumeration in tests/games/test_voting.py
    game, solution = model.game, model.solution
    here = {name: value for name, value in point.items() if name in solution.space.names}
    listed = solution.at(here)
    if isinstance(game, MarkovGame):
        over_time.check_markov(game, listed, here)
        return
    if isinstance(game, RepeatedGame):
        over_time.check_repeated(game, solution, here)
        return
    assert listed, f"no equilibrium at {here}"
    if isinstance(game, SymmetricGame):
        symmetric.check(game, listed, here)
        return
    if not isinstance(game, Game):
        assert paid(game, listed) == paid(game, model.given(**point).solution.equilibria)
        return
    try:
        answer = offers.solve(game, here)
    except Unsupported:
        check_hidden(model, here, listed, point)
        return
    for equilibrium in listed:
        assert answer.admits(equilibrium.payoffs), (here, equilibrium.payoffs)
    found = paid(game, listed)
    for outcome in answer.samples():
        assert tuple(map(_sympy, outcome.payoffs)) in found, (here, str(outcome), found)


def check_hidden(model, here, listed, point):
    game = model.game
    try:
        wanted = hidden.payoffs(game.players, game.tree, here, model.blueprint.concept == "undominated")
    except Unsupported:
        for equilibrium in listed:
            assert not equilibrium.free or equilibrium.payoffs
            if not equilibrium.free:
                assert deviations(game, equilibrium, here) == (), (here, equilibrium)
        assert paid(game, listed) == paid(game, model.given(**point).solution.equilibria), here
        return
    assert paid(game, listed) == {tuple(map(_sympy, own)) for own in wanted}, here


def _sympy(number):
    return (
        number.to_sympy()
        if hasattr(number, "to_sympy")
        else sp.Rational(number.numerator, number.denominator)
    )


def check_quantities(model, point):
    """Closed forms at a point, and the same quantities derived where all parameters are numbers."""
    fixed = model.given(**point)
    for name in model.quantities:
        closed = evaluated(model.quantities[name], point)
        derived = evaluated(fixed.quantities[name], point)
        assert same(closed, derived), (name, point, closed, derived)


@pytest.mark.parametrize("slug", SLUGS)
def test_equilibria_are_those_of_the_numeric_game(slug):
    model = load_model(slug)
    for point in generic_points(model, random_for(slug)):
        check_equilibria(model, point)


@pytest.mark.parametrize("slug", SLUGS)
def test_quantities_follow_in_numbers_as_in_letters(slug):
    model = load_model(slug)
    for point in generic_points(model, random_for(slug, 1)):
        check_quantities(model, point)


# -- another payoff, another answer ----------------------------------------------------------------------


def perturbed(model, rng):
    """Return the model with one payoff of the game a little larger."""
    extra = sp.Rational(rng.choice((-1, 1)) * rng.randint(20, 200), 1009)
    place, player = rng.choice(list(payoffs_of(model.game))), rng.randrange(len(model.game.players))

    def changed(**sizes):
        game = model.blueprint.game(**sizes)
        return replaced(
            game, place, lambda own: tuple(u + extra if i == player else u for i, u in enumerate(own))
        )

    return Model(replace(model.blueprint, game=changed), model.integers, load_model)


def payoffs_of(game):
    """Yield where a game has payoffs: histories, or action profiles of a stage game."""
    if isinstance(game, RepeatedGame):
        yield from game.stage.payoffs
    elif isinstance(game, MarkovGame):
        yield from game.endings
    else:
        yield from (h for h, n in walk(game.tree) if isinstance(n, Terminal))


def replaced(game, place, change):
    """Return a game with other payoffs at one place."""
    if isinstance(game, RepeatedGame):
        payoffs = {cell: change(own) if cell == place else own for cell, own in game.stage.payoffs.items()}
        stage = StrategicGame(game.players, payoffs, game.stage.where)
        seen, where = game.monitoring, game.where
        return RepeatedGame(stage, game.discount, seen, where, game.name).asking(game.profiles)

    def renew(history, node):
        if isinstance(game, Game):
            return Terminal(change(node.payoffs)) if history == place else node
        if history not in game.endings:
            return node
        end = game.endings[history]
        own = change(end.payoffs) if history == place else end.payoffs
        if end.lasting:
            return forever(own)
        return step(own, end.moves, _by_symbol(end.carry)) if end.moves else Terminal(own)

    if isinstance(game, Game):
        return Game(game.players, rebuild(game.tree, renew), game.where, game.name)
    states = {s: renewed(tree, (s,), renew) for s, tree in game.trees.items()}
    carried = _by_symbol(game.carried) or None
    where = game.where
    return MarkovGame(
        game.players, states, game.discount, where, game.name, game.start, game.periods, carried
    )


def _by_symbol(numbers):
    return {sp.Symbol(name): value for name, value in numbers.items()}


def renewed(node, history, renew):
    """Return a period's tree with what `renew` makes of its ends."""
    changed = renew(history, node)
    if changed is not node:
        return changed
    match node:
        case Decision(actions=actions):
            return replace(node, actions={a: renewed(n, (*history, a), renew) for a, n in actions.items()})
        case Chance(branches=branches):
            parts = {a: (q, renewed(n, (*history, a), renew)) for a, (q, n) in branches.items()}
            return Chance(parts)
        case Offer(symbol=symbol, node=child):
            return replace(node, node=renewed(child, (*history, symbol.name), renew))
    return node


@pytest.mark.parametrize("slug", SLUGS)
def test_a_changed_payoff_is_followed(slug):
    rng, model = random_for(slug, 2), load_model(slug)
    if not isinstance(model.game, Game | MarkovGame | RepeatedGame):
        pytest.skip("a table: it is perturbed where such games are tested")
    for point in generic_points(model, rng, 2):
        other = perturbed(model, rng)
        free = set(rng.sample(sorted(point), 1))
        line = other.given(**{n: v for n, v in point.items() if n not in free})
        check_equilibria(line, point)
        for name in other.quantities:
            closed, derived = (evaluated(m.quantities[name], point) for m in (line, other.given(**point)))
            assert same(closed, derived), (name, point, closed, derived)


#: Quantities that ask about another game than the model's own, and a parameter that is a part of its payoffs.
BESIDE = [
    ("commitment_problem", "c_A", "required_first_share"),
    ("commitment_problem", "c_A", "commitment_value"),
    ("salami", "c_B", "long_run_limit"),
    ("cso_vs_alliance", "c", "helpers_alliance"),
    ("cso_vs_alliance", "c", "deterred_alliance"),
    ("petro_markov", "k", "critical_aid"),
    ("petro_markov", "tau", "critical_tranche"),
]


@pytest.mark.parametrize(("slug", "name", "quantity"), BESIDE)
def test_a_changed_payoff_changes_the_games_beside_it(slug, name, quantity):
    """Payoffs with twice a cost make the game with twice the cost, and of all games that are made of it."""
    model = load_model(slug)
    cost = next(s for s in model.parameters if s.name == name)

    def twice(**sizes):
        game = model.blueprint.game(**sizes)
        for place in payoffs_of(game):
            game = replaced(game, place, lambda own: tuple(u.xreplace({cost: 2 * cost}) for u in own))
        return game

    other = Model(replace(model.blueprint, game=twice), model.integers, load_model)
    differ = 0
    for point in generic_points(model, random_for(slug, 3), 40):
        doubled = {**point, name: 2 * point[name]}
        if _admissible(model, doubled):
            assert same(
                *(evaluated(m.quantities[quantity], z) for m, z in ((other, point), (model, doubled)))
            )
            differ += not same(*(evaluated(model.quantities[quantity], z) for z in (point, doubled)))
    assert differ > 0


# -- what is refused -------------------------------------------------------------------------------------

FINE = {"p": "3/5", "c_A": "1/10", "c_B": "1/5"}


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        pytest.param({"c_B": None}, ParameterError, "no value for c_B", id="missing"),
        pytest.param({"c_b": 1}, ParameterError, "c_b", id="unknown"),
        pytest.param({"p": 2}, ParameterError, "outside the model's domain", id="outside"),
        pytest.param({"c_A": 0}, ParameterError, "outside the model's domain", id="open end"),
        pytest.param({"p": 0.6}, ParameterError, "Rational", id="rounded"),
        pytest.param({"p": "a"}, ParameterError, "p = 'a'", id="no number"),
    ],
)
def test_a_wrong_point_is_refused(change, error, words):
    point = {name: value for name, value in {**FINE, **change}.items() if value is not None}
    with pytest.raises(error, match=words):
        load_model("crisis_bargaining").value("offer", **point)


def test_a_wrong_name_says_what_may_have_been_meant():
    with pytest.raises(ModelError, match="did you mean crisis_bargaining"):
        load_model("crisis_bargainin")
    with pytest.raises(ModelError, match="did you mean offer"):
        load_model("crisis_bargaining").value("ofer", **FINE)
    with pytest.raises(ParameterError, match="did you mean c_B"):
        load_model("crisis_bargaining").value("offer", **FINE, c_b="1/5")
    with pytest.raises(ModelError, match="does not fix the size"):
        load_model("crisis_bargaining", n=3)
    with pytest.raises(ParameterError, match="at least one lump"):
        load_model("issue_indivisibility").value("war", n_units=0, **FINE)
    with pytest.raises(ParameterError, match="whole number"):
        load_model("issue_indivisibility", n_units="two")
