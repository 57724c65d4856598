"""Laws of games in extensive form, on random trees with chance, offers and shared information sets."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Expr, Rational, Symbol, symbols

from formal.errors import GameError
from formal.games import Chance, Decision, Game, Node, Offer, Terminal, chance, choose, offer, walk
from formal.games.walking import History, rebuild

PARAMETERS = symbols("a b c")
PLAYERS = ("A", "B", "C")
LABELS = ("l", "m", "r")


@st.composite
def payoffs(draw: st.DrawFn, numbers: tuple[Symbol, ...]) -> tuple[Expr, ...]:
    """Linear in one parameter or one offered number, for each player."""
    pool = (*PARAMETERS, *numbers)
    return tuple(
        draw(st.integers(-3, 3)) + draw(st.integers(-1, 1)) * draw(st.sampled_from(pool)) for _ in PLAYERS
    )


@st.composite
def trees(draw: st.DrawFn, depth: int = 3, numbers: tuple[Symbol, ...] = ()) -> Node:
    """A tree in which every node is an information set of its own."""
    kind = draw(st.sampled_from(["choose", "choose", "chance", "offer", "end"])) if depth else "end"
    if kind == "end":
        return Terminal(draw(payoffs(numbers)))
    if kind == "offer":
        x = Symbol(f"x{len(numbers)}")
        return offer(draw(st.sampled_from(PLAYERS)), x, 0, 1, draw(trees(depth - 1, (*numbers, x))))
    labels = LABELS[: draw(st.integers(1, 3))]
    below = {label: draw(trees(depth - 1, numbers)) for label in labels}
    if kind == "choose":
        return choose(draw(st.sampled_from(PLAYERS)), below)
    weights = [draw(st.integers(1, 4)) for _ in labels]
    return chance(
        {label: (Fraction(w, sum(weights)), below[label]) for label, w in zip(labels, weights, strict=True)}
    )


@st.composite
def trees_with_information(draw: st.DrawFn) -> Node:
    """A tree of perfect recall: nodes are joined where the mover has gone through and seen the same.

    Histories come shortest first, so that the sets that make up a player's experience are settled before the
    sets that depend on them.
    """
    tree = draw(trees())
    nodes = {history: node for history, node in walk(tree) if isinstance(node, Decision | Offer)}
    names: dict[History, str] = {}
    open_sets: dict[Any, list[str]] = {}
    for history in sorted(nodes, key=len):
        node = nodes[history]
        key = (node.player, experience(history, nodes, names), seen(history, nodes), actions(node))
        fresh = f"I{len(names)}"
        names[history] = draw(st.sampled_from([fresh, *open_sets.setdefault(key, [])]))
        if names[history] == fresh:
            open_sets[key].append(fresh)

    def named(history: History, node: Node) -> Node:
        return replace(node, info=names[history]) if isinstance(node, Decision | Offer) else node

    return rebuild(tree, named)


def experience(
    history: History, nodes: Mapping[History, Decision | Offer], names: Mapping[History, str]
) -> tuple[tuple[str, str], ...]:
    player = nodes[history].player
    passed = [history[:step] for step in range(len(history))]
    return tuple((names[h], history[len(h)]) for h in passed if h in nodes and nodes[h].player == player)


def seen(history: History, nodes: Mapping[History, Decision | Offer]) -> tuple[str, ...]:
    passed = [nodes.get(history[:step]) for step in range(len(history))]
    return tuple(node.symbol.name for node in passed if isinstance(node, Offer))


def actions(node: Decision | Offer) -> frozenset[str]:
    return frozenset({f"offer {node.symbol}"} if isinstance(node, Offer) else node.actions)


def partition(game: Game) -> set[frozenset[History]]:
    return {frozenset(info.histories) for info in game.information_sets.values()}


def count_terminals(node: Node) -> int:
    match node:
        case Terminal():
            return 1
        case Decision(actions=below):
            return sum(map(count_terminals, below.values()))
        case Chance(branches=branches):
            return sum(count_terminals(below) for _, below in branches.values())
    return count_terminals(node.node)


any_tree = st.one_of(trees(), trees_with_information())
values = st.fractions(-5, 5, max_denominator=7)


@settings(max_examples=80, deadline=None)
@given(any_tree)
def test_a_well_formed_tree_is_accepted_and_walked_to_every_terminal_node(tree: Node) -> None:
    game = Game(PLAYERS, tree)
    histories = [history for history, node in walk(game.tree) if isinstance(node, Terminal)]
    assert len(histories) == len(set(histories)) == count_terminals(tree)
    assert all(game.node(history) == dict(walk(game.tree))[history] for history in histories)


@settings(max_examples=60, deadline=None)
@given(any_tree)
def test_information_sets_partition_the_nodes_where_players_move(tree: Node) -> None:
    game = Game(PLAYERS, tree)
    listed = [history for info in game.information_sets.values() for history in info.histories]
    moving = [history for history, node in walk(tree) if isinstance(node, Decision | Offer)]
    assert sorted(listed) == sorted(moving)
    for info in game.information_sets.values():
        nodes = [game.node(history) for history in info.histories]
        assert {(node.player, node.info) for node in nodes if isinstance(node, Decision | Offer)} == {
            (info.player, info.name)
        }
        assert len({actions(node) for node in nodes if isinstance(node, Decision | Offer)}) == 1


@settings(max_examples=60, deadline=None)
@given(any_tree)
def test_a_game_read_again_is_the_same(tree: Node) -> None:
    game = Game(PLAYERS, tree)
    again = Game(game.players, game.tree, game.where, game.name)
    assert again == game
    assert again.information_sets == game.information_sets


@settings(max_examples=60, deadline=None)
@given(any_tree, st.permutations(["Row", "Column", "Judge"]))
def test_renaming_players_keeps_the_information_sets(tree: Node, new: list[str]) -> None:
    name = dict(zip(PLAYERS, new, strict=True))

    def renamed(_history: History, node: Node) -> Node:
        return replace(node, player=name[node.player]) if isinstance(node, Decision | Offer) else node

    game, other = Game(PLAYERS, tree), Game(new, rebuild(tree, renamed))
    assert partition(game) == partition(other)
    movers = {info.histories: name[info.player] for info in game.information_sets.values()}
    assert movers == {info.histories: info.player for info in other.information_sets.values()}


@settings(max_examples=60, deadline=None)
@given(any_tree, st.dictionaries(st.sampled_from(PARAMETERS), values, max_size=3), st.booleans())
def test_fixing_parameters_commutes_with_reading_payoffs(
    tree: Node, chosen: dict[Symbol, Fraction], by_name: bool
) -> None:
    game = Game(PLAYERS, tree)
    present = {s: Rational(v.numerator, v.denominator) for s, v in chosen.items() if s in game.parameters}
    fixed = game.subs({s.name: v for s, v in present.items()} if by_name else present)
    assert set(fixed.parameters) == set(game.parameters) - set(present)
    assert fixed.information_sets == game.information_sets
    for (history, before), (same, after) in zip(walk(game.tree), walk(fixed.tree), strict=True):
        assert history == same
        if isinstance(before, Terminal) and isinstance(after, Terminal):
            assert after.payoffs == tuple(u.subs(present) for u in before.payoffs)


@settings(max_examples=60, deadline=None)
@given(any_tree, values, values)
def test_parameters_may_be_fixed_in_steps(tree: Node, first: Fraction, second: Fraction) -> None:
    game = Game(PLAYERS, tree)
    assume(len(game.parameters) >= 2)
    one, two = game.parameters[:2]
    assert game.subs({one: first}).subs({two: second}) == game.subs({one: first, two: second})


@settings(max_examples=60, deadline=None)
@given(trees_with_information(), st.data())
def test_joining_sets_of_different_experience_is_refused(tree: Node, data: st.DataObject) -> None:
    nodes = {history: node for history, node in walk(tree) if isinstance(node, Decision | Offer)}
    names = {history: str(node.info) for history, node in nodes.items()}
    pairs = [
        (one, two)
        for one in nodes
        for two in nodes
        if nodes[one].player == nodes[two].player
        and experience(one, nodes, names) != experience(two, nodes, names)
        and actions(nodes[one]) == actions(nodes[two])
        and names[one] < names[two]
    ]
    assume(pairs)
    one, two = data.draw(st.sampled_from(pairs))

    def joined(history: History, node: Node) -> Node:
        if isinstance(node, Decision | Offer) and node.info == names[two]:
            return replace(node, info=names[one])
        return node

    with pytest.raises(GameError, match=r"imperfect recall|can tell these nodes apart"):
        Game(PLAYERS, rebuild(tree, joined))


@settings(max_examples=60, deadline=None)
@given(any_tree)
def test_rebuilding_with_nothing_changed_gives_the_same_tree(tree: Node) -> None:
    assert rebuild(tree, lambda _history, node: node) == tree
