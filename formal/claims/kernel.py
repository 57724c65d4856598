"""The kernel: is a proof a proof? It expands polynomials and compares; it searches nothing, asks no solver.

What must be trusted for a certificate of the kind "identity" is this file, the arithmetic of `Polynomial`,
and the formulas that it joins and negates. Each rule says what a step must show; the rest is refused.

>>> from formal.algebra.formula import atom
>>> from formal.claims.steps import Identity, Term, Theorem
>>> a, b = Polynomial.symbol("a"), Polynomial.symbol("b")
>>> square = Identity((Term(),), (Term(square=a - b),))
>>> print(fault(Theorem((), atom(a * a + b * b - 2 * a * b, ">="), square)))
None
>>> print(fault(Theorem((), atom(a * a + b * b - a * b, ">="), square)))
an identity does not hold: its sides differ by a*b
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Every,
    Formula,
    Or,
    Relation,
    Some,
    atom,
    atoms,
    conjunction,
    disjunction,
    has_quantifiers,
    names,
    negation,
    quantified,
)
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import is_plain
from formal.claims.steps import (
    Arbitrary,
    Asked,
    ByCase,
    Each,
    Either,
    Identity,
    Lemma,
    NoSuchPoint,
    Obtain,
    Opposites,
    Root,
    Split,
    Step,
    Suppose,
    Term,
    Theorem,
    Witness,
)

Facts = tuple[Formula, ...]
_ZERO, _ONE = Polynomial.constant(0), Polynomial.constant(1)


class _Refused(Exception):
    """A step that shows nothing, and why."""


def fault(theorem: Theorem, trusted: Iterable[str] = ()) -> str | None:
    """Return why a proof is no proof, or None if it is one.

    Parameters
    ----------
    theorem
        What is claimed, and why.
    trusted
        Solvers whose word is taken where a step is `Asked`: nobody's, unless they are named here.
    """
    rest = [name for name in theorem.provers if name not in set(trusted)]
    if rest:
        return f"for some of its steps, one must believe {', '.join(rest)}"
    try:
        _well_named(theorem)
        _check(initial_facts(theorem), goal_of(theorem), theorem.proof)
    except _Refused as refused:
        return str(refused)
    return None


def initial_facts(theorem: Theorem) -> Facts:
    """Return the facts with which a proof begins: assumptions, then what defines the square roots."""
    facts: Facts = ()
    for assumption in theorem.assumptions:
        if theorem.generic:
            assumption = _opened(assumption, theorem.roots, theorem.assumptions)
        facts = with_fact(facts, assumption)
    if theorem.generic and FALSE in facts:
        raise _Refused("an assumption is an equation: nothing is left off a set without interior")
    for name, inside in theorem.roots:
        facts = with_fact(facts, root_facts(name, inside))
    return facts


def goal_of(theorem: Theorem) -> Formula:
    """Return the goal with which a theorem's proof begins."""
    if not theorem.generic:
        return theorem.goal
    return negation(_opened(negation(theorem.goal), theorem.roots, theorem.assumptions))


def with_fact(facts: Facts, formula: Formula) -> Facts:
    """Return the list of facts with one more; a conjunction counts as its parts."""
    if formula == TRUE:
        return facts
    if isinstance(formula, And):
        for part in formula.parts:
            facts = with_fact(facts, part)
        return facts
    return (*facts, formula)


def root_facts(name: str, inside: Polynomial) -> Formula:
    """Return what makes the variable `name` the square root of `inside` (0 where that is negative)."""
    if name != f"sqrt({inside})" or not all(map(is_plain, inside.names)):
        raise _Refused(f"{name} is not the name of the square root of {inside}, and of nothing else")
    root = Polynomial.symbol(name)
    real = And((Atom(inside, ">="), Atom(root * root - inside, "=")))
    return And((Atom(root, ">="), Or((real, And((Atom(-inside, ">"), Atom(root, "=")))))))


def cases_of(fact: Formula) -> tuple[Formula, ...]:
    """Return the cases, one of which holds where `fact` does."""
    if isinstance(fact, Or):
        return fact.parts
    if isinstance(fact, Atom) and fact.relation == "!=":
        return (Atom(fact.polynomial, ">"), Atom(-fact.polynomial, ">"))
    raise _Refused(f"a case split on {fact}, which has no cases")


# -- one rule a step -----------------------------------------------------------------------------------


def _check(facts: Facts, goal: Formula, step: Step) -> None:
    match step:
        case Identity():
            _identity(facts, goal, step)
        case Lemma(claim, proof, then):
            _check(facts, claim, proof)
            _check(with_fact(facts, claim), goal, then)
        case Split(on, if_so, if_not):
            _check(with_fact(facts, on), goal, if_so)
            _check(with_fact(facts, negation(on)), goal, if_not)
        case ByCase(number, proofs):
            for case, proof in _pairs(cases_of(_fact(facts, number)), proofs):
                _check(with_fact(facts, case), goal, proof)
        case Each(proofs):
            for part, proof in _pairs(parts_of(goal), proofs):
                _check(facts, part, proof)
        case Either(part, proof):
            if not isinstance(goal, Or) or not 0 <= part < len(goal.parts):
                raise _Refused(f"{goal} has no part {part} to choose")
            _check(facts, goal.parts[part], proof)
        case Suppose(proof):
            _check(with_fact(facts, negation(goal)), FALSE, proof)
        case NoSuchPoint(proof):
            _check(facts, FALSE, proof)
        case Asked(provers):
            if not provers:  # who was asked, `fault` has seen
                raise _Refused("a step says that somebody was asked, but not who")
        case Opposites(one, other):
            if _fact(facts, one) != negation(_fact(facts, other)):
                raise _Refused(f"{facts[one]} does not deny {facts[other]}")
        case Witness(top, proof, bottom):
            if not isinstance(goal, Some):
                raise _Refused(f"a value is given, and {goal} asks for none")
            _check(facts, put_in(goal, top, bottom), proof)
        case Arbitrary(name, proof):
            if not isinstance(goal, Every):
                raise _Refused(f"{goal} does not speak of every value of a variable")
            _check(facts, called(name, goal, (*facts, goal)), proof)
        case Obtain(number, name, proof):
            fact = _fact(facts, number)
            if not isinstance(fact, Some):
                raise _Refused(f"{fact} does not say that there is a value")
            _check(with_fact(facts, called(name, fact, (*facts, goal))), goal, proof)
        case Root(inside, proof):
            name = f"sqrt({inside})"
            if any(name in names(other) for other in (*facts, goal)):
                raise _Refused(f"{name} cannot be taken here: something is known of it, or to be shown")
            _check(with_fact(facts, root_facts(name, inside)), goal, proof)
        case _:
            raise _Refused(f"{type(step).__name__} is no proof")


def parts_of(goal: Formula) -> tuple[Formula, ...]:
    """Return what must be shown for a goal to hold that is shown part by part."""
    if goal == TRUE:
        return ()
    if isinstance(goal, And):
        return goal.parts
    if isinstance(goal, Atom) and goal.relation == "=":
        return (Atom(goal.polynomial, ">="), Atom(-goal.polynomial, ">="))
    raise _Refused(f"{goal} has no parts to be shown one by one")


def _identity(facts: Facts, goal: Formula, step: Identity) -> None:
    """Check `multiplier * f = terms + equations`, and that its signs show the goal.

    If the right side is positive and the multiplier at least zero, the multiplier is positive too, and `f`.
    If the multiplier is positive, `f` has the sign of the right side.
    """
    claim, relation = _claim(goal)
    multiplier, multiplier_positive = _sum(facts, step.multiplier)
    total, total_positive = _sum(facts, step.terms)
    for number, factor in step.equations:
        equation = _fact(facts, number)
        if not isinstance(equation, Atom) or equation.relation != "=":
            raise _Refused(f"{equation} is no equation")
        total = total + factor * equation.polynomial
    difference = multiplier * claim - total
    if difference != _ZERO:
        raise _Refused(f"an identity does not hold: its sides differ by {difference}")
    shown = {
        ">": total_positive,
        ">=": total_positive or multiplier_positive,
        "=": multiplier_positive and not step.terms,
    }
    if not shown.get(relation, False):
        raise _Refused(f"an identity holds but does not show {goal}: it is not strict where it must be")


def _claim(goal: Formula) -> tuple[Polynomial, Relation]:
    if goal == FALSE:
        return _ZERO, ">"
    if isinstance(goal, Atom):
        return goal.polynomial, goal.relation
    raise _Refused(f"an identity cannot show {goal}: it is no single comparison")


def _sum(facts: Facts, terms: Iterable[Term]) -> tuple[Polynomial, bool]:
    """Return a sum of terms that are at least zero, and whether it is positive."""
    total, positive = _ZERO, False
    for term in terms:
        value, own = _term(facts, term)
        total, positive = total + value, positive or own
    return total, positive


def _term(facts: Facts, term: Term) -> tuple[Polynomial, bool]:
    if term.weight <= 0:
        raise _Refused(f"the weight {term.weight} is not positive")
    value = term.square * term.square * term.weight
    positive = term.square.is_constant and not term.square.is_zero
    for number, times in Counter(term.facts).items():
        fact = _fact(facts, number)
        if fact == FALSE:
            fact = Atom(_ZERO, ">")
        if not isinstance(fact, Atom) or fact.relation == "=" or (fact.relation == "!=" and times % 2):
            raise _Refused(f"{fact} gives no factor that is at least zero")
        value = value * fact.polynomial**times
        positive = positive and fact.relation != ">="
    return value, positive


def put_in(formula: Some | Every, top: Polynomial, bottom: Polynomial = _ONE) -> Formula:
    """Return what `formula` says of the value `top/bottom` of its variable, and that `bottom` is positive.

    An atom of degree `k` in the variable is multiplied by the `k`-th power of `bottom`.
    """
    name, taken = formula.name, {*top.names, *bottom.names}

    def change(a: Atom) -> Formula:
        if a.polynomial.degree(name) == 0:
            return a
        value = a.polynomial.at_fraction(name, top, bottom)
        return atom(value, a.relation) if value.is_constant else Atom(value, a.relation)

    clash = taken.intersection(quantified(formula.body)) | ({name} & set(quantified(formula.body)))
    if clash:
        raise _Refused(f"{', '.join(sorted(clash))} would mean two things where {name} is replaced")
    positive = atom(bottom, ">") if bottom.is_constant else Atom(bottom, ">")
    return conjunction(positive, _mapped(formula.body, change))


def called(name: str, formula: Some | Every, others: Facts = ()) -> Formula:
    """Return what `formula` says of a value called `name`, of which nothing else may speak."""
    if name.startswith("sqrt(") or any(name in names(other) for other in others):
        raise _Refused(f"{name} is not the name of just any value: something is known of it")
    return formula.body if name == formula.name else put_in(formula, Polynomial.symbol(name))


def _well_named(theorem: Theorem) -> None:
    """Refuse quantifiers over what is under a square root: its name would not follow when a value is put in."""
    stated = (*theorem.assumptions, theorem.goal)
    bound = {name for formula in stated for name in quantified(formula)}
    if not bound:
        return
    under = {name for _, inside in theorem.roots for name in inside.names}
    used = under.union(bound, *(a.polynomial.names for formula in stated for a in atoms(formula)))
    unknown = {name for name in used if name.startswith("sqrt(")} - {name for name, _ in theorem.roots}
    if bound & under or unknown:
        raise _Refused(f"a square root depends on {', '.join(sorted(bound))}, of which values are asked for")


def strict(
    formula: Formula, roots: Sequence[tuple[str, Polynomial]], assumptions: Iterable[Formula] = ()
) -> Formula | None:
    """Return the formula with strict inequalities, or None if it may differ from the formula on an open set.

    It differs only where one of its polynomials is zero. That is a set without interior, since no polynomial
    here is zero throughout: it is no constant, and at most linear in each of several square roots that do not
    depend on each other. Where a root is not real it is 0, and more could be zero; but nothing is claimed
    there, as assumptions or what is beside the polynomial must say.
    """
    try:
        return _opened(formula, roots, assumptions)
    except _Refused:
        return None


def _opened(
    formula: Formula, roots: Sequence[tuple[str, Polynomial]], assumptions: Iterable[Formula]
) -> Formula:
    if has_quantifiers(formula) or not independent([inside for _, inside in roots]):
        raise _Refused("no rule: quantifiers, or dependent roots, off a set without interior")
    return _strict(formula, roots, _real(roots, assumptions))


def _strict(formula: Formula, roots: Sequence[tuple[str, Polynomial]], real: frozenset[str]) -> Formula:
    """Return the formula with strict inequalities, if all roots in it are `real` or it matters only where they are."""
    if isinstance(formula, And | Or):
        beside = formula.parts if isinstance(formula, And) else tuple(map(negation, formula.parts))
        join = conjunction if isinstance(formula, And) else disjunction
        known = real | _real(roots, beside)
        return join(*(_strict(part, roots, known) for part in formula.parts))
    if not isinstance(formula, Atom):
        return formula
    polynomial = formula.polynomial
    inside = [name for name in polynomial.names if name.startswith("sqrt(")]
    defined = {name for name, _ in roots}
    gone = dict.fromkeys(set(inside) - real, _ZERO)
    if (
        any(name not in defined or polynomial.degree(name) > 1 for name in inside)
        or polynomial.is_constant
        or polynomial.substitute(gone).is_zero
    ):
        raise _Refused(f"{formula} may hold or fail throughout")
    return {">=": Atom(polynomial, ">"), "=": FALSE, "!=": TRUE}.get(formula.relation, formula)


def _real(roots: Sequence[tuple[str, Polynomial]], known: Iterable[Formula]) -> frozenset[str]:
    """Return the square roots of what is known not to be negative, as it stands."""
    listed = {f.polynomial.primitive() for f in known if isinstance(f, Atom) and f.relation in (">", ">=")}
    signed = {primitive if content > 0 else -primitive for content, primitive in listed}
    found = []
    for name, inside in roots:
        content, primitive = inside.primitive()
        positive = inside.is_constant and content > 0
        if positive or (primitive if content > 0 else -primitive) in signed:
            found.append(name)
    return frozenset(found)


def independent(insides: Sequence[Polynomial]) -> bool:
    """Return whether no polynomial in square roots, linear in each, is zero throughout without being zero.

    So it is where no product of some of the radicands is a square: they generate a field of full degree.
    """
    if any(name.startswith("sqrt(") for inside in insides for name in inside.names):
        return False
    products = [_ONE]
    for inside in insides:
        products += [product * inside for product in products]
    return all(product.square_root() is None for product in products[1:])


def _mapped(formula: Formula, change: Callable[[Atom], Formula]) -> Formula:
    match formula:
        case Atom():
            return change(formula)
        case And():
            return conjunction(*(_mapped(part, change) for part in formula.parts))
        case Or():
            return disjunction(*(_mapped(part, change) for part in formula.parts))
        case Some(name, body) | Every(name, body):
            return type(formula)(name, _mapped(body, change))
    return formula


def _fact(facts: Facts, number: int) -> Formula:
    if not 0 <= number < len(facts):
        raise _Refused(f"there is no fact {number}")
    return facts[number]


def _pairs(parts: tuple[Formula, ...], proofs: tuple[Step, ...]) -> Iterable[tuple[Formula, Step]]:
    if len(parts) != len(proofs):
        raise _Refused(f"{len(parts)} parts are to be shown, and {len(proofs)} are")
    return zip(parts, proofs, strict=True)
