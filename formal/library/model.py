"""A model: a story, a game, and named quantities that are derived from its solution.

A `Model` is a blueprint (what a file under `models/` writes down) with its whole-number parameters fixed. The game is
built and solved when somebody first asks, and never before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import sympy as sp

from formal import verbs
from formal.algebra import Cases, Region
from formal.algebra.space import Space, read_values, space_of, symbols_in
from formal.errors import ModelError, ParameterError, did_you_mean
from formal.games.variants import relaxed
from formal.library.blueprint import Blueprint, Quantity
from formal.library.least import Least

#: How many variants of a model are kept at hand.
_KEPT = 128


class NoSuchNameError(ModelError, KeyError):
    """A name that a mapping does not hold: the message of a `ModelError`, and what `in` and `get` look out for."""

    __str__ = Exception.__str__


class Quantities(Mapping[str, Quantity]):
    """The quantities of a model by name, each derived when first asked for.

    Examples
    --------
    >>> from formal import load_model
    >>> quantities = load_model("crisis_bargaining").quantities
    >>> "offer" in quantities, quantities.get("cost")
    (True, None)
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[str, Quantity] = {}

    def __getitem__(self, name: str) -> Quantity:
        if name not in self._known:
            derived = self._model.blueprint.quantities
            if name not in derived:
                missing = f"{self._model.slug} has no quantity {name!r}{did_you_mean(name, derived)}"
                raise NoSuchNameError(missing)
            self._known[name] = derived[name].function(self._model)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._model.blueprint.quantities

    def __repr__(self) -> str:
        return f"Quantities({', '.join(self)})"

    def is_known(self, name: str) -> bool:
        """Return whether a quantity has been derived before."""
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._model.blueprint.quantities)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __len__(self) -> int:
        return len(self._model.blueprint.quantities)


class Model:
    """A model of international relations, solved on demand.

    Parameters
    ----------
    blueprint
        What its file says.
    integers
        Values of the whole-number parameters by name.
    find
        Finds another model by slug.
    fixed
        Values of other parameters by name (see `given`).
    free
        Names of parameters about which nothing is assumed (see `unbounded`).

    Examples
    --------
    >>> from formal import load_model
    >>> model = load_model("crisis_bargaining")
    >>> model.players, list(model.quantities)[:4]
    ({'A': 'the challenger', 'B': 'its opponent'}, ['range_low', 'range_high', 'range_width', 'offer'])
    >>> model.value("offer", p="3/5", c_A="1/10", c_B="1/5")
    4/5
    >>> model.claims["C1.3"].judge().condition
    Region(c_A < p < 1 - c_B)
    """

    def __init__(
        self,
        blueprint: Blueprint,
        integers: Mapping[str, int | sp.Symbol] | None = None,
        find: Callable[..., Model] | None = None,
        fixed: Mapping[str, object] | None = None,
        free: frozenset[str] = frozenset(),
    ) -> None:
        self.blueprint = blueprint
        self.integers = {s.name: default for s, default in blueprint.integers.items()} | dict(integers or {})
        self.fixed = dict(fixed or {})
        self.quantities = Quantities(self)
        self._find = find
        self._free = free
        self._variants: dict[tuple[object, ...], Model] = {}

    @property
    def slug(self) -> str:
        """The name by which the model is loaded."""
        return self.blueprint.slug

    @property
    def title(self) -> str:
        """One line."""
        return self.blueprint.title

    @property
    def story(self) -> str:
        """What happens, and in which order."""
        return self.blueprint.story

    @property
    def sources(self) -> tuple[str, ...]:
        """Author and year."""
        return self.blueprint.sources

    @property
    def players(self) -> Mapping[str, str]:
        """Who plays, in the order of payoffs."""
        return self.blueprint.players

    @property
    def parameters(self) -> Mapping[sp.Symbol, str]:
        """The parameters and what they mean."""
        return self.blueprint.parameters

    @property
    def where(self) -> tuple[object, ...]:
        """The domains and assumptions."""
        given = self.blueprint.where
        listed = given(**self.integers) if callable(given) else given
        return tuple(c for c in listed if not self._free & {s.name for s in symbols_in(c)})

    @property
    def solve_for(self) -> tuple[sp.Symbol, ...]:
        """The parameters that conditions are shown as bounds on, where they can be."""
        return self.blueprint.solve_for

    @cached_property
    def space(self) -> Space:
        """The parameter space; sizes are no part of it unless they are letters."""
        sizes = {name for name, size in self.integers.items() if isinstance(size, int)}
        return space_of(self.where, [s for s in self.parameters if s.name not in sizes])

    @cached_property
    def game(self) -> Any:
        """The game."""
        game = self.blueprint.game(**self.integers)
        if not self._free:
            return self.fixed_in(game)
        fixed = {name: value for name, value in self.fixed.items() if name in game.space.symbols}
        return relaxed(game, *self._free, fixed=fixed)

    def fixed_in(self, game: Any) -> Any:
        """Return another game in which the parameters that are fixed here have the same values.

        Examples
        --------
        >>> from formal import Game, load_model
        >>> c, = sp.symbols("c_A,")
        >>> load_model("crisis_bargaining").given(c_A="1/10").fixed_in(Game(["A"], (c,))).tree.payoffs
        (1/10,)
        """
        fixed = {name: value for name, value in self.fixed.items() if name in game.space.symbols}
        return game.subs(fixed) if fixed else game

    @cached_property
    def solution(self) -> Any:
        """The game's equilibria."""
        return self._solved()

    def solve(self, progress: Callable[[str], None]) -> Any:
        """Return the game's equilibria, with a word now and then while they are found.

        Examples
        --------
        >>> from formal import load_model
        >>> model = load_model("salami")
        >>> model.solve(progress=lambda words: None) is model.solution
        True
        """
        if "solution" not in self.__dict__:
            self.__dict__["solution"] = self._solved(progress=progress)
        return self.solution

    def _solved(self, **options: Any) -> Any:
        solution = self.game.solve(self.blueprint.concept, **options)
        about = [s for s in self.blueprint.solve_for if s.name in solution.space.names]
        return solution.solved_for(*about) if about else solution

    @cached_property
    def claims(self) -> Mapping[str, Any]:
        """The claims about the model, by id (from the packages of proofs)."""
        found: Mapping[str, Any] = verbs.claims(self)
        return found

    # -- derived models ---------------------------------------------------------------------------

    def given(self, **values: object) -> Model:
        """Return the same model with some parameters fixed, such as `d=0, k=0`: what would be without an ally."""
        return self._variant(fixed={**self.fixed, **values})

    def without(self, **values: object) -> Any:
        """Return the solution of the same game with some parameters fixed."""
        return self.given(**values).solution

    def varying(self, *symbols: sp.Symbol) -> Model:
        """Return the model in which some parameters are not fixed, for quantities that ask what they would change."""
        names = {s.name for s in symbols}
        return self._variant(fixed={n: v for n, v in self.fixed.items() if n not in names})

    def unbounded(self, *symbols: sp.Symbol) -> Model:
        """Return the model in which some parameters may be any real number: what `where` says of them is dropped."""
        return self.varying(*symbols)._variant(free=self._free | {s.name for s in symbols})

    def sized(self, **integers: int) -> Model:
        """Return the same model with other values of the parameters that fix the size of the game."""
        letters = any(isinstance(size, sp.Symbol) for size in self.integers.values())
        sizes = integers if letters else {n: whole_number(n, v) for n, v in integers.items()}
        whole = {**self.integers, **sizes}
        if letters or self._find is None:
            return Model(self.blueprint, whole, self._find, self.fixed, self._free)
        return self._find(self.slug, **whole)._variant(self.fixed, self._free)

    def of_any_size(self) -> Model:
        """Return the same model with letters for the parameters that fix the size of the game.

        What is true, or false, at all of its points is so for every size. It exists if the blueprint's functions
        can work with letters.

        Examples
        --------
        >>> from formal import load_model
        >>> print(load_model("article5").of_any_size().quantities["attack_payoff"])
        p - c_A - mu*n*(d + k) - mu_L*(d_L + k_L)
        """
        letters = {symbol.name: symbol for symbol in self.blueprint.integers}
        return Model(self.blueprint, letters, self._find, self.fixed, self._free)

    def beside(self, slug: str, **integers: int) -> Model:
        """Return another model, to compare with; where it has the same parameters, they are fixed as here."""
        if self._find is None:
            raise ModelError(f"{self.slug} was not loaded from the library: it cannot look up {slug!r}")
        other = self._find(slug, **integers)
        return other.given(**{n: v for n, v in self.fixed.items() if n in other.space.names})

    def _variant(
        self, fixed: Mapping[str, object] | None = None, free: frozenset[str] | None = None
    ) -> Model:
        values = {n: sp.sympify(v) for n, v in (self.fixed if fixed is None else fixed).items()}
        open_to = self._free if free is None else free
        if values == self.fixed and open_to == self._free:
            return self
        key = (frozenset(values.items()), open_to)
        if key not in self._variants:
            if len(self._variants) >= _KEPT:
                self._variants.clear()
            self._variants[key] = Model(self.blueprint, self.integers, self._find, values, open_to)
        return self._variants[key]

    # -- values -----------------------------------------------------------------------------------

    def value(self, name: str, **parameters: object) -> Any:
        """Return the exact value of a quantity at a parameter point.

        Parameters
        ----------
        name
            Of the quantity.
        **parameters
            An exact value for every parameter. Whole-number parameters that are left out keep their value.

        Returns
        -------
        Expr, bool, Interval or None
            A number; true or false for a condition; a SymPy interval; None where the quantity is undefined.

        Raises
        ------
        ModelError
            If there is no such quantity.
        ParameterError
            If a parameter is missing, unknown or outside the model's `where`.
        """
        sizes = {n: parameters.pop(n) for n in self.integers if n in parameters}
        if any(value != self.integers[n] for n, value in sizes.items()):
            return self.sized(**sizes).value(name, **parameters)  # type: ignore[arg-type]
        point = self.admissible({**self.fixed, **parameters})
        if self.integers and not self.quantities.is_known(name):
            return evaluated(
                self.given(**point).quantities[name], point
            )  # a large game is solved at one point
        return evaluated(self.quantities[name], point)

    def admissible(self, values: Mapping[str, object]) -> dict[str, sp.Rational]:
        """Return exact values by name for a complete and admissible point, or raise `ParameterError`."""
        known = self.space.names
        for name in values:
            if name not in known:
                raise ParameterError(f"{self.slug} has no parameter {name!r}{did_you_mean(name, known)}")
        missing = [name for name in known if name not in values]
        if missing:
            raise ParameterError(f"no value for {', '.join(missing)}: {self.slug} has {', '.join(known)}")
        numbers = read_values(dict(values), self.space)
        point = {n: sp.Rational(v.numerator, v.denominator) for n, v in numbers.items()}
        failing = self.space.failing(point)
        if failing is not None:
            raise ParameterError(
                f"the point is outside the model's domain: {Region.of(self.space, failing)} fails at "
                + ", ".join(f"{n}={v}" for n, v in point.items())
            )
        return point

    def evaluate(self, name: str, **arrays: Any) -> Any:
        """Return a quantity over NumPy arrays of parameter values (see `formal.sweep`)."""
        return verbs.evaluate(self, name, **arrays)

    def plot(
        self,
        quantity: str,
        parameter: Any,
        at: Mapping[Any, Any] | None = None,
        by: tuple[Any, Any] | None = None,
        path: Any = None,
    ) -> Any:
        """Return a figure of a quantity over one parameter, and write it to a file.

        Parameters
        ----------
        quantity
            The name of a number or of an interval.
        parameter
            On the axis, by symbol or name; `(p, 0, 1)` says from where to where. A whole number that fixes the size
            of the game needs its ends, as in `(n, 2, 10)`.
        at
            Exact values of all other parameters.
        by
            Another parameter and some values of it, as in `(c_B, ["1/10", "1/5"])`: a curve for each.
        path
            Ends in `.svg`, `.pdf` or `.png`; left out, nothing is written.

        Returns
        -------
        Plot
            Shown by notebooks; `.figure` and `.axes` are matplotlib's.
        """
        return verbs.plot(self, quantity, parameter, at=at, by=by, path=path)

    def figure(self, path: Any = None) -> Any:
        """Return the figure that shows most of the model, and write it to a file.

        It shows which outcome exists where, over the two parameters that tell them apart best; where none do, a
        quantity over a parameter that moves it. `model.solution.plot` and `model.plot` draw what you choose.

        Parameters
        ----------
        path
            Ends in `.svg`, `.pdf` or `.png`; left out, nothing is written.
        """
        return verbs.figure(self, path)

    # -- showing ----------------------------------------------------------------------------------

    def explore(
        self, path: str | os.PathLike[str], claims: bool = True, progress: Callable[[str], None] | None = None
    ) -> None:
        """Write one HTML file on which the model can be played with: sliders, equilibria, figures, claims.

        The file needs no network and no other file.

        Parameters
        ----------
        path
            Where to write it.
        claims
            Whether the claims are judged, and shown too.
        progress
            Told what is being done.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        verbs.explore(self, path, claims=claims, progress=progress)

    def to_latex(self, *, standalone: bool = False, beamer: bool = False, handout: bool = False) -> str:
        """Return the model as LaTeX.

        Parameters
        ----------
        standalone
            As an article that compiles, rather than as a fragment.
        beamer
            As frames that compile.
        handout
            As two pages for a class: no proofs.
        """
        return verbs.document(self, standalone=standalone, beamer=beamer, handout=handout)

    def _repr_html_(self) -> str:
        return verbs.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(str(self))

    def __repr__(self) -> str:
        return f"Model({self.slug!r})"

    def __str__(self) -> str:
        return verbs.text(self)


def evaluated(quantity: Quantity, point: Mapping[str, sp.Rational]) -> Any:
    """Return a quantity at a point: a number, a truth value, an interval, or None where it is undefined."""
    if isinstance(quantity, Region):
        return quantity.contains(dict(point))
    if isinstance(quantity, Cases | Least):
        return quantity.at(dict(point))
    if isinstance(quantity, tuple):
        low, high = (evaluated(end, point) for end in quantity)
        return None if low is None or high is None else sp.Interval(low, high)
    value = sp.sympify(quantity)
    return value.subs({s: point[s.name] for s in value.free_symbols if s.name in point})


def whole_number(name: str, value: object) -> int:
    """Return a whole-number parameter as an `int`, or raise `ParameterError`."""
    if isinstance(value, int | sp.Integer) and not isinstance(value, bool):
        return int(value)
    raise ParameterError(f"{name} = {value!r}: a whole number is wanted, since it fixes the size of the game")
