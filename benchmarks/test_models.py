"""The models that are shipped: which take longest to solve and to judge, and that the page beside this file says so.

A model is solved in two seconds and all its claims are judged, certificates included, in ten. What takes longer is
named in `README.md`, with the reason. Processor time is measured, and shown beside a multiple of what the plainest of
the models takes in the same run.
"""

import time
from pathlib import Path

import pytest

from formal import FormalError, list_models, load_model

SOLVED, JUDGED = 2.0, 10.0
PLAINEST = "crisis_bargaining"
SHOWN = 8


@pytest.fixture(scope="module")
def timings() -> dict[str, tuple[float, dict[str, float]]]:
    """Processor time by model, from loading it to its last quantity, and by claim."""
    load_model("volunteers").claims["C3.8"].judge().shown  # noqa: B018 - opens the libraries that are used later
    return {slug: (solved(slug), judged(slug)) for slug in list_models()}


def solved(slug: str) -> float:
    start = time.process_time()
    model = load_model(slug)
    try:
        for name in model.quantities:
            model.quantities[name]
    except FormalError:  # a model of any size is solved for each size
        pass
    return time.process_time() - start


def judged(slug: str) -> dict[str, float]:
    model, taken = load_model(slug), {}
    for number, claim in model.claims.items():
        start = time.process_time()
        claim.judge().shown  # noqa: B018 - the certificates are made when they are asked for
        taken[number] = time.process_time() - start
    return taken


def slowest(times: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(times.items(), key=lambda pair: -pair[1])[:SHOWN]


def test_the_slowest_are_named(timings, record):
    page = (Path(__file__).parent / "README.md").read_text()
    solving = {slug: own for slug, (own, _) in timings.items()}
    judging = {slug: sum(claims.values()) for slug, (_, claims) in timings.items()}
    each = {f"{slug} {n}": t for slug, (_, claims) in timings.items() for n, t in claims.items()}
    unit = solving[PLAINEST]
    for title, times in (("solving", solving), ("all claims", judging), ("a claim", each)):
        record(f"{title}: seconds, and times what solving {PLAINEST} takes")
        for name, taken in slowest(times):
            record(f"  {name:40} {taken:6.2f}  {taken / unit:6.0f}")
    slow = {s for s, t in solving.items() if t > SOLVED} | {s for s, t in judging.items() if t > JUDGED}
    assert {slug for slug in slow if f"`{slug}`" not in page} == set()
