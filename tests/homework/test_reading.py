"""Answers as people write them: read right, or refused with a hint; never read wrong, never run."""

import re
import time

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from formal.homework import AnswerError, parse_answer
from formal.homework.answers import read_answer
from formal.homework.names import Names
from tests.homework.spellings import CONDITIONS, NAMES, REFUSED, SETS, VALUES

POINTS = [
    {sp.Symbol(n): sp.Rational((3 * i + 5 * j) % 17 + 1, 7 + j) for i, n in enumerate(NAMES)}
    for j in range(5)
]


@pytest.mark.parametrize(("text", "meaning"), VALUES + CONDITIONS + SETS)
def test_an_answer_means_what_it_says(text, meaning):
    found = parse_answer(text, NAMES)
    assert found == meaning or all(found.subs(point) == sp.sympify(meaning).subs(point) for point in POINTS)


@pytest.mark.parametrize("text", REFUSED)
def test_what_needs_a_guess_is_refused_in_no_time(text):
    start = time.process_time()
    with pytest.raises(AnswerError) as problem:
        parse_answer(text, NAMES)
    assert time.process_time() - start < 1
    assert problem.value.message
    if problem.value.position is not None:
        assert 0 <= problem.value.position <= len(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("p + c_a", "did you mean c_A?"),
        ("p + C_B", "did you mean c_B?"),
        ("p2", "write 2*p, p^2 or p_2"),
        ("0,5", "write 0.5 for a decimal"),
        ("p => q", "write >= for"),
        ("p + с_A", "type c"),
        ("(p + q", "write ) where the bracket ends"),
        ("ξ", "the names are p, q, c_A"),
    ],
)
def test_an_error_says_what_to_do(text, hint):
    with pytest.raises(AnswerError, match=re.escape(hint)) as problem:
        parse_answer(text, NAMES)
    assert "^" in str(problem.value)


def test_the_caret_stands_below_what_is_wrong():
    with pytest.raises(AnswerError) as problem:
        parse_answer("p + 2*c_a - q", NAMES)
    lines = str(problem.value).splitlines()
    assert lines[1][lines[2].index("^") :].startswith("c_a")


def test_the_longest_name_wins_and_is_never_split():
    assert parse_answer("c_A", ["c", "A", "c_A"]) == sp.Symbol("c_A")
    with pytest.raises(AnswerError):
        parse_answer("c_A", ["c", "A"])


def test_a_short_spelling_is_read_only_where_nothing_else_can_be_meant():
    assert parse_answer("cA", ["c_A"]) == sp.Symbol("c_A")
    c, A = sp.symbols("c A")
    assert parse_answer("cA", ["c_A", "c", "A"]) == c * A


def test_symbols_keep_what_is_known_of_them():
    p = sp.Symbol("p", positive=True)
    assert parse_answer("2p", [p]) == 2 * p


_SIGNS = "0 1 2 9 . , ; + - * / ^ ( ) [ ] { } < > = | _ \\ $ & ! ' \" # @ % ~ ? : ≤ ∈ ∪ ∞ ² ½ δ − **"
_WORDS = "if otherwise and or not always min max sqrt in iff"
_COMMANDS = r"\frac \sqrt \min \text{ \left \begin{cases} \end{cases} \\"
SIGNS = st.sampled_from([*NAMES, *_SIGNS.split(), *_WORDS.split(), *_COMMANDS.split(), " ", "\n", "\t"])


@given(st.lists(SIGNS, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_soup_of_signs_is_read_or_refused(text):
    _read_or_refused(text)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text):
    _read_or_refused(text)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_bytes_are_read_or_refused(raw):
    _read_or_refused(raw.decode("latin-1"))


def _read_or_refused(text):
    start = time.process_time()
    try:
        found = parse_answer(text, NAMES)
    except AnswerError:
        pass
    else:
        assert isinstance(found, sp.Basic)
        assert {s.name for s in found.free_symbols} <= set(NAMES)
    assert time.process_time() - start < 2


# -- what is printed is read back ----------------------------------------------------------------

p, q, c_A, delta = sp.symbols("p q c_A delta")
LEAVES = st.sampled_from([p, q, c_A, delta]) | st.fractions(0, 5, max_denominator=9).map(
    lambda f: sp.Rational(f.numerator, f.denominator)
)


def _grown(inner):
    pair = st.tuples(inner, inner)
    return (
        pair.map(lambda t: t[0] + t[1])
        | pair.map(lambda t: t[0] - t[1])
        | pair.map(lambda t: t[0] * t[1])
        | pair.filter(lambda t: t[1] != 0).map(lambda t: t[0] / t[1])
        | inner.map(lambda e: e**2)
        | pair.map(lambda t: sp.Min(*t))
        | pair.map(lambda t: sp.Max(*t))
    )


EXPRESSIONS = st.recursive(LEAVES, _grown, max_leaves=6).filter(lambda e: not e.has(sp.zoo, sp.nan))


@given(EXPRESSIONS)
@settings(max_examples=150, deadline=None)
def test_what_sympy_prints_is_read_back(expression):
    for text in (str(expression), sp.latex(expression, fold_short_frac=False)):
        found = parse_answer(text, NAMES)
        assert _equal(found, expression), text


@given(EXPRESSIONS)
@settings(max_examples=150, deadline=None)
def test_what_formal_prints_is_read_back(expression):
    from formal.show import expression_latex, expression_text

    for text in (expression_text(expression, NAMES), expression_latex(expression, NAMES)):
        assert _equal(parse_answer(text, NAMES), expression), text


def _equal(found, expression):
    point = {p: sp.Rational(3, 7), q: sp.Rational(5, 11), c_A: sp.Rational(2, 13), delta: sp.Rational(8, 17)}
    difference = (found - expression).subs(point)
    return difference in (0, sp.nan) or difference.simplify() == 0


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("x<=p+c_B", "x <= p + c_B"),
        ("1 - x ≥ c_A", "1 - x >= c_A"),
        (r"p \neq q", "p != q"),
        ("p ≤ 1 and 0 < p", "0 < p <= 1"),
    ],
)
def test_an_answer_is_echoed_the_way_round_in_which_it_was_typed(text, echo):
    assert read_answer(text, Names.of(NAMES)).echo == echo
