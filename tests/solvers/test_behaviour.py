"""Nash equilibria of trees against pygambit and against the definition, and those of textbooks with letters."""

import itertools
import random
from fractions import Fraction

import pytest
from sympy import Rational, symbols

from formal import Game, GameError, StrategicGame, chance, choose, offer
from formal.solvers import oracle
from tests.oracle.strategic import payoffs_at, regret

needs_gambit = pytest.mark.skipif(not oracle.available("pygambit"), reason="pygambit is an optional extra")
a, b, q = symbols("a b q")


def entry(fight: object = -1) -> Game:
    reply = choose("B", {"fight": (fight, -1), "share": (b, b)})
    return Game(["A", "B"], choose("A", {"in": reply, "out": (0, 2)}), where=[a > 0, b > 0])


def test_an_empty_threat_is_a_nash_equilibrium_and_not_subgame_perfect():
    game = entry(-a)
    paths = [tuple(outcome.path) for outcome in game.solve("nash").outcomes()]
    assert paths == [(("in", "share"),), (("out",),)]
    assert [tuple(outcome.path) for outcome in game.solve().outcomes()] == [(("in", "share"),)]
    (continuum,) = (e for e in game.solve("nash") if e.free)
    # A stays out as long as it would get nothing from entry: b t <= a (1 - t), t the probability of sharing.
    share = continuum.strategy["B"]["share"]
    ((symbol, region),) = continuum.free.items()
    for t, kept in ((Rational(1, 3), True), (Rational(2, 3), False)):
        chosen = share.subs(symbol, t)
        assert (
            region.contains({symbol: t, a: 1, b: 1})
            == (b * chosen - a * (1 - chosen)).subs({a: 1, b: 1}).is_nonpositive
        )
        assert kept in (True, False)


def test_what_a_player_excludes_itself_is_no_condition():
    later = choose("A", {"x": (3, 0), "y": (a, 1)})
    tree = choose("A", {"in": choose("B", {"meet": later, "yield": (2, 0)}), "out": (4, 2)})
    game = Game(["A", "B"], tree, where=[a > 4, a < 9])
    out = [e for e in game.solve("nash") if e.strategy["A:"]["out"] == 1]
    assert out and all(e.strategy["A:in,meet"] == {"x": 1, "y": 0} for e in out)
    assert "as good as the one shown" in game.solve("nash").scope
    assert game.solve("nash").verify()


def test_myersons_card_game_with_letters():
    """Raising pays `1 + a`: the bluff and the call of the textbook at a = 1, for every ante."""

    def hand(sign: int, info: str) -> object:
        raised = choose("Alice", {"meet": (sign * (1 + a), -sign * (1 + a)), "pass": (1, -1)}, info="Alice")
        return choose("Fred", {"raise": raised, "fold": (sign, -sign)}, info=info)

    game = Game(
        ["Fred", "Alice"],
        chance({"red": (Rational(1, 2), hand(1, "red")), "black": (Rational(1, 2), hand(-1, "black"))}),
        where=[a > 0],
    )
    (equilibrium,) = game.solve("nash")
    assert (equilibrium.strategy["black"]["raise"] - a / (2 + a)).simplify() == 0
    assert (equilibrium.strategy["Alice"]["meet"] - 2 / (2 + a)).simplify() == 0
    assert equilibrium.strategy["red"]["raise"] == 1
    assert (equilibrium.payoffs["Fred"] - a / (2 + a)).simplify() == 0
    check = game.solve("nash").verify()
    assert check and not check.unchecked


def random_tree(seed: int, players: int = 2) -> Game:
    """Return a small tree in which later movers may not see what earlier ones have done."""
    draw = random.Random(seed)
    names = "ABC"[:players]

    def ending() -> tuple[int, ...]:
        return tuple(draw.randint(0, 3) for _ in names)

    def second(label: str) -> object:
        if draw.random() < 0.25:
            return ending()
        hidden = "B" if seed % 2 else f"B:{label}"
        return choose(
            "B", {"l": ending(), "r": third(label) if draw.random() < 0.4 else ending()}, info=hidden
        )

    def third(label: str) -> object:
        return choose(names[-1] if players > 2 else "A", {"x": ending(), "y": ending()}, info=f"late:{label}")

    def first(label: str) -> object:
        return choose("A", {m: second(label + m) for m in "uvw"[: draw.randint(2, 3)]}, info=f"A:{label}")

    if draw.random() < 0.4:
        return Game(
            list(names), chance({"h": (Rational(1, 3), first("h")), "t": (Rational(2, 3), first("t"))})
        )
    return Game(list(names), first(""))


@needs_gambit
@pytest.mark.parametrize("seeds", [range(i, i + 10) for i in range(0, 40, 10)], ids=str)
def test_gambit_lists_no_other_outcome_and_objects_to_none(seeds: range):
    import pygambit

    for seed in seeds:
        game = random_tree(seed)
        if len(game.strategic_form().payoffs) > 40:  # Gambit's lists of extreme points become endless
            continue
        found = game.solve("nash", knife_edges=True)
        assert not found.undecided
        for equilibrium in found:
            if not equilibrium.free:
                strategy = {
                    i: {x: Fraction(str(p)) for x, p in mixture.items()}
                    for i, mixture in equilibrium.strategy.items()
                }
                assert oracle.behaviour_regret(game, strategy) == 0, (seed, strategy)
        check = found.verify(samples=4)
        assert check, (seed, str(check))
        paid = {tuple(Fraction(str(u)) for u in e.payoffs.values()) for e in found if not _varies(e)}
        live = game.to_gambit()
        for profile in pygambit.nash.enummixed_solve(live, rational=True).equilibria:
            own = tuple(Fraction(str(profile.payoff(player))) for player in live.players)
            assert own in paid or any(map(_varies, found)), (seed, own)


def _varies(equilibrium: object) -> bool:
    """Return whether a continuum pays differently at different points."""
    return any(u.free_symbols for u in equilibrium.payoffs.values())


@pytest.mark.parametrize("seed", range(6))
def test_full_and_reduced_plans_pay_the_same(seed: int):
    game = random_tree(seed, players=3)
    reduced, full = game.strategic_form(), game.strategic_form(reduced=False)
    assert set(reduced.payoffs.values()) == set(full.payoffs.values())
    assert all(len(full.actions[p]) >= len(reduced.actions[p]) for p in game.players)
    for player, info in ((info.player, info) for info in game.information_sets.values()):
        assert len(full.actions[player]) % len(info.actions) == 0


def test_pure_equilibria_of_the_table_and_of_the_tree_are_the_same():
    game = random_tree(5, players=3)
    form = game.strategic_form()
    payoffs = payoffs_at(form)
    sizes = [len(own) for own in form.actions.values()]
    pure = set()
    for cell in itertools.product(*map(range, sizes)):
        profile = [[Fraction(int(x == y)) for y in range(n)] for x, n in zip(cell, sizes, strict=True)]
        if regret(payoffs, profile) == 0:
            pure.add(tuple(payoffs[cell]))
    found = {
        tuple(Fraction(str(u)) for u in e.payoffs.values())
        for e in game.solve("nash")
        if all(p in (0, 1) for mixture in e.strategy.values() for p in mixture.values())
    }
    assert found == pure


def test_probabilities_with_letters_stay_letters():
    heads = choose("A", {"x": (a,), "y": (1,)}, info="A")
    tails = choose("A", {"x": (0,), "y": (1,)}, info="A")
    game = Game(["A"], chance({"h": (q, heads), "t": (1 - q, tails)}), where=[0 < q, q < 1])
    form = game.strategic_form()
    assert form.payoffs["y",] == (1,)
    assert (form.payoffs["x",][0] - a * q).expand() == 0


def test_labels_with_commas_stay_apart():
    tree = choose("A", {"x": choose("A", {"y": (1,), "z": (2,)}), "x,y": (3,)})
    assert len(set(Game(["A"], tree).strategic_form().actions["A"])) == 3


def test_whoever_never_moves_has_one_plan():
    game = Game(["A", "B"], choose("A", {"l": (1, 0), "r": (0, 1)}))
    assert game.strategic_form().actions["B"] == ("nothing",)
    (equilibrium,) = game.solve("nash")
    assert equilibrium.strategy == {"A": {"l": 1, "r": 0}}


def test_too_large_a_form_is_refused_before_it_is_written():
    def tree(depth: int) -> object:
        return choose("AB"[depth % 2], {x: tree(depth - 1) for x in "lr"}) if depth else (0, 1)

    with pytest.raises(GameError, match=r"A has \d+ plans: the strategic form is too large"):
        Game(["A", "B"], tree(9)).solve("nash")


def test_offers_have_no_strategic_form():
    (x,) = symbols("x,")
    with pytest.raises(GameError, match="an offer of x from an interval"):
        Game(["A"], offer("A", x, 0, 1, (x,))).solve("nash")


def test_games_over_time_have_another_concept():
    with pytest.raises(GameError, match="'markov_perfect' is for games over time"):
        entry().solve("markov_perfect")
    assert isinstance(entry().strategic_form(), StrategicGame)
