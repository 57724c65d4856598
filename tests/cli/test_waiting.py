"""A sign of life appears on a terminal, after a while, and nowhere else."""

import threading

import pytest

from formal.cli.waiting import waiting


def wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def test_a_person_who_waits_is_told_what_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with waiting("solving salami", after=0.01):
        wait(0.3)
        print("the answer")
    shown = capfd.readouterr()
    assert "solving salami" in shown.err
    assert shown.out == "the answer\n"


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with waiting("solving salami", after=60):
        pass
    assert capfd.readouterr().err == ""


def test_a_pipe_is_shown_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with waiting("solving salami", after=0.01):
        wait(0.1)
    assert capfd.readouterr().err == ""


def test_an_error_gives_the_cursor_back(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with pytest.raises(ZeroDivisionError), waiting("solving salami", after=0.01):
        wait(0.1)
        raise ZeroDivisionError
    hidden, shown = "\x1b[?25l", "\x1b[?25h"
    err = capfd.readouterr().err
    assert err.index(hidden) < err.index(shown)
