"""The decider: whether a formula holds at some parameter point.

The door to z3. A decision is looked up first, then tried at exact points that earlier decisions found, then given to
z3's `nlsat`, then, if it leaves choices, case by case (`casework`), then to z3's incremental SMT core and to `nlsat`
again, with longer limits; conditions of high degree on one variable are decided by isolating roots (`line`). What none
of them settles is `None`: it proves nothing, and it is kept in `Decider.undecided` for the reader.

>>> from formal.algebra.formula import atom
>>> from formal.algebra.polynomial import Polynomial
>>> p = Polynomial.symbol("p")
>>> decider = Decider(atom(p, ">"))
>>> decider.satisfiable(atom(-p, ">")), decider.entails(atom(p + 1, ">"))
(False, True)
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from formal.algebra.casework import case_that_holds, leaves_choices
from formal.algebra.clashes import Clashes
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    Or,
    Truth,
    atom,
    conjunction,
    conjuncts,
    disjunction,
    evaluate_at,
    names,
    negation,
    parameters,
)
from formal.algebra.line import degree_of, holds_somewhere
from formal.algebra.points import Points
from formal.algebra.polynomial import Polynomial, flint_rational
from formal.algebra.radical import radicals_in, radicand
from formal.errors import Undecided

Point = dict[str, Fraction]

# Engine, units of work (z3 counts them alike on every machine), and milliseconds for work that is not counted. The
# first is nlsat without what z3 does before it, which takes as long; a witness is never taken from there.
_QUICK = (
    ("bare", 30_000, 200),
    ("nlsat", 60_000, 400),
    ("cases", 1_000, 0),
    ("smt", 60_000, 400),
    ("nlsat", 600_000, 400),
)
_PATIENT = (("cases", 6_000, 0), ("smt", 1_200_000, 2500), ("nlsat", 6_000_000, 4000))
# What a question mostly takes, in milliseconds on a plain machine, and how much of z3's work is done in one.
AN_EASY_QUESTION, _WORK_A_MILLISECOND = 4, 2_000
_LONGEST_NUMBER = 2000
_LONGEST_SHOWN = 400
#: From this degree on a condition on one variable is decided by its roots.
_HIGH = 8
_FRESH_AFTER = 25
_REMEMBERED_POINTS = 30
_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 50, 100, 10**4, 10**8, 10**16)


class Decider:
    """Decides formulas under standing assumptions, exactly or not at all.

    Parameters
    ----------
    assumptions
        What holds at every parameter point considered.

    Attributes
    ----------
    undecided
        What could not be decided.
    work
        What the decisions have taken: about as many milliseconds on a plain machine, but counted, so that it is the
        same on every one.
    most_work
        After how much of it whoever could go on asking for long is to give up.

    Examples
    --------
    >>> Decider(TRUE).satisfiable(FALSE)
    False
    """

    def __init__(self, assumptions: Formula = TRUE) -> None:
        self.assumptions = assumptions
        self.undecided: list[Formula] = []
        self.decisions = 0
        self.work = 0
        self.most_work = math.inf
        self._cache: dict[Formula, bool | None] = {FALSE: False}
        self._put_off: set[Formula] = set()
        self._points = Points(_REMEMBERED_POINTS)
        self._clashes = Clashes()
        self._solvers: dict[str, Any] = {}
        self._limits: dict[str, int] = {}
        self._asked: dict[str, int] = {}

    def satisfiable(self, formula: Formula, *, patient: bool = True) -> bool | None:
        """Return whether some point satisfies `formula` and the assumptions; None if nobody can tell.

        Parameters
        ----------
        formula
            What must hold.
        patient
            Whether the answer is wanted at any price. Where it only saves work, as in pruning, it is not: then
            a hard question is put off, and not counted as undecided.
        """
        if formula in self._cache:
            return self._cache[formula]
        if formula in self._put_off and not patient:
            return None
        if _contradicts_itself(formula) or self._clashes.within(formula):
            verdict: bool | None = False
        elif self._points.satisfy(formula):
            verdict = True
        elif (found := self._on_line(formula)) is not None:
            verdict = found
        else:
            verdict, _ = self._ask(formula, patient=patient)
        return self._remember(formula, verdict, patient=patient)

    def possible(self, formula: Formula, *, patient: bool = True) -> bool:
        """Return whether `formula` may hold somewhere: false only where that is proved."""
        return self.satisfiable(formula, patient=patient) is not False

    def entails(self, formula: Formula, *, patient: bool = True) -> bool:
        """Return whether `formula` is proved to hold wherever the assumptions do."""
        return self.satisfiable(negation(formula), patient=patient) is False

    def decided(self, formula: Formula) -> bool:
        """Return `satisfiable(formula)`, or raise `Undecided`."""
        verdict = self.satisfiable(formula)
        if verdict is None:
            limit = sum(milliseconds for _, _, milliseconds in (*_QUICK, *_PATIENT)) / 1000
            raise Undecided(
                f"could not decide whether the following can hold: {_shown(formula)}. Tried z3 (its SMT core and "
                f"nlsat) for up to {limit:g} s. Fix some parameters or add assumptions."
            )
        return verdict

    def point(self, formula: Formula, wanted: Iterable[str] = ()) -> Point | None:
        """Return an exact rational point where `formula` and the assumptions hold, simple if possible.

        Parameters
        ----------
        formula
            What must hold.
        wanted
            Variables that must get a value even if nothing mentions them.

        Returns
        -------
        dict or None
            Values by name; None if there is no such point.

        Raises
        ------
        Undecided
            If it is not known whether there is one, or all that were found are irrational.
        """
        if self._cache.get(formula) is False:
            return None
        whole = conjunction(self.assumptions, formula)
        free = sorted(parameters(whole) | set(wanted))
        verdict, model = self._ask(formula, free)
        self._remember(formula, verdict)
        if verdict is None:
            self.decided(formula)
        if model is None:
            return None
        simple = self._rounded(whole, free, model) or self._settled(formula, whole, free, model)
        self._points.add({name: flint_rational(value) for name, value in simple.items()})
        return simple

    # -- how --------------------------------------------------------------------------------------

    def _on_line(self, formula: Formula) -> bool | None:
        """Decide a condition of high degree on one variable, which may keep z3 very long; None if it is none."""
        used = names(formula)
        if len(used) != 1 or used != parameters(formula) or degree_of(formula) < _HIGH:
            return None
        about = [part for part in conjuncts(self.assumptions) if used & parameters(part)]
        if any(names(part) != used for part in about):
            return None
        self.decisions += 1
        return holds_somewhere(conjunction(*about, formula)) and self.satisfiable(TRUE)

    def _remember(self, formula: Formula, verdict: bool | None, *, patient: bool = True) -> bool | None:
        if verdict is None and not patient:
            self._put_off.add(formula)
            return None
        if verdict is None:
            self.undecided.append(formula)
        self._cache[formula] = verdict
        return verdict

    def _ask(
        self, formula: Formula, wanted: Iterable[str] | None = None, *, patient: bool = True
    ) -> tuple[bool | None, Point | None]:
        """Return z3's verdict and, if satisfiable, a point: exact if it is rational, else close by."""
        if formula == FALSE:
            return False, None
        z3 = _z3()
        self.decisions += 1
        encoded = [_encode(formula), *_definitions(names(formula))]
        free = parameters(self.assumptions) | parameters(formula) if wanted is None else wanted
        for engine, limit, milliseconds in self._tries(formula, bare=wanted is None, patient=patient):
            if engine == "cases":
                case = self._case_by_case(formula, limit)
                if case is not None:
                    return self._ask(case, wanted, patient=patient)
                continue
            solver = self._solver(engine, limit, milliseconds)
            solver.push()
            solver.add(*encoded)
            verdict = solver.check()
            if verdict != z3.unknown:
                self.work += AN_EASY_QUESTION
            elif engine != "bare":
                self.work += limit // _WORK_A_MILLISECOND
            model = _read(solver.model(), free) if verdict == z3.sat else None
            solver.pop()
            if verdict == z3.unknown:  # z3 may break down if it goes on where it was stopped
                self._solvers.pop(engine)
            if verdict == z3.unsat:
                self._clashes.add(formula)
                return False, None
            if model is not None and self._confirmed(formula, *model):
                return True, model[0]
        return None, None

    def _tries(self, formula: Formula, *, bare: bool, patient: bool) -> Iterator[tuple[str, int, int]]:
        """Yield what to try in turn, with limits; without what was tried before, if the question was put off."""
        skipped = {
            engine for engine, useful in (("bare", bare), ("cases", leaves_choices(formula))) if not useful
        }
        tries = (*(() if formula in self._put_off else _QUICK), *(_PATIENT if patient else ()))
        return (found for found in tries if found[0] not in skipped)

    def _case_by_case(self, formula: Formula, most: int) -> Formula | None:
        """Return a case of conditions that can hold, `FALSE` if none can; None if nobody can tell."""

        def ask(case: Formula) -> bool | None:
            return self.satisfiable(case, patient=False)

        return case_that_holds(formula, ask, most, given=self.assumptions)

    def _confirmed(self, formula: Formula, point: Point, exact: bool) -> bool:
        """Return whether nothing speaks against a model; keep it for later decisions if it is exact."""
        if not exact:
            return True
        values = {name: flint_rational(value) for name, value in point.items()}
        held = evaluate_at(conjunction(self.assumptions, formula), values)
        if held:
            self._points.add(values)
        return held is not False

    def _solver(self, engine: str, work: int, milliseconds: int) -> Any:
        self._asked[engine] = self._asked.get(engine, 0) + 1
        if self._asked[engine] % _FRESH_AFTER == 0:  # z3 slows down as it remembers ever more terms
            self._solvers.pop(engine, None)
        if engine not in self._solvers:
            solver = _engine(engine)
            solver.add(_encode(self.assumptions), *_definitions(names(self.assumptions)))
            self._solvers[engine] = solver
            self._limits.pop(engine, None)
        solver = self._solvers[engine]
        if self._limits.get(engine) != work:
            # z3 would take an interrupt for itself and answer "unknown"; left alone, it is Python's at the next step.
            solver.set(rlimit=work, timeout=milliseconds, ctrl_c=False)
            self._limits[engine] = work
        return solver

    def _rounded(self, whole: Formula, free: list[str], model: Mapping[str, Fraction]) -> Point | None:
        """Round all coordinates at once to the smallest denominator that keeps the formula true."""
        for denominator in _DENOMINATORS:
            trial = {name: Fraction(round(model[name] * denominator), denominator) for name in free}
            if evaluate_at(whole, {name: flint_rational(value) for name, value in trial.items()}):
                return trial
        exact = {name: model[name] for name in free}
        held = evaluate_at(whole, {name: flint_rational(value) for name, value in exact.items()})
        return exact if held and all(value.denominator < 10**6 for value in exact.values()) else None

    def _settled(
        self, formula: Formula, whole: Formula, free: list[str], model: Mapping[str, Fraction]
    ) -> Point:
        """Fix one coordinate after the other at a simple rational, asking z3 each time."""
        fixed: Point = {}
        current = dict(model)
        for name in free:
            for candidate in _simple_rationals(current[name]):
                pinned = conjunction(formula, *(_pin(n, v) for n, v in {**fixed, name: candidate}.items()))
                verdict, found = self._ask(pinned, free)
                if verdict and found is not None:
                    fixed[name], current = candidate, found
                    break
            else:
                raise Undecided(
                    f"there are points where {_shown(whole)} holds, but no rational one was found (at {name})"
                )
        return fixed


def _shown(formula: Formula) -> str:
    """Return a formula as it is shown in a message: long ones from their beginning."""
    written = str(formula)
    return written if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]} …"


def _contradicts_itself(formula: Formula) -> bool:
    if not isinstance(formula, And):
        return formula == FALSE
    parts = set(formula.parts)
    return any(negation(part) in parts for part in parts if isinstance(part, Atom))


def _read(model: Any, free: Iterable[str]) -> tuple[Point, bool]:
    """Return a model's values, and whether they are exact: an irrational one is rounded."""
    z3 = _z3()
    values, exact = {}, True
    for name in free:
        value = model.eval(_variable(name), model_completion=True)
        if z3.is_algebraic_value(value):
            exact, value = False, value.approx(20)
        written = value.as_string()
        if len(written) > _LONGEST_NUMBER:
            exact, written = False, value.as_decimal(30).rstrip("?")
        values[name] = Fraction(written)
    return values, exact


def _simple_rationals(value: Fraction) -> Iterable[Fraction]:
    seen = set()
    for denominator in _DENOMINATORS:
        for rounded in (
            round(value * denominator),
            math.floor(value * denominator),
            math.ceil(value * denominator),
        ):
            candidate = Fraction(rounded, denominator)
            if candidate not in seen:
                seen.add(candidate)
                yield candidate
    if value not in seen:
        yield value


def _pin(name: str, value: Fraction) -> Formula:
    return atom(Polynomial.symbol(name) - value, "=")


@functools.cache
def _z3() -> Any:
    import z3

    return z3


def _engine(name: str) -> Any:
    z3 = _z3()
    if name == "smt":
        return z3.SolverFor("QF_NRA")
    return (
        z3.Tactic("qfnra-nlsat") if name == "nlsat" else z3.Then("simplify", "tseitin-cnf", "nlsat")
    ).solver()


@functools.cache
def _variable(name: str) -> Any:
    return _z3().Real(name)


# Terms are made by z3's own functions, as its Python operators make them, but without their checks of every part:
# ten times as fast.


@functools.lru_cache(maxsize=100_000)
def _encode_polynomial(polynomial: Polynomial) -> Any:
    z3 = _z3()
    terms = []
    for coefficient, monomial in polynomial.terms():
        factors = [_variable(name) for name, power in monomial for _ in range(power)]
        if coefficient != 1 or not factors:
            factors.insert(0, _number(coefficient))
        terms.append(factors[0] if len(factors) == 1 else z3.ArithRef(_made(z3.Z3_mk_mul, factors)))
    return terms[0] if len(terms) == 1 else z3.ArithRef(_made(z3.Z3_mk_add, terms))


@functools.lru_cache(maxsize=10_000)
def _number(value: Fraction) -> Any:
    return _z3().Q(value.numerator, value.denominator)


def _made(make: Any, parts: list[Any]) -> Any:
    z3 = _z3()
    return make(z3.main_ctx().ref(), len(parts), (z3.Ast * len(parts))(*(part.as_ast() for part in parts)))


@functools.lru_cache(maxsize=100_000)
def _encode_atom(a: Atom) -> Any:
    z3 = _z3()
    if a.polynomial.is_zero:  # of which z3 would make a Python number
        return z3.BoolVal(a.relation in (">=", "="))
    left, zero = _encode_polynomial(a.polynomial), _number(Fraction(0))
    if a.relation == "!=":
        return z3.BoolRef(_made(z3.Z3_mk_distinct, [left, zero]))
    make = {">": z3.Z3_mk_gt, ">=": z3.Z3_mk_ge, "=": z3.Z3_mk_eq}[a.relation]
    return z3.BoolRef(make(z3.main_ctx().ref(), left.as_ast(), zero.as_ast()))


def _encode(formula: Formula) -> Any:
    match formula:
        case Truth():
            return _z3().BoolVal(formula.value)
        case Atom():
            return _encode_atom(formula)
        case Or():
            return _encode_choice(formula)
        case And():
            return _encode_joined(_z3().Z3_mk_and, formula)
    raise TypeError(formula)


@functools.lru_cache(maxsize=10_000)
def _encode_choice(formula: Or) -> Any:
    return _encode_joined(_z3().Z3_mk_or, formula)


def _encode_joined(make: Any, formula: And | Or) -> Any:
    return _z3().BoolRef(_made(make, [_encode(part) for part in formula.parts]))


def _definitions(used: Iterable[str]) -> list[Any]:
    """What the square roots among `used` are: non-negative, with their radicand as square (0 if negative)."""
    return [_encode(root_definition(name)) for name in radicals_in(used)]


def root_definition(name: str) -> Formula:
    """Return the formula that makes the variable `name` the square root of its radicand."""
    root, inside = Polynomial.symbol(name), radicand(name)
    assert inside is not None
    square = root**2 - inside
    # Built as an Atom, since `atom` would reduce the square of the root to its radicand.
    return conjunction(
        atom(root, ">="),
        disjunction(
            conjunction(atom(inside, ">="), Atom(square, "=")),
            conjunction(atom(-inside, ">"), atom(root, "=")),
        ),
    )
