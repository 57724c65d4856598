"""What the algebra could not decide, counted over the whole run: at most one question in twenty."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from formal.errors import Undecided

Answer = TypeVar("Answer")
MOST = 0.05


@dataclass
class Tally:
    """How many questions were asked, and which stayed open."""

    asked: int = 0
    left_open: list[str] = field(default_factory=list)

    def ask(self, question: Callable[..., Answer], *given: object) -> Answer | None:
        """Return the answer, or None where there is none."""
        self.asked += 1
        try:
            return question(*given)
        except Undecided as open_question:
            self.left_open.append(str(open_question))
            return None

    @property
    def share(self) -> float:
        return len(self.left_open) / self.asked if self.asked else 0.0

    def __str__(self) -> str:
        return f"{self.asked} questions to the algebra, {len(self.left_open)} undecided ({self.share:.1%})"


_TALLY = Tally()


@pytest.fixture(scope="session")
def tally():
    """Ask through this; when all is done, no more than the promised share may have stayed open."""
    yield _TALLY
    if _TALLY.asked >= 200:
        assert _TALLY.share <= MOST, f"{_TALLY}: {_TALLY.left_open}"


def pytest_terminal_summary(terminalreporter):
    if _TALLY.asked:
        terminalreporter.write_line(str(_TALLY))
        for question in _TALLY.left_open[:5]:
            terminalreporter.write_line(f"  {question[:150]}")
