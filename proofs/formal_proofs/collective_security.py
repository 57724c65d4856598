"""Model 3: what is claimed about collective security as a public good.

What is claimed of volunteers is judged for every number of them: the number stays a letter. Claims about a threshold
are judged for the numbers that the model has (`load_model("threshold", n=10, K=5).claims`).

References: Olson (1965); Olson and Zeckhauser (1966); Hirshleifer (1983); Palfrey and Rosenthal (1984); Diekmann (1985,
1993).
"""

from sympy import Eq, Or, symbols

from formal import Cases, Claim, Eventually, Region, Somewhere, at_infinity, compare_powers, falls

c, n = symbols("c n")
RETURNS = symbols("alpha_1 alpha_2 alpha_3")
BENEFITS = symbols("b_1 b_2 b_3")
STATES = ("1", "2", "3")
whole = symbols("n", integer=True)


# -- contributions that add up ---------------------------------------------------------------------------


def uninterested(model):
    """No state gains from its own contribution."""
    return [alpha < 1 for alpha in RETURNS]


def never(model, condition):
    """No equilibrium is as said."""
    return ~model.solution.exists(condition)


def contributes(equilibrium, state):
    """Whether a state contributes, or may."""
    return equilibrium.strategy[state]["contribute"] != 0


def all_gain(model):
    """Every state is paid more if all contribute than in equilibrium."""
    together = model.game.payoffs[("contribute",) * 3]
    return [
        Cases((True, paid), where=model.where) > model.solution.payoff(state)
        for state, paid in zip(STATES, together, strict=True)
    ]


def acts_by_interest(model):
    """Each state contributes in an equilibrium where its return exceeds 1, and only there."""
    return [
        same(
            model.solution.exists(lambda e, state=state: contributes(e, state)),
            Region(alpha > 1, where=model.where),
        )
        for state, alpha in zip(STATES, RETURNS, strict=True)
    ]


def same(left, right):
    """Either both conditions hold or neither does."""
    return (left & right) | (~left & ~right)


# -- volunteers ------------------------------------------------------------------------------------------


def of_any_number(model, name):
    """A quantity for `n` states, whatever `n` is."""
    return model.of_any_size().quantities[name]


def one_more(model, relation, name):
    """How a quantity compares with one more state and without."""
    value = of_any_number(model, name)
    return compare_powers(value.subs(whole, whole + 1), relation, value)


def two_or_more(model):
    """There are at least two states."""
    return whole >= 2


# -- a threshold -----------------------------------------------------------------------------------------


def only_exactly_enough(model):
    """Where anyone contributes in a pure equilibrium, exactly as many do as are needed."""
    return never(model, lambda e: e.is_pure and e.acting not in (0, model.integers["K"]))


def all_may_mix(model):
    """There is an equilibrium in which all mix alike."""
    return model.quantities["symmetric_mixed_count"] >= 1


# -- best shot -------------------------------------------------------------------------------------------


def someone_acts(model):
    """In every pure equilibrium."""
    return ~model.quantities["no_action_is_ne"]


def somebody_interested(model):
    """Some state gains enough to act alone."""
    return Region(Or(*(b_i > c for b_i in BENEFITS)), where=model.where)


def acts_alone(model):
    """If one state gains enough and no other does, it acts alone in the only pure equilibrium."""
    one = model.quantities["pure_equilibria_count"].compare("=", 1)
    claims = []
    for state, b_i in zip(STATES, BENEFITS, strict=True):
        alone = model.solution.exists(
            lambda e, state=state: [s for s in STATES if e.strategy[s]["act"] == 1] == [state]
        )
        others = [other < c for other in BENEFITS if other != b_i]
        claims.append(~Region(b_i > c, *others, where=model.where) | (one & alone))
    return claims


# -- period after period ---------------------------------------------------------------------------------


def one_more_state_lowers(model):
    """The critical discount factor is lower with one more state, whatever the number."""
    more = model.sized(n=whole + 1).quantities["critical_discount"]
    return more < model.quantities["critical_discount"]


def sustained_at_last(model):
    """With all large enough numbers of states cooperation is sustainable."""
    return Eventually(whole, model.of_any_size().quantities["cooperation_sustainable"])


CLAIMS = (
    Claim(
        "C3.1",
        "If every alpha_i < 1, nobody contributes in any Nash equilibrium.",
        says=lambda model: never(model, lambda e: any(contributes(e, state) for state in STATES)),
        given=uninterested,
        source="L",
        of="collective_security_linear",
    ),
    Claim(
        "C3.2",
        "If every alpha_i < 1, all three are better off when all contribute than in equilibrium.",
        says=all_gain,
        given=uninterested,
        of="collective_security_linear",
        remark=(
            "Three contributions are worth three times alpha_i to state i, and cost it 1: a state with less than a "
            "third of the cost at stake prefers that nobody contributes."
        ),
    ),
    Claim(
        "C3.3",
        "State i contributes exactly when alpha_i > 1.",
        says=acts_by_interest,
        source="L",
        of="collective_security_linear",
    ),
    Claim(
        "C3.4",
        "One more state lowers critical_discount (alpha unchanged).",
        says=one_more_state_lowers,
        any_size=True,
        of="collective_security_repeated",
        remark=(
            "Whoever stays out saves the same, and loses the contributions of more others: a larger organisation "
            "punishes harder. Judged for every number of states."
        ),
    ),
    Claim(
        "C3.5",
        "There is a level below 1 such that cooperation is sustainable for every delta above it.",
        says=lambda model: model.quantities["critical_discount"] < 1,
        any_size=True,
        of="collective_security_repeated",
    ),
    Claim(
        "C3.6",
        "One more state lowers critical_discount (B unchanged).",
        says=one_more_state_lowers,
        any_size=True,
        of="collective_security_rival",
        remark=(
            "It raises it: if all contribute each has B - 1, however many they are; but staying out saves more, "
            "1 - B/n, as less of one's own contribution comes back to oneself."
        ),
    ),
    Claim(
        "C3.7",
        "At the given delta and B, cooperation is sustainable for all large enough n.",
        says=sustained_at_last,
        of="collective_security_rival",
        remark="Exactly if states are patient enough for the limit: the discount factor rises to it from below.",
    ),
    Claim(
        "C3.8",
        "Nobody volunteering is a Nash equilibrium.",
        says=lambda model: of_any_number(model, "no_action_is_ne"),
        given=two_or_more,
        source="L",
        of="volunteers",
        remark=(
            "If nobody else acts, acting is worth b - c > 0 to each. What may fail is not action but its certainty: "
            "who acts must be settled somehow. Judged for every number of states."
        ),
    ),
    Claim(
        "C3.9",
        "Someone acts in every pure equilibrium.",
        says=lambda model: never(model.of_any_size(), lambda e: e.is_pure and e.acting == 0),
        given=two_or_more,
        of="volunteers",
    ),
    Claim(
        "C3.10",
        "One more state lowers each state's mixed volunteering probability.",
        says=lambda model: one_more(model, "<", "mixed_volunteer_probability"),
        given=two_or_more,
        of="volunteers",
        remark=(
            "Shown for every n: of two powers of one base between 0 and 1, the one with the larger exponent is "
            "smaller, so exponents are compared."
        ),
    ),
    Claim(
        "C3.11",
        "One more state raises the mixed failure probability.",
        says=lambda model: one_more(model, ">", "mixed_failure_probability"),
        given=two_or_more,
        source="L",
        of="volunteers",
        remark="Shown for every n, by comparing exponents: each leaves it to so many others that the others fail too.",
    ),
    Claim(
        "C3.12",
        "As n grows without bound the mixed failure probability tends to 1.",
        says=lambda model: Eq(at_infinity(of_any_number(model, "mixed_failure_probability"), whole), 1),
        of="volunteers",
        remark=(
            "It rises with every further state, but only up to c/b: with ever so many others, each is still kept "
            "indifferent by a chance of c/b that nobody else acts."
        ),
    ),
    Claim(
        "C3.13",
        "One more state lowers the mixed expected payoff.",
        says=lambda model: one_more(model, "<", "mixed_payoff"),
        given=two_or_more,
        of="volunteers",
        remark=(
            "Who mixes is indifferent to acting, and acting is worth b - c whatever the others do: more failures are "
            "just made up for by paying less often."
        ),
    ),
    Claim(
        "C3.14",
        "If c_1/b_1 < c_2/b_2, state 1 volunteers with the higher probability in the mixed equilibrium.",
        says=lambda model: model.quantities["mixed_volunteer_1"] > model.quantities["mixed_volunteer_2"],
        given=lambda model: symbols("c_1") / BENEFITS[0] < symbols("c_2") / BENEFITS[1],
        source="L",
        of="volunteers_pair",
        remark=(
            "The other way round: state 1 mixes so as to make state 2 indifferent, hence by the cost and benefit of "
            "state 2. In the mixed equilibrium the keener state does less."
        ),
    ),
    Claim(
        "C3.15",
        "There being only state 2 volunteering is an equilibrium.",
        says=lambda model: model.solution.exists(
            lambda e: e.strategy["1"]["volunteer"] == 0 and e.strategy["2"]["volunteer"] == 1
        ),
        of="volunteers_pair",
    ),
    Claim(
        "C3.16",
        "Where it exists: if c_1/b_1 < c_2/b_2, state 1 volunteers with the higher probability.",
        says=lambda model: model.quantities["mixed_volunteer_1"] > model.quantities["mixed_volunteer_2"],
        given=lambda model: [
            model.quantities["interior_mixed_exists"],
            symbols("c_1") / BENEFITS[0] < symbols("c_2") / BENEFITS[1],
        ],
        of="volunteers_asym",
        remark="With three as with two: the keener state does less, since its mixing must keep the others indifferent.",
    ),
    Claim(
        "C3.17",
        "Such an equilibrium exists.",
        says=lambda model: model.quantities["interior_mixed_exists"],
        of="volunteers_asym",
        remark=(
            "Exactly if each of the three ratios c_i/b_i exceeds the product of the other two, that is, if the three "
            "are not too unequal."
        ),
    ),
    Claim(
        "C3.18",
        "Nobody contributing is a Nash equilibrium.",
        says=lambda model: model.quantities["no_action_is_ne"],
        source="L",
        of="threshold",
        remark="Where several must join, nobody alone can achieve anything: the contrast with a single volunteer.",
    ),
    Claim(
        "C3.19",
        "In every pure equilibrium with any contribution exactly K states contribute.",
        says=only_exactly_enough,
        of="threshold",
    ),
    Claim(
        "C3.20",
        "A symmetric mixed equilibrium exists.",
        says=all_may_mix,
        of="threshold",
        remark=(
            "Only if the chance of being decisive can reach c/b. Where all states are needed (K = n) it can be "
            "anything up to 1; else it is at most what it is if each contributes with probability (K - 1)/(n - 1)."
        ),
    ),
    Claim(
        "C3.21",
        "Raising c lowers the lower of the two probabilities (while they exist).",
        says=lambda model: falls(model.quantities["mixed_pair"][0], c, model.where),
        of="threshold_two_of_three",
        remark=(
            "It raises it: a state that pays more must be decisive more often, and from below that takes more "
            "contributions by the others. The higher one falls."
        ),
    ),
    Claim(
        "C3.25",
        "In every pure equilibrium someone acts exactly when some b_i > c.",
        says=lambda model: same(someone_acts(model), somebody_interested(model)),
        source="L",
        of="best_shot",
    ),
    Claim(
        "C3.26",
        "If b_1 + b_2 + b_3 > c, someone acts in every pure equilibrium.",
        says=someone_acts,
        given=lambda model: sum(BENEFITS) > c,
        of="best_shot",
        remark="What all gain together moves nobody: some state must gain enough alone.",
    ),
    Claim(
        "C3.27",
        "If exactly one b_i exceeds c, the only pure equilibrium has that state act alone.",
        says=acts_alone,
        of="best_shot",
    ),
    Claim(
        "C3.28",
        "There is a point where action would raise the sum of payoffs and nobody acts.",
        says=lambda model: Somewhere(model.quantities["inefficient_failure"]),
        source="L",
        of="best_shot",
    ),
)
