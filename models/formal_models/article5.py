"""M10: Article 5. Many members, endorsements, and quarrels inside the pact.

An attacker faces one member of a large pact, and cannot know how many of the others will come. Its leader may speak or
be silent, and the adversary draws conclusions. When the alarm sounds, members decide together. And two members who
quarrel would lose the pact's protection by fighting each other.

What A expects depends on the number of members only through means, so the first two games can also be written with a
letter for that number (see `Model.of_any_size`).

References: Olson and Zeckhauser (1966); Smith (1998); Morrow (2000); Leeds (2003).
"""

from dataclasses import replace
from functools import cache, reduce
from itertools import pairwise

from sympy import Dummy, Ge, Integer, Poly, binomial, factorial, ff, oo, symbols

from formal import (
    Blueprint,
    Cases,
    Derived,
    Game,
    Least,
    ParameterError,
    Region,
    SymmetricGame,
    chance,
    choose,
    draw,
    expected_payoffs,
    infimum,
    offer,
    prefers,
    relaxed,
    subgame,
)

p, s, c_A, d, k, mu, d_L, k_L, mu_L = symbols("p s c_A d k mu d_L k_L mu_L")
rho, e_R, e_U = symbols("rho e_R e_U")
w, c_J, alpha = symbols("w c_J alpha")
C, f_A, f_B, c_B, x = symbols("C f_A f_B c_B x")
n, m, others = symbols("n m others", integer=True)


# -- who will come? --------------------------------------------------------------------------------------

BASICS = {
    p: "the probability that A wins if nobody joins",
    s: "A's payoff at the status quo",
    c_A: "A's cost of war",
    d: "how far each ordinary member that joins moves the odds against A",
    k: "what each ordinary member that joins adds to A's cost",
    mu: "the probability that an ordinary member joins",
    d_L: "how far the leader moves the odds against A",
    k_L: "what the leader adds to A's cost",
}
SIZE = {n: "the number of ordinary members"}


def pact(n):
    """The domain: however many join, A's chance of winning stays a chance."""
    return [
        0 < p, p < 1, 0 < s, s < 1, c_A > 0, d > 0, k >= 0, 0 < mu, mu < 1, d_L > 0, k_L >= 0, Ge(n, 1),
        n * d + d_L <= p,
    ]  # fmt: skip


def war(j, leader):
    """A's payoff from a war that j ordinary members join, and the leader (1) or not (0)."""
    return p - j * d - leader * d_L - c_A - j * k - leader * k_L


def mean(payoff, n):
    """The mean of a polynomial of the number of joiners, if each of `n` members joins independently.

    Newton's series gives it, since the mean of binomial(j, r) is binomial(n, r)*mu**r.
    """
    j = Dummy()
    differences = [payoff(i) for i in range(Poly(payoff(j), j).degree() + 1)]
    total = Integer(0)
    for r in range(len(differences)):
        total += ff(n, r) / factorial(r) * mu**r * differences[0]
        differences = [after - before for before, after in pairwise(differences)]
    return total


def members(n, payoff):
    """Nature draws how many of the ordinary members join; for a letter `n`, what is expected."""
    if not isinstance(n, int):
        return (mean(payoff, n),)
    odds = {j: binomial(n, j) * mu**j * (1 - mu) ** (n - j) for j in range(n + 1)}
    return chance({f"{j} join": (odd, (payoff(j),)) for j, odd in odds.items()})


def called(n, payoff=war):
    """After the alarm it turns out who joins."""
    with_leader, without = (members(n, lambda j, leader=leader: payoff(j, leader)) for leader in (1, 0))
    return chance({"leader": (mu_L, with_leader), "no leader": (1 - mu_L, without)})


def alarm(n, where=None):
    """A attacks or waits."""
    if isinstance(n, int) and n < 1:
        raise ParameterError(f"n = {n}: there must be at least one ordinary member")
    where = [*pact(n), 0 < mu_L, mu_L < 1] if where is None else where
    tree = choose("A", {"wait": (s,), "attack": called(n)}, prefer=["wait", "attack"])
    return Game(["A"], tree, where=where, name="Article 5")


def indifferent(game, symbol, *course):
    """The value of a parameter, of any size, at which waiting is worth as much as an attack that takes a course."""
    (peace,), (attack,) = (expected_payoffs(game, history) for history in (["wait"], ["attack", *course]))
    others = [condition for condition in game.where if not condition.has(symbol)]
    return infimum(Region(peace >= attack, where=others), symbol)


def leader_pivotal(model):
    """A attacks if the leader is sure to stay out, and waits if it is sure to join."""
    tempted = prefers(model.game, "A", ["attack", "no leader"], ["wait"], strictly=True)
    return (tempted & prefers(model.game, "A", ["wait"], ["attack", "leader"])).simplify()


def members_needed(model):
    """The smallest number of ordinary members with which A waits if the leader is sure to stay out."""
    enough = Region(mean(lambda j: war(j, 0), m) <= s)
    return Least(
        m,
        lambda number, point: enough.contains({**point, "m": number}),
        first=0,
        meaning="A waits with so many ordinary members and no leader",
    )


def expected_joiners(model):
    """The mean of the number of joiners."""
    counted = Game(["count"], called(model.integers["n"], lambda j, leader: j + leader), where=model.where)
    return model.fixed_in(counted).solve().payoff("count")


article5 = Blueprint(
    slug="article5",
    title="Article 5: an attack on one member of a large pact",
    story=(
        "A attacks a member of the pact or waits. After an attack each of `n` ordinary members and the leader joins "
        "the war or not, independently of one another. A waits when indifferent."
    ),
    sources=("Olson and Zeckhauser 1966", "Morrow 2000"),
    players={"A": "the attacker"},
    parameters={**BASICS, mu_L: "the probability that the leader joins", **SIZE},
    where=lambda n: [*pact(n), 0 < mu_L, mu_L < 1],
    integers={n: 2},
    game=alarm,
    quantities={
        "deterred": Derived("A waits", lambda model: model.solution.reaches("wait")),
        "attack_payoff": Derived(
            "what A expects from attacking",
            lambda model: subgame(model.game, ("attack",)).solve().payoff("A"),
        ),
        "critical_leader_belief": Derived(
            "the probability of the leader's joining at which A is indifferent, which may be below 0 or above 1",
            lambda model: indifferent(model.varying(mu_L).game, mu_L),
        ),
        "critical_member_belief": Derived(
            "the probability of a member's joining at which A is indifferent if the leader stays out, which may be "
            "below 0 or above 1",
            lambda model: indifferent(model.varying(mu).game, mu, "no leader"),
        ),
        "members_needed": Derived(
            "the number of ordinary members that deters without the leader", members_needed
        ),
        "leader_pivotal": Derived(
            "A attacks if the leader is sure to stay out and waits if it is sure to join", leader_pivotal
        ),
        "expected_joiners": Derived("how many are expected to join, the leader included", expected_joiners),
    },
)


# -- silence and endorsement -----------------------------------------------------------------------------


def doubtful(n):
    """The domain: A attacks if it knows the leader to be unreliable, and waits if it knows it to be reliable."""
    alone, together = (mean(lambda j, leader=leader: war(j, leader), n) for leader in (0, 1))
    return [*pact(n), 0 < rho, rho < 1, 0 < e_U, e_U < e_R, e_R < 1, alone > s, together <= s]


def decision(n, leader, info):
    """A attacks or waits; it does not know which leader there is."""
    actions = {"wait": (s,), "attack": members(n, lambda j: war(j, leader))}
    return choose("A", actions, info=info, prefer=["wait", "attack"])


def summit(n):
    """The leader is reliable or not; it endorses the pact or is silent, and then A decides."""

    def speech(leader, endorses):
        odds = {"endorse": endorses, "silent": 1 - endorses}
        return chance({word: (odd, decision(n, leader, f"A:{word}")) for word, odd in odds.items()})

    tree = chance({"reliable": (rho, speech(1, e_R)), "unreliable": (1 - rho, speech(0, e_U))})
    return Game(["A"], tree, where=doubtful(n), name="Endorsements")


def update(model, word):
    """A's belief after one more word, by Bayes' rule; `rho` is its belief before."""
    return model.varying(rho).solution[0].belief[f"A:{word}"]["reliable", word]


def belief_after(model, *words):
    """A's belief after a course of words, which are independent given the leader's type."""
    prior = model.fixed.get("rho", rho)
    belief = reduce(lambda now, word: update(model, word).subs(rho, now), words, prior)
    return Cases((True, belief), where=model.where)


def waits(model, belief, word="silent"):
    """Where A waits after a word if it holds a belief, however it came by it."""
    game = model.varying(rho).game
    odds = {"reliable": rho, "unreliable": 1 - rho}
    tree = chance({kind: (odd, game.node((kind, word))) for kind, odd in odds.items()})
    decided = Game(["A"], tree, where=game.where).solve().chooses(f"A:{word}", "wait")
    anywhere = Region.of(model.unbounded(rho).space, decided.formula)
    return Region.of(model.space, anywhere.subs({rho: belief}).formula).simplify()


def waits_after(*words):
    """Where A waits after a course of words; before any, it decides as after one that tells it nothing."""
    return lambda model: waits(model, belief_after(model, *words).to_sympy(), *words[-1:])


def indifferent_belief(model):
    """The belief at which waiting is worth what A expects from attacking."""
    game = model.game
    (peace,), (stood_by,), (left_alone,) = (
        expected_payoffs(game, history)
        for history in (
            ["reliable", "silent", "wait"],
            ["reliable", "silent", "attack"],
            ["unreliable", "silent", "attack"],
        )
    )
    others = [condition for condition in game.where if not condition.has(rho)]
    return infimum(Region(peace >= rho * stood_by + (1 - rho) * left_alone, where=others), rho)


def endorsements_needed(model):
    """How many endorsements, one after the other, make A wait after a silence."""
    first, once_more = belief_after(model, "silent"), Cases((True, update(model, "endorse")))
    enough = {word: waits(model, rho, word) for word in ("silent", "endorse")}

    @cache
    def belief(number, point):
        known = dict(point)
        return once_more.at({**known, "rho": belief(number - 1, point)}) if number else first.at(known)

    def deterred(number, point):
        now = belief(number, tuple(point.items()))
        return enough["endorse" if number else "silent"].contains({**point, "rho": now})

    return Least(m, deterred, first=0, meaning="A waits after one silence and so many endorsements")


article5_endorsement = Blueprint(
    slug="article5_endorsement",
    title="Article 5: a leader that keeps silent, and speaks again",
    story=(
        "The leader of the pact is reliable (it joins a war for sure) or not (it never does). At a summit it endorses "
        "the pact or is silent, a reliable leader more likely the former. A, which hears it but does not know the "
        "leader's type, attacks a member or waits; each of `n` ordinary members joins the war or not, independently. A "
        "waits when indifferent."
    ),
    sources=("Morrow 2000", "Leeds 2003"),
    players={"A": "the attacker"},
    parameters={
        **BASICS,
        rho: "the prior probability that the leader is reliable",
        e_R: "the probability that a reliable leader endorses the pact at an occasion",
        e_U: "the probability that an unreliable leader does",
        **SIZE,
    },
    where=doubtful,
    integers={n: 2},
    game=summit,
    solve_for=(s,),
    quantities={
        "critical_belief": Derived(
            "the belief in a reliable leader at which A is indifferent", indifferent_belief
        ),
        "belief_after_silence": Derived(
            "A's belief after a silence", lambda model: belief_after(model, "silent")
        ),
        "belief_after_endorsement": Derived(
            "A's belief after an endorsement", lambda model: belief_after(model, "endorse")
        ),
        "belief_after_repair": Derived(
            "A's belief after a silence and an endorsement",
            lambda model: belief_after(model, "silent", "endorse"),
        ),
        "deterred_at_prior": Derived("A waits before the leader says anything", waits_after()),
        "deterrence_lost_by_silence": Derived(
            "A waits at the prior and attacks after a silence",
            lambda model: (waits_after()(model) & ~waits_after("silent")(model)).solved_for(s),
        ),
        "deterrence_restored_by_one": Derived(
            "A attacks after a silence and waits if an endorsement follows",
            lambda model: (
                ~waits_after("silent")(model) & waits_after("silent", "endorse")(model)
            ).solved_for(s),
        ),
        "endorsements_needed": Derived(
            "the number of endorsements after a silence that make A wait", endorsements_needed
        ),
    },
)


# -- deciding together -----------------------------------------------------------------------------------

TOGETHER = [c_J > 0, alpha >= 0]


def worth(joiners):
    """What joining is worth to each of so many."""
    return w - c_J / joiners


def joining(n):
    """All members join or abstain at once; those who join share the cost."""
    if n < 2:
        raise ParameterError(f"n = {n}: at least 2 members are wanted")
    payoffs = {"join": worth(others + 1), "abstain": -alpha}
    return SymmetricGame(n, payoffs, others=others, where=TOGETHER, name="Joining together")


def content(joiners):
    """Where nobody of so many joiners would rather abstain; the number may be a letter."""
    return Region(worth(joiners) >= -alpha, where=TOGETHER)


def aloof(joiners):
    """Where nobody else would rather be one more joiner; the number may be a letter."""
    return Region(worth(joiners + 1) <= -alpha, where=TOGETHER)


def played(model, joiners):
    """Where exactly so many members join in some pure equilibrium."""
    return model.solution.exists(lambda e: e.is_pure and e.acting == joiners)


article5_joining = Blueprint(
    slug="article5_joining",
    title="Article 5: joining together, or not at all",
    story=(
        "`n` members decide at once whether to join a war. Joining is worth `w` to each and costs `c_J` in all, shared "
        "by those who join; whoever abstains breaks the treaty at the cost `alpha`."
    ),
    sources=("Smith 1998", "Leeds 2003"),
    players={"each": "any of the n members"},
    parameters={
        w: "what a member gains by taking part",
        c_J: "the total cost of joining, shared equally",
        alpha: "the cost of abandoning",
        n: "the number of members",
    },
    where=TOGETHER,
    integers={n: 3},
    game=joining,
    quantities={
        "all_join_exists": Derived(
            "all join in an equilibrium", lambda model: played(model, model.integers["n"])
        ),
        "none_join_exists": Derived("nobody joins in an equilibrium", lambda model: played(model, 0)),
        "number_of_equilibria": Derived(
            "how many profiles are pure equilibria", lambda model: model.solution.count(lambda e: e.is_pure)
        ),
        "obligation_for_all_join": Derived(
            "the least cost of abandoning at which all join in an equilibrium",
            lambda model: infimum(played(model.varying(alpha), model.integers["n"]), alpha),
        ),
        "obligation_against_abandonment": Derived(
            "the least cost of abandoning from which on it is no equilibrium that nobody joins",
            lambda model: infimum(~played(model.varying(alpha), 0), alpha),
        ),
    },
)


# -- a quarrel inside ------------------------------------------------------------------------------------

QUARREL = [0 < p, p < 1, c_A > 0, C > 0, f_A > 0, f_B > 0, 0 < mu, mu < 1, p + C + f_B < 1]


def quarrel():
    """A names a division; B, which knows its cost of war, accepts or fights, and then both lose their protection."""
    fight = (p - c_A - mu * f_A, 1 - p - c_B - mu * f_B)
    answer = choose("B", {"accept": (x, 1 - x), "reject": fight}, prefer=["accept", "reject"])
    tree = draw(c_B, 0, C, offer("A", x, 0, 1, answer), seen_by=["B"])
    return Game(["A", "B"], tree, where=QUARREL, name="A quarrel inside the pact")


def risk(solution):
    """The probability of war."""
    return solution.probability("reject")


def outside(model):
    """The probability of war outside the alliance."""
    return risk(model.unbounded(mu).given(mu=0).solution)


def no_war(model):
    """The belief from which on there is no war, if neither it nor the offer is kept within bounds."""
    game = model.varying(mu).game
    boundless = replace(game.tree, node=replace(game.tree.node, low=-oo, high=oo))
    free = relaxed(Game(game.players, boundless, where=game.where), mu)
    return infimum(risk(free.solve()).compare("=", 0), mu)


article5_restraint = Blueprint(
    slug="article5_restraint",
    title="Article 5: a quarrel inside the pact",
    story=(
        "A and B, both members, dispute a good; B's cost of war is drawn from the interval between 0 and `C` and known "
        "to B alone. A names its share, B accepts or fights. A war between them costs each the protection of the pact, "
        "as far as it would really be given. B accepts when indifferent."
    ),
    sources=("Morrow 2000",),
    players={"A": "a member of the pact", "B": "another one"},
    parameters={
        p: "the probability that A wins a war",
        c_A: "A's cost of war",
        C: "the highest cost of war that B may have",
        f_A: "what protection is worth to A",
        f_B: "what protection is worth to B",
        mu: "the probability that protection would really be given",
    },
    where=QUARREL,
    game=quarrel,
    quantities={
        "offer": Derived("the share that A demands", lambda model: model.solution.named(x)),
        "probability_of_war": Derived("the probability of war", lambda model: risk(model.solution)),
        "proposer_payoff": Derived("A's payoff", lambda model: model.solution.payoff("A")),
        "war_probability_outside": Derived("the probability of war outside the alliance", outside),
        "calming_effect": Derived(
            "by how much the alliance lowers the probability of war",
            lambda model: outside(model) - risk(model.solution),
        ),
        "critical_belief": Derived(
            "the belief from which on there is no war, which may be below 0 or above 1",
            no_war,
        ),
    },
)
