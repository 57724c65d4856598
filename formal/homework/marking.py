"""Marking one answer: read it, compare it, say why it is wrong, and give the points.

Each type of question has its own reader and comparison in `_TYPES`. What cannot be decided is `"unknown"`, what cannot
be read is `"invalid"`; neither is ever counted wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.claims import prove
from formal.errors import AnswerError, FormalError, Undecided
from formal.games import Game
from formal.homework.answers import Answer, read_answer
from formal.homework.comparing import Comparison, compare_conditions, compare_sets, compare_values
from formal.homework.explaining import offer_of, told_by_play
from formal.homework.marks import Mark, Verdict
from formal.homework.names import Names
from formal.homework.profiles import check_profile, holds_at, read_profile
from formal.homework.slips import slip_in_condition, slip_in_value


@dataclass(frozen=True, eq=False)
class Task:
    """What is asked of one student, and what is right.

    Attributes
    ----------
    id, type, points, table
        Of the question.
    key
        What is right: an expression, `Cases`, a condition, a set or a tuple.
    where
        What is assumed.
    names
        What the answer may be written with.
    unknown
        The name that the answer may begin with.
    given, goal
        For a step of a proof: what is known, and what is to be shown.
    game, solve
        The game that is asked about, and how its solution is had.
    fixed
        Parameters that have values in this question.
    """

    id: str
    type: str
    key: Any
    where: tuple[Any, ...]
    names: Names
    unknown: sp.Symbol | None
    points: Fraction
    table: Mapping[str, Any]
    given: tuple[Any, ...] = ()
    goal: Any = None
    game: Game | None = None
    solve: Callable[[], Any] = lambda: None
    fixed: Mapping[sp.Symbol, sp.Rational] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """What was found about an answer: a comparison, what it said, and what slipped."""

    comparison: Comparison
    reading: Answer | None = None
    remarks: tuple[str, ...] = ()
    slip: str = ""


_RELATIONS = {
    "too weak": "Your condition is too weak: it admits points at which the right one fails.",
    "too strong": "Your condition is too strong: it excludes points at which the right one holds.",
    "disjoint": "Your condition and the right one never hold together.",
    "neither": "Your condition admits points that it should not, and excludes others that it should admit.",
}


def mark(task: Task, answer: str) -> Mark:
    """Return the mark of an answer."""
    try:
        found = _TYPES[task.type](task, answer)
    except AnswerError as problem:
        return Mark(task.id, answer, "invalid", 0, task.points, (str(problem),))
    except (Undecided, ArithmeticError, ValueError, TypeError, RecursionError, MemoryError) as problem:
        told = f"This could not be decided ({problem or 'it is too large'}): somebody will look at it."
        return Mark(task.id, answer, "unknown", 0, task.points, (told,))
    return _marked(task, answer, found)


def value_of(task: Task, answer: str) -> Any:
    """Return the value that an answer gives, for questions that follow from it."""
    return _number(task, answer).value


def _marked(task: Task, answer: str, found: _Found) -> Mark:
    comparison, remarks = found.comparison, []
    reading = "" if found.reading is None else found.reading.echo
    if found.reading is not None and reading.replace(" ", "") != answer.replace(" ", ""):
        remarks.append(f"Read as: {reading}")
    remarks += [f"({note[0].upper()}{note[1:]}.)" for note in (found.reading.notes if found.reading else ())]
    credit = {"equivalent": 1, "boundary": task.table.get("credit", {}).get("boundary", 1)}.get(
        comparison.verdict, 0
    )
    if comparison.verdict == "boundary":
        remarks.append(f"Right up to ties: at {_point(comparison.counterexample)} it makes a difference.")
    if comparison.verdict == "unknown":
        remarks.append(f"This could not be decided ({comparison.reason}): somebody will look at it.")
    if comparison.verdict == "different":
        remarks += found.remarks
        known = _foreseen(task, found)
        credit = _credit(task, found, known)
        if known:
            remarks.append(known["say"])
        elif found.slip:
            remarks.append(f"What slipped, it seems: {found.slip}.")
        remarks += _play(task, found)
    point = comparison.counterexample
    return Mark(
        question=task.id,
        answer=answer,
        verdict=comparison.verdict,
        points=Fraction(str(credit)) * task.points,
        out_of=task.points,
        remarks=tuple(remarks),
        counterexample=None if point is None else {s.name: v for s, v in point.items()},
        reading=reading,
        slip=found.slip,
    )


def _credit(task: Task, found: _Found, known: Mapping[str, Any] | None) -> Any:
    rules = task.table.get("credit", {})
    if known is not None and "credit" in known:
        return known["credit"]
    if found.comparison.relation in rules:
        return rules[found.comparison.relation]
    if found.slip:
        return rules.get("case" if found.slip.startswith("a case is missing") else "slip", 0)
    return 0


def _foreseen(task: Task, found: _Found) -> Mapping[str, Any] | None:
    """Return the feedback that the instructor foresaw for just this answer."""
    if found.reading is None:
        return None
    for entry in task.table.get("feedback", ()):
        other = _READERS.get(task.type, _condition)(task, entry["answer"])
        if _compared(task, found.reading.value, other.value).verdict in ("equivalent", "boundary"):
            return entry  # type: ignore[no-any-return]
    return None


def _play(task: Task, found: _Found) -> list[str]:
    """Return what happens in the game if the answer is an offer that is made."""
    if (
        task.game is None
        or task.unknown is None
        or found.reading is None
        or found.comparison.counterexample is None
    ):
        return []
    if found.reading.kind != "number" or task.type not in ("expression", "value"):
        return []
    point = {**found.comparison.counterexample, **task.fixed}
    missing = [s for s in task.game.parameters if s.name not in {p.name for p in point}]
    if missing:
        return []
    told = told_by_play(task.game, task.solve(), task.unknown, found.reading.value, point)
    return [told] if told else []


# -- types of questions --------------------------------------------------------------------------


def _expression(task: Task, text: str) -> _Found:
    answer = _number(task, text)
    comparison = compare_values(answer.value, task.key, task.where, _possible(task, answer))
    if comparison.verdict != "different":
        return _Found(comparison, answer)
    told = f"your answer gives {_shown(comparison.given)}; right is {_shown(comparison.wanted)}."
    at = _point(comparison.counterexample)
    remarks = (f"At {at} {told}" if at else told[0].upper() + told[1:],)
    simple = isinstance(task.key, Cases | sp.Expr)
    point, agrees = comparison.counterexample, comparison.agrees
    slip = slip_in_value(answer.value, task.key, task.where, agrees, point) if simple and at else ""
    return _Found(comparison, answer, remarks, slip)


def _possible(task: Task, answer: Answer) -> Any:
    """Return where an answer is an offer that can be made at all: what happens then is worth telling."""
    found = None if task.game is None or task.unknown is None else offer_of(task.game, task.unknown)
    if found is None:
        return sp.true
    _, node = found
    ends = [sp.sympify(end).subs(task.fixed) for end in (node.low, node.high)]
    return sp.And(*(c for c in (answer.value >= ends[0], answer.value <= ends[1]) if c is not sp.false))


def _boolean(task: Task, text: str) -> _Found:
    answer = _condition(task, text)
    return _judged(task, answer)


def _yes_no(task: Task, text: str) -> _Found:
    answer = _yes(task, text)
    return _judged(task, answer)


def _judged(task: Task, answer: Answer) -> _Found:
    comparison = compare_conditions(answer.value, task.key, task.where)
    if comparison.verdict != "different":
        return _Found(comparison, answer)
    point = _point(comparison.counterexample)
    told = "holds" if comparison.given else "fails"
    other = "holds" if comparison.wanted else "fails"
    remarks = (_RELATIONS[comparison.relation], f"At {point} yours {told}, but the right one {other}.")
    slip = slip_in_condition(answer.value, task.key, task.where, comparison.counterexample)
    return _Found(comparison, answer, remarks, slip)


def _set(task: Task, text: str) -> _Found:
    answer = read_answer(text, task.names)
    key = task.key
    if answer.kind == "condition":
        inside = _membership(answer, task)
        wanted = sp.Contains(task.unknown, key)
        comparison = compare_conditions(inside, wanted, task.where)
    elif answer.kind == "set":
        comparison = compare_sets(answer.value, key, task.where)
    else:
        hint = "write [low, high], (low, high), or low <= x <= high"
        raise AnswerError("a set is wanted", text, 0, hint)
    remarks: tuple[str, ...] = ()
    if comparison.verdict == "different":
        told = f"your set {comparison.given}, the right one {comparison.wanted}"
        if answer.kind == "condition":
            told = f"yours {'holds' if comparison.given else 'fails'} there, the right one does not agree"
        remarks = (f"At {_point(comparison.counterexample)} {told}.",)
    return _Found(comparison, answer, remarks)


def _list(task: Task, text: str) -> _Found:
    answer = read_answer(text, task.names)
    given = list(answer.value) if isinstance(answer.value, sp.Tuple | sp.FiniteSet) else [answer.value]
    if isinstance(answer.value, sp.Interval):
        given = [answer.value.start, answer.value.end]
    wanted = list(task.key) if isinstance(task.key, sp.Tuple | sp.FiniteSet) else [task.key]
    if isinstance(task.key, sp.Interval):
        wanted = [task.key.start, task.key.end]
    if len(given) != len(wanted):
        told = f"{len(given)} values were given; {len(wanted)} are wanted."
        return _Found(Comparison("different"), answer, (told,))
    for i, (one, other) in enumerate(zip(given, wanted, strict=True), 1):
        comparison = compare_values(one, other, task.where)
        if comparison.verdict != "equivalent":
            at = _point(comparison.counterexample)
            told = f"Number {i}, at {at}: yours is {_shown(comparison.given)}, right is {_shown(comparison.wanted)}."
            return _Found(comparison, answer, (told,))
    return _Found(Comparison("equivalent"), answer)


def _profile(task: Task, text: str) -> _Found:
    if task.game is None:
        raise AnswerError("there is no game that a profile could be one of")
    game, region = task.game, sp.And(*(c for c in task.where if not isinstance(c, Region)))
    body, condition = _existence(task, text)
    profile = read_profile(body, game)
    checked = check_profile(game, profile, sp.And(region, condition))
    if not checked.holds:
        comparison = Comparison("different", checked.point)
        return _Found(comparison, None, (f"This is no equilibrium: {checked}.",))
    if "key" in task.table or condition == sp.true:
        return _Found(Comparison("equivalent"), None)
    wider = holds_at(game, profile, sp.And(region, sp.Not(condition)))
    if wider is None:
        return _Found(Comparison("equivalent"), None)
    told = f"Your condition is too strong: the profile is an equilibrium at {_point(wider)}, too, which it excludes."
    return _Found(Comparison("different", wider, relation="too strong"), None, (told,))


_EXISTS = re.compile(
    r"\s*(?:it exists|exists|where|condition)\s*(?:if|when|iff)?\s*:?\s*(.+)$", re.IGNORECASE
)


def _existence(task: Task, text: str) -> tuple[str, Any]:
    """Return the lines of a profile, and the condition that an answer gives for its existence."""
    kept, conditions = [], []
    for line in re.split(r"\n|;", text):
        told = re.match(
            r"\s*(?:exists|where|condition|it exists)\s*(?:if|when|iff|:)?\s*:?\s*(.+)$", line, re.IGNORECASE
        )
        if told:
            answer = read_answer(told[1], task.names)
            if answer.kind != "condition":
                raise AnswerError("a condition is wanted after “exists if”", text, text.find(told[1]))
            conditions.append(answer.value)
        else:
            kept.append(line)
    return "\n".join(kept), sp.And(*conditions)


def _step(task: Task, text: str) -> _Found:
    answer = _condition(task, text)
    follows = prove(answer.value, where=list(task.where), given=list(task.given))
    if follows.verdict in ("unknown", "contradictory"):
        return _Found(
            Comparison("unknown", reason=follows.reason or "the premises exclude each other"), answer
        )
    if follows.verdict != "true":
        point = follows.counterexample
        told = f"This does not follow: at {_point(point)} the premises hold, and it fails."
        return _Found(Comparison("different", point, given=False, wanted=True), answer, (told,))
    if task.goal is None:
        return _Found(Comparison("equivalent"), answer)
    leads = prove(task.goal, where=list(task.where), given=[answer.value])
    if leads.verdict == "unknown":
        return _Found(Comparison("unknown", reason=leads.reason), answer)
    if leads.verdict != "true":
        point = leads.counterexample
        told = f"This is true but does not lead to the goal yet: at {_point(point)} it holds, and the goal fails."
        return _Found(Comparison("different", point), answer, (told,))
    return _Found(Comparison("equivalent"), answer)


_TYPES: Mapping[str, Callable[[Task, str], _Found]] = {
    "value": _expression,
    "expression": _expression,
    "condition": _boolean,
    "yes_no": _yes_no,
    "set": _set,
    "list": _list,
    "profile": _profile,
    "equilibrium": _profile,
    "step": _step,
}


# -- reading -------------------------------------------------------------------------------------


def _number(task: Task, text: str) -> Answer:
    answer = read_answer(text, task.names)
    value = answer.value
    if isinstance(value, sp.Eq) and task.unknown in (value.lhs, value.rhs):
        value = value.rhs if value.lhs == task.unknown else value.lhs
        answer = replace(answer, value=value, kind="number")
    if not isinstance(value, sp.Expr):
        name = f"{task.unknown} = …" if task.unknown else "the value alone"
        raise AnswerError("a value is wanted, not a condition or a set", text, 0, f"write {name}")
    if task.unknown is not None and task.unknown in value.free_symbols:
        raise AnswerError(f"{task.unknown} is what is asked for: it cannot stand in the answer", text, 0)
    return answer


def _condition(task: Task, text: str) -> Answer:
    answer = read_answer(text, task.names)
    if answer.kind != "condition":
        raise AnswerError("a condition is wanted", text, 0, "write an inequality, “always” or “never”")
    return answer


def _yes(task: Task, text: str) -> Answer:
    """Read `yes`, `no`, `yes, if …`, `only if …`, or a condition."""
    told = re.match(r"\s*(yes|no|true|false)\b[\s,.:;]*(?:but\s+)?", text, re.IGNORECASE)
    if told is None:
        return _condition(task, re.sub(r"^\s*only\s+", "", text, flags=re.IGNORECASE))
    agreed, rest = told[1].lower() in ("yes", "true"), text[told.end() :].strip()
    if not rest:
        return Answer(text, sp.true if agreed else sp.false, "condition")
    unless = re.match(r"(?:only\s+)?(unless|except\s+(?:if|when))\s+", rest, re.IGNORECASE)
    rest = (
        rest[unless.end() :] if unless else re.sub(r"^(?:only|exactly|iff)\s+", "", rest, flags=re.IGNORECASE)
    )
    answer = _condition(task, rest)
    value = answer.value if agreed != bool(unless) else sp.Not(answer.value)
    return replace(answer, text=text, value=value)


_READERS: Mapping[str, Callable[[Task, str], Answer]] = {
    "value": _number,
    "expression": _number,
    "condition": _condition,
    "yes_no": _yes,
}


def _membership(answer: Answer, task: Task) -> Any:
    if task.unknown is None or task.unknown not in answer.value.free_symbols:
        raise AnswerError(
            "a set is wanted", answer.text, 0, "write [low, high], (low, high), or low <= x <= high"
        )
    return answer.value


def _compared(task: Task, one: Any, other: Any) -> Comparison:
    if isinstance(one, sp.Expr):
        return compare_values(one, other, task.where)
    return compare_conditions(one, other, task.where)


def _point(point: Mapping[sp.Symbol, Any] | None) -> str:
    return ", ".join(f"{s} = {v}" for s, v in (point or {}).items())


def _shown(value: Any) -> str:
    return "nothing (it is undefined there)" if value is None else verbs.text(value)


def verdict_is_right(verdict: Verdict) -> bool:
    """Return whether an answer with this verdict counts as right."""
    return verdict in ("equivalent", "boundary")


__all__ = ["FormalError", "Task", "mark", "value_of", "verdict_is_right"]
