"""Region plots: what is drawn is what the regions say, boundaries are exact, and what is missing is named."""

import bisect
import functools
import random
import sys
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sympy import Symbol

from formal import OutputError, ParameterError, load_model
from formal.show.figures.cells import Cells
from formal.show.figures.labels import places
from formal.show.figures.slices import Slice

HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
PLOTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "crisis_bargaining": ("p", "c_B", {"c_A": TENTH}),
    "crisis_bargaining_outside_option": ("p", "s", {"c_A": TENTH, "c_B": Fraction(1, 5)}),
    "gray_zone": ("p", "gain", {"V": 1, "c_A": Fraction(3, 10), "c_B": TENTH, "h_A": TENTH, "h_B": TENTH}),
    "crisis_bargaining_incomplete": ("tau", "p", {"c_A": TENTH, "c_L": TENTH, "c_H": Fraction(3, 10)}),
}


@functools.cache
def cells_of(slug: str) -> Cells:
    solution = load_model(slug).solution
    x, y, at = PLOTS[slug]
    at = {name: value for name, value in at.items() if name in solution.space.names}
    missing = [n for n in solution.space.names if n not in (x, y) and n not in at]
    assert not missing, missing
    return Cells(Slice.of(solution.space, [o.where for o in solution.found], x, y, at))


@pytest.mark.parametrize("slug", PLOTS)
def test_cells_agree_with_the_regions_at_random_points(slug: str) -> None:
    cells, solution, dice = cells_of(slug), load_model(slug).solution, random.Random(0)
    window, (x, y, at) = cells.part.plane.window, PLOTS[slug]
    seen = set()
    for _ in range(120):
        place = window.left + (window.right - window.left) * Fraction(dice.randint(1, 9999), 10000)
        height = window.low + (window.high - window.low) * Fraction(dice.randint(1, 9999), 10000)
        point = {**at, x: place, y: height}
        if solution.space.failing(point) is not None:
            continue
        edges, kinds = cells._column(float(place))
        if edges and min(abs(edge - float(height)) for edge in edges) < 1e-9:
            continue
        expected = tuple(i for i, o in enumerate(solution.found) if o.where.contains(point))
        assert kinds[bisect.bisect(edges, float(height))] == expected
        seen.add(expected)
    assert len(seen) > 1


@pytest.mark.parametrize("slug", PLOTS)
def test_every_boundary_lies_on_its_curve_with_different_regions_beside(slug: str) -> None:
    cells = cells_of(slug)
    x, y, _ = PLOTS[slug]
    pieces = list(cells.boundaries())
    assert pieces
    for piece in pieces:
        middle = len(piece.points) // 2
        (a, b), (c, d) = piece.points[middle - 1], piece.points[middle]
        point = {x: Fraction(c), y: Fraction(d)}
        assert abs(piece.polynomial.evaluate(point)) < 1e-8
        size = max(abs(c - a), abs(d - b), 1e-3)
        across, up = Fraction(-(d - b) / size) / 10**5, Fraction((c - a) / size) / 10**5
        sides = [{x: point[x] + side * across, y: point[y] + side * up} for side in (1, -1)]
        assert cells.part.holds(sides[0]) != cells.part.holds(sides[1])


def test_the_boundary_of_the_crisis_is_the_line_where_the_offer_meets_the_end() -> None:
    pieces = list(cells_of("crisis_bargaining").boundaries())
    assert {str(piece.polynomial) for piece in pieces} == {"c_B + p - 1"}
    assert max(abs(p + c - 1) for piece in pieces for p, c in piece.points) < 1e-12


def test_the_plot_names_outcomes_axes_values_and_boundaries() -> None:
    plot = load_model("crisis_bargaining").solution.plot("p", "c_B", at={"c_A": TENTH})
    legend = [text.get_text() for text in plot.axes.get_legend().get_texts()]
    assert legend == ["1: $x = p + c_B$, accept", "2: $x = 1$, accept"]
    texts = [text.get_text() for text in plot.axes.texts]
    assert {"1", "2", "$c_B = 1 - p$"} == set(texts)
    assert plot.axes.get_xlabel() == "$p$"
    assert plot.axes.get_title(loc="left") == "at $c_A = 1/10$"


def test_labels_do_not_cover_each_other() -> None:
    x, y, at = PLOTS["gray_zone"]
    plot = load_model("gray_zone").solution.plot(x, y, at=at)
    renderer = plot.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in plot.axes.texts]
    assert len(boxes) >= 7
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_areas_are_told_apart_without_colours() -> None:
    x, y, at = PLOTS["gray_zone"]
    plot = load_model("gray_zone").solution.plot(x, y, at=at)
    hatches = [area.get_hatch() for area in plot.axes.patches]
    assert len(hatches) == len(set(hatches)) == 4


def test_the_figure_is_well_formed_the_same_each_time_and_saved(tmp_path: Any) -> None:
    solution = load_model("crisis_bargaining").solution
    first, second = (solution.plot("p", "c_B", at={"c_A": TENTH}).svg() for _ in range(2))
    assert first == second
    ET.fromstring(first)
    solution.plot(("p", 0, 1), ("c_B", 0, HALF), at={"c_A": TENTH}, path=tmp_path / "regions.pdf")
    assert (tmp_path / "regions.pdf").read_bytes().startswith(b"%PDF")


def test_ends_of_axes_are_kept() -> None:
    solution = load_model("crisis_bargaining").solution
    plot = solution.plot((Symbol("p"), Fraction(1, 4), 1), ("c_B", 0, HALF), at={"c_A": TENTH})
    assert (plot.axes.get_xlim(), plot.axes.get_ylim()) == ((0.25, 1.0), (0.0, 0.5))


WRONG = {
    "no value": (("p", "c_B"), {}, "no value for c_A: give what is on no axis one"),
    "no such axis": (("p", "z"), {"c_A": 1}, "no parameter 'z' for an axis: there are p, c_A, c_B"),
    "one axis twice": (("p", "p"), {"c_A": 1, "c_B": 1}, "p is on both axes"),
    "a value for an axis": (("p", "c_B"), {"c_A": 1, "p": HALF}, "p is on an axis: it takes no value"),
    "no such parameter": (("p", "c_B"), {"c_A": 1, "z": 1}, "z: no such parameter"),
    "outside the domain": (("p", "c_B"), {"c_A": -1}, "c_A = -1 is excluded by the assumptions"),
    "an empty axis": ((("p", 1, 0), "c_B"), {"c_A": 1}, "the axis of p runs from 1 to 0"),
}


@pytest.mark.parametrize(("axes", "at", "message"), WRONG.values(), ids=WRONG)
def test_what_is_missing_or_wrong_is_named(axes: Any, at: Any, message: str) -> None:
    with pytest.raises(ParameterError) as error:
        load_model("crisis_bargaining").solution.plot(*axes, at=at)
    assert message in str(error.value)


def test_without_matplotlib_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(OutputError, match=r"matplotlib is needed here: .*formal-games\[plot\]"):
        load_model("crisis_bargaining").solution.plot("p", "c_B", at={"c_A": TENTH})


def test_another_format_is_refused(tmp_path: Any) -> None:
    with pytest.raises(OutputError, match=r"the name must end in .svg, .pdf, .png"):
        load_model("crisis_bargaining").solution.plot("p", "c_B", at={"c_A": TENTH}, path=tmp_path / "r.docx")


def test_a_place_for_a_label_is_found_in_each_part() -> None:
    rows = ["aabbb" + "b" * 5, "aabbb" + "b" * 5, "aabbb" + "b" * 5, "bbbbb" + "baaaa"]
    found = places(rows, 1)
    assert len(found["a"]) == 2
    assert all(rows[i][j] == "a" for i, j in found["a"])
    assert places(["ab", "ab"], 2) == {}
