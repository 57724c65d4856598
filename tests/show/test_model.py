"""A model says who plays, what the letters mean, and what can be asked of it."""

from formal import load_model


def test_a_model_as_text():
    shown = str(load_model("crisis_bargaining"))
    assert shown.startswith("Crisis bargaining: an ultimatum in the shadow of war (Fearon 1995)\n")
    assert "c_A  A's cost of war" in shown
    assert "  B: accept -> (x, 1 - x)" in shown
    assert "range_width  the length of the bargaining range" in shown


def test_a_model_as_latex():
    shown = load_model("crisis_bargaining").to_latex()
    assert r"$c_A$ & A's cost of war & $c_A > 0$ \\" in shown
    assert r"\begin{enumerate}" in shown
