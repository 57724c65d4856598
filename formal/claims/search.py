"""How a proof is found: the decider says what is true, identities show it, and cases are split as needed.

It is for what the decider says follows. Reading the goal decides the shape of the proof:

1. a conjunction is shown part by part, of a disjunction one part, after a case split if that depends;
2. disjunctions among the facts are taken case by case, if the rest does not do;
3. a comparison follows from comparisons (see `signs`); where that fails, the step is `Asked`: the decider's word.

What has quantifiers is taken apart in `quantifiers`, where `find_proof` is.

>>> from formal.algebra.formula import atom
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> Search().begin((atom(p, ">"), atom(c - p, ">")), Or((atom(c, ">"), atom(p - 1, ">"))))
Either(part=0, proof=Identity(multiplier=(Term(...),), terms=(Term(...), Term(...)), equations=()))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
    names,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.claims.kernel import Facts, cases_of, root_facts, with_fact
from formal.claims.signs import DEFAULT_SECONDS, PROVERS, Signs, says
from formal.claims.steps import (
    Asked,
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
)

Roots = Sequence[tuple[str, Polynomial]]
_MOST_GUARDS = 8
_MANY_CHOICES = 3


class Search:
    """Finds proofs without quantifiers.

    Parameters
    ----------
    seconds
        After about so much work nothing more is tried. Work is counted, not timed: see `Decider`.
    """

    def __init__(self, seconds: float = DEFAULT_SECONDS) -> None:
        self._signs = Signs(Decider(), seconds)
        self._dropped: frozenset[Formula] = frozenset()
        self._settled: dict[Formula, bool] = {}

    def _follows(self, facts: Iterable[Formula], goal: Formula) -> bool:
        """Return whether the decider says that a goal follows from facts, those apart that are not needed."""
        return self._signs.follows((f for f in facts if f not in self._dropped), goal)

    def begin(self, facts: Facts, goal: Formula, roots: Roots = ()) -> Step:
        """Show a goal after the case in which each square root is real, and whether it is positive."""
        if goal == TRUE:
            return Each(())
        if not roots:
            return self._branch(facts, goal)
        (name, inside), rest = roots[0], roots[1:]
        later = {other for other, _ in rest}  # what these are is not known before their turn
        definition = next(f for f in conjuncts(root_facts(name, inside)) if isinstance(f, Or))
        cases = []
        for case in cases_of(definition):
            branch = with_fact(facts, case)
            if self._follows((f for f in branch if later.isdisjoint(names(f))), FALSE):
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
        """Return a proof of a goal that follows from the facts; of what it takes too long for, none is tried."""
        if self._signs.late():
            return Asked(PROVERS)
        before, self._settled = (
            self._settled,
            dict(self._settled),
        )  # what is settled here may not be elsewhere
        try:
            return self._shown(facts, goal)
        finally:
            self._settled = before

    def _shown(self, facts: Facts, goal: Formula) -> Step:
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
        if goal != FALSE and not self._signs.late() and self._follows(facts, FALSE):
            return NoSuchPoint(self.show(facts, FALSE))
        return self.show(facts, goal)

    def _visible(self, facts: Facts, goal: Formula) -> bool:
        """Return whether a goal can be shown without a case split: of each disjunction, one part follows."""
        return self._truth(facts, goal) is True

    def _value(self, facts: Facts, a: Formula) -> bool | None:
        """Return whether a comparison follows from the facts, or its opposite does; once settled, it stays so."""
        known = self._settled.get(a)
        if known is None:
            opposite = negation(a)
            known = True if self._follows(facts, a) else False if self._follows(facts, opposite) else None
            if known is not None:
                self._settled[a], self._settled[opposite] = known, not known
        return known

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
        for a in (a for goal in goals for a in self._open(facts, goal)):
            counts[negation(a) if negation(a) in counts else a] += 1
        open_atoms = [a for a in counts if self._value(facts, a) is None]
        if not open_atoms:
            return None
        most = max(counts[a] for a in open_atoms)
        first = [a for a in open_atoms if counts[a] == most and isinstance(a, Atom)]
        look = len(open_atoms) <= _MOST_GUARDS
        return max(first[:_MOST_GUARDS], key=lambda a: self._clear(facts, a, goals)) if look else first[0]

    def _open(self, facts: Facts, goal: Formula) -> Iterator[Atom]:
        """Yield the atoms of a goal on which it depends: not those beside one that is excluded, or known."""
        match goal:
            case And() | Or():
                decided = not isinstance(goal, And)
                if not any(self._truth(facts, part) is decided for part in goal.parts):
                    for part in goal.parts:
                        yield from self._open(facts, part)
            case Atom():
                yield goal

    def _truth(self, facts: Facts, goal: Formula) -> bool | None:
        """Return whether a goal is settled by what its atoms are."""
        if not isinstance(goal, And | Or):
            return True if goal in facts else self._value(facts, goal)
        decisive, left_open = isinstance(goal, Or), False
        for part in goal.parts:
            found = self._truth(facts, part)
            if found is decisive:
                return decisive
            left_open = left_open or found is None
        return None if left_open else not decisive

    def _clear(self, facts: Facts, on: Atom, goals: Sequence[Formula]) -> int:
        """Return how many goals can be shown at once in the two cases, counted over both."""
        before, total = self._settled, 0
        for case in (with_fact(facts, on), with_fact(facts, negation(on))):
            self._settled = dict(before)
            total += sum(self._visible(case, goal) for goal in goals)
        self._settled = before
        return total

    def _comparison(self, facts: Facts, goal: Formula) -> Step:
        known = _comparisons(facts)
        repeated = next((n for n, a in known.items() if isinstance(goal, Atom) and says(a, goal)), None)
        if repeated is not None and goal.relation in (">", ">="):  # type: ignore[attr-defined]
            return Identity((Term(),), (Term(facts=(repeated,)),))
        if FALSE in facts:
            return NoSuchPoint(Identity((), (Term(facts=(facts.index(FALSE),)),)))
        clash = _clash(known)
        if clash is not None:
            return clash if goal == FALSE else NoSuchPoint(clash)
        if len(known) < len(facts) and not self._follows(known.values(), goal):
            cases = self._cases(facts, goal)
            if cases is not None:
                return cases
        return self._signs.show(facts, known, goal)

    def _cases(self, facts: Facts, goal: Formula) -> Step | None:
        """Take the cases of a disjunction among the facts that is needed, fewest possible cases first."""
        needed = {n: f for n, f in enumerate(facts) if f not in self._dropped}
        for number in [n for n, f in needed.items() if isinstance(f, Or)]:
            rest = {n: f for n, f in needed.items() if n != number}
            if self._follows(rest.values(), goal):
                needed = rest
        known = set(facts)
        choices = [n for n, f in needed.items() if isinstance(f, Or) and not _told(known, f)]
        if not choices or self._signs.late():
            return None
        before, self._dropped = self._dropped, self._dropped.union(set(facts).difference(needed.values()))
        self._settled = {}  # what is settled by facts that are dropped cannot be shown from the others
        possible, number = min((self._possible(facts, n), n) for n in choices)
        on = self._shared(facts, choices) if possible > 1 else None
        if on is None:
            branches = [with_fact(facts, case) for case in cases_of(facts[number])]
            shown: Step = ByCase(number, tuple(self._branch(branch, goal) for branch in branches))
        else:
            if_so, if_not = with_fact(facts, on), with_fact(facts, negation(on))
            shown = Split(on, self._branch(if_so, goal), self._branch(if_not, goal))
        self._dropped = before
        return shown

    def _possible(self, facts: Facts, number: int) -> int:
        """Return how many cases of a disjunction are possible."""
        known = set(facts)
        return sum(
            not any(negation(part) in known for part in conjuncts(case))
            and not self._follows((*facts, case), FALSE)
            for case in cases_of(facts[number])
        )

    def _shared(self, facts: Facts, choices: list[int]) -> Formula | None:
        """Return the comparison that occurs, or whose opposite does, in the most disjunctions, if these are many."""
        known = set(facts)
        counts: Counter[Formula] = Counter()
        for number in choices:
            inside = {min(a, negation(a), key=str) for a in atoms(facts[number])}
            counts.update(a for a in inside if a not in known and negation(a) not in known)
        ((on, times),) = counts.most_common(1) or ((TRUE, 0),)
        return on if times >= _MANY_CHOICES else None


def _clash(known: dict[int, Atom]) -> Identity | None:
    """Return that two comparisons are opposites, if so they are."""
    numbers: dict[Formula, int] = {a: n for n, a in known.items()}
    for number, a in known.items():
        other = numbers.get(negation(a))
        if other is not None and a.relation in (">", ">="):
            return Identity((), (Term(facts=(min(number, other),)), Term(facts=(max(number, other),))))
    return None


def _told(known: set[Formula], fact: Or) -> bool:
    """Return whether it is known which case of a disjunction holds."""
    return any(known.issuperset(conjuncts(case)) for case in fact.parts)


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
