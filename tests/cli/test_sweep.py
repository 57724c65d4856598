"""`formal sweep`: grids as they are typed, rows as they are printed, and what is refused."""

import csv
import importlib.util
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from formal.cli.main import main

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="Dask is an optional extra"
)


def run(*arguments: str):
    return CliRunner().invoke(main, ["sweep", *arguments])


def test_rows_as_comma_separated_values():
    done = run("crisis_bargaining", "offer", "--grid", "p=0:1:6", "c_A=0.1", "c_B=1/5")
    assert done.exit_code == 0 and not done.stderr
    assert done.stdout.splitlines() == [
        "p,c_A,c_B,offer", "0,0.1,0.2,0.2", "0.2,0.1,0.2,0.4", "0.4,0.1,0.2,0.6",
        "0.6,0.1,0.2,0.8", "0.8,0.1,0.2,1", "1,0.1,0.2,1",
    ]  # fmt: skip


def test_the_last_parameter_changes_fastest_and_values_may_be_listed():
    done = run(
        "crisis_bargaining", "offer", "--grid", "c_B=0.1,0.3", "--grid", "p=0:0.5:2", "--grid", "c_A=1"
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["c_B"], row["p"], row["offer"]) for row in rows] == [
        ("0.1", "0", "0.1"), ("0.1", "0.5", "0.6"), ("0.3", "0", "0.3"), ("0.3", "0.5", "0.8"),
    ]  # fmt: skip


def test_what_is_undefined_is_empty_and_said():
    done = run("crisis_bargaining", "offer", "--grid", "p=-1:1:3", "c_A=0.1", "c_B=0.1")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1] == "-1,0.1,0.1,"
    assert "1 of 3 points lie outside of the model's domain, 0 <= p <= 1" in done.stderr


def test_json_and_conditions():
    done = run("crisis_bargaining", "war", "--grid", "p=-1:1:3", "c_A=0.1", "c_B=0.1", "--json")
    found = json.loads(done.stdout)
    assert (found["model"], found["quantity"]) == ("crisis_bargaining", "war")
    assert found["columns"] == ["p", "c_A", "c_B", "war"]
    assert [row[-1] for row in found["rows"]] == [None, False, False]


def test_an_interval_has_two_columns(tmp_path: Path):
    place = tmp_path / "deep" / "range.csv"
    done = run("issue_indivisibility", "lottery_range", "p=0.5", "c_A=0.1", "c_B=0.2", "-o", str(place))
    assert done.exit_code == 0 and not done.stdout
    assert place.read_text().splitlines() == [
        "p,c_A,c_B,lottery_range_low,lottery_range_high",
        "0.5,0.1,0.2,0.4,0.7",
    ]


def test_sizes_of_games_are_parameters_too():
    done = run("volunteers", "mixed_volunteer_probability", "--grid", "n=2:4:3", "b=1", "c=0.25")
    assert [line.split(",")[-1] for line in done.stdout.splitlines()[1:]] == [
        "0.75", "0.5", "0.370039475053",
    ]  # fmt: skip


CRISIS = ("crisis_bargaining", "offer", "c_A=0.1", "c_B=0.1")
WRONG = {
    "no such model": (("crisis", "offer", "p=1"), "did you mean crisis_bargaining"),
    "no such quantity": (("crisis_bargaining", "ofer", "p=1"), "did you mean offer"),
    "a parameter left out": (
        ("crisis_bargaining", "offer", "p=1"),
        "no value for c_A, c_B: .* c_A=1/10 c_B=1/10",
    ),
    "no such parameter": ((*CRISIS, "p=1", "q=1"), "no parameter 'q'"),
    "twice": ((*CRISIS, "p=1", "--grid", "p=0:1:3"), "p is given twice"),
    "no name": ((*CRISIS, "0:1:3"), "'0:1:3' names no parameter; write p=0:1:100"),
    "two numbers": ((*CRISIS, "p=0:1"), "'p=0:1': LOW:HIGH:COUNT is wanted"),
    "no number": ((*CRISIS, "p=0:x:3"), "'p=0:x:3': 'x' is not a rational number"),
    "division by zero": ((*CRISIS, "p=1/0"), "'1/0' divides by zero"),
    "the wrong way round": ((*CRISIS, "p=1:0:3"), "1 is not below 0"),
    "one value in a range": ((*CRISIS, "p=0:1:1"), "the count '1' is no whole number from 2 on"),
    "half a count": ((*CRISIS, "p=0:1:2.5"), "the count '2.5'"),
    "too many": ((*CRISIS[:3], "p=0:1:90000", "c_B=0:1:90000"), "8100000000 points"),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_swept_is_refused(arguments: tuple[str, ...], message: str):
    done = run(*arguments)
    assert done.exit_code == 2 and not done.stdout
    assert re.search(message, done.stderr), done.stderr


@needs_dask
def test_workers_find_the_same():
    grid = ("--grid", "p=0:1:7", "c_A=0.1", "c_B=0.1:0.9:5")
    alone = run("crisis_bargaining", "offer", *grid)
    together = run("crisis_bargaining", "offer", *grid, "--dask", "local")
    assert together.exit_code == 0, together.stderr
    assert together.stdout == alone.stdout


@needs_dask
def test_no_scheduler_is_said():
    done = run(*CRISIS, "p=1", "--dask", "nowhere")
    assert done.exit_code == 2
    assert "no Dask scheduler at 'nowhere'" in done.stderr and "dask scheduler" in done.stderr


@needs_dask
def test_what_is_searched_for_is_not_sent():
    done = run("issue_indivisibility", "min_units", "p=0.5", "c_A=0.1", "c_B=0.2", "--dask", "local")
    assert done.exit_code == 2 and "leave --dask out" in done.stderr


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = run(*CRISIS, "p=1", "--dask", "local")
    assert done.exit_code == 2 and "formal-games[dask]" in done.stderr
