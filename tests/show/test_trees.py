"""Pictures of game trees: nothing overlaps, the file is well formed, and what is picked out is what is played."""

import itertools
import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from sympy import Symbol, oo, symbols

from formal import (
    BayesianGame,
    Game,
    GameError,
    MarkovGame,
    OutputError,
    chance,
    choose,
    list_models,
    load_model,
    offer,
    step,
)
from formal.show.trees.picture import Box, Link, Picture
from formal.show.trees.placing import MOST_ENDS, MOST_MOVES, tree_picture

SVG = "{http://www.w3.org/2000/svg}"
p, c, x, q = symbols("p c x q")
MODELS = list_models()


def crisis() -> Game:
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (p - c, 1 - p - c)}))
    return Game(["A", "B"], tree, where=[0 < p, p < 1, c > 0], name="Crisis")


def random_game(seed: int) -> Game:
    """Up to four moves deep, with chance moves, offers, and information sets that join nodes at one depth."""
    dice = random.Random(seed)
    labels = ["a", "back down", "mobilise the reserves", "x = 1/3", "no"]
    payoffs = [p, 1 - p, p - c, (p - c) * (1 - q) / (1 + p), p**2 * q + c, 0, 1]
    signal = dice.random() < 0.5

    def grow(depth: int, seen: tuple[str, ...]) -> object:
        kind = dice.choice(["choose", "choose", "chance", "offer", "end"]) if depth else "end"
        if kind == "end":
            return tuple(dice.choice(payoffs) for _ in range(2))
        if kind == "offer":
            named = Symbol("y" + "".join(seen))
            return offer(dice.choice("AB"), named, 0, dice.choice([1, oo]), grow(depth - 1, (*seen, "0")))
        count = dice.randint(2, 4)
        branches = {labels[i]: grow(depth - 1, (*seen, str(i))) for i in range(count)}
        if kind == "chance":
            even = 1 / Symbol("n").subs("n", count)
            return chance({label: (even, node) for label, node in branches.items()})
        return choose(dice.choice("AB"), branches)

    def unseen(n: int) -> object:
        answers = {"accept": grow(1, (str(n), "0")), "reject": (p, c)}
        return choose("B", {"stay": choose("A", answers, info="I"), "go": choose("A", answers, info="J")})

    tree = chance({str(n): (q / 3, unseen(n)) for n in range(3)} | {"rest": (1 - q, (0, 0))})
    return Game(["A", "B"], tree if signal else grow(4, ()), where=[0 < q, q < 1, 0 < p, p < 1])


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    listed = [(label.latex, label.box) for label in picture.labels()]
    pairs = itertools.combinations(listed, 2)
    return [(left, right) for (left, box), (right, other) in pairs if box.meets(other)]


def points_on(link: Link) -> Iterator[tuple[float, float]]:
    """Points of a dashed line: straight, or out and down on the far side."""
    (x, y), (u, v) = link.start, link.end
    for i in range(1, 50):
        yield x + (u - x) * i / 50 + link.bulge, y + (v - y) * i / 50


def crossed(picture: Picture) -> list[tuple[str, str]]:
    def inside(box: Box, at: tuple[float, float]) -> bool:
        return box.left < at[0] < box.right and box.top < at[1] < box.bottom

    texts = [(label.latex, label.box) for label in picture.labels()]
    return [
        (link.info, latex)
        for link in picture.links
        for latex, box in texts
        if any(inside(box, at) for at in points_on(link))
    ]


@pytest.mark.parametrize("slug", MODELS)
def test_no_two_texts_of_a_model_meet(slug: str) -> None:
    game = load_model(slug).game
    if not hasattr(game, "information_sets"):
        pytest.skip("no tree: the game has no moves one after the other")
    picture = tree_picture(game)
    assert overlaps(picture) == []
    assert crossed(picture) == []
    inside = [label.box for label in picture.labels()]
    assert min(box.left for box in inside) >= 0
    assert max(box.right for box in inside) <= picture.width
    assert max(box.bottom for box in inside) <= picture.height


@pytest.mark.parametrize("seed", range(25))
def test_no_two_texts_of_a_random_tree_meet(seed: int) -> None:
    picture = tree_picture(random_game(seed))
    assert overlaps(picture) == []
    assert crossed(picture) == []


def test_the_test_of_overlaps_sees_one() -> None:
    picture = tree_picture(crisis())
    twice = {history: (lines[0], lines[0]) for history, lines in picture.ends.items()}
    assert overlaps(Picture(1, 1, "", "", ends=twice))


def test_nodes_of_an_information_set_stand_in_one_column() -> None:
    late = choose("B", {"l": (0, 0), "r": (1, 1)}, info="I")
    tree = choose("A", {"now": late, "later": chance({"rain": (q, late), "sun": (1 - q, late)})})
    picture = tree_picture(Game(["A", "B"], tree, where=[0 < q, q < 1]))
    assert len({mark.label.x for mark in picture.marks if mark.info == "I"}) == 1
    assert len(picture.links) == 2


def test_dashed_lines_of_two_information_sets_do_not_cover_each_other() -> None:
    answers = {"l": (0, 0), "r": (1, 1)}
    seen = {"up": choose("B", answers, info="I"), "down": choose("B", answers, info="J")}
    game = Game(
        ["A", "B"],
        chance({"s": (q, choose("A", seen)), "w": (1 - q, choose("A", seen))}),
        where=[0 < q, q < 1],
    )
    first, second = tree_picture(game).links
    assert {first.info, second.info} == {"I", "J"}
    assert 0 < first.bulge != second.bulge > 0


def test_the_picture_is_well_formed_and_its_ids_are_unique() -> None:
    root = ET.fromstring(load_model("credibility_signalling").game.draw().svg("page"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) > 60
    assert all(name == "page" or name.startswith("page-") for name in ids)


def test_every_history_of_the_tree_can_be_found() -> None:
    game = crisis()
    root = ET.fromstring(game.draw().svg())
    found = {
        kind: [
            tuple(json.loads(g.get("data-history", "[]")))
            for g in root.iter(f"{SVG}g")
            if kind in g.get("class", "")
        ]
        for kind in ("formal-node", "formal-branch", "formal-end")
    }
    assert found["formal-node"] == [(), ("x",)]
    assert found["formal-branch"] == [("x",), ("x", "accept"), ("x", "fight")]
    assert found["formal-end"] == [("x", "accept"), ("x", "fight")]


def test_labels_are_escaped() -> None:
    odd = '</text><script>alert("1 & 2")</script>'
    drawn = Game(["A&B"], choose("A&B", {odd: (1,), "\x07bell": (0,)}), name="<b>").draw().svg()
    root = ET.fromstring(drawn)
    assert not list(root.iter(f"{SVG}script"))
    assert odd in ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "<script" not in drawn


def test_formulas_are_italic_with_lowered_letters() -> None:
    tree = choose("A", {"fight": (symbols("p") - symbols("c_A"),), "yield": (0,)})
    root = ET.fromstring(Game(["A"], tree).draw().svg())
    [end] = [g for g in root.iter(f"{SVG}g") if g.get("id") == "tree-end-0"]
    spans = [(span.text, span.get("class"), span.get("dy") is not None) for span in end.iter(f"{SVG}tspan")]
    assert spans == [("(", None, False), ("p", "i", False), (" − ", None, False), ("c", "i", False),
                     ("A", None, True), (")", None, True)]  # fmt: skip


def branches_with(root: ET.Element, mark: str) -> list[list[str]]:
    groups = [g for g in root.iter(f"{SVG}g") if {"formal-branch", mark} <= set(g.get("class", "").split())]
    return sorted(json.loads(g.get("data-history", "")) for g in groups)


def test_the_path_of_an_equilibrium_is_picked_out_with_the_offer_made() -> None:
    game = crisis()
    root = ET.fromstring(game.draw(highlight=game.solve()[0]).svg())
    assert branches_with(root, "formal-path") == [["x"], ["x", "accept"]]
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "x = p + c" in texts


def test_where_any_of_several_offers_will_do_their_bounds_are_written() -> None:
    refused = offer("A", x, 0, 1, choose("B", {"accept": (-1, -1), "fight": (p, 1 - p)}))
    game = Game(["A", "B"], refused, where=[0 < p, p < 1])
    texts = ["".join(text.itertext()) for text in ET.fromstring(game.solve().draw().svg()).iter(f"{SVG}text")]
    assert "0 ≤ x ≤ 1" in texts


def test_what_is_played_off_the_path_is_told_from_the_path() -> None:
    tree = choose("A", {"in": choose("B", {"fight": (-1, -1), "yield": (2, 1)}), "out": (3, 3)})
    game = Game(["A", "B"], tree)
    root = ET.fromstring(game.solve().draw().svg())
    assert branches_with(root, "formal-path") == [["out"]]
    assert branches_with(root, "formal-chosen") == [["in", "yield"], ["out"]]


def test_mixed_actions_show_their_probability() -> None:
    ball = {a: choose("B", {b: ((1, -1) if a == b else (-1, 1)) for b in "HT"}, info="B") for a in "HT"}
    game = Game(["A", "B"], choose("A", ball))
    texts = ["".join(text.itertext()) for text in ET.fromstring(game.solve().draw().svg()).iter(f"{SVG}text")]
    assert texts.count("[1/2]") == 6


def test_a_game_over_time_shows_each_state_and_what_comes_next() -> None:
    delta = Symbol("delta")
    war = choose("A", {"fight": step((p - c,), {"peace": p, "war": 1 - p}), "wait": step((0,), "war")})
    game = MarkovGame(["A"], {"war": war, "peace": step((1,), "peace")}, delta, where=[0 < p, p < 1])
    texts = ["".join(text.itertext()) for text in ET.fromstring(game.draw().svg()).iter(f"{SVG}text")]
    assert {"state war", "state peace", "then peace [p]", "then war [1 − p]", "then war"} <= set(texts)
    assert overlaps(tree_picture(game)) == []


def test_a_game_of_types_is_drawn_as_its_tree() -> None:
    cells = [("fight", "yield"), ("fight", "fight"), ("yield", "yield"), ("yield", "fight")]
    table = dict.fromkeys(cells, (p, -p))
    game = BayesianGame(
        ["A", "B"], {"A": {"tough": q, "weak": 1 - q}}, lambda kind: table, where=[0 < q, q < 1]
    )
    assert repr(game.draw()) == repr(game.game.draw())


def test_notebooks_show_the_picture_before_the_listing() -> None:
    html = crisis()._repr_html_()
    assert html is not None
    assert "<svg" in html


WRONG_PATHS = {
    "an action that is not there": ([("x", "flee")], "'flee' is not in the tree; there is 'accept', 'fight'"),
    "after the end": ([("x", "fight", "x")], "the game is over there"),
    "a number": (7, "give an equilibrium, an outcome, or a list of histories"),
}


@pytest.mark.parametrize(("highlight", "message"), WRONG_PATHS.values(), ids=WRONG_PATHS)
def test_a_path_that_is_not_in_the_tree_is_refused(highlight: object, message: str) -> None:
    with pytest.raises(GameError, match="cannot highlight") as error:
        crisis().draw(highlight=highlight)
    assert message in str(error.value)


def test_a_tree_too_large_to_read_is_refused_and_a_notebook_shows_none() -> None:
    many = {str(n): (n,) for n in range(MOST_ENDS + 1)}
    game = Game(["A"], choose("A", many), name="Many")
    with pytest.raises(GameError, match=f"Many has {MOST_ENDS + 1} terminal nodes, too many.*draw a subgame"):
        game.draw()
    assert game._repr_svg_() is None


def test_a_tree_too_deep_to_read_is_refused() -> None:
    tree: object = (0, 0)
    for stage in range(MOST_MOVES + 1):
        tree = choose("AB"[stage % 2], {"stop": (stage, -stage), "go": tree})
    with pytest.raises(GameError, match=f"has {MOST_MOVES + 1} moves in a row, too many"):
        Game(["A", "B"], tree).draw()


def test_an_outcome_that_is_not_there_is_refused() -> None:
    with pytest.raises(GameError, match="no outcome 7: it has"):
        crisis().solve().draw(index=7)


def test_a_file_is_written_and_another_format_refused(tmp_path) -> None:
    crisis().draw(tmp_path / "tree.svg")
    ET.parse(tmp_path / "tree.svg")
    with pytest.raises(OutputError, match=r"cannot draw to 'tree.docx': the name must end in .svg or .tex"):
        crisis().draw(tmp_path / "tree.docx")
    with pytest.raises(OutputError, match=r"istgame is for LaTeX: to draw to 'tree.svg', leave it out"):
        crisis().draw(tmp_path / "tree.svg", istgame=True)


def test_tikz_has_every_text_once_and_escapes_it() -> None:
    game = Game(["A_1"], choose("A_1", {"50% & more": (1,), "\\input{x}": (0,)}), name="Odd")
    for drawn in (game.draw().tikz(), game.draw().tikz(istgame=True)):
        assert drawn.count(r"50\% \& more") == 1
        assert drawn.count(r"\textbackslash{}input\{x\}") == 1
        assert drawn.count(r"A\_1") == 2  # the node, and whose payoffs these are


@pytest.mark.parametrize("istgame", [False, True], ids=["tikz", "istgame"])
def test_every_branch_of_the_layout_is_in_the_tikz(istgame: bool) -> None:
    drawing = load_model("credibility_signalling").game.draw()
    command = r"\istb" if istgame else r"\draw[formal branch]"
    lines = drawing.tikz(istgame=istgame).lower().splitlines()
    assert sum(line.strip().startswith(command) for line in lines) == len(drawing.picture.branches)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("istgame", [False, True], ids=["tikz", "istgame"])
def test_latex_compiles_the_picture(tmp_path, istgame: bool) -> None:
    if istgame and subprocess.run(["kpsewhich", "istgame.sty"], capture_output=True).returncode:
        pytest.skip("the LaTeX package istgame is not installed")
    drawn = {
        "random": random_game(1),
        "continuous": load_model("crisis_bargaining_uniform").game,
        "played": load_model("crisis_bargaining").solution,
    }
    for name, thing in drawn.items():
        thing.draw(tmp_path / f"{name}.tex", istgame=istgame, standalone=True)
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stdout.decode(errors="replace")[-1500:]


def test_what_is_named_in_one_period_after_the_other_is_written_in_that_order() -> None:
    model = load_model("salami")
    texts = ["".join(t.itertext()) for t in ET.fromstring(model.solution.draw().svg()).iter(f"{SVG}text")]
    [named] = [text for text in texts if ", then x = " in text]
    assert named.startswith("x = ")
    assert "S becomes S + x" in texts
