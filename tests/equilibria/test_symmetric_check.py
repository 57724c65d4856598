"""The check of symmetric equilibria passes what is right and notices what is wrong."""

from dataclasses import replace

import pytest
import sympy as sp
from sympy import Piecewise, symbols

from formal import Region, SymmetricGame
from formal.equilibria.symmetric import role_outcome

n, m, b, c = symbols("n m b c")


def volunteers(number, *where):
    payoffs = {"volunteer": b - c, "wait": Piecewise((b, m >= 1), (0, True))}
    return SymmetricGame(number, payoffs, others=m, where=[0 < c, c < b, *where])


def threshold(number, needed):
    def benefit(made):
        return Piecewise((b, made >= needed), (0, True))

    return SymmetricGame(
        number, {"give": benefit(m + 1) - c, "keep": benefit(m)}, others=m, where=[0 < c, c < b]
    )


GAMES = {
    "volunteers": volunteers(5),
    "any number of volunteers": volunteers(n, n >= 2),
    "square roots": threshold(3, 2),
    "counted roots": threshold(6, 3),
}


@pytest.mark.parametrize("game", GAMES.values(), ids=GAMES)
def test_what_is_right_passes(game):
    found = game.solve().verify(samples=8)
    assert found, str(found)
    assert found.points >= 8 and found.deviations >= 16


def changed(solution, index, **fields):
    equilibria = [replace(e, **fields) if i == index else e for i, e in enumerate(solution)]
    return replace(solution, found=tuple(map(role_outcome, equilibria)))


def without(solution, index):
    kept = [e for i, e in enumerate(solution) if i != index]
    return replace(solution, found=tuple(map(role_outcome, kept)))


SOLUTION = volunteers(5).solve()
COUNTED = threshold(6, 3).solve()
WRONG = {
    "another probability": (changed(SOLUTION, 1, chance=c / b), "better"),
    "another payoff": (changed(SOLUTION, 1, payoffs={"each": b}), "paid"),
    "another number who act": (changed(SOLUTION, 0, acting=sp.Integer(2)), "gains"),
    "another number of them": (changed(SOLUTION, 0, number=sp.Integer(4)), "ways to choose"),
    "one pure is missing": (without(SOLUTION, 0), "not listed"),
    "the mixed one is missing": (without(SOLUTION, 1), "in 1 ways"),
    "a region too narrow": (changed(SOLUTION, 1, where=Region(c < b / 2, where=[0 < c, c < b])), "in 1 ways"),
    "a region too wide": (changed(COUNTED, 2, where=Region(True, where=[0 < c, c < b])), "0 roots"),
}


@pytest.mark.parametrize(("solution", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_noticed(solution, words):
    found = solution.verify(samples=8)
    assert not found
    assert any(words in failure.what for failure in found.failures)
