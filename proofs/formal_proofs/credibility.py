"""M7: what is claimed about credibility: sinking costs, tying hands, talk.

An equilibrium is of a kind by the messages of D's two types alone (`KINDS` of the models): there may be several of one
kind, and a claim about a kind is about all of them. "Raising z strictly raises Q" is the sign of a derivative,
everything else fixed. *Value dominance* is `v_R - w_R > v_U`: being left in peace is worth more to the reliable type,
which would have to fight, than to the unreliable one, which would not.

References: Schelling (1966); Morrow (1994); Fearon (1997); Slantchev (2005, 2011).
"""

from functools import reduce
from itertools import combinations
from operator import and_, or_

from sympy import Ne, symbols

from formal import Claim, Exists, Game, Region, chance, derivative, informed, subgame, with_choices
from formal_models.credibility import (
    KINDS,
    MIXED,
    belief_after,
    critical_belief,
    fighting_or_not,
    left_alone,
    sending,
    sends,
    surviving,
)

v_R, w_R, v_U, rho, eta, s, a, c_D, gain, loss = symbols("v_R w_R v_U rho eta s a c_D gain loss")
SIGNALLING, OUTCOMES, REFINED, STAKES, WAR_COSTS, TYING, TALK = (
    "credibility_signalling",
    "credibility_outcomes",
    "credibility_refined",
    "credibility_stakes",
    "credibility_war_costs",
    "credibility_tying_hands",
    "credibility_cheap_talk",
)


def quantity(model, name):
    """A quantity of the model."""
    return model.quantities[name]


def doubted(model):
    """The prior is below the critical belief: nothing said, A would challenge."""
    return critical_belief(model) > rho


# -- kinds of equilibria -----------------------------------------------------------------------------


def exists(model, kind):
    """Some equilibrium of a kind exists."""
    return KINDS[f"{kind}_exists"].function(model)


def every_kind(model):
    """Where each of the six kinds exists."""
    return [derived.function(model) for derived in KINDS.values()]


def exactly_one(model):
    """One of the six kinds exists, and no other."""
    kinds = every_kind(model)
    apart = [~(left & right) for left, right in combinations(kinds, 2)]
    return reduce(or_, kinds) & reduce(and_, apart)


def alone(model, kind):
    """No other of the six kinds exists."""
    others = [derived.function(model) for name, derived in KINDS.items() if name != f"{kind}_exists"]
    return ~reduce(or_, others)


def always(model, reliable, unreliable, condition):
    """A condition holds in every equilibrium in which R and U send the message like this (1/2: a mixture)."""
    return ~model.solution.exists(
        lambda e: (sends(e, "R"), sends(e, "U")) == (reliable, unreliable) and ~condition(e)
    )


def probability(path, *labels):
    """The probability that play goes through one of some labels."""
    return sum(weight for history, weight in path.items() if set(labels) & set(history))


def challenge(path):
    """The probability that D is challenged, by either kind of A."""
    return probability(path, "undeterrable", "challenge")


def not_sure(equilibrium):
    """A challenge is not certain."""
    return Region(challenge(equilibrium.outcome) < 1)


# -- what comes of it --------------------------------------------------------------------------------


def both_exist(*kinds):
    """Equilibria of several kinds exist."""
    return lambda model: reduce(and_, (exists(model, kind) for kind in kinds))


def likelier(first, second):
    """A probability, named as a quantity, is strictly above another."""
    return lambda model: quantity(model, first) > quantity(model, second)


def in_semi_unreliable(model, value):
    """What all equilibria agree on in which R sends the message and U sometimes does."""
    return model.solution.among(sending(model, 1, MIXED)).agreed(value)


def challenged_after_the_message(outcome):
    """The probability of a challenge, given the message."""
    return sum(outcome.probability("1", by) for by in ("challenge", "undeterrable")) / outcome.probability(
        "1"
    )


def sent_by_the_unreliable(outcome):
    """U's probability of the message."""
    return outcome.equilibria[0].strategy["D:U"]["1"]


def pretends_less_where_it_is_dearer(model):
    """U sends the message the oftener the likelier R is, and the more A fears a fight for what it may win."""
    often = in_semi_unreliable(model, sent_by_the_unreliable)
    return [derivative(often, rho) > 0, derivative(often, loss) > 0, derivative(often, gain) < 0]


def unmoved_by_the_prior(model):
    """Neither probability in which both send the message changes with the prior."""
    return [
        derivative(quantity(model, f"pool_signal_{what}"), rho).compare("=", 0)
        for what in ("challenge", "war")
    ]


def tied_and_pooling(model):
    """After the message U would fight, and both types send it in some equilibrium."""
    return model.solution.exists(lambda e: e.strategy["D:U,1"]["fight"] == 1) & exists(model, "pool_signal")


# -- what survives D1 --------------------------------------------------------------------------------


def exactly_one_survives(model):
    """Equilibria of one kind survive, and none of any other."""
    survivors = surviving(model)
    sent = {(sends(e, "R"), sends(e, "U")) for e in survivors}
    kinds = [survivors.exists(lambda e, own=own: (sends(e, "R"), sends(e, "U")) == own) for own in sent]
    apart = (~(left & right) for left, right in combinations(kinds, 2))
    return reduce(and_, apart, reduce(or_, kinds))


def war_if_seen_through(model):
    """The probability of war if A sees D's type, and nothing is said."""
    silent = with_choices(informed(model.game, "A"), {"D:R": ["0"], "D:U": ["0"]})
    return silent.solve().probability("fight")


# -- what a message is worth -------------------------------------------------------------------------


def some_cost_separates(model):
    """At some sunk cost a separating equilibrium exists."""
    return Exists(s, exists(model, "separating"), where=s > 0)


def value_dominance(model):
    """The reliable type loses more by being challenged."""
    return v_R - w_R > v_U


def gains_from_a_mistake(model):
    """U's silence pays if a strategic A takes it for R's, where otherwise everybody would challenge it."""
    game = model.game
    mistaken = subgame(informed(game, "A"), ("R", "0")).solve()
    spared, challenged = (
        Game(["D"], tree, where=game.where).solve().payoff("D")
        for tree in (left_alone(game, "U", "0"), fighting_or_not(game, ("U", "0", "undeterrable")))
    )
    return mistaken.reaches("not") & (spared > challenged)


# -- hands tied --------------------------------------------------------------------------------------


def tied(model):
    """After the message type U, too, would rather fight than abandon its client."""
    return quantity(model, "commits")


def nobody_deterrable_challenges(model):
    """In no equilibrium does the strategic A challenge after the message."""
    return ~model.solution.exists(lambda e: Region(e.strategy["A:1"]["challenge"] > 0))


def war_above_the_tied(model):
    """Wherever both send the message, there is more war than the reliable and the undeterrable alone would have."""
    return always(model, 1, 1, lambda e: Region(probability(e.outcome, "fight") > rho * eta))


# -- talk --------------------------------------------------------------------------------------------


def only_babbling(model):
    """Whatever is said in an equilibrium, A believes what it believed before."""

    def learns(equilibrium, message):
        sent = sum(equilibrium.strategy[f"D:{kind}"][message] for kind in ("R", "U"))
        return Region(sent > 0, Ne(belief_after(equilibrium, message), rho))

    return ~model.solution.exists(lambda e: learns(e, "1") | learns(e, "0"))


def silenced(model):
    """The same game without messages: everybody knows only what they knew before."""
    game = model.game
    weights = game.node(()).branches
    tree = chance({kind: (weight, game.node((kind, "0"))) for kind, (weight, _) in weights.items()})
    return Game(game.players, tree, where=game.where).solve()


def talk_helps(model):
    """In some equilibrium a challenge is less likely than without messages."""
    silent = silenced(model).agreed(lambda outcome: challenge(outcome.path))
    return model.solution.exists(lambda e: silent.compare(">", challenge(e.outcome)))


CLAIMS = (
    Claim(
        "C7.1",
        "For the given other parameters there is some s > 0 at which a separating PBE exists.",
        says=some_cost_separates,
        source="L",
        of=SIGNALLING,
        remark=(
            "R can afford a cost that U cannot only if a challenge costs R more. R would fight, and loses `v_R - "
            "w_R`; U gives in, and loses `v_U` and, after a message, what the undeterrable then make it pay. That R "
            "is ready to fight does not help: it makes a challenge cost it less. Resolve alone signals nothing."
        ),
    ),
    Claim(
        "C7.2",
        "A separating PBE exists at the given s.",
        says=lambda model: exists(model, "separating"),
        source="L",
        of=SIGNALLING,
        remark=(
            "The cost must be too high for U and not too high for R. A tied hand helps: U fears to be challenged after "
            "its promise, by those whom nothing deters."
        ),
    ),
    Claim(
        "C7.3",
        "If value dominance holds, there is some s > 0 at which a separating PBE exists.",
        says=some_cost_separates,
        given=value_dominance,
        source="P",
        of=SIGNALLING,
    ),
    Claim(
        "C7.4",
        "At least one PBE of the six kinds other than perverse exists.",
        says=lambda model: reduce(or_, every_kind(model)),
        source="P",
        of=SIGNALLING,
    ),
    Claim(
        "C7.5",
        "A perverse PBE exists.",
        says=lambda model: model.solution.exists(lambda e: (sends(e, "R"), sends(e, "U")) == (0, 1)),
        source="P",
        of=SIGNALLING,
        remark=(
            "Silence would then be the mark of R, whom nobody challenges who can be deterred. U would have nothing to "
            "gain from a message that costs something."
        ),
    ),
    Claim(
        "C7.6",
        "Exactly one of the six kinds exists.",
        says=exactly_one,
        source="P",
        of=SIGNALLING,
        remark=(
            "Silence is often an equilibrium beside the others, since nobody can be made to believe a message that is "
            "never sent. What happens is settled by expectations as much as by stakes and costs."
        ),
    ),
    Claim(
        "C7.7",
        "If v_R - w_R >= v_U, a semi_silent PBE exists.",
        says=lambda model: exists(model, "semi_silent"),
        given=lambda model: v_R - w_R >= v_U,
        source="P",
        of=SIGNALLING,
        remark=(
            "For U to speak while R is silent, a message must be worth more to U. Where R has more to lose by a "
            "challenge, whatever moves U moves R first."
        ),
    ),
    Claim(
        "C7.8",
        "Type U would strictly gain if the strategic A, instead of challenging it for sure after m = 0, mistook it "
        "for type R.",
        says=gains_from_a_mistake,
        source="L",
        of=SIGNALLING,
    ),
    Claim(
        "C7.9",
        "If rho is below the critical belief and a separating PBE exists, the total probability of a challenge in it "
        "is strictly below 1.",
        says=lambda model: always(model, 1, 0, not_sure),
        given=lambda model: [doubted(model), exists(model, "separating")],
        source="P",
        of=SIGNALLING,
    ),
    Claim(
        "C7.10",
        "If rho is below the critical belief and a semi_unreliable PBE exists, the total probability of a challenge "
        "in it is strictly below 1.",
        says=lambda model: always(model, 1, MIXED, not_sure),
        given=lambda model: [doubted(model), exists(model, "semi_unreliable")],
        source="P",
        of=SIGNALLING,
    ),
    Claim(
        "C7.11",
        "If a separating PBE exists, a pool_silent PBE exists as well.",
        says=lambda model: exists(model, "pool_silent"),
        given=lambda model: exists(model, "separating"),
        source="P",
        of=SIGNALLING,
        remark=(
            "Where the hands of both types are tied and D is doubted, silence does not hold: the message is believed "
            "whoever sends it, and R would send it."
        ),
    ),
    Claim(
        "C7.21",
        "If a semi_unreliable PBE exists: raising s strictly lowers y1 in it.",
        says=lambda model: derivative(in_semi_unreliable(model, challenged_after_the_message), s) < 0,
        given=both_exist("semi_unreliable"),
        of=OUTCOMES,
        remark="U must be kept indifferent between silence and a dearer message: that must be challenged less often.",
    ),
    Claim(
        "C7.22",
        "If a semi_unreliable PBE exists: U's probability of sending 1 strictly rises with rho, strictly rises with "
        "loss and strictly falls with gain.",
        says=pretends_less_where_it_is_dearer,
        given=both_exist("semi_unreliable"),
        of=OUTCOMES,
    ),
    Claim(
        "C7.23",
        "If D is tied and a pool_signal PBE exists: raising rho changes neither its challenge nor its war probability.",
        says=unmoved_by_the_prior,
        given=tied_and_pooling,
        of=OUTCOMES,
        remark="Tied hands make both types fight, so A does not care which of them it faces.",
    ),
    Claim(
        "C7.24",
        "If separating and pool_silent PBE both exist, war is strictly less likely in the separating one.",
        says=likelier("pool_silent_war", "separating_war"),
        given=both_exist("separating", "pool_silent"),
        of=OUTCOMES,
        remark=(
            "If the prior alone deters, silence is challenged by the undeterrable only, as the message is, and R alone "
            "fights in either. Where A would challenge, silence means war for R, and the message saves it that."
        ),
    ),
    Claim(
        "C7.25",
        "If separating and pool_silent PBE both exist, a challenge is strictly less likely in the separating one.",
        says=likelier("pool_silent_challenge", "separating_challenge"),
        given=both_exist("separating", "pool_silent"),
        of=OUTCOMES,
        remark=(
            "Where the prior alone deters it is the other way round: to say nothing hides U among the reliable, and a "
            "message that tells them apart leaves it exposed."
        ),
    ),
    Claim(
        "C7.26",
        "If eta > 0 and pool_signal and pool_silent PBE both exist, war is strictly more likely under pool_signal.",
        says=likelier("pool_signal_war", "pool_silent_war"),
        given=lambda model: [eta > 0, both_exist("pool_signal", "pool_silent")(model)],
        of=OUTCOMES,
        remark=(
            "Only if hands are tied: then U fights as well. Else R alone does, whether both send the message or "
            "neither."
        ),
    ),
    Claim(
        "C7.31",
        "Exactly one kind of PBE survives.",
        says=exactly_one_survives,
        of=REFINED,
        remark=(
            "R gains most by not being challenged, so what nobody sends is taken to come from R: silence of both "
            "stands only if the message is too dear even for R."
        ),
    ),
    Claim(
        "C7.32",
        "In the surviving PBE the challenge probability is strictly below 1.",
        says=lambda model: quantity(model, "challenge_probability") < 1,
        of=REFINED,
        remark=("If the message is too dear even for R nobody sends it, and everybody is challenged."),
    ),
    Claim(
        "C7.33",
        "Raising s strictly raises the challenge probability of the surviving PBE.",
        says=lambda model: derivative(quantity(model, "challenge_probability"), s) > 0,
        of=REFINED,
        remark=(
            "Locally it never does: R sends the message for sure while it pays, and where U sends it sometimes a "
            "dearer one is challenged less."
        ),
    ),
    Claim(
        "C7.34",
        "Raising s strictly lowers the challenge probability of the surviving PBE.",
        says=lambda model: derivative(quantity(model, "challenge_probability"), s) < 0,
        of=REFINED,
        remark=(
            "Only where U sometimes sends the message; elsewhere what is sent does not depend on a little more or less."
        ),
    ),
    Claim(
        "C7.35",
        "War is strictly more likely in the surviving PBE than if A observed D's type (and no message were sent).",
        says=lambda model: quantity(model, "war_probability") > war_if_seen_through(model),
        of=REFINED,
        remark=(
            "A that sees through D leaves R alone and challenges U, which yields: only the undeterrable meet a fight. "
            "Separation does as well. Who is doubted, or tied, fights more often."
        ),
    ),
    Claim(
        "C7.41",
        "Some s > 0 admits a separating PBE.",
        says=lambda model: quantity(model, "separation_possible"),
        source="L",
        of=STAKES,
    ),
    Claim(
        "C7.42",
        "A separating PBE exists at the given s.",
        says=lambda model: quantity(model, "separating_exists"),
        source="L",
        of=STAKES,
    ),
    Claim(
        "C7.43",
        "If a separating PBE exists, no other of the six kinds exists.",
        says=lambda model: alone(model, "separating"),
        given=lambda model: quantity(model, "separating_exists"),
        source="P",
        of=STAKES,
        remark="Silence remains: if A believes nothing it hears, nobody pays to be heard.",
    ),
    Claim(
        "C7.44",
        "Raising eta strictly reduces separating_cost_high - separating_cost_low.",
        says=lambda model: (
            derivative(quantity(model, "separating_cost_high") - quantity(model, "separating_cost_low"), eta)
            < 0
        ),
        source="P",
        of=STAKES,
    ),
    Claim(
        "C7.45",
        "Raising c_D strictly raises separating_cost_high.",
        says=lambda model: derivative(quantity(model, "separating_cost_high"), c_D) > 0,
        source="P",
        of=STAKES,
    ),
    Claim(
        "C7.46",
        "If rho is below the critical belief, a semi_unreliable PBE exists.",
        says=lambda model: quantity(model, "semi_unreliable_exists"),
        given=doubted,
        source="P",
        of=STAKES,
        remark=(
            "U mixes to be believed half-way as long as the message is cheaper than what it can win. Where it is "
            "dearer, U does not imitate R at all."
        ),
    ),
    Claim(
        "C7.51",
        "Some s > 0 admits a separating PBE.",
        says=lambda model: quantity(model, "separation_possible"),
        source="L",
        of=WAR_COSTS,
        remark=(
            "The reliable type fights if it is challenged, so a challenge costs it less than the unreliable one, which "
            "loses everything it has at stake. Whatever price R would pay to be left alone, U would pay more: a lower "
            "cost of war cannot be signalled by burning money."
        ),
    ),
    Claim(
        "C7.52",
        "If rho is below the critical belief, pool_silent is the only one of the six kinds that exists.",
        says=lambda model: exists(model, "pool_silent") & alone(model, "pool_silent"),
        given=doubted,
        source="P",
        of=WAR_COSTS,
        remark=(
            "No price separates the types, so a message says nothing about them, and does not change the mind of a "
            "challenger who doubts."
        ),
    ),
    Claim(
        "C7.53",
        "A pool_signal PBE exists.",
        says=lambda model: quantity(model, "pool_signal_exists"),
        source="P",
        of=WAR_COSTS,
    ),
    Claim(
        "C7.54",
        "There is a PBE in which R and U send m = 1 with different probabilities.",
        says=lambda model: model.solution.exists(
            lambda e: Region(Ne(e.strategy["D:R"]["1"], e.strategy["D:U"]["1"]))
        ),
        source="L",
        of=WAR_COSTS,
        remark=(
            "Peace is worth the same to both, and U, which gives in, gains more than R from being left alone. Where R "
            "would pay for a message, so would U; and a message that U alone would send brings challengers, not "
            "peace."
        ),
    ),
    Claim(
        "C7.55",
        "A pool_silent PBE exists.",
        says=lambda model: quantity(model, "pool_silent_exists"),
        source="P",
        of=WAR_COSTS,
    ),
    Claim(
        "C7.61",
        "With eta set to 0, a separating PBE exists.",
        says=lambda model: quantity(model.unbounded(eta).given(eta=0), "separating_exists"),
        source="L",
        of=TYING,
        remark=(
            "Without undeterrable challengers a promise that is believed is never tested. It costs U nothing, and U "
            "makes it as well: hands are tied only by the risk of being called."
        ),
    ),
    Claim(
        "C7.62",
        "A separating PBE exists.",
        says=lambda model: quantity(model, "separating_exists"),
        source="L",
        of=TYING,
        remark=(
            "U keeps away from the promise only if it is likely enough to be tested, by challengers that cannot be "
            "deterred, and if it is painful enough, either to break it or to keep it."
        ),
    ),
    Claim(
        "C7.63",
        "If D is tied: in every PBE the strategic A does not challenge after m = 1.",
        says=nobody_deterrable_challenges,
        given=tied,
        source="L",
        of=TYING,
    ),
    Claim(
        "C7.64",
        "If D is tied, a pool_signal PBE exists.",
        says=lambda model: quantity(model, "pool_signal_exists"),
        given=tied,
        source="L",
        of=TYING,
        remark=(
            "The promise binds even U, so it deters; but U makes it only if the undeterrable, whom it would have to "
            "fight, are few enough."
        ),
    ),
    Claim(
        "C7.65",
        "Raising a strictly lowers the critical undeterrable share.",
        says=lambda model: derivative(quantity(model, "critical_undeterrable_share"), a) < 0,
        source="P",
        of=TYING,
        remark=(
            "Once breaking the promise costs more than fighting, U fights. A still higher penalty is never paid, and "
            "changes nothing."
        ),
    ),
    Claim(
        "C7.66",
        "If D is tied and a pool_signal PBE exists, its war probability strictly exceeds rho*eta.",
        says=war_above_the_tied,
        given=lambda model: [tied(model), quantity(model, "pool_signal_exists")],
        source="P",
        of=TYING,
        remark=(
            "Tied hands are no bluff: a U that made the promise fights the undeterrable as R does. The promise that "
            "prevents challenges makes every challenge that is left a war."
        ),
    ),
    Claim(
        "C7.67",
        "If rho is below the critical belief, a pool_signal PBE exists.",
        says=lambda model: quantity(model, "pool_signal_exists"),
        given=doubted,
        source="L",
        of=TYING,
        remark=(
            "Both types can promise only if the promise binds both, so that A believes it whatever it thinks of D; and "
            "then only if U can afford to keep it."
        ),
    ),
    Claim(
        "C7.68",
        "If rho is below the critical belief and D is not tied, a pool_signal PBE exists.",
        says=lambda model: quantity(model, "pool_signal_exists"),
        given=lambda model: [doubted(model), ~tied(model)],
        source="P",
        of=TYING,
        remark=(
            "A promise that U would break is worth only as much as D's reputation. If that is too poor to deter, U "
            "gains nothing by making it, and pays for breaking it."
        ),
    ),
    Claim(
        "C7.71",
        "There is a PBE in which A's challenge probability differs between two messages sent on the path.",
        says=lambda model: quantity(model, "influential_exists"),
        source="L",
        of=TALK,
        remark=(
            "Announcements are free, and both types want fewer challenges: if one of two messages were met with fewer, "
            "both would send that one."
        ),
    ),
    Claim(
        "C7.72",
        "Every PBE leaves A's posterior equal to its prior on the path (only babbling exists).",
        says=only_babbling,
        source="P",
        of=TALK,
        remark=(
            "A may learn something, but never enough to act on it: equilibria in which the types speak differently "
            "exist beside babbling, as long as A does the same after every message."
        ),
    ),
    Claim(
        "C7.73",
        "Type U strictly gains from being taken for type R instead of being challenged for sure.",
        says=lambda model: quantity(model, "unreliable_gain") > 0,
        source="L",
        of=TALK,
    ),
    Claim(
        "C7.74",
        "The equilibrium challenge probability equals eta.",
        says=lambda model: quantity(model, "challenge_probability").compare("=", eta),
        source="P",
        of=TALK,
        remark=(
            "If A thinks well enough of D to keep away, it keeps away whatever is said; else it comes, whatever is "
            "said. Talk changes neither."
        ),
    ),
    Claim(
        "C7.75",
        "In some PBE a challenge is strictly less likely than in the game without messages.",
        says=talk_helps,
        source="L",
        of=TALK,
        remark="Words that cost nothing and bind nobody cannot deter a single challenger more than silence does.",
    ),
)
