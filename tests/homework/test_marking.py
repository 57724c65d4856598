"""Verdicts and their points, slips, follow-through, random numbers, profiles, steps, games of one's own, bad files."""

import random
import re
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formal.homework import STARTER, AnswerError, Assignment
from formal.homework.comparing import compare_conditions, compare_values
from formal.homework.loading import read_table

p, c_A, c_B, x = sp.symbols("p c_A c_B x")
WHERE = [0 < p, p < 1, c_A > 0, c_B > 0]


def ask(type_, table=None, **keys):
    """An assignment of one question, "q"."""
    question = {"id": "q", "ask": "?", "type": type_, **keys}
    return Assignment.of(
        {"title": "A test", "model": "crisis_bargaining", **(table or {}), "question": [question]}
    )


# -- verdicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("min(1, p + c_B)", "equivalent"),
        ("x = min(p + c_B, 1)", "equivalent"),
        ("p + c_B if p + c_B < 1, 1 otherwise", "equivalent"),
        ("1 - max(0, 1 - p - c_B)", "equivalent"),
        ("p + c_B if p + c_B < 1; 1 if p + c_B > 1", "boundary"),
        ("p + c_B", "different"),
        ("1", "different"),
        ("p", "different"),
        ("p > 1", "invalid"),
        ("x", "invalid"),
        ("p +", "invalid"),
        ("", "invalid"),
        ("2^p", "different"),
    ],
)
def test_a_value_gets_the_verdict_it_deserves(answer, verdict):
    assert ask("expression", quantity="offer", unknown="x").check("q", answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict", "says"),
    [
        ("p + c_B >= 1", "equivalent", ""),
        ("1 - p <= c_B", "equivalent", ""),
        ("p + c_B > 1", "boundary", "ties"),
        ("p + c_B >= 1 and c_A > 0", "equivalent", ""),
        ("p >= 1 - c_B and p > 1/2", "different", "too strong"),
        ("p >= 1 - c_B or p > 1/2", "different", "too weak"),
        ("p + c_B < 1", "different", "opposite"),
        ("p + c_B < 1/2", "different", "never hold together"),
        ("p > 1/2", "different", "admits points that it should not, and excludes"),
        ("p >= 1 + c_B", "different", "the sign of c_B"),
        ("p + c_A >= 1", "different", "c_A and c_B are exchanged"),
        ("never", "different", "too strong"),
    ],
)
def test_a_condition_is_told_how_it_is_wrong(answer, verdict, says):
    mark = ask("condition", key="p + c_B >= 1").check("q", answer)
    assert mark.verdict == verdict
    assert says in mark.feedback


def test_a_wrong_offer_comes_back_with_numbers():
    mark = ask("expression", quantity="offer", unknown="x", where=["p + 2*c_B < 1"]).check("q", "p + 2*c_B")
    point = {sp.Symbol(n): v for n, v in mark.counterexample.items()}
    offer = (p + 2 * c_B).subs(point)
    assert f"Offer x = {offer} there" in mark.feedback
    assert f"B gets {1 - offer} by accept and {(1 - p - c_B).subs(point)} by reject" in mark.feedback.replace(
        "\n", " "
    )
    assert "chooses reject" in mark.feedback.replace("\n", " ")


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("p - c_B", "the sign of c_B"),
        ("p + c_A", "c_A and c_B are exchanged"),
        ("2p + 2c_B", "a factor of 2"),
        ("1 - p - c_B", "this is what the other side is left with"),
        ("-p - c_B", "the sign of the whole"),
        ("p", "c_B is left out"),
        ("1 - p + c_B", "p stands where 1 - p belongs"),
    ],
)
def test_a_slip_is_named(answer, slip):
    assert ask("expression", key="p + c_B").check("q", answer).slip == slip


COEFFICIENTS = st.integers(-2, 2)


@st.composite
def terms(draw):
    a, b, c, k = (draw(COEFFICIENTS) for _ in range(4))
    term = a * p + b * c_A + c * c_B + k
    return draw(st.sampled_from([term, sp.Min(1, term), sp.Max(0, term), term / (1 + p), term * p]))


@given(terms(), terms(), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_verdict_on_values_agrees_with_exact_points(one, other, seed):
    found = compare_values(one, other, WHERE)
    assume(found.verdict != "unknown")
    differ = [point for point in _points(seed) if one.subs(point) != other.subs(point)]
    if found.verdict == "equivalent":
        assert not differ
    if found.counterexample is not None:
        assert one.subs(found.counterexample) != other.subs(found.counterexample)
    if len(differ) > 5:
        assert found.verdict == "different"


@given(
    terms(),
    terms(),
    st.sampled_from([sp.Gt, sp.Ge, sp.Lt, sp.Le]),
    st.sampled_from([sp.Gt, sp.Ge]),
    st.integers(0, 10**6),
)
@settings(max_examples=60, deadline=None)
def test_a_verdict_on_conditions_agrees_with_exact_points(one, other, relation, second, seed):
    left, right = relation(one, sp.Rational(1, 3)), second(other, 0)
    found = compare_conditions(left, right, WHERE)
    held = [(bool(left.subs(point)), bool(right.subs(point))) for point in _points(seed)]
    if found.verdict == "equivalent":
        assert all(a == b for a, b in held)
    if found.relation == "too weak":
        assert all(a or not b for a, b in held)
    if found.relation == "too strong":
        assert all(b or not a for a, b in held)
    if found.relation == "disjoint":
        assert not any(a and b for a, b in held)


def _points(seed, count=12):
    dice = random.Random(seed)
    draw = lambda low, high: sp.Rational(dice.randint(low, high), 29)  # noqa: E731
    return [{p: draw(1, 28), c_A: draw(1, 60), c_B: draw(1, 60)} for _ in range(count)]


# -- sets, lists, yes and no, steps --------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("[max(0, p - c_A), min(1, p + c_B)]", "equivalent"),
        ("max(0, p - c_A) <= x <= min(1, p + c_B)", "equivalent"),
        ("x in [max(0, p - c_A), min(1, p + c_B)]", "equivalent"),
        ("(max(0, p - c_A), min(1, p + c_B))", "boundary"),
        ("[p - c_A, p + c_B]", "different"),
        ("p", "invalid"),
    ],
)
def test_a_set_may_be_written_as_one_or_as_a_condition(answer, verdict):
    key = "[max(0, p - c_A), min(1, p + c_B)]"
    assert ask("set", key=key, unknown="x").check("q", answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("p, 1 - p", "equivalent"), ("(p, 1-p)", "equivalent"), ("1 - p, p", "different"), ("p", "different")],
)
def test_a_list_is_marked_in_order(answer, verdict):
    assert ask("list", key="p, 1 - p").check("q", answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("yes, if p > c_A", "equivalent"),
        ("Yes if p > c_A", "equivalent"),
        ("only if p > c_A", "equivalent"),
        ("no, unless p > c_A", "equivalent"),
        ("No, except if p > c_A", "equivalent"),
        ("p > c_A", "equivalent"),
        ("yes", "different"),
        ("no", "different"),
        ("no, if p > c_A", "different"),
        ("yes, but only if p >= c_A", "boundary"),
        ("perhaps", "invalid"),
    ],
)
def test_yes_and_no_may_come_with_a_condition(answer, verdict):
    assert ask("yes_no", key="p > c_A").check("q", answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict", "says"),
    [
        ("1 - x >= 1 - p", "equivalent", ""),
        ("1 - x >= 1 - p - c_B", "different", "does not lead to the goal"),
        ("x < p - 1", "different", "does not follow"),
    ],
)
def test_a_step_has_to_follow_and_to_lead_on(answer, verdict, says):
    given_ = ["x <= p"]
    mark = ask("step", given=given_, goal="1 - x >= 1 - p", names=["x"]).check("q", answer)
    assert mark.verdict == verdict
    assert says in mark.feedback


# -- parts ---------------------------------------------------------------------------------------


def test_a_later_part_is_marked_with_ones_own_earlier_answer():
    questions = [
        {"id": "a", "ask": "?", "type": "expression", "quantity": "offer"},
        {"id": "b", "ask": "?", "type": "expression", "key": "1 - y", "follows": {"y": "a"}, "points": 2},
    ]
    assignment = Assignment.of({"title": "", "model": "crisis_bargaining", "question": questions})
    assert assignment.check("b", "1 - min(1, p + c_B)").points == 2
    own = assignment.check("b", "1 - p", earlier={"a": "p"})
    assert (own.points, own.followed) == (2, True)
    assert "your own answer to a" in own.feedback
    assert assignment.check("b", "1 - p", earlier={"a": "p + c_B"}).points == 0
    right = assignment.check("b", "1 - min(1, p + c_B)", earlier={"a": "p"})
    assert (right.points, right.followed) == (2, False)


def test_random_numbers_depend_on_the_student_and_the_seed_alone():
    numbers = {"random": {"p": ["1/4", "1/2", "3/4"]}, "at": {"c_A": "1/8", "c_B": "1/8"}}
    assignment = ask("value", quantity="offer", **numbers)
    asked = {}
    for student in map(str, range(20)):
        (value,) = assignment.question("q").drawn(0, student).values()
        asked[student] = sp.Rational(value) + sp.Rational(1, 8)
        assert assignment.check("q", str(asked[student]), student).verdict == "equivalent"
        assert assignment.check("q", str(asked[student] + 1), student).verdict == "different"
    assert len(set(asked.values())) == 3


def test_points_in_part():
    assignment = ask(
        "expression", quantity="offer", points=4, credit={"case": 0.25, "slip": 0.5, "boundary": 0.75}
    )
    assert assignment.check("q", "p + c_B").points == 1
    assert assignment.check("q", "min(1, p - c_B)").points == 2
    assert assignment.check("q", "p + c_B if p + c_B < 1; 1 if p + c_B > 1").points == 3
    foreseen = [{"answer": "p", "say": "That is no offer.", "credit": 0.5}]
    mark = ask("expression", quantity="offer", feedback=foreseen).check("q", "p")
    assert mark.points == Fraction(1, 2)
    assert "That is no offer." in mark.feedback


def test_hints_come_one_by_one():
    assignment = ask("expression", quantity="offer", hints=["vague", "clear"])
    assert [assignment.hint("q", level) for level in (1, 2, 3)] == ["vague", "clear", ""]


# -- profiles ------------------------------------------------------------------------------------


def test_any_profile_that_no_deviation_betters_is_right():
    assignment = ask("profile", where=["p + c_B < 1"])
    plan = "A: x = p + c_B; B: accept if x <= p + c_B, otherwise reject"
    assert assignment.check("q", plan).verdict == "equivalent"
    assert assignment.check("q", plan.replace("A: x = p + c_B", "A: p + c_B")).verdict == "equivalent"
    late = "A: x = p + c_B; B: accept if x <= p + c_B, reject if x > p + c_B"
    assert assignment.check("q", late).verdict == "equivalent"
    for wrong in (
        "A: x = p; B: accept if x <= p + c_B, otherwise reject",
        "A: x = p + c_B; B: accept",
        "A: x = p - c_A; B: accept if x <= p - c_A, otherwise reject",
        "A: x = p + c_B; B: reject",
    ):
        mark = assignment.check("q", wrong)
        assert mark.verdict == "different"
        assert "gains" in mark.feedback
    for unreadable in (
        "A: x = p",
        "C: x = p",
        "A: x = p; B: yield",
        "A: x > p; B: accept",
        "A: p; A: p; B: accept",
    ):
        assert assignment.check("q", unreadable).verdict == "invalid"


def test_a_mixed_profile_and_its_beliefs():
    tree = {
        "player": "A",
        "actions": {
            "left": {"player": "B", "info": "B", "actions": {"up": ["1", "0"], "down": ["0", "1"]}},
            "right": {"player": "B", "info": "B", "actions": {"up": ["0", "1"], "down": ["1", "0"]}},
        },
    }
    game = {"players": ["A", "B"], "names": [], "tree": tree}
    question = {"id": "q", "ask": "?", "type": "profile"}
    assignment = Assignment.of({"title": "", "game": game, "question": [question]})
    even = "A: left 1/2, right 1/2\nB: up 1/2, down 1/2\nbelief B: left = 1/2, right = 1/2"
    assert assignment.check("q", even).verdict == "equivalent"
    assert assignment.check("q", even.replace("up 1/2, down 1/2", "up")).verdict == "different"


def test_the_condition_of_an_equilibrium_counts():
    tree = {"player": "A", "actions": {"fight": ["p - c"], "wait": ["0"]}}
    game = {"players": ["A"], "names": ["p", "c"], "where": ["0 < p < 1", "c > 0"], "tree": tree}
    question = {"id": "q", "ask": "?", "type": "equilibrium"}
    assignment = Assignment.of({"title": "", "game": game, "question": [question]})
    assert assignment.check("q", "A: fight\nexists if p >= c").verdict == "equivalent"
    assert assignment.check("q", "A: fight\nexists if p >= c/2").verdict == "different"
    assert assignment.check("q", "A: fight\nexists if p >= 2c").verdict == "different"


# -- files ---------------------------------------------------------------------------------------


def test_the_keys_of_a_game_of_ones_own_follow_from_it():
    offer = {
        "player": "A", "offer": "y", "low": "0", "high": "1",
        "then": {"player": "B", "actions": {"take": ["y", "1 - y"], "fight": ["p - c", "1 - p - c"]}},
    }  # fmt: skip
    game = {
        "players": ["A", "B"],
        "names": ["p", "c"],
        "where": ["0 < p", "c > 0", "p + c < 1"],
        "tree": offer,
    }
    questions = [
        {"id": "a", "ask": "?", "type": "expression", "derive": {"named": "y"}, "unknown": "y"},
        {"id": "b", "ask": "?", "type": "expression", "derive": {"payoff": "B"}},
        {"id": "c", "ask": "?", "type": "condition", "derive": {"reaches": ["fight"]}},
    ]
    assignment = Assignment.of({"title": "", "game": game, "question": questions})
    assert assignment.check("a", "y = p + c").verdict == "equivalent"
    assert assignment.check("b", "1 - p - c").verdict == "equivalent"
    assert assignment.check("c", "never").verdict == "equivalent"
    offer["then"]["actions"]["fight"] = ["p - c", "1 - p - 2*c"]
    changed = Assignment.of(
        {"title": "", "game": {**game, "where": [*game["where"], "p + 2*c < 1"]}, "question": questions}
    )
    assert changed.check("a", "p + c").verdict == "different"
    assert changed.check("a", "p + 2c").verdict == "equivalent"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('type = "expression"', 'type = "essay"'), "a.toml:10: question offer, type: 'essay' is not one of"),
        (("points = 2", 'points = "two"'), "question offer, points: 'two' is not of type 'number'"),
        (
            ("hints = [", "hnits = ["),
            "a.toml:14: question offer: 'hnits' means nothing here; did you mean 'hints'?",
        ),
        (('id = "left"', 'id = "offer"'), "two questions are called 'offer'"),
        (("[[question]]", "[[question]"), "a.toml: this is no TOML"),
        (('verdict = "boundary"', 'verdict = "almost"'), "'almost' is not one of"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_line(change, says):
    with pytest.raises(AnswerError) as problem:
        read_table(STARTER.replace(*change, 1), "a.toml")
    assert says in str(problem.value)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"quantity": "ofer"}, "question q: the key cannot be had: crisis_bargaining has no quantity 'ofer'"),
        ({"claim": "C9.9"}, "question q: crisis_bargaining has no claim 'C9.9'"),
        ({}, "question q: one of quantity, claim, key and derive is wanted, found none"),
        ({"key": "p +"}, "question q: the answer ends too early"),
        ({"key": "p", "at": {"z": "1/2"}}, "question q: z"),
    ],
)
def test_a_key_that_cannot_be_had_names_its_question(keys, says):
    with pytest.raises(AnswerError) as problem:
        ask("expression", **keys).check("q", "1")
    assert says in str(problem.value)


def test_no_such_file_and_no_such_question(tmp_path):
    with pytest.raises(AnswerError, match="cannot be read"):
        Assignment.load(tmp_path / "nothing.toml")
    with pytest.raises(AnswerError, match="did you mean offer"):
        Assignment.of(read_table(STARTER, "a.toml")).check("ofer", "1")


CELLS = {"in, in": ["-1", "-c"], "in, out": ["1", "0"], "out, in": ["0", "1"], "out, out": ["0", "0"]}


def test_a_table_of_moves_at_once():
    """Two may enter a market for one: 2 pure equilibria, and B mixes 1/2, A 1/(1 + c)."""
    game = {"players": ["A", "B"], "names": ["c"], "where": ["c > 0"], "table": CELLS}
    question = {"id": "q", "ask": "?", "type": "profile"}
    assignment = Assignment.of({"title": "", "game": game, "question": [question]})
    assert assignment.check("q", "A: in; B: out").verdict == "equivalent"
    assert assignment.check("q", "A: in 1/(1 + c); B: in 1/2").verdict == "equivalent"
    assert assignment.check("q", "A: in 1/2; B: in 1/2").verdict == "different"
    assert assignment.check("q", "A: in; B: in").verdict == "different"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({k: v for k, v in CELLS.items() if k != "out, out"}, "nothing of out, out"),
        ({**CELLS, "in": ["0", "0"]}, "'in': an action of each of A, B"),
        ({**CELLS, "in, in": ["0"]}, "after (in, in)"),
        ({**CELLS, "in, in": ["0", "d"]}, "d is no name"),
    ],
    ids=["a missing cell", "too few actions", "too few payoffs", "an unknown name"],
)
def test_a_table_that_is_not_well_formed_is_refused(cells, message):
    game = {"players": ["A", "B"], "names": ["c"], "where": ["c > 0"], "table": cells}
    with pytest.raises(AnswerError, match=re.escape(message)):
        Assignment.of(
            {"title": "", "game": game, "question": [{"id": "q", "ask": "?", "type": "profile"}]}
        ).check("q", "A: in; B: out")


def test_a_game_is_a_tree_or_a_table(tmp_path):
    path = tmp_path / "homework.toml"
    question = '[[question]]\nid = "q"\nask = "?"\ntype = "profile"\n'
    path.write_text(f'title = ""\n[game]\nplayers = ["A"]\nnames = []\n{question}')
    with pytest.raises(AnswerError, match=r"either tree .* or table"):
        Assignment.load(path)
