"""Model 7: what is claimed about interventions of the United Nations.

References: Claude (1962); Voeten (2001).
"""

from sympy import Or, Piecewise, Symbol, symbols

from formal import Claim, SymmetricGame, compare_powers

C, b, others = symbols("C b others")
m = Symbol("m", integer=True)
GAINS = symbols("b_1 b_2 b_3 b_4 b_5")
SLUG = "un_success"


def agreed(model):
    """The permanent members, and enough of the four voters, would not lose by an intervention."""
    quota = model.integers["quota"]
    elected = GAINS[2:4]
    enough = {2: [], 3: [Or(*(gain >= 0 for gain in elected))], 4: [gain >= 0 for gain in elected]}
    return [GAINS[0] >= 0, GAINS[1] >= 0, *enough[quota]]


def somebody_pays():
    """Some state gains enough to act alone."""
    return Or(*(gain >= C for gain in GAINS))


def equally_willing():
    """Stage 2 among any number of equally willing states."""
    payoffs = {"act": b - C, "wait": Piecewise((b, others >= 1), (0, True))}
    return SymmetricGame(m, payoffs, others=others, where=[C > 0, b > C, m >= 2])


def acts_for_certain(model):
    """In the symmetric mixed equilibrium it does not happen that all wait for the others."""
    (mixed,) = equally_willing().solve().mixed
    return compare_powers((1 - mixed.chance) ** m, "<=", 0)


CLAIMS = (
    Claim(
        "C7.1",
        "If b_1, b_2 >= 0, at least quota of b_1..b_4 are >= 0 and some b_i >= C, intervention occurs.",
        says=lambda model: model.quantities["intervention"],
        given=lambda model: [*agreed(model), somebody_pays()],
        source="L",
        of=SLUG,
    ),
    Claim(
        "C7.2",
        "If intervention occurs, b_1, b_2 >= 0 and some b_i >= C.",
        says=lambda model: [GAINS[0] >= 0, GAINS[1] >= 0, somebody_pays()],
        given=lambda model: model.quantities["intervention"],
        of=SLUG,
    ),
    Claim(
        "C7.3",
        "If b_1, b_2 >= 0 and at least quota of b_1..b_4 are >= 0, intervention occurs.",
        says=lambda model: model.quantities["intervention"],
        given=agreed,
        of=SLUG,
        remark=(
            "To authorise is not to act: where nobody gains enough to pay alone, the resolution is a piece of "
            "paper."
        ),
    ),
    Claim(
        "C7.4",
        "If m >= 2 equally willing states (common benefit b > C) play the symmetric mixed equilibrium of stage 2, "
        "someone acts for certain.",
        says=acts_for_certain,
        given=lambda model: [b > C, C > 0, m >= 2],
        of=SLUG,
        remark=(
            "Each leaves it to the others with a probability that makes the others indifferent, so that with a "
            "positive probability nobody acts. Judged for every number of states."
        ),
    ),
    Claim(
        "C7.5",
        "If some b_i >= C, intervention occurs.",
        says=lambda model: model.quantities["intervention"],
        given=lambda model: somebody_pays(),
        source="L",
        of=SLUG,
        remark=(
            "One interested strong state is enough to pay, and not enough to authorise: the veto comes first."
        ),
    ),
)
