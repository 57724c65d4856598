"""How a comparison follows from comparisons: by one identity if there is one, else step by step.

What is tried, in turn: few products of facts; the sign of each factor; facts divided by what is positive; what the goal
has more than a fact; squares; the opposite supposed; more products of the facts that are needed; simpler signs as
lemmas; a split on the sign of something that occurs.

>>> from formal.algebra.formula import atom
>>> x = Polynomial.symbol("x")
>>> facts = (atom(x - 1, ">"),)
>>> Signs(Decider()).show(facts, dict(enumerate(facts)), atom(x**2 - x, ">"))
Identity(multiplier=(Term(...),), terms=(Term(...), Term(...)), equations=())
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from formal.algebra.decide import Decider
from formal.algebra.formula import FALSE, Atom, Formula, Relation, atom, conjunction, names, negation
from formal.algebra.polynomial import Polynomial
from formal.algebra.radical import radicals_in
from formal.claims.bernstein import on_interval
from formal.claims.dividing import crossed, lone_factor, near
from formal.claims.identities import EFFORTS, Identities
from formal.claims.kernel import Facts
from formal.claims.lumping import lumps
from formal.claims.parting import edges, parts_of, to_split
from formal.claims.remembering import Remembered
from formal.claims.steps import Asked, Each, Identity, Lemma, NoSuchPoint, Split, Step, Suppose, Term

PROVERS = ("z3",)
#: How long a proof is looked for; most are found in a hundredth of it, and no proof we know of takes two thirds.
DEFAULT_SECONDS = 6.0
_DEEPEST_SPLIT = 3
_DEEPEST_CROSSING = 3
#: What is assumed of parameters has so few terms, as `p < 1 - c`; what follows from a game mostly has more.
_SHORT = 3


class Signs:
    """Shows comparisons from facts that are comparisons.

    Parameters
    ----------
    decider
        Says what is true; its assumptions are none.
    seconds
        After about so much work nothing more is tried. Work is counted, not timed: see `Decider`.
    """

    def __init__(self, decider: Decider, seconds: float = DEFAULT_SECONDS) -> None:
        self._decider = decider
        self._before, self._budget = decider.work, 1000 * seconds
        self._programs = 0.0
        self._remembered = Remembered()
        self._identities: dict[tuple[tuple[int, Atom], ...], Identities] = {}

    def follows(self, facts: Iterable[Formula], goal: Formula) -> bool:
        """Return whether the decider says that `goal` follows from the facts."""
        opposed = conjunction(*facts, negation(goal))
        return self._decider.satisfiable(opposed, patient=not self.late()) is False

    def late(self) -> bool:
        """Return whether the work is used up."""
        return self._decider.work - self._before + self._programs > self._budget

    def show(self, facts: Facts, known: Mapping[int, Atom], goal: Formula, depth: int = 0) -> Step:
        """Return a proof of a comparison (or that no point is left); `Asked` if none is found.

        Parameters
        ----------
        facts
            All facts, whose number says how a further one is numbered.
        known
            Those of them that are comparisons and may be used.
        goal
            What is to be shown.
        depth
            How many lemmas and splits deep this is.
        """
        if isinstance(goal, Atom) and goal.relation == "!=":
            return self._apart(facts, known, goal)
        if isinstance(goal, Atom) and goal.relation == "=":
            return self._equal(facts, known, goal)
        found = self._remembered.find(len(facts), known, goal)
        if found is not None:
            return found
        if self._decider.satisfiable(conjunction(*known.values(), negation(goal))):
            return Asked(PROVERS)
        found = self.identity(known, goal, 0, 2) or self._harder(facts, known, goal, depth)
        if not _asks(found):
            self._remembered.keep(len(facts), known, goal, found)
        return found

    def _harder(self, facts: Facts, known: Mapping[int, Atom], goal: Formula, depth: int) -> Step:
        if goal == FALSE:
            return self._clash(facts, known, depth)
        assert isinstance(goal, Atom)
        core = functools.cache(lambda: self._core(known, goal))
        ways: tuple[Callable[[], Step | None], ...] = (
            lambda: self._by_factors(facts, known, goal, depth),
            lambda: on_interval(known, goal),
            lambda: self._by_division(facts, known, goal, depth),
            lambda: self._by_difference(facts, known, goal, depth),
            lambda: self._by_crossing(facts, known, goal, depth),
            lambda: self._by_summands(facts, known, goal, depth),
            lambda: self._by_squares(facts, known, goal, depth),
            lambda: self.identity(known, goal, 2, 3),
            lambda: self._by_lumping(facts, known, goal, depth),
            lambda: self._by_contradiction(facts, core(), goal),
            lambda: self._by_edges(facts, known, goal, depth),
            lambda: self.identity(core(), goal, 3, len(EFFORTS) if depth == 0 else 4),
            lambda: self._by_lemmas(facts, known, goal, depth),
            lambda: self._by_sign(facts, known, goal, depth),
            lambda: self.identity(known, goal, 3, 4),
        )
        for way in ways:
            found = None if self.late() else way()
            if found is not None:
                return found
        return Asked(PROVERS)

    def identity(self, known: Mapping[int, Atom], goal: Formula, first: int, last: int) -> Step | None:
        """Return an identity that shows the goal, with efforts numbered from `first` to before `last`."""
        key = tuple(known.items())
        if key not in self._identities:
            self._identities[key] = Identities(known)
        for effort in EFFORTS[first:last]:
            if self.late():
                return None
            search = self._identities[key]
            before = search.work
            found = search.find(goal, effort)
            self._programs += search.work - before
            if found is not None:
                return found
        return None

    def _by_contradiction(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step | None:
        """Suppose the opposite, which may then be multiplied with itself and with other facts."""
        opposite = negation(goal)
        assert isinstance(opposite, Atom)
        found = self.identity({**known, len(facts): opposite}, FALSE, 1, 4)
        return None if found is None else Suppose(found)

    def _core(self, known: Mapping[int, Atom], goal: Formula) -> dict[int, Atom]:
        """Return facts none of which can be left out, the ones hardest to read left out first."""
        # Where roots occur, the decider takes their definitions for granted, which a proof may not.
        plain = {n: a for n, a in known.items() if not radicals_in(a.polynomial.names)}
        if len(plain) < len(known) and not radicals_in(names(goal)) and self.follows(plain.values(), goal):
            known = plain
        kept = dict(known)
        for number in sorted(known, key=lambda n: known[n].polynomial.key(), reverse=True):
            if _defines_root(known[number]):  # the decider knows it in any case
                continue
            rest = {n: a for n, a in kept.items() if n != number}
            if self.follows(rest.values(), goal):
                kept = rest
        return kept

    def _equal(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step:
        found = self.identity(known, goal, 0, 1)
        if found is not None:
            return found
        halves = (Atom(goal.polynomial, ">="), Atom(-goal.polynomial, ">="))
        return Each(tuple(self.show(facts, known, half) for half in halves))

    def _apart(self, facts: Facts, known: Mapping[int, Atom], goal: Atom) -> Step:
        polynomial = goal.polynomial
        for number, fact in known.items():  # a factor of what is not zero is not zero
            if fact.relation == ">" and fact.polynomial.is_multiple_of(polynomial):
                by = (len(facts), -fact.polynomial.divide_exactly(polynomial))
                return Suppose(Identity((), (Term(facts=(number,)),), (by,)))
        for sign in (1, -1):
            stronger = Atom(polynomial * sign, ">")
            if self.follows(known.values(), stronger):
                shown = self._by_factors(facts, known, stronger, 0) or self.show(facts, known, stronger)
                both = (len(facts) + 1, Polynomial.constant(-sign))
                clash = Identity((), (Term(facts=(len(facts),)),), (both,))
                return Lemma(stronger, shown, Suppose(clash))
        equal = Atom(polynomial, "=")
        return Suppose(self.show((*facts, equal), {**known, len(facts): equal}, FALSE))

    def _clash(self, facts: Facts, known: Mapping[int, Atom], depth: int) -> Step:
        """Show that facts exclude each other: all but one of them show the opposite of that one."""
        core = self._core(known, FALSE)
        found = self.identity(core, FALSE, 0, 3) or self._by_lumping(facts, known, FALSE, depth)
        if found is not None:
            return found
        # What is needless for the decider may be what makes it easy to see.
        for several in (core, known) if len(core) < len(known) else (core,):
            for number in sorted(core, key=lambda n: core[n].polynomial.key(), reverse=True):
                rest = {n: a for n, a in several.items() if n != number}
                found = None if self.late() else self._against(facts, rest, number, core[number], depth + 1)
                if found is not None:
                    return found
        return self.identity(core, FALSE, 3, len(EFFORTS)) or Asked(PROVERS)

    def _against(
        self, facts: Facts, rest: Mapping[int, Atom], number: int, fact: Atom, depth: int
    ) -> Step | None:
        """Show the opposite of a fact by other facts; of what an equation says is zero that it is not."""
        size, opposite = len(facts), negation(fact)
        if fact.relation in (">", ">=") and isinstance(opposite, Atom):
            both = Identity((), (Term(facts=(number,)), Term(facts=(size,))))
            return self._lemma_then(facts, rest, opposite, both, depth)
        if fact.relation == "=" and not any(_is_square(fact, name) for name in fact.polynomial.names):
            for sign in (1, -1):
                apart = Atom(fact.polynomial * sign, ">")
                clash = Identity((), (Term(facts=(size,)),), ((number, Polynomial.constant(-sign)),))
                if self.follows(rest.values(), apart):
                    return self._lemma_then(facts, rest, apart, clash, depth)
        return None

    def _lemma_then(
        self, facts: Facts, known: Mapping[int, Atom], lemma: Atom, last: Step, depth: int
    ) -> Step | None:
        shown = self.identity(known, lemma, 0, 2) or self._harder(facts, known, lemma, depth)
        return None if _asks(shown) else Lemma(lemma, shown, last)

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
            number = next((n for n, a in known.items() if says(a, factor)), None)
            if number is None:
                here = (*facts, *(lemma for lemma, _ in lemmas))
                if not self.follows(known.values(), factor):
                    return None
                shown = self.show(here, known, factor, depth)
                if _asks(shown):
                    return None
                number = len(here)
                lemmas.append((factor, shown))
            numbers += [number] * power
        last = Identity((Term(),), (Term(term.weight, tuple(sorted(numbers)), term.square),))
        return _after(lemmas, last)

    def _sign(self, known: Mapping[int, Atom], polynomial: Polynomial) -> int | None:
        for sign in (1, -1):
            if self.follows(known.values(), atom(polynomial * sign, ">=")):
                return sign
        return None

    def _by_opposite_signs(
        self, facts: Facts, known: Mapping[int, Atom], goal: Atom, factor: Polynomial, depth: int
    ) -> Step | None:
        found = self.identity(known, goal, 2, 3)
        return found or self._split(facts, known, goal, factor, depth)

    def _by_division(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Divide facts by their factors of known sign, and use what is left of them."""
        lemmas: list[tuple[Atom, Step]] = []
        richer = dict(known)
        for number, fact in known.items():
            for lemma, proof in self._divided((*facts, *(a for a, _ in lemmas)), known, number, fact, depth):
                richer[len(facts) + len(lemmas)] = lemma
                lemmas.append((lemma, proof))
        if not lemmas:
            return None
        last = self.show((*facts, *(a for a, _ in lemmas)), richer, goal, depth)
        return None if _asks(last) else _after(lemmas, last)

    def _divided(
        self, facts: Facts, known: Mapping[int, Atom], number: int, fact: Atom, depth: int
    ) -> list[tuple[Atom, Step]]:
        """Return that the other factors of a fact are positive, and that the lone factor then has its sign."""
        others = {n: a for n, a in known.items() if n != number}
        if fact.relation not in (">", ">=") or len(fact.polynomial.terms()) < 2:
            return []
        lone = lone_factor(fact.polynomial, lambda factor: self._sign(others, factor))
        if lone is None:
            return []
        rest = fact.polynomial.divide_exactly(lone)
        sign = self._sign(others, rest)
        if sign is None:
            return []
        positive, left = Atom(rest * sign, ">"), Atom(lone * sign, fact.relation)
        if any(says(a, left) for a in known.values()) or not self.follows(others.values(), positive):
            return []
        shown = self.show(facts, others, positive, depth)
        if _asks(shown):
            return []
        contradiction = Identity((), (Term(facts=(number,)), Term(facts=(len(facts), len(facts) + 1))))
        return [(positive, shown), (left, Suppose(contradiction))]

    def _by_difference(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Add to a fact what the goal has more than it: a product whose sign is known, or may be if cases are told.

        The goal may have to be multiplied by a positive variable first.
        """
        options = list(near(known, goal.polynomial))
        found = self._from_near(facts, known, goal.relation, options, (), depth)
        for name in goal.polynomial.names if found is None else ():
            positive = Atom(Polynomial.symbol(name), ">")
            times = list(near(known, goal.polynomial * positive.polynomial))
            shown = self.identity(known, positive, 0, 1) if times else None
            if found is None and shown is not None:
                first = [(positive, shown)]
                found = self._from_near((*facts, positive), known, goal.relation, times, first, depth)
        for _, _, rest in options if found is None else ():
            lone = lone_factor(rest, lambda factor: self._sign(known, factor))
            found = None if lone is None else self._split(facts, known, goal, lone, depth + 1)
            if found is not None:
                return found
        return found

    def _from_near(
        self,
        facts: Facts,
        known: Mapping[int, Atom],
        relation: Relation,
        options: Iterable[tuple[int, Fraction, Polynomial]],
        first: Sequence[tuple[Atom, Step]],
        depth: int,
    ) -> Step | None:
        """Show a goal, multiplied by what is shown first, from a fact and what it has more than that."""
        for number, ratio, rest in options:
            more = Atom(rest, ">=" if relation == ">=" or known[number].relation == ">" else ">")
            if self.follows(known.values(), more):
                shown = self._by_factors(facts, known, more, depth) or self.identity(known, more, 0, 2)
                if shown is not None:
                    multiplier = Term(facts=tuple(len(facts) - n for n in range(len(first), 0, -1)))
                    both = (Term(ratio, (number,)), Term(facts=(len(facts),)))
                    return _after([*first, (more, shown)], Identity((multiplier,), both))
        return None

    def _by_crossing(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Show a goal from a fact, each multiplied by what the other has beside a variable, and what then is left."""
        if depth >= _DEEPEST_CROSSING:
            return None
        for number, times, of_fact, rest in crossed(known, goal.polynomial):
            sign = self._sign(known, times)
            if sign is None or self._sign(known, of_fact * sign) != 1:
                continue
            multiplier, factor = Atom(times * sign, ">"), Atom(of_fact * sign, ">=")
            more = Atom(rest * sign, goal.relation)
            if not all(self.follows(known.values(), a) for a in (multiplier, factor, more)):
                continue
            lemmas = self._in_turn(facts, known, (multiplier, factor, more), depth + 1)
            if lemmas is not None:
                size = len(facts)
                both = (Term(facts=(number, size + 1)), Term(facts=(size + 2,)))
                return _after(lemmas, Identity((Term(facts=(size,)),), both))
        return None

    def _by_lumping(self, facts: Facts, known: Mapping[int, Atom], goal: Formula, depth: int) -> Step | None:
        """Take for one variable two factors that only occur together."""
        for lump in lumps(known, goal.polynomial if isinstance(goal, Atom) else Polynomial.constant(0)):
            fewer = {n: a for n, fact in known.items() if (a := lump.written(fact)) is not None}
            fewer[len(facts)] = Atom(Polynomial.symbol(lump.name), ">")
            less = lump.written(goal) if isinstance(goal, Atom) else goal
            if less is None or not self.follows(fewer.values(), less):
                continue
            positive = Atom(lump.product, ">")
            shown = self.show((*facts, positive), fewer, less, depth)
            if not _asks(shown):
                product = Identity((Term(),), (Term(facts=lump.numbers),))
                return Lemma(positive, product, shown.changed(polynomial=lump.written_out))
        return None

    def _by_summands(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Show that the terms with each power of some variable are a sum that is at least zero, from short facts."""
        known = {n: a for n, a in known.items() if len(a.polynomial.terms()) <= _SHORT}
        if not self.follows(known.values(), goal):
            return None
        for name in goal.polynomial.names if depth <= _DEEPEST_SPLIT else ():
            power, variable = Polynomial.constant(1), Polynomial.symbol(name)
            summands = []
            for coefficient in goal.polynomial.coefficients(name):
                if not coefficient.is_zero:
                    summands.append(Atom(coefficient * power, ">="))
                power = power * variable
            if len(summands) > 1 and all(self.follows(known.values(), part) for part in summands):
                found = self._sum(facts, known, goal, summands, depth)
                if found is not None:
                    return found
        return None

    def _sum(
        self, facts: Facts, known: Mapping[int, Atom], goal: Atom, summands: list[Atom], depth: int
    ) -> Step | None:
        if goal.relation == ">":
            stricter = (Atom(part.polynomial, ">") for part in summands)
            strict = next((part for part in stricter if self.follows(known.values(), part)), None)
            if strict is None:
                return None
            summands = [strict if part.polynomial == strict.polynomial else part for part in summands]
        lemmas = self._in_turn(facts, known, summands, depth + 1)
        if lemmas is None:
            return None
        terms = tuple(Term(facts=(len(facts) + n,)) for n in range(len(lemmas)))
        return _after(lemmas, Identity((Term(),), terms))

    def _by_squares(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Compare squares: `a - b*r > 0`, with `b` and the root `r` of `q` not negative, as `a**2 > b**2*q`, `a > 0`.

        Since `(a + b*r)*(a - b*r) = a**2 - b**2*q`; so too where it is the root that is larger.
        """
        for name in goal.polynomial.names if depth <= _DEEPEST_SPLIT else ():
            equation = next((n for n, a in known.items() if a.relation == "=" and _is_square(a, name)), None)
            if equation is None or goal.polynomial.degree(name) != 1:
                continue
            plain, slope = goal.polynomial.coefficients(name)
            sign = self._sign(known, slope)
            if sign is None:
                continue
            if self._sign(known, plain) != -sign:
                return None if sign < 0 else self._split(facts, known, goal, plain, depth + 1)
            level, root = known[equation].polynomial.coefficients(name)[0], Polynomial.symbol(name)
            ratio = known[equation].polynomial.coefficients(name)[2].constant_value()
            times = Atom((slope * root - plain) * sign, ">")
            other = Atom((slope * slope * (-level) * (1 / ratio) - plain * plain) * sign, goal.relation)
            if not self.follows(known.values(), times):
                continue
            lemmas = self._in_turn(facts, known, (times, other), depth + 1)
            if lemmas is not None:
                by = slope * slope * (Fraction(sign) / ratio)
                size = len(facts)
                last = Identity((Term(facts=(size,)),), (Term(facts=(size + 1,)),), ((equation, by),))
                return _after(lemmas, last)
        return None

    def _in_turn(
        self, facts: Facts, known: Mapping[int, Atom], wanted: Iterable[Atom], depth: int
    ) -> list[tuple[Atom, Step]] | None:
        """Return lemmas with their proofs, each numbered after those before it; None if one has none."""
        lemmas: list[tuple[Atom, Step]] = []
        for lemma in wanted:
            shown = self.show((*facts, *(a for a, _ in lemmas)), known, lemma, depth)
            if _asks(shown):
                return None
            lemmas.append((lemma, shown))
        return lemmas

    def _by_lemmas(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Show simpler signs first, each of which is one more fact for the identity."""
        if depth >= _DEEPEST_SPLIT:
            return None
        lemmas: list[tuple[Atom, Step]] = []
        richer = dict(known)
        for polynomial in parts_of(goal.polynomial, known):
            for sign in (1, -1):
                lemma = Atom(polynomial * sign, ">=")
                if any(says(a, lemma) for a in richer.values()) or not self.follows(known.values(), lemma):
                    continue
                if self.follows(known.values(), Atom(lemma.polynomial, ">")):
                    lemma = Atom(lemma.polynomial, ">")
                here = (*facts, *(shown for shown, _ in lemmas))
                proof = self.show(here, known, lemma, depth + 1)
                if not _asks(proof):
                    richer[len(here)] = lemma
                    lemmas.append((lemma, proof))
        if not lemmas:
            return None
        last = self.identity(richer, goal, 1, 4)
        return None if last is None else _after(lemmas, last)

    def _by_sign(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Split on the sign of something that occurs in the goal."""
        if depth >= _DEEPEST_SPLIT:
            return None
        for polynomial in to_split(goal.polynomial, known):
            if self._sign(known, polynomial) is None and not self.late():
                found = self._split(facts, known, goal, polynomial, depth + 1)
                if found is not None:
                    return found
        return None

    def _by_edges(self, facts: Facts, known: Mapping[int, Atom], goal: Atom, depth: int) -> Step | None:
        """Tell apart whether something that is at least zero is zero, which then is one more equation."""
        for number in edges(goal.polynomial, known) if depth < _DEEPEST_SPLIT else ():
            inside, size = known[number].polynomial, len(facts)
            strict, zero = Atom(inside, ">"), Atom(inside, "=")
            rest = {n: a for n, a in known.items() if n != number}
            if self.late() or self.follows(known.values(), strict):
                continue
            if_so = self._case(facts, {**known, size: strict}, strict, goal, depth + 1)
            if not _asks(if_so):
                beside = (*facts, negation(strict), zero)
                if_not = self.show(beside, {**rest, size + 1: zero}, goal, depth + 1)
                if not _asks(if_not):
                    halves = (
                        Identity((Term(),), (Term(facts=(number,)),)),
                        Identity((Term(),), (Term(facts=(size,)),)),
                    )
                    return Split(strict, if_so, Lemma(zero, Each(halves), if_not))
        return None

    def _split(
        self, facts: Facts, known: Mapping[int, Atom], goal: Atom, on: Polynomial, depth: int
    ) -> Step | None:
        if depth > _DEEPEST_SPLIT:
            return None
        branches = []
        for case in (Atom(on, ">="), Atom(-on, ">")):
            shown = self._case(facts, {**known, len(facts): case}, case, goal, depth)
            if _asks(shown):
                return None
            branches.append(shown)
        return Split(Atom(on, ">="), branches[0], branches[1])

    def _case(self, facts: Facts, known: Mapping[int, Atom], case: Atom, goal: Formula, depth: int) -> Step:
        """Show a goal in a case, or that it is none."""
        if self.follows(known.values(), FALSE):
            return NoSuchPoint(self.show((*facts, case), known, FALSE, depth))
        return self.show((*facts, case), known, goal, depth)


def _defines_root(fact: Atom) -> bool:
    roots = [name for name in fact.polynomial.names if name.startswith("sqrt(")]
    return bool(roots) and (fact.relation == "=" or fact.polynomial == Polynomial.symbol(roots[0]))


def _is_square(fact: Atom, name: str) -> bool:
    """Return whether an equation says what the square of a root is."""
    if not name.startswith("sqrt(") or fact.polynomial.degree(name) != 2:
        return False
    _, slope, lead = fact.polynomial.coefficients(name)
    return slope.is_zero and lead.is_constant


def _after(lemmas: Iterable[tuple[Atom, Step]], last: Step) -> Step:
    for lemma, shown in reversed(list(lemmas)):
        last = Lemma(lemma, shown, last)
    return last


def _asks(step: Step) -> bool:
    return any(isinstance(part, Asked) for part in step.steps())


def says(fact: Atom, wanted: Atom) -> bool:
    """Return whether a fact is the wanted comparison, or a stricter one."""
    enough = {">": (">",), ">=": (">", ">="), "!=": (">", "!="), "=": ("=",)}[wanted.relation]
    return fact.polynomial == wanted.polynomial and fact.relation in enough
