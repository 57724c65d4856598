r"""Every formula that is printed of a model is read back, by the parser of answers, as the same object.

Payoffs, conditions, choices and beliefs of every model, and the named quantities of small ones, are set in LaTeX and
parsed. Expressions are compared as quotients of polynomials; conditions comparison by comparison, each as what is above
zero, in the same tree of `and` and `or`. Nothing is registered for a new model.
"""

from collections.abc import Mapping
from functools import reduce

import pytest
import sympy as sp
from sympy.core.relational import Relational

from formal import Cases, FormalError, Region, list_models, load_model
from formal.algebra.reading import read_value
from formal.equilibria.threshold import Threshold
from formal.homework import building, parse_answer, tokens
from formal.show import cases_latex, expression_latex, region_latex
from formal.show.names import latex_name
from formal.show.value import compact

#: Quantities are read back for models with at most so many outcomes; in larger ones they take time.
SMALL = 2


@pytest.fixture(autouse=True)
def long_answers(monkeypatch):
    """Printed formulas may be longer than what a student may hand in."""
    monkeypatch.setattr(tokens, "LENGTH", 100_000)
    monkeypatch.setattr(tokens, "TOKENS", 20_000)
    monkeypatch.setattr(building, "TERMS", 10**9)


def formulas(model):
    """Yield the formulas that a model prints, each once: expressions, regions and cases."""
    seen = set()
    for thing in _things(model):
        if (key := str(thing)) not in seen:
            seen.add(key)
            yield thing


def _things(model):
    try:
        solution = model.solution
    except FormalError:  # nobody chooses
        yield from quantities(model)
        return
    if len(solution.found) <= SMALL:
        yield from quantities(model)
    for outcome in solution.found:
        first = next(iter(outcome.spelled))
        yield from _of_region(outcome.where)
        yield from [*outcome.payoffs.values(), *outcome.path.values(), *first.free.values()]
        for choice in first.strategy.values():
            yield from choice.values() if isinstance(choice, Mapping) else [choice]
        for beliefs in first.belief.values():
            yield from beliefs.values()


def quantities(model):
    """Yield the named quantities."""
    for name in model.quantities:
        try:
            value = model.quantities[name]
        except FormalError:
            continue
        yield from value if isinstance(value, tuple) else [value]


def _of_region(region):
    if isinstance(region, Threshold):  # printed in words, from these
        for case in region.cases:
            yield case.where
            yield from (end for end in (case.low, case.high) if end is not None)
    else:
        yield region


def check(thing, space):
    """Parse what is printed of a formula, and compare."""
    match thing:
        case Region():
            shown = region_latex(thing)
            wanted = arranged_tree(thing.arranged())
            assert condition_tree(read(shown, letters_of(thing.space))) == wanted, shown
        case Cases():
            check_cases(thing)
        case sp.Expr() if thing is not sp.nan:
            shown = expression_latex(thing, space)
            assert number(read(shown, sorted(thing.free_symbols, key=str))) == number(thing), shown


def check_cases(cases):
    """A compact one is an expression; of any other the rows are read, value and condition."""
    if not cases.parts:
        return
    whole, shown = compact(cases), cases_latex(cases)
    if whole is not None:
        assert number(read(shown, letters_of(cases.space))) == number(whole), shown
        return
    rows = shown.removeprefix(r"\begin{cases} ").removesuffix(r" \end{cases}").split(r" \\ ")
    assert len(rows) == len(cases.pieces)
    for row, (region, worth) in zip(rows, cases.pieces, strict=True):
        value, condition = row.split(r" & \text{if } ")
        assert number(read(value, letters_of(cases.space))) == number(worth), row
        back = condition_tree(read(condition, letters_of(cases.space)))
        assert back == arranged_tree(region.arranged()), row


def read(shown, letters):
    """Parse a formula; a letter with an index that nobody can type, as `mu_A:1`, is renamed for the parser."""
    typed = {s: s if s.name.isidentifier() else sp.Symbol(f"z_{i}") for i, s in enumerate(letters)}
    for letter, name in typed.items():
        if letter != name:
            shown = shown.replace(latex_name(letter.name), latex_name(name.name))
    back = parse_answer(shown, list(typed.values()))
    return back.subs({name: letter for letter, name in typed.items()})


def letters_of(space):
    return list(space.symbols.values())


# -- conditions as trees -----------------------------------------------------------------------------


def number(expression):
    """Return an expression in a form in which equal ones are equal."""
    return tuple(sorted((str(formula), str(value)) for formula, value in read_value(sp.sympify(expression))))


def condition_tree(condition):
    """Return a SymPy condition as nested sets of comparisons with zero."""
    match condition:
        case sp.And():
            return flat("and", map(condition_tree, condition.args))
        case sp.Or():
            return flat("or", map(condition_tree, condition.args))
        case Relational():
            return compared(condition.lhs, condition.rel_op, condition.rhs)
    return bool(condition)


def arranged_tree(arranged):
    """Return what is to be printed of a region in the same form."""
    if arranged.empty:
        return False
    links = [
        compared(left, relation, right)
        for chain in arranged.common
        for left, relation, right in zip(chain.terms, chain.relations, chain.terms[1:], strict=False)
    ]
    choices = [flat("or", map(arranged_tree, alternatives)) for alternatives in arranged.choices]
    return flat("and", [*links, *choices]) if links or choices else True


def flat(kind, parts):
    """Return `and` or `or` of parts; of one part, the part itself; what is nested in the same kind is joined."""

    def joined(found, part):
        return found | (part[1] if isinstance(part, tuple) and part[0] == kind else {part})

    members = frozenset(reduce(joined, parts, frozenset()))
    return next(iter(members)) if len(members) == 1 else (kind, members)


def compared(left, relation, right):
    """Return a comparison as its sign and what is compared with zero; of an equation either side may come first."""
    left, right = sp.sympify(left), sp.sympify(right)
    if relation in ("<", "<="):
        left, relation, right = right, relation.replace("<", ">"), left
    if relation in ("=", "==", "!="):
        return relation.strip("=") or "=", frozenset((number(left - right), number(right - left)))
    return relation, number(left - right)


# -- the tests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", list_models())
def test_printed_formulas_read_back(slug):
    model = load_model(slug)
    found = list(formulas(model))
    assert found
    for thing in found:
        check(thing, model.space)


@pytest.mark.parametrize(
    "shown, other",
    [
        (r"\frac{a - b}{c}", r"a - \frac{b}{c}"),
        ("1 - a - c", "1 - (a - c)"),
        (r"\min\{a,\, b + c\}", r"\min\{a,\, b\} + c"),
        ("a^{b}", "a_b"),
    ],
)
def test_another_number_is_noticed(shown, other):
    letters = sp.symbols("a b c a_b")
    if "^" in shown:
        with pytest.raises(FormalError):
            number(parse_answer(shown, letters))
    else:
        assert number(parse_answer(shown, letters)) != number(parse_answer(other, letters))


@pytest.mark.parametrize(
    "shown, other",
    [
        (r"a < b", r"a \le b"),
        (r"a < b", r"a > b"),
        (r"a < b \text{ and } (b < c \text{ or } c > 1)", r"(a < b \text{ and } b < c) \text{ or } c > 1"),
        (r"0 < a \le b", r"0 < a \text{ and } 0 \le b"),
    ],
)
def test_another_condition_is_noticed(shown, other):
    letters = sp.symbols("a b c")
    assert condition_tree(parse_answer(shown, letters)) != condition_tree(parse_answer(other, letters))
