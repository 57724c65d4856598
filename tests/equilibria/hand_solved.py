"""Games solved by hand: the equilibria as a textbook would write them, put together without any solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sympy import And, Eq, Integer, Rational, S, oo, sqrt, symbols

from formal.algebra import Cases, Region
from formal.equilibria import Equilibrium, Outcome, Solution
from formal.games import Game, chance, choose, draw, offer

p, q, c, c_A, c_B, v, d, f, w, t, h = symbols("p q c c_A c_B v d f w t h")
x, y, e = symbols("x y e")
HALF = Rational(1, 2)


def solution(game: Game, *equilibria: Equilibrium, concept: str = "subgame_perfect") -> Solution:
    found = tuple(Outcome(own.where, own.outcome, own.payoffs, (own,)) for own in equilibria)
    return Solution(game, concept, game.space, found, scope="as solved by hand")


def changed(solved: Solution, index: int, **fields: Any) -> Solution:
    """The solution with one equilibrium changed."""
    equilibria = list(solved)
    equilibria[index] = replace(equilibria[index], **fields)
    return solution(solved.game, *equilibria, concept=solved.concept)


def restated(solved: Solution, index: int, **choices: Any) -> Solution:
    """The solution with another choice at some information sets of one equilibrium; None takes it away."""
    strategy = {**solved[index].strategy, **choices}
    return changed(solved, index, strategy={k: s for k, s in strategy.items() if s is not None})


def reply(condition: Any) -> dict[str, Any]:
    """Accept where the condition holds, fight elsewhere."""
    return {"accept": Cases((condition, 1), (True, 0)), "fight": Cases((condition, 0), (True, 1))}


ALWAYS = {"accept": S.One, "fight": S.Zero}


def ultimatum() -> Solution:
    game = Game(["A", "B"], offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, 0)})))
    took_all = Equilibrium(
        where=Region(True),
        strategy={"A": S.One, "B": ALWAYS},
        payoffs={"A": S.One, "B": S.Zero},
        outcome={(Eq(x, 1), "accept"): S.One},
    )
    return solution(game, took_all)


def crisis(prefer: tuple[str, ...] | None = None) -> Solution:
    """Crisis bargaining: A offers min(1, p + c_B)."""
    war = (p - c_A, 1 - p - c_B)
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war}, prefer=prefer))
    game = Game(["A", "B"], tree, where=[p > 0, p < 1, c_A > 0, c_B > 0])
    inside = Equilibrium(
        where=Region(p + c_B <= 1),
        strategy={"A": p + c_B, "B": reply(x <= p + c_B)},
        payoffs={"A": p + c_B, "B": 1 - p - c_B},
        outcome={(Eq(x, p + c_B), "accept"): S.One},
    )
    corner = Equilibrium(
        where=Region(p + c_B >= 1),
        strategy={"A": S.One, "B": ALWAYS},
        payoffs={"A": S.One, "B": S.Zero},
        outcome={(Eq(x, 1), "accept"): S.One},
    )
    return solution(game, inside, corner)


def outside_option() -> Solution:
    """A may take q instead of making an offer; B's cost of war is c < 1."""
    bargaining = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": (0, 1 - c)}), info="A2")
    game = Game(["A", "B"], choose("A", {"out": (q, 0), "in": bargaining}, info="A1"), where=[c > 0, c < 1])
    below = {"A2": c, "B": reply(x <= c)}
    stays = Equilibrium(
        where=Region(q >= c),
        strategy={"A1": {"out": S.One, "in": S.Zero}, **below},
        payoffs={"A": q, "B": S.Zero},
        outcome={("out",): S.One},
    )
    bargains = Equilibrium(
        where=Region(q <= c),
        strategy={"A1": {"out": S.Zero, "in": S.One}, **below},
        payoffs={"A": c, "B": 1 - c},
        outcome={("in", Eq(x, c), "accept"): S.One},
    )
    return solution(game, stays, bargains)


def entry() -> Solution:
    """Entry deterrence: the incumbent is tough with probability q, and shows it only after entry."""
    tough = choose("I", {"fight": (-1, 1), "share": (1, 0)}, info="tough")
    weak = choose("I", {"fight": (-1, -1), "share": (1, 1)}, info="weak")
    tree = choose("E", {"in": chance({"tough": (q, tough), "weak": (1 - q, weak)}), "out": (0, 2)})
    game = Game(["E", "I"], tree, where=[q > 0, q < 1])
    below = {"tough": {"fight": S.One, "share": S.Zero}, "weak": {"fight": S.Zero, "share": S.One}}
    enters = Equilibrium(
        where=Region(q <= HALF),
        strategy={"E": {"in": S.One, "out": S.Zero}, **below},
        payoffs={"E": 1 - 2 * q, "I": S.One},
        outcome={("in", "tough", "fight"): q, ("in", "weak", "share"): 1 - q},
    )
    deterred = Equilibrium(
        where=Region(q >= HALF),
        strategy={"E": {"in": S.Zero, "out": S.One}, **below},
        payoffs={"E": S.Zero, "I": Integer(2)},
        outcome={("out",): S.One},
    )
    return solution(game, enters, deterred)


def two_offers() -> Solution:
    """Two rounds of alternating offers with discount factor d; both offers are A's share."""
    second = offer(
        "B", y, 0, 1, choose("A", {"accept": (d * y, d * (1 - y)), "fight": (0, 0)}, info="A2"), info="B2"
    )
    first = offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "reject": second}, info="B1"), info="A1")
    game = Game(["A", "B"], first, where=[d > 0, d < 1])
    accepts = x <= 1 - d
    waits = Equilibrium(
        where=Region(True),
        strategy={
            "A1": 1 - d,
            "B1": {"accept": Cases((accepts, 1), (True, 0)), "reject": Cases((accepts, 0), (True, 1))},
            "B2": S.Zero,
            "A2": ALWAYS,
        },
        payoffs={"A": 1 - d, "B": d},
        outcome={(Eq(x, 1 - d), "accept"): S.One},
    )
    return solution(game, waits)


def effort() -> Solution:
    """Interior optimum of p*e - e**2 on an interval without an upper end."""
    game = Game(["A", "B"], offer("A", e, 0, oo, (p * e - e**2, e)))
    works = Equilibrium(
        where=Region(p >= 0),
        strategy={"A": p / 2},
        payoffs={"A": p**2 / 4, "B": p / 2},
        outcome={(Eq(e, p / 2),): S.One},
    )
    rests = Equilibrium(
        where=Region(p <= 0),
        strategy={"A": S.Zero},
        payoffs={"A": S.Zero, "B": S.Zero},
        outcome={(Eq(e, 0),): S.One},
    )
    return solution(game, works, rests)


def price() -> Solution:
    """A price without an upper bound; the buyer values the good at v."""
    tree = offer("S", x, 0, oo, choose("B", {"buy": (x, v - x), "leave": (0, 0)}))
    buys = {"buy": Cases((x <= v, 1), (True, 0)), "leave": Cases((x <= v, 0), (True, 1))}
    sold = Equilibrium(
        where=Region(v > 0),
        strategy={"S": v, "B": buys},
        payoffs={"S": v, "B": S.Zero},
        outcome={(Eq(x, v), "buy"): S.One},
    )
    return solution(Game(["S", "B"], tree, where=[v > 0]), sold)


def stackelberg() -> Solution:
    """A leader and a follower name quantities without an upper bound; the follower may stay out."""
    profit = p - x - y
    tree = offer("L", x, 0, oo, offer("F", y, 0, oo, (x * profit, y * profit - c * y)))
    game = Game(["L", "F"], tree, where=[c > 0, p > 3 * c])
    leads = Equilibrium(
        where=Region(True),
        strategy={"L": (p + c) / 2, "F": Cases((x <= p - c, (p - c - x) / 2), (True, 0))},
        payoffs={"L": (p + c) ** 2 / 8, "F": (p - 3 * c) ** 2 / 16},
        outcome={(Eq(x, (p + c) / 2), Eq(y, (p - 3 * c) / 4)): S.One},
    )
    return solution(game, leads)


def refused() -> Solution:
    """An offer that is refused anyway may lie anywhere: one equilibrium, whose offer is a region."""
    tree = offer("A", x, 0, 1, choose("B", {"accept": (x, 0), "fight": (p, 1)}))
    anywhere = Equilibrium(
        where=Region(True),
        strategy={"A": Region(x >= 0, x <= 1), "B": {"accept": S.Zero, "fight": S.One}},
        payoffs={"A": p, "B": S.One},
        outcome={(And(x >= 0, x <= 1), "fight"): S.One},
    )
    return solution(Game(["A", "B"], tree), anywhere)


def gift() -> Solution:
    """A does not care, B does: a continuum of equilibria with different payoffs."""
    any_gift = Region(x >= 0, x <= p)
    given = Equilibrium(
        where=Region(p > 0),
        strategy={"A": any_gift},
        payoffs={"A": S.Zero, "B": x},
        outcome={(And(x >= 0, x <= p),): S.One},
        free={x: any_gift},
    )
    return solution(Game(["A", "B"], offer("A", x, 0, p, (0, x)), where=[p > 0]), given)


def late_offer() -> Solution:
    """B may leave with p or ask A, who does not care what it gives; B leaves if it expects little."""
    ask = offer("A", x, 0, 1, (0, x))
    game = Game(["A", "B"], choose("B", {"ask": ask, "leave": (1, p)}), where=[0 < p, p < 1])
    low = Region(x >= 0, x <= p)
    leaves = Equilibrium(
        where=Region(True),
        strategy={"B": {"ask": S.Zero, "leave": S.One}, "A": low},
        payoffs={"A": S.One, "B": p},
        outcome={("leave",): S.One},
    )
    return solution(game, leaves)


def root() -> Solution:
    """An optimum that is irrational at most points, and no parabola: p*e - e**3/3 is largest at sqrt(p)."""
    game = Game(["A"], offer("A", e, 0, oo, (p * e - e**3 / 3,)), where=[p > 0])
    best = Equilibrium(
        where=Region(True),
        strategy={"A": sqrt(p)},
        payoffs={"A": 2 * p * sqrt(p) / 3},
        outcome={(Eq(e, sqrt(p)),): S.One},
    )
    return solution(game, best)


def indifferent() -> Solution:
    """Every mixture is an equilibrium: one with a free probability."""
    game = Game(["A", "B"], choose("A", {"left": (1, p), "right": (1, 0)}))
    mixes = Equilibrium(
        where=Region(True),
        strategy={"A": {"left": f, "right": 1 - f}},
        payoffs={"A": S.One, "B": f * p},
        outcome={("left",): f, ("right",): 1 - f},
        free={f: Region(f >= 0, f <= 1)},
    )
    return solution(game, mixes)


def knife_edge() -> Solution:
    """Only where p = c is mixing one half an equilibrium."""
    game = Game(["A"], choose("A", {"left": (p,), "right": (c,)}))
    halves = Equilibrium(
        where=Region(Eq(p, c)),
        strategy={"A": {"left": HALF, "right": HALF}},
        payoffs={"A": p},
        outcome={("left",): HALF, ("right",): HALF},
    )
    return solution(game, halves)


def beer() -> Solution:
    """Beer and quiche (Cho and Kreps 1987): both types pool on beer if the surly type is likely enough."""

    def breakfast(type_: str, beer_: int, fights_with: int) -> Any:
        def duel(enjoyed: int, info: str) -> Any:
            stays = (2 + enjoyed, 1 - fights_with)
            return choose("B", {"duel": (enjoyed, fights_with), "not": stays}, info=info)

        return choose("A", {"beer": duel(beer_, "beer"), "quiche": duel(1 - beer_, "quiche")}, info=type_)

    tree = chance({"surly": (q, breakfast("surly", 1, 0)), "wimp": (1 - q, breakfast("wimp", 0, 1))})
    pools = Equilibrium(
        where=Region(q >= HALF),
        strategy={
            "surly": {"beer": S.One, "quiche": S.Zero},
            "wimp": {"beer": S.One, "quiche": S.Zero},
            "beer": {"duel": S.Zero, "not": S.One},
            "quiche": {"duel": S.One, "not": S.Zero},
        },
        payoffs={"A": 2 + q, "B": q},
        outcome={("surly", "beer", "not"): q, ("wimp", "beer", "not"): 1 - q},
        belief={
            "beer": {("surly", "beer"): q, ("wimp", "beer"): 1 - q},
            "quiche": {("surly", "quiche"): S.Zero, ("wimp", "quiche"): S.One},
        },
    )
    return solution(Game(["A", "B"], tree, where=[q > 0, q < 1]), pools, concept="perfect_bayesian")


def hidden_strength() -> Solution:
    """Both types of A make the same offer; B, who fights the weak type for w, sees the offer only."""

    def demand(type_: str, worth: Any) -> Any:
        reply_ = choose("B", {"accept": (x, 1 - x), "fight": (0, worth)}, info="B")
        return offer("A", x, 0, 1, reply_, info=type_)

    tree = chance({"strong": (t, demand("strong", 0)), "weak": (1 - t, demand("weak", w))})
    game = Game(["A", "B"], tree, where=[t > 0, t < 1, w > 0, w < 1])
    most = 1 - (1 - t) * w
    strong = Cases((x <= most, t), (True, 0))
    pools = Equilibrium(
        where=Region(True),
        strategy={"strong": most, "weak": most, "B": reply(x <= most)},
        payoffs={"A": most, "B": (1 - t) * w},
        outcome={("strong", Eq(x, most), "accept"): t, ("weak", Eq(x, most), "accept"): 1 - t},
        belief={"B": {("strong", "x"): strong, ("weak", "x"): 1 - strong}},
    )
    return solution(game, pools, concept="perfect_bayesian")


def uniform_cost() -> Solution:
    """B's cost of war c is uniform on [0, 1] and known to B alone; A trades a larger share against war."""
    war = (p - c_A, 1 - p - c)
    tree = draw(
        c, 0, 1, offer("A", x, 0, 1, choose("B", {"accept": (x, 1 - x), "fight": war})), seen_by=["B"]
    )
    game = Game(["A", "B"], tree, where=[p > 0, c_A > 0, c_A < 1, 2 * p < 1 + c_A])
    cut = (1 - c_A) / 2
    screens = Equilibrium(
        where=Region(True),
        strategy={"A": p + cut, "B": reply(x <= p + c)},
        payoffs={"A": (1 - cut) * (p + cut) + cut * (p - c_A), "B": 1 - p - cut + cut**2 / 2},
        outcome={
            (And(c >= 0, c <= cut), Eq(x, p + cut), "fight"): cut,
            (And(c >= cut, c <= 1), Eq(x, p + cut), "accept"): 1 - cut,
        },
    )
    return solution(game, screens)


def challenge(least: Any = 0) -> Solution:
    """B knows its cost c, uniform on [0, 1], and challenges A, who learns from that; fighting costs A h."""
    answer = choose("A", {"fight": (c - h, w - c), "concede": (0, 1)})
    tree = draw(c, 0, 1, choose("B", {"challenge": answer, "stay": (1, 0)}), seen_by=["B"])
    game = Game(["A", "B"], tree, where=[least < w, w < 1, h > 0])
    weak_stay = {"challenge": Cases((c <= w, 1), (True, 0)), "stay": Cases((c <= w, 0), (True, 1))}
    deters = Equilibrium(
        where=Region(h <= w / 2),
        strategy={"B": weak_stay, "A": {"fight": S.One, "concede": S.Zero}},
        payoffs={"A": w**2 / 2 - w * h + 1 - w, "B": w**2 / 2},
        outcome={
            (And(c >= 0, c <= w), "challenge", "fight"): w,
            (And(c >= w, c <= 1), "stay"): 1 - w,
        },
    )
    appeases = Equilibrium(
        where=Region(h >= HALF),
        strategy={"B": {"challenge": S.One, "stay": S.Zero}, "A": {"fight": S.Zero, "concede": S.One}},
        payoffs={"A": S.Zero, "B": S.One},
        outcome={(And(c >= 0, c <= 1), "challenge", "concede"): S.One},
    )
    return solution(game, deters, appeases, concept="perfect_bayesian")


def two_costs() -> Solution:
    """Both costs are private: A, who knows c, attacks if B's unknown d is large enough on average."""
    tree = choose("A", {"attack": (d - c - p, -d), "wait": (0, 0)})
    game = Game(
        ["A", "B"], draw(c, 0, 1, draw(d, 0, 2, tree, seen_by=["B"]), seen_by=["A"]), where=[p > 0, p < 1]
    )
    attacks = c <= 1 - p
    bold = Equilibrium(
        where=Region(True),
        strategy={"A": {"attack": Cases((attacks, 1), (True, 0)), "wait": Cases((attacks, 0), (True, 1))}},
        payoffs={"A": (1 - p) ** 2 / 2, "B": p - 1},
        outcome={
            (And(c >= 0, attacks), And(d >= 0, d <= 2), "attack"): 1 - p,
            (And(c >= 1 - p, c <= 1), And(d >= 0, d <= 2), "wait"): p,
        },
    )
    return solution(game, bold, concept="perfect_bayesian")


TRUE: dict[str, Callable[[], Solution]] = {
    "ultimatum": ultimatum,
    "crisis bargaining": crisis,
    "crisis bargaining with a tie rule": lambda: crisis(("accept", "fight")),
    "outside option": outside_option,
    "entry deterrence, chance": entry,
    "two offers": two_offers,
    "interior optimum": effort,
    "infinite end": price,
    "two quantities without end": stackelberg,
    "equally good offers": refused,
    "continuum with different payoffs": gift,
    "an offer off the path that matters": late_offer,
    "irrational optimum": root,
    "free probability": indifferent,
    "knife edge": knife_edge,
    "beer and quiche": beer,
    "offers of two types": hidden_strength,
    "a cost from an interval": uniform_cost,
    "learning about a cost from an interval": challenge,
    "two costs from intervals": two_costs,
}
