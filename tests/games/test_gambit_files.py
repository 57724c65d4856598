"""Gambit's files: read exactly, written so that the same game comes back, and refused by line and column.

Every file under `files/` is read by pygambit as well, and the two games must be the same: payoffs at the ends,
probabilities, information sets, and the table of plans.
"""

import itertools
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from sympy import Rational, sqrt, symbols

from formal import Game, GameError, ParameterError, StrategicGame, choose, load_model, offer
from formal.games.tree import Chance, Terminal
from formal.games.walking import walk
from formal.solvers import oracle
from tests.oracle.strategic import listed

FILES = Path(__file__).parent / "files"
TREES, TABLES = sorted(FILES.glob("*.efg")), sorted(FILES.glob("*.nfg"))
needs_gambit = pytest.mark.skipif(not oracle.available("pygambit"), reason="pygambit is an optional extra")


def named(path: Path) -> str:
    return path.name


def fraction(number: Any) -> Fraction:
    return (
        Fraction(str(number))
        if not hasattr(number, "numerator")
        else Fraction(int(number.numerator), int(number.denominator))
    )


def test_a_card_game_reads_as_it_stands():
    game = Game.from_efg(FILES / "poker.efg")
    assert (game.name, game.players) == ("A simple card game", ("Fred", "Alice"))
    assert {name: info.player for name, info in game.information_sets.items()} == {
        "Red": "Fred", "Alice": "Alice", "Black": "Fred",
    }  # fmt: skip
    assert game.node(("Black", "Raise", "Meet")) == Terminal((Rational(-2), Rational(2)))
    assert game.node(("Red", "Fold")).payoffs == (1, -1)
    (equilibrium,) = game.solve("nash")
    assert equilibrium.strategy["Black"]["Raise"] == Rational(1, 3)
    assert equilibrium.payoffs["Fred"] == Rational(1, 3)


def test_what_outcomes_pay_on_the_way_is_added_up():
    game = Game.from_efg(FILES / "stages.efg")
    ends = {history: node.payoffs for history, node in walk(game.tree) if isinstance(node, Terminal)}
    assert ends == {
        ("cross", "cross", "share"): (Rational(17, 8), Rational(7, 4)),
        ("cross", "cross", "keep"): (Rational(29, 8), Rational(-3, 4)),
        ("cross", 'stop "there"'): (Rational(-3, 8), Rational(-3, 4)),
        ("stop here",): (-1, Rational(1, 2)),
    }


def test_labels_that_say_nothing_are_numbered_and_sets_have_names_of_their_own():
    game = Game.from_efg((FILES / "labels.efg").read_text())
    assert game.players == ("_1", "B_1", "B_2")
    assert list(game.information_sets) == ["_1", "B_1", "B_2:1", "B_2:2"]
    assert game.information_sets["B_1"].actions == ("a", "_1")


def test_what_has_been_said_of_a_set_or_an_outcome_need_not_be_said_again():
    twice = """EFG 2 R "" { "A" }
    c "" 1 "coin" { "h" .5 "t" 5e-1 } 0
    c "" 1 0 p "" 1 1 "I" { "l" "r" } 0 t "" 1 "o" { +1 } t "" 2 "" { -.5 } p "" 1 1 0 t "" 1 t "" 0
    c "" 1 0 t "" 0 t "" 1
    """
    game = Game.from_efg(twice)
    assert game.node(("h", "t", "l")).payoffs == (1,)
    assert game.node(("h", "h", "r")).payoffs == (Rational(-1, 2),)
    assert game.node(("t",)).branches["t"][0] == Rational(1, 2)


def test_payoffs_and_outcomes_make_tables():
    dilemma = StrategicGame.from_nfg(FILES / "dilemma.nfg")
    assert dilemma.payoffs["defect", "cooperate"] == (3, 0)
    assert dilemma.payoffs["cooperate", "defect"] == (0, 3)
    three = StrategicGame.from_nfg(FILES / "three.nfg")
    assert three.payoffs["2", "2", "1"] == (9, 8, 2)
    assert three.payoffs["1", "1", "2"] == (0, 0, 0)
    counted = StrategicGame.from_nfg(FILES / "counted.nfg")
    assert counted.payoffs["2", "1"] == (Rational(1, 4), Rational(2, 3))
    assert counted.payoffs["2", "2"] == (3, 10)


@pytest.mark.parametrize("path", TREES, ids=named)
def test_a_tree_written_and_read_again_is_the_same(path: Path):
    game = Game.from_efg(path)
    again = Game.from_efg(game.to_efg())
    assert again == game
    assert again.to_efg() == game.to_efg()


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_a_table_written_and_read_again_is_the_same(path: Path):
    game = StrategicGame.from_nfg(path)
    assert StrategicGame.from_nfg(game.to_nfg()) == game


@needs_gambit
@pytest.mark.parametrize("path", TREES, ids=named)
def test_gambit_reads_the_same_tree(path: Path):
    import pygambit

    game, other = Game.from_efg(path), pygambit.read_efg(path)
    assert [player.label for player in other.players] == list(game.players)
    ours = dict(walk(game.tree))
    theirs = dict(nodes_of(other.root, (), other.players))
    assert ours.keys() == theirs.keys()
    for history, node in ours.items():
        found = theirs[history]
        if isinstance(node, Terminal):
            assert tuple(map(fraction, node.payoffs)) == found, history
        elif isinstance(node, Chance):
            assert {a: fraction(q) for a, (q, _) in node.branches.items()} == found, history
    assert cut_by_sets(other) == {frozenset(info.histories) for info in game.information_sets.values()}
    assert pygambit_table(other) == our_table(game)


@needs_gambit
@pytest.mark.parametrize("path", TREES, ids=named)
def test_gambit_reads_what_is_written(path: Path):
    game = Game.from_efg(path)
    live = game.to_gambit()
    assert pygambit_table(live) == our_table(game)
    assert {i.label for i in live.infosets if not i.is_chance} == set(game.information_sets)


@needs_gambit
@pytest.mark.parametrize("name", ["poker.efg", "bayes.efg", "stages.efg"])
def test_gambits_equilibria_are_listed(name: str):
    import pygambit

    other = pygambit.read_efg(FILES / name)
    form = Game.from_efg(FILES / name).strategic_form()
    found = form.solve(knife_edges=True).at({})
    extreme = pygambit.nash.enummixed_solve(other, rational=True).equilibria
    assert extreme
    for profile in extreme:
        own = [[fraction(profile[s]) for s in player.strategies] for player in other.players]
        assert listed(found, own)


@needs_gambit
def test_gambit_agrees_on_the_horse():
    game = Game.from_efg(FILES / "horse.efg")
    solution = game.solve("nash")
    check = solution.verify()
    assert check and check.agreed["pygambit"] >= len(solution)
    payoffs = {tuple(outcome.payoffs.values()) for outcome in solution.outcomes()}
    assert payoffs == {(1, 1, 1), (3, 2, 2)}


@needs_gambit
@pytest.mark.parametrize("path", TABLES, ids=named)
def test_gambit_reads_the_same_table(path: Path):
    import pygambit

    game, other = StrategicGame.from_nfg(path), pygambit.read_nfg(path)
    for table in (other, game.to_gambit()):
        strategies = [list(player.strategies) for player in table.players]
        for cell in itertools.product(*strategies):
            labels = tuple(strategy.label for strategy in cell)
            outcome = table[labels]
            paid = tuple(fraction(outcome[player]) if outcome else 0 for player in table.players)
            assert tuple(map(fraction, game.payoffs[labels])) == paid
    if len(game.players) == 2:
        for profile in oracle.extreme_equilibria(game):
            assert listed(game.solve(knife_edges=True).at({}), profile)


# -- letters on the way out --------------------------------------------------------------------------

p, c, x = symbols("p c x")
ENTRY = Game(
    ["A", "B"],
    choose("A", {"in": choose("B", {"fight": (p - c, 1 - p), "yield": (1, 0)}), "out": (0, 1)}),
    where=[0 < p, p < 1, c > 0],
    name='The "entry" game',
)


def test_letters_get_values_on_the_way_out():
    written = Game.from_efg(ENTRY.to_efg({p: Rational(1, 3), "c": "0.5"}))
    assert written == ENTRY.subs({"p": Rational(1, 3), "c": Rational(1, 2)}) or written.where == ()
    assert written.node(("in", "fight")).payoffs == (Rational(-1, 6), Rational(2, 3))
    assert written.name == ENTRY.name
    table = StrategicGame.from_nfg(ENTRY.strategic_form().to_nfg({p: Rational(1, 3), c: 1}))
    assert table.payoffs["in", "fight"] == (Rational(-2, 3), Rational(2, 3))


def test_one_order_of_actions_in_an_information_set():
    here = choose("B", {"l": (1, 2), "r": (3, 4)}, info="B")
    there = choose("B", {"r": (7, 8), "l": (5, 6)}, info="B")
    game = Game(["A", "B"], choose("A", {"here": here, "there": there}))
    again = Game.from_efg(game.to_efg())
    for history in (("here", "l"), ("there", "l"), ("there", "r")):
        assert again.node(history) == game.node(history)


@needs_gambit
def test_an_exported_model_keeps_its_equilibrium():
    model = load_model("too_strategic")
    point = {"p": Rational(1, 2)} | {
        n: Rational(i + 2, 7) for i, n in enumerate(model.space.names) if n != "p"
    }
    point = model.space.decider.point(model.space.assumptions, model.space.names)
    live = model.game.to_gambit(point)
    paid = {tuple(map(fraction, e.payoffs.values())) for e in model.solution.at(point)}
    pure = {
        tuple(fraction(found[player]) for player in live.players)
        for found in map(live.__getitem__, live.contingencies)
        if found is not None
    }
    assert paid and paid <= pure


WRONG_OUT = {
    "no value": (lambda: ENTRY.to_efg({"p": Rational(1, 2)}), ParameterError, "no value for c: .* p, c"),
    "no values": (lambda: ENTRY.to_gambit(), ParameterError, "no value for p, c"),
    "not admissible": (lambda: ENTRY.to_efg({"p": 2, "c": 1}), ParameterError, "p = 2"),
    "no such name": (lambda: ENTRY.to_efg({"q": 2}), ParameterError, "no parameter q"),
    "an irrational payoff": (
        lambda: Game(["A"], choose("A", {"l": (sqrt(2),), "r": (0,)})).to_efg(),
        GameError,
        r"after \(l\): sqrt\(2\) is no rational number",
    ),
    "an offer": (
        lambda: Game(["A"], offer("A", x, 0, 1, (x,))).to_efg(),
        GameError,
        "at the root: an offer of x",
    ),
    "an offer in a table": (
        lambda: Game(["A"], offer("A", x, 0, 1, (x,))).strategic_form(),
        GameError,
        "at the root: an offer of x",
    ),
    "a letter in a table": (
        lambda: StrategicGame(["A"], {("l",): (p,)}).to_nfg(),
        ParameterError,
        "no value for p",
    ),
    "a backslash": (
        lambda: Game(["A\\"], choose("A\\", {"l": (1,)})).to_efg(),
        GameError,
        "backslash",
    ),
}


@pytest.mark.parametrize(("write", "error", "message"), WRONG_OUT.values(), ids=WRONG_OUT)
def test_what_gambit_does_not_know_is_refused(write: Any, error: type[Exception], message: str):
    with pytest.raises(error, match=message):
        write()


# -- files that are none -----------------------------------------------------------------------------

HEAD = 'EFG 2 R "t" { "A" "B" }\n'
WRONG_TREES = {
    "another format": ("NFG 1 R {", "line 1, column 1: an .efg file begins with EFG 2 R; found 'NFG'"),
    "another version": ('EFG 1 R "t"\n', "line 1, column 5: version 1 of the format is not read"),
    "no title": ("EFG 2 R { }", "line 1, column 9: the title of the game is wanted .*; found '{'"),
    "no players": ('EFG 2 R "t" { }', "line 1, column 13: there are no players"),
    "an open quote": (
        'EFG 2 R "t" { "A" }\n"t',
        "line 2, column 1: the quote that opens here is never closed",
    ),
    "no node": (HEAD, "line 2, column 1: a node is wanted .*; found the end of the file"),
    "an unknown node": (HEAD + 'x "" 0', "line 2, column 1: a node is wanted .*; found 'x'"),
    "no label": (HEAD + "t 0", "line 2, column 3: the label of the node is wanted"),
    "an unknown player": (
        HEAD + 'p "" 3 1 "" { "l" } 0',
        "line 2, column 6: there is no player 3: there are 2",
    ),
    "player 0": (
        HEAD + 'p "" 0 1 "" { "l" } 0',
        "line 2, column 6: the number of a player is wanted .*from 1",
    ),
    "a set not described": (
        HEAD + 'p "" 1 1 0',
        "column 10: information set 1 of A is met here for the first time",
    ),
    "no actions": (HEAD + 'p "" 1 1 "" { } 0', "column 13: information set 1 of A has no actions"),
    "a set described twice": (
        HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 0\np "" 1 1 "" { "l" } 0',
        "line 4, column 8: information set 1 of A is described differently",
    ),
    "probabilities": (
        HEAD + 'c "" 1 "" { "l" 1/2 "r" 1/3 } 0',
        r"line 2, column 11: the probabilities of nature \(1/2, 1/3\) sum to 5/6, not to one",
    ),
    "a negative probability": (
        HEAD + 'c "" 1 "" { "l" -1 "r" 2 } 0',
        "column 17: the probability -1 is negative",
    ),
    "too few payoffs": (
        HEAD + 't "" 1 "" { 1 }',
        "line 2, column 15: outcome 1 has 1 of 2 payoffs: the payoff of B is wanted",
    ),
    "too many payoffs": (
        HEAD + 't "" 1 "" { 1 2 3 }',
        "column 17: '}' after the payoffs of A, B is wanted; found '3'",
    ),
    "a payoff that is no number": (
        HEAD + 't "" 1 "" { 1 x }',
        r"column 15: the payoff of B is wanted \(a number\); found 'x'",
    ),
    "half a number": (HEAD + 't "" 1 "" { 1 2/x }', "column 15: the payoff of B is wanted .*found '2/x'"),
    "division by zero": (HEAD + 't "" 1 "" { 1 2/0 }', "column 15: 2/0 divides by zero"),
    "a number too long": (HEAD + 't "" 1 "" { 1 1e999999999 }', "column 15: the exponent of 1e999999999"),
    "digits without end": (HEAD + 't "" 1 "" { 1 ' + "9" * 9999 + " }", "a number of 9999 characters"),
    "an unknown outcome": (HEAD + 't "" 4', "line 2, column 6: outcome 4 has not been met before"),
    "outcome 0 with payoffs": (HEAD + 't "" 0 "" { 1 1 }', "column 6: outcome 0 is no outcome"),
    "half an outcome": (HEAD + 't "" 1/2', "column 6: the number of an outcome"),
    "a half tree": (
        HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 0\n',
        r"line 4, column 1: a node is wanted \(c, p or t\), for what follows after 'r'; found the end",
    ),
    "more than a tree": (HEAD + 't "" 0\nt "" 0', "line 3, column 1: the tree is complete"),
}
WRONG_TABLES = {
    "a tree": (HEAD, "line 1, column 1: an? .nfg file begins with NFG 1 R; found 'EFG'"),
    "no strategies": ('NFG 1 R "t" { "A" } { { } } 1', "column 23: A has no strategies"),
    "too few lists": (
        'NFG 1 R "t" { "A" "B" } { { "l" } } 1',
        "column 35: how many strategies B has is wanted",
    ),
    "too few payoffs": (
        'NFG 1 R "t" { "A" "B" } { 2 2 }\n1 1 1 1\n1 1 1',
        r"line 3, column 6: the payoff of B after \(2, 2\) is wanted .*; found the end of the file",
    ),
    "too many payoffs": (
        'NFG 1 R "t" { "A" } { 2 } 1 2 3',
        "column 31: the table of 2 combinations is complete",
    ),
    "an unknown outcome": (
        'NFG 1 R "t" { "A" } { 2 } { { "" 1 } } 1 2',
        "column 42: there is no outcome 2: 1 are listed",
    ),
    "an outcome too short": (
        'NFG 1 R "t" { "A" "B" } { 1 1 } { { "o" 1 } } 1',
        "payoff of B in the outcome 'o' is wanted",
    ),
    "as large as the world": ('NFG 1 R "t" { "A" "B" } { 99999 99999 } 1', "99999 x 99999 combinations"),
}


@pytest.mark.parametrize(("text", "message"), WRONG_TREES.values(), ids=WRONG_TREES)
def test_a_wrong_tree_is_refused_where_it_is_wrong(text: str, message: str):
    with pytest.raises(GameError, match=message):
        Game.from_efg(text)


@pytest.mark.parametrize(("text", "message"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_a_wrong_table_is_refused_where_it_is_wrong(text: str, message: str):
    with pytest.raises(GameError, match=message):
        StrategicGame.from_nfg(text)


def test_a_file_is_named_in_its_errors(tmp_path: Path):
    wrong = tmp_path / "half.efg"
    wrong.write_text(HEAD)
    with pytest.raises(GameError, match=r"half\.efg, line 2, column 1"):
        Game.from_efg(str(wrong))
    with pytest.raises(
        GameError, match=r"'none\.efg' cannot be read .*: give the path of a \.efg file, or its text"
    ):
        Game.from_efg("none.efg")


def test_forgetful_players_are_refused_as_in_any_game():
    text = (
        HEAD + 'p "" 1 1 "I" { "l" "r" } 0\np "" 1 2 "J" { "a" } 0\nt "" 0\np "" 1 2 "J" { "a" } 0\nt "" 0\n'
    )
    with pytest.raises(GameError, match="J"):
        Game.from_efg(text)


# -- how ---------------------------------------------------------------------------------------------


def nodes_of(
    node: Any, history: tuple[str, ...], players: Any, paid: Any = None
) -> Iterator[tuple[Any, Any]]:
    """Yield the nodes that pygambit has read: what they pay, or their probabilities, or None."""
    paid = [Fraction(0)] * len(players) if paid is None else paid
    if node.outcome:
        paid = [u + fraction(node.outcome[player]) for u, player in zip(paid, players, strict=True)]
    if node.is_terminal:
        yield history, tuple(paid)
        return
    chances = {a.label: fraction(a.prob) for a in node.infoset.actions} if node.infoset.is_chance else None
    yield history, chances
    for action, child in zip(node.infoset.actions, node.children, strict=True):
        yield from nodes_of(child, (*history, action.label), players, paid)


def cut_by_sets(game: Any) -> set[frozenset[tuple[str, ...]]]:
    def history(node: Any) -> tuple[str, ...]:
        return () if node.parent is None else (*history(node.parent), node.prior_action.label)

    return {frozenset(map(history, i.members)) for i in game.infosets if not i.is_chance}


def pygambit_table(game: Any) -> list[tuple[tuple[Fraction, ...], ...]]:
    """Return the payoffs of all combinations of plans, whatever these are called."""
    found = []
    for cell in itertools.product(*(player.strategies for player in game.players)):
        profile = game.mixed_strategy_profile(rational=True)
        for strategy in game.strategies:
            profile[strategy] = 0
        for strategy in cell:
            profile[strategy] = 1
        found.append(tuple(fraction(profile.payoff(player)) for player in game.players))
    return sorted(found)


def our_table(game: Game) -> list[tuple[Fraction, ...]]:
    return sorted(tuple(map(fraction, paid)) for paid in game.strategic_form().payoffs.values())
