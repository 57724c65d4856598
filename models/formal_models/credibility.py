"""M7: credibility: sinking costs, tying hands, talk.

A protector D knows whether it would fight for its client (type R, reliable) or would rather not (type U). It can send
one public message before a challenger A decides: sunk costs are paid whatever follows, tied hands are paid for only by
those who promised and then abandon. Some challengers cannot be deterred. What a message is worth depends on what each
type loses by being challenged, which is not the same as what it loses by fighting.

The sunk-cost, war-cost, tying-hands and cheap-talk variants are the same game with other numbers put in.

References: Schelling (1966); Morrow (1994); Fearon (1997); Slantchev (2005, 2011).
"""

from sympy import Ne, Rational, symbols

from formal import Blueprint, Derived, Game, Region, chance, choose, infimum, relaxed, supremum

v_R, w_R, v_U, t, rho, eta, s, a, gain, loss = symbols("v_R w_R v_U t rho eta s a gain loss")
p, c_D, v, c_R, c_U = symbols("p c_D v c_R c_U")

PLAYERS = {"D": "the protector, of type R or U", "A": "the challenger"}
MEANINGS = {
    v_R: "type R's payoff if it is not challenged",
    w_R: "type R's payoff if it fights",
    v_U: "type U's payoff if it is not challenged",
    t: "type U's loss from fighting",
    rho: "prior probability of type R",
    eta: "share of challengers that cannot be deterred",
    s: "sunk cost of the message",
    a: "penalty for abandoning after the message",
    gain: "A's payoff if D abandons its client",
    loss: "A's loss if D fights",
}
DOMAIN = [
    w_R > 0,
    v_R > w_R,
    v_U > 0,
    t > 0,
    rho > 0,
    rho < 1,
    eta >= 0,
    eta < 1,
    s > 0,
    a >= 0,
    gain > 0,
    loss > 0,
]
STORY = (
    "Nature draws D's type, seen by D, and whether A can be deterred, seen by A. D sends a public message or stays "
    "silent. A challenges or not, an undeterrable one always; if challenged, D fights or abandons its client."
)


# -- the tree, for any numbers -----------------------------------------------------------------------


def challenged(kind, message, stake, fight, sunk, penalty):
    """D has been challenged: it abandons its client or fights."""
    return choose(
        "D",
        {"abandon": (-(penalty + sunk) * message, gain), "fight": (fight - sunk * message, -loss)},
        info=f"D:{kind},{message}",
    )


def messages(kind, stake, fight, sunk, penalty):
    """D of one type sends the message (1) or not (0); then A moves."""

    def reply(message):
        then = challenged(kind, message, stake, fight, sunk, penalty)
        quiet = (stake - sunk * message, 0)
        return chance(
            {
                "undeterrable": (eta, then),
                "strategic": (1 - eta, choose("A", {"not": quiet, "challenge": then}, info=f"A:{message}")),
            }
        )

    return choose("D", {"1": reply(1), "0": reply(0)}, info=f"D:{kind}")


def signalling(name, where, stakes, fights, sunk=s, penalty=a):
    """The whole game, with what each type has at stake and gets from fighting."""
    tree = chance(
        {
            "R": (rho, messages("R", stakes["R"], fights["R"], sunk, penalty)),
            "U": (1 - rho, messages("U", stakes["U"], fights["U"], sunk, penalty)),
        }
    )
    return Game(["D", "A"], tree, where=where, name=name)


# -- what is read off the equilibria -----------------------------------------------------------------


def sends(equilibrium, kind):
    """0 or 1 if a type's message is sure, 1/2 for any mixture."""
    probability = equilibrium.strategy[f"D:{kind}"]["1"]
    return probability if probability in (0, 1) else Rational(1, 2)


def existence(reliable, unreliable, words):
    """Where an equilibrium exists in which R and U send the message like this (1/2: a mixture)."""

    def derived(model):
        return model.solution.exists(lambda e: (sends(e, "R"), sends(e, "U")) == (reliable, unreliable))

    return Derived(f"an equilibrium exists in which {words}", derived)


MIXED = Rational(1, 2)
KINDS = {
    "separating_exists": existence(1, 0, "R sends the message and U does not"),
    "pool_signal_exists": existence(1, 1, "both types send the message"),
    "pool_silent_exists": existence(0, 0, "both types are silent"),
    "semi_unreliable_exists": existence(1, MIXED, "R sends the message and U sometimes does"),
    "semi_reliable_exists": existence(MIXED, 0, "U is silent and R sometimes sends the message"),
    "semi_silent_exists": existence(0, MIXED, "R is silent and U sometimes sends the message"),
}


def critical_belief(model):
    """The probability of a fight from which on a challenge does not pay."""
    mu = symbols("mu")
    node = model.game.node(("R", "1", "strategic", "challenge"))
    fight, abandon = (node.actions[action].payoffs[1] for action in ("fight", "abandon"))
    odds = chance({"fight": (mu, (fight,)), "abandon": (1 - mu, (abandon,))})
    lone = Game(
        ["A"], choose("A", {"not": (0,), "challenge": odds}), where=[*model.game.where, 0 <= mu, mu <= 1]
    )
    return infimum(lone.solve().reaches("not"), mu)


def fighting_or_not(game, history):
    """D's choice after a challenge, as a game of its own."""
    ends = game.node(history).actions
    return choose(
        "D", {action: (end.payoffs[0],) for action, end in ends.items()}, info=f"after {history[1]}"
    )


def left_alone(game, kind, message):
    """What a type faces after a message (1) or silence (0) if only the undeterrable challenge it."""
    share, _ = game.node((kind, message)).branches["undeterrable"]
    quiet = game.node((kind, message, "strategic", "not")).payoffs[0]
    faced = fighting_or_not(game, (kind, message, "undeterrable"))
    return chance({"undeterrable": (share, faced), "strategic": (1 - share, (quiet,))})


def undeterred(game, kind):
    """What a type faces after the message if only the undeterrable challenge it, and without one if all do."""
    return left_alone(game, kind, "1"), fighting_or_not(game, (kind, "0", "undeterrable"))


def highest_cost(kind):
    """The sunk cost up to which a type would send the message to be challenged by the undeterrable alone."""

    def derived(model):
        game = model.varying(s).game
        sent, silent = undeterred(game, kind)
        lone = relaxed(Game(["D"], choose("D", {"1": sent, "0": silent}, info="D"), where=game.where), s)
        return supremum(lone.solve().exists(lambda e: e.strategy["D"]["1"] == 1), s)

    return derived


# -- the full game -----------------------------------------------------------------------------------

credibility_signalling = Blueprint(
    slug="credibility_signalling",
    title="Credibility: a costly message from a protector of unknown resolve",
    story=STORY + " The message costs `s`; whoever abandons its client after it also pays `a`.",
    sources=("Fearon 1997", "Morrow 1994"),
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOMAIN,
    game=lambda: signalling("Credibility", DOMAIN, {"R": v_R, "U": v_U}, {"R": w_R, "U": -t}),
    quantities={
        "critical_belief": Derived("the probability of a fight at which A is indifferent", critical_belief),
        "unreliable_max_cost": Derived("the highest sunk cost that type U would pay", highest_cost("U")),
        "reliable_max_cost": Derived("the highest sunk cost that type R would pay", highest_cost("R")),
        **KINDS,
    },
)


# -- what comes of it --------------------------------------------------------------------------------


def challenge(outcome):
    """The probability that D is challenged, by either kind of A."""
    return outcome.probability("undeterrable") + outcome.probability("challenge")


def war(outcome):
    """The probability that D is challenged and fights."""
    return outcome.probability("fight")


def sending(model, reliable, unreliable):
    """The equilibria in which R and U send the message like this (1/2: a mixture)."""
    return [e for e in model.solution if (sends(e, "R"), sends(e, "U")) == (reliable, unreliable)]


def among(reliable, unreliable, probability):
    """A probability in the equilibria of a kind, where they agree on it."""
    return lambda model: model.solution.among(sending(model, reliable, unreliable)).agreed(probability)


SENT = {
    "separating": (1, 0),
    "pool_signal": (1, 1),
    "pool_silent": (0, 0),
    "semi_unreliable": (1, MIXED),
    "semi_reliable": (MIXED, 0),
}

credibility_outcomes = Blueprint(
    slug="credibility_outcomes",
    title="Credibility: challenges and wars by kind of equilibrium",
    story=credibility_signalling.story,
    sources=credibility_signalling.sources,
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOMAIN,
    game=credibility_signalling.game,
    quantities={
        f"{kind}_{what}": Derived(
            f"the probability of a {what} in equilibria of the kind {kind.replace('_', ' ')}",
            among(*sent, probability),
        )
        for kind, sent in SENT.items()
        for what, probability in (("challenge", challenge), ("war", war))
    },
    extension=True,
)


# -- beliefs that one would hold ---------------------------------------------------------------------

#: Nothing said, a challenge pays if R fights and U does not; and R loses more by being challenged.
DOUBTED = [*DOMAIN, (1 - rho) * gain > rho * loss, v_R - w_R > v_U]


def surviving(model):
    """The equilibria whose beliefs after a message that nobody sends stand up to D1."""
    return model.solution.refine("d1")


def survives(kind):
    """Where an equilibrium of a kind survives."""
    return lambda model: surviving(model).exists(lambda e: (sends(e, "R"), sends(e, "U")) == SENT[kind])


credibility_refined = Blueprint(
    slug="credibility_refined",
    title="Credibility: a costly message, and beliefs that one would hold",
    story=(
        f"{credibility_signalling.story} Nothing said, A would challenge; type R loses more by being challenged than "
        "type U. An unexpected message is taken to come from the type that is the readier to send it."
    ),
    sources=("Cho and Kreps 1987", "Fearon 1997"),
    players=PLAYERS,
    parameters=MEANINGS,
    where=DOUBTED,
    game=lambda: signalling("Credibility, doubted", DOUBTED, {"R": v_R, "U": v_U}, {"R": w_R, "U": -t}),
    quantities={
        **{
            f"d1_{kind}": Derived(
                f"an equilibrium of the kind {kind.replace('_', ' ')} survives D1", survives(kind)
            )
            for kind in list(SENT)[:4]
        },
        "challenge_probability": Derived(
            "the probability of a challenge in what survives D1",
            lambda model: surviving(model).agreed(challenge),
        ),
        "war_probability": Derived(
            "the probability of war in what survives D1", lambda model: surviving(model).agreed(war)
        ),
    },
    extension=True,
)


# -- a sunk cost only, types that differ in the stake ------------------------------------------------

STAKES = [
    p > 0, p < 1, v_U > 0, v_R > v_U, c_D > (1 - p) * v_U, c_D < (1 - p) * v_R,
    rho > 0, rho < 1, eta >= 0, eta < 1, s > 0, gain > 0, loss > 0,
]  # fmt: skip
COSTS = {
    "separating_cost_low": Derived("the highest sunk cost that type U would pay", highest_cost("U")),
    "separating_cost_high": Derived("the highest sunk cost that type R would pay", highest_cost("R")),
    "separation_possible": Derived(
        "some sunk cost separates the types",
        lambda model: model.varying(s).quantities["separating_exists"].eliminate(s).simplify(),
    ),
}
FIVE_KINDS = {name: derived for name, derived in KINDS.items() if name != "semi_silent_exists"}

credibility_stakes = Blueprint(
    slug="credibility_stakes",
    title="Credibility: sinking costs when types differ in what is at stake",
    story=STORY
    + " Both types would win the war alike; type R has more at stake. The message is a sunk cost.",
    sources=("Fearon 1997",),
    players=PLAYERS,
    parameters={
        p: "A's probability of winning the war",
        v_R: "type R's stake",
        v_U: "type U's stake",
        c_D: "D's cost of war",
        **{symbol: MEANINGS[symbol] for symbol in (rho, eta, s, gain, loss)},
    },
    where=STAKES,
    game=lambda: signalling(
        "Credibility, stakes",
        STAKES,
        {"R": v_R, "U": v_U},
        {"R": (1 - p) * v_R - c_D, "U": (1 - p) * v_U - c_D},
        penalty=0,
    ),
    quantities={**COSTS, **FIVE_KINDS},
)


# -- a sunk cost only, types that differ in the cost of war ------------------------------------------

WAR_COSTS = [
    p > 0, p < 1, v > 0, c_R > 0, c_R < (1 - p) * v, c_U > (1 - p) * v,
    rho > 0, rho < 1, eta >= 0, eta < 1, s > 0, gain > 0, loss > 0,
]  # fmt: skip

credibility_war_costs = Blueprint(
    slug="credibility_war_costs",
    title="Credibility: sinking costs when types differ in the cost of war",
    story=STORY + " Both types have the same stake; war costs type U more. The message is a sunk cost.",
    sources=("Fearon 1997",),
    players=PLAYERS,
    parameters={
        p: "A's probability of winning the war",
        v: "D's stake",
        c_R: "type R's cost of war",
        c_U: "type U's cost of war",
        **{symbol: MEANINGS[symbol] for symbol in (rho, eta, s, gain, loss)},
    },
    where=WAR_COSTS,
    game=lambda: signalling(
        "Credibility, war costs",
        WAR_COSTS,
        {"R": v, "U": v},
        {"R": (1 - p) * v - c_R, "U": (1 - p) * v - c_U},
        penalty=0,
    ),
    quantities={**COSTS, **FIVE_KINDS},
)


# -- hands tied: a free message, a penalty for abandoning --------------------------------------------

TIED_HANDS = [
    w_R > 0, v_R > w_R, v_U > 0, t > 0, rho > 0, rho < 1, eta > 0, eta < 1, a > 0, gain > 0, loss > 0,
]  # fmt: skip


credibility_tying_hands = Blueprint(
    slug="credibility_tying_hands",
    title="Credibility: tying hands with a penalty for abandoning",
    story=STORY
    + " The message is free, but who abandons after it pays a penalty: a treaty, an audience at home.",
    sources=("Fearon 1997",),
    players=PLAYERS,
    parameters={symbol: meaning for symbol, meaning in MEANINGS.items() if symbol != s},
    where=TIED_HANDS,
    game=lambda: signalling(
        "Credibility, tying hands", TIED_HANDS, {"R": v_R, "U": v_U}, {"R": w_R, "U": -t}, sunk=0
    ),
    quantities={
        "commits": Derived(
            "after the message type U would rather fight than abandon",
            lambda model: model.solution.exists(lambda e: e.strategy["D:U,1"]["fight"] == 1),
        ),
        "critical_undeterrable_share": Derived(
            "the share of undeterrable challengers from which on separation is an equilibrium",
            lambda model: infimum(model.varying(eta).quantities["separating_exists"], eta),
        ),
        **{name: KINDS[name] for name in list(KINDS)[:4]},
        "pool_signal_war": Derived("the probability of war if both types send the message", among(1, 1, war)),
    },
)


# -- talk is cheap: a message that costs nothing and binds nobody --------------------------------------

TALK = [condition for condition in DOMAIN if not condition.has(s, a)]


def agreed(probability):
    """A probability, where all equilibria agree on it."""
    return lambda model: model.solution.agreed(probability)


def both_sent(equilibrium):
    """Where both messages are on the path."""
    types = [equilibrium.strategy[f"D:{kind}"] for kind in ("R", "U")]
    return Region(*(sum(own[message] for own in types) > 0 for message in ("0", "1")))


def belief_after(equilibrium, message):
    """A's belief, after a message, that D is reliable."""
    return equilibrium.belief[f"A:{message}"]["R", message, "strategic"]


def challenges_after(equilibrium, message):
    """The probability with which a strategic A challenges after a message."""
    return equilibrium.strategy[f"A:{message}"]["challenge"]


def messages_tell(apart):
    """Where in some equilibrium both messages are sent, and something is not the same after both."""
    return lambda model: model.solution.exists(
        lambda e: both_sent(e) & Region(Ne(apart(e, "0"), apart(e, "1")))
    )


def gain_from_trust(model):
    """What U wins if all but the undeterrable leave it alone, where else it would be challenged for sure."""
    trusted, doubted = (Game(["D"], node, where=model.game.where) for node in undeterred(model.game, "U"))
    return trusted.solve().payoff("D") - doubted.solve().payoff("D")


credibility_cheap_talk = Blueprint(
    slug="credibility_cheap_talk",
    title="Credibility: announcements that cost nothing",
    story=STORY + " The message is free, and whoever breaks its word pays nothing.",
    sources=("Fearon 1997", "Morrow 1994"),
    players=PLAYERS,
    parameters={symbol: meaning for symbol, meaning in MEANINGS.items() if symbol not in (s, a)},
    where=TALK,
    game=lambda: signalling(
        "Credibility, cheap talk", TALK, {"R": v_R, "U": v_U}, {"R": w_R, "U": -t}, sunk=0, penalty=0
    ),
    quantities={
        "challenge_probability": Derived(
            "the probability of a challenge",
            agreed(challenge),
        ),
        "war_probability": Derived("the probability of war", agreed(war)),
        "informative_exists": Derived(
            "in some equilibrium A's belief depends on which of two messages is sent",
            messages_tell(belief_after),
        ),
        "influential_exists": Derived(
            "in some equilibrium the probability of a challenge depends on which of two messages is sent",
            messages_tell(challenges_after),
        ),
        "unreliable_gain": Derived(
            "what type U gains if only the undeterrable challenge it, and not everybody", gain_from_trust
        ),
    },
)
