"""Games over time: four states, three players and two actions each; and time that grows with the periods alone.

The large game has 4,096 pure stationary profiles. It is compared with checking them one after the other, each
with its own linear system, as a person would write it: a sample of them is timed and scaled up.
"""

import itertools
import random
import time

from sympy import Rational, symbols

from formal import MarkovGame, choose, offer, step

delta, b, c, x, y = symbols("delta b c x y")
STATES = ("s0", "s1", "s2", "s3")
SAMPLE = 40


def at_once(players: str, states: tuple[str, ...], drawn: random.Random) -> MarkovGame:
    """A game in which all players move at once in every state; acting costs the first one c and brings it b."""

    def node(state, actions):
        if len(actions) < len(players):
            below = {action: node(state, (*actions, action)) for action in ("act", "wait")}
            return choose(players[len(actions)], below, info=f"{players[len(actions)]} in {state}")
        payoffs = [drawn.randint(-2, 3) for _ in players]
        payoffs[0] = payoffs[0] + (b - c if actions[0] == "act" else 0)
        first, second = drawn.sample(states, 2)
        return step(tuple(payoffs), {first: Rational(1, 2), second: Rational(1, 2)})

    return MarkovGame(list(players), {state: node(state, ()) for state in states}, delta, [b > 0, c > 0])


def seconds(work) -> float:
    """Processor time: what else the machine is doing changes the clock on the wall, not the cost."""
    start = time.process_time()
    work()
    return time.process_time() - start


def test_four_states_three_players_two_actions(record):
    game = at_once("ABC", STATES, random.Random(1))
    own = seconds(game.solve)
    profiles = itertools.product(("act", "wait"), repeat=len(game.information_sets))
    sample = random.Random(2).sample(list(profiles), SAMPLE)
    each = [dict(zip(game.information_sets, actions, strict=True)) for actions in sample]
    naive = seconds(lambda: [game.sustainable(profile) for profile in each]) * 4096 / SAMPLE
    record(f"4 states x 3 players x 2 actions, 3 parameters: {own:.1f} s; profile by profile {naive:.0f} s")
    assert own < naive


def test_time_grows_with_the_periods_not_with_the_histories(record):
    states = {
        "A offers": offer("A", x, 0, 1, choose("B", {"yes": (x, 1 - x), "no": step((0, 0), "B offers")})),
        "B offers": offer("B", y, 0, 1, choose("A", {"yes": (y, 1 - y), "no": step((0, 0), "A offers")})),
    }
    times = {
        n: seconds(MarkovGame(["A", "B"], states, Rational(9, 10), periods=n).solve) for n in (10, 20, 40, 80)
    }
    record("alternating offers: " + ", ".join(f"{n} periods {t:.2f} s" for n, t in times.items()))
    assert times[80] < 12 * times[10]
