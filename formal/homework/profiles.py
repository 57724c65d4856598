"""Answers that are strategy profiles: read from lines of text, and checked by looking for a deviation that pays.

A line gives an information set, a colon and what is done there: an action, actions with probabilities, actions by
case, or the number that is named. Any profile that no one-shot deviation betters is right, whether or not it is the
one that a solver lists. It is checked at exact points of the region in question.

>>> from sympy import symbols
>>> from formal import Game, choose, offer
>>> p, c_A, c_B, x = symbols("p c_A c_B x")
>>> after = choose("B", {"accept": (x, 1 - x), "fight": (p - c_A, 1 - p - c_B)})
>>> game = Game(["A", "B"], offer("A", x, 0, 1, after), where=[0 < p, p + c_B < 1, c_A > 0, c_B > 0])
>>> profile = read_profile("A: x = p + c_B; B: accept if x <= p + c_B, otherwise fight", game)
>>> print(check_profile(game, profile))
no deviation pays at 24 points
>>> print(check_profile(game, read_profile("A: p; B: accept if x <= p + c_B, otherwise fight", game)))
at p = 1/2, c_B = 1/4, c_A = 1: A gains 1/4 at "A" by x = 3/4 instead of 1/2
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.equilibria import Equilibrium
from formal.equilibria.sampling import Sampler
from formal.equilibria.verify import deviations
from formal.errors import AnswerError, FormalError, Undecided
from formal.games import Game
from formal.games.tree import Decision, Offer
from formal.games.walking import walk
from formal.homework.answers import read_answer
from formal.homework.comparing import inside_of
from formal.homework.names import Names

#: At how many points a profile is checked.
POINTS = 24
_LINE = re.compile(r"[^\n;]+")
_IF = re.compile(r"\s+(?:if|when|for)\s+", re.IGNORECASE)
_OTHERWISE = re.compile(r"(?:,\s*)?\b(?:otherwise|or else|else)\b,?\s*", re.IGNORECASE)
_BELIEF = re.compile(r"^(?:belief|beliefs|mu|μ)\s+(?:at\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """A strategy profile as a student wrote it.

    Attributes
    ----------
    strategy
        For each information set the number named, or `{action: probability}`.
    belief
        For each information set `{history: probability}`.
    """

    strategy: Mapping[str, Any]
    belief: Mapping[str, Mapping[tuple[Any, ...], Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """What came of checking a profile: at how many points, and the first deviation that pays."""

    points: int
    point: Mapping[sp.Symbol, sp.Rational] | None = None
    deviation: Any = None

    @property
    def holds(self) -> bool:
        """Whether no deviation was found."""
        return self.deviation is None

    def __str__(self) -> str:
        if self.deviation is None:
            return f"no deviation pays at {self.points} points"
        at = ", ".join(f"{s} = {v}" for s, v in (self.point or {}).items())
        return f"at {at}: {self.deviation}" if at else str(self.deviation)


def read_profile(text: str, game: Game) -> Profile:
    """Return the profile that a text describes, or raise `AnswerError`."""
    moves = {
        node.info: node for _, node in walk(game.tree) if isinstance(node, Decision | Offer) and node.info
    }
    names = Names.of([*game.parameters, *_offered(game)])
    strategy: dict[str, Any] = {}
    belief: dict[str, Any] = {}
    for info, choice, start in _lines(text, moves):
        into, what = (belief, choice) if info.startswith("\0") else (strategy, choice)
        place = info.lstrip("\0")
        if place in into:
            raise AnswerError(
                f"{place} is given twice", text, start, "give one line for each information set"
            )
        reader = _Reader(text, names, start)
        if into is belief:
            into[place] = reader.beliefs(what, game.information_sets[place].histories)
        elif isinstance(moves[place], Offer):
            into[place] = reader.value(what, str(getattr(moves[place], "symbol", "")))
        else:
            into[place] = reader.actions(what, tuple(game.information_sets[place].actions))
    missing = [info for info in moves if info not in strategy]
    if missing:
        one = missing[0]
        hint = (
            f"add a line “{one}: …”; a strategy says what is done everywhere, also where play does not come"
        )
        raise AnswerError(
            f"the profile does not say what is done at {', '.join(map(str, missing))}", hint=hint
        )
    return Profile(strategy, belief)


def check_profile(
    game: Game, profile: Profile, where: object = (), points: int = POINTS, seed: int = 0
) -> Checked:
    """Check a profile at exact points of a region, and return the first deviation that pays, if any.

    Raises
    ------
    Undecided
        If no point of the region was found.
    """
    region = Region(*(where if isinstance(where, list | tuple) else [where]), where=game.where)
    plan = Equilibrium(region, profile.strategy, {}, {}, profile.belief)
    tried = list(_points(region, points, seed))
    if not tried:
        raise Undecided("no admissible point lies in the condition that is given for the profile")
    for point in tried:
        found = deviations(game, plan, {s.name: v for s, v in point.items()}, seed)
        if found:
            return Checked(len(tried), point, found[0])
    return Checked(len(tried))


def holds_at(game: Game, profile: Profile, where: object, points: int = POINTS, seed: int = 0) -> Any:
    """Return a point of a region at which no deviation pays, or None if none of those tried is one."""
    region = Region(*(where if isinstance(where, list | tuple) else [where]), where=game.where)
    plan = Equilibrium(region, profile.strategy, {}, {}, profile.belief)
    for point in _points(region, points, seed):
        if not deviations(game, plan, {s.name: v for s, v in point.items()}, seed):
            return point
    return None


def _points(region: Region, count: int, seed: int) -> Iterator[Mapping[sp.Symbol, sp.Rational]]:
    space = region.space
    first = inside_of(region)
    if first is not None and (point := first.witness()) is not None:
        yield point
    sampler = Sampler(space.assumptions, space.names, Random(seed))
    for point in sampler.inside(region.formula, count - 1):
        yield {s: sp.Rational(point[n].numerator, point[n].denominator) for n, s in space.symbols.items()}


def _offered(game: Game) -> list[sp.Symbol]:
    return list({node.symbol: None for _, node in walk(game.tree) if isinstance(node, Offer)})


def _lines(text: str, moves: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield information set, what is done there, and where that stands; a belief's name begins with a null."""
    for line in _LINE.finditer(text):
        raw = line[0]
        if not raw.strip():
            continue
        body, mark, belief = raw.strip(), line.start() + len(raw) - len(raw.lstrip()), ""
        if told := _BELIEF.match(body):
            body, mark, belief = body[told.end() :], mark + told.end(), "\0"
        known = [i for i in moves if body.startswith(i) and body[len(i) :].lstrip()[:1] in (":", "=")]
        if not known:
            hint = f"begin with one of {', '.join(moves)} and a colon"
            raise AnswerError("this line does not say where in the game it applies", text, mark, hint)
        info = max(known, key=len)
        rest = body[len(info) :]
        skipped = len(rest) - len(rest.lstrip(" :="))
        yield belief + info, rest[skipped:], mark + len(info) + skipped


class _Reader:
    """Reads what is done at one information set."""

    def __init__(self, text: str, names: Names, start: int) -> None:
        self.text, self.names, self.start = text, names, start

    def value(self, what: str, symbol: str) -> Any:
        """Return the number named: an expression, perhaps after `x =`."""
        answer = self._read(what)
        value = answer.value
        if isinstance(value, sp.Eq) and str(value.lhs) == symbol:
            value = value.rhs
        if not isinstance(value, sp.Expr):
            raise AnswerError("a number is wanted here", self.text, self.start, f"write {symbol} = …")
        return Cases((True, value)) if value.has(sp.Piecewise, sp.Min, sp.Max, sp.Abs) else value

    def actions(self, what: str, actions: tuple[str, ...]) -> dict[str, Any]:
        """Return the probability of each action, possibly by case."""
        pieces: list[tuple[dict[str, Any], Any]] = []
        for part in self._cases(what):
            split = _IF.split(part, maxsplit=1)
            condition = self._condition(split[1]) if len(split) > 1 else sp.true
            pieces.append((self._mixture(split[0], actions), condition))
        if len(pieces) == 1 and pieces[0][1] == sp.true:
            return pieces[0][0]
        return {a: Cases(*((condition, mixed[a]) for mixed, condition in pieces)) for a in actions}

    def beliefs(self, what: str, histories: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], Any]:
        """Return the probability of each history."""
        known = {",".join(map(str, history)): tuple(history) for history in histories}
        short = {label: h for h in known.values() for label in map(str, h) if _once(label, known.values())}
        found: dict[tuple[Any, ...], Any] = {}
        for part in re.split(r",\s+|\s+and\s+", what):
            label, mark, number = part.partition("=") if "=" in part else part.rpartition(" ")
            history = {**short, **known}.get(label.strip().strip("()"))
            if history is None or not mark:
                hint = f"write “{next(iter(short), next(iter(known)))} = 1/2”, …"
                raise AnswerError(f"{part.strip()!r} is no belief here", self.text, self.start, hint)
            found[history] = self._read(number).value
        rest = [h for h in known.values() if h not in found]
        if len(rest) == 1:
            found[rest[0]] = 1 - sum(found.values())
        return found

    def _cases(self, what: str) -> list[str]:
        parts, rest = [], _OTHERWISE.split(what)
        for i, piece in enumerate(rest):
            chunks = re.split(r",\s+(?=[^,]*\s(?:if|when|for)\s)", piece) if i == 0 else [piece]
            parts += [c.strip().rstrip(",") for c in chunks if c.strip().rstrip(",")]
        return parts or [what]

    def _mixture(self, what: str, actions: tuple[str, ...]) -> dict[str, Any]:
        named = what.strip().strip(".,")
        if named in actions:
            return {a: sp.Integer(a == named) for a in actions}
        mixed: dict[str, Any] = {}
        for part in re.split(r",\s*|\s+and\s+", named):
            found = [a for a in actions if re.match(rf"{re.escape(a)}(?!\w)", part.strip())]
            if not found:
                hint = f"the actions here are {', '.join(actions)}"
                raise AnswerError(f"{part.strip()!r} is no action here", self.text, self.start, hint)
            action = max(found, key=len)
            number = re.sub(
                r"^(?:with\s+)?(?:probability|prob\.?)?\s*[:=]?\s*", "", part.strip()[len(action) :].strip()
            )
            mixed[action] = self._read(number).value if number else None
        unknown = [a for a in actions if mixed.get(a) is None]
        told = sum((v for v in mixed.values() if v is not None), sp.Integer(0))
        if len(unknown) == 1:
            mixed[unknown[0]] = 1 - told
        elif any(a in mixed for a in unknown):
            raise AnswerError("a probability is missing", self.text, self.start, f"write “{actions[0]} 1/2”")
        return {a: mixed.get(a, sp.Integer(0)) for a in actions}

    def _condition(self, what: str) -> Any:
        answer = self._read(what)
        if answer.kind != "condition":
            raise AnswerError("a condition is wanted after “if”", self.text, self.start)
        return answer.value

    def _read(self, what: str) -> Any:
        try:
            return read_answer(what.strip().rstrip(","), self.names)
        except AnswerError as problem:
            place = self.text.find(what.strip(), self.start)
            shift = place + problem.position if place >= 0 and problem.position is not None else self.start
            raise AnswerError(problem.message, self.text, shift, problem.hint) from None
        except FormalError as problem:
            raise AnswerError(str(problem), self.text, self.start) from None


def _once(label: str, histories: Iterable[tuple[Any, ...]]) -> bool:
    return sum(label in map(str, history) for history in histories) == 1
