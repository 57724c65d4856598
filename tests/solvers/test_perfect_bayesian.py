"""Perfect Bayesian equilibria: textbook games, and all pure ones of random signalling games by enumeration.

The enumeration shares no code with the solver: it tries every pure profile with fractions and, after a message that
nobody sends, looks for a belief at which the reply is best.
"""

import importlib
import itertools
import random
from fractions import Fraction

import pytest
from sympy import Rational, symbols

from formal import Game, GameError, chance, choose, draw, offer
from formal.algebra.decide import Decider
from formal.algebra.formula import Atom
from formal.algebra.polynomial import Polynomial

TYPES, MESSAGES, REPLIES = ("strong", "weak"), ("m", "n"), ("u", "d")
q = symbols("q")


def signalling(payoffs, prior, where=()):
    """Nature draws a type, the sender sends a message, the receiver sees it and replies."""

    def reply(kind, message):
        ends = {r: payoffs[kind, message, r] for r in REPLIES}
        return choose("Receiver", ends, info=f"after {message}")

    def sender(kind):
        return choose("Sender", {m: reply(kind, m) for m in MESSAGES}, info=kind)

    tree = chance({"strong": (prior, sender("strong")), "weak": (1 - prior, sender("weak"))})
    return Game(["Sender", "Receiver"], tree, where=where)


def pure_equilibria(payoffs, prior):
    """All pure perfect Bayesian strategy profiles, by trying every one."""
    weight = dict(zip(TYPES, (prior, 1 - prior), strict=True))
    found = set()
    for sent in itertools.product(MESSAGES, repeat=2):
        message = dict(zip(TYPES, sent, strict=True))
        for replies in itertools.product(REPLIES, repeat=2):
            reply = dict(zip(MESSAGES, replies, strict=True))
            if all(_sender_content(payoffs, t, message[t], reply) for t in TYPES) and all(
                _receiver_content(payoffs, m, reply[m], [t for t in TYPES if message[t] == m], weight)
                for m in MESSAGES
            ):
                found.add((sent, replies))
    return found


def _sender_content(payoffs, kind, message, reply):
    own = payoffs[kind, message, reply[message]][0]
    return all(own >= payoffs[kind, m, reply[m]][0] for m in MESSAGES)


def _receiver_content(payoffs, message, reply, senders, weight):
    def gains(other):
        return {t: payoffs[t, message, reply][1] - payoffs[t, message, other][1] for t in TYPES}

    others = [gains(r) for r in REPLIES if r != reply]
    if senders:
        return all(sum(weight[t] * gain[t] for t in senders) >= 0 for gain in others)
    return all(max(gain.values()) >= 0 for gain in others)  # with two replies some belief will do


def listed(equilibria):
    """The pure profiles among the equilibria of a solution at a point."""
    found = set()
    for e in equilibria:
        infos = ("strong", "weak", "after m", "after n")
        taken = [[a for a, share in e.strategy[i].items() if share == 1] for i in infos]
        if all(len(actions) == 1 for actions in taken):
            (a,), (b,), (c,), (d,) = taken
            found.add(((a, b), (c, d)))
    return found


def random_payoffs(rng):
    cells = itertools.product(TYPES, MESSAGES, REPLIES)
    return {cell: (rng.randint(-9, 9), rng.randint(-9, 9)) for cell in cells}


@pytest.mark.parametrize("seed", range(40))
def test_pure_equilibria_of_numeric_games(seed):
    rng = random.Random(seed)
    payoffs, prior = random_payoffs(rng), Fraction(rng.randint(1, 96), 97)
    solution = signalling(payoffs, Rational(prior.numerator, prior.denominator)).solve(knife_edges=True)
    assert listed(solution.at({})) == pure_equilibria(payoffs, prior)


@pytest.mark.parametrize("seed", range(15))
def test_symbolic_prior_agrees_with_numbers_and_verifies(seed):
    rng = random.Random(100 + seed)
    payoffs = random_payoffs(rng)
    solution = signalling(payoffs, q, where=[q > 0, q < 1]).solve()
    assert solution.without is None
    assert solution.undecided == ()
    for _ in range(4):
        prior = Fraction(rng.randint(1, 10006), 10007)
        point = {q: Rational(prior.numerator, prior.denominator)}
        assert listed(solution.at(point)) == pure_equilibria(payoffs, prior)
    assert solution.verify(samples=3)


def beer_and_quiche():
    payoffs = {}
    for kind, message, reply in itertools.product(TYPES, MESSAGES, REPLIES):
        likes = (kind == "strong") == (message == "m")  # m is beer, n is quiche; u is a duel, d is none
        duel = -1 if kind == "strong" else 1
        payoffs[kind, message, reply] = (likes + 2 * (reply == "d"), duel if reply == "u" else 0)
    return signalling(payoffs, q, where=[q > 0, q < 1]).solve()


def test_beer_and_quiche_pools_where_the_strong_are_likely():
    solution = beer_and_quiche()
    pooling = [e for e in solution if e.kind == "pooling"]
    on_beer = [e for e in pooling if e.strategy["strong"]["m"] == 1]
    assert {str(e.where) for e in pooling} <= {"q >= 1/2", "q > 1/2"}
    assert on_beer
    assert len(on_beer) < len(pooling)
    pure = next(e for e in on_beer if e.strategy["after n"]["u"] == 1)
    ((belief, region),) = pure.free.items()
    assert region.equivalent(region.subs({}) & (belief <= Rational(1, 2)))


def test_beer_and_quiche_mixes_where_the_weak_are_likely():
    mixed = [e for e in beer_and_quiche() if e.kind == "semi-separating"]
    assert {str(e.where) for e in mixed} == {"q < 1/2"}
    (equilibrium,) = mixed
    assert (equilibrium.strategy["weak"]["m"] - q / (1 - q)).simplify() == 0
    assert equilibrium.strategy["after m"]["u"] == Rational(1, 2)


def test_spence_education_separates_if_it_costs_the_unable_enough():
    """Two ability types, education of a given cost; the employer pays 2 for the able and 1 for others."""
    cost = symbols("c")
    payoffs = {}
    for kind, message, reply in itertools.product(TYPES, MESSAGES, REPLIES):
        wage = 2 if reply == "u" else 1
        worth = 2 if kind == "strong" else 1
        price = (cost / 2 if kind == "strong" else cost) if message == "m" else 0
        payoffs[kind, message, reply] = (wage - price, -((wage - worth) ** 2))
    game = signalling(payoffs, q, where=[q > 0, q < 1, cost > 0])
    separating = game.solve().exists(lambda e: e.kind == "separating")
    assert str(separating) == "1 <= c <= 2"


def test_hidden_offers_are_refused_by_name():
    x, c = symbols("x c")
    answer = choose("A", {"yes": (1, 0), "no": (0, c)}, info="A")
    tree = chance({"h": (q, offer("B", x, 0, 1, answer)), "l": (1 - q, offer("B", x, 0, 1, answer))})
    with pytest.raises(GameError, match=r"an offer of x"):
        Game(["A", "B"], tree, where=[q > 0, q < 1]).solve()


def test_a_draw_that_a_later_mover_does_not_see_is_refused():
    c = symbols("c")
    reply = choose("A", {"yes": (c, 0), "no": (0, c)})
    tree = draw(c, 0, 1, choose("B", {"ask": reply, "go": (0, 0)}), seen_by=["B"])
    with pytest.raises(GameError, match=r"draw of c"):
        Game(["A", "B"], tree).solve()


def test_a_long_search_says_how_far_it_is():
    told = []
    signalling(random_payoffs(random.Random(3)), q, where=[q > 0, q < 1]).solve(progress=told.append)
    assert any("partial" in words for words in told)


def test_a_deviation_of_the_ignorant_tells_nothing():
    """B does not know the weather either, so A guesses by the prior when B asks it to; B likes the guess of rain."""

    def asked(weather):
        guesses = {g: (int(g == weather), 2 * int(g == "rain")) for g in ("rain", "sun")}
        return choose("B", {"ask": choose("A", guesses, info="A"), "leave": (0, 1)}, info="B")

    tree = chance({"rain": (q, asked("rain")), "sun": (1 - q, asked("sun"))})
    solution = Game(["A", "B"], tree, where=[q > 0, q < 1]).solve()
    asks = solution.exists(lambda e: e.strategy["B"]["ask"] == 1)
    assert asks.equivalent(q >= Rational(1, 2))
    leaves = solution.exists(lambda e: e.strategy["B"]["leave"] == 1)
    assert leaves.equivalent(q <= Rational(1, 2))
    assert solution.verify(samples=4)


def three_moves(seed):
    """A moves, then B, then A again or C; who sees what of nature's move and of the others' is random."""
    rng = random.Random(seed)
    last = rng.choice(["A", "C"])
    informed = rng.random() < 0.6
    sees = {"B": (rng.random() < 0.4, rng.random() < 0.6)}
    sees[last] = (rng.random() < 0.4 or (last == "A" and informed), last == "A" or rng.random() < 0.6)
    third, short, most = rng.random() < 0.6, rng.random() < 0.4, rng.choice([2, 9])
    players = ["A", "B", "C"] if last == "C" else ["A", "B"]

    def pay():
        return tuple(rng.randint(-most, most) for _ in players)

    def known(*pairs):
        return "".join(label for label, seen in pairs if seen)

    def end(t, a, b):
        info = "last:" + known((t, sees[last][0]), (a, sees[last][1]), (b, third))
        return choose(last, {"x": pay(), "y": pay()}, info=info)

    def reply(t, a):
        moves = {"u": end(t, a, "u"), "d": pay() if short else end(t, a, "d")}
        return choose("B", moves, info="B:" + known((t, sees["B"][0]), (a, sees["B"][1])))

    def first(t):
        return choose("A", {a: reply(t, a) for a in "lr"}, info="A:" + known((t, informed)))

    tree = chance({"1": (q, first("1")), "2": (1 - q, first("2"))})
    return Game(players, tree, where=[q > 0, q < 1])


@pytest.mark.parametrize("seed", [0, 2, 3, 4, 5, 6, 8, 14, 18, 29, 74])
def test_random_games_of_three_moves_verify(seed):
    solution = three_moves(seed).solve(concept="perfect_bayesian")
    assert len(solution) > 0
    assert solution.undecided == ()
    assert solution.verify(samples=2)


def test_where_nature_rules_out_a_type_the_belief_in_it_is_free():
    """The lucky enter and the others stay out, so whoever enters is lucky; if nobody is, B may believe anything."""

    def candidate(kind, enters):
        replies = {"up": (enters, enters), "down": (enters, 1 - enters)}
        return choose("A", {"stay": (1 - enters, 0), "enter": choose("B", replies, info="B")}, info=kind)

    tree = chance({"lucky": (q, candidate("lucky", 1)), "plain": (1 - q, candidate("plain", 0))})
    solution = Game(["A", "B"], tree, where=[q >= 0, q <= 1]).solve(knife_edges=True)
    told = [
        (e.strategy["B"]["up"], e.belief["B"]["lucky", "enter"]) for e in solution.at({q: Rational(1, 3)})
    ]
    assert told == [(1, 1)]
    mu, up = symbols("mu_B sigma_B_up")
    untold = {
        (e.strategy["B"]["up"], e.belief["B"]["lucky", "enter"], *map(str, e.free.values()))
        for e in solution.at({q: 0})
    }
    assert untold == {
        (1, 1),
        (1, mu, "1/2 <= mu_B <= 1"),
        (0, mu, "0 <= mu_B <= 1/2"),
        (up, Rational(1, 2), "0 < sigma_B_up < 1"),
    }
    assert solution.verify(samples=2)


def test_who_has_a_tie_rule_does_not_mix():
    """B does not see which side A takes, gains nothing either way, and takes left then; A wants to be where B is."""

    def follow(side):
        sides = {other: (int(other == side), 0) for other in ("left", "right")}
        return choose("B", sides, info="B", prefer=["left", "right"])

    tree = choose("A", {side: follow(side) for side in ("left", "right")})
    (only,) = Game(["A", "B"], tree).solve()
    assert only.strategy["B"]["left"] == only.strategy["A"]["left"] == 1


def test_what_is_not_known_to_be_a_gap_is_undecided_and_not_told_as_one(monkeypatch):
    hard = Atom(Polynomial.symbol("q") ** 2 - 2, "=")
    monkeypatch.setattr(
        importlib.import_module("formal.solvers.perfect_bayesian"), "interior", lambda *_: hard
    )
    known = Decider.satisfiable
    monkeypatch.setattr(
        Decider, "satisfiable", lambda self, f, **how: None if f == hard else known(self, f, **how)
    )
    solution = signalling(
        dict.fromkeys(itertools.product(TYPES, MESSAGES, REPLIES), (0, 0)), q, where=[q > 0, q < 1]
    ).solve()
    assert solution.without is None
    assert any("every point" in question for question in solution.undecided)
    assert "undecided" in solution.scope or "Undecided" in str(solution)
