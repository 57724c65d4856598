"""Assignments: questions about a model, or about a game of the instructor's own, and their keys.

A key is derived: it is a quantity or a claim of the model, or follows from the solution of the game; what an instructor
typed is taken as it stands. Nothing is solved before the first answer is checked.

>>> assignment = Assignment.of({
...     "title": "Bargaining",
...     "model": "crisis_bargaining",
...     "question": [
...         {"id": "offer", "ask": "What does A demand?", "type": "expression", "quantity": "offer", "unknown": "x"}
...     ],
... })
>>> assignment.check("offer", "x* = min(1, p + c_B)").verdict
'equivalent'
>>> print(assignment.check("offer", "p + c_B").feedback)
At p = 1/2, c_A = 1, c_B = 2 your answer gives 5/2; right is 1.
What slipped, it seems: a case is missing; the answer is right only where p <= 1 - c_B.
An offer lies between 0 and 1; x = 5/2 is none.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

import sympy as sp

from formal.algebra import Cases, Region
from formal.errors import AnswerError, FormalError
from formal.games import Game
from formal.homework import marking
from formal.homework.loading import read_file
from formal.homework.marks import Mark
from formal.homework.names import Names
from formal.homework.trees import read, read_game
from formal.library import Model, load_model


@dataclass(frozen=True, eq=False)
class Question:
    """A question as the assignment has it.

    Attributes
    ----------
    table
        What the file says of it.

    Examples
    --------
    >>> question = Question({"id": "odds", "ask": "Is {p} large?", "type": "yes_no", "random": {"p": ["1/2", "2/3"]}})
    >>> question.id, question.type, question.points
    ('odds', 'yes_no', Fraction(1, 1))
    >>> question.drawn(0, "0017") == question.drawn(0, "0017")
    True
    """

    table: Mapping[str, Any]

    @property
    def id(self) -> str:
        """By which it is known."""
        return str(self.table["id"])

    @property
    def type(self) -> str:
        """What kind of answer is wanted."""
        return str(self.table["type"])

    @property
    def points(self) -> Fraction:
        """What a right answer earns."""
        return Fraction(str(self.table.get("points", 1)))

    @property
    def hints(self) -> tuple[str, ...]:
        """Hints, from the vaguest on."""
        return tuple(self.table.get("hints", ()))

    def drawn(self, seed: int, student: str) -> dict[str, str]:
        """Return the values of the parameters that are random, for one student."""
        random = Random(f"{seed}:{student}:{self.id}")
        return {name: str(random.choice(values)) for name, values in self.table.get("random", {}).items()}


@dataclass(frozen=True, eq=False)
class Assignment:
    """Questions and their keys.

    Attributes
    ----------
    table
        What the file says.
    questions
        The questions by id.

    Examples
    --------
    >>> threat = {"id": "threat", "ask": "When does D fight?", "type": "condition", "key": "b >= c"}
    >>> assignment = Assignment.of({"title": "Deterrence", "names": ["b", "c"], "question": [threat]})
    >>> print(assignment.check("threat", "b > c"))
    threat: boundary, 1 of 1 point
    Right up to ties: at b = 0, c = 0 it makes a difference.
    """

    table: Mapping[str, Any]
    questions: Mapping[str, Question] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Assignment:
        """Return the assignment in a table (see `load`)."""
        return cls(table, {q["id"]: Question(q) for q in table["question"]})

    @classmethod
    def load(cls, path: str | Path) -> Assignment:
        """Return the assignment in a TOML file.

        Raises
        ------
        AnswerError
            If the file cannot be read, or something in it means nothing; with the line.
        """
        return cls.of(read_file(path))

    @property
    def title(self) -> str:
        """What stands at the top."""
        return str(self.table["title"])

    @cached_property
    def model(self) -> Model | None:
        """The model that is asked about, if any."""
        slug = self.table.get("model")
        return None if slug is None else load_model(slug, **self.table.get("integers", {}))

    @cached_property
    def game(self) -> Game | None:
        """The game that is asked about, if any."""
        if self.model is not None:
            return self.model.game  # type: ignore[no-any-return]
        return read_game(self.table["game"]) if "game" in self.table else None

    @cached_property
    def solution(self) -> Any:
        """The equilibria of the game."""
        if self.model is not None:
            return self.model.solution
        return None if self.game is None else self.game.solve()

    def question(self, id: str) -> Question:
        """Return a question by its id, or raise `AnswerError`."""
        if id not in self.questions:
            close = difflib.get_close_matches(id, self.questions, n=1)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(self.questions)}"
            raise AnswerError(f"no question {id!r}", hint=hint)
        return self.questions[id]

    def asked(self, id: str, student: str = "") -> str:
        """Return the text of a question, with the numbers that a student is given."""
        question = self.question(id)
        text = str(question.table["ask"])
        for name, value in question.drawn(self.table.get("seed", 0), student).items():
            text = text.replace("{" + name + "}", value)
        return text

    def hint(self, id: str, level: int = 1) -> str:
        """Return a hint, the vaguest first; an empty text if there is none of that level."""
        hints = self.question(id).hints
        return hints[level - 1] if 0 < level <= len(hints) else ""

    def check(
        self, id: str, answer: str, student: str = "", earlier: Mapping[str, str] | None = None
    ) -> Mark:
        """Mark one answer.

        Parameters
        ----------
        id
            Of the question.
        answer
            What the student typed.
        student
            Who: decides the numbers of a question with random parameters.
        earlier
            The student's answers to earlier questions by id, for questions that follow from them: what is right
            given one's own earlier answer counts, and the better mark is kept.

        Raises
        ------
        AnswerError
            If there is no such question, or its key cannot be had.
        """
        question = self.question(id)
        task = self.task(question, student)
        mark = marking.mark(task, answer)
        own = self._own(question, student, earlier or {})
        if own is None or mark.points == task.points:
            return mark
        followed = marking.mark(own, answer)
        if followed.points <= mark.points:
            return mark
        names = ", ".join(question.table["follows"].values())
        told = f"This follows from your own answer to {names}, and counts as right on that ground."
        return replace(followed, remarks=(told, *followed.remarks), followed=True)

    def task(self, question: Question, student: str = "") -> marking.Task:
        """Return what a question asks of one student, with its key."""
        follows = {
            name: self.task(self.question(other), student).key
            for name, other in question.table.get("follows", {}).items()
        }
        return self._task(question, student, follows)

    def _own(self, question: Question, student: str, earlier: Mapping[str, str]) -> marking.Task | None:
        follows: dict[str, Any] = {}
        for name, other in question.table.get("follows", {}).items():
            text = earlier.get(other)
            if text is None:
                return None
            try:
                follows[name] = marking.value_of(self.task(self.question(other), student), text)
            except FormalError:
                return None
        return self._task(question, student, follows) if follows else None

    def _task(self, question: Question, student: str, follows: Mapping[str, Any]) -> marking.Task:
        table = question.table
        drawn = question.drawn(self.table.get("seed", 0), student)
        fixed = {sp.Symbol(n): sp.Rational(str(v)) for n, v in {**table.get("at", {}), **drawn}.items()}
        unknown = table.get("unknown", "")
        parameters = [s for s in self._parameters() if s.name not in {f.name for f in fixed}]
        extra = [*self.table.get("names", ()), *table.get("names", ()), *([unknown] if unknown else [])]
        known = {s.name: s for s in parameters} | {
            n: sp.Symbol(n) for n in extra if n not in {f.name for f in fixed}
        }
        everything = Names.of(
            {**known, **{s.name: s for s in fixed}, **{n: sp.Symbol(n) for n in follows}}.values()
        )
        place = f"question {question.id}"
        for symbol in fixed:
            if symbol.name not in {s.name for s in self._parameters()} and symbol.name not in extra:
                raise AnswerError(f"{place}: {symbol} is given a value, but there is no such parameter")
        stated = [*self.table.get("where", ()), *table.get("where", ())]
        where = [_put(read(c, everything, place), fixed) for c in stated]
        where += [_put(condition, fixed) for condition in self._where()]
        try:
            key = self._key(question, everything, follows)
        except AnswerError:
            raise
        except FormalError as problem:
            raise AnswerError(f"{place}: the key cannot be had: {problem}") from None
        return marking.Task(
            id=question.id,
            type=question.type,
            key=_put(key, fixed),
            where=tuple(c for c in where if c not in (True, sp.true)),
            names=Names.of(known.values()),
            unknown=sp.Symbol(unknown) if unknown else None,
            points=question.points,
            table=table,
            given=tuple(_put(read(c, everything, place), fixed) for c in table.get("given", ())),
            goal=_put(read(table["goal"], everything, place), fixed) if "goal" in table else None,
            game=self.game,
            solve=lambda: self.solution,
            fixed=fixed,
        )

    def _parameters(self) -> list[sp.Symbol]:
        if self.model is not None:
            return list(self.model.space.symbols.values())
        return [] if self.game is None else list(self.game.parameters)

    def _where(self) -> Iterable[Any]:
        if self.model is not None:
            return self.model.where
        return () if self.game is None else self.game.where

    def _key(self, question: Question, names: Names, follows: Mapping[str, Any]) -> Any:
        table = question.table
        place = f"question {question.id}"
        sources = [s for s in ("quantity", "claim", "key", "derive") if s in table]
        if question.type in ("profile", "equilibrium"):
            if self.game is None:
                raise AnswerError(
                    f"{place}: a profile is asked for, but there is no game", hint="give model or [game]"
                )
            return None
        if len(sources) != 1 and question.type != "step":
            found = " and ".join(sources) or "none"
            raise AnswerError(f"{place}: one of quantity, claim, key and derive is wanted, found {found}")
        if "key" in table:
            return _put(
                read(table["key"], names, place), {sp.Symbol(n): _expression(v) for n, v in follows.items()}
            )
        if "derive" in table:
            return self._derived(table["derive"], place)
        if "quantity" in table or "claim" in table:
            if self.model is None:
                raise AnswerError(f"{place}: quantities and claims are those of a model, and none is named")
            if "claim" in table:
                claims = self.model.claims
                if table["claim"] not in claims:
                    raise AnswerError(f"{place}: {self.model.slug} has no claim {table['claim']!r}")
                return claims[table["claim"]].judge().condition
            value = self.model.quantities[table["quantity"]]
            if isinstance(value, tuple):
                return sp.Interval(*(_expression(end) for end in value))
            return value
        return None

    def _derived(self, derive: Mapping[str, Any], place: str) -> Any:
        if self.solution is None:
            raise AnswerError(
                f"{place}: there is no game to derive the key from", hint="give model or [game]"
            )
        ((what, of),) = derive.items()
        if what == "payoff":
            return self.solution.payoff(of)
        if what == "named":
            return self.solution.named(sp.Symbol(of))
        return getattr(self.solution, what)(*of)


def _expression(value: Any) -> Any:
    return value.to_sympy() if isinstance(value, Cases) else value


def _put(thing: Any, values: Mapping[sp.Symbol, Any]) -> Any:
    """Return something with values put in for symbols."""
    if not values or thing is None:
        return thing
    if isinstance(thing, Cases):
        inside = {s: v for s, v in values.items() if s.name in thing.space.symbols}
        return thing.to_sympy().subs(values) if len(inside) < len(values) else thing.subs(inside).to_sympy()
    if isinstance(thing, Region):
        thing = thing.to_sympy()
    by_name = {s.name: v for s, v in values.items()}
    return thing.subs({s: by_name[s.name] for s in getattr(thing, "free_symbols", ()) if s.name in by_name})
