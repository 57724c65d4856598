"""What may be typed as the value of a parameter, and what is said about the rest."""

from fractions import Fraction

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formal.cli.values import read_point, read_value, write_point

READ = {
    "p=3/5": Fraction(3, 5),
    "p=6/10": Fraction(3, 5),
    "p=0.6": Fraction(3, 5),
    "p=.5": Fraction(1, 2),
    "p=1.": Fraction(1),
    "p=-2": Fraction(-2),
    "p=+2": Fraction(2),
    "p=-1/3": Fraction(-1, 3),
    "p=0.1": Fraction(1, 10),
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_rational_is_read_exactly(text: str, value: Fraction) -> None:
    assert read_value(text) == ("p", value)


@pytest.mark.parametrize("name", ["c_A", "sigma", "_x", "n2"])
def test_names_are_those_of_parameters(name: str) -> None:
    assert read_value(f"{name}=1") == (name, 1)


REFUSED = {
    "p": "not of the form name=value",
    "=3": "not of the form name=value",
    "3=p": "not of the form name=value",
    "p q=3": "not of the form name=value",
    "": "not of the form name=value",
    "p=": "'' is not a rational number: write p=3/5",
    "p=half": "'half' is not a rational number",
    "p=1e3": "not a rational number",
    "p=1_000": "not a rational number",
    "p= 1": "not a rational number",
    "p=1 ": "not a rational number",
    "p=1\n": "not a rational number",
    "p=1/2/3": "not a rational number",
    "p=1/-2": "not a rational number",
    "p=1.5/2": "not a rational number",
    "p=.": "not a rational number",
    "p=nan": "not a rational number",
    "p=inf": "not a rational number",
    "p=٣": "not a rational number",
    "p=1,c_A=2": "not a rational number",
    "p==1": "not a rational number",
    "p=__import__('os')": "not a rational number",
    "p=" + "9" * 5000: "not a rational number",
    "p=1/0": "'1/0', given for p, divides by zero",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=[text[:20] for text in REFUSED])
def test_anything_else_is_refused_with_what_was_found(text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refusal:
        read_value(text)
    assert message in refusal.value.message


@given(st.fractions())
def test_what_is_written_is_read_back(value: Fraction) -> None:
    written = write_point({"p": value}).replace(" ", "")
    assert read_point([read_value(written)]) == {"p": value}


def test_a_parameter_given_twice_is_refused() -> None:
    with pytest.raises(click.UsageError, match="p is given twice, as 1/2 and as 2/3"):
        read_point([("p", Fraction(1, 2)), ("c", Fraction(1)), ("p", Fraction(2, 3))])
