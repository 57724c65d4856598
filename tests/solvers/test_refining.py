"""Refinements: what textbooks strike out, and agreement with the definitions at random exact points."""

import random
from fractions import Fraction
from itertools import product

import pytest
from sympy import Rational, symbols

from formal import Game, GameError, chance, choose, load_model
from tests.oracle.refinements import survives

q, c, v = symbols("q c v")
CRITERIA = ("dominance", "intuitive", "d1")


def signalling(paid, prior, where=()):
    """Build the game in which `paid[type][message][reply]` is what the sender and the receiver get."""

    def sender(kind):
        after = {m: choose("B", paid[kind][m], info=f"B:{m}") for m in paid[kind]}
        return choose("A", after, info=f"A:{kind}")

    return Game(["A", "B"], chance({kind: (prior[kind], sender(kind)) for kind in paid}), where=where)


def sent(equilibrium):
    """What each type sends for sure, as in `{"strong": "beer"}`; None for a mixture."""
    senders = {info[2:]: choice for info, choice in equilibrium.strategy.items() if info.startswith("A:")}
    return {kind: next((m for m, p in choice.items() if p == 1), None) for kind, choice in senders.items()}


# -- textbooks ---------------------------------------------------------------------------------------


def beer_and_quiche():
    def paid(likes, duel):
        return {
            meal: {"duel": (int(meal == likes), duel), "none": (int(meal == likes) + 2, 0)}
            for meal in ("beer", "quiche")
        }

    table = {"strong": paid("beer", -1), "weak": paid("quiche", 1)}
    return signalling(table, {"strong": q, "weak": 1 - q}, [q > 0, q < 1]).solve()


@pytest.mark.parametrize("criterion", ["intuitive", "d1"])
def test_quiche_is_struck_out_because_the_strong_would_have_beer(criterion):
    solution = beer_and_quiche()
    refined = solution.refine(criterion)
    both = {"strong": "quiche", "weak": "quiche"}
    assert both in [sent(e) for e in solution]
    assert [sent(e) for e in refined if e.kind == "pooling"] == [dict.fromkeys(both, "beer")] * 2
    (objection,) = refined.objections
    assert (objection.message, objection.by, objection.excluded) == ("beer", ("strong",), ("weak",))
    assert str(objection.where) == "q >= 1/2"
    assert objection.sent == {"strong": {"beer": 0, "quiche": 1}, "weak": {"beer": 0, "quiche": 1}}
    assert refined.without is None
    assert refined.verify(samples=3)
    shown = str(refined)
    assert "survives the intuitive criterion" in shown or "survives D1" in shown
    assert "by  beer from strong, since weak is ruled out" in shown
    assert refined.to_json()["objections"][0]["by"] == ["strong"]


def test_no_meal_is_dominated():
    assert not beer_and_quiche().refine("dominance").objections


def job_market():
    """Two years of schooling cost the able 1/2 and others 6/5; the employer aims at a wage of what is produced."""

    def paid(worth, cost):
        wages = {"low": 1, "middle": Rational(3, 2), "high": 2}
        return {
            str(years): {w: (pay - cost * years, -((pay - worth) ** 2)) for w, pay in wages.items()}
            for years in (0, 2)
        }

    table = {"able": paid(2, Rational(1, 4)), "other": paid(1, Rational(3, 5))}
    return signalling(table, {"able": q, "other": 1 - q}, [q > 0, q < 1]).solve()


def test_the_able_show_what_they_are_where_wages_would_be_low():
    """Schooling costs the other more than it can earn by it; the able gain if the pooled wage is 1, not 3/2."""
    solution = job_market()
    none = {"able": "0", "other": "0"}
    assert [sent(e) for e in solution if e.kind == "separating"] == [{"able": "2", "other": "0"}]
    for criterion in CRITERIA:
        refined = solution.refine(criterion)
        assert refined.exists(lambda e: sent(e) == none).equivalent(q >= Rational(1, 4))
        assert {(o.message, o.by, o.excluded) for o in refined.objections} == {("2", ("able",), ("other",))}
        assert refined.without is None


def limit_pricing():
    """A low price costs a strong incumbent nothing and a weak one `c`; then an entrant decides.

    Monopoly later is worth `v`; the entrant gains 1 against the weak and loses 1 against the strong.
    """

    def paid(strong):
        low, high = (1, 0) if strong else (1 - c, 1)
        entry = -1 if strong else 1
        return {
            "low price": {"enter": (low, entry), "stay out": (low + v, 0)},
            "high price": {"enter": (high, entry), "stay out": (high + v, 0)},
        }

    table = {"strong": paid(True), "weak": paid(False)}
    return signalling(table, {"strong": q, "weak": 1 - q}, [q > 0, q < 1, c > 0, v > 0]).solve()


def test_an_informed_incumbent_prices_low_or_is_found_out():
    solution = limit_pricing()
    high = {"strong": "high price", "weak": "high price"}
    assert (
        str(solution.exists(lambda e: sent(e) == {"strong": "low price", "weak": "high price"})) == "c >= v"
    )
    assert not solution.exists(lambda e: sent(e) == high).is_empty()
    refined = solution.refine("intuitive")
    # In that equilibrium the weak have the best there is, so only the strong can gain by a low price.
    assert refined.exists(lambda e: sent(e) == high).is_empty()
    assert {objection.by for objection in refined.objections} == {("strong",)}
    assert refined.verify(samples=3)


# -- random games against the definitions -------------------------------------------------------------


def random_table(rng, types, messages, replies, most):
    def cell():
        return rng.randint(-most, most), rng.randint(-most, most)

    return {t: {m: {r: cell() for r in replies} for m in messages} for t in types}


def outcome_of(equilibrium):
    return frozenset(equilibrium.outcome.items()), tuple(equilibrium.payoffs.items())


def passing(table, criterion, equilibria):
    """The outcomes at a point that pass, with every symbol that may be chosen left out of what is reached."""
    found = set()
    for equilibrium in equilibria:
        strategy = equilibrium.strategy
        types, messages = list(table), list(next(iter(table.values())))
        unsent = [m for m in messages if all(strategy[f"A:{t}"][m] == 0 for t in types)]
        achieved = {
            t: sum(
                strategy[f"A:{t}"][m] * strategy[f"B:{m}"][r] * table[t][m][r][0]
                for m in messages
                if strategy[f"A:{t}"][m] != 0
                for r in strategy[f"B:{m}"]
            )
            for t in types
        }
        assert not any(getattr(u, "free_symbols", ()) for u in achieved.values())
        exact = {t: Fraction(str(Rational(u))) for t, u in achieved.items()}
        if survives(table, criterion, exact, unsent):
            found.add(outcome_of(equilibrium))
    return found


def compare(table, solution, *points):
    """Assert that refined solutions keep at each point what passes there; return how many outcomes do not."""
    struck = 0
    for criterion in CRITERIA:
        refined = solution.refine(criterion)
        for point in points:
            here = settled(solution.at(point))
            wanted = passing(table, criterion, here)
            kept = {outcome_of(e) for e in settled(refined.at(point))}
            assert kept == wanted, (table, criterion, point)
            struck += len({outcome_of(e) for e in here} - wanted)
    return struck


def settled(equilibria):
    """Leave out continua of outcomes."""
    return [e for e in equilibria if not any(p.free_symbols for p in e.outcome.values())]


def test_random_games_with_two_types():
    struck = 0
    for seed in range(14):
        rng = random.Random(seed)
        table = random_table(rng, ("s", "w"), ("m", "n"), ("u", "d", "x")[: rng.randint(2, 3)], 3)
        solution = signalling(table, {"s": q, "w": 1 - q}, [q > 0, q < 1]).solve()
        struck += compare(table, solution, *({q: Rational(rng.randint(1, 10006), 10007)} for _ in range(3)))
    assert struck > 10


def test_random_games_with_three_types():
    struck = 0
    for seed in range(6):
        rng = random.Random(seed)
        table = random_table(rng, ("a", "b", "c"), ("m", "n"), ("u", "d"), 4)
        parts = [rng.randint(1, 999) for _ in table]
        prior = {t: Rational(n, sum(parts)) for t, n in zip(table, parts, strict=True)}
        struck += compare(table, signalling(table, prior).solve(), {})
    assert struck > 0


def test_a_stricter_criterion_strikes_out_more():
    for seed in range(5):
        table = random_table(random.Random(1000 + seed), ("s", "w"), ("m", "n"), ("u", "d"), 5)
        solution = signalling(table, {"s": q, "w": 1 - q}, [q > 0, q < 1]).solve()
        left, right = solution.refine("d1"), solution.refine("intuitive")
        for e in left:
            same = [o.where for o in right if outcome_of(o) == outcome_of(e)]
            assert any(e.where.implies(where) for where in same)
        assert len(right.refine("d1")) == len(left)


# -- a sender who moves again, and nature before the reply ---------------------------------------------


def protector(z):
    """What D and A expect after a message and a reply: a share `eta` of challengers moves whatever it sees."""

    def paid(kind, message, reply):
        sunk, penalty = z["s"] * message, z["a"] * message
        quiet = z["v_R"] if kind == "R" else z["v_U"]
        fights = kind == "R" or -z["t"] > -penalty
        war = (z["w_R"] if kind == "R" else -z["t"]) if fights else -penalty
        challenged = (war - sunk, -z["loss"] if fights else z["gain"])
        calm = (quiet - sunk, Fraction(0))
        then = challenged if reply == "challenge" else calm
        return tuple(z["eta"] * u + (1 - z["eta"]) * w for u, w in zip(challenged, then, strict=True))

    replies = ("challenge", "not")
    return {kind: {m: {r: paid(kind, int(m), r) for r in replies} for m in ("1", "0")} for kind in ("R", "U")}


def test_a_protector_who_may_fight_or_not():
    """The signalling model of the lectures at random points, whose rules are written down again here."""
    solution = load_model("credibility_signalling").solution
    refined = {criterion: solution.refine(criterion) for criterion in CRITERIA}
    rng, struck = random.Random(5), 0
    for _ in range(12):
        z = {n: Fraction(rng.randint(1, 300), 101) for n in ("w_R", "v_U", "t", "a", "gain", "loss")}
        z |= {"v_R": z["w_R"] + Fraction(rng.randint(1, 300), 103), "rho": Fraction(rng.randint(1, 106), 107)}
        z |= {"s": Fraction(rng.randint(1, 99), 101), "eta": Fraction(rng.randint(1, 40), 109)}
        table, point = protector(z), {n: Rational(str(u)) for n, u in z.items()}
        here = solution.at(point)
        for criterion in CRITERIA:
            wanted = set()
            for e in here:
                sends = {k: e.strategy[f"D:{k}"] for k in ("R", "U")}
                unsent = [m for m in ("1", "0") if all(own[m] == 0 for own in sends.values())]
                achieved = {
                    k: sum(
                        Fraction(str(p)) * Fraction(str(e.strategy[f"A:{m}"][r])) * table[k][m][r][0]
                        for m, p in own.items()
                        if p != 0
                        for r in ("challenge", "not")
                    )
                    for k, own in sends.items()
                }
                if survives(table, criterion, achieved, unsent):
                    wanted.add(outcome_of(e))
            assert {outcome_of(e) for e in refined[criterion].at(point)} == wanted
            struck += len({outcome_of(e) for e in here} - wanted)
    assert struck > 2


# -- what is refused ---------------------------------------------------------------------------------


def other_games():
    ends = {"u": (0, 0), "d": (1, 1)}
    reply = {m: choose("B", ends, info="B") for m in ("m", "n")}
    apart = {m: choose("B", ends, info=f"B:{m}") for m in ("m", "n")}
    blind = {k: (q if k == "s" else 1 - q, choose("A", apart, info="A")) for k in ("s", "w")}
    unseen = {k: (q if k == "s" else 1 - q, choose("A", reply, info=f"A:{k}")) for k in ("s", "w")}
    rare = {k: (q if k == "s" else 1 - q, choose("A", apart, info=f"A:{k}")) for k in ("s", "w")}
    inside = [q > 0, q < 1]
    return {
        "no nature": (choose("A", reply, info="A"), inside, "nature does not move first"),
        "a blind sender": (chance(blind), inside, "does not know its type"),
        "an unseen message": (chance(unseen), inside, "the message is not known"),
        "a type without weight": (chance(rare), [q >= 0, q < 1], "'s' may have probability zero"),
    }


@pytest.mark.parametrize("case", other_games())
def test_what_is_no_signalling_game_is_refused(case):
    tree, where, message = other_games()[case]
    game = Game(["A", "B"], tree, where=where, name="Another")
    with pytest.raises(GameError, match=message):
        game.solve().refine("d1")


def test_an_unknown_criterion_is_refused():
    with pytest.raises(GameError, match="'d1'"):
        beer_and_quiche().refine("divine")


def test_payoffs_change_the_verdict():
    """If the duel scares the strong less than quiche pleases them, beer no longer shows strength."""
    seen = set()
    for strong, weak in product((1, 3), repeat=2):
        table = {
            kind: {
                meal: {"duel": (gain * (meal == likes), duel), "none": (gain * (meal == likes) + 2, 0)}
                for meal in ("beer", "quiche")
            }
            for kind, likes, gain, duel in (("strong", "beer", strong, -1), ("weak", "quiche", weak, 1))
        }
        solution = signalling(table, {"strong": q, "weak": 1 - q}, [q > 0, q < 1]).solve()
        seen.add(len(solution.refine("intuitive").objections))
    assert seen == {0, 1}
