r"""A lemma for each information set: what is best there, and why, in each equilibrium.

The steps come from the derivations of `formal.claims`; those that are the same in several equilibria are told once.

>>> from sympy import symbols
>>> from formal import Game, choose
>>> p, c = symbols("p c")
>>> tree = choose("A", {"fight": (p - c,), "yield": (0,)})
>>> solution = Game(["A"], tree, where=[p > 0, c > 0]).solve()
>>> print(lemmas(derivations(solution), "resolve"))
\begin{lemma}[A]\label{lem:resolve:A}
A: \emph{fight} in equilibrium 1; \emph{yield} in equilibrium 2.
\end{lemma}
\begin{proof}
In equilibrium 1:
\begin{itemize}
  \item \emph{fight} pays $p - c$, \emph{yield} pays $0$, as assumed
\end{itemize}
In equilibrium 2:
\begin{itemize}
  \item \emph{yield} pays $0$, \emph{fight} pays $p - c$, as assumed
\end{itemize}
\end{proof}
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

from formal.derivations.derivation import Derivation
from formal.derivations.deriving import derived_in
from formal.equilibria.solution import Solution
from formal.errors import FormalError
from formal.show.derivation import DerivationProse, items_latex, prose_of
from formal.show.prose import label_of, listed

#: Derivations by the number of their outcome.
Derivations = Mapping[int, Derivation]


def derivations(
    solution: Solution, progress: Callable[[str], None] | None = None, most: int = 40
) -> Derivations:
    """Return why the equilibrium that is shown of each outcome is one; empty for games of which no derivation is made.

    Parameters
    ----------
    solution
        The solution.
    progress
        Told what is being proved.
    most
        How many outcomes are looked at.
    """
    found: dict[int, Derivation] = {}
    for number, outcome in enumerate(itertools.islice(solution.found, most), start=1):
        if progress:
            progress(f"proof of equilibrium {number} of {len(solution.found)}")
        try:
            found[number] = derived_in(solution, outcome.example)
        except FormalError:
            return {}
    return found


def lemmas(found: Derivations, label: str) -> str:
    """Return a lemma with its proof for each information set, the last movers first."""
    told = {number: prose_of(derivation, latex=True) for number, derivation in found.items()}
    blocks = [_lemma(info, told, label) for info in _information_sets(told)]
    return "\n\n".join(block for block in blocks if block)


def verdict(found: Derivations, label: str) -> str:
    """Return how the equilibria follow from the lemmas, and what must be believed."""
    told = {number: prose_of(derivation, latex=True) for number, derivation in found.items()}
    references = [rf"\ref{{{_label(label, info)}}}" for info in _information_sets(told)]
    if not references:
        return ""
    many = len(references) > 1
    which = f"{references[0]} to {references[-1]}" if len(references) > 2 else listed(references)
    lines = [
        r"\begin{proof}",
        f"By Lemma{'s' if many else ''} {which}, {next(iter(told.values())).conclusion}.",
    ]
    lines += _rest(told)
    open_ = [number for number, derivation in found.items() if derivation.holds is not True]
    if open_:
        lines.append(f"Not everything is shown of {_which(open_)}.")
    provers = list(dict.fromkeys(name for derivation in found.values() for name in derivation.provers))
    if provers:
        lines.append(f"Where no proof is given, one must believe {listed(provers)}.")
    return "\n".join([*lines, r"\end{proof}"])


def _lemma(info: str, told: Mapping[int, DerivationProse], label: str) -> str:
    steps = _grouped((number, lines) for number, prose in told.items() for lines in prose.steps_at(info))
    choices = _grouped(
        (number, (choice,)) for number, prose in told.items() for choice in prose.choice_at(info)
    )
    if not choices:
        return ""
    place = next(iter(told.values())).place(info)
    sentence = "; ".join(f"{choice}{_in(numbers, len(told))}" for (choice,), numbers in choices.items())
    shown = list(_listing(steps, len(told))) or ["Nothing is left to show."]
    return "\n".join(
        [
            rf"\begin{{lemma}}[{place}]\label{{{_label(label, info)}}}",
            f"{place}: {sentence}.",
            r"\end{lemma}",
            r"\begin{proof}",
            *shown,
            r"\end{proof}",
        ]
    )


def _rest(told: Mapping[int, DerivationProse]) -> Iterator[str]:
    """Yield what is shown of payoffs and beliefs, which belongs to no mover."""
    steps = _grouped((number, lines) for number, prose in told.items() for lines in prose.steps_at(""))
    if steps:
        yield f"{next(iter(told.values())).rest}:"
        yield from _listing(steps, len(told))


def _listing(steps: Mapping[tuple[str, ...], list[int]], everyone: int) -> Iterator[str]:
    """Yield steps as lists, one for each group of equilibria."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for lines, numbers in steps.items():
        groups.setdefault(tuple(numbers), []).extend(lines)
    for where, told in groups.items():
        if len(groups) > 1 or len(where) < everyone:
            yield "In every equilibrium:" if len(where) == everyone else f"In {_which(list(where))}:"
        yield from items_latex(told)


def _grouped(pairs: Iterable[tuple[int, tuple[str, ...]]]) -> dict[tuple[str, ...], list[int]]:
    """Return what is told, each with the equilibria of which it is told."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, lines in pairs:
        numbers = found.setdefault(lines, [])
        if number not in numbers:
            numbers.append(number)
    return found


def _information_sets(told: Mapping[int, DerivationProse]) -> list[str]:
    return list(dict.fromkeys(info for prose in told.values() for info in prose.information_sets()))


def _which(numbers: list[int]) -> str:
    return f"equilibri{'um' if len(numbers) == 1 else 'a'} {listed(_runs(numbers))}"


def _runs(numbers: list[int]) -> Iterator[str]:
    """Yield numbers, three and more in a row as `2 to 5`."""
    for _, group in itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) > 2:
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from map(str, run)


def _in(numbers: list[int], everyone: int) -> str:
    return "" if len(numbers) == everyone else f" in {_which(numbers)}"


def _label(label: str, info: str) -> str:
    return label_of("lem", label, info)
