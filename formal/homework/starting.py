"""Assignments for their authors: a first one to change, its own tests, and what students get of it.

>>> import tomllib
>>> from formal.homework.assignment import Assignment
>>> faults(Assignment.of(tomllib.loads(STARTER)))
[]
>>> "key" in bundle(Assignment.of(tomllib.loads(STARTER)))
False
"""

from __future__ import annotations

from pathlib import Path

from formal.homework.assignment import Assignment

STARTER = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")


def faults(assignment: Assignment) -> list[str]:
    """Return what fails of the tests that an assignment holds, a sentence each; none if all pass.

    Examples
    --------
    >>> test = {"answer": "b > c", "verdict": "equivalent"}
    >>> threat = {"id": "threat", "ask": "?", "type": "condition", "key": "b >= c", "test": [test]}
    >>> print(*faults(Assignment.of({"title": "", "names": ["b", "c"], "question": [threat]})))
    question threat, test 1 ('b > c'): equivalent was expected, the verdict is boundary
    Right up to ties: at b = 0, c = 0 it makes a difference.
    """
    found = []
    for id, question in assignment.questions.items():
        for number, test in enumerate(question.table.get("test", ()), 1):
            mark = assignment.check(id, test["answer"], earlier=test.get("earlier"))
            place = f"question {id}, test {number} ({test['answer']!r})"
            if mark.verdict != test["verdict"]:
                found.append(
                    f"{place}: {test['verdict']} was expected, the verdict is {mark.verdict}\n{mark.feedback}"
                )
            elif test.get("feedback", "").casefold() not in mark.feedback.casefold():
                found.append(f"{place}: {test['feedback']!r} is not in the feedback:\n{mark.feedback}")
            elif "points" in test and float(mark.points) != float(test["points"]):
                found.append(
                    f"{place}: {test['points']} points were expected, it earns {float(mark.points):g}"
                )
    return found


def count_tests(assignment: Assignment) -> int:
    """Return how many tests an assignment holds.

    Examples
    --------
    >>> import tomllib
    >>> count_tests(Assignment.of(tomllib.loads(STARTER)))
    8
    """
    return sum(len(question.table.get("test", ())) for question in assignment.questions.values())


def bundle(assignment: Assignment, student: str = "") -> str:
    """Return what a student gets: the questions in Markdown, the names to use, and nothing of the key.

    Examples
    --------
    >>> threat = {"id": "threat", "ask": "When does D fight?", "type": "condition", "key": "b >= c"}
    >>> print(bundle(Assignment.of({"title": "Deterrence", "names": ["b", "c"], "question": [threat]})))
    # Deterrence
    <BLANKLINE>
    ## threat (1 point)
    <BLANKLINE>
    When does D fight?
    ...
    """
    lines = [f"# {assignment.title}", ""]
    if assignment.model is not None:
        lines += [assignment.model.story, ""]
        lines += [f"- `{symbol}`: {meaning}" for symbol, meaning in assignment.model.parameters.items()]
        lines += [""]
    for id, question in assignment.questions.items():
        points = f"{float(question.points):g}"
        lines += [
            f"## {id} ({points} point{'' if points == '1' else 's'})",
            "",
            assignment.asked(id, student),
            "",
        ]
    lines += ["---", "", "Answer below the heading of each question: " + _HOW, ""]
    return "\n".join(lines)


_HOW = "as you would write it (`min(1, p + c_B)`, `0 < p ≤ 1`, `\\frac{1}{2}`), with the names above."
