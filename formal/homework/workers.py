"""Marking in processes of their own, which may be killed: no answer can stop a class, or fill the memory.

Equal answers to equal questions are marked once. An answer that takes too long, or too much memory, is `"unknown"`: for
a person to look at. What is marked does not depend on the number of processes. (This file is the door to Pebble.)
"""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from typing import Any

from formal.homework.assignment import Assignment
from formal.homework.extras import missing
from formal.homework.marks import Mark

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

#: What marking one answer may take.
SECONDS, MEGABYTES = 20.0, 4096


@dataclass(frozen=True)
class Job:
    """An answer to be marked."""

    student: str
    question: str
    answer: str
    earlier: tuple[tuple[str, str], ...] = ()


def mark_all(
    assignment: Assignment,
    jobs: Iterable[Job],
    *,
    processes: int = 1,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    done: Callable[[Job, Mark], None] = lambda job, mark: None,
) -> Iterator[tuple[Job, Mark]]:
    """Yield each answer with its mark, as they get ready.

    Parameters
    ----------
    assignment
        With the questions and keys.
    jobs
        The answers.
    processes
        How many work side by side.
    seconds, megabytes
        What one answer may take before it is given up as unknown.
    done
        Told of each mark, before it is yielded.
    """
    groups: dict[tuple[Any, ...], list[Job]] = {}
    for job in jobs:
        groups.setdefault(_same(assignment, job), []).append(job)
    with _pool(assignment, processes, megabytes) as pool:
        futures = {
            pool.schedule(_marked, args=[group[0]], timeout=seconds): group for group in groups.values()
        }
        try:
            for future, group in _finished(futures):
                mark = _result(future, group[0], assignment, seconds)
                for job in group:
                    own = replace(mark, answer=job.answer)
                    done(job, own)
                    yield job, own
        except BaseException:
            pool.stop()
            raise


def _same(assignment: Assignment, job: Job) -> tuple[Any, ...]:
    """Return what decides the mark of an answer: with the same, the mark is the same."""
    question = assignment.question(job.question)
    drawn = question.drawn(assignment.table.get("seed", 0), job.student)
    asked = [question]
    for one in asked:
        asked += [assignment.question(id) for id in one.table.get("follows", {}).values()]
    if any("random" in one.table for one in asked[1:]):
        return (job.question, job.answer, job.earlier, job.student)
    return (job.question, job.answer, job.earlier, tuple(drawn.items()))


def _result(future: Any, job: Job, assignment: Assignment, seconds: float) -> Mark:
    try:
        mark: Mark = future.result()
        return mark
    except TookTooLong:
        told = f"This took longer than {seconds:g} s: somebody will look at it."
    except Exception as problem:  # a process that died, or ran out of memory
        told = f"This could not be marked ({type(problem).__name__}): somebody will look at it."
    points = assignment.question(job.question).points
    return Mark(job.question, job.answer, "unknown", 0, points, (told,))


# -- in the processes --------------------------------------------------------------------------------


def _pool(assignment: Assignment, processes: int, megabytes: int) -> Any:
    try:
        import pebble
    except ImportError:
        raise missing("pebble") from None

    return pebble.ProcessPool(
        max_workers=processes,
        max_tasks=0,
        initializer=_begin,
        initargs=[dict(assignment.table), megabytes],
        context=multiprocessing.get_context("spawn"),
    )


def _finished(futures: Mapping[Any, list[Job]]) -> Iterator[tuple[Any, list[Job]]]:
    for future in as_completed(futures):
        yield future, futures[future]


def _begin(table: dict[str, Any], megabytes: int) -> None:
    if resource is not None:
        limit = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    _assignment.cache_clear()
    _TABLE.update(table)


_TABLE: dict[str, Any] = {}


@functools.cache
def _assignment() -> Assignment:
    return Assignment.of(_TABLE)


def _marked(job: Job) -> Mark:
    return _assignment().check(job.question, job.answer, job.student, dict(job.earlier))
