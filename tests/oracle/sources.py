"""Where random choices come from: a seed, or hypothesis.

The generators of random games and conditions ask a source, so one definition serves a seeded sample
(reproducible by its number) and hypothesis (which shrinks what fails).

>>> one, other = Seeded(7), Seeded(7)
>>> [one.integer(1, 6) for _ in range(9)] == [other.integer(1, 6) for _ in range(9)]
True
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Source(Protocol):
    """What a generator may ask for."""

    def integer(self, low: int, high: int) -> int:
        """Return a whole number between low and high, ends included."""

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""


class Seeded:
    """Choices by a random number generator with a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        """Return a whole number between low and high, ends included."""
        return self._random.randint(low, high)

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return self._random.choice(options)


class Drawn:
    """Choices by hypothesis."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        """Return a whole number between low and high, ends included."""
        return self._draw(st.integers(low, high))

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return self._draw(st.sampled_from(options))


def one_in(source: Source, n: int) -> bool:
    """Return True once in n times (never if n is 0); hypothesis shrinks to False."""
    return n > 0 and source.integer(1, n) == n


def rational(source: Source, low: Any, high: Any, parts: int = 4) -> Fraction:
    """Return a rational between low and high, ends included, in steps of 1/parts."""
    return Fraction(source.integer(round(Fraction(low) * parts), round(Fraction(high) * parts)), parts)


def strategy(generate: Callable[..., T], **options: Any) -> Any:
    """Turn `generate(source, **options)` into a hypothesis strategy."""

    @st.composite
    def drawn(draw: Callable[[Any], Any]) -> T:
        return generate(Drawn(draw), **options)

    return drawn()
