"""Is a claim true, false, true under a condition, vacuous, or not known: `prove`.

>>> from sympy import symbols
>>> p, c_A, c_B = symbols("p c_A c_B")
>>> costly = [0 < p, p < 1, c_A > 0, c_B > 0]
>>> prove(p - c_A < p + c_B, where=costly).verdict
'true'
>>> prove(p + c_B <= 1, where=costly).missing
Region(p <= 1 - c_B)
"""

from __future__ import annotations

from formal.claims.judge import judged
from formal.claims.judgement import Judgement
from formal.claims.question import read_claim
from formal.claims.signs import DEFAULT_SECONDS


def prove(
    claim: object,
    where: object = (),
    *,
    given: object = (),
    generic: bool = False,
    seconds: float = DEFAULT_SECONDS,
) -> Judgement:
    """Judge a claim at all admissible points, and show the verdict.

    Parameters
    ----------
    claim
        A relation, `And`, `Or`, `Not`, `Implies`, `Equivalent`, a `Region`, a truth value, a list of these
        (all must hold), or `ForAll`, `Exists` or `Somewhere`.
    where
        What is assumed: a condition or a list of them. SymPy's flags on the symbols count as well.
    given
        Premises: the claim is judged only where they hold, as with `Implies`.
    generic
        Whether a set of points without interior does not count: the claim is then true if it fails at most on
        such a set, and false if it holds at most on one.
    seconds
        How long a proof is looked for, and how long a quantifier may take to eliminate: about, since work is counted
        rather than timed.

    Returns
    -------
    Judgement
        With the verdict, the condition under which the claim holds, points and a certificate.

    Raises
    ------
    ExpressionError
        If the claim, or a term in it, cannot be read.

    Examples
    --------
    >>> from sympy import Implies, Min, symbols
    >>> p, c = symbols("p c")
    >>> judgement = prove(Implies(p < 1, Min(1, p + c) > p), where=c > 0)
    >>> judgement.verdict, judgement.certificate.kind
    ('true', 'identity')
    >>> prove(p**2 < 0).verdict, prove(p > 0, where=[p > 1, p < 0]).verdict
    ('false', 'contradictory')
    """
    question = read_claim(claim, where, given, seconds)
    return Judgement(question, judged(question, generic=generic, seconds=seconds), generic, seconds=seconds)
