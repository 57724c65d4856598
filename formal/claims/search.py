"""How a proof is found: the decider says what is true, identities show it, and cases are split as needed.

`find_proof` is called for what the decider says follows. Reading the goal decides the shape of the proof:

1. a conjunction is shown part by part, of a disjunction one part, after a case split if that depends;
2. disjunctions among the facts are taken case by case, if the rest does not do;
3. a comparison is shown by an identity with few products of facts, or factor by factor;
4. then with more products and squares, with lemmas, and with a split on the sign of what occurs in it.

Where all of this fails, the step is `Asked`: the decider's word.

>>> from formal.algebra.formula import atom
>>> from formal.algebra.polynomial import Polynomial
>>> p, c = Polynomial.symbol("p"), Polynomial.symbol("c")
>>> find_proof((atom(p, ">"), atom(c - p, ">")), Or((atom(c, ">"), atom(p - 1, ">"))))
Either(part=0, proof=Identity(multiplier=(Term(...),), terms=(Term(...), Term(...)), equations=()))
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from formal.algebra.decide import Decider
from formal.algebra.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Formula,
    Or,
    atom,
    atoms,
    conjunction,
    conjuncts,
    disjunction,
    negation,
)
from formal.algebra.polynomial import Polynomial
from formal.claims.identities import EFFORTS, Identities
from formal.claims.kernel import Facts, cases_of, put_in, root_facts, with_fact
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
    Witness,
)

PROVERS = ("z3",)
_MOST_SPLIT_TRIALS = 8
_DEEPEST_SPLIT = 3


Roots = Sequence[tuple[str, Polynomial]]
_MOST_WITNESSES = 12


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
    >>> from formal.algebra.formula import atom
    >>> x, a, b = (Polynomial.symbol(n) for n in "xab")
    >>> find_witness((atom(b - a, ">"),), "x", conjunction(atom(x - a, ">"), atom(b - x, ">"))).values
    (('x', Polynomial('1/2*a + 1/2*b')),)
    """
    return _Search(seconds).witness(facts, name, goal)


class _Search:
    def __init__(self, seconds: float) -> None:
        self._decider = Decider()
        self._deadline = time.monotonic() + seconds
        self._identities: dict[tuple[tuple[int, Atom], ...], Identities] = {}

    # -- what follows ---------------------------------------------------------------------------------

    def _follows(self, facts: Iterable[Formula], goal: Formula) -> bool:
        return self._decider.satisfiable(conjunction(*facts, negation(goal))) is False

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    # -- by the shape of the goal -----------------------------------------------------------------------

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
            shown = self._identity(known, positive, 0, 2) if self._follows(branch, positive) else None
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
        if on is None or self._late():
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
        return max(first[:_MOST_SPLIT_TRIALS], key=lambda a: self._settled(facts, a, goals))

    def _settled(self, facts: Facts, on: Atom, goals: Sequence[Formula]) -> int:
        """Return how many goals can be shown at once in the two cases, counted over both."""
        cases = (with_fact(facts, on), with_fact(facts, negation(on)))
        return sum(self._visible(case, goal) for case in cases for goal in goals)

    def _comparison(self, facts: Facts, goal: Formula) -> Step:
        known = _comparisons(facts)
        repeated = next((n for n, a in known.items() if isinstance(goal, Atom) and _says(a, goal)), None)
        if repeated is not None and goal.relation in (">", ">="):  # type: ignore[attr-defined]
            return Identity((Term(),), (Term(facts=(repeated,)),))
        if FALSE in facts:
            return NoSuchPoint(Identity((), (Term(facts=(facts.index(FALSE),)),)))
        if len(known) < len(facts) and not self._follows(known.values(), goal):
            cases = self._cases(facts, goal)
            if cases is not None:
                return cases
        return self._from_atoms(facts, known, goal)

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
        if not options or self._late():
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

    # -- comparisons, from comparisons ------------------------------------------------------------------

    def _from_atoms(self, facts: Facts, known: Mapping[int, Atom], goal: Formula, depth: int = 0) -> Step:
        if isinstance(goal, Atom) and goal.relation == "!=":
            return self._apart(facts, known, goal)
        if isinstance(goal, Atom) and goal.relation == "=":
            return self._equal(facts, known, goal)
        if self._decider.satisfiable(conjunction(*known.values(), negation(goal))):
            return Asked(PROVERS)
        found = self._identity(known, goal, 0, 2)
        return found or self._harder(facts, known, goal, depth)

    def _harder(self, facts: Facts, known: Mapping[int, Atom], goal: Formula, depth: int) -> Step:
        if goal == FALSE:
            return self._clash(facts, known, depth)
        assert isinstance(goal, Atom)
        core = self._core(known, goal)
        ways: tuple[Callable[[], Step | None], ...] = (
            lambda: self._by_factors(facts, known, goal, depth),
            lambda: self._identity(known, goal, 2, 3),
            lambda: self._by_contradiction(facts, core, goal),
            lambda: self._identity(core, goal, 3, len(EFFORTS) if depth == 0 else 4),
            lambda: self._by_lemmas(facts, known, goal, depth),
            lambda: self._by_sign(facts, known, goal, depth),
            lambda: self._identity(known, goal, 3, 4),
        )
        for way in ways:
            found = None if self._late() else way()
            if found is not None:
                return found
        return Asked(PROVERS)

    def _identity(self, known: Mapping[int, Atom], goal: Formula, first: int, last: int) -> Step | None:
        key = tuple(known.items())
        if key not in self._identities:
            self._identities[key] = Identities(known)
        for effort in EFFORTS[first:last]:
            found = None if self._late() else self._identities[key].find(goal, effort)
            if found is not None:
                return found
        return None

    def _by_contradiction(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step | None:
        """Suppose the opposite, which may then be multiplied with itself and with other facts."""
        opposite = negation(goal)
        assert isinstance(opposite, Atom)
        found = self._identity({**known, len(facts): opposite}, FALSE, 1, 4)
        return None if found is None else Suppose(found)

    def _core(self, known: Mapping[int, Atom], goal: Formula) -> dict[int, Atom]:
        """Return facts none of which can be left out, the ones hardest to read left out first."""
        kept = dict(known)
        for number in sorted(known, key=lambda n: known[n].polynomial.key(), reverse=True):
            if _defines_root(known[number]):  # the decider knows it in any case
                continue
            rest = {n: a for n, a in kept.items() if n != number}
            if self._follows(rest.values(), goal):
                kept = rest
        return kept

    def _equal(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step:
        found = self._identity(known, goal, 0, 1)
        if found is not None:
            return found
        halves = (Atom(goal.polynomial, ">="), Atom(-goal.polynomial, ">="))
        return Each(tuple(self._from_atoms(facts, known, half) for half in halves))

    def _apart(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step:
        polynomial = goal.polynomial
        for sign in (1, -1):
            stronger = Atom(polynomial * sign, ">")
            if self._follows(known.values(), stronger):
                shown = self._from_atoms(facts, known, stronger)
                both = (len(facts) + 1, Polynomial.constant(-sign))
                clash = Identity((), (Term(facts=(len(facts),)),), (both,))
                return Lemma(stronger, shown, Suppose(clash))
        return Suppose(self.show(with_fact(facts, Atom(polynomial, "=")), FALSE))

    def _clash(self, facts: Facts, known: Mapping[int, Atom], depth: int) -> Step:
        """Show that facts exclude each other: all but one of them show the opposite of that one."""
        core = self._core(known, FALSE)
        found = self._identity(core, FALSE, 0, 3)
        if found is not None:
            return found
        for number in sorted(core, key=lambda n: core[n].polynomial.key(), reverse=True):
            opposite = negation(core[number])
            if core[number].relation not in (">", ">=") or self._late():
                continue
            rest = {n: a for n, a in core.items() if n != number}
            assert isinstance(opposite, Atom)
            shown = self._identity(rest, opposite, 0, 2) or self._harder(facts, rest, opposite, depth + 1)
            if not _asks(shown):
                contradiction = Identity((), (Term(facts=(number,)), Term(facts=(len(facts),))))
                return Lemma(opposite, shown, contradiction)
        return self._identity(core, FALSE, 3, len(EFFORTS)) or Asked(PROVERS)

    # -- factors, lemmas, signs -------------------------------------------------------------------------

    def _by_factors(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Show the sign of a product by the signs of its factors."""
        content, factors = goal.polynomial.factor()
        if len(factors) == 1 and factors[0][1] == 1:
            return None
        square, wanted = Polynomial.constant(1), []
        for factor, power in factors:
            sign = self._sign(known, factor)
            even = power % 2 == 0 and goal.relation == ">="
            if even:
                square = square * factor ** (power // 2)
            elif power % 2 == 0:
                wanted.append((Atom(factor, "!="), power))
            elif sign is None:
                return self._by_opposite_signs(facts, known, goal, factor, depth)
            else:
                wanted.append((Atom(factor * sign, goal.relation), power))
                content *= sign
        if content < 0:
            return None
        return self._product(facts, known, goal, wanted, Term(content, (), square), depth)

    def _product(
        self,
        facts: Facts,
        known: Mapping[int, Atom],
        goal: Atom,
        wanted: list[tuple[Atom, int]],
        term: Term,
        depth: int,
    ) -> Step | None:
        """Show each factor as a lemma, unless it is a fact, then the product of them."""
        lemmas: list[tuple[Atom, Step]] = []
        numbers: list[int] = []
        for factor, power in wanted:
            number = next((n for n, a in known.items() if _says(a, factor)), None)
            if number is None:
                here = (*facts, *(lemma for lemma, _ in lemmas))
                if not self._follows(known.values(), factor):
                    return None
                shown = self._from_atoms(here, known, factor, depth)
                if _asks(shown):
                    return None
                number = len(here)
                lemmas.append((factor, shown))
            numbers += [number] * power
        last: Step = Identity((Term(),), (Term(term.weight, tuple(sorted(numbers)), term.square),))
        for lemma, shown in reversed(lemmas):
            last = Lemma(lemma, shown, last)
        return last

    def _sign(self, known: Mapping[int, Atom], polynomial: Polynomial) -> int | None:
        for sign in (1, -1):
            if self._follows(known.values(), atom(polynomial * sign, ">=")):
                return sign
        return None

    def _by_opposite_signs(
        self, facts: Facts, known: Mapping[int, Atom], goal: Atom, factor: Polynomial, depth: int
    ) -> Step | None:
        found = self._identity(known, goal, 2, 3)
        return found or self._split(facts, known, goal, factor, depth)

    def _by_lemmas(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Show simpler signs first, each of which is one more fact for the identity."""
        if depth >= _DEEPEST_SPLIT:
            return None
        lemmas: list[tuple[Atom, Step]] = []
        richer = dict(known)
        for polynomial in _parts(goal.polynomial, known):
            for sign in (1, -1):
                lemma = Atom(polynomial * sign, ">=")
                if any(_says(a, lemma) for a in richer.values()) or not self._follows(known.values(), lemma):
                    continue
                if self._follows(known.values(), Atom(lemma.polynomial, ">")):
                    lemma = Atom(lemma.polynomial, ">")
                here = (*facts, *(shown for shown, _ in lemmas))
                proof = self._from_atoms(here, known, lemma, depth + 1)
                if not _asks(proof):
                    richer[len(here)] = lemma
                    lemmas.append((lemma, proof))
        if not lemmas:
            return None
        last = self._identity(richer, goal, 1, 4)
        if last is None:
            return None
        for lemma, proof in reversed(lemmas):
            last = Lemma(lemma, proof, last)
        return last

    def _by_sign(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Split on the sign of something that occurs in the goal."""
        if depth >= _DEEPEST_SPLIT:
            return None
        for polynomial in _unknown_signs(goal.polynomial, known):
            if self._sign(known, polynomial) is None and not self._late():
                found = self._split(facts, known, goal, polynomial, depth + 1)
                if found is not None:
                    return found
        return None

    def _split(
        self, facts: Facts, known: Mapping[int, Atom], goal: Atom, on: Polynomial, depth: int
    ) -> Step | None:
        if depth > _DEEPEST_SPLIT:
            return None
        branches = []
        for case in (Atom(on, ">="), Atom(-on, ">")):
            here = {**known, len(facts): case}
            if self._follows(here.values(), FALSE):
                shown: Step = NoSuchPoint(self._from_atoms((*facts, case), here, FALSE, depth))
            else:
                shown = self._from_atoms((*facts, case), here, goal, depth)
            if _asks(shown):
                return None
            branches.append(shown)
        return Split(Atom(on, ">="), branches[0], branches[1])


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
    bounds = list(dict.fromkeys(_ends(name, dict(enumerate(atoms(goal))))))
    half = Fraction(1, 2)
    yield from ((low + high) * half for i, low in enumerate(bounds) for high in bounds[i + 1 :])
    yield from bounds
    yield from (bound + shift for bound in bounds or [Polynomial.constant(0)] for shift in (1, -1))


def _defines_root(fact: Atom) -> bool:
    roots = [name for name in fact.polynomial.names if name.startswith("sqrt(")]
    return bool(roots) and (fact.relation == "=" or fact.polynomial == Polynomial.symbol(roots[0]))


def _asks(step: Step) -> bool:
    return any(isinstance(part, Asked) for part in step.steps())


def _says(fact: Atom, wanted: Atom) -> bool:
    """Return whether a fact is the wanted comparison, or a stricter one."""
    enough = {">": (">",), ">=": (">", ">="), "!=": (">", "!="), "=": ("=",)}[wanted.relation]
    return fact.polynomial == wanted.polynomial and fact.relation in enough


def _parts(polynomial: Polynomial, known: Mapping[int, Atom]) -> Iterator[Polynomial]:
    """Yield polynomials whose sign helps: coefficients, and the values at the ends of a variable's range."""
    seen: set[Polynomial] = {a.polynomial for a in known.values()}
    for name in polynomial.names:
        coefficients = polynomial.coefficients(name)
        candidates = [c for c in coefficients if not c.is_constant]
        if len(coefficients) == 2:
            candidates += [polynomial.substitute({name: end}) for end in _ends(name, known)]
        for candidate in candidates:
            _, primitive = candidate.primitive()
            if not primitive.is_constant and primitive not in seen:
                seen.add(primitive)
                yield primitive


def _ends(name: str, known: Mapping[int, Atom]) -> Iterator[Polynomial]:
    for fact in known.values():
        coefficients = fact.polynomial.coefficients(name)
        if len(coefficients) == 2 and coefficients[1].is_constant:
            yield coefficients[0] * (-1 / coefficients[1].constant_value())


def _unknown_signs(polynomial: Polynomial, known: Mapping[int, Atom]) -> list[Polynomial]:
    """Return polynomials on whose sign a split may help: parts first, then differences of variables."""
    found = list(_parts(polynomial, known))
    variables = [Polynomial.symbol(name) for name in polynomial.names]
    found += [left - right for i, left in enumerate(variables) for right in variables[i + 1 :]]
    found += variables
    return sorted(dict.fromkeys(found), key=lambda part: part.key())[:_MOST_SPLIT_TRIALS]


__all__ = ["PROVERS", "find_proof", "find_witness"]
