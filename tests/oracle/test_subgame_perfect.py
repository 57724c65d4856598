"""The enumeration against games solved by hand, and its three methods against each other."""

import random
from fractions import Fraction

import pytest

from tests.oracle.numeric import Leaf, Move, Nature, Node, leaf
from tests.oracle.subgame_perfect import (
    by_definition,
    by_one_shot_deviations,
    equilibria,
    outcomes,
    payoffs_of,
    profile_of,
)


def _move(player: int, info: str, prefer: tuple[str, ...] | None = None, **actions: Node) -> Move:
    return Move(player, info, tuple(actions.items()), prefer)


def _profiles(tree: Node) -> set[tuple[tuple[str, str], ...]]:
    return {tuple(sorted(profile)) for profile in equilibria(tree)}


def test_entry_game_has_one_subgame_perfect_equilibrium():
    fight = _move(1, "incumbent", yield_=leaf(1, 1), fight=leaf(-1, -1))
    tree = _move(0, "entrant", enter=fight, stay_out=leaf(0, 2))
    assert _profiles(tree) == {(("entrant", "enter"), ("incumbent", "yield_"))}
    assert outcomes(tree) == {((1, 1), frozenset({(("enter", "yield_"), 1)}))}


def test_centipede_stops_at_once():
    tree: Node = leaf(3, 3)
    stops = [(2, 4), (3, 1), (0, 3), (1, 0)]  # from the last node to the first
    for place, stop in enumerate(stops):
        player = 1 - place % 2
        tree = _move(player, f"{'AB'[player]}{4 - place}", stop=leaf(*stop), go=tree)
    assert _profiles(tree) == {(("A1", "stop"), ("A3", "stop"), ("B2", "stop"), ("B4", "stop"))}
    assert outcomes(tree) == {((1, 0), frozenset({(("stop",), 1)}))}


def test_ultimatum_over_whole_coins_has_two_equilibria():
    """Two coins: B takes 0 or refuses it, and every positive offer is taken."""
    answers = {f"keep_{k}": _move(1, f"B{k}", take=leaf(k, 2 - k), refuse=leaf(0, 0)) for k in range(3)}
    found = _profiles(_move(0, "A", **answers))
    takes = (("B0", "take"), ("B1", "take"))
    assert found == {
        (("A", "keep_2"), *takes, ("B2", "take")),
        (("A", "keep_1"), *takes, ("B2", "refuse")),
    }


def test_a_tie_rule_leaves_the_equilibrium_that_obeys_it():
    for order, kept in ((("take", "refuse"), "keep_2"), (("refuse", "take"), "keep_1")):
        answers = {
            f"keep_{k}": _move(1, f"B{k}", order, take=leaf(k, 2 - k), refuse=leaf(0, 0)) for k in range(3)
        }
        (profile,) = equilibria(_move(0, "A", **answers))
        assert dict(profile)["A"] == kept


def test_indifference_of_the_mover_that_matters_to_another():
    """B is indifferent between paying A two and nothing, A has one for sure."""
    tree = _move(0, "A", trust=_move(1, "B", pay=leaf(2, 0), keep=leaf(0, 0)), leave=leaf(1, 5))
    assert outcomes(tree) == {
        ((2, 0), frozenset({(("trust", "pay"), 1)})),
        ((1, 5), frozenset({(("leave",), 1)})),
    }


def test_war_as_a_lottery():
    """p = 3/5: A expects 3/5 - 1/10 from war and compares it with a share of 1/2."""
    war = Nature(
        (("A wins", Fraction(3, 5), leaf("9/10", "-1/5")), ("B wins", Fraction(2, 5), leaf("-1/10", "4/5")))
    )
    tree = _move(0, "A", fight=war, share=leaf("1/2", "1/2"))
    half = Fraction(1, 2)
    assert len(equilibria(tree)) == 2  # 3/5 - 1/10 is exactly 1/2
    assert outcomes(tree) == {
        ((half, half), frozenset({(("share",), 1)})),
        (
            (half, Fraction(1, 5)),
            frozenset({(("fight", "A wins"), Fraction(3, 5)), (("fight", "B wins"), Fraction(2, 5))}),
        ),
    }


def test_an_impossible_branch_is_no_part_of_the_path():
    lottery = Nature((("yes", Fraction(1), leaf(1)), ("no", Fraction(0), leaf(5))))
    assert outcomes(lottery) == {((1,), frozenset({(("yes",), 1)}))}


def test_profile_of_reads_a_behaviour_strategy():
    assert profile_of({"A": {"l": 1, "r": 0}}) == frozenset({("A", "l")})
    with pytest.raises(ValueError, match="pure"):
        profile_of({"A": {"l": Fraction(1, 2), "r": Fraction(1, 2)}})


def _random_tree(rng: random.Random, depth: int, names: list[int]) -> Node:
    if depth == 0 or rng.random() < 0.15:
        return Leaf(tuple(Fraction(rng.randint(-1, 1)) for _ in range(3)))
    labels = ["l", "m", "r"][: rng.randint(2, 3) if depth < 3 else 2]
    below = [_random_tree(rng, depth - 1, names) for _ in labels]
    if rng.random() < 0.2:
        rest = [Fraction(1, 3)] * (len(labels) - 1)
        chances = [*rest, 1 - sum(rest)]
        return Nature(tuple(zip(labels, chances, below, strict=True)))
    names.append(len(names))
    prefer = tuple(rng.sample(labels, len(labels))) if rng.random() < 0.3 else None
    return Move(rng.randrange(3), f"h{len(names)}", tuple(zip(labels, below, strict=True)), prefer)


@pytest.mark.parametrize("seed", range(120))
def test_the_three_methods_agree(seed):
    tree = _random_tree(random.Random(seed), 3, [])
    by_parts = by_one_shot_deviations(tree)
    if _profile_count(tree) <= 600:
        assert by_definition(tree) == by_parts
    assert {payoffs for payoffs, _ in outcomes(tree)} == {payoffs_of(tree, dict(p)) for p in by_parts}


def _profile_count(tree: Node) -> int:
    count = len(tree.actions) if isinstance(tree, Move) else 1
    if isinstance(tree, Leaf):
        return 1
    for branch in tree.actions if isinstance(tree, Move) else tree.branches:
        count *= _profile_count(branch[-1])
    return count
