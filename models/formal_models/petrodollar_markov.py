"""Model 1B: aid to an oil-selling host over time.

Each period of terror the patron P decides whether to pay the host another tranche, and the host H, who sees it, whether
to make an effort. Effort makes the end of terror likelier, aid makes the collapse of the regime less likely; both stop
when terror does. So H weighs the end of terror against the end of aid, and P, who cannot bind itself, the regime that
it would lose now against the terror that it feeds. Everything is discounted, and nothing depends on more than whether
terror goes on: a Markov game with one state in which anything is decided and two that last for ever.

References: Bapat (2011, 2019); Dunning (2004).
"""

from sympy import symbols

from formal import Blueprint, Derived, MarkovGame, choose, forever, step, supremum, with_choices

delta, p0, p1, q0, q1, a, R, beta, lam, L, k, v, tau = symbols("delta p0 p1 q0 q1 a R beta lam L k v tau")

PLAYERS = {"P": "the patron", "H": "the host"}
MEANINGS = {
    delta: "the discount factor",
    p0: "probability per period that terror ends without effort",
    p1: "probability per period that terror ends with effort",
    q0: "probability per period that the regime collapses without aid",
    q1: "probability per period that the regime collapses with aid",
    a: "one period's tranche of aid",
    R: "the host's rent per period in office",
    beta: "the share of aid that the host's leader captures",
    lam: "the share of the social cost that the leader takes into account",
    L: "the social cost of terror per period",
    k: "what one period's effort costs the host",
    v: "what the regime is worth to the patron per period",
    tau: "the patron's loss per period of terror",
}
DOMAIN = [
    0 < delta, delta < 1, 0 <= p0, p0 < p1, p1 <= 1, p0 + q1 > 0, 0 <= q1, q1 < q0, q0 < 1, a > 0, R > 0,
    0 < beta, beta <= 1, 0 <= lam, lam <= 1, L >= 0, k > 0, v > 0, 0 <= tau, tau <= v,
]  # fmt: skip


# -- the game ----------------------------------------------------------------------------------------


def after(aid, effort):
    """One period of terror ends: the regime may collapse, and if it does not, terror may end."""
    collapse, success = (q1 if aid else q0), (p1 if effort else p0)
    chances = {
        "Collapsed": collapse,
        "Disarmed": (1 - collapse) * success,
        "Terror": (1 - collapse) * (1 - success),
    }
    return step((v - tau - a * aid, R + beta * a * aid - lam * L - k * effort), chances)


def reply(aid):
    """H has seen whether aid is paid, and makes an effort or not; indifferent it does."""
    efforts = {"effort": after(aid, 1), "no effort": after(aid, 0)}
    return choose("H", efforts, prefer=["effort", "no effort"])


def patron(paid, unpaid):
    """P pays a tranche or does not; indifferent it does."""
    return choose("P", {"pay": paid, "don't pay": unpaid}, prefer=["pay", "don't pay"])


def aid_over_time(terror):
    """The game in which `terror` is what is played in a period of terror."""
    states = {"Terror": terror, "Disarmed": forever((v, R)), "Collapsed": forever((0, 0))}
    return MarkovGame(list(PLAYERS), states, delta, DOMAIN, name="Petrodollar aid over time")


def profile(aid, unaided, aided):
    """A stationary profile: what P does, and what H does without and with aid."""
    return {"P": aid, "H:Terror,don't pay": unaided, "H:Terror,pay": aided}


AID_AND_PROLONG = profile("pay", "no effort", "no effort")
NO_AID_AND_EFFORT = profile("don't pay", "effort", "effort")


# -- what is read off it -----------------------------------------------------------------------------


def works(model, aid, *free):
    """Where always making an effort is optimal for H, aided in every period of terror or in none."""
    policy = "pay" if aid else "don't pay"
    bound = with_choices(model.unbounded(*free).game, {"P": [policy]})
    return bound.sustainable({"P": policy, f"H:Terror,{policy}": "effort"})


def pays(model, *free):
    """Where paying in every period of terror is optimal for P if H never makes an effort."""
    idle = {f"H:Terror,{policy}": "no effort" for policy in ("pay", "don't pay")}
    bound = with_choices(model.unbounded(*free).game, {info: [idleness] for info, idleness in idle.items()})
    return bound.sustainable({"P": "pay", **idle})


def prolonged(model):
    """What happens if P always pays and H never makes an effort, equilibrium or not."""
    return model.game.play(AID_AND_PROLONG)


petro_markov = Blueprint(
    slug="petro_markov",
    title="Petrodollar aid over time: does aid prolong terror?",
    story=(
        "In each period of terror P pays a tranche of aid or does not; H sees it and makes an effort or does not. Aid "
        "makes it less likely that the regime collapses, effort makes it likelier that terror ends if it does not. "
        "After the end of terror there is no aid, and rents are received for ever; after a collapse there is nothing. "
        "An indifferent patron pays, an indifferent host makes the effort."
    ),
    sources=("Bapat 2011", "Bapat 2019"),
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: aid_over_time(patron(reply(1), reply(0))),
    concept="markov_perfect",
    solve_for=(a, k),
    quantities={
        "critical_aid": Derived(
            "the tranche at which H, always aided, is indifferent between always and never making an effort",
            lambda model: supremum(works(model, 1, a), a),
        ),
        "critical_tranche": Derived(
            "the tranche at which P, paying a host that never makes an effort, is indifferent to withholding once",
            lambda model: supremum(pays(model, a), a),
        ),
        "aid_and_prolong_mpe": Derived(
            "to pay, and never to make an effort, is an equilibrium",
            lambda model: model.game.sustainable(AID_AND_PROLONG),
        ),
        "no_aid_and_effort_mpe": Derived(
            "not to pay, and always to make an effort, is an equilibrium",
            lambda model: model.game.sustainable(NO_AID_AND_EFFORT),
        ),
        "expected_duration": Derived(
            "expected number of periods of terror if P always pays and H never makes an effort",
            lambda model: prolonged(model).duration("Terror"),
        ),
        "collapse_share": Derived(
            "probability that terror ends by collapse if P always pays and H never makes an effort",
            lambda model: prolonged(model).absorption("Collapsed"),
        ),
        "patron_value": Derived(
            "P's discounted payoff if it always pays and H never makes an effort",
            lambda model: prolonged(model).values["Terror"]["P"],
        ),
        "host_value": Derived(
            "H's discounted payoff if P always pays and it never makes an effort",
            lambda model: prolonged(model).values["Terror"]["H"],
        ),
    },
)
