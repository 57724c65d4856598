"""Figures worth reading, printed below the table of timings."""

import pytest

_FIGURES: list[str] = []


@pytest.fixture
def record():
    """Take down a figure."""
    return _FIGURES.append


def pytest_terminal_summary(terminalreporter):
    for figure in _FIGURES:
        terminalreporter.write_line(figure)
