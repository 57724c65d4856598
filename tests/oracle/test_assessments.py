"""Perfect Bayesian equilibria of signalling games: complete, and among those that pygambit knows.

With symbols a game is solved once, and looked at in random exact points.
"""

import random
from fractions import Fraction

import pytest
from sympy import Rational, symbols

from formal import Game, chance, choose
from tests.oracle.assessments import beliefs, supports

q = symbols("q")
TYPES, MESSAGES, REPLIES = ("s", "w"), ("m", "n"), ("u", "d")


def signalling(paid, prior, where=()):
    def sender(kind):
        return choose(
            "A", {m: choose("B", paid[kind][m], info=f"B:{m}") for m in paid[kind]}, info=f"A:{kind}"
        )

    return Game(["A", "B"], chance({kind: (prior[kind], sender(kind)) for kind in paid}), where=where)


def random_table(rng, most, types=TYPES, messages=MESSAGES, replies=REPLIES):
    def cell():
        return rng.randint(-most, most), rng.randint(-most, most)

    return {t: {m: {r: cell() for r in replies} for m in messages} for t in types}


def supports_of(table, equilibrium):
    def own(info):
        return tuple(a for a, p in equilibrium.strategy[info].items() if p != 0)

    messages = next(iter(table.values()))
    return tuple(own(f"A:{t}") for t in table), tuple(own(f"B:{m}") for m in messages)


def exact(number):
    return Fraction(str(Rational(number)))


@pytest.fixture(scope="module")
def solved():
    """Random games with a symbolic prior, some with many ties."""
    games = []
    for seed in range(10):
        table = random_table(random.Random(seed), 2 if seed % 2 else 9)
        games.append((table, signalling(table, {"s": q, "w": 1 - q}, [q > 0, q < 1]).solve()))
    return games


def points(seed, count=2):
    rng = random.Random(seed)
    return [Fraction(rng.randint(1, 10006), 10007) for _ in range(count)]


def test_every_profile_of_supports_is_found_at_random_points(solved):
    mixed = 0
    for seed, (table, solution) in enumerate(solved):
        for prior in points(seed):
            wanted = supports(table, {"s": prior, "w": 1 - prior})
            found = {supports_of(table, e) for e in solution.at({q: Rational(str(prior))})}
            assert found == wanted, (seed, prior)
            mixed += sum(any(len(own) > 1 for side in profile for own in side) for profile in wanted)
    assert mixed > 10


@pytest.mark.parametrize("seed", range(4))
def test_letters_in_the_payoffs(seed):
    """One letter in a payoff of each side, and in the prior: solved once, compared at points."""
    rng, b, c = random.Random(200 + seed), *symbols("b c")
    table = random_table(rng, 5)
    own = {(t, m, r): table[t][m][r] for t in TYPES for m in MESSAGES for r in REPLIES}
    mine, theirs = rng.sample(sorted(own), 2)
    lettered = {t: {m: dict(table[t][m]) for m in MESSAGES} for t in TYPES}
    for (t, m, r), put in ((mine, lambda u: (c, u[1])), (theirs, lambda u: (u[0], b))):
        lettered[t][m][r] = put(lettered[t][m][r])
    solution = signalling(lettered, {"s": q, "w": 1 - q}, [q > 0, q < 1]).solve()
    for _ in range(4):
        prior = Fraction(rng.randint(1, 10006), 10007)
        numbers = {c: Fraction(rng.randint(-700, 700), 101), b: Fraction(rng.randint(-700, 700), 103)}
        put = {t: {m: {} for m in MESSAGES} for t in TYPES}
        for t, m, r in own:
            put[t][m][r] = tuple(numbers.get(u, u) for u in lettered[t][m][r])
        at = {symbol: Rational(str(value)) for symbol, value in {q: prior, **numbers}.items()}
        wanted = supports(put, {"s": prior, "w": 1 - prior})
        assert {supports_of(table, e) for e in solution.at(at)} == wanted, at


@pytest.mark.parametrize(
    ("seed", "types", "most"), [(0, TYPES, 9), (1, "abc", 9), (2, "abc", 9), (3, "abcd", 1)]
)
def test_several_types_and_three_replies(seed, types, most):
    rng = random.Random(300 + seed)
    table = random_table(rng, most, types, MESSAGES, ("u", "d", "x") if types is TYPES else REPLIES)
    parts = {t: rng.randint(1, 99) for t in table}
    prior = {t: Fraction(n, sum(parts.values())) for t, n in parts.items()}
    solution = signalling(table, {t: Rational(str(w)) for t, w in prior.items()}).solve(knife_edges=True)
    assert {supports_of(table, e) for e in solution} == supports(table, prior)


def test_beliefs_off_the_path_are_the_whole_interval(solved):
    """The ends of the reported interval are the extreme beliefs that make the replies best."""
    intervals = 0
    for seed, (table, solution) in enumerate(solved):
        (prior,) = points(seed, 1)
        for e in solution.at({q: Rational(str(prior))}):
            sent, replied = supports_of(table, e)
            for message, answer in zip(MESSAGES, replied, strict=True):
                if any(message in own for own in sent):
                    continue
                ends = sorted(corner[0] for corner in beliefs(table, message, answer))
                stated = e.belief[f"B:{message}"]["s", message]
                if not stated.free_symbols:
                    assert ends == [exact(stated)]
                    continue
                (symbol,) = stated.free_symbols
                low, high = (Rational(str(end)) for end in (ends[0], ends[-1]))
                region = e.free[symbol]
                rest = {s: r.witness()[s] for s, r in e.free.items() if s != symbol}
                assert region.contains({symbol: low, **rest}) and region.contains({symbol: high, **rest})
                for outside in (low - Rational(1, 10**6), high + Rational(1, 10**6)):
                    assert not region.contains({symbol: outside, **rest})
                intervals += 1
    assert intervals > 6


# -- against pygambit --------------------------------------------------------------------------------


def behaviour(peer, profile):
    return {
        info.label: {action.label: exact(profile[action]) for action in info.actions}
        for player in peer.players
        for info in player.infosets
    }


def settled(equilibrium):
    """The strategies with free probabilities at one point of where they may lie."""
    free = {}
    for symbol, region in equilibrium.free.items():
        if symbol not in free:
            free |= {s: v for s, v in region.subs(free).witness().items() if s in equilibrium.free}
    return {i: {a: exact(p.subs(free)) for a, p in own.items()} for i, own in equilibrium.strategy.items()}


def test_each_is_a_nash_equilibrium_to_pygambit(solved):
    checked = 0
    for seed, (_, solution) in enumerate(solved):
        (prior,) = points(seed, 1)
        peer = solution.game.to_gambit({q: Rational(str(prior))})
        for e in solution.at({q: Rational(str(prior))}):
            profile, chosen = peer.mixed_behavior_profile(rational=True), settled(e)
            for player in peer.players:
                for info in player.infosets:
                    for action in info.actions:
                        profile[action] = chosen[info.label][action.label]
            assert profile.max_regret() == 0
            checked += 1
    assert checked > 15


def test_each_extreme_equilibrium_of_pygambit_that_is_sequential_is_listed(solved):
    """With two types every belief is the limit of trembles, so sequential means best at some belief."""
    import pygambit

    sequential = dropped = 0
    for seed, (table, solution) in enumerate(solved):
        (prior,) = points(seed, 1)
        peer = solution.game.to_gambit({q: Rational(str(prior))})
        here = solution.at({q: Rational(str(prior))})
        listed = {supports_of(table, e) for e in here}
        outcomes = {supports_of(table, e): settled(e) for e in here if not e.free}
        for extreme in pygambit.nash.enummixed_solve(peer, rational=True).equilibria:
            found = behaviour(peer, extreme.as_behavior())
            sent = tuple(tuple(m for m in MESSAGES if found[f"A:{t}"][m]) for t in TYPES)
            replied = tuple(tuple(r for r in REPLIES if found[f"B:{m}"][r]) for m in MESSAGES)
            unsent = [i for i, m in enumerate(MESSAGES) if not any(m in own for own in sent)]
            if not all(beliefs(table, MESSAGES[i], replied[i]) for i in unsent):
                dropped += 1
                continue
            sequential += 1
            assert (sent, replied) in listed, (seed, sent, replied)
            if (sent, replied) in outcomes:
                assert outcomes[sent, replied] == found
    assert sequential > 10 and dropped > 0
