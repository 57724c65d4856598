"""Model 6: what is claimed about peacekeeping.

A *mission* raises both the cost of an attack past monitors and the probability that a cheat is detected.

References: Fortna (2003, 2008); Powell (2006).
"""

from sympy import symbols

from formal import Claim, Eventually, compare_points, derivative

u_peace, u_war, u_cheat, k_m, mu, delta, p1, c_A = symbols("u_peace u_war u_cheat k_m mu delta p1 c_A")


def peace(model):
    """Where compliance is an equilibrium."""
    return model.quantities["peace_sustainable"]


def war(model):
    """Where there is war in the first period."""
    return model.quantities["preventive_war"]


def with_a_mission(model, given, claim):
    """A claim about peace before and after k_m and mu are both raised, where `given` holds before."""
    dearer = compare_points(peace(model), k_m, where=model.where)
    seen = compare_points(dearer.after, mu, where=model.where)
    return seen.always(claim(seen.after), given=[*dearer.where, given])


def with_more_detection(model):
    """Raising mu turns a ceasefire that is not sustainable into one that is."""
    pair = compare_points(peace(model), mu, where=model.where)
    return pair.always(pair.after, given=~pair.before)


def still_no_war(model):
    """Raising k_m never leads to war."""
    pair = compare_points(war(model), k_m, where=model.where)
    return pair.always(~pair.after, given=~pair.before)


def moves_of_the_critical_discount(model):
    """The critical discount factor rises in what cheating and war yield, and falls in what peace does."""
    critical = model.quantities["critical_discount"]
    return [
        derivative(critical, u_cheat) > 0,
        derivative(critical, u_war) > 0,
        derivative(critical, u_peace) < 0,
    ]


CLAIMS = (
    Claim(
        "C6.1",
        "If peace is not sustainable, a mission makes it sustainable.",
        says=lambda model: with_a_mission(model, ~peace(model), lambda after: after),
        source="L",
        of="peacekeeping",
        remark=(
            "A mission lowers what a cheat gains and raises what it risks, but by how much is a matter of degree: a "
            "small mission, or one whose threat lies in a future that counts little, leaves cheating profitable."
        ),
    ),
    Claim(
        "C6.2",
        "If peace is sustainable, it still is with a mission.",
        says=lambda model: with_a_mission(model, peace(model), lambda after: after),
        of="peacekeeping",
    ),
    Claim(
        "C6.3",
        "Where cheating pays in one period, `critical_discount` rises in u_cheat and in u_war and falls in u_peace.",
        says=moves_of_the_critical_discount,
        given=lambda model: ~model.quantities["self_enforcing"],
        of="peacekeeping",
    ),
    Claim(
        "C6.4",
        "With certain detection (mu = 1) peace is sustainable.",
        says=lambda model: peace(model.given(mu=1)),
        of="peacekeeping",
        remark="To be seen is not to be deterred: war from the next period on must also count for enough.",
    ),
    Claim(
        "C6.5",
        "There is a level below 1 such that peace is sustainable for every delta above it.",
        says=lambda model: Eventually(delta, peace(model), to=1),
        of="peacekeeping",
    ),
    Claim(
        "C6.6",
        "Peace is self-enforcing.",
        says=lambda model: model.quantities["self_enforcing"],
        of="peacekeeping",
    ),
    Claim(
        "C6.18",
        "Assume k_m >= u_cheat - u_peace and that peace is not sustainable at delta. Raising mu makes it sustainable.",
        says=with_more_detection,
        given=lambda model: [k_m >= u_cheat - u_peace, ~peace(model)],
        of="peacekeeping",
        remark="Where an attack costs what it gains nobody attacks, seen or not: the assumptions exclude each other.",
    ),
    Claim(
        "C6.9",
        "For every choice of the other parameters there is no preventive war once k_m is large enough.",
        says=lambda model: Eventually(k_m, ~war(model)),
        of="peacekeeping_power_shift",
    ),
    Claim(
        "C6.10",
        "If there is war at k_m = 0, there is none at k_m.",
        says=lambda model: ~war(model),
        given=lambda model: war(model.varying(k_m).given(k_m=0)),
        source="L",
        of="peacekeeping_power_shift",
        remark=(
            "Peacekeepers make striking now dearer, but A still loses tomorrow what it holds today: a cost smaller "
            "than what the shift takes away does not hold it back."
        ),
    ),
    Claim(
        "C6.11",
        "If there is no war, there is none after raising k_m.",
        says=still_no_war,
        of="peacekeeping_power_shift",
    ),
    Claim(
        "C6.12",
        "Where it is positive, `critical_added_cost` rises in p1 and falls in c_A.",
        says=lambda model: [
            derivative(model.quantities["critical_added_cost"], p1) > 0,
            derivative(model.quantities["critical_added_cost"], c_A) < 0,
        ],
        given=lambda model: model.quantities["critical_added_cost"] > 0,
        of="peacekeeping_power_shift",
    ),
)
