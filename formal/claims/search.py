"""How a proof is found: the decider says what is true, identities show it, and cases are split as needed.

`find_proof` is called for what the decider says follows. Reading the goal decides the shape of the proof:

1. a conjunction is shown part by part, of a disjunction one part, after a case split if that depends;
2. disjunctions among the facts are taken case by case, if the rest does not do;
3. a comparison follows from comparisons (see `signs`); where that fails, the step is `Asked`: the decider's word.

>>> from formal.algebra.formula import atom
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> find_proof((atom(p, ">"), atom(c - p, ">")), Or((atom(c, ">"), atom(p - 1, ">"))))
Either(part=0, proof=Identity(multiplier=(Term(...),), terms=(Term(...), Term(...)), equations=()))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    Or,
    atoms,
    conjuncts,
    disjunction,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.claims.kernel import Facts, cases_of, put_in, root_facts, with_fact
from formal.claims.signs import Signs, ends, says
from formal.claims.steps import (
    ByCase,
    Each,
    Either,
    Identity,
    Lemma,
    NoSuchPoint,
    Split,
    Step,
    Suppose,
    Term,
    Witness,
)

Roots = Sequence[tuple[str, Polynomial]]
_MOST_WITNESSES = 12
_MOST_GUARDS = 8


def find_proof(facts: Facts, goal: Formula, roots: Roots = (), seconds: float = 10.0) -> Step:
    """Return a proof of `goal` from `facts`; where none was found, a step says whom to believe.

    Parameters
    ----------
    facts
        What holds, numbered from zero.
    goal
        What follows from it, as the decider says.
    roots
        The square roots that occur, and what is under them; the facts contain their definitions.
    seconds
        After this time nothing more is tried.
    """
    return _Search(seconds).begin(facts, goal, roots)


def find_witness(facts: Facts, name: str, goal: Formula, seconds: float = 10.0) -> Step | None:
    """Return a proof that some value of the variable `name` makes `goal` true, or None.

    Tried are the bounds that the goal sets to the variable, what lies between two of them, and points beyond.

    Examples
    --------
    >>> from formal.algebra.formula import atom, conjunction
    >>> x, a, b = (Polynomial.symbol(n) for n in "xab")
    >>> find_witness((atom(b - a, ">"),), "x", conjunction(atom(x - a, ">"), atom(b - x, ">"))).values
    (('x', Polynomial('1/2*a + 1/2*b')),)
    """
    return _Search(seconds).witness(facts, name, goal)


class _Search:
    def __init__(self, seconds: float) -> None:
        self._signs = Signs(Decider(), seconds)
        self._follows = self._signs.follows

    def begin(self, facts: Facts, goal: Formula, roots: Roots) -> Step:
        """Show a goal after the case in which each square root is real, and whether it is positive."""
        if not roots:
            return self._branch(facts, goal)
        (name, inside), rest = roots[0], roots[1:]
        definition = next(f for f in conjuncts(root_facts(name, inside)) if isinstance(f, Or))
        cases = []
        for case in cases_of(definition):
            branch = with_fact(facts, case)
            if self._follows(branch, FALSE):
                cases.append(self._branch(branch, goal))
                continue
            positive = Atom(Polynomial.symbol(name), ">")
            known = _comparisons(branch)
            shown = self._signs.identity(known, positive, 0, 2) if self._follows(branch, positive) else None
            if shown is None:
                cases.append(self.begin(branch, goal, rest))
            else:
                cases.append(Lemma(positive, shown, self.begin(with_fact(branch, positive), goal, rest)))
        return ByCase(facts.index(definition), tuple(cases))

    def show(self, facts: Facts, goal: Formula) -> Step:
        """Return a proof of a goal that follows from the facts."""
        if isinstance(goal, Atom) or goal == FALSE:
            return self._comparison(facts, goal)
        hidden = [part for part in conjuncts(goal) if not self._visible(facts, part)]
        if not hidden:
            return self._with_repeated(facts, goal)
        if isinstance(goal, And) and not _share_atoms(hidden):
            return Each(tuple(self.show(facts, part) for part in goal.parts))
        on = self._guard(facts, hidden)
        if on is None or self._signs.late():
            return Suppose(self.show(with_fact(facts, negation(goal)), FALSE))
        if_so, if_not = with_fact(facts, on), with_fact(facts, negation(on))
        return Split(on, self._branch(if_so, goal), self._branch(if_not, goal))

    def _branch(self, facts: Facts, goal: Formula) -> Step:
        if goal != FALSE and self._follows(facts, FALSE):
            return NoSuchPoint(self.show(facts, FALSE))
        return self.show(facts, goal)

    def _visible(self, facts: Facts, goal: Formula) -> bool:
        """Return whether a goal can be shown without a case split: of each disjunction, one part follows."""
        match goal:
            case And():
                return all(self._visible(facts, part) for part in goal.parts)
            case Or():
                return any(self._visible(facts, part) for part in goal.parts)
        return goal in facts or self._follows(facts, goal)

    def _with_repeated(self, facts: Facts, goal: Formula) -> Step:
        """Show a visible goal, what it needs more than once as a lemma."""
        needed = Counter(a for a in self._needed(facts, goal) if a not in facts)
        repeated = next((a for a, times in needed.items() if times > 1), None)
        if repeated is None:
            return self._part_by_part(facts, goal)
        shown = self._comparison(facts, repeated)
        return Lemma(repeated, shown, self._with_repeated(with_fact(facts, repeated), goal))

    def _needed(self, facts: Facts, goal: Formula) -> Iterator[Atom]:
        """Yield the comparisons that show a visible goal."""
        match goal:
            case And():
                for part in goal.parts:
                    yield from self._needed(facts, part)
            case Or():
                yield from self._needed(facts, next(p for p in goal.parts if self._visible(facts, p)))
            case Atom():
                yield goal

    def _part_by_part(self, facts: Facts, goal: Formula) -> Step:
        """Show a goal that is visible."""
        match goal:
            case And():
                return Each(tuple(self._part_by_part(facts, part) for part in goal.parts))
            case Or():
                visible = next(n for n, part in enumerate(goal.parts) if self._visible(facts, part))
                return Either(visible, self._part_by_part(facts, goal.parts[visible]))
        return Each(()) if goal == TRUE else self._comparison(facts, goal)

    def _guard(self, facts: Facts, goals: Sequence[Formula]) -> Atom | None:
        """Return the atom, neither known nor excluded, on which most depends: the case that is told apart."""
        counts: Counter[Formula] = Counter()
        for a in (a for goal in goals for a in atoms(goal)):
            counts[negation(a) if negation(a) in counts else a] += 1
        open_atoms = [
            a for a in counts if not self._follows(facts, a) and not self._follows(facts, negation(a))
        ]
        if not open_atoms:
            return None
        most = max(counts[a] for a in open_atoms)
        first = [a for a in open_atoms if counts[a] == most and isinstance(a, Atom)]
        return max(first[:_MOST_GUARDS], key=lambda a: self._settled(facts, a, goals))

    def _settled(self, facts: Facts, on: Atom, goals: Sequence[Formula]) -> int:
        """Return how many goals can be shown at once in the two cases, counted over both."""
        cases = (with_fact(facts, on), with_fact(facts, negation(on)))
        return sum(self._visible(case, goal) for case in cases for goal in goals)

    def _comparison(self, facts: Facts, goal: Formula) -> Step:
        known = _comparisons(facts)
        repeated = next((n for n, a in known.items() if isinstance(goal, Atom) and says(a, goal)), None)
        if repeated is not None and goal.relation in (">", ">="):  # type: ignore[attr-defined]
            return Identity((Term(),), (Term(facts=(repeated,)),))
        if FALSE in facts:
            return NoSuchPoint(Identity((), (Term(facts=(facts.index(FALSE),)),)))
        if len(known) < len(facts) and not self._follows(known.values(), goal):
            cases = self._cases(facts, goal)
            if cases is not None:
                return cases
        return self._signs.show(facts, known, goal)

    def _cases(self, facts: Facts, goal: Formula) -> Step | None:
        """Take the cases of a disjunction among the facts that is needed, fewest possible cases first."""
        needed = dict(enumerate(facts))
        for number in [n for n, f in needed.items() if isinstance(f, Or)]:
            rest = {n: f for n, f in needed.items() if n != number}
            if self._follows(rest.values(), goal):
                needed = rest
        options = []
        for number, fact in needed.items():
            if isinstance(fact, Or):
                possible = [not self._follows((*facts, case), FALSE) for case in cases_of(fact)]
                options.append((sum(possible), len(possible), number))
        if not options or self._signs.late():
            return None
        number = min(options)[2]
        branches = [with_fact(facts, case) for case in cases_of(facts[number])]
        return ByCase(number, tuple(self._branch(branch, goal) for branch in branches))

    def witness(self, facts: Facts, name: str, goal: Formula) -> Step | None:
        """Find a value, or some of which one will do, and show that it does."""
        values = list(dict.fromkeys(_candidates(name, goal)))[:_MOST_WITNESSES]
        options = {value: put_in(goal, (name,), {name: value}) for value in values}
        for value, here in options.items():
            if self._follows(facts, here):
                return Witness(((name, value),), self.show(facts, here))
        if not self._follows(facts, disjunction(*options.values())):
            return None
        for value in values:
            rest = {v: f for v, f in options.items() if v != value}
            if self._follows(facts, disjunction(*rest.values())):
                options = rest
        either = Or(tuple(options.values()))
        proofs = [
            Witness(((name, value),), self.show(with_fact((*facts, either), here), here))
            for value, here in options.items()
        ]
        return Lemma(either, self.show(facts, either), ByCase(len(facts), tuple(proofs)))


def _share_atoms(goals: Sequence[Formula]) -> bool:
    """Return whether a case that helps to show one goal may help to show another."""
    seen: set[Formula] = set()
    for goal in goals:
        own = {b for a in atoms(goal) for b in (a, negation(a))}
        if own & seen:
            return True
        seen |= own
    return False


def _comparisons(facts: Facts) -> dict[int, Atom]:
    return {n: f for n, f in enumerate(facts) if isinstance(f, Atom)}


def _candidates(name: str, goal: Formula) -> Iterator[Polynomial]:
    """Yield the midpoints between bounds of a variable, the bounds, and what is a little beyond them."""
    bounds = list(dict.fromkeys(ends(name, dict(enumerate(atoms(goal))))))
    half = Fraction(1, 2)
    yield from ((low + high) * half for i, low in enumerate(bounds) for high in bounds[i + 1 :])
    yield from bounds
    yield from (bound + shift for bound in bounds or [Polynomial.constant(0)] for shift in (1, -1))
