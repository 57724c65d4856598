"""English sentences as LaTeX: letters of a model are mathematics, everything else stays words and compiles."""

import pytest

from formal.show.prose import Words, label_of, listed

LETTERS = ["p", "c_A", "c_B", "s", "a", "delta", "gain", "kappa_i", "q1", "sigma", "lam"]
TERMS = ["range_width", "payoff_A", "critical_delta", "offer"]


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Raising c_A never raises A's payoff.", "Raising $c_A$ never raises A's payoff."),
        ("If p > 1 - c_B, war.", "If $p > 1 - c_B$, war."),
        ("in which it has `s`. A backs down", "in which it has $s$. A backs down"),
        ("a tougher B (p*V > c_A) is a rival", "a tougher B ($p V > c_A$) is a rival"),
        ("Raising a (below b) helps a state.", "Raising $a$ (below b) helps a state."),
        ("rises in a and in s", "rises in $a$ and in $s$"),
        ("Where gain <= c_A the gain is lost.", r"Where $\mathit{gain} \le c_A$ the gain is lost."),
        ("there is war for all delta close to 1", r"there is war for all $\delta$ close to 1"),
        ("range_width and payoff_A", r"\emph{range width} and \emph{payoff}$_A$"),
        ("critical_delta falls", r"\emph{critical} $\delta$ falls"),
        (
            "the offer in bargaining_with_ally",
            r"the offer in \texttt{bargaining\_\allowbreak{}with\_\allowbreak{}ally}",
        ),
        ("100% of R&D #1 {x} ~ ^", r"100\% of R\&D \#1 \{x\} \textasciitilde{} \textasciicircum{}"),
        ('the "intuitive" criterion', "the ``intuitive'' criterion"),
        ("at least quota of b_1..b_4 are >= 0", r"at least quota of $b_1$\dots $b_4$ are $\ge$ 0"),
        ("With lam = 1 and sigma = 0", r"With $\lambda = 1$ and $\sigma = 0$"),
        ("the same sign (+, 0, -) as", "the same sign (+, 0, -) as"),
        ("well-known and one-shot", "well-known and one-shot"),
        ("in [0, 1] and (0,1)", "in [0, 1] and (0,1)"),
        ("B's 1/2 of it", "B's $1/2$ of it"),
    ],
)
def test_sentences(text, shown):
    assert Words(LETTERS, TERMS).write(text) == shown


def test_dollars_come_in_pairs_whatever_is_typed():
    odd = "a$b c_A `x` `<b>` p >= <= -- ((p) (c_A + `` _ \\ | ≥ 3"
    shown = Words(LETTERS).write(odd).replace(r"\$", "")
    assert shown.count("$") % 2 == 0
    assert "`" not in shown.replace("``", "")


def test_lists_and_labels():
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert label_of("lem", "x_y", "B:J,x") == "lem:x-y:B-J-x"
