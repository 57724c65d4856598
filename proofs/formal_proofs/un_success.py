"""Model 7: what is claimed about interventions of the United Nations.

References: Claude (1962); Voeten (2001).
"""

from sympy import Or, symbols

from formal import Claim, StrategicGame

C, b = symbols("C b")
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


def pair_of_volunteers():
    """Stage 2 among two equally willing states."""
    payoffs = {
        ("act", "act"): (b - C, b - C),
        ("act", "wait"): (b - C, b),
        ("wait", "act"): (b, b - C),
        ("wait", "wait"): (0, 0),
    }
    return StrategicGame(["1", "2"], payoffs, where=[C > 0, b > C])


def acts_for_certain(model):
    """In the symmetric mixed equilibrium nobody waits for the other in vain."""
    (mixed,) = (e for e in pair_of_volunteers().solve() if e.strategy["1"]["act"] not in (0, 1))
    return mixed.strategy["1"]["wait"] * mixed.strategy["2"]["wait"] <= 0


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
        given=lambda model: [b > C, C > 0],
        of=SLUG,
        remark=(
            "Each leaves it to the others with a probability that makes the others indifferent, so that "
            "nobody acts with a positive probability. Judged for two states; with more of them each is less"
            " likely to act."
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
